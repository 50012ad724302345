package de.handschlag.audit.chain.witness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.chain.log.TreeProofs;
import de.handschlag.audit.chain.log.WitnessKey;
import de.handschlag.audit.chain.log.WitnessKey.Cosignature;

/** Cosignatures in the database. */
@ApplicationScoped
class CosignatureRepository {

    private final AgroalDataSource database;

    CosignatureRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** The largest checkpoint; empty before the first. */
    Optional<SignedCheckpoint> newest() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new StoredTree(connection).newestCheckpoint();
        }
    }

    /** The newest cosignature of a witness. */
    record Newest(long size, Cosignature cosignature) {}

    /** Up to where a witness has followed; empty if it never cosigned. */
    Optional<Newest> newestOf(WitnessKey witness) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT tree_size, cosigned_at, line FROM log_cosignature WHERE witness = ?
                        ORDER BY tree_size DESC LIMIT 1""")) {
            select.setString(1, witness.nameAndId());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Newest(row.getLong(1),
                                new Cosignature(row.getObject(2, OffsetDateTime.class).toInstant(), row.getString(3))))
                        : Optional.empty();
            }
        }
    }

    /** The proof that the tree of {@code size} entries continues that of {@code oldSize}; none is needed from nothing on. */
    List<byte[]> consistency(long oldSize, long size) throws SQLException {
        if (oldSize == 0) {
            return List.of();
        }
        try (Connection connection = database.getConnection()) {
            return new TreeProofs(size, new StoredTree(connection)).consistency(oldSize);
        }
    }

    void add(long size, WitnessKey witness, Cosignature cosignature) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO log_cosignature (tree_size, witness, line, cosigned_at) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING")) {
            insert.setLong(1, size);
            insert.setString(2, witness.nameAndId());
            insert.setString(3, cosignature.line());
            insert.setObject(4, cosignature.cosignedAt().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /**
     * The newest checkpoint that so many of these witnesses cosigned, in sizes from {@code from} to {@code to}; its note has all
     * cosignatures.
     */
    Optional<CosignedCheckpoint> cosigned(List<WitnessKey> witnesses, int wanted, long from, long to)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT tree_size FROM log_cosignature WHERE witness = ANY (?) AND tree_size BETWEEN ? AND ?
                        GROUP BY tree_size HAVING count(*) >= ? ORDER BY tree_size DESC LIMIT 1""")) {
            select.setArray(1,
                    connection.createArrayOf("text", witnesses.stream().map(WitnessKey::nameAndId).toArray()));
            select.setLong(2, from);
            select.setLong(3, to);
            select.setInt(4, wanted);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                StoredTree tree = new StoredTree(connection);
                SignedCheckpoint checkpoint = tree.checkpoint(row.getLong(1)).orElseThrow();
                return Optional.of(new CosignedCheckpoint(checkpoint.size(), tree.withCosignatures(checkpoint)));
            }
        }
    }
}
