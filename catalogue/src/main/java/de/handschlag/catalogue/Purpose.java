package de.handschlag.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What data may be used for.
 *
 * @param key        stable key, for instance {@code case-management}
 * @param labelDe    German label
 * @param basisKind  what the processing rests on
 * @param dpvIri     the purpose in the W3C Data Privacy Vocabulary
 * @param legalBasis for instance {@code Art. 6(1)(a) DSGVO}
 * @param statute    norm that permits it; null unless the basis is a statute
 */
public record Purpose(String key, String labelDe, BasisKind basisKind, String dpvIri, String legalBasis,
        @Nullable String statute) {

    /** What a purpose rests on. */
    public enum BasisKind {
        CONSENT,
        EXPLICIT_CONSENT,
        STATUTE,
        EMERGENCY;

        /** Whether a person can be asked for a consent for it (R3). */
        public boolean restsOnConsent() {
            return this == CONSENT || this == EXPLICIT_CONSENT;
        }
    }
}
