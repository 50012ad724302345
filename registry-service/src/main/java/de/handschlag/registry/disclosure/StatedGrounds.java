package de.handschlag.registry.disclosure;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.registry.deferral.NewNoticeDeferral;
import de.handschlag.text.RefusedTextException;
import de.handschlag.text.TextRule;

/**
 * What an office says of a read by a statute (R22), in its own words: they go to the log and to the person, and nowhere else.
 *
 * @param fileNumber of the file that the read belongs to
 * @param reason     why it is needed for that file
 */
record StatedGrounds(String fileNumber, String reason) {

    static final String FILE_NUMBER = "File-Number";
    static final String READ_REASON = "Read-Reason";
    static final String HEADER_DESCRIPTION = " Text beyond ASCII is percent-encoded UTF-8, and so is a percent sign. Needed for a read by a "
            + "statute (R22); not kept for another one.";

    static final int LONGEST_FILE_NUMBER = NewNoticeDeferral.LONGEST_FILE_NUMBER;
    static final int SHORTEST_REASON = 10;
    static final int LONGEST_REASON = 500;
    static final int LETTERS_OF_A_REASON = 3;
    /** Of a header: each character may be four bytes, and each byte three characters. */
    static final int LONGEST_HEADER = 12 * LONGEST_REASON;

    /** Where a request states them, so that what is wrong is named there. */
    enum Place {
        HEADERS,
        BODY;

        HttpProblem wrong(boolean ofReason, String sentence) {
            return switch (this) {
                case HEADERS -> InvalidRequest.header(ofReason ? READ_REASON : FILE_NUMBER, sentence);
                case BODY -> InvalidRequest.body(ofReason ? "reason" : "fileNumber", sentence);
            };
        }
    }

    /**
     * Of two headers.
     *
     * @return null if neither is there
     * @throws HttpProblem 422 if one is missing, or is no text of this kind
     */
    static @Nullable StatedGrounds ofHeaders(@Nullable String fileNumber, @Nullable String reason) {
        return of(decoded(fileNumber, false), decoded(reason, true), Place.HEADERS);
    }

    /** Of two members of a body, which the text rule has read; otherwise as {@link #ofHeaders}. */
    static @Nullable StatedGrounds ofBody(@Nullable String fileNumber, @Nullable String reason) {
        return of(fileNumber, reason, Place.BODY);
    }

    private static @Nullable StatedGrounds of(@Nullable String fileNumber, @Nullable String reason, Place place) {
        if (fileNumber == null && reason == null) {
            return null;
        }
        if (fileNumber == null || !isFileNumber(fileNumber)) {
            throw place.wrong(false, "1 to " + LONGEST_FILE_NUMBER + " characters are expected (R22)");
        }
        if (reason == null || !isReason(reason)) {
            throw place.wrong(true,
                    "words are expected, of " + SHORTEST_REASON + " to " + LONGEST_REASON + " characters (R22)");
        }
        return new StatedGrounds(fileNumber, reason);
    }

    static boolean isFileNumber(String text) {
        return !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST_FILE_NUMBER;
    }

    static boolean isReason(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= SHORTEST_REASON && length <= LONGEST_REASON
                && text.codePoints().filter(Character::isLetter).count() >= LETTERS_OF_A_REASON;
    }

    private static @Nullable String decoded(@Nullable String header, boolean ofReason) {
        if (header == null) {
            return null;
        }
        if (header.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw Place.HEADERS.wrong(ofReason, "ASCII is expected, with the rest as percent-encoded UTF-8");
        }
        try {
            // A plus sign is one here.
            return TextRule.line(URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw Place.HEADERS.wrong(ofReason, "percent-encoded UTF-8 is expected");
        } catch (RefusedTextException e) {
            throw Place.HEADERS.wrong(ofReason, requireNonNull(e.getMessage()));
        }
    }
}
