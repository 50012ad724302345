package de.handschlag.audit.keeping.retention;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Logs the eraser's role in. Not through the pool: a query or an injection there must not find a connection that may erase, and
 * writing a month anew takes longer than the pool's statements may.
 */
@ApplicationScoped
class EraserLogin {

    private final String url;
    private final Properties properties = new Properties();

    EraserLogin(@ConfigProperty(name = "handschlag.db.url") String url,
            @ConfigProperty(name = "handschlag.db.eraser-user") String user,
            @ConfigProperty(name = "handschlag.db.eraser-password") String password) {
        this.url = url;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "audit-service eraser");
        properties.setProperty("connectTimeout", "5");
        // The detail of a message has the values of the row; see web-edge's settings.
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("options", "-c idle_session_timeout=60000 -c synchronous_commit=on");
    }

    /** A session that the caller closes. */
    EraserSession open() throws SQLException {
        return new EraserSession(DriverManager.getConnection(url, properties));
    }
}
