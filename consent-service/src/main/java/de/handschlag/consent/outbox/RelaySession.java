package de.handschlag.consent.outbox;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import de.handschlag.corridor.SignedFrom;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.event.EventEnvelope;
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
    private static final String DELETE = """
            WITH published AS (DELETE FROM outbox_event WHERE id = ANY (?))
            UPDATE relay_position SET next_offsets = ?""";
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

    private final Connection connection;
    private final Sql sql;

    private RelaySession(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    static RelaySession open(DatabaseLogin login, OutboxSettings settings) throws SQLException {
        // All that this session writes is the deletion of what Kafka has. One that a crash of the database takes back has a
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
        return sql.list(OLDEST,
                row -> new OutboxRow(row.getLong(1), row.getObject(2, UUID.class), row.getString(3), row.getString(4),
                        row.getObject(5, UUID.class), row.getBytes(6), requireNonNull(Sql.instant(row, 7)),
                        row.getString(8)),
                ids(published), limit);
    }

    /**
     * In one statement, so that a database that comes back from any moment has either an event or its place.
     *
     * @param nextOffsets by partition; behind what is deleted
     */
    void delete(List<OutboxRow> published, long[] nextOffsets) {
        sql.update(DELETE, ids(published), Arrays.stream(nextOffsets).boxed().toList());
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
