package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Says which entries the audit log has about each person, as the root of a tree over keyed hashes: with it the log proves to a
 * person that a list of entries is all there is, or that there is none (ADR 35). It names nobody, and no hash of anybody.
 *
 * @param requester the service, which does it by itself
 * @param root      base64 of the tree's root (RFC 6962 over sorted leaves)
 * @param leaves    how many leaves the tree has
 * @param persons   how many persons the entries are about
 * @param size      the tree covers the log's entries before this position, as far as their payloads were not erased
 * @param keyId     of the key of the hashes, in hexadecimal
 * @param statedAt  what the persons may be shown is told as of this time (R21)
 */
public record CompletenessStated(Requester requester, String root, long leaves, long persons, long size, String keyId,
        Instant statedAt) implements AccessEvent {

    /** Nobody: it is about all. */
    @Override
    public @Nullable UUID dataSubjectId() {
        return null;
    }
}
