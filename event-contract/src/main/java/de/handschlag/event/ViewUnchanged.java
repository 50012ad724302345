package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An agency asked whether the view that it was given before is still the one that it may see, and it is. No data left; that
 * the answer was a yes is recorded like a disclosure, durable before the answer leaves (G3).
 *
 * @param consentRevision the person's consent revision that the decision saw
 * @param grantIds        consent records that cover the view, sorted
 * @param startedAt       when the registry began to read the view, by its database's clock
 * @param decidedAt       when it decided
 * @param viewFreshAsOf   the view provably held everything committed before this time (G2)
 */
public record ViewUnchanged(UUID dataSubjectId, long consentRevision, Requester requester, String caseReference,
        String purpose, List<UUID> grantIds, Instant startedAt, Instant decidedAt,
        Instant viewFreshAsOf) implements AccessEvent {

    public ViewUnchanged {
        grantIds = Copies.of(grantIds);
    }
}
