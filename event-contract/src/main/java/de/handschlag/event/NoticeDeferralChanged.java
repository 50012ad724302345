package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What became of an agency's wish that a person be shown reads by a statute later (R22): asked for by one employee, approved by another,
 * and so in force until its end or until somebody lifts it. Each change tells the whole of it. Reads that it defers name it. The
 * reviewer's comment stays in the registry.
 *
 * @param requester           who made this change
 * @param agencyId            whose reads it is about
 * @param norm                what allows a deferral under this purpose, as the catalogue says
 * @param fileNumber          the only file for whose reads it counts, in the agency's own words
 * @param reason              why the person is to see the reads later, as the employee who asked typed it
 * @param endsAt              its end, exclusive, unless it is lifted earlier
 * @param noticeDeferredUntil the person is not shown this change before then; null if at once, as once it is lifted
 */
public record NoticeDeferralChanged(UUID noticeDeferralId, UUID dataSubjectId, Requester requester, String agencyId,
        String caseReference, String purpose, @LongText String norm, String fileNumber, @LongText String reason,
        State state, Instant changedAt, Instant endsAt, @Nullable Instant noticeDeferredUntil) implements AccessEvent {

    /** What it is from this change on. */
    public enum State {
        /** One employee asked for it; nothing is deferred yet. */
        REQUESTED,
        /** A second employee approved it: from now on reads can name it. */
        APPROVED,
        /** A second employee refused it; final. */
        REFUSED,
        /** It has ended early; what it deferred is shown from now on. */
        LIFTED
    }
}
