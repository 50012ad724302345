package de.handschlag.audit.asking.explanation;

import java.nio.charset.StandardCharsets;

import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventType;

/** An entry's position and its event. */
record DecodedEntry(long index, Event event) {

    static DecodedEntry of(StoredEntry entry) {
        return new DecodedEntry(entry.index(), EventCodec.decodeData(EventType.named(entry.type()),
                LogEntryView.data(entry.payload()).toString().getBytes(StandardCharsets.UTF_8)));
    }
}
