package de.handschlag.consent.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventSigner;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;

/**
 * Puts batches on the topic, some of them in one Kafka transaction. The transaction is there for its fence and not for
 * atomicity: a relay that was stopped and wakes up after another took over is refused by the broker, so that it can neither
 * put older events behind newer ones nor bring back what a tombstone removed. Consumers need not wait for its commit, but
 * compaction removes what was never committed, so a row may be deleted only after it. Each record is signed here and not in the
 * table (ADR 52): what a restored database moves to later revisions (ADR 39) could not be signed before.
 */
final class EventPublisher implements AutoCloseable {

    static final String SOURCE = Senders.CONSENT;

    private final KafkaProducer<String, byte[]> producer;
    private final EventSigner signer;
    private final int partitionCount;
    private final List<SentRow> uncommitted = new ArrayList<>();
    private final List<Future<RecordMetadata>> heartbeats = new ArrayList<>();
    private long[] nextOffsets;
    private boolean inTransaction;

    private EventPublisher(KafkaProducer<String, byte[]> producer, EventSigner signer) {
        this.producer = producer;
        this.signer = signer;
        this.producer.initTransactions();
        this.partitionCount = producer.partitionsFor(Topics.CONSENT_EVENTS).size();
        this.nextOffsets = new long[partitionCount];
    }

    static EventPublisher open(Map<String, Object> kafka, OutboxSettings settings, EventSigner signer) {
        int timeout = Math.toIntExact(settings.brokerTimeout().toMillis());
        Map<String, Object> configuration = new HashMap<>(kafka);
        configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        configuration.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 2 * timeout);
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        KafkaProducer<String, byte[]> producer = new KafkaProducer<>(configuration, new StringSerializer(),
                new ByteArraySerializer());
        try {
            return new EventPublisher(producer, signer);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Returns once all rows are acknowledged by all in-sync replicas; the heartbeats are on their way.
     *
     * @param publishedBefore time of the heartbeat to every partition after the rows; null for none
     */
    void publish(List<OutboxRow> rows, @Nullable Instant publishedBefore)
            throws ExecutionException, InterruptedException {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            sent.add(producer.send(signer.sign(row.toRecord(partitionCount))));
        }
        // A heartbeat says that the rows are out. It must not be on its way before they are acknowledged (G2).
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata place = note(sent.get(i).get());
            uncommitted.add(new SentRow(rows.get(i), place.partition(), place.offset()));
        }
        if (publishedBefore != null) {
            for (int partition = 0; partition < partitionCount; partition++) {
                Heartbeat heartbeat = new Heartbeat(partition, publishedBefore, nextOffsets[partition]);
                heartbeats.add(producer.send(signer.sign(EventCodec.toRecord(
                        new EventEnvelope<>(UUID.randomUUID(), SOURCE, publishedBefore, null, heartbeat),
                        Topics.CONSENT_EVENTS, partition, heartbeat.messageKey()))));
            }
        }
    }

    /** What is published and may not be deleted yet. */
    List<OutboxRow> uncommitted() {
        return uncommitted.stream().map(SentRow::row).toList();
    }

    /**
     * Moves on to behind what was acknowledged.
     *
     * @throws KafkaException if it was acknowledged before the end that the partition had: that was cut off meanwhile, and this turn
     *                        ends, since each begins with looking for what is lost (ADR 58)
     */
    private RecordMetadata note(RecordMetadata sent) {
        long known = nextOffsets[sent.partition()];
        if (!sent.hasOffset() || sent.offset() < known) {
            throw new KafkaException("%s was acknowledged, and all before %d had been".formatted(sent, known));
        }
        nextOffsets[sent.partition()] = sent.offset() + 1;
        return sent;
    }

    /** All before these offsets, by partition, is known. */
    void continueFrom(long[] known) {
        nextOffsets = known.clone();
    }

    /** By partition, behind what was published and what was known before. */
    long[] nextOffsets() {
        return nextOffsets;
    }

    /** Commits, heartbeats included; what was published may be deleted now. */
    List<SentRow> commit() throws ExecutionException, InterruptedException {
        producer.commitTransaction();
        inTransaction = false;
        for (Future<RecordMetadata> heartbeat : heartbeats) {
            note(heartbeat.get());
        }
        heartbeats.clear();
        List<SentRow> committed = List.copyOf(uncommitted);
        uncommitted.clear();
        return committed;
    }

    /** At once: what is on its way is still in the table. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
