package de.handschlag.registry.sharingview;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A record of consent-events for whose sake nobody reads its person's data. It names no person: who looks at the record, on the topic
 * or among the dead letters, finds the person there.
 *
 * @param partition       where on the topic it lies; -1 if an earlier version did not note it
 * @param offset          where in the partition
 * @param reason          {@code not-signed} or {@code not-understood}
 * @param knownRevision   the person's newest revision that was known when it came
 * @param claimedRevision the revision that it claims; null if it was not understood
 * @param blockedAt       since when it blocks
 */
record BlockingRecord(int partition, long offset, String reason, long knownRevision, @Nullable Long claimedRevision,
        Instant blockedAt) {}
