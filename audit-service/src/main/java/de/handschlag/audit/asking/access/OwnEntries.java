package de.handschlag.audit.asking.access;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.login.OwnPerson;
import de.handschlag.problem.ProblemType;

/** Entries by their position, as far as they are the asking person's own and are shown to that person. */
@ApplicationScoped
public class OwnEntries {

    private final OwnPerson ownPerson;
    private final LogEntryRepository repository;

    OwnEntries(OwnPerson ownPerson, LogEntryRepository repository) {
        this.ownPerson = ownPerson;
        this.repository = repository;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem as {@link OwnPerson#current} */
    public UUID person() {
        return ownPerson.current();
    }

    /**
     * The person who asks, if this entry is one of those that the person is shown.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if it is not, whether there is such an entry or not; and as
     *                                                     {@link OwnPerson#current}
     */
    public UUID personWhoSees(long index) {
        UUID person = ownPerson.current();
        List<StoredEntry> newest = index == Long.MAX_VALUE
                ? List.of()
                : repository.shownToPerson(person, OwnAccess.TYPES, new Cursor(index + 1), 1);
        if (newest.isEmpty() || newest.getFirst().index() != index) {
            throw ProblemType.NOT_FOUND.because("You are shown no entry with this index.");
        }
        return person;
    }
}
