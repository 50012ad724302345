package de.handschlag.audit.keeping.retention;

import java.sql.SQLException;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import de.handschlag.settings.DatabaseLogin;

/**
 * Logs the eraser's role in. Not through the pool: a query or an injection there must not find a connection that may erase, and
 * writing a month anew takes longer than the pool's statements may.
 */
@ApplicationScoped
class EraserLogin {

    private final DatabaseLogin login;

    EraserLogin(@ConfigProperty(name = "handschlag.db.url") String url,
            @ConfigProperty(name = "handschlag.db.eraser-user") String user,
            @ConfigProperty(name = "handschlag.db.eraser-password") String password) {
        this.login = new DatabaseLogin(url, user, password);
    }

    /** A session that the caller closes. */
    EraserSession open() throws SQLException {
        return new EraserSession(login.open("audit-service eraser", Duration.ZERO,
                "-c idle_session_timeout=60000 -c synchronous_commit=on"));
    }
}
