package de.handschlag.audit.asking.complaint;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a person did not expect of an access.
 *
 * @param entryIndex position of the entry that it is about
 * @param deadline   the last day for the answer
 * @param answer     null while there is none
 * @param answeredBy id of the login that answered
 */
record Complaint(UUID id, UUID dataSubjectId, long entryIndex, String text, Instant receivedAt, LocalDate deadline,
        @Nullable String answer, @Nullable String answeredBy, @Nullable Instant answeredAt) {

    /** Days are those of the office and of the person alike. */
    static final ZoneId TIME_ZONE = ZoneId.of("Europe/Berlin");

    /** A month from the receipt on (Art. 12(3) GDPR). */
    static Complaint received(UUID person, NewComplaint wanted, Instant now) {
        return new Complaint(UUID.randomUUID(), person, wanted.entryIndex(), wanted.text(), now,
                LocalDate.ofInstant(now, TIME_ZONE).plusMonths(1), null, null, null);
    }

    boolean isOpen() {
        return answeredAt == null;
    }

    boolean isOverdue(Instant now) {
        return isOpen() && deadline.isBefore(LocalDate.ofInstant(now, TIME_ZONE));
    }

    /** It with its answer, which is final: the person may have read it. */
    Complaint answered(String text, String by, Instant now) {
        if (!isOpen()) {
            throw new IllegalStateException("the complaint is answered already");
        }
        return new Complaint(id, dataSubjectId, entryIndex, this.text, receivedAt, deadline, text, by, now);
    }
}
