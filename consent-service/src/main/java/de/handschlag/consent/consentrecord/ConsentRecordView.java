package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.notice.Notice;
import de.handschlag.event.ApprovalEvidence.Answer;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.WithdrawalEvidence.Channel;

/**
 * A consent record as its person sees it.
 *
 * @param requestedAttributes what the person is asked for: what the agency asked for without what waits in another request of it, or
 *                            was said no to (R2)
 * @param requiredAttributes  those of them without which the purpose does not work; never that the person must agree. Only in the
 *                            view of one record
 * @param attributes          what is granted, once the person approved; what was asked for before
 * @param explicitAttributes  those confirmed in their own step (R5)
 * @param releasedSources     agencies whose secrecy the person has released for this consent (R9); empty unless it is in force
 * @param months              how long the grant is to last, from the approval on; the person can grant less (expiresAt)
 * @param replacedBy          the later consent for the same agency and purpose that took the place of this one
 * @param consentRevision     the person's revision after the record's last change
 * @param canStillBeApproved  whether the person, who refused, can approve after all; only in the view of one record
 * @param decidedByLoginBinding which of the person's logins approved or refused (R35); null while undecided, and if not recorded
 * @param endedByLoginBinding which of them withdrew
 * @param recordedWithdrawal  how the person withdrew, if the agency recorded that; null otherwise
 * @param recordedApproval    how the person approved, if the agency recorded that; null otherwise
 * @param notice              the text shown, or to be shown, for the decision; only in the view of one record
 * @param replaces            earlier consents for the same agency and purpose whose place this one took, or would take if all that is
 *                            asked for were approved; only in the view of one record, and null if there is none
 * @param missingLanguage     the language in which the notice was wanted; null unless there is none in it (R31)
 */
