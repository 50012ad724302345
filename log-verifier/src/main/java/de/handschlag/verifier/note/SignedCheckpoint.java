package de.handschlag.verifier.note;

import java.util.Optional;
import java.util.regex.Pattern;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;

/**
 * What the log promised: its first {@code size} entries have this root.
 *
 * @param note what says so, with signatures of any key
 */
public record SignedCheckpoint(String origin, long size, byte[] root, SignedNote note) {

    /** Bytes that a note may have; hundreds of witnesses could cosign. */
    public static final int LONGEST = 64 * 1024;

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

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
        SignedNote read = SignedNote.read(note, LONGEST);
        SignedCheckpoint checkpoint = parse(read);
        read.verify(key, what, faults);
        return checkpoint;
    }

    private static SignedCheckpoint parse(SignedNote note) {
        String[] lines = note.text().split("\n", -1);
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
        return new SignedCheckpoint(lines[0], Long.parseLong(lines[1]), root, note);
    }
}
