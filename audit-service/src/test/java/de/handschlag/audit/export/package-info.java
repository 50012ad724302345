/** Exports of the real service, and what the stand-alone verifier says about them. */
@NullMarked
package de.handschlag.audit.export;

import org.jspecify.annotations.NullMarked;
