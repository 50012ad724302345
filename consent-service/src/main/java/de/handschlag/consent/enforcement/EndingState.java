package de.handschlag.consent.enforcement;

import java.time.Instant;

import jakarta.ws.rs.core.Response;

import org.jspecify.annotations.Nullable;

/**
 * Whether reads heed an erasure or an unlinking yet (R42). It tells of no revision: an agency must not learn how often the person
 * decided (R37), and of an erased person nothing is left to ask about.
 *
 * @param enforcement "enforced": no read that begins at or after {@code enforcedAt} discloses what was ended
 * @param enforcedAt  the registry's clock, the same whenever it is asked; null while pending
 */
public record EndingState(Enforcement.State enforcement, @Nullable Instant enforcedAt) {

    /** @param link to follow while it is pending */
    public Response.ResponseBuilder answer(String link) {
        return enforcement.answer(this, link);
    }

    static EndingState of(@Nullable Instant enforcedAt) {
        return new EndingState(enforcedAt == null ? Enforcement.State.PENDING : Enforcement.State.ENFORCED, enforcedAt);
    }
}
