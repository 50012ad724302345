package de.handschlag.verifier.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;

/**
 * A C2SP signed note.
 *
 * @param text       what is signed, with the line feed at its end
 * @param signatures one per line
 */
public record SignedNote(String text, List<Signature> signatures) {

    private static final Pattern SIGNATURE = Pattern.compile("\u2014 ([^ +\\s]+) ([A-Za-z0-9+/]+={0,2})");

    /** @param bytes key id and signature */
    public record Signature(String name, byte[] bytes) {}

    /** @throws IllegalArgumentException with a sentence if these bytes are no note of this length at most */
    public static SignedNote read(byte[] note, int longest) {
        if (note.length > longest) {
            throw new IllegalArgumentException("longer than " + longest + " bytes");
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
        List<Signature> signatures = new ArrayList<>();
        for (String line : text.substring(blank + 2).lines().toList()) {
            Matcher matcher = SIGNATURE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a line after the blank one is no signature");
            }
            byte[] signature = CanonicalBase64.decode(matcher.group(2));
            if (signature.length < 5) {
                throw new IllegalArgumentException("a signature is too short");
            }
            signatures.add(new Signature(matcher.group(1), signature));
        }
        if (signatures.isEmpty()) {
            throw new IllegalArgumentException("no signature");
        }
        return new SignedNote(text.substring(0, blank + 1), signatures);
    }

    /**
     * Names it if the key did not sign this; other keys' signatures (witnesses) are left alone.
     *
     * @param what names the note in faults
     */
    public void verify(VerifierKey key, String what, Faults faults) {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (Signature signature : signatures) {
            byte[] bytes = signature.bytes;
            if (!signature.name.equals(key.name()) || !Arrays.equals(Arrays.copyOf(bytes, 4), key.id())) {
                continue;
            }
            found = true;
            if (bytes.length != 68 || !key.verifies(signed, Arrays.copyOfRange(bytes, 4, bytes.length))) {
                faults.add(FaultKind.SIGNATURE, null, what + " is not signed by the key that it names");
            }
        }
        if (!found) {
            faults.add(FaultKind.KEY, null, what + " bears no signature of the key " + key.name());
        }
    }
}
