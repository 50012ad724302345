package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What the audit log holds about one person, or about one agency, is not erased until the hold is released (R28). The typed
 * reason stays with the hold.
 *
 * @param dataSubjectId the person; null if it is about an agency
 * @param requester     who set it
 * @param agencyId      the agency; null if it is about a person
 */
public record LegalHoldSet(UUID legalHoldId, @Nullable UUID dataSubjectId, Requester requester,
        @Nullable String agencyId, Instant setAt) implements AccessEvent {}
