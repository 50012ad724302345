package de.handschlag.registry.sharingview;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

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

    private final String url;
    private final String user;
    private final String password;

    ActiveSession(@ConfigProperty(name = "handschlag.db.url") String url,
            @ConfigProperty(name = "handschlag.db.user") String user,
            @ConfigProperty(name = "handschlag.db.password") String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** A session of its own, outside of the pool, which must not reuse it. */
    Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "registry-service consent-events");
        properties.setProperty("options", OPTIONS);
        properties.setProperty("socketTimeout", "15");
        properties.setProperty("connectTimeout", "5");
        // The detail of a message has the values of the row; see web-edge's settings.
        properties.setProperty("logServerErrorDetail", "false");
        return DriverManager.getConnection(url, properties);
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
