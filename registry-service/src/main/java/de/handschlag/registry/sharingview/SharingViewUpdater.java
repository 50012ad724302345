package de.handschlag.registry.sharingview;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import de.handschlag.catalogue.Catalogue;
import de.handschlag.corridor.DeadLetter;
import de.handschlag.corridor.DeadLetters;
import de.handschlag.corridor.ReadPositions.Position;
import de.handschlag.corridor.RefusedEvents;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.database.Sql;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.TrustedKeys;
import de.handschlag.registry.freshness.FreshnessSettings;
import de.handschlag.registry.notification.ChangeStatements;
import de.handschlag.registry.notification.NotificationSettings;
import de.handschlag.registry.sharingview.AppliedBatch.PersonRevision;
import de.handschlag.registry.sharingview.ConsentEventReader.Arrival;

/**
 * Applies a batch of records in one transaction: views, offsets and proofs of freshness stand or fall together. An event
 * that is older than what it would overwrite changes nothing, so that replays and late duplicates are harmless. What the
 * consent-service did not sign, or another event than the one that made its revision, is put aside with an alarm (R39).
 */
@ApplicationScoped
class SharingViewUpdater {

    private final GrantedAttributes grantedAttributes;
    private final Catalogue catalogue;
    private final @Nullable DeadLetters deadLetters;
    private final TrustedKeys trusted;
    private final @Nullable RefusedEvents refused;
    private final ConsumerSpans spans;
    private final NotificationSettings notification;
    private final FreshnessSettings freshness;

    /**
     * @param deadLetters null where what is not understood was put aside before
     * @param refused     null where it was counted before
     */
    SharingViewUpdater(GrantedAttributes grantedAttributes, Catalogue catalogue, @Nullable DeadLetters deadLetters,
            TrustedKeys trusted, @Nullable RefusedEvents refused, ConsumerSpans spans,
            NotificationSettings notification, FreshnessSettings freshness) {
        this.grantedAttributes = grantedAttributes;
        this.catalogue = catalogue;
        this.deadLetters = deadLetters;
        this.trusted = trusted;
        this.refused = refused;
        this.spans = spans;
        this.notification = notification;
        this.freshness = freshness;
    }

    /**
     * Where to go on reading.
     *
     * @param from    the first event for which no enforcement receipt is acknowledged
     * @param applied how far the views are
     */
    record Start(long from, Position applied) {}

    /** By partition, with a row for each. */
    Map<Integer, Start> starts(Connection connection, int partitionCount) {
        Sql sql = new Sql(connection);
        sql.update("""
                INSERT INTO applied_partition (kafka_partition, next_offset, receipted_offset)
                SELECT p, 0, 0 FROM generate_series(0, ? - 1) p ON CONFLICT DO NOTHING""", partitionCount);
        Map<Integer, Start> starts = new HashMap<>();
        sql.list("SELECT kafka_partition, receipted_offset, next_offset, leader_epoch FROM applied_partition",
                row -> Map.entry(row.getInt(1),
                        new Start(row.getLong(2), new Position(row.getLong(3), row.getObject(4, Integer.class)))))
                .forEach(at -> starts.put(at.getKey(), at.getValue()));
        return starts;
    }

    /**
     * The topic was cut: what stands from these offsets on is not what was applied from there. It is to be read, and until a heartbeat is
     * read behind it nothing is proven (G2).
     */
    void goBack(Connection connection, Map<TopicPartition, Long> cuts) {
        new Sql(connection).batch("""
                UPDATE applied_partition SET next_offset = least(next_offset, ?),
                    receipted_offset = least(receipted_offset, ?), leader_epoch = NULL, published_before = NULL
                WHERE kafka_partition = ?""", cuts.entrySet(),
                cut -> new Object[]{cut.getValue(), cut.getValue(), cut.getKey().partition()});
    }

