package de.handschlag.settings;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens sessions outside of the pool, which must not reuse them: those that hold a lock, have another role, or live by other
 * limits. Injected, it is the application's role; nothing else in the services opens a session by itself (held by a test).
 */
@Singleton
public final class DatabaseLogin {

    /** What every session has, pooled ones by the settings: a message must not show the values of a refused row. */
    static final Map<String, String> EVERY_SESSION = Map.of("logServerErrorDetail", "false", "connectTimeout", "5",
            "tcpKeepAlive", "true");

    private final String url;
    private final String user;
    private final String password;

    @Inject
    public DatabaseLogin(@ConfigProperty(name = "handschlag.db.url") String url,
            @ConfigProperty(name = "handschlag.db.user") String user,
            @ConfigProperty(name = "handschlag.db.password") String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * Opens a session that the caller closes.
     *
     * @param name        what it is for, in the database's list of sessions
     * @param silentUntil how long the database may be silent before the session counts as lost; zero is without end
     * @param options     PostgreSQL's, such as {@code -c statement_timeout=10000}; may be empty
     * @throws SQLException if the database cannot be reached or refuses the login
     */
    public Connection open(String name, Duration silentUntil, String options) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(EVERY_SESSION);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", name);
        properties.setProperty("socketTimeout", Long.toString(silentUntil.toSeconds()));
        properties.setProperty("options", options);
        return DriverManager.getConnection(url, properties);
    }
}
