package de.handschlag.consent.transaction;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import de.handschlag.problem.ProblemType;

/** Runs a transaction again that PostgreSQL ended for the sake of another one: nothing of it was done. */
@ApplicationScoped
@Startup
class Retries {

    static final int TRIES = 4;
    /** Serialization_failure and deadlock_detected (PostgreSQL, appendix A). */
    private static final Set<String> ENDED_FOR_ANOTHER = Set.of("40001", "40P01");
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);
    private static final Logger LOG = Logger.getLogger(Retries.class);

    private final Counter retried;

    Retries(MeterRegistry metrics) {
        this.retried = Counter.builder("handschlag.transactions.retried")
                .description("Transactions run again because PostgreSQL ended them for the sake of another one")
                .register(metrics);
    }

    /**
     * @param transaction begins and ends a transaction of its own each time
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 503 if it was ended each time
     */
    <T> T run(Callable<T> transaction) throws Exception {
        for (int tried = 1;; tried++) {
            try {
                return transaction.call();
            } catch (Exception e) {
                if (!isEndedForAnother(e)) {
                    throw e;
                }
                if (tried == TRIES) {
                    LOG.errorf("A transaction was ended for the sake of others %d times and is given up: %s", TRIES,
                            e.toString());
                    throw ProblemType.UNAVAILABLE.retryAfter(1,
                            "Others changed the same at the same moment. Nothing was changed by this request.");
                }
                LOG.warnf("A transaction was ended for the sake of another one and is run again: %s", e.toString());
                retried.increment();
                // Of different lengths, so that the same two do not meet again.
                LockSupport
                        .parkNanos(SHORTEST_PAUSE.toNanos() * tried + ThreadLocalRandom.current().nextLong(5_000_000));
            }
        }
    }

    /** Hibernate wraps what the driver says, and a commit that fails hides it in what was suppressed. */
    private static boolean isEndedForAnother(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal && refusal.getSQLState() != null
                    && ENDED_FOR_ANOTHER.contains(refusal.getSQLState())) {
                return true;
            }
            for (Throwable hidden : cause.getSuppressed()) {
                if (isEndedForAnother(hidden)) {
                    return true;
                }
            }
        }
        return false;
    }
}
