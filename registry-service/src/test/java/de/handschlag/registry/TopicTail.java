package de.handschlag.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;

/** Collects what arrives on one topic. */
public final class TopicTail implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();

    TopicTail(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest",
                "enable.auto.commit", false), new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList());
        Thread.ofVirtual().name("tail-" + topic).start(this::read);
    }

    private void read() {
        try (consumer) {
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    /** The first event of this kind; waits for it. */
    public <E extends Event> E await(Class<E> type, Predicate<E> wanted) {
        return Awaitility.await().atMost(Duration.ofSeconds(120))
                .until(() -> records.stream().map(record -> EventCodec.fromRecord(record).data())
                        .filter(type::isInstance).map(type::cast).filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** Type of the record with this key; waits for it. */
    public String awaitKey(String key) {
        return Awaitility.await().atMost(Duration.ofSeconds(120))
                .until(() -> records.stream().filter(record -> key.equals(record.key())).findFirst(),
                        Optional::isPresent)
                .map(record -> new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    public List<String> raw() {
        return records.stream().filter(record -> record.value() != null)
                .map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    }

    /** Ids of the events of this kind. */
    public List<UUID> ids(Predicate<Event> wanted) {
        return records.stream().map(EventCodec::fromRecord).filter(event -> wanted.test(event.data()))
                .map(EventEnvelope::id).toList();
    }

    public long count(Predicate<Event> wanted) {
        return records.stream().map(record -> EventCodec.fromRecord(record).data()).filter(wanted).count();
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
