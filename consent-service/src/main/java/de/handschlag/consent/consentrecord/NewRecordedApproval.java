package de.handschlag.consent.consentrecord;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.text.Letters;
import de.handschlag.text.SeveralLines;

/**
 * What an employee records of an approval.
 *
 * @param channel     how the person said yes
 * @param reason      why it was by word of mouth; needed then (R8). The person can read it
 * @param attributes  what the person gave, of what was asked for (R2); none of a special category (R5)
 * @param months      how long, at most what was asked for; null for as long as that
 * @param language    language of the notice that was shown or read out
 * @param noticeHash  hash of that notice (R6, R7)
 * @param signedBy    whose word it is (R11)
 * @param interpreter whether somebody interpreted
 */
public record NewRecordedApproval(@NotNull Channel channel,
        @Nullable @SeveralLines @Size(min = 1, max = 500) @Letters(2) String reason,
        @NotEmpty @Size(max = 62) List<@NotNull @Size(min = 1, max = 63) String> attributes,
        @Nullable @Min(1) @Max(24) Integer months, @NotNull @Size(max = 35) String language,
        @NotNull @Pattern(regexp = "[0-9a-f]{64}") String noticeHash, @NotNull Signer signedBy,
        @NotNull Boolean interpreter) {

    /** How an approval is given that an office records. */
    public enum Channel {
        PAPER,
        ORAL
    }
}
