/**
 * Questions of the data-protection officer to the log: who, what, when, why. Each states its purpose and is itself in the
 * log before it is answered (R29, G3).
 */
@NullMarked
package de.handschlag.audit.asking.query;

import org.jspecify.annotations.NullMarked;
