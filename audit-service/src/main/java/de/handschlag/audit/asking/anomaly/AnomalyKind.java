package de.handschlag.audit.asking.anomaly;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;

/** The rules by which something may need a question. */
public enum AnomalyKind {
    /** Far more reads in one day than on a usual day at that agency. */
    UNUSUAL_VOLUME,
    /** An employee's reads outside of office hours. */
    OUTSIDE_OFFICE_HOURS,
    /** Many denials in one day. */
    REPEATED_DENIALS,
    /** Several tries in one day of what the client has no right to, or more than have an entry each (R25). */
    REFUSED_TRIES,
    /** No second person reviewed an emergency access in time (R21). */
    EMERGENCY_NOT_REVIEWED,
    /** An agency's first use of a purpose. */
    NEW_PURPOSE,
    /** The case carries the employee's own reference. */
    OWN_RECORD,
    /** A further login becomes a person's on agencies' word, without a login of the person confirming it (R35); or waits to. */
    FURTHER_LOGIN,
    /** Many codes for logins in one day, or several for the same persons (R35). */
    MANY_BINDING_CODES,
    /** A person refused a further login that wanted to be theirs (R35). */
    LOGIN_REFUSED,
    /** An agency asked persons several times for what they have before them or said no to (R2). */
    ASKED_AGAIN;

    /** As it stands in questions and answers. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kinds that a question wants; all if it names none.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it names one that is none
     */
    static List<AnomalyKind> stated(@Nullable String text) {
        List<AnomalyKind> all = List.of(values());
        List<AnomalyKind> wanted = text == null ? all : all.stream().filter(kind -> kind.key().equals(text)).toList();
        if (wanted.isEmpty()) {
            throw InvalidRequest.query("kind",
                    "one of " + String.join(", ", Arrays.stream(values()).map(AnomalyKind::key).toList()));
        }
        return wanted;
    }
}
