package de.handschlag.audit.witness;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import de.handschlag.audit.log.WitnessKey;

/** Figures about cosigning; without witnesses there are none. Gauges are the same on every replica, counters its own. */
@ApplicationScoped
class WitnessMetrics {

    private final MeterRegistry registry;
    private final WitnessStatus status;
    private final Clock clock = Clock.systemUTC();

    WitnessMetrics(MeterRegistry registry, WitnessStatus status, Witnesses witnesses) {
        this.registry = registry;
        this.status = status;
        for (Witnesses.Witness witness : witnesses.all()) {
            WitnessKey key = witness.key();
            for (String counter : new String[]{"cosignatures", "failures", "contradictions"}) {
                registry.counter("handschlag.witness." + counter, "witness", key.name());
            }
            Gauge.builder("handschlag.witness.cosignature.age.seconds", () -> age(key)).tag("witness", key.name())
                    .description("Time since the witness's newest cosignature, by its clock; NaN before the first")
                    .register(registry);
        }
        if (!witnesses.all().isEmpty()) {
            Gauge.builder("handschlag.witness.uncosigned.entries", status, WitnessStatus::uncosigned)
                    .description("Entries that no checkpoint with enough cosignatures covers").register(registry);
        }
    }

    private double age(WitnessKey witness) {
        Instant since = status.of(witness).cosignedAt();
        return since == null ? Double.NaN : (clock.millis() - since.toEpochMilli()) / 1000.0;
    }

    void cosigned(WitnessKey witness) {
        registry.counter("handschlag.witness.cosignatures", "witness", witness.name()).increment();
    }

    void failed(WitnessKey witness) {
        registry.counter("handschlag.witness.failures", "witness", witness.name()).increment();
    }

    /** It saw more than the log has, or another log. */
    void contradicted(WitnessKey witness) {
        registry.counter("handschlag.witness.contradictions", "witness", witness.name()).increment();
    }
}
