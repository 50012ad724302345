package de.handschlag.corridor;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** Counts what claims to be an event and is none (R39). */
@ApplicationScoped
@Startup
public class RefusedEvents {

    private final Counter unsigned;
    private final Counter contradicting;

    public RefusedEvents(MeterRegistry metrics) {
        unsigned = counter(metrics, "signature");
        contradicting = counter(metrics, "revision");
    }

    private static Counter counter(MeterRegistry metrics, String reason) {
        return Counter.builder("handschlag.events.refused").tag("reason", reason).description(
                "Records that their alleged sender did not sign, or that say something else than what is known of"
                        + " that revision or id: raise an alarm")
                .register(metrics);
    }

    /** Nobody who may say it has signed it. */
    public void unsigned() {
        unsigned.increment();
    }

    /** Another id, or other bytes, at a revision that is known; or other bytes under an id that is known. */
    public void contradicting() {
        contradicting.increment();
    }
}
