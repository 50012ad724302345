package de.handschlag.audit.chain.completeness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.chain.log.MerkleTree;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.audit.chain.log.TileHash;
import de.handschlag.audit.chain.log.TreeHasher;

/**
 * One session that makes trees. Every statement is bounded and commits by itself: a long transaction would stand in the way of
 * dropping a month. Each person's leaf is of one snapshot; entries before a checkpoint do not change, but may be erased.
 */
final class CompletenessSession {

    /** Persons per statement. */
    private static final int PERSONS = 500;
    private static final int LEAVES = 5_000;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Connection connection;
    private final PersonKey key;

    CompletenessSession(Connection connection, PersonKey key) {
        this.connection = connection;
        this.key = key;
    }

    /** A tree that is made, and whether a signed checkpoint covers its entry. */
    record Made(StatedTree tree, boolean published) {}

    /** The newest tree that is made; empty before the first. */
    Optional<Made> newest() throws SQLException {
        try (PreparedStatement select = prepared("""
                SELECT t.*, e.log_index, e.log_index < (SELECT max(tree_size) FROM log_checkpoint) AS published
                FROM completeness_tree t LEFT JOIN log_entry e ON e.event_id = t.id
                WHERE t.root IS NOT NULL ORDER BY t.stated_at DESC LIMIT 1"""); ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Made(StatedTree.of(row), row.getBoolean("published")))
                    : Optional.empty();
        }
    }

    /** Whether something was erased since, so that what the tree says of some persons cannot be shown any more. */
    boolean erasedSince(Instant time) throws SQLException {
        try (PreparedStatement select = prepared("SELECT EXISTS (SELECT FROM erasure WHERE erased_at >= ?)",
                time.minus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC)); ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Makes a tree over the newest checkpoint's entries; empty while there are none. */
    Optional<StatedTree> make(Instant now) throws SQLException {
        long size;
        try (PreparedStatement select = prepared("SELECT max(tree_size) FROM log_checkpoint");
                ResultSet row = select.executeQuery()) {
            row.next();
            size = row.getLong(1);
            if (size == 0) {
                return Optional.empty();
            }
        }
        UUID id = UUID.randomUUID();
        update("INSERT INTO completeness_tree (id, covered_size, key_id, stated_at) VALUES (?, ?, ?, ?)", id, size,
                key.id(), now.atOffset(ZoneOffset.UTC));
        long persons = draft(size, now);
        MerkleTree tree = number(id);
        update("UPDATE completeness_tree SET root = ?, leaves = ?, persons = ? WHERE id = ?", tree.root(), tree.size(),
                persons, id);
        return newest().map(Made::tree);
    }

    /** Leaves of all persons, in no order; returns the number of persons. */
    private long draft(long size, Instant now) throws SQLException {
        deleteDrafts();
        long persons = 0;
        UUID after = BEFORE_ALL;
        int read;
        do {
            List<UUID> withWithheld = new ArrayList<>();
            Map<UUID, Leaf> shown = new HashMap<>();
            List<Leaf> all = new ArrayList<>();
            // Of one snapshot. Both look at indexes alone; withheld are few.
            try (PreparedStatement select = prepared("""
                    WITH page AS MATERIALIZED (
                        SELECT p.data_subject_id, count(*) AS entries,
                            sha256(string_agg(int8send(p.log_index), ''::bytea ORDER BY p.log_index)) AS list_hash
                        FROM log_payload p WHERE p.data_subject_id > ? AND p.log_index < ?
                        GROUP BY p.data_subject_id ORDER BY p.data_subject_id LIMIT ?
                    ), withheld AS MATERIALIZED (
                        SELECT DISTINCT p.data_subject_id FROM log_payload p
                        WHERE p.data_subject_id > ? AND p.log_index < ? AND p.data_subject_id <=
                            (SELECT data_subject_id FROM page ORDER BY data_subject_id DESC LIMIT 1) AND
                    """ + ShownToPerson.WITHHELD + """
                    ) SELECT page.*, data_subject_id IN (SELECT data_subject_id FROM withheld) AS withheld
                    FROM page ORDER BY data_subject_id""", after, size, PERSONS, after, size);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Leaf leaf = Leaf.of(row);
                    all.add(leaf);
                    after = leaf.person;
                    if (row.getBoolean("withheld")) {
                        withWithheld.add(leaf.person);
                    } else {
                        shown.put(leaf.person, leaf);
                    }
                }
            }
            shown.putAll(shownOf(withWithheld, size, now));
            insertDrafts(all, shown, size);
            read = all.size();
            persons += read;
        } while (read == PERSONS);
        return persons;
    }

    /** One of the person's two leaves, before it is hashed. */
    private record Leaf(UUID person, long entries, byte[] listHash) {

        static Leaf of(ResultSet row) throws SQLException {
            return new Leaf(row.getObject("data_subject_id", UUID.class), row.getLong("entries"),
                    row.getBytes("list_hash"));
        }
    }

    private Map<UUID, Leaf> shownOf(List<UUID> persons, long size, Instant now) throws SQLException {
        Map<UUID, Leaf> shown = new HashMap<>();
        if (persons.isEmpty()) {
            return shown;
        }
        try (PreparedStatement select = prepared("""
                SELECT p.data_subject_id, count(*) AS entries,
                    sha256(string_agg(int8send(p.log_index), ''::bytea ORDER BY p.log_index)) AS list_hash
                FROM log_payload p WHERE p.data_subject_id = ANY (?) AND p.log_index < ? AND
                """ + ShownToPerson.AT + " GROUP BY p.data_subject_id",
                connection.createArrayOf("uuid", persons.toArray()), size, now.atOffset(ZoneOffset.UTC));
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Leaf leaf = Leaf.of(row);
                shown.put(leaf.person, leaf);
            }
        }
        return shown;
    }

    private void insertDrafts(List<Leaf> all, Map<UUID, Leaf> shown, long size) throws SQLException {
        List<byte[]> hashes = new ArrayList<>();
        List<byte[]> commitments = new ArrayList<>();
        for (Leaf leaf : all) {
            hashes.add(key.hash(Scope.ALL, leaf.person));
            commitments.add(key.commitment(Scope.ALL, leaf.person, size, leaf.entries, leaf.listHash));
        }
        for (Leaf leaf : shown.values()) {
            hashes.add(key.hash(Scope.SHOWN, leaf.person));
            commitments.add(key.commitment(Scope.SHOWN, leaf.person, size, leaf.entries, leaf.listHash));
        }
        update("""
                INSERT INTO completeness_draft (person_hash, commitment)
                SELECT * FROM unnest(?::bytea[], ?::bytea[])""",
                connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)),
                connection.createArrayOf("bytea", commitments.toArray(byte[][]::new)));
    }

    /** Gives the drafts their positions, and hashes them. */
    private MerkleTree number(UUID id) throws SQLException {
        MerkleTree tree = MerkleTree.empty();
        TreeHasher hasher = new TreeHasher();
        byte[] after = new byte[0];
        int read;
        do {
            List<byte[]> hashes = new ArrayList<>();
            List<byte[]> commitments = new ArrayList<>();
            List<TileHash> tiles = new ArrayList<>();
            long first = tree.size();
            try (PreparedStatement select = prepared("""
                    SELECT person_hash, commitment FROM completeness_draft WHERE person_hash > ?
                    ORDER BY person_hash LIMIT ?""", after, LEAVES); ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    hashes.add(row.getBytes(1));
                    commitments.add(row.getBytes(2));
                    after = row.getBytes(1);
                    tree.append(CompletenessTiles.leafHash(hasher, row.getBytes(1), row.getBytes(2)), tiles::add);
                }
            }
            read = hashes.size();
            update("""
                    INSERT INTO completeness_leaf (tree_id, position, person_hash, commitment)
                    SELECT ?, ? + number - 1, person_hash, commitment
                    FROM unnest(?::bytea[], ?::bytea[]) WITH ORDINALITY AS leaf (person_hash, commitment, number)""",
                    id, first, connection.createArrayOf("bytea", hashes.toArray(byte[][]::new)),
                    connection.createArrayOf("bytea", commitments.toArray(byte[][]::new)));
            for (TileHash tile : tiles) {
                update("INSERT INTO completeness_tile_hash VALUES (?, ?, ?, ?)", id, tile.level(), tile.position(),
                        tile.hash());
            }
        } while (read == LEAVES);
        deleteDrafts();
        return tree;
    }

    private void deleteDrafts() throws SQLException {
        while (update("""
                DELETE FROM completeness_draft WHERE person_hash IN
                    (SELECT person_hash FROM completeness_draft ORDER BY person_hash LIMIT ?)""", LEAVES) > 0) {
            // The next ones.
        }
    }

    /**
     * Deletes what a crash left behind, and trees that a later one has replaced: erased persons have leaves in them.
     *
     * @param kept the tree that answers
     */
    void tidy(StatedTree kept) throws SQLException {
        List<UUID> old = new ArrayList<>();
        try (PreparedStatement select = prepared(
                "SELECT id FROM completeness_tree WHERE id <> ? AND (root IS NULL OR stated_at < ?)", kept.id(),
                kept.statedAt().atOffset(ZoneOffset.UTC)); ResultSet row = select.executeQuery()) {
            while (row.next()) {
                old.add(row.getObject(1, UUID.class));
            }
        }
        for (UUID id : old) {
            // By a range of the primary key: a list of positions is compared with all leaves where statistics are old.
            while (update(
                    """
                            DELETE FROM completeness_leaf WHERE tree_id = ? AND position <= (SELECT max(position) FROM
                                (SELECT position FROM completeness_leaf WHERE tree_id = ? ORDER BY position LIMIT ?) AS next)""",
                    id, id, LEAVES) > 0) {
                // The next ones.
            }
            update("DELETE FROM completeness_tile_hash WHERE tree_id = ?", id);
            update("DELETE FROM completeness_tree WHERE id = ?", id);
        }
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = prepared(sql, values)) {
            return update.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
