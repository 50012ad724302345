package de.handschlag.consent.consentrequest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonValue;

import de.handschlag.consent.consentrecord.AskedConsent;
import de.handschlag.consent.consentrecord.AskedConsent.Permission;

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
    static ConsentRequestView of(AskedConsent asked, boolean linked) {
        Permission permission = linked ? asked.permission() : null;
        return new ConsentRequestView(asked.id(), asked.caseReference(), asked.purpose(), asked.attributes(),
                asked.months(), asked.requestedAt(), permission == null ? Status.NO_PERMISSION : Status.PERMISSION,
                permission == null ? null : permission.attributes(),
                permission == null ? null : permission.expiresAt());
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
