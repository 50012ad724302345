package de.handschlag.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An employee opened an emergency access (R21): reads of one person by one employee of one agency, for a short time. The
 * typed reason stays in the registry; nothing of it is here. Durable before the access can be used.
 *
 * @param requester           agency, client and the employee who opened it
 * @param legalBasis          of the purpose, for instance {@code Art. 6(1)(d), 9(2)(c) DSGVO}
 * @param norm                the named basis
 * @param attributes          keys that it covers, sorted
 * @param expiresAt           end of the access, exclusive
 * @param reviewDueAt         by when a second person has to review it
 * @param noticeDeferredUntil the person is not shown it before then; null if at once
 */
public record EmergencyAccessOpened(UUID emergencyAccessId, UUID dataSubjectId, Requester requester,
        String caseReference, String purpose, String legalBasis, String norm, List<String> attributes, Instant openedAt,
        Instant expiresAt, Instant reviewDueAt, @Nullable Instant noticeDeferredUntil) implements AccessEvent {

    public EmergencyAccessOpened {
        attributes = Copies.of(attributes);
    }
}
