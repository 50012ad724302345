package de.handschlag.event;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Somebody read the audit log, or the list of emergency accesses (R29), or a person the values that are stored about them: then
 * the filter is {@code read=own-attribute-values} (R40).
 *
 * @param dataSubjectId the person to whom the query was narrowed; null if it was not
 * @param queryPurpose  the stated purpose of the query
 * @param filter        the query's filters by name; never names or attribute values
 * @param resultCount   entries that the answer held
 * @param queriedAt     when the answer was made
 * @param reason        why the answer to a person names employees, as typed by who asked; null if it does not, or is none
 */
public record LogQueried(@Nullable UUID dataSubjectId, Requester requester, String queryPurpose,
        @LongText SortedMap<String, String> filter, int resultCount, Instant queriedAt,
        @LongText @Nullable String reason) implements AccessEvent {

    public LogQueried {
        filter = Copies.of(filter);
    }

    /** A query that needed no reason beyond its purpose. */
    public LogQueried(@Nullable UUID dataSubjectId, Requester requester, String queryPurpose,
            SortedMap<String, String> filter, int resultCount, Instant queriedAt) {
        this(dataSubjectId, requester, queryPurpose, filter, resultCount, queriedAt, null);
    }
}
