package de.handschlag.audit.chain.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

/** Cuts tiles from the stored hashes and entries, up to the public checkpoint and no further: a tile that is longer would tell when it grew. */
@ApplicationScoped
class TileReader {

    private final CheckpointReader checkpoints;
    private final AgroalDataSource database;

    TileReader(CheckpointReader checkpoints, AgroalDataSource database) {
        this.checkpoints = checkpoints;
        this.database = database;
    }

    /** Per entry a big-endian uint16 length, then the bytes; empty if the checkpoint implies no such bundle. */
    Optional<byte[]> bundle(String path) {
        return existing("0", path).map(tile -> read(tree -> tree.bundle(tile)));
    }

    /** Up to 256 hashes of 32 bytes; empty if the checkpoint implies no such tile. */
    Optional<byte[]> hashTile(String level, String path) {
        return existing(level, path).map(tile -> read(tree -> tree.hashTile(tile)));
    }

    /** The hashes that show that the tree of {@code from} entries continues to that of {@code to}; empty beyond the public checkpoint. */
    Optional<List<byte[]>> consistency(long from, long to) {
        return to > checkpoints.publicSize()
                ? Optional.empty()
                : Optional.of(read(tree -> new TreeProofs(to, tree).consistency(from)));
    }

    private Optional<TilePath> existing(String level, String path) {
        return TilePath.parse(level, path).filter(tile -> tile.existsIn(checkpoints.publicSize()));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(StoredTree tree) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            return reading.from(new StoredTree(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("tiles cannot be read", e);
        }
    }
}
