package de.handschlag.consent.consentrecord;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

import de.handschlag.edge.InvalidRequest;

/** Where a page ended. Opaque to the caller; it names only what stood on the page. */
record Cursor(Instant requestedAt, UUID id) {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    String encode() {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((requestedAt + "/" + id).getBytes(StandardCharsets.UTF_8));
    }

    static Cursor decode(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("/", 2);
            Cursor found = new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            if (found.requestedAt.isBefore(EARLIEST) || found.requestedAt.isAfter(LATEST)) {
                throw new IllegalArgumentException("the database knows no such time");
            }
            return found;
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            throw InvalidRequest.query("cursor", "not one that an answer held");
        }
    }
}
