package de.handschlag.audit.chain.timestamp;

import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is known of the newest time stamp, as metrics and health; without an authority there are no metrics. */
@ApplicationScoped
class TimestampStatus {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private volatile @Nullable Timestamp newest;
    private volatile String failure = "";
    private @Nullable Counter failures;

    TimestampStatus(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Makes the metrics, once. */
    synchronized void watch() {
        if (failures == null) {
            failures = Counter.builder("handschlag.timestamp.failures")
                    .description("Time stamps that were asked for in vain").register(registry);
            Gauge.builder("handschlag.timestamp.age.seconds", this::age)
                    .description("Time since the newest time stamp, by the authority's clock; NaN before the first")
                    .register(registry);
        }
    }

    private double age() {
        Timestamp stamped = newest;
        return stamped == null ? Double.NaN : (clock.millis() - stamped.stampedAt().toEpochMilli()) / 1000.0;
    }

    @Nullable
    Timestamp newest() {
        return newest;
    }

    /** Why this replica's last try failed; empty if it did not. */
    String failure() {
        return failure;
    }

    void newest(Timestamp timestamp) {
        newest = timestamp;
    }

    /** @return false if it failed in the same way before */
    synchronized boolean failed(String why) {
        if (failures != null) {
            failures.increment();
        }
        boolean same = failure.equals(why);
        failure = why;
        return !same;
    }

    void succeeded() {
        failure = "";
    }

    /** Always up: the log does not depend on the authority. */
    @Singleton
    static class Health {

        private final TimestampStatus status;
        private final TimestampAuthority authority;

        Health(TimestampStatus status, TimestampAuthority authority) {
            this.status = status;
            this.authority = authority;
        }

        @Produces
        @Readiness
        HealthCheck ready() {
            return () -> {
                HealthCheckResponseBuilder response = HealthCheckResponse.named("time stamps").up()
                        .withData("configured", authority.isConfigured());
                Timestamp newest = status.newest();
                if (newest != null) {
                    response.withData("newest", newest.stampedAt() + " over " + newest.size() + " entries");
                }
                return response.withData("failure", status.failure()).build();
            };
        }
    }
}
