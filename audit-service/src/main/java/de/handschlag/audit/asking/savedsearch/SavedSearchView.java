package de.handschlag.audit.asking.savedsearch;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.LogFilter;
import de.handschlag.audit.asking.query.ReadOutcome;

/**
 * A saved search as its login and its office see it.
 *
 * @param owner       id of the login that saved it
 * @param queryPurpose what it is asked for, each time
 */
public record SavedSearchView(UUID id, String name, String owner, boolean shared, String queryPurpose, Filter filter,
        Instant savedAt) {

    static SavedSearchView of(SavedSearch search) {
        LogFilter filter = search.question().filter();
        ReadOutcome decision = filter.decision();
        return new SavedSearchView(search.id(), search.name(), search.owner(), search.shared(),
                search.question().purpose().key(),
                new Filter(filter.agencyId(), filter.purpose(), decision == null ? null : decision.key(), filter.type(),
                        text(filter.from()), text(filter.to())),
                search.savedAt());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** What it looks for, as in a query string. */
    public record Filter(@Nullable String agencyId, @Nullable String purpose, @Nullable String decision,
            @Nullable String type, @Nullable String from, @Nullable String to) {}

    /** Own ones and those that are shared, by name. */
    public record SavedSearches(List<SavedSearchView> searches) {}
}
