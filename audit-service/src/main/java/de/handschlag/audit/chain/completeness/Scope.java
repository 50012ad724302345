package de.handschlag.audit.chain.completeness;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;

/** Which of a person's entries. Each has leaves of its own, so that the one a person sees tells nothing of the other (R16). */
public enum Scope {
    /** Those that the person may be shown: no norm hides them (R22), no notice of them is deferred (R21, R22), and no hold. */
    SHOWN,
    /** All of them; for the data-protection officer. */
    ALL;

    /** As it stands in questions, answers, and in what is hashed. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scope that a question states; {@link #ALL} if it states none.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it is none
     */
    public static Scope stated(@Nullable String text) {
        if (text == null || text.equals(ALL.key())) {
            return ALL;
        }
        if (text.equals(SHOWN.key())) {
            return SHOWN;
        }
        throw InvalidRequest.place("scope", "shown or all");
    }
}
