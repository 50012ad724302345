package de.handschlag.audit.chain.completeness;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Proof that the log has these entries about a person and no others. The stand-alone verifier checks it against an export.
 *
 * @param format     {@code handschlag-completeness/1}
 * @param origin     the log's name
 * @param scope      {@code shown}: what the person may be shown; {@code all}
 * @param entry      position of the entry that states the root
 * @param size       entries before this position are covered, as far as their payloads were not erased by then
 * @param statedAt   what the person may be shown is told as of this time
 * @param leaves     of the tree
 * @param root       base64
 * @param keyId      of the key of the hashes
 * @param personHash base64 of HMAC-SHA-256(key, scope ‖ ":" ‖ dataSubjectId)
 * @param count      how many entries there are
 * @param indices    their positions, ascending
 * @param blind      base64; with it count and indices open the leaf's commitment. Null if there are none
 * @param leaf       the person's; null if there are no entries
 * @param neighbours if there are none: the leaves between which the person's would stand; one at either end, none in an empty tree
 */
public record CompletenessProof(String format, String origin, UUID dataSubjectId, String scope, long entry, long size,
        Instant statedAt, long leaves, String root, String keyId, String personHash, int count, List<Long> indices,
        @Nullable String blind, @Nullable Leaf leaf, List<Leaf> neighbours) {

    static final String FORMAT = "handschlag-completeness/1";

    /**
     * A leaf with its way to the root.
     *
     * @param personHash base64; the leaf is personHash ‖ commitment
     * @param commitment base64 of SHA-256(blind ‖ count ‖ SHA-256(indices)), numbers as 8 bytes, big-endian
     * @param path       base64 hashes from leaf to root (RFC 6962, section 2.1.1)
     */
    public record Leaf(long position, String personHash, String commitment, List<String> path) {}
}
