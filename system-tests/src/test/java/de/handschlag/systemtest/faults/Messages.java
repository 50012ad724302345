package de.handschlag.systemtest.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import de.handschlag.event.Topics;

/** Records that nobody sent: copies of old ones, and nonsense. */
final class Messages {

    private static final int POISONED_PERSONS = 2;
    private static final List<String> TOPICS = List.of(Topics.CONSENT_EVENTS, Topics.CONSENT_EVENTS,
            Topics.ACCESS_EVENTS, Topics.ENFORCEMENT_RECEIPTS);

    private final Map<String, Object> kafka = new HashMap<>();
    private final RandomGenerator random;

    Messages(FaultStack stack, RandomGenerator random) {
        this.random = random;
        kafka.putAll(stack.kafka());
        kafka.put("request.timeout.ms", 5000);
        kafka.put("default.api.timeout.ms", 10000);
        kafka.put("delivery.timeout.ms", 10000);
        kafka.put("max.block.ms", 10000);
        kafka.put("linger.ms", 0);
    }

    /** Delivers records again, from a random place of a random topic, in their order. */
    void duplicate(int count) throws ExecutionException, InterruptedException {
        send(some(TOPICS.get(random.nextInt(TOPICS.size())), count));
    }

    /** Delivers every record of a kind again. */
    void duplicateAll(String topic, String typePart) throws ExecutionException, InterruptedException {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (isOf(record, typePart)) {
                        records.add(record);
                    }
                });
            }
        }
        send(records);
    }

    /** @param poisoned is told whose record it is that nobody understands, before it is sent */
    void poison(Consumer<String> poisoned) throws ExecutionException, InterruptedException {
        List<ConsumerRecord<String, byte[]>> records = some(Topics.CONSENT_EVENTS, POISONED_PERSONS);
        records.forEach(record -> poisoned.accept(record.key().split("/")[0]));
        try (KafkaProducer<String, byte[]> producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            sent.add(producer.send(new ProducerRecord<>(Topics.CONSENT_EVENTS, random.nextInt(8), "nonsense",
                    "neither headers nor JSON".getBytes(StandardCharsets.UTF_8))));
            for (ConsumerRecord<String, byte[]> record : records) {
                sent.add(producer.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(),
                        "{".getBytes(StandardCharsets.UTF_8), record.headers())));
            }
            for (Future<?> acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }

    private void send(List<ConsumerRecord<String, byte[]>> records) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            List<Future<?>> sent = new ArrayList<>();
            for (ConsumerRecord<String, byte[]> record : records) {
                sent.add(producer.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(),
                        record.value(), record.headers())));
            }
            for (Future<?> acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }

    private List<ConsumerRecord<String, byte[]>> some(String topic, int count) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            TopicPartition partition = partitions.get(random.nextInt(partitions.size()));
            consumer.assign(List.of(partition));
            long first = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            if (end > first) {
                consumer.seek(partition, random.nextLong(first, end));
                for (int poll = 0; poll < 20 && records.size() < count; poll++) {
                    consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                        if (records.size() < count && isOf(record, "")) {
                            records.add(record);
                        }
                    });
                }
            }
        }
        return records;
    }

    /** Not a tombstone, which brings nothing back, nor a heartbeat, nor nonsense. */
    private static boolean isOf(ConsumerRecord<String, byte[]> record, String typePart) {
        if (record.value() == null || record.headers().lastHeader("ce_type") == null || record.value().length < 20) {
            return false;
        }
        String type = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        return type.contains(typePart) && !type.contains("heartbeat");
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    }
}
