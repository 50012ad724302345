package de.handschlag.audit.chain.witness;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** How far each witness has followed. Always up: the log does not depend on them. */
@Singleton
class WitnessHealth {

    private final Witnesses witnesses;
    private final WitnessStatus status;

    WitnessHealth(Witnesses witnesses, WitnessStatus status) {
        this.witnesses = witnesses;
        this.status = status;
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> {
            HealthCheckResponseBuilder response = HealthCheckResponse.named("witnesses").up()
                    .withData("configured", witnesses.all().size()).withData("wanted", witnesses.wanted());
            for (Witnesses.Witness witness : witnesses.all()) {
                WitnessStatus.Now now = status.of(witness.key());
                response.withData(witness.key().name(), (now.cosignedAt() == null
                        ? "has not cosigned yet"
                        : "cosigned " + now.size() + " of " + status.logSize() + " entries, " + now.cosignedAt())
                        + (now.failure().isEmpty() ? "" : "; " + now.failure()));
            }
            return response.build();
        };
    }
}
