package de.handschlag.audit.chain.completeness;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import de.handschlag.audit.chain.log.MerkleTree;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.audit.chain.log.TileHash;
import de.handschlag.audit.chain.log.TreeHasher;
import de.handschlag.database.Sql;

/**
 * One session that makes trees. Every statement is bounded and commits by itself: a long transaction would stand in the way of
 * dropping a month. Each person's leaf is of one snapshot; entries before a checkpoint do not change, but may be erased.
 */
final class CompletenessSession {

    /** Persons per statement. */
    private static final int PERSONS = 500;
    private static final int LEAVES = 5_000;

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Sql sql;
    private final PersonKey key;

    CompletenessSession(Connection connection, PersonKey key) {
        this.sql = new Sql(connection);
        this.key = key;
    }

    /** A tree that is made, and whether a signed checkpoint covers its entry. */
    record Made(StatedTree tree, boolean published) {}

    /** The newest tree that is made; empty before the first. */
    Optional<Made> newest() {
        return sql.first("""
                SELECT t.*, e.log_index, e.log_index < (SELECT max(tree_size) FROM log_checkpoint) AS published
                FROM completeness_tree t LEFT JOIN log_entry e ON e.event_id = t.id
                WHERE t.root IS NOT NULL ORDER BY t.stated_at DESC LIMIT 1""",
                row -> new Made(StatedTree.of(row), row.getBoolean("published")));
    }

    /** Whether something was erased since, so that what the tree says of some persons cannot be shown any more. */
    boolean erasedSince(Instant time) {
        return sql.one("SELECT EXISTS (SELECT FROM erasure WHERE erased_at >= ?)", row -> row.getBoolean(1),
                time.minus(Duration.ofMinutes(1)));
    }

    /** Makes a tree over the newest checkpoint's entries; empty while there are none. */
    Optional<StatedTree> make(Instant now) {
        long size = sql.one("SELECT coalesce(max(tree_size), 0) FROM log_checkpoint", row -> row.getLong(1));
        if (size == 0) {
            return Optional.empty();
        }
        UUID id = UUID.randomUUID();
        sql.update("INSERT INTO completeness_tree (id, covered_size, key_id, stated_at) VALUES (?, ?, ?, ?)", id, size,
                key.id(), now);
        long persons = draft(size, now);
        MerkleTree tree = number(id);
        sql.update("UPDATE completeness_tree SET root = ?, leaves = ?, persons = ? WHERE id = ?", tree.root(),
                tree.size(), persons, id);
        return newest().map(Made::tree);
    }

    /** Leaves of all persons, in no order; returns the number of persons. */
    private long draft(long size, Instant now) {
        deleteDrafts();
        long persons = 0;
        UUID after = BEFORE_ALL;
        int read;
        do {
            // Of one snapshot. Both look at indexes alone; withheld are few.
            List<Counted> page = sql.list("""
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
                    FROM page ORDER BY data_subject_id""", row -> new Counted(Leaf.of(row), row.getBoolean("withheld")),
                    after, size, PERSONS, after, size);
            List<Leaf> shown = new ArrayList<>();
            List<UUID> withWithheld = new ArrayList<>();
            for (Counted person : page) {
                after = person.leaf.person;
                if (person.withheld) {
                    withWithheld.add(after);
                } else {
                    shown.add(person.leaf);
                }
            }
            shown.addAll(shownOf(withWithheld, size, now));
            insertDrafts(page.stream().map(Counted::leaf).toList(), shown, size);
            read = page.size();
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

    /** The leaf of all of a person's entries, and whether some are withheld from the person. */
    private record Counted(Leaf leaf, boolean withheld) {}

    private List<Leaf> shownOf(List<UUID> persons, long size, Instant now) {
        return persons.isEmpty() ? List.of() : sql.list("""
                SELECT p.data_subject_id, count(*) AS entries,
                    sha256(string_agg(int8send(p.log_index), ''::bytea ORDER BY p.log_index)) AS list_hash
                FROM log_payload p WHERE p.data_subject_id = ANY (?) AND p.log_index < ? AND
                """ + ShownToPerson.AT + " GROUP BY p.data_subject_id", Leaf::of, persons, size, now, size);
    }

    private void insertDrafts(List<Leaf> all, List<Leaf> shown, long size) {
        List<byte[]> hashes = new ArrayList<>();
        List<byte[]> commitments = new ArrayList<>();
        for (Leaf leaf : all) {
            hashes.add(key.hash(Scope.ALL, leaf.person));
            commitments.add(key.commitment(Scope.ALL, leaf.person, size, leaf.entries, leaf.listHash));
        }
        for (Leaf leaf : shown) {
            hashes.add(key.hash(Scope.SHOWN, leaf.person));
            commitments.add(key.commitment(Scope.SHOWN, leaf.person, size, leaf.entries, leaf.listHash));
        }
        sql.update("""
                INSERT INTO completeness_draft (person_hash, commitment)
                SELECT * FROM unnest(?::bytea[], ?::bytea[])""", hashes, commitments);
    }

    private record Draft(byte[] personHash, byte[] commitment) {}

    /** Gives the drafts their positions, and hashes them. */
    private MerkleTree number(UUID id) {
        MerkleTree tree = MerkleTree.empty();
        TreeHasher hasher = new TreeHasher();
        byte[] after = new byte[0];
        int read;
        do {
            List<TileHash> tiles = new ArrayList<>();
            long first = tree.size();
            List<Draft> drafts = sql.list("""
                    SELECT person_hash, commitment FROM completeness_draft WHERE person_hash > ?
                    ORDER BY person_hash LIMIT ?""", row -> new Draft(row.getBytes(1), row.getBytes(2)), after, LEAVES);
            for (Draft draft : drafts) {
                after = draft.personHash;
                tree.append(CompletenessTiles.leafHash(hasher, draft.personHash, draft.commitment), tiles::add);
            }
            read = drafts.size();
            sql.update("""
                    INSERT INTO completeness_leaf (tree_id, position, person_hash, commitment)
                    SELECT ?, ? + number - 1, person_hash, commitment
                    FROM unnest(?::bytea[], ?::bytea[]) WITH ORDINALITY AS leaf (person_hash, commitment, number)""",
                    id, first, drafts.stream().map(Draft::personHash).toList(),
                    drafts.stream().map(Draft::commitment).toList());
            sql.batch("INSERT INTO completeness_tile_hash VALUES (?, ?, ?, ?)", tiles,
                    tile -> new Object[]{id, tile.level(), tile.position(), tile.hash()});
        } while (read == LEAVES);
        deleteDrafts();
        return tree;
    }

    private void deleteDrafts() {
        while (sql.update("""
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
    void tidy(StatedTree kept) {
        List<UUID> old = sql.list("SELECT id FROM completeness_tree WHERE id <> ? AND (root IS NULL OR stated_at < ?)",
                row -> row.getObject(1, UUID.class), kept.id(), kept.statedAt());
        for (UUID id : old) {
            // By a range of the primary key: a list of positions is compared with all leaves where statistics are old.
            while (sql.update(
                    """
                            DELETE FROM completeness_leaf WHERE tree_id = ? AND position <= (SELECT max(position) FROM
                                (SELECT position FROM completeness_leaf WHERE tree_id = ? ORDER BY position LIMIT ?) AS next)""",
                    id, id, LEAVES) > 0) {
                // The next ones.
            }
            sql.update("DELETE FROM completeness_tile_hash WHERE tree_id = ?", id);
            sql.update("DELETE FROM completeness_tree WHERE id = ?", id);
        }
    }
}
