package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Attributes were released to an agency for a purpose (R25). Durable before the first byte leaves (G3); so an entry may
 * exist for an answer that never arrived, but never the other way round. What covers it is either grants, or a norm: then
 * nobody was asked (R21, R22).
 *
 * @param consentRevision     the person's consent revision that the decision saw
 * @param legalBasis          legal basis of the grants that cover it, or of the purpose if a norm does
 * @param attributes          keys of the attributes for which a value left, sorted; never values
 * @param grantIds            consent records that cover them, sorted; empty if a norm covers them
 * @param startedAt           when the registry began to read the view, by its database's clock
 * @param decidedAt           when it decided
 * @param viewFreshAsOf       the view provably held everything committed before this time (G2)
 * @param blockOverrideReason code of why a disclosure block of this person was overridden (R14); null if none was
 * @param norm                statute that permits it, for instance {@code §§ 67a ff. SGB X}; null if grants do
 * @param emergencyAccessId   the emergency access that it belongs to (R21); null if it is none
 * @param hiddenFromPerson    true: the norm forbids that the person is shown this (R22); otherwise null
 * @param noticeDeferredUntil the person is not shown this before then (R21, R22); null if at once
 * @param requestedAttributes keys that were asked for, as asked; null if all that may be seen, or not recorded
 * @param fileNumber          the file that a read by a statute belongs to, in the agency's own words (R22); null if grants cover it, in an
 *                            emergency, or not recorded
 * @param statedReason        why it was read by a statute, as somebody typed it; null together with the file number
 * @param noticeDeferralId    the approved deferral that the read named (R22); null if none
 * @param deferralReason      why the person is shown it later, as somebody typed it; null together with the deferral
 */
public record DataDisclosed(UUID dataSubjectId, long consentRevision, Requester requester, String caseReference,
        String purpose, @LongText String legalBasis, List<String> attributes, List<UUID> grantIds, Instant startedAt,
        Instant decidedAt, Instant viewFreshAsOf, @Nullable String blockOverrideReason, @Nullable String norm,
        @Nullable UUID emergencyAccessId, @Nullable Boolean hiddenFromPerson, @Nullable Instant noticeDeferredUntil,
        @Nullable List<String> requestedAttributes, @Nullable String fileNumber,
        @Nullable @LongText String statedReason, @Nullable UUID noticeDeferralId,
        @Nullable @LongText String deferralReason) implements AccessEvent {

    public DataDisclosed {
        attributes = Copies.of(attributes);
        grantIds = Copies.of(grantIds);
        requestedAttributes = Copies.of(requestedAttributes);
    }

    /** A disclosure that grants cover, of all that they let be seen. */
    public DataDisclosed(UUID dataSubjectId, long consentRevision, Requester requester, String caseReference,
            String purpose, String legalBasis, List<String> attributes, List<UUID> grantIds, Instant startedAt,
            Instant decidedAt, Instant viewFreshAsOf) {
        this(dataSubjectId, consentRevision, requester, caseReference, purpose, legalBasis, attributes, grantIds,
                startedAt, decidedAt, viewFreshAsOf, null, null, null, null, null, null);
    }

    /** A disclosure of which no file and no reason is known. */
    public DataDisclosed(UUID dataSubjectId, long consentRevision, Requester requester, String caseReference,
            String purpose, String legalBasis, List<String> attributes, List<UUID> grantIds, Instant startedAt,
            Instant decidedAt, Instant viewFreshAsOf, @Nullable String blockOverrideReason, @Nullable String norm,
            @Nullable UUID emergencyAccessId, @Nullable Boolean hiddenFromPerson, @Nullable Instant noticeDeferredUntil,
            @Nullable List<String> requestedAttributes) {
        this(dataSubjectId, consentRevision, requester, caseReference, purpose, legalBasis, attributes, grantIds,
                startedAt, decidedAt, viewFreshAsOf, blockOverrideReason, norm, emergencyAccessId, hiddenFromPerson,
                noticeDeferredUntil, requestedAttributes, null, null);
    }

    /** A disclosure that no deferral of its own puts off. */
    public DataDisclosed(UUID dataSubjectId, long consentRevision, Requester requester, String caseReference,
            String purpose, String legalBasis, List<String> attributes, List<UUID> grantIds, Instant startedAt,
            Instant decidedAt, Instant viewFreshAsOf, @Nullable String blockOverrideReason, @Nullable String norm,
            @Nullable UUID emergencyAccessId, @Nullable Boolean hiddenFromPerson, @Nullable Instant noticeDeferredUntil,
            @Nullable List<String> requestedAttributes, @Nullable String fileNumber, @Nullable String statedReason) {
        this(dataSubjectId, consentRevision, requester, caseReference, purpose, legalBasis, attributes, grantIds,
                startedAt, decidedAt, viewFreshAsOf, blockOverrideReason, norm, emergencyAccessId, hiddenFromPerson,
                noticeDeferredUntil, requestedAttributes, fileNumber, statedReason, null, null);
    }
}
