package de.handschlag.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Which texts of pages a named person has approved (R32). An approval is for a pair: the German text and its translation as they were
 * read. Whoever touches either one makes it a draft again.
 */
final class TextApprovals {

    static final String HEADER = "bundle,tag,key,sha256_german,sha256_text,state,who,when";
    private static final String APPROVED = "approved";
    private static final String DRAFT = "draft";
    private static final int COLUMNS = HEADER.split(",").length;

    private final Map<Text, Approved> approved = new HashMap<>();

    /** One text of a bundle. */
    private record Text(String bundle, String tag, String key) {}

    /** What was read. */
    private record Approved(String german, String translation) {}

    /**
     * Reads a file.
     *
     * @param lines {@value #HEADER}, one text a line; {@code state} is {@code approved} or {@code draft}
     * @throws IllegalArgumentException if it is not of this form, or nobody is named
     */
    void read(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("messages/status.csv must begin with " + HEADER);
        }
        lines.stream().skip(1).filter(line -> !line.isBlank()).forEach(this::readLine);
    }

    private void readLine(String line) {
        String[] columns = line.split(",", -1);
        boolean isApproved = columns.length == COLUMNS && columns[5].equals(APPROVED);
        if (columns.length != COLUMNS || !isApproved && !columns[5].equals(DRAFT)
                || isApproved && Stream.of(columns).anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("messages/status.csv: not of the form " + HEADER + ": " + line);
        }
        if (isApproved) {
            approved.put(new Text(columns[0], columns[1], columns[2]), new Approved(columns[3], columns[4]));
        }
    }

    /** Whether the translation was approved as both read now. */
    boolean isApproved(String bundle, String tag, String key, @Nullable String german, String translation) {
        Approved found = approved.get(new Text(bundle, tag, key));
        return found != null && german != null && found.german().equals(sha256(german))
                && found.translation().equals(sha256(translation));
    }

    /** SHA-256 of a text in UTF-8, in hexadecimal digits. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
