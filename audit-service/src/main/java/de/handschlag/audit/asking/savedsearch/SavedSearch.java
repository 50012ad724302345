package de.handschlag.audit.asking.savedsearch;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import de.handschlag.audit.asking.query.LogEntryResource;

/**
 * A question under a name.
 *
 * @param owner        id of the login that saved it
 * @param shared       whether the others of the office see and run it
 * @param queryPurpose what it is asked for, each time; null only before it is checked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SavedSearch(UUID id, String name, String owner, boolean shared, @Nullable String queryPurpose,
        Filter filter, Instant savedAt) {

    /** What it looks for, as in a query string; names no person and no employee. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Filter(@Nullable String agencyId, @Nullable String purpose, @Nullable String decision,
            @Nullable String type, @Nullable String from, @Nullable String to) {}

    /** Own ones and those that are shared, by name. */
    public record SavedSearches(List<SavedSearch> searches) {}

    /** The same as a query string holds it. */
    @JsonIgnore
    LogEntryResource.Filters asFilters() {
        LogEntryResource.Filters filters = new LogEntryResource.Filters();
        filters.agencyId = filter.agencyId;
        filters.purpose = filter.purpose;
        filters.decision = filter.decision;
        filters.type = filter.type;
        filters.from = filter.from;
        filters.to = filter.to;
        filters.queryPurpose = queryPurpose;
        return filters;
    }
}
