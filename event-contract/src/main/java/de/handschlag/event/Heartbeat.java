package de.handschlag.event;

import java.time.Instant;

/**
 * "All that was committed before {@code publishedBefore} is published on this partition." The relay reads the time before
 * it reads the rows and sends a heartbeat to every partition after they are acknowledged (G2).
 *
 * @param partition       the partition that the heartbeat is sent to
 * @param publishedBefore the clock of the relay's database, read before the query for unpublished rows
 */
public record Heartbeat(int partition, Instant publishedBefore) implements ConsentEvent {

    /** Compaction key; a compacted topic takes no record without one. */
    public String messageKey() {
        return "heartbeat/" + partition;
    }
}
