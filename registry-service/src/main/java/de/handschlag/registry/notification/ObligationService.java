package de.handschlag.registry.notification;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.corridor.AccessLog;
import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.notification.Obligation.State;
import de.handschlag.registry.notification.OwnObligation.OwnObligations;
import de.handschlag.registry.personnews.PersonNews;

/**
 * Takes agencies' answers and notices those that do not come, of which the log and the person are told. An answer is stored, then recorded in the log, then
 * acknowledged; if the second step fails it is taken again with the next try or by the scheduler. The log takes an event's
 * id once, and the id follows from the obligation's, so that repetitions leave one entry.
 */
@ApplicationScoped
@Startup
public class ObligationService {

    private static final Logger LOG = Logger.getLogger(ObligationService.class);
    private static final int AT_ONCE = 50;

    private final ObligationRepository obligations;
    private final ReleasedSources releasedSources;
    private final AccessLog accessLog;
    private final PersonNews news;
    private final InstantSource clock;
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong overdue = new AtomicLong();

    ObligationService(ObligationRepository obligations, ReleasedSources releasedSources, AccessLog accessLog,
            PersonNews news, InstantSource clock, MeterRegistry metrics) {
        this.news = news;
        this.obligations = obligations;
        this.releasedSources = releasedSources;
        this.accessLog = accessLog;
        this.clock = clock;
        Gauge.builder("handschlag.obligations.open", open, AtomicLong::doubleValue)
                .description("Notifications that their recipient has not answered").register(metrics);
        Gauge.builder("handschlag.obligations.overdue", overdue, AtomicLong::doubleValue)
                .description("Those of them whose time is over (R23)").register(metrics);
    }

    /**
     * A page of obligations, the oldest first.
     *
     * @param agencyId whose; null for the data-protection officer, who sees those of all
     * @param purposes those of the login (R18); null for all
     * @param named    to which the client is entitled: of others a source whose release ended is not named
     * @param after    id of the last one that was seen; null for the start
     */
    Obligations list(@Nullable String agencyId, @Nullable Set<String> purposes, Set<String> named,
            @Nullable State state, @Nullable UUID after, int limit) {
        Instant now = clock.instant();
        List<Obligation> found = QuarkusTransaction.requiringNew()
                .call(() -> obligations.behind(after, agencyId, purposes, state, now, limit + 1));
        List<Obligation> first = found.subList(0, Math.min(limit, found.size()));
        List<ObligationView> page = agencyId == null
                ? first.stream().map(obligation -> obligation.view(true, now)).toList()
                : views(first, named, now);
        return new Obligations(page, found.size() > limit ? page.getLast().obligationId().toString() : null);
    }

    private List<ObligationView> views(List<Obligation> ofAgency, Set<String> named, Instant now) {
        Set<UUID> naming = releasedSources
                .named(ofAgency.stream().filter(Obligation::isOfRelease).map(Obligation::obligationId).toList(), named);
        return ofAgency.stream()
                .map(obligation -> obligation.view(false, naming.contains(obligation.obligationId()), now)).toList();
    }

    /** How many answers an agency owes about what it received for these purposes. */
    public long unanswered(String agencyId, Set<String> purposes) {
        return QuarkusTransaction.requiringNew().call(() -> obligations.countUnanswered(agencyId, purposes));
    }

    /**
     * One obligation of an agency.
     *
     * @param purposes those of the login (R18)
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency has no such obligation for these purposes
     */
    ObligationView one(UUID obligationId, String agencyId, Set<String> purposes) {
        return QuarkusTransaction.requiringNew().call(() -> obligations.ofAgency(obligationId, agencyId))
                .map(obligation -> views(List.of(obligation), purposes, clock.instant()).getFirst())
                .filter(obligation -> purposes.contains(obligation.purpose())).orElseThrow(ObligationService::notThere);
    }

    /** What those owe who received data of a person, as far as the person may know of the read; the newest first. */
    OwnObligations ofPerson(UUID dataSubjectId, int limit) {
        Instant now = clock.instant();
        return new OwnObligations(
                QuarkusTransaction.requiringNew().call(() -> obligations.shownToPerson(dataSubjectId, now, limit))
                        .stream().map(obligation -> obligation.own(now)).toList());
    }

    /**
     * The obligation with its answer, which the log has.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency has no such obligation, 409 if it was answered
     *                                                     otherwise, 422 if the answer does not fit, 503 if the log does not
     *                                                     take it in time
     */
    ObligationView answer(UUID obligationId, Requester by, String agencyId, Outcome outcome, @Nullable String norm) {
        Instant now = clock.instant();
        Obligation answered = QuarkusTransaction.requiringNew().call(() -> {
            Obligation obligation = lock(obligationId, agencyId);
            obligation.answer(outcome, norm, by, now);
            if (obligation.isOfErasedPerson()) {
                obligations.forgetChanges(obligation);
            }
            return obligation;
        });
        if (!answered.isAnswerRecorded()) {
            recordAnswer(answered);
            QuarkusTransaction.requiringNew().run(() -> lock(obligationId, agencyId).answerIsRecorded(clock.instant()));
        }
        return answered.view(false, now);
    }

    private Obligation lock(UUID obligationId, String agencyId) {
        return obligations.lock(obligationId, agencyId).orElseThrow(ObligationService::notThere);
    }

    private static RuntimeException notThere() {
        return ProblemType.NOT_FOUND.because("This agency has no such obligation.");
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookThrough() {
        try {
            QuarkusTransaction.requiringNew().run(() -> {
                Instant now = clock.instant();
                for (Obligation late : obligations.lockUnrecordedOverdue(now, AT_ONCE)) {
                    accessLog.append(eventId("overdue", late), accessLog.now(), late.overdueEvent());
                    late.overdueIsRecorded(now);
                    LOG.warnf("obligation %s of %s is overdue", late.obligationId(), late.agencyId());
                }
                for (Obligation answered : obligations.lockUnrecordedAnswers(now, AT_ONCE)) {
                    recordAnswer(answered);
                    answered.answerIsRecorded(now);
                }
                for (Obligation late : obligations.lockUntoldOverdue(now, AT_ONCE)) {
                    news.tell(requireNonNull(late.dataSubjectId()), "obligation/overdue/" + late.obligationId());
                    late.personIsTold(now);
                }
                open.set(obligations.countOpen(now));
                overdue.set(obligations.countOverdue(now));
            });
        } catch (RuntimeException e) {
            LOG.errorf("obligations cannot be looked through, trying again: %s", e.toString());
        }
    }

    private void recordAnswer(Obligation answered) {
        accessLog.append(eventId("answered", answered), accessLog.now(), answered.answeredEvent());
    }

    private UUID eventId(String what, Obligation obligation) {
        return accessLog.idOf("obligation/" + what + "/" + obligation.obligationId());
    }
}
