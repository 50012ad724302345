/**
 * What entries commit to: the lines of payloads.ndjson, read strictly, and the events in them as far as lawfulness needs
 * them.
 */
@NullMarked
package de.handschlag.verifier.payload;

import org.jspecify.annotations.NullMarked;
