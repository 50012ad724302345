package de.handschlag.consent.outbox;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the relay of this replica is doing, for metrics and health. */
@ApplicationScoped
class RelayState {

    private final Counter published;
    private final Counter failures;
    private volatile boolean active;
    private volatile @Nullable Instant lastAcknowledged;

    RelayState(MeterRegistry metrics) {
        this.published = Counter.builder("handschlag.outbox.published").description("Events acknowledged by Kafka")
                .register(metrics);
        this.failures = Counter.builder("handschlag.outbox.failures").description("Turns that a failure ended")
                .register(metrics);
        metrics.gauge("handschlag.outbox.relay.active", this, state -> state.active ? 1 : 0);
    }

    boolean isActive() {
        return active;
    }

    /** When Kafka last acknowledged rows or heartbeats of this relay; null if never. */
    @Nullable
    Instant lastAcknowledged() {
        return lastAcknowledged;
    }

    void activate() {
        active = true;
    }

    void standBy() {
        active = false;
    }

    void published(int rows) {
        published.increment(rows);
    }

    void failed() {
        failures.increment();
    }

    void alive(Instant now) {
        lastAcknowledged = now;
    }
}
