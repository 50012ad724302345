/**
 * Time stamps of an authority over checkpoints (RFC 3161 in CMS, RFC 5652), read and verified with the JDK alone: a library for it
 * would make the jar that strangers run more than ten times as large.
 */
@NullMarked
package de.handschlag.verifier.timestamp;

import org.jspecify.annotations.NullMarked;
