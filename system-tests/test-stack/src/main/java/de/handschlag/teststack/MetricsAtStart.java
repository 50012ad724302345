package de.handschlag.teststack;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The metrics of ours that the service under test had when it had just started. A bean of each service's tests takes them down,
 * since a test that runs later sees what others brought into being.
 */
public final class MetricsAtStart {

    private record Seen(String name, String labels, boolean described, boolean aboveZero) {

        String text() {
            return name + labels;
        }
    }

    private static volatile List<Seen> seen = List.of();

    private MetricsAtStart() {}

    /** To be called when everything else has started. */
    public static void take(MeterRegistry registry) {
        seen = registry.getMeters().stream().filter(meter -> meter.getId().getName().startsWith("handschlag."))
                .map(MetricsAtStart::of).toList();
    }

    private static Seen of(Meter meter) {
        Meter.Id id = meter.getId();
        String labels = id.getTags().stream().map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(",", " ", "")).strip();
        return new Seen(id.getName(), labels.isEmpty() ? "" : " " + labels,
                id.getDescription() != null && !id.getDescription().isBlank(),
                meter instanceof Counter counter && counter.count() > 0);
    }

    static String described() {
        return seen.stream().map(Seen::text).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining("\n"));
    }

    static List<String> undescribed() {
        return seen.stream().filter(metric -> !metric.described()).map(Seen::text).toList();
    }

    /** But for those of failures: on a busy machine the first try to reach another part may be one. */
    static List<String> countersAboveZero() {
        return seen.stream().filter(Seen::aboveZero).filter(metric -> !metric.name().endsWith(".failures"))
                .map(Seen::text).toList();
    }
}
