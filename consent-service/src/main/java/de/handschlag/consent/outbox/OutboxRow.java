package de.handschlag.consent.outbox;

import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import de.handschlag.event.EventCodec;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Topics;

/** A committed event as the relay reads it. */
record OutboxRow(long id, UUID eventId, @Nullable String type, String messageKey, UUID dataSubjectId,
        byte @Nullable [] data, Instant occurredAt, @Nullable String traceparent) {

    ProducerRecord<String, byte[]> toRecord(int partitionCount) {
        int partition = PersonPartitioner.partitionFor(dataSubjectId, partitionCount);
        if (type == null || data == null) {
            return EventCodec.tombstone(eventId, EventPublisher.SOURCE, occurredAt, Topics.CONSENT_EVENTS, partition,
                    messageKey);
        }
        return EventCodec.toRecord(eventId, EventPublisher.SOURCE, occurredAt, type, traceparent, data,
                Topics.CONSENT_EVENTS, partition, messageKey);
    }
}
