package de.handschlag.audit.chain.timestamp;

import java.time.Instant;

/**
 * A time stamp that is stored.
 *
 * @param size      entries of the checkpoint that it is over
 * @param stampedAt the authority's clock
 */
public record Timestamp(long size, Instant stampedAt) {}
