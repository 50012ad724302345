package de.handschlag.audit.chain.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.TopicPartition;

import de.handschlag.corridor.ReadPositions.Position;
import de.handschlag.database.Sql;

/** Offsets in the database; the broker's own are not used. */
final class IngestOffsets {

    private final Connection connection;

    IngestOffsets(Connection connection) {
        this.connection = connection;
    }

    /** Where to go on, for each partition; 0 for one that was never read. */
    Map<TopicPartition, Position> load(Collection<TopicPartition> partitions) {
        Sql sql = new Sql(connection);
        sql.batch(
                "INSERT INTO ingest_offset (topic, partition_number, next_offset) VALUES (?, ?, 0)"
                        + " ON CONFLICT DO NOTHING",
                partitions, partition -> new Object[]{partition.topic(), partition.partition()});
        Map<TopicPartition, Position> offsets = new HashMap<>();
        sql.list("SELECT topic, partition_number, next_offset, leader_epoch FROM ingest_offset",
                row -> Map.entry(new TopicPartition(row.getString(1), row.getInt(2)),
                        new Position(row.getLong(3), row.getObject(4, Integer.class))))
                .forEach(offset -> offsets.put(offset.getKey(), offset.getValue()));
        offsets.keySet().retainAll(partitions);
        return offsets;
    }

    /**
     * Moves the offsets on within the current transaction.
     *
     * @throws OvertakenException if a stored offset is not the one that this sequencer left there
     */
    void move(List<PartitionQueue> moved) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE ingest_offset o SET next_offset = n.taken, leader_epoch = n.leader_epoch
                FROM unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::int[])
                    AS n (topic, partition_number, stored, taken, leader_epoch)
                WHERE o.topic = n.topic AND o.partition_number = n.partition_number AND o.next_offset = n.stored""")) {
            update.setArray(1,
                    connection.createArrayOf("text", moved.stream().map(queue -> queue.partition().topic()).toArray()));
            update.setArray(2, connection.createArrayOf("int4",
                    moved.stream().map(queue -> queue.partition().partition()).toArray()));
            update.setArray(3,
                    connection.createArrayOf("int8", moved.stream().map(PartitionQueue::storedOffset).toArray()));
            update.setArray(4,
                    connection.createArrayOf("int8", moved.stream().map(PartitionQueue::takenOffset).toArray()));
            update.setArray(5,
                    connection.createArrayOf("int4", moved.stream().map(PartitionQueue::takenEpoch).toArray()));
            int changed = update.executeUpdate();
            if (changed != moved.size()) {
                throw new OvertakenException((moved.size() - changed) + " stored offsets are not as expected");
            }
        }
    }
}
