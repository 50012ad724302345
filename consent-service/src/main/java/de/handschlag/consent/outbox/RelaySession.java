package de.handschlag.consent.outbox;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import de.handschlag.corridor.SignedFrom;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventType;
import de.handschlag.event.PersonEvent;
import de.handschlag.settings.DatabaseLogin;

/**
 * A relay's own database connection: the advisory lock belongs to its session, and rows are read and deleted through no
 * other. PostgreSQL ends the session, and with it the lock, when the relay is killed or silent for the idle timeout.
 */
final class RelaySession implements AutoCloseable {

    private static final String OLDEST = """
            SELECT id, event_id, type, message_key, data_subject_id, data, occurred_at, traceparent
            FROM outbox_event WHERE id <> ALL (?) ORDER BY id LIMIT ?""";
    /** Nothing is kept of a person who is erased, but the erasure and the tombstones behind it. */
    private static final String MOVE = """
            WITH sent AS (SELECT * FROM unnest(?::bigint[], ?::integer[], ?::bigint[]) AS s (id, partition, place)),
            published AS (
                DELETE FROM outbox_event o USING sent s WHERE o.id = s.id
                RETURNING o.id, o.event_id, o.type, o.message_key, o.data_subject_id, o.data, o.occurred_at,
                    o.traceparent, s.partition, s.place),
            kept AS (
                INSERT INTO published_event (id, event_id, type, message_key, data_subject_id, data, occurred_at,
                    traceparent, kafka_partition, kafka_offset, published_at)
                SELECT p.*, clock_timestamp() FROM published p
                WHERE p.data IS NULL OR p.type = ?
                    OR NOT EXISTS (SELECT FROM data_subject d WHERE d.id = p.data_subject_id AND d.erased_at IS NOT NULL)
                ON CONFLICT (id) DO UPDATE SET kafka_partition = excluded.kafka_partition,
                    kafka_offset = excluded.kafka_offset)
            UPDATE relay_position SET next_offsets = ?""";
    private static final String WITHOUT_RECEIPT = """
            UPDATE published_event SET sent_again_at = clock_timestamp() WHERE id IN (
                SELECT p.id FROM published_event p JOIN data_subject d ON d.id = p.data_subject_id
                WHERE p.data IS NOT NULL AND p.published_at > clock_timestamp() - ? * interval '1 second'
                    AND p.published_at < clock_timestamp() - ? * interval '1 second'
                    AND (p.sent_again_at IS NULL OR p.sent_again_at < clock_timestamp() - ? * interval '1 second')
                    AND CASE WHEN d.erased_at IS NULL THEN NOT EXISTS (SELECT FROM enforcement e
                            WHERE e.data_subject_id = d.id AND e.enforced_revision >= d.consent_revision)
                        ELSE EXISTS (SELECT FROM ending n
                            WHERE n.data_subject_id = d.id AND n.enforced_at IS NULL) END
                    AND (convert_from(p.data, 'UTF8')::jsonb ->> 'consentRevision')::bigint = d.consent_revision
                    AND NOT EXISTS (SELECT FROM outbox_event o WHERE o.data_subject_id = p.data_subject_id)
                    AND NOT EXISTS (SELECT FROM published_event q
                        WHERE q.data_subject_id = p.data_subject_id AND q.id > p.id AND q.data IS NOT NULL)
                ORDER BY p.id LIMIT ?)
            RETURNING id, event_id, type, message_key, data_subject_id, data, occurred_at, traceparent""";
    private static final String KEPT = """
            SELECT id, event_id, type, message_key, data_subject_id, data, occurred_at, traceparent,
                kafka_partition, kafka_offset
            FROM published_event WHERE kafka_partition = ? AND kafka_offset < ? ORDER BY kafka_offset DESC LIMIT ?""";
    private static final String FIRST_UNKNOWN = """
            SELECT e.position FROM unnest(?::uuid[], ?::uuid[], ?::bigint[])
                WITH ORDINALITY AS e (event_id, data_subject_id, revision, position)
            WHERE e.event_id NOT IN (SELECT event_id FROM outbox_event)
            AND NOT EXISTS (
                SELECT FROM data_subject p WHERE p.id = e.data_subject_id AND e.revision < coalesce(
                    (SELECT min((convert_from(o.data, 'UTF8')::jsonb ->> 'consentRevision')::bigint)
                     FROM outbox_event o WHERE o.data_subject_id = e.data_subject_id AND o.data IS NOT NULL),
                    p.consent_revision + 1))
            ORDER BY e.position LIMIT 1""";

    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final Connection connection;
    private final Sql sql;

