package de.handschlag.audit.chain.completeness;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.chain.completeness.CompletenessProof.Leaf;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.audit.chain.log.TreeProofs;

/** Reads trees, leaves and positions. */
@ApplicationScoped
class CompletenessRepository {

    private final AgroalDataSource database;

    CompletenessRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** Reading that may fail. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** The newest tree whose entry a signed checkpoint covers; empty before the first. */
    Optional<StatedTree> newest() {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT t.*, e.log_index FROM completeness_tree t JOIN log_entry e ON e.event_id = t.id
                    WHERE t.root IS NOT NULL AND e.log_index < (SELECT max(tree_size) FROM log_checkpoint)
                    ORDER BY t.stated_at DESC LIMIT 1"""); ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(StatedTree.of(row)) : Optional.empty();
            }
        });
    }

    /** Positions of the person's entries that the tree covers, ascending; no more than {@code limit}. */
    List<Long> positions(StatedTree tree, Scope scope, UUID person, int limit) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT p.log_index FROM log_payload p WHERE p.data_subject_id = ? AND p.log_index < ?"
                            + (scope == Scope.SHOWN ? " AND " + ShownToPerson.AT : "")
                            + " ORDER BY p.log_index LIMIT ?")) {
                int parameter = 1;
                select.setObject(parameter++, person);
                select.setLong(parameter++, tree.coveredSize());
                if (scope == Scope.SHOWN) {
                    select.setObject(parameter++, tree.statedAt().atOffset(ZoneOffset.UTC));
                }
                select.setInt(parameter, limit);
                List<Long> positions = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        positions.add(row.getLong(1));
                    }
                }
                return positions;
            }
        });
    }

    /** The leaf with this hash, with its path; empty if the tree has none. */
    Optional<Leaf> leaf(StatedTree tree, byte[] personHash) {
        return leaf(tree, "person_hash = ?", "", personHash);
    }

    /** The last leaf before this hash and the first behind it, as far as there are any. */
    List<Leaf> neighbours(StatedTree tree, byte[] personHash) {
        List<Leaf> neighbours = new ArrayList<>();
        leaf(tree, "person_hash < ?", " DESC", personHash).ifPresent(neighbours::add);
        leaf(tree, "person_hash > ?", "", personHash).ifPresent(neighbours::add);
        return neighbours;
    }

    private Optional<Leaf> leaf(StatedTree tree, String condition, String direction, byte[] personHash) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT position, person_hash, commitment FROM completeness_leaf WHERE tree_id = ? AND " + condition
                            + " ORDER BY person_hash" + direction + " LIMIT 1")) {
                select.setObject(1, tree.id());
                select.setBytes(2, personHash);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    long position = row.getLong(1);
                    return Optional.of(new Leaf(position, base64(row.getBytes(2)), base64(row.getBytes(3)),
                            new TreeProofs(tree.leaves(), new CompletenessTiles(connection, tree.id()))
                                    .inclusion(position).stream().map(CompletenessRepository::base64).toList()));
                }
            }
        });
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** SHA-256 over positions in ascending order, as a leaf commits to it. */
    static byte[] listHash(List<Long> positions) {
        MessageDigest sha256 = PersonKey.sha256();
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        positions.forEach(position -> sha256.update(bytes.putLong(0, position).array()));
        return sha256.digest();
    }

    private <T> T read(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("what completeness rests on cannot be read", e);
        }
    }
}
