package de.handschlag.settings;

import jakarta.enterprise.context.ApplicationScoped;

import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;

/** Flyway logs in as the owner, not through the pool; a migration that fails must not show the row it failed at either. */
@ApplicationScoped
class MigrationSessions implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration flyway) {
        flyway.jdbcProperties(DatabaseLogin.EVERY_SESSION);
    }
}
