package de.handschlag.audit.asking.savedsearch;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

import de.handschlag.database.Sql;
import de.handschlag.database.TurnLock;

/** Saved searches in the database, each seen by its owner and, if it is shared, by the office. */
@ApplicationScoped
class SavedSearchRepository implements PanacheRepositoryBase<SavedSearch, UUID> {

    private static final String VISIBLE = "(owner = ?1 or sharedWith = ?2)";

    /**
     * Who looks.
     *
     * @param office empty if the login has none
     */
    record Reader(String login, String office) {}

    /** One after the other saves for a login, until the transaction ends, so that none is counted by two. */
    void lockOwner(String login) {
        getSession().doWork(connection -> TurnLock.SAVED_SEARCHES.take(new Sql(connection), login));
    }

    long countOf(String login) {
        return count("owner", login);
    }

    boolean isTaken(String login, String name) {
        return count("owner = ?1 and name = ?2", login, name) > 0;
    }

    /** By name. */
    List<SavedSearch> visible(Reader reader) {
        return list(VISIBLE + " order by name, id", reader.login(), reader.office());
    }

    /** Empty if there is none, or the reader does not see it. */
    Optional<SavedSearch> find(UUID id, Reader reader) {
        return find(VISIBLE + " and id = ?3", reader.login(), reader.office(), id).singleResultOptional();
    }
}
