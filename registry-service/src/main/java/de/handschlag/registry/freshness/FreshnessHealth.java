package de.handschlag.registry.freshness;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.agroal.api.AgroalDataSource;
import io.smallrye.health.api.Wellness;

import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;

/**
 * Whether reads are answered, as far as it depends on the age of the views (G2). Readiness says how it is and stays up, as values can be
 * contributed and feeds be read meanwhile; {@code /q/health/well} is down while a part of all persons is answered {@code 503}.
 */
@Singleton
class FreshnessHealth {

    private record Proven(long partitions, long stale) {}

    private final Sql sql;
    private final FreshnessSettings settings;

    FreshnessHealth(AgroalDataSource dataSource, FreshnessSettings settings) {
        this.sql = new Sql(dataSource);
        this.settings = settings;
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> report(true);
    }

    @Produces
    @Wellness
    HealthCheck well() {
        return () -> report(false);
    }

    private HealthCheckResponse report(boolean alwaysUp) {
        try {
            Proven proven = find();
            boolean answered = proven.partitions() > 0 && proven.stale() == 0;
            return HealthCheckResponse.named("freshness").status(alwaysUp || answered)
                    .withData("partitions", proven.partitions()).withData("partitionsWithoutProof", proven.stale())
                    .withData("reads", answered ? "answered" : "503").build();
        } catch (DatabaseException e) {
            // That the database is away is told by its own check.
            return HealthCheckResponse.named("freshness").status(alwaysUp).withData("reads", "503").build();
        }
    }

    /** As a read is judged, by the database's clock. */
    private Proven find() {
        return sql.one("""
                SELECT count(*), count(*) FILTER (WHERE published_before IS NULL
                    OR published_before < statement_timestamp() - ? * interval '1 millisecond')
                FROM applied_partition""", row -> new Proven(row.getLong(1), row.getLong(2)),
                settings.bound().minus(settings.clockSkew()).toMillis());
    }
}
