package de.handschlag.audit.chain.ingest;

import java.time.Instant;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.corridor.DeadLetter;

/** One Kafka record as the log sees it. */
sealed interface IngestRecord {

    long offset();

    /** No entry: a heartbeat or a tombstone. */
    record Skipped(long offset) implements IngestRecord {}

    /** Not to be understood; goes to the dead-letter topic. */
    record Unintelligible(DeadLetter letter) implements IngestRecord {
        @Override
        public long offset() {
            return letter.message().offset();
        }
    }

    /**
     * An event that becomes an entry.
     *
     * @param payload     canonical JSON of the event's data with its id, type, source and time
     * @param about       what queries look for
     * @param shownFrom   from when on the person may be shown it, as {@link ShownToPerson} tells it
     * @param traceparent W3C trace context of the request that caused it; null if none is known
     * @param signed      the record that its sender signed; null for one that an earlier version left unsigned
     */
    record Entry(long offset, UUID eventId, String type, RetentionClass retentionClass, Instant occurredAt,
            byte[] payload, About about, Instant shownFrom, @Nullable String traceparent,
            @Nullable ConsumerRecord<String, byte[]> signed) implements IngestRecord {

        /** The person whose revision the event made; null if it made none. */
        @Nullable
        UUID changedPerson() {
            return retentionClass == RetentionClass.CONSENT ? about.dataSubjectId : null;
        }

        /** The person whose consents the event saw at a revision; null if it saw nobody's. */
        @Nullable
        UUID sawPerson() {
            return retentionClass == RetentionClass.CONSENT || about.consentRevision == null
                    ? null
                    : about.dataSubjectId;
        }
    }

    /** What of an event the queries look for; null where the event names none. */
    record About(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, @Nullable String agencyId,
            @Nullable String clientId, @Nullable String employeeId, @Nullable String purpose,
            @Nullable String caseReference, @Nullable UUID emergencyAccessId, @Nullable String reviewOutcome) {

        /** Without an emergency access. */
        About(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, @Nullable String agencyId,
                @Nullable String clientId, @Nullable String employeeId, @Nullable String purpose,
                @Nullable String caseReference) {
            this(dataSubjectId, consentRevision, agencyId, clientId, employeeId, purpose, caseReference, null, null);
        }

        static About person(UUID dataSubjectId, long consentRevision) {
            return new About(dataSubjectId, consentRevision, null, null, null, null, null);
        }

        About ofEmergency(@Nullable UUID emergencyAccessId, @Nullable String reviewOutcome) {
            return new About(dataSubjectId, consentRevision, agencyId, clientId, employeeId, purpose, caseReference,
                    emergencyAccessId, reviewOutcome);
        }
    }
}
