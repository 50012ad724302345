package de.handschlag.consent.consentrequest;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;

import de.handschlag.consent.consentrecord.AskedConsent;

/**
 * A request in its agency's list. Nothing in it depends on what the person did (R10); whether there is a permission, the view of one
 * request says.
 *
 * @param attributes keys of what was asked for
 * @param months     for how long was asked
 */
record ListedConsentRequest(UUID id, String caseReference, String purpose, List<String> attributes, int months,
        Instant requestedAt, RequestState state) {

    static ListedConsentRequest of(AskedConsent asked, Instant now) {
        return new ListedConsentRequest(asked.id(), asked.caseReference(), asked.purpose(), asked.attributes(),
                asked.months(), asked.requestedAt(), RequestState.of(asked, now));
    }

    /** What the agency itself did, and the clock. */
    public enum RequestState {
        ASKED,
        /** The agency took it back. */
        WITHDRAWN,
        /** The time in which the person can answer, counted from the asking, is over. */
        CLOSED;

        static RequestState of(AskedConsent asked, Instant now) {
            if (asked.takenBackAt() != null) {
                return WITHDRAWN;
            }
            return now.isBefore(asked.lapsesAt()) ? ASKED : CLOSED;
        }

        @JsonValue
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
