package de.handschlag.event;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Says which payloads of the audit log are about to be erased, and why (G5, R28). It is in the log before they go and is itself
 * never erased: without it a missing payload is tampering. It names positions, and nobody.
 *
 * @param requester      the service, which erases by itself
 * @param reason         why
 * @param legalBasis     the norm behind the reason
 * @param ranges         positions in the log, both ends inclusive; empty if a class and a month are named
 * @param retentionClass all payloads of this retention class; null if ranges are named. In JSON {@code class}
 * @param month          and of this month of recording, such as {@code 2026-11}; null if ranges are named
 */
public record LogErased(Requester requester, Reason reason, String legalBasis, List<Range> ranges,
        @JsonProperty("class") @Nullable String retentionClass, @Nullable String month) implements AccessEvent {

    /** Why payloads are erased. */
    public enum Reason {
        /** They have been kept for as long as their class is kept (R28). */
        RETENTION,
        /** They are about persons who were erased. */
        PERSON_ERASED
    }

    /** Positions from {@code first} to {@code last}, both inclusive. */
    public record Range(long first, long last) {}

    public LogErased {
        ranges = Copies.of(ranges);
    }

    /** Nobody: what was erased about a person must not be found by the person. */
    @Override
    public @Nullable UUID dataSubjectId() {
        return null;
    }
}
