package de.handschlag.consent.outbox;

import java.util.Collection;
import java.util.UUID;

import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonEvent;

/** Takes into this database what stands on the topic and is missing here (ADR 39). */
public interface CatchUp {

    /**
     * In a transaction of its own.
     *
     * @param missed    newer than all that the database knows of the person, but for what waits in the outbox
     * @param published ids of the person's events that stand on the topic before it
     * @throws RuntimeException if something else is missing without which it cannot be taken in; nothing is changed then
     */
    void apply(EventEnvelope<PersonEvent> missed, Collection<UUID> published);
}
