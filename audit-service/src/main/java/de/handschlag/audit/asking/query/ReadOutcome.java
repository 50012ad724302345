package de.handschlag.audit.asking.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import de.handschlag.event.EventType;

/** How a read was decided. */
public enum ReadOutcome {

    DISCLOSED(EventType.DATA_DISCLOSED),
    DENIED(EventType.DISCLOSURE_DENIED),
    /** The agency already had what it may see; no data left. */
    UNCHANGED(EventType.VIEW_UNCHANGED);

    private final EventType type;

    ReadOutcome(EventType type) {
        this.type = type;
    }

    /** As it stands in queries and answers. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the event that records it. */
    public EventType type() {
        return type;
    }

    /** Of the events that record a read, however it was decided. */
    public static List<String> typeNames() {
        return Arrays.stream(values()).map(decision -> decision.type.typeName()).toList();
    }

    public static Optional<ReadOutcome> of(String key) {
        return Arrays.stream(values()).filter(decision -> decision.key().equals(key)).findFirst();
    }

    /** The decision that an event of this type records; empty if it records none. */
    public static Optional<ReadOutcome> ofType(String typeName) {
        return Arrays.stream(values()).filter(decision -> decision.type.typeName().equals(typeName)).findFirst();
    }
}
