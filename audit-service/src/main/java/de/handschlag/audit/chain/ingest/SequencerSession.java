package de.handschlag.audit.chain.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import de.handschlag.settings.DatabaseLogin;

/**
 * The sequencer's own database session. It holds the advisory lock <em>and</em> writes: whoever lost the lock has lost the
 * session too and cannot write any more. PostgreSQL ends a session that says nothing, so a stopped process loses both.
 */
@ApplicationScoped
class SequencerSession {

    /** "This session appends to the log"; any number that nothing else in this database uses. */
    static final int LOCK = 7_061_003;

    private static final Logger LOG = Logger.getLogger(SequencerSession.class);

    private final DatabaseLogin login;
    private final Duration lockTimeout;

    SequencerSession(DatabaseLogin login, IngestSettings settings) {
        this.login = login;
        this.lockTimeout = settings.lockTimeout();
    }

    /** A session outside of the pool. */
    Connection open() throws SQLException {
        return login.open("audit-service sequencer", Duration.ofSeconds(60),
                "-c idle_session_timeout=" + lockTimeout.toMillis() + " -c idle_in_transaction_session_timeout="
                        + lockTimeout.toMillis() + " -c statement_timeout=50000 -c synchronous_commit=on");
    }

    /** Whether this session is the sequencer now. */
    boolean tryLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    void keepAlive(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    /**
     * A holder that was stopped in the middle of a COPY is not idle to PostgreSQL; it waits for the rest without limit. So a
     * standby ends a session that holds the lock and has kept the server waiting for longer than the lock's time.
     */
    void endStuckHolder(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT pg_terminate_backend(a.pid) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = ? AND l.objsubid = 1
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND a.wait_event = 'ClientRead' AND a.state_change < now() - make_interval(secs => ?)""")) {
            select.setInt(1, LOCK);
            select.setDouble(2, lockTimeout.toMillis() / 1000.0);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    LOG.warn("ended the session of a sequencer that had stopped in the middle of a statement");
                }
            }
        }
    }
}
