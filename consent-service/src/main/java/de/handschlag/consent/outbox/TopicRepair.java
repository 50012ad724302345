package de.handschlag.consent.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.TopicCuts;

/**
 * Sends again what Kafka had acknowledged and then lost, because the end of a partition was cut off: a broker that was alone had it in its
 * memory when the power failed (ADR 58). A cut takes the end and nothing else, so what stands before the last event that is in its place is
 * whole. The events are the same to the byte, in their old order, and before the first heartbeat; readers know them by their ids.
 */
final class TopicRepair {

    private static final Logger LOG = Logger.getLogger(TopicRepair.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CHUNK = 100;

    private final RelaySession session;
    private final EventPublisher publisher;
    private final RelayState state;
    private final TopicCuts topicCuts;
    private final int batchSize;

    TopicRepair(RelaySession session, EventPublisher publisher, RelayState state, TopicCuts topicCuts, int batchSize) {
        this.session = session;
        this.publisher = publisher;
        this.state = state;
        this.topicCuts = topicCuts;
        this.batchSize = batchSize;
    }

    /**
     * To be called when nobody else can write to the topic any more.
     *
     * @param consumer sees what was committed, and nothing else: what was not, compaction removes, so it counts as lost
     * @param known    by partition up to where the database knows the topic
     * @param keptFrom by partition up to where what was published is not kept any more
     * @param ends     by partition where what was committed ends
     * @return by partition up to where the topic is as it was when it was known
     * @throws BehindTopicException if something is lost that is not kept any more; nothing is sent then
     */
    long[] repair(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, long[] known,
            long[] keptFrom, long[] ends) throws BehindTopicException, ExecutionException, InterruptedException {
        long[] whole = known.clone();
        for (TopicPartition partition : partitions) {
            int number = partition.partition();
            if (keptFrom[number] > ends[number]) {
                throw new BehindTopicException(
                        "%s ends at offset %d, and %d were published, of which those before %d are not kept any more: Kafka has lost events"
                                .formatted(partition, ends[number], known[number], keptFrom[number]));
            }
            whole[number] = Math.min(known[number], ends[number]);
        }
        List<SentRow> lost = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            List<SentRow> ofPartition = lost(consumer, partition, ends[partition.partition()]);
            for (SentRow row : ofPartition) {
                whole[row.partition()] = Math.min(whole[row.partition()], row.offset());
            }
            lost.addAll(ofPartition);
        }
        for (TopicPartition partition : partitions) {
            int number = partition.partition();
            if (whole[number] < known[number]) {
                topicCuts.found(partition, whole[number], known[number]);
            }
        }
        sendAgain(lost);
        return whole;
    }

    /** What does not stand where it was sent, from the newest on. */
    private List<SentRow> lost(KafkaConsumer<String, byte[]> consumer, TopicPartition partition, long end) {
        List<SentRow> lost = new ArrayList<>();
        List<SentRow> kept = session.kept(partition.partition(), Long.MAX_VALUE, CHUNK);
        while (!kept.isEmpty()) {
            for (SentRow row : kept) {
                if (row.offset() < end && stands(row, messageAt(consumer, partition, row.offset()))) {
                    return lost;
                }
                lost.add(row);
            }
            kept = session.kept(partition.partition(), kept.getLast().offset(), CHUNK);
        }
        return lost;
    }

    private static boolean stands(SentRow row, @Nullable ConsumerRecord<String, byte[]> message) {
        Header id = message == null ? null : message.headers().lastHeader("ce_id");
        return id != null && row.row().eventId().toString().equals(new String(id.value(), StandardCharsets.UTF_8));
    }

    /** Null if no message stands there. */
    private @Nullable ConsumerRecord<String, byte[]> messageAt(KafkaConsumer<String, byte[]> consumer,
            TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) <= offset) {
            List<ConsumerRecord<String, byte[]>> messages = consumer.poll(POLL).records(partition);
            // A silent session would end, and the turn with it.
            session.now();
            if (!messages.isEmpty()) {
                return messages.getFirst().offset() == offset ? messages.getFirst() : null;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("Kafka does not tell what stands at " + partition + "@" + offset);
            }
        }
        return null;
    }

    private void sendAgain(List<SentRow> lost) throws ExecutionException, InterruptedException {
        if (lost.isEmpty()) {
            return;
        }
        List<OutboxRow> rows = lost.stream().map(SentRow::row).sorted(Comparator.comparingLong(OutboxRow::id)).toList();
        LOG.warnf("Kafka has lost %d events that it had acknowledged; they are sent again: the first of %s",
                rows.size(), rows.getFirst().occurredAt());
        List<SentRow> all = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += batchSize) {
            publisher.publish(rows.subList(from, Math.min(rows.size(), from + batchSize)), null);
            List<SentRow> sent = publisher.commit();
            all.addAll(sent);
            state.sentAgain(sent.size());
        }
        // Not batch by batch: the places of a first batch would make what a second one lacks look whole.
        session.sentAgain(all);
    }
}
