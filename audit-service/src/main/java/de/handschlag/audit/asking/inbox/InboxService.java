package de.handschlag.audit.asking.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.QueryRecorder;
import de.handschlag.event.Requester;

/** Tells what waits, and records that somebody looked (R29). */
@ApplicationScoped
public class InboxService {

    private static final int DAYS = 90;
    private static final int SHOWN = 50;

    private final InboxRepository repository;
    private final QueryRecorder recorder;
    private final InstantSource clock;

    InboxService(InboxRepository repository, QueryRecorder recorder, InstantSource clock) {
        this.repository = repository;
        this.recorder = recorder;
        this.clock = clock;
    }

    /** The first of each; of the last ninety days. */
    public record Waiting(List<WaitingEntry> emergencies, List<DeferredNotice> deferrals,
            List<WaitingEntry> overdueAnswers) {}

    public Waiting waiting(Requester requester) {
        Instant now = clock.instant();
        Instant since = now.minus(DAYS, ChronoUnit.DAYS);
        Waiting waiting = new Waiting(repository.emergencies(since, now, SHOWN),
                repository.deferrals(now.minus(InboxRepository.REVIEW_DUE), now, SHOWN),
                repository.overdueAnswers(since, SHOWN));
        recorder.record(List.of(), requester, QueryPurpose.ROUTINE_CONTROL, new TreeMap<>(Map.of("inbox", "true")),
                waiting.emergencies().size() + waiting.deferrals().size() + waiting.overdueAnswers().size());
        return waiting;
    }
}
