package de.handschlag.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A client asked for more than its limit in one hour, and was refused. Sent once per client, limit and hour; several replicas
 * send it under the same id.
 *
 * @param limit      what there was too much of
 * @param allowed    the limit, per replica
 * @param hourBegan  the hour that it is about, in UTC
 * @param exceededAt when the first request was refused
 * @param refusedTries true: the limit is that of tries which the client has no right to, each case of a batch counted; up to it
 *                   each has an entry of its own ({@link DisclosureDenied#refusal()}). Null: the limit is that of reads
 */
public record ClientLimitExceeded(Requester requester, Limit limit, long allowed, Instant hourBegan, Instant exceededAt,
        @Nullable Boolean refusedTries) implements AccessEvent {

    /** Of reads. */
    public ClientLimitExceeded(Requester requester, Limit limit, long allowed, Instant hourBegan, Instant exceededAt) {
        this(requester, limit, allowed, hourBegan, exceededAt, null);
    }

    /** What a client can have too much of. */
    public enum Limit {
        /** Reads, a batch counted once. */
        REQUESTS,
        /** Different case references, whether they stand for a person or not. */
        CASES
    }

    /** Nobody: it is about the client. */
    @Override
    public @Nullable UUID dataSubjectId() {
        return null;
    }
}
