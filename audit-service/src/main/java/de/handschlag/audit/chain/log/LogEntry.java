package de.handschlag.audit.chain.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/** What the tree holds of an event: nothing personal, and a commitment to the rest. */
public final class LogEntry {

    /** Bytes of a salt. */
    public static final int SALT_LENGTH = 32;

    private static final String MONTH_MEMBER = "\"month\":\"";
    private static final String TYPE_MEMBER = "\"type\":\"";
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);

    private LogEntry() {}

    /** SHA-256(salt ‖ canonical payload): binding, and with the salt erased it tells nothing about the payload (G5). */
    public static byte[] commitment(byte[] salt, byte[] canonicalPayload) {
        if (salt.length != SALT_LENGTH) {
            throw new IllegalArgumentException("a salt has 32 bytes");
        }
        MessageDigest sha256 = TreeHasher.sha256();
        sha256.update(salt);
        return sha256.digest(canonicalPayload);
    }

    /**
     * The entry's bytes: RFC 8785 canonical JSON. Written out here, as its members are plain ASCII without anything to
     * escape and stand in their canonical order.
     *
     * @param eventId CloudEvent id
     * @param type    CloudEvents type; ASCII letters, digits, dots, hyphens
     * @param month   any day of the month in which it was recorded
     */
    public static byte[] bytes(UUID eventId, String type, RetentionClass retentionClass, LocalDate month,
            byte[] commitment) {
        if (!type.chars().allMatch(c -> c == '.' || c == '-' || (c < 128 && Character.isLetterOrDigit(c)))) {
            throw new IllegalArgumentException("type with characters that JSON may escape");
        }
        return ("{\"class\":\"" + retentionClass.key() + "\",\"commit\":\""
                + Base64.getEncoder().encodeToString(commitment) + "\",\"id\":\"" + eventId + "\"," + MONTH_MEMBER
                + MONTH.format(month) + "\"," + TYPE_MEMBER + type + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    /** The CloudEvents type in an entry that {@link #bytes} wrote: its last member. */
    public static String type(String entry) {
        return entry.substring(entry.lastIndexOf(TYPE_MEMBER) + TYPE_MEMBER.length(), entry.length() - "\"}".length());
    }

    /** The first day of the month in which an entry that {@link #bytes} wrote was recorded. */
    public static LocalDate month(byte[] entry) {
        String text = new String(entry, StandardCharsets.US_ASCII);
        int month = text.indexOf(MONTH_MEMBER) + MONTH_MEMBER.length();
        return YearMonth.parse(text.substring(month, month + "2026-11".length()), MONTH).atDay(1);
    }
}
