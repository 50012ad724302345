package de.handschlag.audit.keeping.retention;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;

import de.handschlag.audit.keeping.retention.RetentionPolicies.Policy;
import de.handschlag.corridor.AccessLog;

/**
 * Plans, announces, erases and writes anew, each step from what the database holds: whatever a crash interrupts, the next run
 * takes up, on any replica. What is not announced under a signed checkpoint yet waits for the next run.
 */
@ApplicationScoped
class RetentionRun {

    private static final Logger LOG = Logger.getLogger(RetentionRun.class);
    /** How long the sequencer waits at most while the month that it appends to is written anew. */
    private static final int SECONDS_IN_CURRENT_MONTH = 30;

    private final EraserLogin login;
    private final AccessLog log;
    private final RetentionSettings settings;
    private final RetentionRepository repository;
    private final RetentionMetrics metrics;
    private final InstantSource clock;
    /** Months that took too long. */
    private final Map<LocalDate, Instant> givenUp = new HashMap<>();

    RetentionRun(EraserLogin login, AccessLog log, RetentionSettings settings, RetentionRepository repository,
            RetentionMetrics metrics, InstantSource clock) {
        this.login = login;
        this.log = log;
        this.settings = settings;
        this.repository = repository;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Scheduled(every = "{handschlag.retention.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void onSchedule() {
        try {
            run();
        } catch (SQLException | RuntimeException e) {
            metrics.failed();
            LOG.warn("erasing failed; it is tried again", e);
        }
    }

    /** @return false if another replica erases at this moment */
    boolean run() throws SQLException {
        try (EraserSession session = login.open()) {
            if (!session.tryLock()) {
                return false;
            }
            requireNothingShorter();
            // First: as long as a payload tells that somebody was erased.
            session.eraseComplaints(settings.waitAfterPerson());
            session.plan(settings.waitAfterPerson());
            List<PlannedErasure> pending = session.pending();
            pending.stream().filter(erasure -> !erasure.announced())
                    .forEach(erasure -> log.append(erasure.id(), erasure.plannedAt(), erasure.announcement()));
            erase(session, pending);
            rewrite(session);
            metrics.pending(session.pending());
            return true;
        }
    }

    /**
     * The policies of the database are from the environment in which the migrations ran. Where that had not this service's settings,
     * payloads would go early, and nothing brings them back.
     */
    private void requireNothingShorter() {
        Map<String, RetentionSettings.OfClass> settingsOf = Map.of("consent", settings.consent(), "access",
                settings.access(), "enforcement", settings.enforcement(), "control", settings.control());
        for (Policy policy : repository.policies()) {
            RetentionSettings.OfClass set = settingsOf.get(policy.retentionClass());
            if (set != null && ((policy.months() != null && policy.months() < set.months())
                    || (policy.keptByNorm() == null && !set.keptByNorm().equals("none")))) {
                throw new IllegalStateException(
                        ("The database keeps payloads of class %s for a shorter time than this service's settings"
                                + " (handschlag.retention.*): run the migrations with them. Nothing is erased until then.")
                                .formatted(policy.retentionClass()));
            }
        }
    }

    private void erase(EraserSession session, List<PlannedErasure> pending) {
        // Classes that are due together go together: the month's partition is dropped once.
        List<LocalDate> waiting = pending.stream().filter(erasure -> !erasure.announced()).map(PlannedErasure::month)
                .filter(Objects::nonNull).distinct().toList();
        for (LocalDate month : pending.stream().map(PlannedErasure::month).filter(Objects::nonNull).distinct()
                .filter(month -> !waiting.contains(month)).toList()) {
            session.eraseMonth(month);
            LOG.infof("erased what was due of %tY-%<tm", month);
        }
        for (PlannedErasure erasure : pending) {
            if (erasure.month() == null && erasure.announced()) {
                session.erasePositions(erasure.id());
                LOG.infof("carried out erasure %s of %d ranges", erasure.id(), erasure.positions().size());
            }
        }
    }

    private void rewrite(EraserSession session) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        givenUp.values().removeIf(since -> since.plus(settings.rewriteEvery()).isBefore(now));
        List<LocalDate> months = session.monthsToRewrite(settings.rewriteEvery()).stream()
                .filter(month -> !givenUp.containsKey(month)).toList();
        if (!months.isEmpty()) {
            // First: if it fails the months stay to be written, and the next run does both.
            session.rewriteLegalHolds();
        }
        for (LocalDate month : months) {
            boolean current = !month.plusMonths(1).isBefore(today);
            try {
                session.rewrite(month, current ? SECONDS_IN_CURRENT_MONTH : 0);
            } catch (SQLException e) {
                metrics.failed();
                givenUp.put(month, now);
                LOG.warnf(e, "the payloads of %tY-%<tm were not written anew; it is tried again later", month);
            }
        }
    }
}