    private RelaySession(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    static RelaySession open(DatabaseLogin login, OutboxSettings settings) throws SQLException {
        // All that this session writes is where the events are that Kafka has. One that a crash of the database takes back has a
        // row published twice, which changes nothing; waiting for the disk would hold up the next batch.
        // The table holds few rows and the room of many that went. Where it is said to be small it would be read whole.
        return new RelaySession(login.open("consent-outbox-relay", Duration.ofSeconds(10),
                "-c idle_session_timeout=" + settings.idleSessionTimeout().toMillis()
                        + " -c statement_timeout=5000 -c synchronous_commit=off -c enable_seqscan=off"));
    }

    /** Whether this relay is now the active one; it stays so while the session lives. */
    boolean tryLock() {
        return LeaderLock.OUTBOX.tryLock(connection);
    }

    /**
     * The database's clock. What was committed before this moment is among the rows that are read after it, or published
     * already. Not this process' clock, whose step would vouch for what nobody has looked for yet (G2).
     */
    Instant now() {
        return sql.one("SELECT clock_timestamp()", row -> requireNonNull(Sql.instant(row, 1)));
    }

    /** The oldest committed rows but these, in the order in which their changes were made. */
    List<OutboxRow> oldestBut(List<OutboxRow> published, int limit) {
        return sql.list(OLDEST, RelaySession::row, ids(published), limit);
    }

    private static OutboxRow row(ResultSet row) throws SQLException {
        return new OutboxRow(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getString(4),
                row.getObject(5, UUID.class), row.getBytes(6), requireNonNull(Sql.instant(row, 7)), row.getString(8));
    }

    private static SentRow sentRow(ResultSet row) throws SQLException {
        return new SentRow(row(row), row.getInt(9), row.getLong(10));
    }

    /**
     * They leave the outbox and are kept beside it. In one statement, so that a database that comes back from any moment has either an
     * event or its place.
     *
     * @param nextOffsets by partition; behind what was published
     */
    void published(List<SentRow> published, long[] nextOffsets) {
        sql.update(MOVE, published.stream().map(sent -> sent.row().id()).toList(),
                published.stream().map(SentRow::partition).toList(), published.stream().map(SentRow::offset).toList(),
                EventType.PERSON_ERASED.typeName(), boxed(nextOffsets));
    }

    /** What is kept of a partition and was published before an offset, the newest first. */
    List<SentRow> kept(int partition, long before, int limit) {
        return sql.list(KEPT, RelaySession::sentRow, partition, before, limit);
    }

    /**
     * The newest decisions of persons for which no receipt has come, each once in ten times that; nothing where a newer one is on its way.
     *
     * @param since how far to look back
     * @param after how long a receipt may take
     */
    List<OutboxRow> withoutReceipt(Duration since, Duration after, int limit) {
        return sql.list(WITHOUT_RECEIPT, RelaySession::row, since, after, after.multipliedBy(10), limit);
    }

    /** They were lost and stand on the topic again. */
    void sentAgain(List<SentRow> rows) {
        sql.batch("UPDATE published_event SET kafka_partition = ?, kafka_offset = ? WHERE id = ?", rows,
                sent -> new Object[]{sent.partition(), sent.offset(), sent.row().id()});
    }

    /**
     * Forgets what has been kept for long enough.
     *
     * @param partitionCount of the topic
     */
    void forget(Duration keep, int partitionCount) {
        Instant before = now().minus(keep);
        long[] keptFrom = place().keptFrom(partitionCount);
        long[] newest = keptFrom.clone();
        sql.list("""
                SELECT kafka_partition, max(kafka_offset) + 1 FROM published_event WHERE published_at < ?
                GROUP BY kafka_partition""", row -> Map.entry(row.getInt(1), row.getLong(2)), before)
                .forEach(gone -> newest[gone.getKey()] = Math.max(newest[gone.getKey()], gone.getValue()));
        if (!Arrays.equals(keptFrom, newest)) {
            // First: whoever finds something that is not kept takes it for lost.
            sql.update("UPDATE relay_position SET kept_from = ?", boxed(newest));
        }
        // Not all at once: heartbeats wait meanwhile.
        sql.update(
                "DELETE FROM published_event WHERE id IN (SELECT id FROM published_event WHERE published_at < ? LIMIT ?)",
                before, FORGOTTEN_AT_ONCE);
    }

    /**
     * Which topic it is that the database knows.
     *
     * @param topicId  null if that was never noted
     * @param keptFrom by partition up to where what was published is not kept any more; shorter than there are partitions at first
     */
    record Place(@Nullable String topicId, List<Long> keptFrom) {

        long[] keptFrom(int partitionCount) {
            return Arrays.copyOf(keptFrom.stream().mapToLong(Long::longValue).toArray(), partitionCount);
        }
    }

    Place place() {
        return sql.one("SELECT topic_id, coalesce(kept_from, '{}') FROM relay_position",
                row -> new Place(row.getString(1), requireNonNull(Sql.array(row, 2, Long[].class))));
    }

    /**
     * The topic is this one from now on, if none was noted. What was published before is not kept: also not what a relay of the former
     * version published since the migration.
     */
    void note(String topicId) {
        sql.update("""
                UPDATE relay_position SET topic_id = ?, kept_from = coalesce(next_offsets, kept_from)
                WHERE topic_id IS NULL""", topicId);
    }

    /** What stands before these offsets could not be sent again. */
    void keepFrom(long[] offsets) {
        sql.update("UPDATE relay_position SET kept_from = ?", boxed(offsets));
    }

    /** The database takes this topic as it is. */
    void begin(String topicId, long[] ends) {
        sql.update("DELETE FROM published_event");
        sql.update("UPDATE relay_position SET topic_id = ?, kept_from = ?, next_offsets = ?", topicId, boxed(ends),
                boxed(ends));
    }

    private static List<Long> boxed(long[] offsets) {
        return Arrays.stream(offsets).boxed().toList();
    }

    /** By partition up to where the topic is known; empty if that was never noted. */
    Optional<long[]> nextOffsets() {
        return Optional
                .ofNullable(sql.one("SELECT next_offsets FROM relay_position", row -> Sql.array(row, 1, Long[].class)))
                .map(offsets -> offsets.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * Index of the first of these that this database never had. It has what waits in the outbox, by its id; of each person
     * whatever comes before that; and where nothing waits, all up to the person's revision. So a repeated event is no stranger.
     */
    OptionalInt firstUnknown(List<EventEnvelope<PersonEvent>> events) {
        return sql
                .list(FIRST_UNKNOWN, row -> row.getInt(1) - 1, events.stream().map(EventEnvelope::id).toList(),
                        events.stream().map(event -> event.data().dataSubjectId()).toList(),
                        events.stream().map(event -> event.data().consentRevision()).toList())
                .stream().mapToInt(Integer::intValue).findFirst();
    }

    /** From where on the topic what stands there counts only if it is signed. */
    SignedFrom signedFrom(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        return SignedFrom.load(sql, "signed_from", consumer, partitions);
    }

    private static List<Long> ids(List<OutboxRow> rows) {
        return rows.stream().map(OutboxRow::id).toList();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
