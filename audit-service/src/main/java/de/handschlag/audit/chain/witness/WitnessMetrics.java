package de.handschlag.audit.chain.witness;

import java.time.Instant;
import java.time.InstantSource;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import de.handschlag.audit.chain.log.WitnessKey;

/** Figures about cosigning; without witnesses there are none. Gauges are the same on every replica, counters its own. */
@ApplicationScoped
@Startup
class WitnessMetrics {

    private final MeterRegistry registry;
    private final WitnessStatus status;
    private final InstantSource clock;

    WitnessMetrics(MeterRegistry registry, WitnessStatus status, Witnesses witnesses, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.status = status;
        for (Witnesses.Witness witness : witnesses.all()) {
            WitnessKey key = witness.key();
            cosignatures(key);
            failures(key);
            contradictions(key);
            Gauge.builder("handschlag.witness.cosignature.age.seconds", () -> age(key)).tag("witness", key.name())
                    .description("Time since the witness's newest cosignature, by its clock; NaN before the first")
                    .register(registry);
        }
        if (!witnesses.all().isEmpty()) {
            Gauge.builder("handschlag.witness.uncosigned.entries", status, WitnessStatus::uncosigned)
                    .description("Entries that no checkpoint with enough cosignatures covers").register(registry);
        }
    }

    private Counter cosignatures(WitnessKey witness) {
        return counter("cosignatures", "Checkpoints that the witness cosigned", witness);
    }

    private Counter failures(WitnessKey witness) {
        return counter("failures", "Checkpoints that it was sent in vain", witness);
    }

    private Counter contradictions(WitnessKey witness) {
        return counter("contradictions", "Times that it had seen more than the log has, or another log: raise an alarm",
                witness);
    }

    private Counter counter(String name, String description, WitnessKey witness) {
        return Counter.builder("handschlag.witness." + name).description(description).tag("witness", witness.name())
                .register(registry);
    }

    private double age(WitnessKey witness) {
        Instant since = status.of(witness).cosignedAt();
        return since == null ? Double.NaN : (clock.millis() - since.toEpochMilli()) / 1000.0;
    }

    void cosigned(WitnessKey witness) {
        cosignatures(witness).increment();
    }

    void failed(WitnessKey witness) {
        failures(witness).increment();
    }

    /** It saw more than the log has, or another log. */
    void contradicted(WitnessKey witness) {
        contradictions(witness).increment();
    }
}
