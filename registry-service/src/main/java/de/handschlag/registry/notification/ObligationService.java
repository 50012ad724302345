package de.handschlag.registry.notification;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

import de.handschlag.corridor.AccessLog;
import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;
import de.handschlag.registry.notification.Obligation.Answer;
import de.handschlag.registry.notification.Obligation.State;

/**
 * Takes agencies' answers and notices those that do not come. An answer is stored, then recorded in the log, then
 * acknowledged; if the second step fails it is taken again with the next try or by the scheduler. The log takes an event's
 * id once, and the id follows from the obligation's, so that repetitions leave one entry.
 */
@ApplicationScoped
@Startup
class ObligationService {

    private static final Logger LOG = Logger.getLogger(ObligationService.class);
    private static final int AT_ONCE = 50;

    private final AgroalDataSource dataSource;
    private final AccessLog accessLog;
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong overdue = new AtomicLong();

    ObligationService(AgroalDataSource dataSource, AccessLog accessLog, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.accessLog = accessLog;
        Gauge.builder("handschlag.obligations.open", open, AtomicLong::doubleValue)
                .description("Notifications that their recipient has not answered").register(metrics);
        Gauge.builder("handschlag.obligations.overdue", overdue, AtomicLong::doubleValue)
                .description("Those of them whose time is over (R23)").register(metrics);
    }

    /** Work in one transaction. */
    private interface Work<T> {
        T in(ObligationRepository obligations) throws SQLException;
    }

    /** Obligations behind another one, the oldest first; one more than {@code limit} if there are more. */
    List<Obligation> find(@Nullable String agencyId, @Nullable State state, @Nullable UUID after, int limit) {
        return answering(obligations -> obligations.find(agencyId, state, after, limit + 1));
    }

    /**
     * The obligation with its answer, which the log has.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 if the agency has no such obligation, 409 if it was answered
     *                                                     otherwise, 422 if the answer does not fit, 503 if the log does not
     *                                                     take it in time
     */
    Obligation answer(UUID obligationId, Requester by, String agencyId, Outcome outcome, @Nullable String norm) {
        Obligation answered = answering(obligations -> {
            Obligation found = obligations.lock(obligationId, agencyId)
                    .orElseThrow(() -> ProblemType.NOT_FOUND.because("This agency has no such obligation."));
            Obligation after = found.answered(outcome, norm, by, Instant.now().truncatedTo(ChronoUnit.MICROS));
            Answer answer = after.answer();
            if (!after.equals(found) && answer != null) {
                obligations.saveAnswer(after, answer);
            }
            return after;
        });
        if (!answered.answerRecorded()) {
            recordAnswer(answered);
            answering(obligations -> {
                obligations.answerIsRecorded(obligationId);
                return answered;
            });
        }
        return answered;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lookThrough() {
        try {
            inTransaction(obligations -> {
                for (Obligation late : obligations.lockUnrecordedOverdue(AT_ONCE)) {
                    accessLog.append(eventId("overdue", late), accessLog.now(), late.overdueEvent());
                    obligations.overdueIsRecorded(late.obligationId());
                    LOG.warnf("obligation %s of %s is overdue", late.obligationId(), late.agencyId());
                }
                for (Obligation answered : obligations.lockUnrecordedAnswers(AT_ONCE)) {
                    recordAnswer(answered);
                    obligations.answerIsRecorded(answered.obligationId());
                }
                ObligationRepository.Unanswered unanswered = obligations.unanswered();
                open.set(unanswered.open());
                overdue.set(unanswered.overdue());
                return unanswered;
            });
        } catch (SQLException | RuntimeException e) {
            LOG.errorf("obligations cannot be looked through, trying again: %s", e.toString());
        }
    }

    private void recordAnswer(Obligation answered) {
        accessLog.append(eventId("answered", answered), accessLog.now(), answered.answerEvent());
    }

    private static UUID eventId(String what, Obligation obligation) {
        return UUID.nameUUIDFromBytes(
                ("obligation/" + what + "/" + obligation.obligationId()).getBytes(StandardCharsets.UTF_8));
    }

    private <T> T answering(Work<T> work) {
        try {
            return inTransaction(work);
        } catch (SQLException e) {
            throw new IllegalStateException("obligations cannot be read or written", e);
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(new ObligationRepository(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }
}
