package de.handschlag.audit.chain.completeness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import de.handschlag.audit.chain.log.HashTiles;
import de.handschlag.audit.chain.log.MissingHashException;
import de.handschlag.audit.chain.log.TreeHasher;

/** The hashes of one tree as the database holds them. */
final class CompletenessTiles implements HashTiles {

    private final Connection connection;
    private final UUID tree;
    private final TreeHasher hasher = new TreeHasher();

    CompletenessTiles(Connection connection, UUID tree) {
        this.connection = connection;
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
        List<byte[]> hashes = new ArrayList<>(count);
        try (PreparedStatement select = connection.prepareStatement(level == 0
                ? "SELECT person_hash, commitment FROM completeness_leaf"
                        + " WHERE tree_id = ? AND position >= ? AND position < ? ORDER BY position"
                : "SELECT hash FROM completeness_tile_hash WHERE tree_id = ? AND tile_position >= ?"
                        + " AND tile_position < ? AND tile_level = ? ORDER BY tile_position")) {
            select.setObject(1, tree);
            select.setLong(2, from);
            select.setLong(3, from + count);
            if (level > 0) {
                select.setInt(4, level);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    hashes.add(level > 0 ? row.getBytes(1) : leafHash(hasher, row.getBytes(1), row.getBytes(2)));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the tree cannot be read", e);
        }
        if (hashes.size() != count) {
            throw new MissingHashException(level, from, count, hashes.size());
        }
        return hashes;
    }
}
