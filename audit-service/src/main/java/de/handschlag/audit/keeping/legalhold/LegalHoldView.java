package de.handschlag.audit.keeping.legalhold;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hold on what the log has about one person or one agency.
 *
 * @param dataSubjectId null if it is about an agency
 * @param agencyId      null if it is about a person
 * @param setBy         id of the login that set it
 * @param releaseReason null until it is released, as are who and when
 */
@Schema(name = "LegalHold")
public record LegalHoldView(UUID id, @Nullable UUID dataSubjectId, @Nullable String agencyId, String reason,
        String setBy, Instant setAt, @Nullable String releaseReason, @Nullable String releasedBy,
        @Nullable Instant releasedAt) {

    /** Holds, newest first. */
    public record LegalHolds(List<LegalHoldView> holds) {}
}
