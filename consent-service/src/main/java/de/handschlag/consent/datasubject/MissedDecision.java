package de.handschlag.consent.datasubject;

import java.time.Instant;

import de.handschlag.event.PersonEvent;

/**
 * Fired inside the transaction that takes in an event that stands on the topic and is missing in this database. The person's row
 * exists and is locked. Every feature that keeps state of such events observes it.
 *
 * @param event        never a {@code PersonErased}
 * @param time         when it happened
 * @param overtaken    something newer about the same waits in the outbox, so that its state stays
 * @param firstShifted lowest revision that was given out here meanwhile; all from it on are moved behind the event
 * @param shift        by how much; 0 if none was given out
 */
public record MissedDecision(PersonEvent event, Instant time, boolean overtaken, long firstShifted, long shift) {}
