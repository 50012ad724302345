package de.handschlag.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What data may be used for. What it rests on depends on who reads: see {@link PurposeUse}.
 *
 * @param key                   stable key, for instance {@code case-management}
 * @param labelDe               German label
 * @param labelEn               English label
 * @param basisKind             the basis of most of its readers
 * @param dpvIri                the purpose in the W3C Data Privacy Vocabulary
 * @param legalBasisDe          for instance {@code Art. 6 Abs. 1 Buchst. a DSGVO}
 * @param legalBasisEn          the same in English
 * @param norm                  section-exact norm of its statutory readers that have none of their own; null if there are none
 * @param requiresSecrecyRelease whether a release from professional secrecy is the normal case (R9)
 * @param plainPurposeDe        one sentence for the notice
 * @param plainPurposeEn        the same in English
 * @param retentionHintDe       how long the recipient keeps it, as a proposal
 * @param retentionHintEn       the same in English
 * @param deferral              how showing a read to the person may be deferred; null if it is always shown at once
 * @param caseReasonRequired    whether a reason for this one case is to be typed before reading
 * @param appliesTo             whose data it is about
 * @param suggestedMonths       proposed lifetime of a consent, 1 to 12; null unless it rests on consent
 */
public record Purpose(String key, String labelDe, String labelEn, Basis basisKind, String dpvIri, String legalBasisDe,
        String legalBasisEn, @Nullable String norm, boolean requiresSecrecyRelease, String plainPurposeDe,
        String plainPurposeEn, String retentionHintDe, String retentionHintEn, @Nullable Deferral deferral,
        boolean caseReasonRequired, AppliesTo appliesTo, @Nullable Integer suggestedMonths) {

    /** Whose data a purpose is about. */
    public enum AppliesTo {
        ALL,
        MINORS
    }

    /** How the files say when the person sees a read. */
    enum Visibility {
        AT_ONCE,
        DEFERRABLE
    }

    /**
     * A reasoned deferral that a second person reviews (R22).
     *
     * @param norm    what allows it
     * @param days    after so many days it must be reasoned anew
     * @param endDays the person is told within so many days after the reason has gone
     */
    public record Deferral(String norm, int days, int endDays) {}
}
