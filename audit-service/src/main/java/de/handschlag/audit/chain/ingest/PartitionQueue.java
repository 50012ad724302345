package de.handschlag.audit.chain.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.ReadPositions.Position;

/**
 * What was polled from one partition and is not in the log yet, in the partition's order. The first may have to wait for
 * consent events; then all behind it wait too, and the partition is paused, so that no more than one poll is held.
 */
final class PartitionQueue {

    private final TopicPartition partition;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** What the database holds; a commit that finds anything else was overtaken. */
    private long storedOffset;
    /** Up to where the current batch took. */
    private long takenOffset;
    private @Nullable Integer takenEpoch;
    private long firstEarlyNanos;
    private boolean early;

    /** @param leaderEpoch the term of the partition's leader in which it was written; null if that is not known */
    private record Waiting(IngestRecord arrival, @Nullable Integer leaderEpoch) {}

    PartitionQueue(TopicPartition partition, Position stored) {
        this.partition = partition;
        this.storedOffset = stored.offset();
        this.takenOffset = stored.offset();
        this.takenEpoch = stored.leaderEpoch();
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

    /** In which term of the partition's leader the last taken record was written; null if that is not known. */
    @Nullable
    Integer takenEpoch() {
        return takenEpoch;
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

    void add(IngestRecord arrival, @Nullable Integer leaderEpoch) {
        waiting.addLast(new Waiting(arrival, leaderEpoch));
    }

    /** The next to be taken; null if nothing waits. */
    @Nullable
    IngestRecord first() {
        Waiting first = waiting.peekFirst();
        return first == null ? null : first.arrival();
    }

    /** The persons whom the waiting events concern. */
    Stream<UUID> persons() {
        return waiting.stream().map(Waiting::arrival).filter(IngestRecord.Entry.class::isInstance)
                .map(IngestRecord.Entry.class::cast).map(entry -> entry.about().dataSubjectId())
                .filter(Objects::nonNull);
    }

    /** Takes the first into the current batch. */
    IngestRecord take() {
        Waiting first = waiting.removeFirst();
        takenOffset = first.arrival().offset() + 1;
        takenEpoch = first.leaderEpoch();
        early = false;
        return first.arrival();
    }

    /** The topic was cut here; not while a batch is written. */
    void goBack(long offset, @Nullable Integer leaderEpoch) {
        takenOffset = offset;
        takenEpoch = leaderEpoch;
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
