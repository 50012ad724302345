package de.handschlag.consent.outbox;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** What the relay of this replica is doing, for metrics and health. */
@ApplicationScoped
@Startup
class RelayState {

    private final Counter published;
    private final Counter failures;
    private final Counter sentAgain;
    private volatile boolean active;
    private volatile @Nullable String refusal;
    private volatile @Nullable Instant lastAcknowledged;

    RelayState(MeterRegistry metrics) {
        this.published = Counter.builder("handschlag.outbox.published").description("Events acknowledged by Kafka")
                .register(metrics);
        this.failures = Counter.builder("handschlag.outbox.failures").description("Turns that a failure ended")
                .register(metrics);
        this.sentAgain = Counter.builder("handschlag.outbox.sent.again")
                .description("Events that Kafka had acknowledged and lost, and that were sent again: raise an alarm")
                .register(metrics);
        Gauge.builder("handschlag.outbox.relay.active", this, state -> state.active ? 1 : 0)
                .description("1 if the relay of this replica publishes").register(metrics);
        Gauge.builder("handschlag.outbox.relay.refuses", this, state -> state.refuses() ? 1 : 0)
                .description("1 if it does not because database and topic do not belong together").register(metrics);
    }

    boolean isActive() {
        return active;
    }

    /** When Kafka last acknowledged rows or heartbeats of this relay; null if never. */
    @Nullable
    Instant lastAcknowledged() {
        return lastAcknowledged;
    }

    /** Whether the database was found to be older than the topic, or the topic than the database. */
    boolean refuses() {
        return refusal != null;
    }

    /** Why, for the operator; null if it does not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** {@code active}, {@code standby} or {@code refuses}. */
    String role() {
        if (refuses()) {
            return "refuses";
        }
        return active ? "active" : "standby";
    }

    void activate() {
        active = true;
        refusal = null;
    }

    /** Another replica has the turn. */
    void waitForTurn() {
        refusal = null;
    }

    void refuse(String reason) {
        refusal = reason;
    }

    void standBy() {
        active = false;
    }

    void published(int rows) {
        published.increment(rows);
    }

    void sentAgain(int rows) {
        sentAgain.increment(rows);
    }

    void failed() {
        failures.increment();
    }

    void alive(Instant now) {
        lastAcknowledged = now;
    }
}
