package de.handschlag.audit.asking.savedsearch;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import de.handschlag.audit.asking.query.Cursor;
import de.handschlag.audit.asking.query.LogEntryList;
import de.handschlag.audit.asking.query.LogEntryService;
import de.handschlag.audit.asking.query.LogFilter;
import de.handschlag.audit.asking.query.LogQuestion;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.savedsearch.NewSavedSearch.WantedFilter;
import de.handschlag.audit.asking.savedsearch.SavedSearchRepository.Reader;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Keeps questions and asks them. A question is checked when it is saved. */
@ApplicationScoped
class SavedSearchService {

    /** Of one login. */
    static final int MOST = 100;

    private static final ProblemType NAME_TAKEN = new ProblemType("name-taken", 409,
            "There is a saved search of this name", "Es gibt schon eine gespeicherte Suche mit diesem Namen",
            "Choose another name, or delete the other one first.");
    private static final ProblemType TOO_MANY = new ProblemType("too-many-saved-searches", 409,
            "There are too many saved searches", "Es gibt zu viele gespeicherte Suchen",
            "Delete those that are not needed any more.");

    private final SavedSearchRepository repository;
    private final LogEntryService entries;
    private final InstantSource clock;

    SavedSearchService(SavedSearchRepository repository, LogEntryService entries, InstantSource clock) {
        this.repository = repository;
        this.entries = entries;
        this.clock = clock;
    }

    @Transactional
    SavedSearchView save(NewSavedSearch wanted, Requester requester) {
        Reader reader = reader(requester);
        WantedFilter filter = wanted.filter();
        if (filter.dataSubjectId() != null || filter.caseReference() != null || filter.employee() != null) {
            throw InvalidRequest.body(
                    "filter." + (filter.dataSubjectId() != null
                            ? "dataSubjectId"
                            : filter.caseReference() != null ? "caseReference" : "employee"),
                    "a saved search names no person and no employee; ask such a question at /v1/log-entries when there is"
                            + " a reason to");
        }
        QueryPurpose purpose = QueryPurpose.stated(wanted.queryPurpose());
        LogFilter stated = LogFilter.stated(null, filter.agencyId(), null, filter.purpose(), null, filter.decision(),
                filter.type(), filter.from(), filter.to(), filter.attribute());
        if (stated.isEmpty()) {
            throw InvalidRequest.body("filter",
                    "at least one of agencyId, purpose, decision, type, attribute, from, to is expected");
        }
        SavedSearch search = new SavedSearch(wanted.name(), reader, wanted.shared(), LogQuestion.of(stated, purpose),
                clock.instant());
        repository.lockOwner(reader.login());
        if (repository.countOf(reader.login()) >= MOST) {
            throw TOO_MANY.because("A login saves " + MOST + " searches at most.");
        }
        if (repository.isTaken(reader.login(), wanted.name())) {
            throw NAME_TAKEN.because("A login saves a name once.");
        }
        repository.persist(search);
        return search.view();
    }

    @Transactional
    List<SavedSearchView> searches(Requester requester) {
        return repository.visible(reader(requester)).stream().map(SavedSearch::view).toList();
    }

    @Transactional
    SavedSearchView search(UUID id, Requester requester) {
        return find(id, reader(requester)).view();
    }

    LogEntryList run(UUID id, Cursor cursor, int limit, Requester requester) {
        LogQuestion question = question(id, requester);
        return entries.find(question, Map.of("savedSearch", id.toString()), cursor, limit, requester);
    }

    /** In a transaction that has ended before the log is asked. */
    @Transactional
    LogQuestion question(UUID id, Requester requester) {
        return find(id, reader(requester)).question();
    }

    @Transactional
    void delete(UUID id, Requester requester) {
        Reader reader = reader(requester);
        if (!find(id, reader).isOf(reader.login())) {
            throw ProblemType.FORBIDDEN.because("Only who saved it deletes it.");
        }
        // Deleted twice at once: both are done.
        repository.delete("id", id);
    }

    private SavedSearch find(UUID id, Reader reader) {
        return repository.find(id, reader)
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("There is no saved search with this id."));
    }

    private static Reader reader(Requester requester) {
        String login = requester.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        return new Reader(login, requester.agencyId() == null ? "" : requester.agencyId());
    }
}
