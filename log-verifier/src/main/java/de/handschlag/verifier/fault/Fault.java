package de.handschlag.verifier.fault;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong.
 *
 * @param index    of the entry, from 0; for a tile the first entry that its wrong hash covers; null if it concerns no entry
 * @param sentence in English, without values of payloads beyond ids and keys
 */
public record Fault(FaultKind kind, @Nullable Long index, String sentence) {

    @Override
    public String toString() {
        return kind + (index == null ? "" : " at entry " + index) + ": " + sentence;
    }
}
