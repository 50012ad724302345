package de.handschlag.audit.asking.access;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.asking.access.OwnAccess.OwnAccesses;
import de.handschlag.audit.asking.health.FormerLogs;
import de.handschlag.audit.asking.health.FormerLogs.FormerLog;
import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogEntryRepository;
import de.handschlag.audit.asking.query.LogEntryService;
import de.handschlag.audit.asking.query.ProvenEntry;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.audit.chain.log.TlogProof;
import de.handschlag.event.EventType;
import de.handschlag.login.OwnPerson;
import de.handschlag.problem.ProblemType;

/** Finds out who asks, and reads that person's entries and nobody else's. */
@ApplicationScoped
class OwnAccessService {

    /** All that is about a person, also what the consent-service shows. */
    private static final List<EventType> EVERY_TYPE = List.of(EventType.values());
    /** What a payload has that names somebody else, or holds what somebody typed; a person is told the office. */
    private static final Pattern EMPLOYEE = Pattern
            .compile("\"(employeeId|assistingEmployee|interpreter|blockOverrideReason)\":");

    private final OwnPerson ownPerson;
    private final LogEntryRepository repository;
    private final LogEntryService entries;
    private final FormerLogs formerLogs;

    OwnAccessService(OwnPerson ownPerson, LogEntryRepository repository, LogEntryService entries,
            FormerLogs formerLogs) {
        this.formerLogs = formerLogs;
        this.ownPerson = ownPerson;
        this.repository = repository;
        this.entries = entries;
    }

    /**
     * The proof of an entry about the person who asks, of whatever type. A payload that names an employee is not in it: then it shows
     * that the log holds this entry, and not what the entry says.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if it is not about this person, or not yet to be shown; 503 while no checkpoint
     *                                                     covers it
     */
    TlogProof proof(long index) {
        if (repository.shownToPerson(ownPerson.current(), EVERY_TYPE, new Cursor(index + 1), 1).stream()
                .noneMatch(entry -> entry.index() == index)) {
            throw ProblemType.NOT_FOUND.because("No entry that you are shown has this index.");
        }
        ProvenEntry proven = entries.proven(index);
        String payload = proven.payload();
        return LogEntryService.tlogProof(proven, payload != null && !EMPLOYEE.matcher(payload).find());
    }

    OwnAccesses list(Cursor before, int limit) {
        UUID person = ownPerson.current();
        List<StoredEntry> found = repository.shownToPerson(person, OwnAccess.TYPES, before, limit);
        List<StoredEntry> page = found.subList(0, Math.min(limit, found.size()));
        FormerLog former = formerLogs.last();
        return new OwnAccesses(page.stream().map(OwnAccess::of).toList(),
                found.size() > limit ? new Cursor(page.getLast().index()).text() : null,
                former == null ? null : former.since());
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
