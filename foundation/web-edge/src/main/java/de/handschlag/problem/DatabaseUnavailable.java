package de.handschlag.problem;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

import jakarta.transaction.RollbackException;

import org.jspecify.annotations.Nullable;

/**
 * Tells a database that is away, too busy or too slow from a statement that is wrong: the same request can succeed later. Hibernate,
 * a service's own wrapping, and a commit that failed hide the driver's refusal among causes and what was suppressed.
 */
final class DatabaseUnavailable {

    /** Classes of PostgreSQL's error codes (appendix A): connection exception, insufficient resources, operator intervention. */
    private static final Set<String> CLASSES = Set.of("08", "53", "57");
    /** Ended for another transaction's sake, a lock that could not be had, and sessions that were silent for too long. */
    private static final Set<String> STATES = Set.of("40001", "40P01", "55P03", "25P03", "25P04");

    private DatabaseUnavailable() {}

    /**
     * The refusal of driver or pool, or of a transaction whose time was over, for which the exception was thrown; empty if another
     * failure is behind it.
     */
    static Optional<Throwable> behind(@Nullable Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal && isPassing(refusal) || isOutOfTime(cause)) {
                return Optional.of(cause);
            }
            for (Throwable hidden : cause.getSuppressed()) {
                Optional<Throwable> refusal = behind(hidden);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    /** The transaction manager has rolled it back meanwhile, and nothing else is wrong with it. */
    private static boolean isOutOfTime(Throwable cause) {
        return cause instanceof RollbackException && cause.getCause() == null && cause.getSuppressed().length == 0;
    }

    /** A pool whose connections all stay in use gives no state. */
    private static boolean isPassing(SQLException refusal) {
        String state = refusal.getSQLState();
        return state == null
                ? refusal.getClass() == SQLException.class
                : STATES.contains(state) || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }
}
