package de.handschlag.verifier.tree;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether a log continues an earlier state of its own, from the few hash tiles on the right edges of both: what the later root
 * commits to has to give the earlier root as well. It takes two tiles per level, and no entry. Not thread-safe.
 */
public final class ConsistencyCheck {

    private static final int LEVELS = 8;

    private final Tiles tiles;
    private final long size;
    private final Sha256 sha256 = new Sha256();
    private final Map<String, byte[]> known = new HashMap<>();

    /** The hash tiles of a log. */
    @FunctionalInterface
    public interface Tiles {
        /**
         * So many hashes of 32 bytes, as the log of the later size has them.
         *
         * @throws IOException if the tile cannot be had, or has another length
         */
        byte[] tile(int level, long number, int width) throws IOException;
    }

    /** @param size of the later state */
    public ConsistencyCheck(Tiles tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    /**
     * Whether the tiles have this root at the later size.
     *
     * @throws IOException if a tile cannot be had
     */
    public boolean hasRoot(byte[] root) throws IOException {
        return Arrays.equals(root(size), root);
    }

    /**
     * Whether the later state begins with the earlier one; to be asked only if {@link #hasRoot} holds.
     *
     * @param earlier     from 0 to the later size
     * @param earlierRoot as it was signed
     * @throws IOException if a tile cannot be had
     */
    public boolean continues(long earlier, byte[] earlierRoot) throws IOException {
        // A tile that is not full stands on the right edge, and is what the later root was computed from.
        for (int level = 0; level < LEVELS - 1; level++) {
            long number = earlier >> (8 * (level + 1));
            if (width(level, number) == GrowingTree.TILE_WIDTH && !isCommitted(level, number)) {
                return false;
            }
        }
        return Arrays.equals(root(earlier), earlierRoot);
    }

    /** Whether a full tile hashes to what the level above has in its place; that one is asked in turn, up to the right edge. */
    private boolean isCommitted(int level, long number) throws IOException {
        byte[] hash = perfect(tile(level, number), 0, GrowingTree.TILE_WIDTH);
        byte[] above = tile(level + 1, number / GrowingTree.TILE_WIDTH);
        int at = (int) (number % GrowingTree.TILE_WIDTH) * Sha256.LENGTH;
        return at + Sha256.LENGTH <= above.length
                && Arrays.equals(hash, Arrays.copyOfRange(above, at, at + Sha256.LENGTH));
    }

    private int width(int level, long number) {
        long hashes = size >> (8 * level);
        return (int) Math.max(0, Math.min(GrowingTree.TILE_WIDTH, hashes - number * GrowingTree.TILE_WIDTH));
    }

    private byte[] tile(int level, long number) throws IOException {
        String key = level + "/" + number;
        byte[] tile = known.get(key);
        if (tile == null) {
            int width = width(level, number);
            tile = width == 0 ? new byte[0] : tiles.tile(level, number, width);
            if (tile.length != width * Sha256.LENGTH) {
                throw new IOException("a tile of level " + level + " has another length than its size implies");
            }
            known.put(key, tile);
        }
        return tile;
    }

    /** RFC 6962: perfect trees of growing size from right to left, as each level's unfinished tile has them. */
    private byte[] root(long of) throws IOException {
        if (of == 0) {
            return sha256.empty();
        }
        byte[] pair = new byte[2 * Sha256.LENGTH];
        boolean any = false;
        for (int level = 0; level < LEVELS; level++) {
            int end = (int) (of >> (8 * level) & 0xff);
            if (end == 0) {
                continue;
            }
            byte[] tile = tile(level, of >> (8 * (level + 1)));
            for (int count = 1; count <= end; count *= 2) {
                if ((end & count) == 0) {
                    continue;
                }
                end -= count;
                byte[] left = perfect(tile, end, count);
                if (any) {
                    System.arraycopy(left, 0, pair, 0, Sha256.LENGTH);
                    sha256.node(pair, 0, pair, Sha256.LENGTH);
                } else {
                    System.arraycopy(left, 0, pair, Sha256.LENGTH, Sha256.LENGTH);
                    any = true;
                }
            }
        }
        return Arrays.copyOfRange(pair, Sha256.LENGTH, 2 * Sha256.LENGTH);
    }

    private byte[] perfect(byte[] hashes, int from, int count) {
        byte[] work = Arrays.copyOfRange(hashes, from * Sha256.LENGTH, (from + count) * Sha256.LENGTH);
        for (int width = count; width > 1; width /= 2) {
            for (int i = 0; i < width / 2; i++) {
                sha256.node(work, 2 * i * Sha256.LENGTH, work, i * Sha256.LENGTH);
            }
        }
        return Arrays.copyOf(work, Sha256.LENGTH);
    }
}
