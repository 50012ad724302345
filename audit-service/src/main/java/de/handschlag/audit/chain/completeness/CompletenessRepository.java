package de.handschlag.audit.chain.completeness;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
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
import de.handschlag.database.Sql;

/** Reads trees, leaves and positions. */
@ApplicationScoped
class CompletenessRepository {

    private final Sql sql;

    CompletenessRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** The newest tree whose entry a signed checkpoint covers; empty before the first. */
    Optional<StatedTree> newest() {
        return sql.first("""
                SELECT t.*, e.log_index FROM completeness_tree t JOIN log_entry e ON e.event_id = t.id
                WHERE t.root IS NOT NULL AND e.log_index < (SELECT max(tree_size) FROM log_checkpoint)
                ORDER BY t.stated_at DESC LIMIT 1""", StatedTree::of);
    }

    /** Positions of the person's entries that the tree covers, ascending; no more than {@code limit}. */
    List<Long> positions(StatedTree tree, Scope scope, UUID person, int limit) {
        String covered = "SELECT p.log_index FROM log_payload p WHERE p.data_subject_id = ? AND p.log_index < ?";
        String ascending = " ORDER BY p.log_index LIMIT ?";
        return scope == Scope.SHOWN
                ? sql.list(covered + " AND " + ShownToPerson.AT + ascending, row -> row.getLong(1), person,
                        tree.coveredSize(), tree.statedAt(), tree.coveredSize(), limit)
                : sql.list(covered + ascending, row -> row.getLong(1), person, tree.coveredSize(), limit);
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
        return sql.first(
                "SELECT position, person_hash, commitment FROM completeness_leaf WHERE tree_id = ? AND " + condition
                        + " ORDER BY person_hash" + direction + " LIMIT 1",
                row -> new Leaf(row.getLong(1), base64(row.getBytes(2)), base64(row.getBytes(3)), List.of()), tree.id(),
                personHash).map(leaf -> withPath(leaf, tree));
    }

    private Leaf withPath(Leaf leaf, StatedTree tree) {
        return new Leaf(leaf.position(), leaf.personHash(), leaf.commitment(),
                new TreeProofs(tree.leaves(), new CompletenessTiles(sql, tree.id())).inclusion(leaf.position()).stream()
                        .map(CompletenessRepository::base64).toList());
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
}
