package de.handschlag.audit.chain.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import de.handschlag.settings.DatabaseLogin;

/**
 * Lets one replica at a time do something. The lock is held by a session of its own that is closed afterwards: one in the pool
 * could keep it for ever.
 */
@ApplicationScoped
public class OneReplica {

    private final DatabaseLogin login;

    OneReplica(DatabaseLogin login) {
        this.login = login;
    }

    /** What is done meanwhile. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }

    /**
     * Runs the work while this replica holds the lock.
     *
     * @param lock a number that nothing else in this database uses
     * @return false if another one holds it; nothing was done
     */
    public boolean run(int lock, Work work) throws SQLException {
        try (Connection session = login.open("audit-service turn", Duration.ofSeconds(60), "");
                PreparedStatement select = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            select.setInt(1, lock);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    return false;
                }
            }
            work.run();
            return true;
        }
    }
}
