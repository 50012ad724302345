package de.handschlag.event;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Says that this log continues another one, which signed more than was left of it: what stands before this entry are the other log's first
 * entries, and of the rest those are missing that were not on the topics any more (ADR 59). It is never erased.
 *
 * @param requester  the service, which found it so
 * @param former     name of the other log
 * @param formerKey  its verifier key
 * @param checkpoint its last checkpoint, as it was signed
 * @param size       how many entries that covers
 * @param kept       how many of them were left; the position of this entry
 */
public record LogContinued(Requester requester, String former, String formerKey, @LongText String checkpoint, long size,
        long kept) implements AccessEvent {

    /** Nobody: it is about all. */
    @Override
    public @Nullable UUID dataSubjectId() {
        return null;
    }
}
