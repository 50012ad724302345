package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A read was denied. The agency gets the same neutral answer for every reason (R10); the log keeps the reason.
 *
 * @param dataSubjectId       null if the agency has no such case
 * @param consentRevision     the person's consent revision that the decision saw; null together with the person
 * @param startedAt           when the registry began to read the view, by its database's clock
 * @param decidedAt           when it decided
 * @param viewFreshAsOf       the view provably held everything committed before this time (G2)
 * @param norm                statute that the purpose rests on; null if it rests on consent, or no norm could be told
 * @param emergencyAccessId   the emergency access that the read named, whether there is one or not (R21); null if none
 * @param hiddenFromPerson    true: the norm forbids that the person is shown this (R22); otherwise null
 * @param noticeDeferredUntil the person is not shown this before then (R21, R22); null if at once
 * @param requestedAttributes keys that were asked for, as asked; null if all that may be seen, or not recorded
 * @param refusal             why the client has no right to ask this at all, whatever the person permitted (R18): the last part
 *                            of the type of the problem that it got, for instance {@code purpose-not-entitled}. Then no grant or norm was
 *                            looked for, and the reason only tells whether the agency has the case. Null if the client may ask
 * @param fileNumber          the file that a read by a statute belongs to, in the agency's own words (R22); null if the read is none by a statute, in an
 *                            emergency, or not recorded
 * @param statedReason        why it was read by a statute, as somebody typed it; null together with the file number
 * @param noticeDeferralId    the approved deferral that the read named (R22); null if none
 * @param deferralReason      why the person is shown it later, as somebody typed it; null together with the deferral
 */
public record DisclosureDenied(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, Requester requester,
        String caseReference, String purpose, Reason reason, Instant startedAt, Instant decidedAt,
        Instant viewFreshAsOf, @Nullable String norm, @Nullable UUID emergencyAccessId,
        @Nullable Boolean hiddenFromPerson, @Nullable Instant noticeDeferredUntil,
        @Nullable List<String> requestedAttributes, @Nullable String refusal, @Nullable String fileNumber,
        @Nullable @LongText String statedReason, @Nullable UUID noticeDeferralId,
        @Nullable @LongText String deferralReason) implements AccessEvent {

    public DisclosureDenied {
        requestedAttributes = Copies.of(requestedAttributes);
    }

    /** A denial of a read that asked for all that grants let be seen. */
    public DisclosureDenied(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, Requester requester,
            String caseReference, String purpose, Reason reason, Instant startedAt, Instant decidedAt,
            Instant viewFreshAsOf) {
        this(dataSubjectId, consentRevision, requester, caseReference, purpose, reason, startedAt, decidedAt,
                viewFreshAsOf, null, null, null, null, null, null);
    }

    /** A denial of which no file and no reason is known. */
    public DisclosureDenied(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, Requester requester,
            String caseReference, String purpose, Reason reason, Instant startedAt, Instant decidedAt,
            Instant viewFreshAsOf, @Nullable String norm, @Nullable UUID emergencyAccessId,
            @Nullable Boolean hiddenFromPerson, @Nullable Instant noticeDeferredUntil,
            @Nullable List<String> requestedAttributes, @Nullable String refusal) {
        this(dataSubjectId, consentRevision, requester, caseReference, purpose, reason, startedAt, decidedAt,
                viewFreshAsOf, norm, emergencyAccessId, hiddenFromPerson, noticeDeferredUntil, requestedAttributes,
                refusal, null, null);
    }

    /** A denial that no deferral of its own puts off. */
    public DisclosureDenied(@Nullable UUID dataSubjectId, @Nullable Long consentRevision, Requester requester,
            String caseReference, String purpose, Reason reason, Instant startedAt, Instant decidedAt,
            Instant viewFreshAsOf, @Nullable String norm, @Nullable UUID emergencyAccessId,
            @Nullable Boolean hiddenFromPerson, @Nullable Instant noticeDeferredUntil,
            @Nullable List<String> requestedAttributes, @Nullable String refusal, @Nullable String fileNumber,
            @Nullable String statedReason) {
        this(dataSubjectId, consentRevision, requester, caseReference, purpose, reason, startedAt, decidedAt,
                viewFreshAsOf, norm, emergencyAccessId, hiddenFromPerson, noticeDeferredUntil, requestedAttributes,
                refusal, fileNumber, statedReason, null, null);
    }

    /** Why nothing was disclosed. */
    public enum Reason {
        /** The agency has no case with this reference. */
        UNKNOWN_CASE,
        /** Nothing in force covers this agency and purpose: no grant, no norm, no open emergency access. */
        NO_GRANT,
        /** Something in force covers agency and purpose, but none of the attributes that were asked for. */
        ATTRIBUTES_NOT_GRANTED
    }
}
