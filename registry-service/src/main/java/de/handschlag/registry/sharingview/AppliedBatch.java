package de.handschlag.registry.sharingview;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What one committed transaction applied.
 *
 * @param revisions   per person the newest consent revision in the batch; the views hold it or a later one
 * @param nextOffsets per partition the offset after the batch
 * @param eventCount  events applied, heartbeats not counted
 * @param deadLetters records that could not be understood, or were refused
 * @param enforcedAt  the database's clock after the commit; null if there is no revision to tell of
 */
record AppliedBatch(Map<UUID, PersonRevision> revisions, Map<Integer, Long> nextOffsets, int eventCount,
        int deadLetters, @Nullable Instant enforcedAt) {

    /** A person's newest revision and the partition that it came from. */
    record PersonRevision(int partition, long consentRevision) {}
}
