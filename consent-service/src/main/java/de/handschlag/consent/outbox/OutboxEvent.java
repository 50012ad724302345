package de.handschlag.consent.outbox;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventType;
import de.handschlag.event.PersonEvent;

/** A row that the relay will publish; without type and data it is a tombstone. */
@Entity
@Table(name = "outbox_event")
@SuppressWarnings("UnusedVariable") // SQL reads what this class only writes.
class OutboxEvent {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;
    private UUID eventId;
    private @Nullable String type;
    private String messageKey;
    private UUID dataSubjectId;
    private byte @Nullable [] data;
    private Instant occurredAt;
    private @Nullable String traceparent;

    protected OutboxEvent() {}

    static OutboxEvent of(PersonEvent event, Instant occurredAt, @Nullable String traceparent) {
        OutboxEvent row = tombstone(event.dataSubjectId(), event.messageKey(), occurredAt, traceparent);
        row.type = EventType.of(event).typeName();
        row.data = EventCodec.encodeData(event);
        return row;
    }

    static OutboxEvent tombstone(UUID dataSubjectId, String messageKey, Instant occurredAt,
            @Nullable String traceparent) {
        OutboxEvent row = new OutboxEvent();
        row.eventId = UUID.randomUUID();
        row.messageKey = messageKey;
        row.dataSubjectId = dataSubjectId;
        row.occurredAt = occurredAt;
        row.traceparent = traceparent;
        return row;
    }
}
