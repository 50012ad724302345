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

    /**
     * What of an event the queries look for; null where the event names none.
     *
     * @param mark what the rules for the data-protection officer look for besides
     */
    record About(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, @Nullable String agencyId,
            @Nullable String clientId, @Nullable String employeeId, @Nullable String purpose,
            @Nullable String caseReference, Mark mark) {

        /** Without a mark. */
        About(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, @Nullable String agencyId,
                @Nullable String clientId, @Nullable String employeeId, @Nullable String purpose,
                @Nullable String caseReference) {
            this(dataSubjectId, consentRevision, agencyId, clientId, employeeId, purpose, caseReference, Mark.NONE);
        }

        static About person(UUID dataSubjectId, long consentRevision) {
            return new About(dataSubjectId, consentRevision, null, null, null, null, null);
        }

        About marked(Mark mark) {
            return new About(dataSubjectId, consentRevision, agencyId, clientId, employeeId, purpose, caseReference,
                    mark);
        }
    }

    /**
     * What ties entries together, or tells those of one type apart; null where the event says nothing of it.
     *
     * @param emergencyAccessId the emergency access that it opens, reviews, or names
     * @param reviewOutcome     what the review of an emergency access found, or what became of a deferral
     * @param reviewDueAt       by when the emergency access that it opens has to be reviewed
     * @param obligationId      the obligation that it answers, or that is overdue
     * @param refusedTry        whether it is a try of what the client had no right to, or tells of many (R25)
     * @param endReason         why a consent record became invalid, or a login is not the person's any more
     * @param noticeDeferralId  the deferral that it is about, or that hides it from the person
     * @param secondEmployeeId  the employee who confirmed a consent that another one recorded (R6)
     */
    record Mark(@Nullable UUID emergencyAccessId, @Nullable String reviewOutcome, @Nullable Instant reviewDueAt,
            @Nullable UUID obligationId, boolean refusedTry, @Nullable String endReason,
            @Nullable UUID noticeDeferralId, @Nullable String secondEmployeeId) {

        static final Mark NONE = new Mark(null, null, null, null, false, null, null, null);

        /** Of a read that may name an emergency access or a deferral. */
        static Mark read(@Nullable UUID emergencyAccessId, @Nullable UUID noticeDeferralId) {
            return new Mark(emergencyAccessId, null, null, null, false, null, noticeDeferralId, null);
        }

        static Mark opened(UUID emergencyAccessId, Instant reviewDueAt) {
            return new Mark(emergencyAccessId, null, reviewDueAt, null, false, null, null, null);
        }

        static Mark reviewed(UUID emergencyAccessId, String outcome) {
            return new Mark(emergencyAccessId, outcome, null, null, false, null, null, null);
        }

        /** Of an answer to an obligation, or of one that did not come. */
        static Mark obligation(UUID obligationId) {
            return new Mark(null, null, null, obligationId, false, null, null, null);
        }

        /** Of a denial, or of a limit that was exceeded. */
        static Mark denied(@Nullable UUID emergencyAccessId, boolean refusedTry, @Nullable UUID noticeDeferralId) {
            return new Mark(emergencyAccessId, null, null, null, refusedTry, null, noticeDeferralId, null);
        }

        static Mark ended(@Nullable String reason) {
            return new Mark(null, null, null, null, false, reason, null, null);
        }

        /** Of a consent record. */
        static Mark consent(@Nullable String endReason, @Nullable String secondEmployeeId) {
            return new Mark(null, null, null, null, false, endReason, null, secondEmployeeId);
        }

        /** Of what became of a deferral. */
        static Mark deferral(UUID noticeDeferralId, String state) {
            return new Mark(null, state, null, null, false, null, noticeDeferralId, null);
        }
    }
}
