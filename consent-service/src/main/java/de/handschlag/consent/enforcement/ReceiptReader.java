package de.handschlag.consent.enforcement;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;

import de.handschlag.consent.outbox.DeadLetters;
import de.handschlag.event.AccessEvent;
import de.handschlag.event.ConsentEvent;
import de.handschlag.event.EventCodec;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Topics;
import de.handschlag.event.UnintelligibleEventException;

/**
 * Reads all partitions of the receipts on every replica, without a consumer group: a withdrawal waits on one replica, and
 * which one Kafka cannot know. How far it is read stands in the database beside what was read.
 */
@ApplicationScoped
class ReceiptReader {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Logger LOG = Logger.getLogger(ReceiptReader.class);

    private final EnforcementRepository receipts;
    private final EnforcementWaiters waiters;
    private final DeadLetters deadLetters;
    private final EnforcementSettings settings;
    private final Map<String, Object> kafka;
    private @Nullable Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean failing;

    ReceiptReader(EnforcementRepository receipts, EnforcementWaiters waiters, DeadLetters deadLetters,
            EnforcementSettings settings, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.receipts = receipts;
        this.waiters = waiters;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.kafka = kafka;
    }

    void start(@Observes @Priority(100) StartupEvent event) {
        thread = Thread.ofPlatform().name("receipt-reader").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        // Not interrupted: the consumer would complain while closing. The loop looks up several times a second.
        if (thread != null) {
            thread.join(Duration.ofSeconds(2));
        }
    }

    private void run() {
        do {
            try (KafkaConsumer<String, byte[]> consumer = open()) {
                assign(consumer);
                while (stop.getCount() > 0) {
                    ConsumerRecords<String, byte[]> messages = consumer.poll(POLL);
                    if (!messages.isEmpty()) {
                        accept(messages);
                    }
                    failing = false;
                }
            } catch (ExecutionException | InterruptedException | RuntimeException e) {
                // Broker or database away: begin again from the stored offsets. Withdrawals answer "pending" meanwhile.
                if (stop.getCount() > 0 && !failing) {
                    LOG.warnf("Receipts cannot be read at the moment: %s", e.toString());
                }
                failing = true;
            }
        } while (!stopped());
    }

    private boolean stopped() {
        try {
            return stop.await(settings.backOff().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private KafkaConsumer<String, byte[]> open() {
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void assign(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.ENFORCEMENT_RECEIPTS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition())).toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("the topic " + Topics.ENFORCEMENT_RECEIPTS + " does not exist");
        }
        Map<Integer, Long> nextOffsets = receipts.nextOffsets();
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long next = nextOffsets.get(partition.partition());
            if (next != null) {
                consumer.seek(partition, next);
            }
        }
    }

    private void accept(ConsumerRecords<String, byte[]> messages) throws ExecutionException, InterruptedException {
        Map<UUID, RevisionEnforced> newest = new HashMap<>();
        Map<Integer, Long> nextOffsets = new HashMap<>();
        for (ConsumerRecord<String, byte[]> message : messages) {
            nextOffsets.put(message.partition(), message.offset() + 1);
            RevisionEnforced receipt = read(message);
            if (receipt != null) {
                newest.merge(receipt.dataSubjectId(), receipt,
                        (one, other) -> one.consentRevision() < other.consentRevision() ? other : one);
            }
        }
        Collection<RevisionEnforced> all = newest.values();
        receipts.store(all, nextOffsets);
        // Stored first: who is told here that it is enforced can ask any replica and is told the same.
        all.forEach(waiters::receive);
    }

    private @Nullable RevisionEnforced read(ConsumerRecord<String, byte[]> message)
            throws ExecutionException, InterruptedException {
        try {
            return switch (EventCodec.fromRecord(message).data()) {
                case RevisionEnforced receipt -> receipt;
                case ConsentEvent e -> throw misplaced();
                case AccessEvent e -> throw misplaced();
            };
        } catch (UnintelligibleEventException e) {
            deadLetters.putAside(message);
            LOG.errorf("Receipt at partition %d offset %d put aside: %s", message.partition(), message.offset(),
                    e.getMessage());
            return null;
        }
    }

    private static UnintelligibleEventException misplaced() {
        return new UnintelligibleEventException("no enforcement receipt", null);
    }
}
