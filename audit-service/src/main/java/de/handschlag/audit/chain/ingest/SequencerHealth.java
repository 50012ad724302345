package de.handschlag.audit.chain.ingest;

import java.util.Locale;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

import io.smallrye.health.api.Wellness;

import de.handschlag.audit.chain.ingest.SequencerStatus.Now;
import de.handschlag.audit.chain.ingest.SequencerStatus.State;
import de.handschlag.corridor.TopicCuts;

/**
 * The sequencer's state. It does not make the service unready: queries are answered from what is stored, by standby
 * replicas too. That the log takes nothing in any more is told by {@code /q/health/well} and the metrics.
 */
@Singleton
class SequencerHealth {

    private final SequencerStatus status;
    private final TopicCuts topicCuts;

    SequencerHealth(SequencerStatus status, TopicCuts topicCuts) {
        this.status = status;
        this.topicCuts = topicCuts;
    }

    @Produces
    @Readiness
    HealthCheck ready() {
        return () -> response(status.now(), true);
    }

    @Produces
    @Wellness
    HealthCheck well() {
        return () -> {
            Now now = status.now();
            return response(now, now.state() == State.ACTIVE || now.state() == State.STANDBY);
        };
    }

    /** Migrations have run and the sequencer has looked at the database once. */
    @Produces
    @Startup
    HealthCheck started() {
        return () -> {
            Now now = status.now();
            return response(now, now.state() != State.STARTING);
        };
    }

    private HealthCheckResponse response(Now now, boolean up) {
        return HealthCheckResponse.named("sequencer").status(up)
                .withData("state", now.state().name().toLowerCase(Locale.ROOT)).withData("detail", now.detail())
                .withData("offsetsLostByTopics", topicCuts.offsetsSinceStart()).build();
    }
}