    /**
     * From the last record to the first: of a partition's heartbeats the last genuine one counts, and those before it are not looked at.
     * Whoever reads a topic from its start meets more of them than of all else, each with a signature.
     */
    private static IdentityHashMap<ConsumerRecord<String, byte[]>, Arrival> arrivals(
            List<ConsumerRecord<String, byte[]>> batch, ConsentEventReader reader) {
        IdentityHashMap<ConsumerRecord<String, byte[]>, Arrival> arrivals = new IdentityHashMap<>();
        Set<Integer> proven = new HashSet<>();
        for (ConsumerRecord<String, byte[]> message : batch.reversed()) {
            Arrival arrival = proven.contains(message.partition()) && ConsentEventReader.isHeartbeat(message)
                    ? new Arrival.Nothing()
                    : reader.read(message);
            if (arrival instanceof Arrival.Beat) {
                proven.add(message.partition());
            }
            arrivals.put(message, arrival);
        }
        return arrivals;
    }

    /**
     * Applies and commits.
     *
     * @param signedFrom from where on the topic records count only if they are signed
     * @param receipted  per partition the offset up to which enforcement receipts are acknowledged
     */
    AppliedBatch apply(Connection connection, List<ConsumerRecord<String, byte[]>> batch, SignedFrom signedFrom,
            Map<Integer, Long> receipted) throws SQLException {
        ConsentEventReader reader = new ConsentEventReader(trusted, signedFrom, deadLetters != null);
        IdentityHashMap<ConsumerRecord<String, byte[]>, Arrival> arrivals = arrivals(batch, reader);
        Map<UUID, PersonRevision> revisions = new HashMap<>();
        Map<Integer, Long> nextOffsets = new HashMap<>();
        Map<Integer, Integer> leaderEpochs = new HashMap<>();
        Map<Integer, Instant> publishedBefore = new HashMap<>();
        int events = 0;
        int refusedCount = 0;
        connection.setAutoCommit(false);
        try {
            KnownRevisions known = KnownRevisions.load(new Sql(connection), persons(arrivals.values()));
            try (ViewStatements views = new ViewStatements(connection,
                    new ChangeStatements(connection, notification.answerWithin(), catalogue))) {
                for (ConsumerRecord<String, byte[]> message : batch) {
                    nextOffsets.put(message.partition(), message.offset() + 1);
                    message.leaderEpoch().ifPresent(epoch -> leaderEpochs.put(message.partition(), epoch));
                    switch (requireNonNull(arrivals.get(message))) {
                        // The newest one as it is, not the latest time: a clock that was wrong for a while heals.
                        case Arrival.Beat(Instant before) -> publishedBefore.put(message.partition(), before);
                        case Arrival.Nothing _ -> {
                        }
                        case Arrival.Change change when contradicts(change, known) -> {
                            contradiction(message, change);
                            refusedCount++;
                        }
                        case Arrival.Change change -> {
                            PersonEvent event = change.event();
                            known.note(change);
                            spans.record(change.envelope(), () -> applyEvent(views, event, message.partition()));
                            views.understood(message.key(), event.consentRevision());
                            revisions.merge(event.dataSubjectId(),
                                    new PersonRevision(message.partition(), event.consentRevision()),
                                    (one, other) -> one.consentRevision() > other.consentRevision() ? one : other);
                            events++;
                        }
                        case Arrival.Unintelligible(String reason) -> {
                            deadLetter(message, reason);
                            views.block(message.key(), message.partition(), message.offset());
                            refusedCount++;
                        }
                        case Arrival.Forged forged -> {
                            forged(views, message, forged, known);
                            refusedCount++;
                        }
                        case Arrival.ForgedAboutNobody(String reason) -> {
                            countUnsigned();
                            if (reason != null) {
                                deadLetter(message, reason);
                            }
                            refusedCount++;
                        }
                    }
                }
                views.flush();
                known.store();
            }
            saveProgress(connection, nextOffsets, leaderEpochs, publishedBefore, receipted);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        return new AppliedBatch(revisions, nextOffsets, events, refusedCount,
                revisions.isEmpty() ? null : now(connection));
    }

    private static List<PersonEvent> persons(Collection<Arrival> arrivals) {
        List<PersonEvent> events = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (arrival instanceof Arrival.Change change) {
                events.add(change.event());
            } else if (arrival instanceof Arrival.Forged forged && forged.claim() != null) {
                events.add(forged.claim());
            }
        }
        return events;
    }

