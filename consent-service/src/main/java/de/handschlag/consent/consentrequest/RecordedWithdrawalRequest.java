package de.handschlag.consent.consentrequest;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.WithdrawalEvidence.Channel;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/**
 * What an employee records of a withdrawal.
 *
 * @param channel how the person withdrew
 * @param reason  why it was by word of mouth; needed then (R8). The person can read it
 */
record RecordedWithdrawalRequest(@NotNull Channel channel,
        @Nullable @SeveralLines @Size(min = 1, max = 500) @Letters(2) String reason) {}
