package de.handschlag.consent.agency;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What an administrator says about an agency. */
record AgencyDescription(@NotBlank @Size(max = 200) String name, @NotBlank @Size(max = 63) String agencyType) {}
