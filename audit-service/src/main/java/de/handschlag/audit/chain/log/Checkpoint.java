package de.handschlag.audit.chain.log;

import java.util.Arrays;
import java.util.Base64;

/**
 * What the log promises: the first {@code size} entries have this root (C2SP tlog-checkpoint).
 *
 * @param origin the log's name
 */
public record Checkpoint(String origin, long size, byte[] root) {

    public Checkpoint {
        requireOrigin(origin);
        if (size < 0 || root.length != TreeHasher.LENGTH) {
            throw new IllegalArgumentException("checkpoint with a negative size or a root that is no SHA-256 hash");
        }
    }

    /** @throws IllegalArgumentException if it cannot be the name of a key in a signed note */
    static void requireOrigin(String origin) {
        if (origin.isEmpty() || origin.indexOf('+') >= 0 || origin.codePoints()
                .anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException("the log's origin is empty or has a space or a plus sign in it");
        }
    }

    /** The text that is signed: three lines, each ended by a line feed. */
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /**
     * The checkpoint that {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || !lines[3].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("not a checkpoint of three lines");
        }
        Checkpoint checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]),
                Base64.getDecoder().decode(lines[2]));
        if (!checkpoint.text().equals(text)) {
            throw new IllegalArgumentException("not a checkpoint in its one form");
        }
        return checkpoint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && origin.equals(that.origin) && size == that.size
                && Arrays.equals(root, that.root);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size) * 31 + Arrays.hashCode(root);
    }
}
