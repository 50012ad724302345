package de.handschlag.audit.ingest;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import de.handschlag.event.Topics;

/** Figures about the sequencer; those of a standby replica stand still. */
@ApplicationScoped
class IngestMetrics {

    private final MeterRegistry registry;
    private final Clock clock = Clock.systemUTC();
    private final Counter duplicates;
    private final Counter causalAlarms;
    private final Counter gaps;
    private final Map<String, AtomicLong> lag = new ConcurrentHashMap<>();
    private final AtomicLong size = new AtomicLong();
    private volatile @Nullable Instant signedAt;

    IngestMetrics(MeterRegistry registry, SequencerStatus status) {
        this.registry = registry;
        duplicates = registry.counter("handschlag.audit.duplicates");
        causalAlarms = registry.counter("handschlag.audit.causal.wait.alarms");
        gaps = registry.counter("handschlag.audit.topic.gaps");
        for (String topic : new String[]{Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS,
                Topics.ENFORCEMENT_RECEIPTS}) {
            registry.counter("handschlag.audit.dead.letters", "topic", topic);
            lag.put(topic, new AtomicLong());
            Gauge.builder("handschlag.audit.consumer.lag", lag.get(topic), AtomicLong::doubleValue).tag("topic", topic)
                    .description("Records on the topic that are not in the log").register(registry);
        }
        Gauge.builder("handschlag.audit.log.size", size, AtomicLong::doubleValue)
                .description("Entries in the log").register(registry);
        Gauge.builder("handschlag.audit.checkpoint.age.seconds", this, IngestMetrics::checkpointAge)
                .description("Time since this replica signed a checkpoint; NaN if it has signed none")
                .register(registry);
        for (SequencerStatus.State state : SequencerStatus.State.values()) {
            Gauge.builder("handschlag.audit.sequencer.state", status, s -> s.now().state() == state ? 1 : 0)
                    .tag("state", state.name().toLowerCase(Locale.ROOT)).register(registry);
        }
    }

    private double checkpointAge() {
        Instant signed = signedAt;
        return signed == null ? Double.NaN : (clock.millis() - signed.toEpochMilli()) / 1000.0;
    }

    void appended(List<Arrival.Entry> entries) {
        entries.stream().collect(Collectors.groupingBy(Arrival.Entry::type, Collectors.counting())).forEach(
                (type, count) -> registry.counter("handschlag.audit.entries", "type", type).increment(count));
    }

    void duplicates(int count) {
        duplicates.increment(count);
    }

    void deadLetter(String topic) {
        registry.counter("handschlag.audit.dead.letters", "topic", topic).increment();
    }

    void causalWaitWasInVain() {
        causalAlarms.increment();
    }

    void gap() {
        gaps.increment();
    }

    void lag(String topic, long records) {
        lag.get(topic).set(records);
    }

    void size(long entries) {
        size.set(entries);
    }

    void signed(Instant now) {
        signedAt = now;
    }
}
