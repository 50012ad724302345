/**
 * The whole log, or some of its entries, as one archive for the stand-alone verifier (G4): cut at one checkpoint, streamed, and
 * recorded like every other look into the log (R29).
 */
@NullMarked
package de.handschlag.audit.asking.export;

import org.jspecify.annotations.NullMarked;
