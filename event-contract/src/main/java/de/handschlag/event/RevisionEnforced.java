package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Enforcement receipt: every read that begins at or after {@code enforcedAt} sees the person's consents at this revision
 * or later (G1).
 *
 * @param enforcedAt the clock of the registry's database, read after the view was committed
 */
public record RevisionEnforced(UUID dataSubjectId, long consentRevision,
        Instant enforcedAt) implements EnforcementEvent {

    public String messageKey() {
        return dataSubjectId.toString();
    }
}
