/**
 * Signed checkpoints: C2SP tlog-checkpoint inside a signed-note, and the verifier key in its one line.
 */
@NullMarked
package de.handschlag.verifier.note;

import org.jspecify.annotations.NullMarked;
