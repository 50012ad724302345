package de.handschlag.consent.enforcement;

import java.util.UUID;

/**
 * An erasure or an unlinking that somebody waits for.
 *
 * @param endingId        random; who knows it may ask how far it got
 * @param dataSubjectId   whose
 * @param consentRevision at which it happened
 */
public record Ending(UUID endingId, UUID dataSubjectId, long consentRevision) {}
