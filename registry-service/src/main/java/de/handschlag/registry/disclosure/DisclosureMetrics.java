package de.handschlag.registry.disclosure;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** Disclosures by decision. */
@ApplicationScoped
@Startup
class DisclosureMetrics {

    private final Counter disclosed;
    private final Counter denied;
    private final Counter unchanged;

    DisclosureMetrics(MeterRegistry registry) {
        this.disclosed = counter(registry, "disclosed");
        this.denied = counter(registry, "denied");
        this.unchanged = counter(registry, "unchanged");
    }

    private static Counter counter(MeterRegistry registry, String decision) {
        return Counter.builder("handschlag.disclosures").description("Decisions about reads, as they are in the log")
                .tag("decision", decision).register(registry);
    }

    void decided(List<DisclosureService.ReadDecision> decisions) {
        for (DisclosureService.ReadDecision decision : decisions) {
            switch (decision) {
                case DisclosureService.ReadDecision.Disclosed d -> disclosed.increment();
                case DisclosureService.ReadDecision.Denied d -> denied.increment();
                case DisclosureService.ReadDecision.Unchanged u -> unchanged.increment();
            }
        }
    }
}
