package de.handschlag.consent.consentrecord;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a person sends to release a source from its duty of secrecy (R9).
 *
 * @param sourceAgencyId the agency that may let the recipient of the consent read what it contributed
 * @param language       language of the notice that the person read
 * @param noticeHash     hash of that notice (R6, R7)
 */
record SecrecyReleaseRequest(@NotNull @Size(max = 63) String sourceAgencyId, @NotNull @Size(max = 35) String language,
        @NotNull @Pattern(regexp = "[0-9a-f]{64}") String noticeHash) {}
