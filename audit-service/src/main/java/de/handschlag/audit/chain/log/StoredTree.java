package de.handschlag.audit.chain.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import de.handschlag.database.Sql;

/** The tree as the database holds it. */
public final class StoredTree implements HashTiles {

    private final Sql sql;

    public StoredTree(Sql sql) {
        this.sql = sql;
    }

    /** A checkpoint as it was signed. */
    public record SignedCheckpoint(long size, byte[] root, String note) {

        /** What the signature covers: the first three lines. */
        public String text() {
            return note.substring(0, note.indexOf("\n\n") + 1);
        }
    }

    /** Number of entries. */
    public long size() {
        return sql.one("SELECT coalesce(max(log_index) + 1, 0) FROM log_entry", row -> row.getLong(1));
    }

    /** The largest checkpoint that was signed; empty before the first. */
    public Optional<SignedCheckpoint> newestCheckpoint() {
        return sql.first("SELECT tree_size, root, note FROM log_checkpoint ORDER BY tree_size DESC LIMIT 1",
                StoredTree::signed);
    }

    /** The largest one that the public was shown; empty before the first. */
    Optional<SignedCheckpoint> publicCheckpoint() {
        return sql.first("SELECT tree_size, root, note FROM public_checkpoint JOIN log_checkpoint USING (tree_size)"
                + " ORDER BY tree_size DESC LIMIT 1", StoredTree::signed);
    }

    /** The checkpoint of this size; empty if none was published. */
    public Optional<SignedCheckpoint> checkpoint(long size) {
        return sql.first("SELECT tree_size, root, note FROM log_checkpoint WHERE tree_size = ?", StoredTree::signed,
                size);
    }

    private static SignedCheckpoint signed(ResultSet row) throws SQLException {
        return new SignedCheckpoint(row.getLong(1), row.getBytes(2), row.getString(3));
    }

    /** The checkpoint's note with what witnesses have added to it since it is public. */
    public String withCosignatures(SignedCheckpoint checkpoint) {
        return checkpoint.note() + String.join("",
                sql.list("SELECT line FROM log_cosignature WHERE tree_size = ? AND of_public ORDER BY witness",
                        row -> row.getString(1), checkpoint.size()));
    }

    @Override
    public List<byte[]> hashes(int level, long from, int count) {
        List<byte[]> hashes = level == 0
                ? sql.list("SELECT leaf_hash FROM log_entry WHERE log_index >= ? AND log_index < ? ORDER BY log_index",
                        row -> row.getBytes(1), from, from + count)
                : sql.list(
                        "SELECT hash FROM log_tile_hash WHERE tile_position >= ? AND tile_position < ? AND tile_level = ?"
                                + " ORDER BY tile_position",
                        row -> row.getBytes(1), from, from + count, level);
        if (hashes.size() != count) {
            throw new MissingHashException(level, from, count, hashes.size());
        }
        return hashes;
    }

    /** The bytes of neighbouring entries. */
    public List<byte[]> entries(long from, int count) {
        return sql.list("SELECT entry FROM log_entry WHERE log_index >= ? AND log_index < ? ORDER BY log_index",
                row -> row.getBytes(1), from, from + count);
    }

    /** Per entry a big-endian uint16 length, then the bytes. */
    byte[] bundle(TilePath tile) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries(tile.firstHash(), tile.width())) {
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /** Up to 256 hashes of 32 bytes. */
    byte[] hashTile(TilePath tile) {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        hashes(tile.level(), tile.firstHash(), tile.width()).forEach(hashes::writeBytes);
        return hashes.toByteArray();
    }

    /** Takes a file of the published log. */
    @FunctionalInterface
    public interface FileConsumer {
        void file(String path, byte[] content) throws IOException;
    }

    /** All bundles and hash tiles of the tree of the first {@code size} entries, one after the other, bundles first. */
    public void files(long size, FileConsumer consumer) throws IOException {
        for (TilePath tile : (Iterable<TilePath>) tiles(0, size)::iterator) {
            consumer.file("tile/entries/" + tile.path(), bundle(tile));
        }
        for (int level = 0; size >> (level * TILE_BITS) > 0; level++) {
            for (TilePath tile : (Iterable<TilePath>) tiles(level, size)::iterator) {
                consumer.file("tile/" + level + "/" + tile.path(), hashTile(tile));
            }
        }
    }

    /** Of the partial tiles only the newest: the others are beginnings of full ones. */
    private static Stream<TilePath> tiles(int level, long size) {
        long hashes = size >> (level * TILE_BITS);
        return LongStream.range(0, (hashes + TILE_WIDTH - 1) / TILE_WIDTH).mapToObj(
                number -> new TilePath(level, number, (int) Math.min(TILE_WIDTH, hashes - number * TILE_WIDTH)));
    }

    /**
     * Hashes the newest entries anew, whole tiles of them, and compares with the stored hashes.
     *
     * @throws ForkException if an entry, a leaf hash or the hash of a tile was changed
     */
    void rehash(long size, long newest) {
        TreeHasher hasher = new TreeHasher();
        long first = Math.max(0, size - newest) / TILE_WIDTH;
        for (long tile = first; tile * TILE_WIDTH < size; tile++) {
            long from = tile * TILE_WIDTH;
            int width = (int) Math.min(TILE_WIDTH, size - from);
            List<byte[]> leaves = entries(from, width).stream().map(hasher::leaf).toList();
            List<byte[]> stored = hashes(0, from, width);
            for (int i = 0; i < width; i++) {
                if (i >= leaves.size() || !Arrays.equals(leaves.get(i), stored.get(i))) {
                    throw new ForkException("entry " + (from + i) + " does not have the hash that was stored with it");
                }
            }
            if (width == TILE_WIDTH && !Arrays.equals(hasher.perfect(leaves), hashes(1, tile, 1).getFirst())) {
                throw new ForkException("the tile from entry " + from + " does not have the hash that was stored");
            }
        }
    }
}
