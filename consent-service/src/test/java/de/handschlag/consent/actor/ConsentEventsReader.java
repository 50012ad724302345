package de.handschlag.consent.actor;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import de.handschlag.event.ConsentEvent;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.Topics;
import de.handschlag.teststack.TestStack;

/** Reads consent-events from the first record on, as another service would. */
public final class ConsentEventsReader implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    /** All but heartbeats, of which a suite makes tens of thousands. */
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    private final List<PlacedHeartbeat> heartbeats = new ArrayList<>();

    /** @param isolation read_uncommitted, as the services read, or read_committed */
    public ConsentEventsReader(String isolation) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestStack.kafkaBootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest", ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000),
                new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONSENT_EVENTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    public ConsentEventsReader() {
        this("read_uncommitted");
    }

    /** All records so far but heartbeats, tombstones too. */
    public List<ConsumerRecord<String, byte[]>> records() {
        read();
        return List.copyOf(records);
    }

    private void read() {
        ConsumerRecords<String, byte[]> next;
        do {
            next = consumer.poll(Duration.ofMillis(50));
            for (ConsumerRecord<String, byte[]> message : next) {
                if (message.key().startsWith("heartbeat/")) {
                    heartbeats.add(new PlacedHeartbeat(message.partition(), message.offset(),
                            (Heartbeat) EventCodec.fromRecord(message).data()));
                } else {
                    records.add(message);
                }
            }
            // A whole batch is behind; a few are what has come meanwhile.
        } while (next.count() > 100);
    }

    /** Records about a person, in the order of their partition. */
    public List<ConsumerRecord<String, byte[]>> recordsOf(UUID dataSubjectId) {
        return records().stream().filter(message -> message.key().startsWith(dataSubjectId.toString()))
                .sorted(Comparator.comparingLong(ConsumerRecord::offset)).toList();
    }

    /**
     * The same, each once: a relay that did not learn that its records were stored sends them again under the same id, and readers pass
     * over them.
     */
    public List<ConsumerRecord<String, byte[]>> firstDeliveriesOf(UUID dataSubjectId) {
        Map<String, ConsumerRecord<String, byte[]>> first = new LinkedHashMap<>();
        recordsOf(dataSubjectId).forEach(message -> first.putIfAbsent(id(message), message));
        return List.copyOf(first.values());
    }

    private static String id(ConsumerRecord<String, byte[]> message) {
        return new String(message.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    }

    /** Events of a person, in the order of their partition, each once; without tombstones. */
    public List<PersonEvent> eventsOf(UUID dataSubjectId) {
        return firstDeliveriesOf(dataSubjectId).stream().filter(message -> message.value() != null)
                .map(message -> (PersonEvent) EventCodec.fromRecord(message).data()).toList();
    }

    /** Heartbeats with the place where they stand. */
    public List<PlacedHeartbeat> heartbeats() {
        read();
        return List.copyOf(heartbeats);
    }

    /** An event with its context attributes. */
    public static EventEnvelope<ConsentEvent> envelope(ConsumerRecord<String, byte[]> message) {
        EventEnvelope<?> envelope = EventCodec.fromRecord(message);
        return new EventEnvelope<>(envelope.id(), envelope.source(), envelope.time(), envelope.traceparent(),
                (ConsentEvent) envelope.data());
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** A heartbeat and where it stands. */
    public record PlacedHeartbeat(int partition, long offset, Heartbeat heartbeat) {}
}
