package de.handschlag.verifier.payload;

import java.util.Optional;

/**
 * Holds a log to one change of its entries' form: those that name their type stand at its beginning, and none behind the first that
 * does not. Entries may come in any order.
 */
public final class EntryForms {

    private long lastWithType = -1;
    private long firstWithout = Long.MAX_VALUE;

    /** What is wrong with this entry beside those that came before; empty if nothing is. */
    public Optional<String> check(long index, EntryForm.Entry entry) {
        if (entry.type() != null) {
            lastWithType = Math.max(lastWithType, index);
            return index < firstWithout
                    ? Optional.empty()
                    : Optional.of("the entry names its type, and entry " + firstWithout + " before it does not");
        }
        firstWithout = Math.min(firstWithout, index);
        return index > lastWithType
                ? Optional.empty()
                : Optional.of("the entry does not name its type, and entry " + lastWithType + " behind it does");
    }
}
