package de.handschlag.event;

import java.util.UUID;

/**
 * A change of one person's consents. It carries the whole state of what it is about after the change, so that the newest
 * event per {@link #messageKey() key} is enough to rebuild every view.
 */
public sealed interface PersonEvent extends ConsentEvent
        permits CaseLinked, CaseUnlinked, ConsentRecordEvent, LoginBindingEvent, BindingCodeMade, PersonErased {

    /** The person whom the change concerns. */
    UUID dataSubjectId();

    /** The person's consent revision after this change; each change increases it by one, starting at 1. */
    long consentRevision();

    /** Compaction key: the person and what of the person this event is about. */
    String messageKey();
}
