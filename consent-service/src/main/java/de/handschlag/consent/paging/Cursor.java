package de.handschlag.consent.paging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;

/**
 * Where a page of a list ended, the newest first. Opaque to the caller; it names only what stood on the page.
 *
 * @param at the time by which the list is ordered
 * @param id of the last element, which orders those of the same time
 */
public record Cursor(Instant at, UUID id) {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public String encode() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + "/" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if no answer held it */
    public static Cursor decode(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("/", 2);
            Cursor found = new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            if (found.at.isBefore(EARLIEST) || found.at.isAfter(LATEST)) {
                throw new IllegalArgumentException("the database knows no such time");
            }
            return found;
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            throw InvalidRequest.query("cursor", "not one that an answer held");
        }
    }

    /**
     * The cursor of the next page.
     *
     * @param found what was found with a limit one above that of the page
     * @return null on the last page
     */
    public static <T> @Nullable String next(List<T> found, int limit, Function<T, Cursor> of) {
        return found.size() <= limit ? null : of.apply(found.get(limit - 1)).encode();
    }
}
