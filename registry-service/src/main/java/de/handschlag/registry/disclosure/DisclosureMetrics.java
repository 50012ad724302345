package de.handschlag.registry.disclosure;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Disclosures by decision. */
@ApplicationScoped
class DisclosureMetrics {

    private final Counter disclosed;
    private final Counter denied;
    private final Counter unchanged;

    DisclosureMetrics(MeterRegistry registry) {
        this.disclosed = registry.counter("handschlag.disclosures", "decision", "disclosed");
        this.denied = registry.counter("handschlag.disclosures", "decision", "denied");
        this.unchanged = registry.counter("handschlag.disclosures", "decision", "unchanged");
    }

    void decided(List<DisclosureService.Decision> decisions) {
        for (DisclosureService.Decision decision : decisions) {
            switch (decision) {
                case DisclosureService.Decision.Disclosed d -> disclosed.increment();
                case DisclosureService.Decision.Denied d -> denied.increment();
                case DisclosureService.Decision.Unchanged u -> unchanged.increment();
            }
        }
    }
}
