package de.handschlag.consent.agency;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.AgencyType.Sector;
import de.handschlag.text.Letters;

/**
 * What an administrator says about an agency. What is left out is as the catalogue has it for the agency's type.
 *
 * @param dataProtectionRegime       one of the catalogue's
 * @param authority                  key of the authority that receives complaints
 * @param mayInformImmigrationOffice whether § 87 AufenthG binds it (R20)
 */
record AgencyDescription(@NotBlank @Size(max = 200) @Letters(1) String name,
        @NotBlank @Size(max = 63) String agencyType,
        @Nullable Sector sector, @Nullable @Size(max = 63) String dataProtectionRegime,
        @Nullable @Size(max = 63) String authority, @Nullable Boolean mayInformImmigrationOffice) {}
