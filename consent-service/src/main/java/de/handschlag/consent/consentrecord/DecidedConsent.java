package de.handschlag.consent.consentrecord;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notice.Notice;
import de.handschlag.event.ApprovalEvidence.Answer;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.WithdrawalEvidence.Channel;

/**
 * A consent record whose person has decided, as it stands now.
 *
 * @param granted    keys of what the person granted; empty if they refused
 * @param notGranted keys of what was asked for and not granted
 * @param explicit   those of {@code granted} that were confirmed in their own step (R5)
 * @param expiresAt  when the grant ends or ended by itself; null if the person refused
 * @param endedAt    when it ended, if it did; of what expired, {@code expiresAt}, whenever that was noticed
 * @param replacedBy the later record that took its place; null if none did
 * @param recordedAs how the person withdrew, if the agency recorded that; null otherwise
 * @param givenTo    that it was given without a login, as the agency recorded; null otherwise
 * @param releases   from secrecy, declared beside it (R9), the oldest first
 * @param notice     what the person read; null if they refused without reading it
 */
public record DecidedConsent(UUID consentRecordId, String agencyId, String caseReference, String purpose,
        ConsentStatus status, List<String> granted, List<String> notGranted, List<String> explicit, String legalBasis,
        Instant requestedAt, Instant decidedAt, @Nullable Instant expiresAt, @Nullable Instant endedAt,
        @Nullable UUID replacedBy, @Nullable Channel recordedAs, @Nullable GivenTo givenTo,
        List<DeclaredRelease> releases, @Nullable Notice notice) {

    static DecidedConsent of(ConsentRecordView view, List<DeclaredRelease> releases) {
        Instant decidedAt = view.decidedAt();
        if (decidedAt == null) {
            throw ConsentProblems.NOT_DECIDED.because("The record's status is " + view.status().dpvTerm() + ".");
        }
        boolean refused = view.status() == ConsentStatus.REFUSED;
        ConsentRecordView.Recorded recorded = view.recordedWithdrawal();
        List<String> granted = refused ? List.of() : view.attributes();
        return new DecidedConsent(view.consentRecordId(), view.agencyId(), view.caseReference(), view.purpose(),
                view.status(), granted,
                view.requestedAttributes().stream().filter(key -> !granted.contains(key)).toList(),
                refused ? List.of() : view.explicitAttributes(), view.legalBasis(), view.requestedAt(), decidedAt,
                refused ? null : view.expiresAt(), view.overSince(), view.replacedBy(),
                recorded == null ? null : recorded.channel(), refused ? null : GivenTo.of(view.recordedApproval()),
                releases, view.notice());
    }

    /**
     * That it was given without a login, as two employees of the recipient recorded.
     *
     * @param byWord     by word of mouth; otherwise on paper
     * @param byGuardian by somebody who may decide for the person (R11)
     * @param interpreter whether somebody interpreted
     * @param confirmed  whether the person said by a login that they gave it
     */
    public record GivenTo(boolean byWord, boolean byGuardian, boolean interpreter, boolean confirmed) {

        static @Nullable GivenTo of(ConsentRecordView.@Nullable Approved approved) {
            return approved == null
                    ? null
                    : new GivenTo(approved.channel() == ConsentEvidence.Channel.ORAL,
                            approved.signedBy() == Signer.GUARDIAN, approved.interpreter(),
                            approved.answer() == Answer.CONFIRMED);
        }
    }
}
