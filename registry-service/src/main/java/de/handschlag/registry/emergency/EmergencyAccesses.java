package de.handschlag.registry.emergency;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.EmergencyAccessReviewed.Outcome;

/** @param total all that there are, listed here or not */
public record EmergencyAccesses(List<InboxEntry> accesses, long total) {

    /**
     * An access as the data-protection officer sees it.
     *
     * @param caseReference null once the person is erased, as are the typed texts
     * @param overdue       it has waited too long for its review
     * @param outcome       null until it is reviewed
     */
    public record InboxEntry(UUID emergencyAccessId, UUID dataSubjectId, String agency, String client, String employee,
            @Nullable String caseReference, String purpose, String norm, List<String> attributes,
            @Nullable String reason, Instant openedAt, Instant expiresAt, Instant reviewDueAt, boolean overdue,
            @Nullable Instant noticeDeferredUntil, @Nullable String noticeDeferredReason, @Nullable Outcome outcome,
            @Nullable String reviewComment, @Nullable String reviewedBy, @Nullable Instant reviewedAt) {}
}
