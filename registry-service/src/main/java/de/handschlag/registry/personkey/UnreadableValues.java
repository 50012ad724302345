package de.handschlag.registry.personkey;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import de.handschlag.problem.ProblemType;

/** What cannot be opened is not disclosed and alarms somebody: the key file is the wrong one, or somebody changed rows. */
@ApplicationScoped
@Startup
class UnreadableValues {

    private static final ProblemType VALUE_UNREADABLE = new ProblemType("value-unreadable", 503,
            "A stored value cannot be opened", "Ein gespeicherter Wert lässt sich nicht öffnen",
            "Tell the operator; nothing was disclosed. Contributing the value anew replaces it.");
    private static final Logger LOG = Logger.getLogger(UnreadableValues.class);
    private static final long RETRY_SECONDS = 60;

    private final Counter count;

    UnreadableValues(MeterRegistry registry) {
        this.count = Counter.builder("handschlag.values.unreadable")
                .description("Stored values, or their keys, that did not open: raise an alarm").register(registry);
    }

    RuntimeException alarm(String what) {
        count.increment();
        LOG.errorf("%s: wrong master key, or changed in the database", what);
        return VALUE_UNREADABLE.retryAfter(RETRY_SECONDS, "A value or its key was damaged, or the key is not at hand.");
    }
}
