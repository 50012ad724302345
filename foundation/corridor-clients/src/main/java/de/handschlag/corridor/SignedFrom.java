package de.handschlag.corridor;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import de.handschlag.database.Sql;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.SignedContent;

/**
 * From which offset on each partition's records must be signed, as the service's own table has it for each partition of a topic. That is 0, but for
 * what stood on a topic when a service that had read it before was upgraded: those offsets are noted once, at its first start.
 */
public final class SignedFrom {

    private static final Logger LOG = Logger.getLogger(SignedFrom.class);

    private final Map<TopicPartition, Long> offsets;

    private SignedFrom(Map<TopicPartition, Long> offsets) {
        this.offsets = offsets;
    }

    /** Every record must be signed, but for those before these offsets. */
    public static SignedFrom of(Map<TopicPartition, Long> offsets) {
        return new SignedFrom(Map.copyOf(offsets));
    }

    /**
     * Reads the table, and notes the present ends of partitions that were read before the upgrade.
     *
     * @param table    with the columns {@code topic}, {@code partition_number} and {@code kafka_offset}, null where it is to be noted
     * @param consumer for asking where partitions end
     */
    public static SignedFrom load(Sql sql, String table, Consumer<?, ?> consumer,
            Collection<TopicPartition> partitions) {
        sql.batch(
                "INSERT INTO " + table
                        + " (topic, partition_number, kafka_offset) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
                partitions, partition -> new Object[]{partition.topic(), partition.partition()});
        List<TopicPartition> open = sql
                .list("SELECT topic, partition_number FROM " + table + " WHERE kafka_offset IS NULL",
                        row -> new TopicPartition(row.getString(1), row.getInt(2)))
                .stream().filter(partitions::contains).toList();
        if (!open.isEmpty()) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(open);
            LOG.infof("What is on these partitions now counts unsigned, and nothing after it: %s", ends);
            sql.batch(
                    "UPDATE " + table + " SET kafka_offset = ? WHERE topic = ? AND partition_number = ?"
                            + " AND kafka_offset IS NULL",
                    open, partition -> new Object[]{requireNonNull(ends.get(partition)), partition.topic(),
                            partition.partition()});
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        sql.list("SELECT topic, partition_number, kafka_offset FROM " + table + " WHERE kafka_offset IS NOT NULL",
                row -> Map.entry(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3)))
                .forEach(from -> offsets.put(from.getKey(), from.getValue()));
        return new SignedFrom(offsets);
    }

    /** Whether this record counts only with its sender's signature; one that has a signature does, wherever it stands. */
    public boolean mustBeSigned(ConsumerRecord<?, ?> message) {
        return SignedContent.isSigned(message.headers()) || message.offset() >= offsets
                .getOrDefault(new TopicPartition(message.topic(), message.partition()), 0L);
    }

    /**
     * Whether a record about a person stands on the person's partition, where its sender puts it. Only there all of a person's events
     * are in one order: a signed event that somebody copies to another partition could come before what was decided before it.
     */
    public boolean isOnPartitionOf(UUID dataSubjectId, ConsumerRecord<?, ?> message) {
        long partitions = offsets.keySet().stream().filter(known -> known.topic().equals(message.topic())).count();
        return message.partition() == PersonPartitioner.partitionFor(dataSubjectId, Math.toIntExact(partitions));
    }
}
