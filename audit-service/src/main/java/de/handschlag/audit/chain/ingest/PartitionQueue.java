package de.handschlag.audit.chain.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was polled from one partition and is not in the log yet, in the partition's order. The first may have to wait for
 * consent events; then all behind it wait too, and the partition is paused, so that no more than one poll is held.
 */
final class PartitionQueue {

    private final TopicPartition partition;
    private final Deque<IngestRecord> waiting = new ArrayDeque<>();
    /** What the database holds; a commit that finds anything else was overtaken. */
    private long storedOffset;
    /** Up to where the current batch took. */
    private long takenOffset;
    private long firstEarlyNanos;
    private boolean early;

    PartitionQueue(TopicPartition partition, long storedOffset) {
        this.partition = partition;
        this.storedOffset = storedOffset;
        this.takenOffset = storedOffset;
    }

    TopicPartition partition() {
        return partition;
    }

    long storedOffset() {
        return storedOffset;
    }

    long takenOffset() {
        return takenOffset;
    }

    boolean hasUnstoredOffset() {
        return takenOffset != storedOffset;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    void add(IngestRecord arrival) {
        waiting.addLast(arrival);
    }

    /** The next to be taken; null if nothing waits. */
    @Nullable
    IngestRecord first() {
        return waiting.peekFirst();
    }

    /** The persons whom the waiting events concern. */
    Stream<UUID> persons() {
        return waiting.stream().filter(IngestRecord.Entry.class::isInstance).map(IngestRecord.Entry.class::cast)
                .map(entry -> entry.about().dataSubjectId()).filter(Objects::nonNull);
    }

    /** Takes the first into the current batch. */
    IngestRecord take() {
        IngestRecord arrival = waiting.removeFirst();
        takenOffset = arrival.offset() + 1;
        early = false;
        return arrival;
    }

    /** Notes that the first has to wait, and tells for how long it has. */
    long waitsForNanos(long nowNanos) {
        if (!early) {
            early = true;
            firstEarlyNanos = nowNanos;
        }
        return nowNanos - firstEarlyNanos;
    }

    /** The first waits for as long once more. */
    void waitOn() {
        early = false;
    }

    void stored() {
        storedOffset = takenOffset;
    }
}
