package de.handschlag.audit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;

import de.handschlag.teststack.MetricsAtStart;

/** For {@link OperationDoorTest}. */
@ApplicationScoped
class MetricsTakenDownAtStart {

    void take(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start, MeterRegistry registry) {
        MetricsAtStart.take(registry);
    }
}
