package de.handschlag.consent.consentrecord;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/** What a person sends to decide. */
final class DecisionRequest {

    private static final String SHA_256 = "[0-9a-f]{64}";

    private DecisionRequest() {}

    /**
     * @param attributes         what is granted; what is not named is not granted (R2), so null grants no more than explicitAttributes, or the
     *                           only attribute that was asked for
     * @param explicitAttributes special-category attributes confirmed in their own step (R5); null for none
     * @param months             how long, at most what was asked for; null for as long as that
     * @param language           language of the notice that the person read
     * @param noticeHash         hash of the notice that the person read (R6, R7)
     * @param afterAll           true: the person knows that they refused, and approves after all; an approval that was on its way when
     *                           they refused does not overturn it
     */
    record Approval(@Nullable @Size(min = 1, max = 62) List<@NotNull String> attributes,
            @Nullable @Size(max = 62) List<@NotNull String> explicitAttributes,
            @Nullable @Min(1) @Max(24) Integer months, @NotNull @Size(max = 35) String language,
            @NotNull @Pattern(regexp = SHA_256) String noticeHash, @Nullable Boolean afterAll) {}

    /** A refusal needs nothing (R2: a no costs no more than a yes); what the person read is kept if it is told. */
    record Refusal(@Nullable @Size(max = 35) String language, @Nullable @Pattern(regexp = SHA_256) String noticeHash) {}
}
