package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notice.Notice;

/**
 * A consent record as its person sees it.
 *
 * @param requestedAttributes what the agency asked for
 * @param attributes          what is granted, once the person approved; what was asked for before
 * @param explicitAttributes  those confirmed in their own step (R5)
 * @param months              how long the grant is to last, from the approval on; the person can grant less (expiresAt)
 * @param replacedBy          the later consent for the same agency and purpose that took the place of this one
 * @param consentRevision     the person's revision after the record's last change
 * @param decidedByLoginBinding which of the person's logins approved or refused (R35); null while undecided, and if not recorded
 * @param endedByLoginBinding which of them withdrew
 * @param notice              the text shown, or to be shown, for the decision; only in the view of one record
 * @param replaces            earlier consents for the same agency and purpose whose place this one took, or would take if all that is
 *                            asked for were approved; only in the view of one record, and null if there is none
 * @param missingLanguage     the language in which the notice was wanted; null unless there is none in it (R31)
 */
record ConsentRecordView(UUID consentRecordId, String agencyId, String caseReference, String purpose,
        ConsentStatus status, List<String> requestedAttributes, List<String> attributes,
        List<String> explicitAttributes, String legalBasis, int months, Instant requestedAt,
        @Nullable Instant decidedAt, @Nullable Instant expiresAt, @Nullable Instant endedAt, @Nullable String endReason,
        @Nullable UUID replacedBy, @Nullable UUID decidedByLoginBinding, @Nullable UUID endedByLoginBinding,
        long consentRevision, @Nullable Notice notice, @Nullable Replacement replaces,
        @Nullable String missingLanguage) {

    static ConsentRecordView of(ConsentRecord entity, Instant now, @Nullable Notice notice,
            @Nullable Replacement replaces, @Nullable String missingLanguage) {
        return new ConsentRecordView(entity.id(), entity.agencyId(), entity.caseReference(), entity.purpose(),
                entity.statusAt(now), entity.requestedAttributes(), entity.attributes(), entity.explicitAttributes(),
                entity.legalBasis(), entity.months(), entity.requestedAt(), entity.decidedAt(), entity.expiresAt(),
                entity.endedAt(), entity.endReason(), entity.replacedBy(), entity.decidedByLoginBinding(),
                entity.endedByLoginBinding(), entity.consentRevision(), notice, replaces, missingLanguage);
    }

    /** Whether the agency took the request back before the person decided. */
    boolean isTakenBack() {
        return ConsentRecord.TAKEN_BACK.equals(endReason);
    }

    /** As it is told to the person who approved: with how far reads heed the end of what was replaced. */
    ConsentRecordView replacing(Replacement known) {
        return new ConsentRecordView(consentRecordId, agencyId, caseReference, purpose, status, requestedAttributes,
                attributes, explicitAttributes, legalBasis, months, requestedAt, decidedAt, expiresAt, endedAt,
                endReason, replacedBy, decidedByLoginBinding, endedByLoginBinding, consentRevision, notice, known,
                missingLanguage);
    }

    /** @param nextCursor for the next page; null on the last */
    record Page(List<ConsentRecordView> consentRecords, @Nullable String nextCursor) {}
}
