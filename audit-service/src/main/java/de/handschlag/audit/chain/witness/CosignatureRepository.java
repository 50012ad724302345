package de.handschlag.audit.chain.witness;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.chain.log.TreeProofs;
import de.handschlag.audit.chain.log.WitnessKey;
import de.handschlag.audit.chain.log.WitnessKey.Cosignature;
import de.handschlag.database.Sql;

/** Cosignatures in the database. */
@ApplicationScoped
class CosignatureRepository {

    private final Sql sql;
    private final StoredTree tree;

    CosignatureRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
        this.tree = new StoredTree(sql);
    }

    /** The newest cosignature of a witness. */
    record Newest(long size, Cosignature cosignature) {}

    /** Up to where a witness has followed; empty if it never cosigned. */
    Optional<Newest> newestOf(WitnessKey witness) {
        return sql
                .first("""
                        SELECT tree_size, cosigned_at, line FROM log_cosignature WHERE witness = ?
                        ORDER BY tree_size DESC, of_public DESC LIMIT 1""",
                        row -> new Newest(row.getLong(1),
                                new Cosignature(requireNonNull(Sql.instant(row, 2)), row.getString(3))),
                        witness.nameAndId());
    }

    /** The proof that the tree of {@code size} entries continues that of {@code oldSize}; none is needed from nothing on. */
    List<byte[]> consistency(long oldSize, long size) {
        if (oldSize == 0) {
            return List.of();
        }
        return new TreeProofs(size, tree).consistency(oldSize);
    }

    /** Whether the witness has cosigned this checkpoint since it is public. */
    boolean hasPublic(long size, WitnessKey witness) {
        return sql.one("""
                SELECT EXISTS (SELECT FROM log_cosignature WHERE tree_size = ? AND witness = ? AND of_public)""",
                row -> row.getBoolean(1), size, witness.nameAndId());
    }

    /** @param ofPublic whether the checkpoint was public before the witness signed the time with it */
    void add(long size, WitnessKey witness, Cosignature cosignature, boolean ofPublic) {
        sql.update("""
                INSERT INTO log_cosignature (tree_size, witness, line, cosigned_at, of_public) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""", size, witness.nameAndId(), cosignature.line(), cosignature.cosignedAt(),
                ofPublic);
    }

    /**
     * The newest public checkpoint that so many of these witnesses cosigned, in sizes from {@code from} to {@code to}; its note has all
     * cosignatures.
     */
    Optional<CosignedCheckpoint> cosigned(List<WitnessKey> witnesses, int wanted, long from, long to) {
        return sql
                .first("""
                        SELECT tree_size FROM log_cosignature WHERE witness = ANY (?) AND tree_size BETWEEN ? AND ? AND of_public
                        GROUP BY tree_size HAVING count(*) >= ? ORDER BY tree_size DESC LIMIT 1""",
                        row -> row.getLong(1), witnesses.stream().map(WitnessKey::nameAndId).toList(), from, to, wanted)
                .map(this::cosigned);
    }

    private CosignedCheckpoint cosigned(long size) {
        SignedCheckpoint checkpoint = tree.checkpoint(size).orElseThrow();
        return new CosignedCheckpoint(checkpoint.size(), tree.withCosignatures(checkpoint));
    }
}
