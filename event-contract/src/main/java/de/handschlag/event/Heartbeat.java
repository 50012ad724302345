package de.handschlag.event;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * "All that was committed before {@code publishedBefore} is published on this partition." The relay reads the time before
 * it reads the rows and sends a heartbeat to every partition after they are acknowledged (G2).
 *
 * @param partition       the partition that the heartbeat is sent to
 * @param publishedBefore the clock of the relay's database, read before the query for unpublished rows
 * @param afterOffset     the offset behind all that the relay knows to be on this partition. A heartbeat that stands before it stands
 *                        where the partition's end was cut off, and proves nothing, as what it vouches for may be lost (ADR 58); null
 *                        from a relay that did not say it yet
 */
public record Heartbeat(int partition, Instant publishedBefore, @Nullable Long afterOffset) implements ConsentEvent {

    /** From a relay that did not say how far it knows the partition. */
    public Heartbeat(int partition, Instant publishedBefore) {
        this(partition, publishedBefore, null);
    }

    /** Whether it proves something where it stands. */
    public boolean standsBehindWhatItVouchesFor(long offset) {
        return afterOffset == null || offset >= afterOffset;
    }

    /** Compaction key; a compacted topic takes no record without one. */
    public String messageKey() {
        return "heartbeat/" + partition;
    }
}
