/**
 * The log's published format: entries and their commitments, the RFC 6962 Merkle tree in tiles of 256, checkpoints signed
 * as C2SP notes, and proofs. Nothing here knows where events come from; the writer is in {@code ingest}.
 */
@NullMarked
package de.handschlag.audit.chain.log;

import org.jspecify.annotations.NullMarked;
