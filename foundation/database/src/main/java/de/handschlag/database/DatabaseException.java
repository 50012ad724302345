package de.handschlag.database;

import java.sql.SQLException;

/**
 * A statement that failed, or a session that is lost. Unchecked, so that a transaction around it is rolled back. Whoever takes
 * a {@code RuntimeException} for a fault of what was read must let this one pass: the database failed, not the record.
 */
public final class DatabaseException extends RuntimeException {

    private static final String QUERY_CANCELED = "57014";

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    /** Whether the statement took longer than its session or its caller allows. */
    public boolean isOutOfTime() {
        return getCause() instanceof SQLException refusal && QUERY_CANCELED.equals(refusal.getSQLState());
    }
}
