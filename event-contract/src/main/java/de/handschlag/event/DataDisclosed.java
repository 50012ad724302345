package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

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
 * @param blockOverrideReason code of why a disclosure block of this person was overridden (R14); null if none was
 */
public record DataDisclosed(UUID dataSubjectId, long consentRevision, Requester requester, String caseReference,
        String purpose, String legalBasis, List<String> attributes, List<UUID> grantIds, Instant startedAt,
        Instant decidedAt, Instant viewFreshAsOf, @Nullable String blockOverrideReason) implements AccessEvent {

    public DataDisclosed {
        attributes = Copies.of(attributes);
        grantIds = Copies.of(grantIds);
    }
}
