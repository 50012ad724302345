package de.handschlag.verifier.tree;

import java.util.List;
import java.util.Optional;

/** An inclusion proof as RFC 9162, section 2.1.3.2, verifies it. */
public final class InclusionProof {

    /** Hashes that a proof in a tree of 2^63 entries has at most. */
    public static final int LONGEST = 63;

    private InclusionProof() {}

    /**
     * The root to which the hashes lead from a leaf.
     *
     * @return empty if this place in a tree of this size needs other hashes: more, fewer, or longer ones
     */
    public static Optional<byte[]> root(long index, long size, byte[] leafHash, List<byte[]> hashes) {
        Sha256 sha256 = new Sha256();
        byte[] pair = new byte[2 * Sha256.LENGTH];
        byte[] hash = leafHash.clone();
        long place = index;
        long last = size - 1;
        for (byte[] other : hashes) {
            if (last == 0 || other.length != Sha256.LENGTH) {
                return Optional.empty();
            }
            boolean right = (place & 1) == 1 || place == last;
            System.arraycopy(right ? other : hash, 0, pair, 0, Sha256.LENGTH);
            System.arraycopy(right ? hash : other, 0, pair, Sha256.LENGTH, Sha256.LENGTH);
            sha256.node(pair, 0, hash, 0);
            while (right && (place & 1) == 0 && place != 0) {
                place >>= 1;
                last >>= 1;
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && index < size ? Optional.of(hash) : Optional.empty();
    }
}
