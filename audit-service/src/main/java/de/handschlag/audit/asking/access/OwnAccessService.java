package de.handschlag.audit.asking.access;

import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.asking.access.OwnAccess.OwnAccesses;
import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.login.OwnPerson;
import de.handschlag.problem.ProblemType;

/** Finds out who asks, and reads that person's entries and nobody else's. */
@ApplicationScoped
class OwnAccessService {

    private final OwnPerson ownPerson;
    private final LogEntryRepository repository;

    OwnAccessService(OwnPerson ownPerson, LogEntryRepository repository) {
        this.ownPerson = ownPerson;
        this.repository = repository;
    }

    OwnAccesses list(Cursor before, int limit) {
        UUID person = ownPerson.current();
        List<StoredEntry> found = repository.shownToPerson(person, OwnAccess.TYPES, before, limit);
        List<StoredEntry> page = found.subList(0, Math.min(limit, found.size()));
        return new OwnAccesses(page.stream().map(OwnAccess::of).toList(),
                found.size() > limit ? new Cursor(page.getLast().index()).text() : null);
    }

    /**
     * One of them.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the person who asks is shown no such entry
     */
    OwnAccess get(long index) {
        return repository.shownToPerson(ownPerson.current(), OwnAccess.TYPES, new Cursor(index + 1), 1).stream()
                .filter(entry -> entry.index() == index).findFirst().map(OwnAccess::of)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("No entry that you are shown has this index."));
    }
}
