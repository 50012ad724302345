package de.handschlag.audit.chain.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/**
 * What the tree holds of an event: nothing personal, not what kind of event it is (ADR 54), and a commitment to the rest. Entries of former
 * versions name the event's type as their last member.
 */
public final class LogEntry {

    /** Bytes of a salt. */
    public static final int SALT_LENGTH = 32;

    private static final String MONTH_MEMBER = "\"month\":\"";
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
     * @param month   any day of the month in which it was recorded
     */
    public static byte[] bytes(UUID eventId, RetentionClass retentionClass, LocalDate month, byte[] commitment) {
        return ("{\"class\":\"" + retentionClass.key() + "\",\"commit\":\""
                + Base64.getEncoder().encodeToString(commitment) + "\",\"id\":\"" + eventId + "\"," + MONTH_MEMBER
                + MONTH.format(month) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether an entry, in either form, is of this class. */
    public static boolean isOf(RetentionClass retentionClass, String entry) {
        return entry.startsWith("{\"class\":\"" + retentionClass.key() + "\",");
    }

    /** The first day of the month in which an entry, in either form, was recorded. */
    public static LocalDate month(byte[] entry) {
        String text = new String(entry, StandardCharsets.US_ASCII);
        int month = text.indexOf(MONTH_MEMBER) + MONTH_MEMBER.length();
        return YearMonth.parse(text.substring(month, month + "2026-11".length()), MONTH).atDay(1);
    }
}
