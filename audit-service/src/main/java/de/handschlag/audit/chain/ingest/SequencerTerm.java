package de.handschlag.audit.chain.ingest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import de.handschlag.audit.chain.log.CheckpointSigner;
import de.handschlag.audit.chain.log.MerkleTree;
import de.handschlag.corridor.DeadLetter;
import de.handschlag.corridor.DeadLetters;
import de.handschlag.corridor.ReadPositions;
import de.handschlag.corridor.ReadPositions.Position;
import de.handschlag.corridor.RefusedEvents;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.corridor.TopicCuts;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.event.EventSigner;
import de.handschlag.event.Topics;

/**
 * The work of the sequencer while it holds the lock: poll, order, append, sign. A person's consent events go before the
 * accesses that saw them; an access that is early waits at the head of its partition, at least until the consent events'
 * partition is read to its end, and is never dropped.
 */
final class SequencerTerm implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SequencerTerm.class);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final Duration WAITING_POLL = Duration.ofMillis(20);
    /** Offsets of records that are no entries (heartbeats) need no transaction of their own each time. */
    private static final long OFFSETS_ALONE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final Duration END_OFFSET_WAIT = Duration.ofSeconds(1);
    private static final long LAG_NANOS = Duration.ofSeconds(1).toNanos();

    /** What a term works with. */
    @Singleton
    record Parts(KafkaClients kafka, EventReader reader, DeadLetters deadLetters, RefusedEvents refused,
            TopicCuts topicCuts, CheckpointSigner signer, EventSigner signature, IngestMetrics metrics,
            IngestSpans spans, IngestSettings settings, InstantSource clock) {}

    private final Parts parts;
    private final Connection connection;
    private final Sql session;
    private final MerkleTree tree;
    private final BatchAppender appender;
    private final Continuation continuation;
    private final PersonRevisions revisions;
    private final Consumer<String, byte[]> consumer;
    private final SignedFrom signedFrom;
    /** In the order in which a batch takes from them: consents before what saw them. */
    private final Map<TopicPartition, PartitionQueue> queues = new LinkedHashMap<>();
    /** Where partitions were found to be cut, until what is read behind that is taken. */
    private final Map<TopicPartition, OffsetAndMetadata> cuts = new HashMap<>();
    private long databaseNanos = System.nanoTime();
    private long signedNanos = System.nanoTime();
    private long lagNanos = System.nanoTime();
    /** Writes a batch while the next one is polled and read; nothing else touches tree and connection meanwhile. */
    private final ExecutorService writer = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("sequencer-writer").daemon().factory());
    private @Nullable Future<Stored> storing;
    private volatile boolean ended;

    /** A batch that is in the log. */
    private record Stored(List<IngestRecord.Entry> fresh, int offered, Instant from, Instant to) {}

    /** Starts from what is stored; the connection holds the lock. */
    SequencerTerm(Parts parts, Connection connection) throws SQLException, IOException {
        this.parts = parts;
        this.connection = connection;
        this.session = new Sql(connection);
        this.tree = parts.signer.restore(session);
        this.appender = new BatchAppender(connection, tree, this::putAside);
        this.continuation = Continuation.begin(parts, connection, appender, tree.size());
        this.revisions = new PersonRevisions(session);
        this.consumer = parts.kafka.consumer();
        try {
            List<TopicPartition> partitions = KafkaClients.partitions(consumer);
            Map<TopicPartition, Position> stored = new IngestOffsets(connection).load(partitions);
            signedFrom = SignedFrom.load(session, "signed_from", consumer, partitions);
            consumer.assign(partitions);
            for (TopicPartition partition : partitions) {
                Position position = requireNonNull(stored.get(partition));
                queues.put(partition, new PartitionQueue(partition, position));
                new ReadPositions().seek(consumer, partition, position);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        parts.metrics.size(tree.size());
    }

    long size() {
        return tree.size();
    }

    /** Asks the term to end soon; from any thread. */
    void end() {
        ended = true;
        consumer.wakeup();
    }

    @Override
    public void close() {
        // Waits for the batch that is being written: the connection must not be closed under it.
        writer.close();
        consumer.close();
    }

    void run() throws SQLException, IOException {
        signIfDue();
        while (!ended) {
            do {
                read(poll());
            } while (storing != null && !storing.isDone() && !ended && held() < parts.settings.batchSize());
            awaitStored();
            goBack();
            signIfDue();
            append();
            pauseWhatWaits();
            if (storing == null) {
                keepAlive();
            }
            measureLag();
        }
    }

    private void read(ConsumerRecords<String, byte[]> messages) {
        for (TopicPartition partition : messages.partitions()) {
            PartitionQueue queue = Objects.requireNonNull(queues.get(partition));
            messages.records(partition)
                    .forEach(message -> queue.add(continuation.judged(parts.reader.read(message, signedFrom), message),
                            message.leaderEpoch().orElse(null)));
        }
    }

    private int held() {
        return queues.values().stream().mapToInt(PartitionQueue::size).sum();
    }

    private ConsumerRecords<String, byte[]> poll() {
        boolean idle = storing == null && !parts.signer.isBehind(tree)
                && queues.values().stream().allMatch(PartitionQueue::isEmpty);
        try {
            return consumer.poll(idle ? IDLE_POLL : WAITING_POLL);
        } catch (LogTruncationException e) {
            afterCut(e);
            return ConsumerRecords.empty();
        } catch (OffsetOutOfRangeException e) {
            afterGap(e.offsetOutOfRangePartitions());
            return ConsumerRecords.empty();
        }
    }

    /**
     * The topic was cut, as by a power cut of its broker: what was read behind the cut is in the log, or waits here to be, and other records
     * stand there now. If Kafka does not know the place, all is read again; what is in the log already is known by its id.
     */
    private void afterCut(LogTruncationException cut) {
        Map<TopicPartition, OffsetAndMetadata> places = cut.divergentOffsets();
        cut.offsetOutOfRangePartitions().forEach((partition, offset) -> {
            OffsetAndMetadata place = places.get(partition);
            long from = place != null ? place.offset() : beginning(partition);
            parts.topicCuts.found(partition, from, offset);
            OffsetAndMetadata next = place != null ? place : new OffsetAndMetadata(from);
            consumer.seek(partition, next);
            cuts.put(partition, next);
        });
    }

    /** Nothing is being written, so what a batch takes may be set back. */
    private void goBack() {
        cuts.forEach((partition, place) -> requireNonNull(queues.get(partition)).goBack(place.offset(),
                place.leaderEpoch().orElse(null)));
        cuts.clear();
    }

    private long beginning(TopicPartition partition) {
        return requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
    }

    /** The topic does not have the stored offset: it was kept for too short a time, made anew, or cut before that could be told. */
    private void afterGap(Map<TopicPartition, Long> gaps) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(gaps.keySet());
        gaps.forEach((partition, offset) -> {
            long end = requireNonNull(ends.get(partition));
            if (offset > end) {
                parts.topicCuts.found(partition, end, offset);
            } else if (offset > 0) {
                parts.metrics.gap();
                LOG.errorf("%s does not have offset %d any more: entries may be missing in the log", partition, offset);
            }
        });
        consumer.seekToBeginning(gaps.keySet());
    }

    private void append() {
        revisions.load(queues.values().stream().flatMap(PartitionQueue::persons).toList());
        List<IngestRecord.Entry> batch = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        Set<IngestRecord.Entry> atKnownRevisions = Collections.newSetFromMap(new IdentityHashMap<>());
        long now = System.nanoTime();
        for (PartitionQueue queue : queues.values()) {
            while (!queue.isEmpty() && mayPass(queue, now)) {
                switch (queue.take()) {
                    case IngestRecord.Entry entry -> {
                        if (isAtKnownRevision(entry)) {
                            atKnownRevisions.add(entry);
                        }
                        batch.add(taken(entry));
                    }
                    case IngestRecord.Unintelligible(DeadLetter letter) -> letters.add(letter);
                    case IngestRecord.Skipped skipped -> {
                    }
                }
            }
        }
        if (!letters.isEmpty()) {
            parts.deadLetters.send(letters);
        }
        List<PartitionQueue> moved = queues.values().stream().filter(PartitionQueue::hasUnstoredOffset).toList();
        boolean worthIt = !batch.isEmpty() || !letters.isEmpty()
                || (!moved.isEmpty() && System.nanoTime() - databaseNanos > OFFSETS_ALONE_NANOS);
        if (worthIt) {
            store(batch, atKnownRevisions, moved);
        }
    }

    private void store(List<IngestRecord.Entry> batch, Set<IngestRecord.Entry> atKnownRevisions,
            List<PartitionQueue> moved) {
        storing = writer.submit(() -> {
            Instant from = parts.clock.instant();
            return new Stored(appender.append(batch, atKnownRevisions, moved, from), batch.size(), from,
                    parts.clock.instant());
        });
    }

    private void awaitStored() throws SQLException {
        if (storing == null) {
            return;
        }
        try {
            Stored stored = storing.get();
            parts.metrics.size(tree.size());
            parts.metrics.duplicates(stored.offered() - stored.fresh().size());
            parts.metrics.appended(stored.fresh());
            parts.spans.appended(stored.fresh(), stored.from(), stored.to());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a batch is written", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException("a batch could not be written", e);
            }
        } finally {
            storing = null;
            databaseNanos = System.nanoTime();
        }
    }

    private boolean mayPass(PartitionQueue queue, long nowNanos) {
        if (!(queue.first() instanceof IngestRecord.Entry entry)) {
            return true;
        }
        UUID person = entry.sawPerson();
        Long revision = entry.about().consentRevision();
        if (person == null || revision == null || revisions.hasReached(person, revision)) {
            return true;
        }
        if (queue.waitsForNanos(nowNanos) < parts.settings.causalWait().toNanos()) {
            return false;
        }
        if (!isReadToItsEnd(new TopicPartition(Topics.CONSENT_EVENTS, queue.partition().partition()))) {
            LOG.warnf("event %s waits on: what it saw may be in a partition that is not read to its end",
                    entry.eventId());
            queue.waitOn();
            return false;
        }
        revisions.giveUp(person, revision);
        parts.metrics.causalWaitWasInVain();
        LOG.errorf("event %s saw a consent revision that did not arrive in time; appended without it", entry.eventId());
        return true;
    }

    /** An access was made after its consent events were on the topic, so at the end of the partition nothing is missing. */
    private boolean isReadToItsEnd(TopicPartition partition) {
        try {
            Long end = consumer.endOffsets(List.of(partition), END_OFFSET_WAIT).get(partition);
            return end != null && consumer.position(partition) >= end;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** A revision is made once: whatever is not the event that made it contradicts it (R39). */
    private boolean isAtKnownRevision(IngestRecord.Entry entry) {
        UUID person = entry.changedPerson();
        Long revision = entry.about().consentRevision();
        return entry.signed() != null && person != null && revision != null && revisions.isKnown(person, revision);
    }

    /** From the writer's thread, before the batch is committed. */
    private void putAside(List<DeadLetter> contradictions) {
        contradictions.forEach(_ -> parts.refused.contradicting());
        parts.deadLetters.send(contradictions);
    }

    private IngestRecord.Entry taken(IngestRecord.Entry entry) {
        UUID person = entry.about().dataSubjectId();
        Long revision = entry.about().consentRevision();
        if (person != null && revision != null && entry.sawPerson() == null) {
            revisions.raise(person, revision);
        }
        return entry;
    }

    private void pauseWhatWaits() {
        Collection<TopicPartition> waiting = waiting(false).toList();
        consumer.resume(waiting(true).filter(consumer.paused()::contains).toList());
        consumer.pause(waiting);
    }

    private Stream<TopicPartition> waiting(boolean empty) {
        return queues.values().stream().filter(queue -> queue.isEmpty() == empty).map(PartitionQueue::partition);
    }

    private void signIfDue() throws IOException {
        if (!parts.signer.isBehind(tree)) {
            return;
        }
        long interval = parts.settings.checkpointInterval().toNanos();
        if (tree.size() > 0 && System.nanoTime() - signedNanos < interval) {
            return;
        }
        parts.signer.sign(tree, session);
        signedNanos = System.nanoTime();
        databaseNanos = signedNanos;
        parts.metrics.signed(parts.clock.instant());
    }

    private void keepAlive() throws SQLException {
        if (System.nanoTime() - databaseNanos > parts.settings.lockTimeout().toNanos() / 4) {
            List<PartitionQueue> moved = queues.values().stream().filter(PartitionQueue::hasUnstoredOffset).toList();
            if (moved.isEmpty()) {
                LeaderLock.keepAlive(connection);
            } else {
                appender.append(List.of(), Set.of(), moved, parts.clock.instant());
            }
            databaseNanos = System.nanoTime();
        }
    }

    private void measureLag() {
        if (System.nanoTime() - lagNanos < LAG_NANOS) {
            return;
        }
        lagNanos = System.nanoTime();
        for (String topic : List.of(Topics.CONSENT_EVENTS, Topics.ACCESS_EVENTS, Topics.ENFORCEMENT_RECEIPTS)) {
            parts.metrics.lag(topic,
                    queues.values().stream().map(PartitionQueue::partition)
                            .filter(partition -> partition.topic().equals(topic))
                            .mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum());
        }
    }
}
