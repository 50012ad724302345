package de.handschlag.verifier.note;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

import de.handschlag.verifier.tree.Sha256;

/**
 * A public key: {@code name+hex(keyID)+base64(type ‖ public key)} (C2SP signed-note); type 1 is a log's, type 4 a witness's.
 *
 * @param name the log's origin, or the witness's name
 * @param id   four bytes
 */
public record VerifierKey(String name, byte[] id, PublicKey key) {

    private static final byte ED25519 = 1;
    private static final byte TIMESTAMPED_ED25519 = 4;
    /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * The key of a log.
     *
     * @throws IllegalArgumentException if the text is no verifier key, or its id is not that of its key
     */
    public static VerifierKey parse(String text) {
        return parse(text, ED25519);
    }

    /**
     * The key of a witness, which signs the time with the checkpoint (C2SP tlog-cosignature).
     *
     * @throws IllegalArgumentException if the text is no such key, or its id is not that of its key
     */
    public static VerifierKey parseWitness(String text) {
        return parse(text, TIMESTAMPED_ED25519);
    }

    private static VerifierKey parse(String text, byte type) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3 || parts[0].isEmpty() || parts[0].codePoints().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("not a verifier key: name+keyid+key is expected");
        }
        byte[] typed = CanonicalBase64.decode(parts[2]);
        if (typed.length != 33 || typed[0] != type) {
            throw new IllegalArgumentException("the verifier key holds no Ed25519 key of type " + type);
        }
        MessageDigest sha256 = Sha256.newDigest();
        sha256.update((parts[0] + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] id = Arrays.copyOf(sha256.digest(typed), 4);
        if (!HexFormat.of().formatHex(id).equals(parts[1])) {
            throw new IllegalArgumentException("the verifier key's id is not that of its key");
        }
        byte[] x509 = Arrays.copyOf(X509, X509.length + 32);
        System.arraycopy(typed, 1, x509, X509.length, 32);
        try {
            return new VerifierKey(parts[0], id,
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the verifier key holds no Ed25519 key", e);
        }
    }

    /** Whether this key signed the text. */
    public boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && name.equals(that.name) && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
