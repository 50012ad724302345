package de.handschlag.consent.agency;

import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.AgencyType.Sector;

/**
 * An agency as everybody sees it.
 *
 * @param agencyId                   stable slug, the {@code agency_id} of its tokens
 * @param name                       name as the person knows it
 * @param agencyType                 key in the catalogue
 * @param sector                     who runs it
 * @param dataProtectionRegime       data protection law that it is under
 * @param authority                  who receives a complaint, a key of the catalogue
 * @param mayInformImmigrationOffice § 87 AufenthG may oblige it to inform the immigration office (R20)
 * @param body                       legal body that it is a part of; null if it is one itself
 * @param contact                    how persons reach it; null if it has not told
 * @param dataProtectionOfficer      how persons reach its data-protection officer; null if it has not told
 * @param retentionMonths            how long it keeps data after a consent's end; null if it has not told
 */
public record AgencyView(String agencyId, String name, String agencyType, Sector sector, String dataProtectionRegime,
        String authority, boolean mayInformImmigrationOffice, @Nullable String body, @Nullable String contact,
        @Nullable String dataProtectionOfficer, @Nullable Integer retentionMonths) {

    /**
     * R7: another name, type, body or law is another recipient, and so is one with another duty, as the notice tells of it. With
     * another telephone number it is the same.
     */
    boolean isSameRecipientAs(AgencyView other) {
        return new AgencyView(agencyId, name, agencyType, sector, dataProtectionRegime, other.authority,
                mayInformImmigrationOffice, body, other.contact, other.dataProtectionOfficer, other.retentionMonths)
                .equals(other);
    }
}
