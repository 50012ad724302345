package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A second person reviewed an emergency access (R21). The comment stays in the registry.
 *
 * @param requester           who reviewed
 * @param agencyId            whose access it was
 * @param noticeDeferredUntil the person is not shown it before then; null if at once
 */
public record EmergencyAccessReviewed(UUID emergencyAccessId, UUID dataSubjectId, Requester requester, String agencyId,
        String purpose, Outcome outcome, Instant reviewedAt,
        @Nullable Instant noticeDeferredUntil) implements AccessEvent {

    /** What the review found. */
    public enum Outcome {
        JUSTIFIED,
        NOT_JUSTIFIED
    }
}
