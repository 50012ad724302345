package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * An agency made a code by which a login can ask to be bound to the person (R35). A step of the person's revision that changes
 * no view. All codes of a person share a compaction key: what a newer one replaces on the topic stands in the log.
 *
 * @param bindingCodeId  random id; nothing of the code itself
 * @param requester      the agency that made it, with its employee if the request named one
 * @param assuranceLevel level of assurance of the login that made it ({@code acr} of the token); null if it named none
 * @param madeAt         when it was made
 * @param expiresAt      until when it can be entered
 * @param guardianship   for what it lets somebody else act for the person (R11); null if it is for a login of the person's own
 */
public record BindingCodeMade(UUID dataSubjectId, long consentRevision, UUID bindingCodeId, Requester requester,
        @Nullable String assuranceLevel, Instant madeAt, Instant expiresAt,
        @Nullable Guardianship guardianship) implements PersonEvent {

    @Override
    public String messageKey() {
        return messageKey(dataSubjectId);
    }

    /** Compaction key of a person's binding codes. */
    public static String messageKey(UUID dataSubjectId) {
        return dataSubjectId + "/binding-code";
    }
}
