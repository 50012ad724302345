package de.handschlag.audit.asking.query;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.audit.asking.health.FormerLogs;
import de.handschlag.audit.chain.log.CheckpointReader;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/**
 * Asks questions for pages. A question is recorded when it is asked; its answer is shown again to whoever asked it, for some hours,
 * without being recorded again: reloading a page and going back read nothing that was not read before (R29).
 */
@ApplicationScoped
public class AskedQuestions {

    private static final Duration SHOWN_AGAIN = Duration.ofHours(12);

    private final LogEntryService entries;
    private final LogEntryRepository log;
    private final AskedQuestionRepository repository;
    private final CheckpointReader checkpoints;
    private final FormerLogs formerLogs;
    private final InstantSource clock;

    AskedQuestions(LogEntryService entries, LogEntryRepository log, AskedQuestionRepository repository,
            CheckpointReader checkpoints, FormerLogs formerLogs, InstantSource clock) {
        this.formerLogs = formerLogs;
        this.entries = entries;
        this.log = log;
        this.repository = repository;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /**
     * A question that is in the log from now on; entries that come later are not in its answer.
     *
     * @param more   what the record of the query says beside the filter
     * @param before where the page of the answer begins
     */
    public AskedQuestion ask(LogQuestion question, Map<String, String> more, Cursor before, int limit,
            Requester requester) {
        LogEntryList answer = entries.find(question, more, before, limit, requester);
        // What the checkpoint does not cover yet is not shown again either, unless it was shown.
        long end = answer.entries().isEmpty() ? answer.checkpoint().size() : answer.entries().getFirst().index() + 1;
        AskedQuestion asked = new AskedQuestion(UUID.randomUUID(), login(requester), question, new Cursor(end),
                clock.instant());
        repository.insert(asked);
        return asked;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if this login has not asked it, or too long ago */
    public AskedQuestion asked(UUID id, Requester requester) {
        return repository.find(id, login(requester), clock.instant().minus(SHOWN_AGAIN)).orElseThrow(
                () -> ProblemType.NOT_FOUND.because("This login has asked no such question in the last hours."));
    }

    /** The answer as it was, but for what was erased since. */
    LogEntryList answer(AskedQuestion asked, int limit) {
        LogFilter filter = asked.question().filter();
        List<StoredEntry> found = log.find(filter, log.persons(filter), asked.before(), limit);
        List<StoredEntry> page = found.subList(0, Math.min(limit, found.size()));
        var checkpoint = checkpoints.covering(page.isEmpty() ? 0 : page.getFirst().index() + 1);
        return new LogEntryList(page.stream().map(LogEntryView::of).toList(),
                found.size() > limit ? new Cursor(page.getLast().index()).text() : null,
                new LogEntryList.CheckpointView(checkpoint.size(), checkpoint.note()), formerLogs.last());
    }

    @Scheduled(every = "PT30M", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        repository.deleteBefore(clock.instant().minus(SHOWN_AGAIN));
    }

    private static String login(Requester requester) {
        String login = requester.employeeId();
        if (login == null) {
            throw ProblemType.FORBIDDEN.because("The access token names no login.");
        }
        return login;
    }
}
