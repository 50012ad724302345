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
 * @param months              how long the grant is to last, from the approval on
 * @param consentRevision     the person's revision after the record's last change
 * @param notice              the text shown, or to be shown, for the decision; only in the view of one record
 */
record ConsentRecordView(UUID consentRecordId, String agencyId, String caseReference, String purpose,
        ConsentStatus status, List<String> requestedAttributes, List<String> attributes,
        List<String> explicitAttributes, String legalBasis, int months, Instant requestedAt,
        @Nullable Instant decidedAt, @Nullable Instant expiresAt, @Nullable Instant endedAt,
        @Nullable String endReason, long consentRevision, @Nullable Notice notice) {

    static ConsentRecordView of(ConsentRecord entity, Instant now, @Nullable Notice notice) {
        return new ConsentRecordView(entity.id(), entity.agencyId(), entity.caseReference(), entity.purpose(),
                entity.statusAt(now), entity.requestedAttributes(), entity.attributes(), entity.explicitAttributes(),
                entity.legalBasis(), entity.months(), entity.requestedAt(), entity.decidedAt(), entity.expiresAt(),
                entity.endedAt(), entity.endReason(), entity.consentRevision(), notice);
    }

    /** @param nextCursor for the next page; null on the last */
    record Page(List<ConsentRecordView> consentRecords, @Nullable String nextCursor) {}
}
