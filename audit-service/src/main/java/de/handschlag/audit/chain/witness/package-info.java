/**
 * Has the log's checkpoints cosigned by witnesses (C2SP tlog-witness, tlog-cosignature): others, who saw that the log only
 * grew. Beside the log: whatever a witness does or does not do, nothing is appended, signed or served later for it (ADR 33).
 */
@NullMarked
package de.handschlag.audit.chain.witness;

import org.jspecify.annotations.NullMarked;
