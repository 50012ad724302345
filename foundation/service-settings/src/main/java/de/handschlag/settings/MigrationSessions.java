package de.handschlag.settings;

import java.sql.SQLException;
import java.sql.Statement;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jboss.logging.Logger;

import io.quarkus.flyway.FlywayConfigurationCustomizer;

/**
 * Migrations run as the owner, not through the pool; one that fails must not show the row it failed at either. A service, which is not
 * the owner, compares its schema with theirs when it starts.
 */
@ApplicationScoped
class MigrationSessions implements FlywayConfigurationCustomizer {

    private final String user;

    MigrationSessions(@ConfigProperty(name = "handschlag.db.user") String user) {
        this.user = user;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.jdbcProperties(DatabaseLogin.EVERY_SESSION).callbacks(new SchemaHistory(user));
    }

    /** Lets the application's role read which migrations ran, and says what to do where they are others than it needs. */
    private record SchemaHistory(String user) implements Callback {

        private static final Logger LOG = Logger.getLogger(MigrationSessions.class);

        @Override
        public boolean supports(Event event, Context context) {
            return event == Event.AFTER_MIGRATE || event == Event.AFTER_VALIDATE_ERROR;
        }

        @Override
        public boolean canHandleInTransaction(Event event, Context context) {
            return true;
        }

        @Override
        public void handle(Event event, Context context) {
            if (event == Event.AFTER_VALIDATE_ERROR) {
                LOG.error(
                        "The schema of the database is not the one that this version needs. Run the migrations of this version"
                                + " first (QUARKUS_PROFILE=migrate, as the owner), or start the version that the schema belongs to.");
                return;
            }
            try (Statement statement = context.getConnection().createStatement()) {
                statement
                        .execute("GRANT SELECT ON flyway_schema_history TO " + statement.enquoteIdentifier(user, true));
            } catch (SQLException e) {
                throw new FlywayException("The application's role cannot be let read which migrations ran", e);
            }
        }

        @Override
        public String getCallbackName() {
            return "schema-history";
        }
    }
}
