/**
 * Who may have a proof of completeness: the person, and the data-protection officer with a stated purpose. The proofs themselves are made
 * beside the log (ADR 35).
 */
@NullMarked
package de.handschlag.audit.asking.completeness;

import org.jspecify.annotations.NullMarked;
