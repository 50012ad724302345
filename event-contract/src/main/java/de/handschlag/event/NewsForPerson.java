package de.handschlag.event;

import java.util.UUID;

/**
 * The registry has something to tell a person: somebody had an emergency access (R21), or a recipient is late with its answer (R23). Which of them, and
 * of whom, it does not say: whoever sends the message needs to know neither (R41). It comes when the person may know of it, not before. The
 * same news has the same event id, however often it is sent.
 */
public record NewsForPerson(UUID dataSubjectId) implements EnforcementEvent {

    public String messageKey() {
        return dataSubjectId.toString();
    }
}
