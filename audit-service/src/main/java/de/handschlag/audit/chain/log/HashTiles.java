package de.handschlag.audit.chain.log;

import java.util.List;

/** Hashes of the tree where they are stored: hash <i>i</i> of level <i>L</i> covers the entries [i·256^L, (i+1)·256^L). */
@FunctionalInterface
public interface HashTiles {

    /** Bits of a position that lie inside a tile. */
    int TILE_BITS = 8;

    /** Hashes of a full tile. */
    int TILE_WIDTH = 1 << TILE_BITS;

    /** Levels that a tree of 2^63 entries has. */
    int LEVELS = 8;

    /**
     * Neighbouring hashes of one level.
     *
     * @throws MissingHashException if one of them is not stored
     */
    List<byte[]> hashes(int level, long from, int count);
}
