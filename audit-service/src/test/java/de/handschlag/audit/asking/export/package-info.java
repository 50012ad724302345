/** Exports of the real service, and what the stand-alone verifier says about them. */
@NullMarked
package de.handschlag.audit.asking.export;

import org.jspecify.annotations.NullMarked;