    /** Not this process' clock: one that is behind would tell of an enforcement before it was there (G1). */
    private static @Nullable Instant now(Connection connection) {
        return new Sql(connection).<@Nullable Instant>one("SELECT clock_timestamp()", row -> Sql.instant(row, 1));
    }

    private void applyEvent(ViewStatements views, PersonEvent event, int partition) throws SQLException {
        views.seePerson(event.dataSubjectId(), event.consentRevision(), partition);
        switch (event) {
            case CaseLinked linked ->
                views.putCaseLink(linked.dataSubjectId(), linked.consentRevision(), linked.caseLink(), true);
            case CaseUnlinked unlinked ->
                views.putCaseLink(unlinked.dataSubjectId(), unlinked.consentRevision(), unlinked.caseLink(), false);
            case ConsentRecordEvent consent -> views.putGrant(consent, grantedAttributes.of(consent));
            case LoginBindingEvent login -> {
                // A step of the revision: which login decides changes no view (R35).
            }
            case BindingCodeMade code -> {
                // The same.
            }
            case PersonErased erased -> views.erase(erased.dataSubjectId(), erased.consentRevision());
        }
    }

    /**
     * What the consent-service signed makes a revision once. A rebuild does not ask for what compaction took off the topic: it puts
     * nothing back to an older revision.
     */
    private boolean contradicts(Arrival.Change change, KnownRevisions known) {
        return change.signed() && switch (known.standing(change)) {
            case LATER, REPEATED -> false;
            case CONTRADICTING -> true;
            case UNRECORDED -> deadLetters != null;
        };
    }

    private void contradiction(ConsumerRecord<String, byte[]> message, Arrival.Change change) {
        if (refused != null) {
            refused.contradicting();
        }
        deadLetter(message, "another event made revision %d".formatted(change.event().consentRevision()));
    }

    /**
     * Fail closed for the person of whom it claims something new: it may be real, and only its signature be lost. What claims
     * nothing new blocks nobody.
     */
    private void forged(ViewStatements views, ConsumerRecord<String, byte[]> message, Arrival.Forged forged,
            KnownRevisions known) throws SQLException {
        countUnsigned();
        deadLetter(message, forged.reason());
        PersonEvent claim = forged.claim();
        if (claim == null) {
            views.block(message.key(), message.partition(), message.offset());
        } else if (claim.consentRevision() > known.newest(claim.dataSubjectId())) {
            views.refuse(message.key(), claim, message.partition(), message.offset());
        }
    }

    private void countUnsigned() {
        if (refused != null) {
            refused.unsigned();
        }
    }

    private void deadLetter(ConsumerRecord<String, byte[]> message, String reason) {
        if (deadLetters != null) {
            deadLetters.send(List.of(new DeadLetter(message, reason)));
        }
    }

    /**
     * A heartbeat that comes before the moment that it names proves nothing: kept, it would look fresh once this database's clock reaches
     * that moment, whatever happened until then.
     */
    private void saveProgress(Connection connection, Map<Integer, Long> nextOffsets, Map<Integer, Integer> leaderEpochs,
            Map<Integer, Instant> publishedBefore, Map<Integer, Long> receipted) {
        new Sql(connection).batch("""
                UPDATE applied_partition SET
                    next_offset = greatest(applied_partition.next_offset, batch.next_offset),
                    leader_epoch = CASE WHEN batch.next_offset >= applied_partition.next_offset THEN batch.leader_epoch
                        ELSE applied_partition.leader_epoch END,
                    receipted_offset = greatest(receipted_offset, ?),
                    published_before = CASE WHEN batch.moment IS NULL THEN published_before
                        WHEN batch.moment <= clock_timestamp() + ? * interval '1 millisecond' THEN batch.moment END
                FROM (SELECT ?::bigint AS next_offset, ?::integer AS leader_epoch, ?::timestamptz AS moment) batch
                WHERE kafka_partition = ?""", nextOffsets.entrySet(),
                next -> new @Nullable Object[]{receipted.getOrDefault(next.getKey(), 0L),
                        freshness.clockSkew().toMillis(), next.getValue(), leaderEpochs.get(next.getKey()),
                        publishedBefore.get(next.getKey()), next.getKey()});
    }
}
