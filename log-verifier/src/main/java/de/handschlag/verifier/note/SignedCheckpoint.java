package de.handschlag.verifier.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;

/**
 * What the log promised: its first {@code size} entries have this root.
 *
 * @param text       what signatures cover
 * @param signatures lines after the blank one, of any key
 */
public record SignedCheckpoint(String origin, long size, byte[] root, String text, List<String> signatures) {

    /** Bytes that a note may have; hundreds of witnesses could cosign. */
    public static final int LONGEST = 64 * 1024;

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern SIGNATURE = Pattern.compile("\u2014 ([^ +\\s]+) ([A-Za-z0-9+/]+={0,2})");

    /**
     * Reads a note and verifies its signature; other keys' signatures (witnesses) are left alone.
     *
     * @param what names the note in faults
     * @return the checkpoint if it can be read, whether its signature fits or not
     */
    public static Optional<SignedCheckpoint> open(byte[] note, VerifierKey key, String what, Faults faults) {
        try {
            SignedCheckpoint checkpoint = read(note, key, what, faults);
            if (!checkpoint.origin.equals(key.name())) {
                faults.add(FaultKind.ORIGIN, null,
                        what + " speaks for " + checkpoint.origin + ", the key is that of " + key.name());
            }
            return Optional.of(checkpoint);
        } catch (IllegalArgumentException e) {
            faults.add(FaultKind.NOTE, null, what + " is no signed checkpoint: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static SignedCheckpoint read(byte[] note, VerifierKey key, String what, Faults faults) {
        if (note.length > LONGEST) {
            throw new IllegalArgumentException("longer than " + LONGEST + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8");
        }
        int blank = text.lastIndexOf("\n\n");
        if (blank < 0 || !text.endsWith("\n")) {
            throw new IllegalArgumentException("no blank line before signatures, or no line feed at the end");
        }
        String signed = text.substring(0, blank + 1);
        SignedCheckpoint checkpoint = parse(signed, text.substring(blank + 2).lines().toList());
        verify(signed.getBytes(StandardCharsets.UTF_8), checkpoint.signatures, key, what, faults);
        return checkpoint;
    }

    private static SignedCheckpoint parse(String signed, List<String> signatures) {
        String[] lines = signed.split("\n", -1);
        if (lines.length != 4) {
            throw new IllegalArgumentException("three lines are signed: origin, size, root");
        }
        if (lines[0].isEmpty() || !SIZE.matcher(lines[1]).matches()) {
            throw new IllegalArgumentException("no origin, or a size that is no number");
        }
        byte[] root = CanonicalBase64.decode(lines[2]);
        if (root.length != 32) {
            throw new IllegalArgumentException("the root is no SHA-256 hash in base64");
        }
        return new SignedCheckpoint(lines[0], Long.parseLong(lines[1]), root, signed, signatures);
    }

    private static void verify(byte[] signed, List<String> lines, VerifierKey key, String what, Faults faults) {
        boolean found = false;
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("no signature");
        }
        for (String line : lines) {
            Matcher matcher = SIGNATURE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a line after the blank one is no signature");
            }
            byte[] signature = CanonicalBase64.decode(matcher.group(2));
            if (signature.length < 5) {
                throw new IllegalArgumentException("a signature is too short");
            }
            if (!matcher.group(1).equals(key.name()) || !Arrays.equals(Arrays.copyOf(signature, 4), key.id())) {
                continue;
            }
            found = true;
            if (signature.length != 68 || !key.verifies(signed, Arrays.copyOfRange(signature, 4, signature.length))) {
                faults.add(FaultKind.SIGNATURE, null, what + " is not signed by the key that it names");
            }
        }
        if (!found) {
            faults.add(FaultKind.KEY, null, what + " bears no signature of the key " + key.name());
        }
    }
}
