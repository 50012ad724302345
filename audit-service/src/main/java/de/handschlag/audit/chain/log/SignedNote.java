package de.handschlag.audit.chain.log;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Checkpoints, and other statements of the log, as C2SP signed notes: the text, an empty line, one signature line. */
public final class SignedNote {

    static final String SIGNATURE_MARK = "\u2014 ";
    private static final int KEY_ID_LENGTH = 4;
    private static final int SIGNATURE_LENGTH = 64;
    /** What precedes a raw Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private SignedNote() {}

    /** Signs a checkpoint; the key's name is the log's origin. */
    public static String sign(Checkpoint checkpoint, NoteKey key) {
        if (!checkpoint.origin().equals(key.name())) {
            throw new IllegalArgumentException("the key's name is not the log's origin");
        }
        return checkpoint.text() + "\n" + signatureLine(checkpoint.text(), key);
    }

    /**
     * Signs a statement that is no checkpoint and cannot be taken for one: its first line is not the log's origin.
     *
     * @param text lines, none of them empty, each ended by a line feed
     * @throws IllegalArgumentException if it is anything else
     */
    public static String sign(String text, NoteKey key) {
        if (!text.endsWith("\n") || text.startsWith("\n") || text.contains("\n\n")
                || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new IllegalArgumentException("the text is not made of lines");
        }
        if (text.startsWith(key.name() + "\n")) {
            throw new IllegalArgumentException("the text begins as a checkpoint does");
        }
        return text + "\n" + signatureLine(text, key);
    }

    /** The line that vouches for a text: dash, name, base64(keyID ‖ signature). */
    static String signatureLine(String text, NoteKey key) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key.privateKey());
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] line = Arrays.copyOf(key.keyId(), KEY_ID_LENGTH + SIGNATURE_LENGTH);
            System.arraycopy(ed25519.sign(), 0, line, KEY_ID_LENGTH, SIGNATURE_LENGTH);
            return SIGNATURE_MARK + key.name() + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("text cannot be signed", e);
        }
    }

    /**
     * The checkpoint in a note that this key signed.
     *
     * @throws IllegalArgumentException if it is no such note
     */
    public static Checkpoint open(String note, NoteKey key) {
        int split = note.indexOf("\n\n");
        if (split < 0) {
            throw new IllegalArgumentException("not a signed note");
        }
        String text = note.substring(0, split + 1);
        String start = SIGNATURE_MARK + key.name() + " ";
        byte[] signed = note.substring(split + 2).lines().filter(line -> line.startsWith(start))
                .map(line -> Base64.getDecoder().decode(line.substring(start.length())))
                .filter(line -> line.length == KEY_ID_LENGTH + SIGNATURE_LENGTH
                        && Arrays.equals(line, 0, KEY_ID_LENGTH, key.keyId(), 0, KEY_ID_LENGTH))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the note is not signed by the key " + key.name()));
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(publicKey(key.rawPublic()));
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            if (!ed25519.verify(Arrays.copyOfRange(signed, KEY_ID_LENGTH, signed.length))) {
                throw new IllegalArgumentException("the note's signature is wrong");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the note's signature is no Ed25519 signature", e);
        }
        return Checkpoint.parse(text);
    }

    /** @throws GeneralSecurityException if the 32 bytes are no Ed25519 key */
    static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        byte[] x509 = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + raw.length);
        System.arraycopy(raw, 0, x509, X509_PREFIX.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
    }
}
