package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A read was denied. The agency gets the same neutral answer for every reason (R10); the log keeps the reason.
 *
 * @param dataSubjectId   null if the agency has no such case
 * @param consentRevision the person's consent revision that the decision saw; null together with the person
 * @param startedAt       when the registry began to handle the request
 * @param decidedAt       when it decided
 * @param viewFreshAsOf   the view provably held everything committed before this time (G2)
 */
public record DisclosureDenied(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, Requester requester,
        String caseReference, String purpose, Reason reason, Instant startedAt, Instant decidedAt,
        Instant viewFreshAsOf) implements AccessEvent {

    /** Why nothing was disclosed. */
    public enum Reason {
        /** The agency has no case with this reference. */
        UNKNOWN_CASE,
        /** No grant in force covers this agency and purpose. */
        NO_GRANT,
        /** A grant is in force, but it covers none of the attributes that were asked for. */
        ATTRIBUTES_NOT_GRANTED
    }
}
