/**
 * Who said what the log holds: the signature of each event's sender, by keys that whoever checks brings along. Keys inside of the
 * export would prove nothing about who wrote it.
 */
@NullMarked
package de.handschlag.verifier.signature;

import org.jspecify.annotations.NullMarked;
