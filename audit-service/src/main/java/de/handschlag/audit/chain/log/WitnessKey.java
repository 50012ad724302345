package de.handschlag.audit.chain.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Public key of a witness: {@code name+hex(keyID)+base64(0x04 ‖ public key)} (C2SP tlog-cosignature, Ed25519).
 *
 * @param name as it stands in the witness's signature lines
 * @param id   four bytes
 */
public record WitnessKey(String name, byte[] id, PublicKey key) {

    private static final byte TIMESTAMPED_ED25519 = 4;
    private static final int ID_LENGTH = 4;
    private static final int SIGNATURE_LENGTH = 64;
    private static final int LINE_LENGTH = ID_LENGTH + Long.BYTES + SIGNATURE_LENGTH;
    /** Seconds that a PostgreSQL timestamp and an Instant can hold with certainty; the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    /**
     * What a witness says: at this time the checkpoint was the largest that it had seen, and continued all before.
     *
     * @param cosignedAt the witness's clock, whole seconds
     * @param line       as the note bears it, with its line feed
     */
    public record Cosignature(Instant cosignedAt, String line) {}

    /** @throws IllegalArgumentException if the text is no such key, or its id is not that of its key */
    public static WitnessKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a witness's verifier key is name+keyid+key");
        }
        Checkpoint.requireOrigin(parts[0]);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        if (typed.length != 33 || typed[0] != TIMESTAMPED_ED25519) {
            throw new IllegalArgumentException(
                    "the verifier key of " + parts[0] + " is not for Ed25519 cosignatures (type 0x04)");
        }
        var sha256 = TreeHasher.sha256();
        sha256.update((parts[0] + "\n").getBytes(StandardCharsets.UTF_8));
        byte[] id = Arrays.copyOf(sha256.digest(typed), ID_LENGTH);
        if (!HexFormat.of().formatHex(id).equals(parts[1])) {
            throw new IllegalArgumentException("the id in the verifier key of " + parts[0] + " is not that of its key");
        }
        try {
            return new WitnessKey(parts[0], id, SignedNote.publicKey(Arrays.copyOfRange(typed, 1, typed.length)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the verifier key of " + parts[0] + " holds no Ed25519 key", e);
        }
    }

    /** Name and id: tells two keys of one witness apart. */
    public String nameAndId() {
        return name + "+" + HexFormat.of().formatHex(id);
    }

    /**
     * This witness's cosignature among signature lines; those of other keys are left alone.
     *
     * @param text what is signed: the checkpoint's three lines
     * @throws IllegalArgumentException if there is none, or it does not fit
     */
    public Cosignature find(String text, List<String> lines) {
        String start = SignedNote.SIGNATURE_MARK + name + " ";
        for (String line : lines) {
            if (!line.startsWith(start)) {
                continue;
            }
            byte[] signed = Base64.getDecoder().decode(line.substring(start.length()));
            if (signed.length >= ID_LENGTH && Arrays.equals(signed, 0, ID_LENGTH, id, 0, ID_LENGTH)) {
                return verified(text, signed);
            }
        }
        throw new IllegalArgumentException("no line is signed by " + nameAndId());
    }

    private Cosignature verified(String text, byte[] signed) {
        if (signed.length != LINE_LENGTH) {
            throw new IllegalArgumentException("the cosignature has not the length of one");
        }
        long seconds = ByteBuffer.wrap(signed, ID_LENGTH, Long.BYTES).getLong();
        if (seconds < 0 || seconds > LATEST) {
            throw new IllegalArgumentException("the cosignature's time is none");
        }
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8));
            if (!ed25519.verify(Arrays.copyOfRange(signed, ID_LENGTH + Long.BYTES, LINE_LENGTH))) {
                throw new IllegalArgumentException("the cosignature does not fit the checkpoint");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the cosignature is no Ed25519 signature", e);
        }
        // Written anew from its bytes: whatever form of base64 came, the note has the one form.
        return new Cosignature(Instant.ofEpochSecond(seconds),
                SignedNote.SIGNATURE_MARK + name + " " + Base64.getEncoder().encodeToString(signed) + "\n");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitnessKey that && name.equals(that.name) && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
