package de.handschlag.consent.agency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
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
 * @param body                       id of the legal body that the agency is a part of: agencies of one body are one where two are
 *                                   asked for (R35); null for an agency that is a body of its own
 * @param contact                    how persons reach it, in one line
 * @param dataProtectionOfficer      how persons reach its data-protection officer, in one line
 * @param retentionMonths            how many months it keeps data after the end of a consent; the notice says so
 */
record AgencyDescription(@NotBlank @Size(max = 200) @Letters(1) String name,
        @NotBlank @Size(max = 63) String agencyType, @Nullable Sector sector,
        @Nullable @Size(max = 63) String dataProtectionRegime, @Nullable @Size(max = 63) String authority,
        @Nullable Boolean mayInformImmigrationOffice,
        @Nullable @Pattern(regexp = AgencyDescription.ID, message = AgencyDescription.AN_ID) String body,
        @Nullable @Size(max = 300) @Letters(1) String contact,
        @Nullable @Size(max = 300) @Letters(1) String dataProtectionOfficer,
        @Nullable @Min(1) @Max(1200) Integer retentionMonths) {

    static final String ID = "[a-z0-9][a-z0-9-]{0,62}";
    static final String AN_ID = "1 to 63 small letters, digits or hyphens are expected";
}
