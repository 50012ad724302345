package de.handschlag.registry.sharingview;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.DeadLetter;
import de.handschlag.corridor.DeadLetters;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.UnintelligibleEventException;
import de.handschlag.registry.notification.ChangeStatements;
import de.handschlag.registry.notification.NotificationSettings;
import de.handschlag.registry.sharingview.AppliedBatch.PersonRevision;

/**
 * Applies a batch of records in one transaction: views, offsets and proofs of freshness stand or fall together. An event
 * that is older than what it would overwrite changes nothing, so that replays and late duplicates are harmless.
 */
@ApplicationScoped
class SharingViewUpdater {

    private final GrantedAttributes grantedAttributes;
    private final @Nullable DeadLetters deadLetters;
    private final ConsumerSpans spans;
    private final NotificationSettings notification;

    /** @param deadLetters null where what is not understood was put aside before */
    SharingViewUpdater(GrantedAttributes grantedAttributes, @Nullable DeadLetters deadLetters, ConsumerSpans spans,
            NotificationSettings notification) {
        this.grantedAttributes = grantedAttributes;
        this.deadLetters = deadLetters;
        this.spans = spans;
        this.notification = notification;
    }

    /** Where to go on reading: from the first event for which no enforcement receipt is acknowledged. */
    Map<Integer, Long> startOffsets(Connection connection, int partitionCount) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement("""
                INSERT INTO applied_partition (kafka_partition, next_offset, receipted_offset)
                SELECT p, 0, 0 FROM generate_series(0, ? - 1) p ON CONFLICT DO NOTHING""")) {
            known.setInt(1, partitionCount);
            known.executeUpdate();
        }
        Map<Integer, Long> offsets = new HashMap<>();
        try (PreparedStatement select = connection
                .prepareStatement("SELECT kafka_partition, receipted_offset FROM applied_partition");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                offsets.put(row.getInt(1), row.getLong(2));
            }
        }
        return offsets;
    }

    /**
     * Applies and commits.
     *
     * @param receipted per partition the offset up to which enforcement receipts are acknowledged
     */
    AppliedBatch apply(Connection connection, List<ConsumerRecord<String, byte[]>> batch, Map<Integer, Long> receipted)
            throws SQLException {
        Map<UUID, PersonRevision> revisions = new HashMap<>();
        Map<Integer, Long> nextOffsets = new HashMap<>();
        Map<Integer, Instant> publishedBefore = new HashMap<>();
        int events = 0;
        int unintelligible = 0;
        connection.setAutoCommit(false);
        try {
            try (ViewStatements views = new ViewStatements(connection,
                    new ChangeStatements(connection, notification.answerWithin()))) {
                for (ConsumerRecord<String, byte[]> message : batch) {
                    nextOffsets.put(message.partition(), message.offset() + 1);
                    if (message.value() == null) {
                        continue; // A tombstone: PersonErased has said it already.
                    }
                    switch (decode(message)) {
                        case Decoded.Understood(EventEnvelope<Event> event) when event
                                .data() instanceof Heartbeat(int partition, Instant before) ->
                            // The newest one as it is, not the latest time: a clock that was wrong for a while heals.
                            publishedBefore.put(message.partition(), before);
                        case Decoded.Understood(EventEnvelope<Event> event) when event
                                .data() instanceof PersonEvent personEvent -> {
                            spans.record(event, () -> applyEvent(views, personEvent, message.partition()));
                            views.understood(message.key(), personEvent.consentRevision());
                            revisions.merge(personEvent.dataSubjectId(),
                                    new PersonRevision(message.partition(), personEvent.consentRevision()),
                                    (a, b) -> a.consentRevision() > b.consentRevision() ? a : b);
                            events++;
                        }
                        case Decoded.Understood(EventEnvelope<Event> event) -> {
                            deadLetter(views, message, "not a consent event");
                            unintelligible++;
                        }
                        case Decoded.Unintelligible(String reason) -> {
                            deadLetter(views, message, reason);
                            unintelligible++;
                        }
                    }
                }
                views.flush();
            }
            saveProgress(connection, nextOffsets, publishedBefore, receipted);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        return new AppliedBatch(revisions, nextOffsets, events, unintelligible,
                revisions.isEmpty() ? null : now(connection));
    }

    /** Not this process' clock: one that is behind would tell of an enforcement before it was there (G1). */
    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT clock_timestamp()")) {
            answer.next();
            return answer.getTimestamp(1).toInstant();
        }
    }

    private sealed interface Decoded {
        record Understood(EventEnvelope<Event> event) implements Decoded {}

        record Unintelligible(String reason) implements Decoded {}
    }

    private static Decoded decode(ConsumerRecord<String, byte[]> message) {
        try {
            return new Decoded.Understood(EventCodec.fromRecord(message));
        } catch (UnintelligibleEventException e) {
            return new Decoded.Unintelligible(String.valueOf(e.getMessage()));
        }
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

    /** Fail closed for this person, not for the partition. Without a person in its key a record concerns no view. */
    private void deadLetter(ViewStatements views, ConsumerRecord<String, byte[]> message, String reason)
            throws SQLException {
        if (deadLetters != null) {
            deadLetters.send(List.of(new DeadLetter(message, reason)));
        }
        views.block(message.key(), message.partition(), message.offset());
    }

    private static void saveProgress(Connection connection, Map<Integer, Long> nextOffsets,
            Map<Integer, Instant> publishedBefore, Map<Integer, Long> receipted) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE applied_partition SET
                    next_offset = greatest(next_offset, ?),
                    receipted_offset = greatest(receipted_offset, ?),
                    published_before = coalesce(?, published_before)
                WHERE kafka_partition = ?""")) {
            for (Map.Entry<Integer, Long> next : nextOffsets.entrySet()) {
                int partition = next.getKey();
                Instant before = publishedBefore.get(partition);
                update.setLong(1, next.getValue());
                update.setLong(2, receipted.getOrDefault(partition, 0L));
                update.setTimestamp(3, before == null ? null : Timestamp.from(before));
                update.setInt(4, partition);
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
