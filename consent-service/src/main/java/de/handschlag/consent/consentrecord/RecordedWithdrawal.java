package de.handschlag.consent.consentrecord;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.WithdrawalEvidence;
import de.handschlag.event.WithdrawalEvidence.Channel;

/**
 * A person withdrew without a login, and an employee of the recipient recorded it (R6, R8).
 *
 * @param channel    how the person withdrew
 * @param recordedBy random id of the employee
 * @param reason     why it was by word of mouth, in the employee's words; null if none was given, or if the database went back since
 */
@Embeddable
public record RecordedWithdrawal(@Column(name = "withdrawal_channel") @Enumerated(EnumType.STRING) Channel channel,
        @Column(name = "withdrawal_recorded_by") String recordedBy,
        @Column(name = "withdrawal_reason") @Nullable String reason) {

    static RecordedWithdrawal of(WithdrawalEvidence evidence) {
        return new RecordedWithdrawal(evidence.channel(), evidence.employeeId(), null);
    }

    WithdrawalEvidence toEvent() {
        return new WithdrawalEvidence(channel, recordedBy);
    }
}
