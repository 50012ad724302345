package de.handschlag.audit.asking.savedsearch;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A saved search as its login and its office see it.
 *
 * @param owner       id of the login that saved it
 * @param queryPurpose what it is asked for, each time
 */
public record SavedSearchView(UUID id, String name, String owner, boolean shared, String queryPurpose, Filter filter,
        Instant savedAt) {

    /** What it looks for, as in a query string. */
    public record Filter(@Nullable String agencyId, @Nullable String purpose, @Nullable String decision,
            @Nullable String type, @Nullable String from, @Nullable String to, @Nullable String attribute) {}

    /** Own ones and those that are shared, by name. */
    public record SavedSearches(List<SavedSearchView> searches) {}
}
