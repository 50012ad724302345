package de.handschlag.event;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The public keys whose signatures count, as an operator configured them; no topic can add one. Each line of the file is a
 * {@code source}, a space and the 32 bytes of an Ed25519 public key (RFC 8032) in Base64; lines that begin with {@code #} are
 * comments. A source may have several keys, so that a rotation has time.
 */
public final class TrustedKeys {

    private static final String LINE = "/[a-z-]{1,64} [A-Za-z0-9+/]{43}=";
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS = Set.of(PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);
    private static final int SIGNATURE_BYTES = 64;
    private static final int ID_BYTES = 8;

    /** A sender's key. */
    private record Trusted(String source, Ed25519PublicKeyParameters key) {}

    private final Map<String, Trusted> byId;

    private TrustedKeys(Map<String, Trusted> byId) {
        this.byId = byId;
    }

    /**
     * Reads the file.
     *
     * @throws IllegalStateException if it is missing, others than its owner can write to it, or it is not in this form; the message
     *                               is for an operator
     */
    public static TrustedKeys read(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(WRITABLE_BY_OTHERS::contains)) {
                throw new IllegalStateException(
                        "Others than its owner can write to the file of trusted keys " + file + ": chmod go-w");
            }
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalStateException("The file of trusted keys " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The file of trusted keys " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the text of such a file.
     *
     * @throws IllegalArgumentException if it is not in this form
     */
    public static TrustedKeys parse(String text) {
        Map<String, Trusted> byId = new HashMap<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.matches(LINE)) {
                throw new IllegalArgumentException("a line is not a source, a space and 32 bytes in Base64");
            }
            String[] parts = line.split(" ");
            byte[] raw = Base64.getDecoder().decode(parts[1]);
            Trusted former = byId.put(idOf(raw), new Trusted(parts[0], new Ed25519PublicKeyParameters(raw)));
            if (former != null && !former.source().equals(parts[0])) {
                throw new IllegalArgumentException("two sources have one key");
            }
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("it holds no key");
        }
        return new TrustedKeys(byId);
    }

    /** Lower-case hexadecimal of the first eight bytes of SHA-256 over the 32 bytes of the key. */
    public static String idOf(byte[] rawPublicKey) {
        try {
            return HexFormat.of()
                    .formatHex(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(rawPublicKey), ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /**
     * Returns what was signed if the record's sender signed it and may say it.
     *
     * @throws UnverifiedEventException     if not
     * @throws UnintelligibleEventException if a header is missing, the type is unknown or the data is no JSON
     */
    public byte[] verify(ConsumerRecord<String, byte[]> message) {
        Headers headers = message.headers();
        String signature = SignedContent.optional(headers, SignedContent.SIGNATURE);
        String keyId = SignedContent.optional(headers, SignedContent.KEY_ID);
        if (signature == null || keyId == null) {
            throw new UnverifiedEventException("not signed", null);
        }
        Trusted trusted = byId.get(keyId);
        if (trusted == null) {
            throw new UnverifiedEventException("signed with a key that is not trusted", null);
        }
        String source = SignedContent.required(headers, "ce_source");
        String type = SignedContent.required(headers, "ce_type");
        byte[] content = SignedContent.of(message.topic(), message.key(), headers, message.value());
        if (!verifies(trusted.key(), content, signature)) {
            throw new UnverifiedEventException("the signature does not fit", null);
        }
        if (!trusted.source().equals(source)) {
            throw new UnverifiedEventException("signed with another sender's key", null);
        }
        if ((message.value() == null) != type.equals(SignedContent.TOMBSTONE)
                || !Senders.maySend(source, message.topic(), type)) {
            throw new UnverifiedEventException("its sender may not say this on this topic", null);
        }
        requireOneForm(SignedContent.required(headers, "ce_id"));
        return content;
    }

    /** One id has one text, as whoever keeps it keeps that one. */
    private static void requireOneForm(String id) {
        try {
            if (UUID.fromString(id).toString().equals(id)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new UnintelligibleEventException("the id is no UUID", e);
        }
        throw new UnintelligibleEventException("the id is not in its usual form", null);
    }

    /** Whether this source has this key. */
    boolean has(String source, String keyId) {
        Trusted trusted = byId.get(keyId);
        return trusted != null && trusted.source().equals(source);
    }

    private static boolean verifies(Ed25519PublicKeyParameters key, byte[] content, String signature) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        // One signature has one text.
        if (bytes.length != SIGNATURE_BYTES || !Base64.getEncoder().encodeToString(bytes).equals(signature)) {
            return false;
        }
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, key);
        verifier.update(content, 0, content.length);
        return verifier.verifySignature(bytes);
    }
}
