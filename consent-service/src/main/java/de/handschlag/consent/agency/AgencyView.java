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
 */
public record AgencyView(String agencyId, String name, String agencyType, Sector sector, String dataProtectionRegime,
        String authority, boolean mayInformImmigrationOffice, @Nullable String body) {

    /** R7: another name, type, body or law is another recipient, and so is one with another duty, as the notice tells of it. */
    boolean isSameRecipientAs(AgencyView other) {
        return new AgencyView(agencyId, name, agencyType, sector, dataProtectionRegime, other.authority,
                mayInformImmigrationOffice, body).equals(other);
    }
}
