package de.handschlag.corridor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far partitions are read by somebody who notes that in a database of his own, and what shows that the end of one was cut off, as a
 * power cut of its broker does: other records stand at offsets that were read. Kafka finds the place if it is told in which term of the
 * partition's leader the last record was written (KIP-320), and has the consumer go on from there. Not for several threads.
 */
public final class ReadPositions {

    /**
     * A place in a partition.
     *
     * @param offset      the next one to be read
     * @param leaderEpoch of the record before; null if it is not known
     */
    public record Position(long offset, @Nullable Integer leaderEpoch) {

        /** Behind a record. */
        public static Position after(ConsumerRecord<?, ?> message) {
            return new Position(message.offset() + 1, epoch(message));
        }
    }

    private final Map<TopicPartition, Long> sought = new HashMap<>();
    private final Map<TopicPartition, Position> known = new HashMap<>();

    /** Has the consumer, which starts at the beginning where it finds nothing better, go on from where a partition is read. */
    public void seek(Consumer<?, ?> consumer, TopicPartition partition, Position read) {
        seek(consumer, partition, read.offset(), read);
    }

    /**
     * The same with some that were read already.
     *
     * @param from where to begin; not behind {@code read}
     */
    public void seek(Consumer<?, ?> consumer, TopicPartition partition, long from, Position read) {
        sought.put(partition, from);
        known.put(partition, read);
        consumer.seek(partition, new OffsetAndMetadata(from, Optional.ofNullable(read.leaderEpoch()), ""));
    }

    /**
     * The partitions that were cut, each with the first offset at which another record stands than was read there; all before it is as it
     * was, or is read again. To be asked before {@link #read}.
     */
    public Map<TopicPartition, Long> cuts(Iterable<? extends ConsumerRecord<?, ?>> polled) {
        Map<TopicPartition, Long> cuts = new HashMap<>();
        for (ConsumerRecord<?, ?> message : polled) {
            TopicPartition partition = partitionOf(message);
            if (!cuts.containsKey(partition) && isBehindACut(message, partition)) {
                cuts.put(partition, message.offset());
            }
        }
        return cuts;
    }

    private boolean isBehindACut(ConsumerRecord<?, ?> message, TopicPartition partition) {
        Position read = known.get(partition);
        if (read == null || message.offset() >= read.offset()) {
            return false;
        }
        Integer now = epoch(message);
        Integer then = read.leaderEpoch();
        // Nobody asked for what stands before; or it was written later than what stood behind it.
        return message.offset() < sought.getOrDefault(partition, 0L) || now != null && then != null && now > then;
    }

    /** How far the partition is read; null if nobody said so. */
    public @Nullable Position of(TopicPartition partition) {
        return known.get(partition);
    }

    /** These are read, or will be before others are polled. */
    public void read(Iterable<? extends ConsumerRecord<?, ?>> polled) {
        for (ConsumerRecord<?, ?> message : polled) {
            Position after = Position.after(message);
            known.merge(partitionOf(message), after, (before, next) -> next.offset() > before.offset() ? next : before);
        }
    }

    /** A partition was cut: from this offset on nothing is read. */
    public void goBack(TopicPartition partition, long offset) {
        sought.put(partition, offset);
        known.put(partition, new Position(offset, null));
    }

    private static TopicPartition partitionOf(ConsumerRecord<?, ?> message) {
        return new TopicPartition(message.topic(), message.partition());
    }

    private static @Nullable Integer epoch(ConsumerRecord<?, ?> message) {
        return message.leaderEpoch().orElse(null);
    }
}
