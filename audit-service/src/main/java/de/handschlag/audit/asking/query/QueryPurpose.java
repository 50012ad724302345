package de.handschlag.audit.asking.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;

/** What the log may be read for (R29). Watching employees at work is not among them. */
public enum QueryPurpose {
    DATA_SUBJECT_REQUEST,
    COMPLAINT,
    ROUTINE_CONTROL,
    INCIDENT,
    SUPERVISORY_AUTHORITY;

    /** As the query states it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it can justify asking what one employee did, without naming a person whose data it is about. */
    public boolean mayFollowEmployee() {
        return this == COMPLAINT || this == INCIDENT || this == SUPERVISORY_AUTHORITY;
    }

    /**
     * The purpose that a query states.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it states none, or one that is none
     */
    public static QueryPurpose stated(@Nullable String text) {
        String allowed = String.join(", ", Arrays.stream(values()).map(QueryPurpose::key).toList());
        if (text == null) {
            throw InvalidRequest.place("queryPurpose", "every query states its purpose (R29), one of " + allowed);
        }
        return of(text).orElseThrow(() -> InvalidRequest.place("queryPurpose", "one of " + allowed));
    }

    public static Optional<QueryPurpose> of(String key) {
        return Arrays.stream(values()).filter(purpose -> purpose.key().equals(key)).findFirst();
    }
}
