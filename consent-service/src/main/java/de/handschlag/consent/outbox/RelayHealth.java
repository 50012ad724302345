package de.handschlag.consent.outbox;

import java.time.Instant;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports the relay and never fails: while the broker is away persons can still decide, and reads stop by themselves (G2). */
@Readiness
class RelayHealth implements HealthCheck {

    private final RelayState state;
    private final OutboxBacklog backlog;

    RelayHealth(RelayState state, OutboxBacklog backlog) {
        this.state = state;
        this.backlog = backlog;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder report = HealthCheckResponse.named("outbox-relay").up()
                .withData("role", state.role()).withData("backlog", backlog.rows());
        Instant lastAcknowledged = state.lastAcknowledged();
        if (lastAcknowledged != null) {
            report.withData("lastAcknowledged", lastAcknowledged.toString());
        }
        return report.build();
    }
}
