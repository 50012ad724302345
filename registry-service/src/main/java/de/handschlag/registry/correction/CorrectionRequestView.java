package de.handschlag.registry.correction;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A request as the agency that contributed the value, or the data-protection officer, sees it.
 *
 * @param state          "open", "overdue" or "answered"
 * @param agency         whose value it is; for the data-protection officer only
 * @param caseReferences the agency's own of the person; for the agency only
 * @param rightValue     what the person says is right; for the agency only, of one request that waits for its answer. Null otherwise
 * @param words          what else the person says; likewise
 * @param restricts      whether nobody is disclosed the value until the answer
 * @param outcome        null while there is no answer
 * @param reason         null unless the value stays
 */
public record CorrectionRequestView(UUID correctionRequestId, String state, @Nullable String agency,
        @Nullable List<String> caseReferences, String attribute, Wish wish, @Nullable String rightValue,
        @Nullable String words, boolean restricts, Instant openedAt, Instant dueAt, @Nullable CorrectionOutcome outcome,
        @Nullable KeptReason reason, @Nullable Instant answeredAt) {

    /**
     * A page, the oldest first.
     *
     * @param next where the next page begins; null on the last one
     */
    public record CorrectionRequests(List<CorrectionRequestView> requests, @Nullable String next) {}
}
