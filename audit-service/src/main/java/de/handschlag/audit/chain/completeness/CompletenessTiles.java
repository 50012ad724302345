package de.handschlag.audit.chain.completeness;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import de.handschlag.audit.chain.log.HashTiles;
import de.handschlag.audit.chain.log.MissingHashException;
import de.handschlag.audit.chain.log.TreeHasher;
import de.handschlag.database.Sql;

/** The hashes of one tree as the database holds them. */
final class CompletenessTiles implements HashTiles {

    private final Sql sql;
    private final UUID tree;
    private final TreeHasher hasher = new TreeHasher();

    CompletenessTiles(Sql sql, UUID tree) {
        this.sql = sql;
        this.tree = tree;
    }

    /** RFC 6962's leaf hash; the leaf is the person's hash and the commitment, 64 bytes. */
    static byte[] leafHash(TreeHasher hasher, byte[] personHash, byte[] commitment) {
        byte[] leaf = Arrays.copyOf(personHash, personHash.length + commitment.length);
        System.arraycopy(commitment, 0, leaf, personHash.length, commitment.length);
        return hasher.leaf(leaf);
    }

    @Override
    public List<byte[]> hashes(int level, long from, int count) {
        List<byte[]> hashes = level == 0
                ? sql.list("""
                        SELECT person_hash, commitment FROM completeness_leaf
                        WHERE tree_id = ? AND position >= ? AND position < ? ORDER BY position""",
                        row -> leafHash(hasher, row.getBytes(1), row.getBytes(2)), tree, from, from + count)
                : sql.list("""
                        SELECT hash FROM completeness_tile_hash
                        WHERE tree_id = ? AND tile_position >= ? AND tile_position < ? AND tile_level = ?
                        ORDER BY tile_position""", row -> row.getBytes(1), tree, from, from + count, level);
        if (hashes.size() != count) {
            throw new MissingHashException(level, from, count, hashes.size());
        }
        return hashes;
    }
}
