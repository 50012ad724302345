package de.handschlag.registry.emergency;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;

/** Emergency accesses that wait for their review: {@code handschlag.emergency.reviews} by state {@code open}, {@code overdue}. */
@ApplicationScoped
@Startup
class EmergencyAccessMetrics {

    private static final String REVIEWS = "Emergency accesses that nobody has reviewed; NaN until counted";

    private final EmergencyAccessService accesses;
    private volatile double open = Double.NaN;
    private volatile double overdue = Double.NaN;

    EmergencyAccessMetrics(EmergencyAccessService accesses, MeterRegistry registry) {
        this.accesses = accesses;
        Gauge.builder("handschlag.emergency.reviews", this, metrics -> metrics.open).tag("state", "open")
                .description(REVIEWS).register(registry);
        Gauge.builder("handschlag.emergency.reviews", this, metrics -> metrics.overdue).tag("state", "overdue")
                .description(REVIEWS).register(registry);
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        open = accesses.count(EmergencyAccessService.State.OPEN);
        overdue = accesses.count(EmergencyAccessService.State.OVERDUE);
    }
}
