package de.handschlag.verifier.tree;

import java.util.List;
import java.util.Optional;

/** Where a path of hashes leads (RFC 9162, section 2.1.3.2). */
public final class InclusionPath {

    private InclusionPath() {}

    /**
     * The root to which the path leads from this leaf.
     *
     * @return empty if the path has not the length that position and size imply
     */
    public static Optional<byte[]> root(byte[] leafHash, long position, long size, List<byte[]> path) {
        if (position < 0 || position >= size) {
            return Optional.empty();
        }
        Sha256 sha256 = new Sha256();
        byte[] pair = new byte[2 * Sha256.LENGTH];
        byte[] hash = leafHash.clone();
        long at = position;
        long last = size - 1;
        for (byte[] sibling : path) {
            if (last == 0 || sibling.length != Sha256.LENGTH) {
                return Optional.empty();
            }
            boolean isRight = (at & 1) == 1 || at == last;
            System.arraycopy(isRight ? sibling : hash, 0, pair, 0, Sha256.LENGTH);
            System.arraycopy(isRight ? hash : sibling, 0, pair, Sha256.LENGTH, Sha256.LENGTH);
            sha256.node(pair, 0, hash, 0);
            while (isRight && (at & 1) == 0 && at != 0) {
                at >>= 1;
                last >>= 1;
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }
}
