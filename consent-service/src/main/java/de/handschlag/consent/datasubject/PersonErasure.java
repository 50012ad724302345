package de.handschlag.consent.datasubject;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/**
 * Fired inside the transaction that erases a person. A feature that keeps something about persons observes it, deletes what it has, and
 * names the message keys that the topic has to forget. A few tables go by other ways; docs/tables.md names each.
 */
public final class PersonErasure {

    private final UUID dataSubjectId;
    private final List<String> messageKeys = new ArrayList<>();

    PersonErasure(UUID dataSubjectId) {
        this.dataSubjectId = dataSubjectId;
    }

    public UUID dataSubjectId() {
        return dataSubjectId;
    }

    /** A tombstone for this key will follow the PersonErased. */
    public void forget(String messageKey) {
        messageKeys.add(messageKey);
    }

    List<String> messageKeys() {
        return Collections.unmodifiableList(messageKeys);
    }
}
