/**
 * Has a time-stamping authority say, once a day, that a checkpoint existed (RFC 3161). Beside the log, like cosigning: without
 * the authority nothing is appended, signed or served later (ADR 33).
 */
@NullMarked
package de.handschlag.audit.chain.timestamp;

import org.jspecify.annotations.NullMarked;
