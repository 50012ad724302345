package de.handschlag.audit.chain.ingest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jboss.logging.Logger;

import de.handschlag.audit.chain.log.FormerLog;
import de.handschlag.corridor.DeadLetter;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.database.Sql;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventType;
import de.handschlag.event.LogContinued;
import de.handschlag.event.Requester;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;

/**
 * Begins a log that continues another one (ADR 59): its first entry says so, and the checkpoints of the former one are put aside before it
 * signs. Any number of tries have one entry.
 */
final class Continuation {

    private static final Logger LOG = Logger.getLogger(Continuation.class);
    private static final Requester BY_ITSELF = new Requester(null, "audit-service", null);
    private static final Set<String> STATEMENTS = Set.of(EventType.LOG_ERASED.typeName(),
            EventType.COMPLETENESS_STATED.typeName());

    private final Sql sql;
    private final boolean continued;

    private Continuation(Connection connection, boolean continued) {
        this.sql = new Sql(connection);
        this.continued = continued;
    }

    /** @param size entries that are stored */
    static Continuation begin(SequencerTerm.Parts parts, Connection connection, BatchAppender appender, long size)
            throws SQLException {
        Sql sql = new Sql(connection);
        Optional<FormerLog> former = parts.signer().continues();
        if (former.isPresent()) {
            UUID id = UUID.nameUUIDFromBytes(former.get().note().getBytes(StandardCharsets.UTF_8));
            boolean said = sql.one("SELECT EXISTS (SELECT FROM log_entry WHERE event_id = ?)", row -> row.getBoolean(1),
                    id);
            if (!said) {
                Instant now = parts.clock().instant();
                appender.append(List.of(entry(parts, former.get(), id, size, now)), Set.of(), List.of(), now);
                LOG.warnf("this log continues %s, which signed %d entries, after the %d that were left of it",
                        former.get().key().name(), former.get().last().size(), size);
            }
            long moved = sql.one("SELECT put_former_checkpoints_aside(?)", row -> row.getLong(1),
                    parts.signer().origin());
            LOG.infof("%d checkpoints of former logs were put aside, %d are kept", moved,
                    sql.one("SELECT count(*) FROM former_checkpoint", row -> row.getLong(1)));
        }
        return new Continuation(connection, sql.one("SELECT EXISTS (SELECT FROM log_payload WHERE type = ?)",
                row -> row.getBoolean(1), EventType.LOG_CONTINUED.typeName()));
    }

    private static IngestRecord.Entry entry(SequencerTerm.Parts parts, FormerLog former, UUID id, long size,
            Instant now) {
        LogContinued said = new LogContinued(BY_ITSELF, former.key().name(), former.key().verifierKey(), former.note(),
                former.last().size(), size);
        ProducerRecord<String, byte[]> signed = parts.signature().sign(EventCodec.toRecord(
                new EventEnvelope<>(id, Senders.AUDIT, now, null, said), Topics.ACCESS_EVENTS, said.messageKey()));
        var message = new ConsumerRecord<>(signed.topic(), 0, 0, now.toEpochMilli(), TimestampType.CREATE_TIME, 0, 0,
                signed.key(), signed.value(), signed.headers(), Optional.empty());
        return switch (parts.reader().read(message, SignedFrom.of(Map.of()))) {
            case IngestRecord.Entry entry -> entry;
            case IngestRecord.Unintelligible refused -> throw new IllegalStateException(refused.letter().reason());
            case IngestRecord.Skipped skipped -> throw new IllegalStateException("the first entry is none");
        };
    }

    /**
     * What comes from a topic names positions of the log that the former one was, if this database did not state it. It is put aside: what was
     * erased there is erased anew, and completeness is stated anew.
     */
    IngestRecord judged(IngestRecord arrival, ConsumerRecord<String, byte[]> message) {
        if (!continued || !(arrival instanceof IngestRecord.Entry entry) || !STATEMENTS.contains(entry.type())
                || isOurs(entry.eventId())) {
            return arrival;
        }
        return new IngestRecord.Unintelligible(
                new DeadLetter(message, "it names positions of the log that this one continues"));
    }

    private boolean isOurs(UUID id) {
        return sql.one(
                """
                        SELECT EXISTS (SELECT FROM erasure WHERE id = ?) OR EXISTS (SELECT FROM completeness_tree WHERE id = ?)""",
                row -> row.getBoolean(1), id, id);
    }
}
