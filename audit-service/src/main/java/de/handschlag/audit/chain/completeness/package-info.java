/**
 * "These are all the entries about you": once a day an entry states the root of a sorted tree of keyed person hashes, and from
 * then on the log can prove to each person that a list of entries is all there is, or that there is none (ADR 35).
 */
@NullMarked
package de.handschlag.audit.chain.completeness;

import org.jspecify.annotations.NullMarked;
