package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.enforcement.Enforcement;

/**
 * What falls away with earlier consents whose place a later one takes: there is one per person, agency and purpose, so that one
 * withdrawal ends it all (R42).
 *
 * @param consents    the earlier ones, at least one
 * @param enforcement whether reads heed their end yet; null where nothing is decided yet, and where it is long ago
 * @param enforcedAt  the registry's clock; null while pending
 */
record Replacement(List<ReplacedConsent> consents, Enforcement.@Nullable State enforcement,
        @Nullable Instant enforcedAt) {

    /**
     * @param attributesFallingAway what the earlier one granted and the later one does not; may be empty
     * @param formerExpiresAt       when the earlier one would have ended by itself
     */
    record ReplacedConsent(UUID consentRecordId, List<String> attributesFallingAway, Instant formerExpiresAt) {

        private static ReplacedConsent of(ConsentRecord former, Collection<String> kept) {
            Instant expiresAt = former.expiresAt();
            if (expiresAt == null) {
                throw new IllegalStateException("what was given has an end");
            }
            return new ReplacedConsent(former.id(),
                    former.attributes().stream().filter(key -> !kept.contains(key)).toList(), expiresAt);
        }
    }

    /** Null if nothing is replaced. */
    static @Nullable Replacement of(List<ConsentRecord> former, Collection<String> kept) {
        return former.isEmpty()
                ? null
                : new Replacement(former.stream().map(one -> ReplacedConsent.of(one, kept)).toList(), null, null);
    }

    Replacement enforced(Enforcement known) {
        return new Replacement(consents, known.enforcement(), known.enforcedAt());
    }
}
