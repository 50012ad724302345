package de.handschlag.registry.correction;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A request as the person sees it who made it.
 *
 * @param source     id of the agency that contributed the value, and answers
 * @param rightValue what the person said is right; null if nothing, or no more
 * @param words      what else they said; null likewise
 * @param restricts  whether nobody uses the value until the request ends
 * @param dueAt      until when the answer was or is due
 * @param state      "open", "overdue" or "answered"
 * @param outcome    the answer; null while there is none
 * @param reason     why the value stays; null unless it does
 */
public record OwnCorrectionRequest(UUID correctionRequestId, String attribute, String source, Wish wish,
        @Nullable String rightValue, @Nullable String words, boolean restricts, Instant openedAt, Instant dueAt,
        String state, @Nullable CorrectionOutcome outcome, @Nullable KeptReason reason, @Nullable Instant answeredAt) {

    /** The newest first. */
    public record OwnCorrectionRequests(List<OwnCorrectionRequest> requests) {}
}
