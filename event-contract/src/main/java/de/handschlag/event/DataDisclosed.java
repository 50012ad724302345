package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Attributes were released to an agency for a purpose (R25). Durable before the first byte leaves (G3); so an entry may
 * exist for an answer that never arrived, but never the other way round.
 *
 * @param consentRevision the person's consent revision that the decision saw
 * @param legalBasis      legal basis of the grants that cover it
 * @param attributes      keys of the attributes for which a value left, sorted; never values
 * @param grantIds        consent records that cover them, sorted
 * @param startedAt       when the registry began to handle the request
 * @param decidedAt       when it decided
 * @param viewFreshAsOf   the view provably held everything committed before this time (G2)
 */
public record DataDisclosed(UUID dataSubjectId, long consentRevision, Requester requester, String caseReference,
        String purpose, String legalBasis, List<String> attributes, List<UUID> grantIds, Instant startedAt,
        Instant decidedAt, Instant viewFreshAsOf) implements AccessEvent {

    public DataDisclosed {
        attributes = Copies.of(attributes);
        grantIds = Copies.of(grantIds);
    }
}
