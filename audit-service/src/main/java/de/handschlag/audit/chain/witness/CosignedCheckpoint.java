package de.handschlag.audit.chain.witness;

/**
 * A checkpoint with as many cosignatures as are wanted.
 *
 * @param note with the log's own signature and all cosignatures
 */
public record CosignedCheckpoint(long size, String note) {}
