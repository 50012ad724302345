package de.handschlag.audit.chain.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Proofs of RFC 6962, sections 2.1.1 and 2.1.2, from stored tiles. Reads each tile once; for one question at a time. */
public final class TreeProofs {

    private final TreeHasher hasher = new TreeHasher();
    private final HashTiles tiles;
    private final long size;
    private final Map<TileId, List<byte[]>> read = new HashMap<>();

    private record TileId(int level, long number) {}

    /** Proofs for the tree of the first {@code size} entries. */
    public TreeProofs(long size, HashTiles tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    /** The hashes from the leaf to the root that show that the tree holds this entry at this position. */
    public List<byte[]> inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no entry " + index + " in a tree of " + size);
        }
        List<byte[]> proof = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + largestPowerOfTwoBelow(to - from);
            if (index < middle) {
                proof.addFirst(hash(middle, to));
                to = middle;
            } else {
                proof.addFirst(hash(from, middle));
                from = middle;
            }
        }
        return proof;
    }

    /** The hashes that show that the tree of {@code oldSize} entries is the beginning of this one. */
    public List<byte[]> consistency(long oldSize) {
        if (oldSize < 1 || oldSize > size) {
            throw new IllegalArgumentException("no consistency between " + oldSize + " and " + size);
        }
        return consistency(oldSize, 0, size, true);
    }

    private List<byte[]> consistency(long oldSize, long from, long to, boolean whole) {
        if (oldSize == to) {
            return whole ? new ArrayList<>() : new ArrayList<>(List.of(hash(from, to)));
        }
        long middle = from + largestPowerOfTwoBelow(to - from);
        List<byte[]> proof;
        if (oldSize <= middle) {
            proof = consistency(oldSize, from, middle, whole);
            proof.add(hash(middle, to));
        } else {
            proof = consistency(oldSize, middle, to, false);
            proof.add(hash(from, middle));
        }
        return proof;
    }

    /** Merkle tree hash of the entries [from, to); {@code from} is where the RFC's split puts a subtree of that length. */
    private byte[] hash(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) != 1) {
            long middle = from + largestPowerOfTwoBelow(count);
            return hasher.node(hash(from, middle), hash(middle, to));
        }
        int bits = Long.numberOfTrailingZeros(count);
        int level = bits / HashTiles.TILE_BITS;
        long position = from >> (level * HashTiles.TILE_BITS);
        int width = 1 << (bits % HashTiles.TILE_BITS);
        int offset = (int) (position % HashTiles.TILE_WIDTH);
        return hasher.perfect(tile(level, position / HashTiles.TILE_WIDTH).subList(offset, offset + width));
    }

    private List<byte[]> tile(int level, long number) {
        return read.computeIfAbsent(new TileId(level, number), tile -> {
            long first = tile.number * HashTiles.TILE_WIDTH;
            long stored = (size >> (tile.level * HashTiles.TILE_BITS)) - first;
            return tiles.hashes(tile.level, first, (int) Math.min(HashTiles.TILE_WIDTH, stored));
        });
    }

    private static long largestPowerOfTwoBelow(long n) {
        return Long.highestOneBit(n - 1);
    }
}
