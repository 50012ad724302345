package de.handschlag.verifier.tree;

import java.util.Arrays;

/**
 * A tree to which leaf hashes are added in order. It keeps one unfinished tile per level, 256 hashes at most, and hands each
 * tile over when it is full. Not thread-safe.
 */
public final class GrowingTree {

    /** Hashes of a full tile. */
    public static final int TILE_WIDTH = 256;

    /** Levels that a tree of 2^63 entries has. */
    private static final int LEVELS = 8;

    /** Takes the hashes of a finished tile; the array is reused afterwards. */
    @FunctionalInterface
    public interface TileConsumer {
        void tile(int level, long number, byte[] hashes, int width);
    }

    private final Sha256 sha256 = new Sha256();
    private final TileConsumer tiles;
    private final byte[][] open = new byte[LEVELS][];
    private final int[] widths = new int[LEVELS];
    private final byte[] scratch = new byte[TILE_WIDTH * Sha256.LENGTH];
    private long size;

    public GrowingTree(TileConsumer tiles) {
        this.tiles = tiles;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** Adds the hash that stands at this place of the array. */
    public void add(byte[] hashes, int offset) {
        size++;
        add(0, hashes, offset);
    }

    private void add(int level, byte[] hashes, int offset) {
        byte[] tile = open[level];
        if (tile == null) {
            tile = new byte[TILE_WIDTH * Sha256.LENGTH];
            open[level] = tile;
        }
        System.arraycopy(hashes, offset, tile, widths[level] * Sha256.LENGTH, Sha256.LENGTH);
        widths[level]++;
        if (widths[level] == TILE_WIDTH) {
            tiles.tile(level, (size >> (8 * (level + 1))) - 1, tile, TILE_WIDTH);
            widths[level] = 0;
            perfect(tile, 0, TILE_WIDTH, scratch);
            add(level + 1, scratch, 0);
        }
    }

    /** Hands over the unfinished tiles; nothing is to be added afterwards. */
    public void finish() {
        for (int level = 0; level < LEVELS; level++) {
            byte[] tile = open[level];
            if (tile != null && widths[level] > 0) {
                tiles.tile(level, size >> (8 * (level + 1)), tile, widths[level]);
            }
        }
    }

    /** Merkle tree hash of what was added so far. */
    public byte[] root() {
        if (size == 0) {
            return sha256.empty();
        }
        // RFC 6962 splits off the largest power of two on the left: from right to left, perfect trees of growing size.
        byte[] pair = new byte[2 * Sha256.LENGTH];
        boolean any = false;
        for (int level = 0; level < LEVELS; level++) {
            int end = widths[level];
            byte[] tile = open[level];
            for (int count = 1; tile != null && count <= end; count *= 2) {
                if ((end & count) == 0) {
                    continue;
                }
                end -= count;
                perfect(tile, end, count, scratch);
                if (any) {
                    System.arraycopy(scratch, 0, pair, 0, Sha256.LENGTH);
                    sha256.node(pair, 0, pair, Sha256.LENGTH);
                } else {
                    System.arraycopy(scratch, 0, pair, Sha256.LENGTH, Sha256.LENGTH);
                    any = true;
                }
            }
        }
        return Arrays.copyOfRange(pair, Sha256.LENGTH, 2 * Sha256.LENGTH);
    }

    /** The hash over a power of two of neighbours, into the first place of the target. */
    private void perfect(byte[] hashes, int from, int count, byte[] target) {
        System.arraycopy(hashes, from * Sha256.LENGTH, target, 0, count * Sha256.LENGTH);
        for (int width = count; width > 1; width /= 2) {
            for (int i = 0; i < width / 2; i++) {
                sha256.node(target, 2 * i * Sha256.LENGTH, target, i * Sha256.LENGTH);
            }
        }
    }
}
