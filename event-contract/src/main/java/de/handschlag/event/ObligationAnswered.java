package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An agency said what it did with data that it had received, after the grant ended, a value was corrected or the person was
 * erased (R23, R24, G6).
 *
 * @param dataSubjectId null if the person was erased meanwhile
 * @param requester     who answered
 * @param obligationId  random id of the obligation; the same in an {@link ObligationOverdue}
 * @param attributes    keys of the attributes that the answer is about, sorted
 * @param grantIds      the consent record under which the data was received; empty if a norm permitted it (R21, R22)
 * @param norm          the norm that obliges the agency to keep the data; null unless it is kept by norm
 * @param openedAt      when the obligation began
 * @param dueAt         until when an answer was due
 * @param noticeDeferredUntil the person is not shown this before then, as the read is not either; null if at once
 */
public record ObligationAnswered(@Nullable UUID dataSubjectId, Requester requester, UUID obligationId,
        ObligationCause cause, String purpose, List<String> attributes, List<UUID> grantIds, Outcome outcome,
        @Nullable String norm, Instant openedAt, Instant dueAt, Instant answeredAt,
        @Nullable Instant noticeDeferredUntil) implements AccessEvent {

    public ObligationAnswered {
        attributes = Copies.of(attributes);
        grantIds = Copies.of(grantIds);
    }

    /** An answer that the person is shown at once. */
    public ObligationAnswered(@Nullable UUID dataSubjectId, Requester requester, UUID obligationId,
            ObligationCause cause, String purpose, List<String> attributes, List<UUID> grantIds, Outcome outcome,
            @Nullable String norm, Instant openedAt, Instant dueAt, Instant answeredAt) {
        this(dataSubjectId, requester, obligationId, cause, purpose, attributes, grantIds, outcome, norm, openedAt,
                dueAt, answeredAt, null);
    }

    /** What the agency did with its copy. */
    public enum Outcome {
        /** The copy is deleted. */
        DELETED,
        /** The copy is restricted (Art. 18 GDPR, § 35 BDSG). */
        RESTRICTED,
        /** A norm obliges the agency to keep the copy. */
        KEPT_BY_NORM,
        /** The copy holds the corrected value; an answer to a correction only. */
        CORRECTED
    }
}
