package de.handschlag.audit.chain.ingest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
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
import io.quarkus.runtime.Startup;

import de.handschlag.event.EventType;
import de.handschlag.event.Topics;

/** Figures about the sequencer; those of a standby replica stand still. */
@ApplicationScoped
@Startup
class IngestMetrics {

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Counter duplicates;
    private final Counter causalAlarms;
    private final Counter gaps;
    private final Map<String, AtomicLong> lag = new ConcurrentHashMap<>();
    private final AtomicLong size = new AtomicLong();
    private volatile @Nullable Instant signedAt;

    IngestMetrics(MeterRegistry registry, SequencerStatus status, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        duplicates = Counter.builder("handschlag.audit.duplicates").description("Events that were in the log already")
                .register(registry);
        causalAlarms = Counter.builder("handschlag.audit.causal.wait.alarms")
                .description("Accesses that are in the log before the consent that they rest on: raise an alarm")
                .register(registry);
        gaps = Counter.builder("handschlag.audit.topic.gaps")
                .description("Records that left a topic before the log had them: raise an alarm").register(registry);
        for (EventType type : EventType.values()) {
            if (type.isLogged()) {
                entries(type.typeName());
            }
        }
        for (String topic : new String[]{Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS, Topics.ENFORCEMENT_RECEIPTS}) {
            lag.put(topic, new AtomicLong());
            Gauge.builder("handschlag.audit.consumer.lag", lag.get(topic), AtomicLong::doubleValue).tag("topic", topic)
                    .description("Records on the topic that are not in the log").register(registry);
        }
        Gauge.builder("handschlag.audit.log.size", size, AtomicLong::doubleValue).description("Entries in the log")
                .register(registry);
        Gauge.builder("handschlag.audit.checkpoint.age.seconds", this, IngestMetrics::checkpointAge)
                .description("Time since this replica signed a checkpoint; NaN if it has signed none")
                .register(registry);
        for (SequencerStatus.State state : SequencerStatus.State.values()) {
            Gauge.builder("handschlag.audit.sequencer.state", status, s -> s.now().state() == state ? 1 : 0)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("1 for what the sequencer of this replica does").register(registry);
        }
    }

    private Counter entries(String type) {
        return Counter.builder("handschlag.audit.entries").description("Entries appended by this replica")
                .tag("type", type).register(registry);
    }

    private double checkpointAge() {
        Instant signed = signedAt;
        return signed == null ? Double.NaN : (clock.millis() - signed.toEpochMilli()) / 1000.0;
    }

    void appended(List<IngestRecord.Entry> entries) {
        entries.stream().collect(Collectors.groupingBy(IngestRecord.Entry::type, Collectors.counting()))
                .forEach((type, count) -> entries(type).increment(count));
    }

    void duplicates(int count) {
        duplicates.increment(count);
    }

    void causalWaitWasInVain() {
        causalAlarms.increment();
    }

    void gap() {
        gaps.increment();
    }

    void lag(String topic, long records) {
        requireNonNull(lag.get(topic)).set(records);
    }

    void size(long entries) {
        size.set(entries);
    }

    void signed(Instant now) {
        signedAt = now;
    }
}
