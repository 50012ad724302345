package de.handschlag.consent.outbox;

import java.time.Instant;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.Wellness;

/**
 * What the relay does. It does not make the service unready: while the broker is away, or topic and database do not belong together,
 * persons can still decide, and reads stop by themselves (G2). That it refuses to publish, and why, is told by {@code /q/health/well} and
 * the metrics.
 */
@Singleton
class RelayHealth {

    private final RelayState state;
    private final OutboxBacklog backlog;

    RelayHealth(RelayState state, OutboxBacklog backlog) {
        this.state = state;
        this.backlog = backlog;
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> report(true);
    }

    @Produces
    @Wellness
    HealthCheck well() {
        return () -> report(!state.refuses());
    }

    private HealthCheckResponse report(boolean up) {
        HealthCheckResponseBuilder report = HealthCheckResponse.named("outbox-relay").status(up)
                .withData("role", state.role()).withData("backlog", backlog.rows());
        Instant lastAcknowledged = state.lastAcknowledged();
        if (lastAcknowledged != null) {
            report.withData("lastAcknowledged", lastAcknowledged.toString());
        }
        String refusal = state.refusal();
        if (refusal != null) {
            report.withData("detail", refusal);
        }
        return report.build();
    }
}
