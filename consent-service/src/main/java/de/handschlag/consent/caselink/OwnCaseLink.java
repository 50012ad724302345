package de.handschlag.consent.caselink;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An agency's case that stands for a person, as this person sees it.
 *
 * @param caseReference the agency's own id of the person, as it stands on its letters
 */
record OwnCaseLink(UUID caseLinkId, String agencyId, String caseReference, Instant linkedAt) {

    /** The newest first. */
    record Page(List<OwnCaseLink> caseLinks) {}
}
