package de.handschlag.audit.chain.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The right edge of the tree (RFC 6962, section 2.1), which is all that appending needs: on each tile level the hashes
 * since the last full tile. Not thread-safe. After a failed transaction it is thrown away and restored.
 */
public final class MerkleTree {

    private final TreeHasher hasher = new TreeHasher();
    private final List<List<byte[]>> edge = new ArrayList<>();
    private long size;

    private MerkleTree(long size) {
        this.size = size;
    }

    /** The tree without entries. */
    public static MerkleTree empty() {
        return new MerkleTree(0);
    }

    /**
     * The tree of the first {@code size} entries. Reads at most 255 hashes per level.
     *
     * @throws MissingHashException if a hash is not stored
     */
    public static MerkleTree restore(long size, HashTiles tiles) {
        MerkleTree tree = new MerkleTree(size);
        long count = size;
        for (int level = 0; count > 0; level++) {
            int width = (int) (count % HashTiles.TILE_WIDTH);
            tree.edge.add(width == 0
                    ? new ArrayList<>(HashTiles.TILE_WIDTH)
                    : new ArrayList<>(tiles.hashes(level, count - width, width)));
            count >>= HashTiles.TILE_BITS;
        }
        return tree;
    }

    /** Number of entries. */
    public long size() {
        return size;
    }

    /** Adds an entry at the right; every tile that becomes full goes to {@code fullTile}. */
    public void append(byte[] leafHash, Consumer<TileHash> fullTile) {
        byte[] hash = leafHash;
        long position = size++;
        for (int level = 0;; level++) {
            if (level == edge.size()) {
                edge.add(new ArrayList<>(HashTiles.TILE_WIDTH));
            }
            List<byte[]> tile = edge.get(level);
            tile.add(hash);
            if (tile.size() < HashTiles.TILE_WIDTH) {
                return;
            }
            hash = hasher.perfect(tile);
            tile.clear();
            position >>= HashTiles.TILE_BITS;
            fullTile.accept(new TileHash(level + 1, position, hash));
        }
    }

    /** The root of the tree as it stands. */
    public byte[] root() {
        byte[] root = null;
        for (List<byte[]> tile : edge) {
            // From right to left: perfect subtrees of growing size, folded as the RFC splits.
            int end = tile.size();
            while (end > 0) {
                int width = Integer.lowestOneBit(end);
                byte[] subtree = hasher.perfect(tile.subList(end - width, end));
                root = root == null ? subtree : hasher.node(subtree, root);
                end -= width;
            }
        }
        return root == null ? hasher.empty() : root;
    }
}
