package de.handschlag.audit.keeping.retention;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** Figures about erasing, of the replica that did it last. */
@ApplicationScoped
@Startup
class RetentionMetrics {

    private final InstantSource clock;
    private final Counter failures;
    private final AtomicLong pending = new AtomicLong();
    private volatile @Nullable Instant oldest;

    RetentionMetrics(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        failures = Counter.builder("handschlag.retention.failures")
                .description("Erasures, or rewritings of a month, that failed").register(registry);
        Gauge.builder("handschlag.retention.erasures.pending", pending, AtomicLong::doubleValue)
                .description("Erasures that are planned and not carried out").register(registry);
        Gauge.builder("handschlag.retention.oldest.pending.age.seconds", this, RetentionMetrics::oldestAge)
                .description("How long the oldest of them has waited; 0 if there is none").register(registry);
    }

    private double oldestAge() {
        Instant since = oldest;
        return since == null ? 0 : (clock.millis() - since.toEpochMilli()) / 1000.0;
    }

    void failed() {
        failures.increment();
    }

    void pending(List<PlannedErasure> now) {
        pending.set(now.size());
        oldest = now.stream().map(PlannedErasure::plannedAt).min(Instant::compareTo).orElse(null);
    }
}
