package de.handschlag.audit.chain.log;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Cuts tiles from the stored hashes and entries, up to the public checkpoint and no further: a tile that is longer would tell when it grew. */
@ApplicationScoped
class TileReader {

    private final CheckpointReader checkpoints;
    private final StoredTree tree;

    TileReader(CheckpointReader checkpoints, AgroalDataSource database) {
        this.checkpoints = checkpoints;
        this.tree = new StoredTree(new Sql(database));
    }

    /** Per entry a big-endian uint16 length, then the bytes; empty if the checkpoint implies no such bundle. */
    Optional<byte[]> bundle(String path) {
        return existing("0", path).map(tree::bundle);
    }

    /** Up to 256 hashes of 32 bytes; empty if the checkpoint implies no such tile. */
    Optional<byte[]> hashTile(String level, String path) {
        return existing(level, path).map(tree::hashTile);
    }

    /** The hashes that show that the tree of {@code from} entries continues to that of {@code to}; empty beyond the public checkpoint. */
    Optional<List<byte[]>> consistency(long from, long to) {
        return to > checkpoints.publicSize()
                ? Optional.empty()
                : Optional.of(new TreeProofs(to, tree).consistency(from));
    }

    private Optional<TilePath> existing(String level, String path) {
        return TilePath.parse(level, path).filter(tile -> tile.existsIn(checkpoints.publicSize()));
    }
}
