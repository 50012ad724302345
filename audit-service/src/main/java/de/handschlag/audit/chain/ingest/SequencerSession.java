package de.handschlag.audit.chain.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import de.handschlag.database.LeaderLock;
import de.handschlag.settings.DatabaseLogin;

/**
 * The sequencer's own database session. It holds the advisory lock <em>and</em> writes: whoever lost the lock has lost the
 * session too and cannot write any more. PostgreSQL ends a session that says nothing, so a stopped process loses both.
 */
@ApplicationScoped
class SequencerSession {

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

    /** For a standby: a holder that was stopped in the middle of a COPY would keep the lock without limit. */
    void endStuckHolder(Connection connection) {
        if (LeaderLock.LOG.endStuckHolder(connection, lockTimeout) > 0) {
            LOG.warn("ended the session of a sequencer that had stopped in the middle of a statement");
        }
    }
}
