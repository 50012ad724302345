package de.handschlag.audit.chain.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * The log's Ed25519 key under its name (C2SP signed-note).
 *
 * @param name      equal to the log's origin
 * @param rawPublic the 32 bytes of RFC 8032
 */
public record NoteKey(String name, PrivateKey privateKey, byte[] rawPublic) {

    private static final int RAW_LENGTH = 32;
    private static final byte ED25519 = 1;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    /** A new key. */
    public static NoteKey generate(String name) {
        try {
            return of(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /** Reads the key from a PKCS#8 PEM file; makes the file with a new key and mode 600 if it is absent. */
    public static NoteKey readOrMake(String name, Path file) throws IOException {
        if (!Files.exists(file)) {
            make(name, file);
        }
        String pem = KeyFile.read(file);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " holds no PKCS#8 private key in PEM");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        try {
            return of(name, KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no Ed25519 key", e);
        }
    }

    private static void make(String name, Path file) throws IOException {
        KeyFile.make(file, BEGIN + "\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(generate(name).privateKey().getEncoded())
                + "\n" + END + "\n");
    }

    private static NoteKey of(String name, PrivateKey key) {
        Checkpoint.requireOrigin(name);
        // The JDK gives a key's seed, and derives no public key from one.
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        return new NoteKey(name, key, new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded());
    }

    /** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). */
    public byte[] keyId() {
        var sha256 = TreeHasher.sha256();
        sha256.update(name.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
        sha256.update(ED25519);
        return Arrays.copyOf(sha256.digest(rawPublic), 4);
    }

    /** What a verifier needs: {@code name+hex(keyID)+base64(0x01 ‖ public key)}. */
    public String verifierKey() {
        byte[] typed = new byte[1 + RAW_LENGTH];
        typed[0] = ED25519;
        System.arraycopy(rawPublic, 0, typed, 1, RAW_LENGTH);
        return name + "+" + HexFormat.of().formatHex(keyId()) + "+" + Base64.getEncoder().encodeToString(typed);
    }
}
