/**
 * The stand-alone verifier of an exported log (G4): its command line and the order of the checks. It is written from the
 * published format alone and shares no code with the service that writes the log, so that an error would have to be made
 * twice to stay unseen.
 */
@NullMarked
package de.handschlag.verifier;

import org.jspecify.annotations.NullMarked;
