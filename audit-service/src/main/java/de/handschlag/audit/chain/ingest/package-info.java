/**
 * The way into the log: one sequencer in the whole deployment reads all three topics, puts accesses after the consents
 * that they saw, and appends rows, hashes and offsets in one transaction; then it signs. Others stand by.
 */
@NullMarked
package de.handschlag.audit.chain.ingest;

import org.jspecify.annotations.NullMarked;
