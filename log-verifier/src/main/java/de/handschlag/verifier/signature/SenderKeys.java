package de.handschlag.verifier.signature;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.note.CanonicalBase64;

/**
 * Public keys of the services, one a line: the source, a space, the 32 bytes of an Ed25519 key in base64. Empty lines and lines that
 * begin with {@code #} count for nothing.
 */
public final class SenderKeys {

    /** SubjectPublicKeyInfo of an Ed25519 key before its 32 bytes (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 8;

    /** A key and whose it is. */
    record Sender(String source, PublicKey key) {}

    private final Map<String, Sender> byId = new HashMap<>();

    /** @throws IllegalArgumentException with a sentence for the user */
    public static SenderKeys parse(String text) {
        SenderKeys keys = new SenderKeys();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(" ");
            if (parts.length != 2) {
                throw new IllegalArgumentException("a line of the senders' keys is not a source, a space and a key");
            }
            keys.add(parts[0], parts[1]);
        }
        if (keys.byId.isEmpty()) {
            throw new IllegalArgumentException("there is no sender's key");
        }
        return keys;
    }

    private void add(String source, String key) {
        try {
            byte[] raw = CanonicalBase64.decode(key);
            if (raw.length != KEY_BYTES) {
                throw new IllegalArgumentException("not 32 bytes");
            }
            byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + KEY_BYTES);
            System.arraycopy(raw, 0, encoded, PREFIX.length, KEY_BYTES);
            String id = HexFormat.of()
                    .formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(raw), ID_BYTES));
            Sender former = byId.put(id, new Sender(source,
                    KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded))));
            if (former != null && !former.source().equals(source)) {
                throw new IllegalArgumentException("two senders have one key");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the key of " + source + " is none: " + e.getMessage(), e);
        }
    }

    /** Null if there is no such key. */
    @Nullable
    Sender get(String keyId) {
        return byId.get(keyId);
    }
}
