package de.handschlag.audit.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
    boolean mayFollowEmployee() {
        return this == COMPLAINT || this == INCIDENT || this == SUPERVISORY_AUTHORITY;
    }

    static Optional<QueryPurpose> of(String key) {
        return Arrays.stream(values()).filter(purpose -> purpose.key().equals(key)).findFirst();
    }
}
