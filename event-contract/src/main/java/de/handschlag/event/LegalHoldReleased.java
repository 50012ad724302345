package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A legal hold has ended; what it kept is erased when it is due (R28).
 *
 * @param dataSubjectId the person; null if it was about an agency
 * @param requester     who released it
 * @param agencyId      the agency; null if it was about a person
 */
public record LegalHoldReleased(UUID legalHoldId, @Nullable UUID dataSubjectId, Requester requester,
        @Nullable String agencyId, Instant releasedAt) implements AccessEvent {}
