package de.handschlag.audit.chain.log;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets one replica at a time do something. The lock is held by a session of its own that is closed afterwards: one in the pool
 * could keep it for ever.
 */
@ApplicationScoped
public class OneReplica {

    private final String url;
    private final Properties properties = new Properties();

    OneReplica(@ConfigProperty(name = "handschlag.db.url") String url,
            @ConfigProperty(name = "handschlag.db.user") String user,
            @ConfigProperty(name = "handschlag.db.password") String password) {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "audit-service turn");
        properties.setProperty("connectTimeout", "5");
        // The detail of a message has the values of the row; see web-edge's settings.
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
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
        try (Connection session = DriverManager.getConnection(url, properties);
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
