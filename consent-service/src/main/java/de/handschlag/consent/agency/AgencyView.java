package de.handschlag.consent.agency;

/**
 * An agency as everybody sees it.
 *
 * @param agencyId   stable slug, the {@code agency_id} of its tokens
 * @param name       name as the person knows it
 * @param agencyType key in the catalogue
 */
public record AgencyView(String agencyId, String name, String agencyType) {}
