package de.handschlag.event;

import java.util.UUID;

/** An agency's case reference now stands for this person. */
public record CaseLinked(UUID dataSubjectId, long consentRevision, CaseLinkState caseLink) implements PersonEvent {

    @Override
    public String messageKey() {
        return dataSubjectId + "/case-link/" + caseLink.caseLinkId();
    }
}
