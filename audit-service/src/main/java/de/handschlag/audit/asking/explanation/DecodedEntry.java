package de.handschlag.audit.asking.explanation;

import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.event.Event;

/** An entry's position and its event. */
record DecodedEntry(long index, Event event) {

    static DecodedEntry of(StoredEntry entry) {
        return new DecodedEntry(entry.index(), entry.event());
    }
}
