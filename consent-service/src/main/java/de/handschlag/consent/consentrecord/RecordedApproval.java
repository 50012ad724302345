package de.handschlag.consent.consentrecord;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.ApprovalEvidence.Answer;
import de.handschlag.event.ApprovalEvidence.Signer;

/**
 * A person approved without a login, and two employees of the recipient recorded it (R6, R8). Who was the first, the record's evidence says.
 *
 * @param confirmedBy random id of the second employee
 * @param signedBy    who said yes (R11)
 * @param interpreter whether somebody interpreted
 * @param agreedUntil for how long at most it was given
 * @param reason      why it was by word of mouth, in the employee's words; null if none was given, or if the database went back since
 * @param answer      what the person says of it by a login; null as long as they said nothing
 */
@Embeddable
record RecordedApproval(@Column(name = "approval_confirmed_by") String confirmedBy,
        @Column(name = "approval_signed_by") @Enumerated(EnumType.STRING) Signer signedBy,
        @Column(name = "approval_interpreter") Boolean interpreter,
        @Column(name = "approval_agreed_until") Instant agreedUntil,
        @Column(name = "approval_reason") @Nullable String reason,
        @Column(name = "approval_answer") @Enumerated(EnumType.STRING) @Nullable Answer answer) {

    static RecordedApproval of(ApprovalEvidence evidence) {
        return new RecordedApproval(evidence.confirmedBy(), evidence.signedBy(), evidence.interpreter(),
                evidence.agreedUntil(), null, evidence.answer());
    }

    ApprovalEvidence toEvent() {
        return new ApprovalEvidence(confirmedBy, signedBy, interpreter, agreedUntil, answer);
    }

    RecordedApproval answered(Answer given) {
        return new RecordedApproval(confirmedBy, signedBy, interpreter, agreedUntil, reason, given);
    }
}
