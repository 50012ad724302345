package de.handschlag.registry.sharingview;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What an operator watches of the consumer. */
@ApplicationScoped
class ConsumerMetrics {

    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong lag = new AtomicLong();
    private final Counter events;
    private final Counter deadLetters;
    private final Counter failures;

    ConsumerMetrics(MeterRegistry registry) {
        registry.gauge("handschlag.consent.events.consumer.active", active);
        registry.gauge("handschlag.consent.events.consumer.lag", lag);
        this.events = registry.counter("handschlag.consent.events.applied");
        this.deadLetters = registry.counter("handschlag.consent.events.dead.letters");
        this.failures = registry.counter("handschlag.consent.events.consumer.failures");
    }

    void active(boolean isActive) {
        active.set(isActive ? 1 : 0);
    }

    void failed() {
        failures.increment();
    }

    void applied(AppliedBatch batch, long remaining) {
        events.increment(batch.eventCount());
        deadLetters.increment(batch.deadLetters());
        lag.set(remaining);
    }
}
