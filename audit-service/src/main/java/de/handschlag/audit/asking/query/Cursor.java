package de.handschlag.audit.asking.query;

import java.nio.ByteBuffer;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;

/**
 * Where the next page begins: before this position. Entries that arrive meanwhile have higher positions, so they move
 * nothing.
 */
public record Cursor(long before) {

    /** The start: everything that there is. */
    public static final Cursor NEWEST = new Cursor(Long.MAX_VALUE);

    private static final byte VERSION = 1;

    /** Opaque to callers. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(9).put(VERSION).putLong(before).array());
    }

    /**
     * A cursor from an answer; the newest entries if there is none.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if no answer held it
     */
    public static Cursor of(@Nullable String text) {
        if (text == null) {
            return NEWEST;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() == 9 && bytes.get() == VERSION) {
                Cursor cursor = new Cursor(bytes.getLong());
                if (cursor.before >= 0) {
                    return cursor;
                }
            }
        } catch (IllegalArgumentException e) {
            // Not base64url: falls through to the problem.
        }
        throw InvalidRequest.query("cursor", "not one that an answer held");
    }
}
