package de.handschlag.consent.consentrequest;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import de.handschlag.consent.caselink.CaseReference;

/** One purpose, one or more attributes, an end: nothing is left open (R1). */
record NewConsentRequest(
        @NotNull @Pattern(regexp = CaseReference.PATTERN, message = CaseReference.EXPECTED) String caseReference,
        @NotNull @Size(min = 1, max = 63) String purpose,
        @NotEmpty @Size(max = 62) List<@NotNull @Size(min = 1, max = 63) String> attributes,
        @NotNull @Min(1) @Max(24) Integer months) {}