record ConsentRecordView(UUID consentRecordId, String agencyId, String caseReference, String purpose,
        ConsentStatus status, List<String> requestedAttributes, @Nullable List<String> requiredAttributes,
        List<String> attributes, List<String> explicitAttributes, List<String> releasedSources, String legalBasis,
        int months, Instant requestedAt, @Nullable Instant decidedAt, @Nullable Instant expiresAt,
        @Nullable Instant endedAt, @Nullable String endReason, @Nullable UUID replacedBy,
        @Nullable Boolean canStillBeApproved, @Nullable UUID decidedByLoginBinding, @Nullable UUID endedByLoginBinding,
        @Nullable Recorded recordedWithdrawal, @Nullable Approved recordedApproval, long consentRevision,
        @Nullable Notice notice, @Nullable Replacement replaces, @Nullable String missingLanguage) {

    static ConsentRecordView of(ConsentRecord entity, Instant now, @Nullable Notice notice,
            @Nullable Replacement replaces, @Nullable String missingLanguage) {
        boolean lapsed = entity.isLapsed(now);
        return new ConsentRecordView(entity.id(), entity.agencyId(), entity.caseReference(), entity.purpose(),
                entity.statusAt(now), entity.putAttributes(), null, entity.attributes(), entity.explicitAttributes(),
                entity.isInForce(now) ? entity.releasedSources() : List.of(), entity.legalBasis(), entity.months(),
                entity.requestedAt(), entity.decidedAt(), entity.expiresAt(),
                lapsed ? entity.lapsesAt() : entity.endedAt(), lapsed ? ConsentRecord.LAPSED : entity.endReason(),
                entity.replacedBy(), null, entity.decidedByLoginBinding(), entity.endedByLoginBinding(),
                Recorded.of(entity.recordedWithdrawal()), Approved.of(entity, now), entity.consentRevision(), notice,
                replaces, missingLanguage);
    }

    /** The same with what only the view of one record says. */
    ConsentRecordView inFull(List<String> required, boolean stillApprovable) {
        return new ConsentRecordView(consentRecordId, agencyId, caseReference, purpose, status, requestedAttributes,
                required, attributes, explicitAttributes, releasedSources, legalBasis, months, requestedAt, decidedAt,
                expiresAt, endedAt, endReason, replacedBy, stillApprovable, decidedByLoginBinding, endedByLoginBinding,
                recordedWithdrawal, recordedApproval, consentRevision, notice, replaces, missingLanguage);
    }

    /** A guardian is not told whose secrecy the person released: whom the person confides in is theirs (R11, R12). */
    ConsentRecordView seenBy(Login login) {
        return login.isActing()
                ? new ConsentRecordView(consentRecordId, agencyId, caseReference, purpose, status, requestedAttributes,
                        requiredAttributes, attributes, explicitAttributes, List.of(), legalBasis, months, requestedAt,
                        decidedAt, expiresAt, endedAt, endReason, replacedBy, canStillBeApproved, decidedByLoginBinding,
                        endedByLoginBinding, recordedWithdrawal, recordedApproval, consentRevision, notice, replaces,
                        missingLanguage)
                : this;
    }

    /** The same, and not what took its place. */
    ConsentRecordView withoutReplacement() {
        return new ConsentRecordView(consentRecordId, agencyId, caseReference, purpose, status, requestedAttributes,
                requiredAttributes, attributes, explicitAttributes, releasedSources, legalBasis, months, requestedAt,
                decidedAt, expiresAt, endedAt, endReason, null, canStillBeApproved, decidedByLoginBinding,
                endedByLoginBinding, recordedWithdrawal, recordedApproval, consentRevision, notice, replaces,
                missingLanguage);
    }

    /** Since when it is over; null while it is not. What expired is over since then, whenever that was noticed. */
    @Nullable
    Instant overSince() {
        return status == ConsentStatus.EXPIRED ? expiresAt : endedAt;
    }

    /** Whether the agency took the request back before the person decided. */
    boolean isTakenBack() {
        return ConsentRecord.TAKEN_BACK.equals(endReason);
    }

    /** Whether the agency asked for more before the person decided: another request waits in the place of this one. */
    boolean isAskedForMore() {
        return ConsentRecord.ASKED_FOR_MORE.equals(endReason);
    }

    /** Whether nobody decided in time. */
    boolean isLapsed() {
        return ConsentRecord.LAPSED.equals(endReason);
    }

    /** As it is told to the person who approved: with how far reads heed the end of what was replaced. */
    ConsentRecordView replacing(Replacement known) {
        return new ConsentRecordView(consentRecordId, agencyId, caseReference, purpose, status, requestedAttributes,
                requiredAttributes, attributes, explicitAttributes, releasedSources, legalBasis, months, requestedAt,
                decidedAt, expiresAt, endedAt, endReason, replacedBy, canStillBeApproved, decidedByLoginBinding,
                endedByLoginBinding, recordedWithdrawal, recordedApproval, consentRevision, notice, known,
                missingLanguage);
    }

    /**
     * A withdrawal that the agency recorded, as the person sees it.
     *
     * @param channel on paper or by word of mouth
     * @param reason  what the employee wrote down; null if nothing, or if it is not known any more
     */
    record Recorded(Channel channel, @Nullable String reason) {

        static @Nullable Recorded of(@Nullable RecordedWithdrawal withdrawal) {
            return withdrawal == null ? null : new Recorded(withdrawal.channel(), withdrawal.reason());
        }
    }

    /**
     * An approval that the agency recorded, as the person sees it.
     *
     * @param channel      on paper or by word of mouth
     * @param signedBy     whose word it is said to be
     * @param interpreter  whether somebody interpreted
     * @param reason       what the employee wrote down; null if nothing, or if it is not known any more
     * @param agreedUntil  until when it lasts if the person confirms it; otherwise it ends before (expiresAt)
     * @param answer       what the person said of it; null as long as they said nothing
     * @param toBeAnswered whether they can still say whether it was theirs
     */
    record Approved(ConsentEvidence.Channel channel, Signer signedBy, boolean interpreter, @Nullable String reason,
            Instant agreedUntil, @Nullable Answer answer, boolean toBeAnswered) {

        static @Nullable Approved of(ConsentRecord entity, Instant now) {
            RecordedApproval approval = entity.recordedApproval();
            DecisionEvidence evidence = entity.evidence();
            return approval == null || evidence == null
                    ? null
                    : new Approved(evidence.channel(), approval.signedBy(), approval.interpreter(), approval.reason(),
                            approval.agreedUntil(), approval.answer(), entity.isToBeAnswered(now));
        }
    }

    /** @param nextCursor for the next page; null on the last */
    record Page(List<ConsentRecordView> consentRecords, @Nullable String nextCursor) {}
}
