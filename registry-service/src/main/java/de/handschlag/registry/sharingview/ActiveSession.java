package de.handschlag.registry.sharingview;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.settings.DatabaseLogin;

/**
 * The database session of the active replica. The lock lives as long as the session; PostgreSQL ends a session that says
 * nothing for three seconds, so that a stopped process loses the lock and a standby takes over.
 */
@ApplicationScoped
class ActiveSession {

    /** Advisory lock of "this replica applies consent-events"; any number that nothing else in this database uses. */
    private static final long LOCK = 7_061_001;
    private static final String OPTIONS = "-c idle_session_timeout=3000 -c idle_in_transaction_session_timeout=3000"
            + " -c statement_timeout=10000 -c synchronous_commit=on";

    private final DatabaseLogin login;

    ActiveSession(DatabaseLogin login) {
        this.login = login;
    }

    /** A session of its own, outside of the pool, which must not reuse it. */
    Connection open() throws SQLException {
        return login.open("registry-service consent-events", Duration.ofSeconds(15), OPTIONS);
    }

    boolean tryActivate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            result.next();
            return result.getBoolean(1);
        }
    }

    void keepAlive(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }
}
