package de.handschlag.registry.sharingview;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** What an operator watches of the consumer. */
@ApplicationScoped
@Startup
class ConsumerMetrics {

    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong lag = new AtomicLong();
    private final Counter events;
    private final Counter failures;

    ConsumerMetrics(MeterRegistry registry) {
        Gauge.builder("handschlag.consent.events.consumer.active", active, AtomicInteger::doubleValue)
                .description("1 if this replica keeps the views").register(registry);
        Gauge.builder("handschlag.consent.events.consumer.lag", lag, AtomicLong::doubleValue)
                .description("Events on the topic that the views do not have").register(registry);
        this.events = Counter.builder("handschlag.consent.events.applied")
                .description("Events that this replica took in").register(registry);
        this.failures = Counter.builder("handschlag.consent.events.consumer.failures")
                .description("Turns as keeper of the views that a failure ended").register(registry);
    }

    void active(boolean isActive) {
        active.set(isActive ? 1 : 0);
    }

    void failed() {
        failures.increment();
    }

    void applied(AppliedBatch batch, long remaining) {
        events.increment(batch.eventCount());
        lag.set(remaining);
    }
}
