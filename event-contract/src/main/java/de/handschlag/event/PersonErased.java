package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Everything about the person is erased (Art. 17 GDPR). Tombstones for the person's other keys follow, so that the topic
 * forgets them too; this event stays, as it holds nothing but a random id.
 */
public record PersonErased(UUID dataSubjectId, long consentRevision, Instant erasedAt) implements PersonEvent {

    @Override
    public String messageKey() {
        return dataSubjectId + "/person";
    }
}
