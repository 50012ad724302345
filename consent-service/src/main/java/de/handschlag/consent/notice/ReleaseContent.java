package de.handschlag.consent.notice;

import java.util.List;

import de.handschlag.consent.agency.AgencyView;

/**
 * What the notice about a release from secrecy is about (R9).
 *
 * @param recipient  who may read what the source contributed
 * @param source     who is released from its duty of secrecy
 * @param attributes the items of the consent that the release belongs to
 */
public record ReleaseContent(AgencyView recipient, AgencyView source, String purpose, List<String> attributes) {}
