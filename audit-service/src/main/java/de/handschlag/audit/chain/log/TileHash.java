package de.handschlag.audit.chain.log;

/**
 * The hash of a full tile, which is one hash of the level above.
 *
 * @param level    level that the hash belongs to, 1 or higher
 * @param position its position there
 */
public record TileHash(int level, long position, byte[] hash) {}
