package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A request as its agency sees it. Unanswered, refused, withdrawn, expired and invalidated look the same (R10): none of the
 * components that a permission has are there.
 *
 * @param attributes        what was asked for
 * @param grantedAttributes what is granted; null without a permission
 * @param expiresAt         end of the permission, exclusive; null without one
 */
record ConsentRequestView(UUID consentRequestId, String caseReference, String purpose, List<String> attributes,
        int months, Instant requestedAt, Status status, @Nullable List<String> grantedAttributes,
        @Nullable Instant expiresAt) {

    /** @param linked whether the case still stands for the person; without a case nothing is permitted, whatever was granted */
    static ConsentRequestView of(ConsentRecord entity, boolean linked, Instant now) {
        boolean permitted = linked && entity.isInForce(now);
        return new ConsentRequestView(entity.id(), entity.caseReference(), entity.purpose(),
                entity.requestedAttributes(), entity.months(), entity.requestedAt(),
                permitted ? Status.PERMISSION : Status.NO_PERMISSION, permitted ? entity.attributes() : null,
                permitted ? entity.expiresAt() : null);
    }

    /** All that an agency learns of a decision. */
    public enum Status {
        PERMISSION,
        NO_PERMISSION;

        @JsonValue
        public String value() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
