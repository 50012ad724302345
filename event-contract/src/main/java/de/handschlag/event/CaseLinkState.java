package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The tie between a person and an agency's own id for that person.
 *
 * @param caseLinkId    random id; a case reference that is linked again later gets a new one
 * @param agencyId      whose case it is
 * @param caseReference the agency's id for the person, unique within the agency while linked
 * @param linkedAt      when the tie was made
 * @param unlinkedAt    when it ended; null while it holds
 * @param agencyType    key of the agency's type in the catalogue, as the consent-service knows it; null in events from before it
 *                      was told (ADR 45)
 */
public record CaseLinkState(UUID caseLinkId, String agencyId, String caseReference, Instant linkedAt,
        @Nullable Instant unlinkedAt, @Nullable String agencyType) {}
