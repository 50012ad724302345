package de.handschlag.consent.enforcement;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Whether reads heed a decision yet (G1, G6).
 *
 * @param revision    the consent revision of the decision
 * @param enforcement "enforced": no read that begins at or after {@code enforcedAt} sees an older state
 * @param enforcedAt  the registry's clock; null while pending
 */
public record Enforcement(long revision, State enforcement, @Nullable Instant enforcedAt) {

    /** @param body of the answer to whoever decided */
    public Response answer(Object body) {
        return enforcement.answer(body, "/v1/me/enforcements/" + revision).build();
    }

    /**
     * @param body of the answer to who recorded a decision of somebody else's
     * @param link where they ask how far it got
     */
    public Response answer(Object body, String link) {
        return enforcement.answer(body, link).build();
    }

    static Enforcement at(long revision, Instant enforcedAt) {
        return new Enforcement(revision, State.ENFORCED, enforcedAt);
    }

    static Enforcement pending(long revision) {
        return new Enforcement(revision, State.PENDING, null);
    }

    /** How far a decision got. */
    public enum State {
        ENFORCED,
        PENDING;

        /** 200 if it is enforced, or 202 with the link to follow (R42). */
        Response.ResponseBuilder answer(Object body, String link) {
            return switch (this) {
                case ENFORCED -> Response.ok(body);
                case PENDING -> Response.accepted(body).location(URI.create(link));
            };
        }

        @JsonValue
        public String value() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
