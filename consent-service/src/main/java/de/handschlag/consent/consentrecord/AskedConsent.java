package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What an agency asked of a person, without what the person made of it unless that is a permission (R10).
 *
 * @param attributes  keys of what was asked for
 * @param lapsesAt    until when it waits for the person, if they do not decide before
 * @param takenBackAt when the agency took the request back; null if it did not
 * @param permission  what the person's decision permits now; null if nothing
 */
public record AskedConsent(UUID id, UUID dataSubjectId, String caseReference, String purpose, List<String> attributes,
        int months, Instant requestedAt, Instant lapsesAt, @Nullable Instant takenBackAt,
        @Nullable Permission permission) {

    static AskedConsent of(ConsentRecord entity, Instant now) {
        Instant expiresAt = entity.expiresAt();
        return new AskedConsent(entity.id(), entity.dataSubjectId(), entity.caseReference(), entity.purpose(),
                entity.requestedAttributes(), entity.months(), entity.requestedAt(), entity.lapsesAt(),
                entity.takenBackAt(),
                expiresAt != null && entity.isInForce(now) ? new Permission(entity.attributes(), expiresAt) : null);
    }

    /**
     * A grant in force.
     *
     * @param attributes keys of what is granted
     * @param expiresAt  its end, exclusive
     */
    public record Permission(List<String> attributes, Instant expiresAt) {}
}
