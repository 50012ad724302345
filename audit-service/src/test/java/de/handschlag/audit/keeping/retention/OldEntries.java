package de.handschlag.audit.keeping.retention;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

import de.handschlag.audit.chain.log.LogEntry;
import de.handschlag.audit.chain.log.MerkleTree;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.log.TileHash;
import de.handschlag.audit.chain.log.TreeHasher;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventType;
import de.handschlag.teststack.TestStack;

/**
 * Appends entries as the sequencer would have in a month long ago. The sequencer goes by the clock of the machine, so it stands
 * by meanwhile.
 */
final class OldEntries {

    /** An event, and by what it is found. */
    record Old(RetentionClass retentionClass, @Nullable UUID person, @Nullable String agency,
            @Nullable String caseReference, Event event) {}

    private OldEntries() {}

    /** @return positions, in the order given */
    static List<Long> append(LocalDate month, List<Old> entries) throws SQLException, IOException {
        Instant at = month.plusDays(9).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<Long> indexes = new ArrayList<>();
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = 'advisory'"
                    + " AND l.objid = " + LeaderLock.LOG.number() + "; SELECT pg_advisory_lock("
                    + LeaderLock.LOG.number() + ")");
            String partition = "log_payload_" + month.toString().substring(0, 7).replace('-', '_');
            statement.execute("CREATE TABLE IF NOT EXISTS " + partition + " PARTITION OF log_payload FOR VALUES FROM ('"
                    + month + "') TO ('" + month.plusMonths(1) + "'); ALTER TABLE " + partition
                    + " OWNER TO audit_owner");
            StoredTree stored = new StoredTree(new Sql(connection));
            MerkleTree tree = MerkleTree.restore(stored.size(), stored);
            connection.setAutoCommit(false);
            for (Old old : entries) {
                indexes.add(tree.size());
                append(connection, tree, old, month, at);
            }
            statement.execute("INSERT INTO log_hour VALUES ('" + at + "', " + indexes.getFirst() + ", "
                    + indexes.getLast() + ", '" + at + "', '" + at
                    + "') ON CONFLICT (recorded_hour) DO UPDATE SET last_index = excluded.last_index");
            connection.commit();
        }
        return indexes;
    }

    private static void append(Connection connection, MerkleTree tree, Old old, LocalDate month, Instant at)
            throws SQLException, IOException {
        UUID id = UUID.randomUUID();
        String type = EventType.of(old.event).typeName();
        String payload = new JsonCanonicalizer(
                "{\"id\":\"" + id + "\",\"type\":\"" + type + "\",\"source\":\"/test\",\"time\":\"" + at
                        + "\",\"data\":" + new String(EventCodec.encodeData(old.event), StandardCharsets.UTF_8) + "}")
                .getEncodedString();
        byte[] salt = new byte[LogEntry.SALT_LENGTH];
        new SecureRandom().nextBytes(salt);
        byte[] entry = LogEntry.bytes(id, old.retentionClass, month,
                LogEntry.commitment(salt, payload.getBytes(StandardCharsets.UTF_8)));
        byte[] leaf = new TreeHasher().leaf(entry);
        insert(connection, "INSERT INTO log_entry VALUES (?, ?, ?, ?)", tree.size(), id, entry, leaf);
        insert(connection, """
                INSERT INTO log_payload (log_index, month, retention_class, event_id, type, occurred_at, recorded_at,
                data_subject_id, agency_id, case_reference, shown_from, refused_try, salt, payload)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '-infinity', false, ?, ?)""", tree.size(), month,
                old.retentionClass.key(), id, type, at.atOffset(ZoneOffset.UTC), at.atOffset(ZoneOffset.UTC),
                old.person, old.agency, old.caseReference, salt, payload);
        List<TileHash> full = new ArrayList<>();
        tree.append(leaf, full::add);
        for (TileHash tile : full) {
            insert(connection, "INSERT INTO log_tile_hash VALUES (?, ?, ?)", tile.level(), tile.position(),
                    tile.hash());
        }
    }

    private static void insert(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }
}
