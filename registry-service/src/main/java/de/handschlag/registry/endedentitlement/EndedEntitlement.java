package de.handschlag.registry.endedentitlement;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An entitlement that is ended.
 *
 * @param purpose key of the catalogue; null for all that the agency may
 * @param endedBy random id of the login that did it
 */
record EndedEntitlement(UUID endedEntitlementId, String agencyId, @Nullable String purpose, String reason,
        String endedBy, Instant endedAt) {}
