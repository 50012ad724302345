package de.handschlag.verifier.payload;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.note.CanonicalBase64;

/**
 * Reads an entry of the tree: the canonical JSON of {@code {"class","commit","id","month"}}, and {@code "type"} behind it in the
 * former form, which older logs begin with. As nothing in it needs to be escaped, its canonical form is one sequence of bytes, which
 * is compared instead of parsed. Not thread-safe.
 */
public final class EntryForm {

    private static final byte[][] FRAME = {bytes("{\"class\":\""), bytes("\",\"commit\":\""), bytes("\",\"id\":\""),
            bytes("\",\"month\":\"")};
    private static final byte[] TYPE = bytes("\",\"type\":\"");
    private static final byte[] END = bytes("\"}");
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int POOLED = 1000;

    /** Classes, months and types are few. */
    private final Map<String, String> pool = new HashMap<>();

    /**
     * What the tree holds of an event.
     *
     * @param type null in the form without it
     */
    public record Entry(String retentionClass, byte[] commitment, String id, String month, @Nullable String type) {}

    /** @throws MalformedException if these bytes are no entry in canonical form */
    public Entry parse(byte[] entry, int length) throws MalformedException {
        String[] values = new String[FRAME.length];
        int at = 0;
        for (int i = 0; i < FRAME.length; i++) {
            at = skip(FRAME[i], entry, at, length);
            values[i] = value(entry, at, length);
            at += values[i].length();
        }
        String type = null;
        if (at + END.length < length) {
            at = skip(TYPE, entry, at, length);
            type = value(entry, at, length);
            at += type.length();
        }
        if (skip(END, entry, at, length) != length) {
            throw new MalformedException("something follows the entry's JSON");
        }
        if (!ID.matcher(values[2]).matches() || !MONTH.matcher(values[3]).matches() || values[0].isEmpty()
                || (type != null && type.isEmpty())) {
            throw new MalformedException("the entry's class, id, month or type is not of its form");
        }
        return new Entry(pooled(values[0]), commitment(values[1]), values[2], pooled(values[3]),
                type == null ? null : pooled(type));
    }

    private static String value(byte[] entry, int from, int length) {
        int end = from;
        while (end < length && isPlain(entry[end])) {
            end++;
        }
        return new String(entry, from, end - from, StandardCharsets.US_ASCII);
    }

    private static byte[] commitment(String text) throws MalformedException {
        try {
            byte[] commitment = CanonicalBase64.decode(text);
            if (commitment.length == 32) {
                return commitment;
            }
        } catch (IllegalArgumentException e) {
            // Falls through.
        }
        throw new MalformedException("the entry's commitment is no SHA-256 hash in base64");
    }

    private String pooled(String value) {
        if (pool.size() >= POOLED) {
            return value;
        }
        String known = pool.putIfAbsent(value, value);
        return known == null ? value : known;
    }

    private static int skip(byte[] expected, byte[] entry, int at, int length) throws MalformedException {
        if (at + expected.length > length) {
            throw new MalformedException("the entry ends early");
        }
        for (int i = 0; i < expected.length; i++) {
            if (entry[at + i] != expected[i]) {
                throw new MalformedException("the entry is not canonical JSON of class, commit, id and month");
            }
        }
        return at + expected.length;
    }

    private static boolean isPlain(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '.' || b == '-'
                || b == '+' || b == '/' || b == '=' || b == '_';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
