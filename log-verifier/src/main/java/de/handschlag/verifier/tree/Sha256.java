package de.handschlag.verifier.tree;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as RFC 6962, section 2.1, applies it; writes into given arrays so that hashing allocates nothing. Not thread-safe. */
public final class Sha256 {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private final MessageDigest digest = newDigest();

    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** SHA-256(0x00 ‖ entry). */
    public void leaf(byte[] entry, int length, byte[] target, int offset) {
        digest.update((byte) 0);
        digest.update(entry, 0, length);
        finish(target, offset);
    }

    /** SHA-256(0x01 ‖ left ‖ right) of two hashes that stand side by side. */
    public void node(byte[] pair, int pairOffset, byte[] target, int offset) {
        digest.update((byte) 1);
        digest.update(pair, pairOffset, 2 * LENGTH);
        finish(target, offset);
    }

    /** Hash of nothing: the root of the empty tree. */
    public byte[] empty() {
        return digest.digest();
    }

    private void finish(byte[] target, int offset) {
        try {
            digest.digest(target, offset, LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("there is room for a hash", e);
        }
    }
}
