package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An agency did not answer in time what it did with data that it had received (R23). Sent once per obligation.
 *
 * @param dataSubjectId null if the person was erased meanwhile
 * @param requester     the agency that owes the answer; its client is the service that noticed
 * @param obligationId  random id of the obligation
 * @param attributes    keys of the attributes that the answer is about, sorted
 * @param grantIds      the consent record under which the data was received; empty if a norm permitted it (R21, R22)
 * @param openedAt      when the obligation began
 * @param dueAt         until when an answer was due
 * @param noticeDeferredUntil the person is not shown this before then, as the read is not either; null if at once
 */
public record ObligationOverdue(@Nullable UUID dataSubjectId, Requester requester, UUID obligationId,
        ObligationCause cause, String purpose, List<String> attributes, List<UUID> grantIds, Instant openedAt,
        Instant dueAt, @Nullable Instant noticeDeferredUntil) implements AccessEvent {

    public ObligationOverdue {
        attributes = Copies.of(attributes);
        grantIds = Copies.of(grantIds);
    }

    /** That the person is shown at once. */
    public ObligationOverdue(@Nullable UUID dataSubjectId, Requester requester, UUID obligationId,
            ObligationCause cause, String purpose, List<String> attributes, List<UUID> grantIds, Instant openedAt,
            Instant dueAt) {
        this(dataSubjectId, requester, obligationId, cause, purpose, attributes, grantIds, openedAt, dueAt, null);
    }
}
