package de.handschlag.consent.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonEvent;
import de.handschlag.settings.DatabaseLogin;

/**
 * A relay's own database connection: the advisory lock belongs to its session, and rows are read and deleted through no
 * other. PostgreSQL ends the session, and with it the lock, when the relay is killed or silent for the idle timeout.
 */
final class RelaySession implements AutoCloseable {

    /** Any number that nothing else in this database locks. */
    private static final long LOCK = 0x48616e64_73636801L;

    private final Connection connection;
    private final PreparedStatement now;
    private final PreparedStatement select;
    private final PreparedStatement delete;
    private final PreparedStatement unknown;

    private RelaySession(Connection connection) throws SQLException {
        this.connection = connection;
        this.now = connection.prepareStatement("SELECT clock_timestamp()");
        this.select = connection.prepareStatement("""
                SELECT id, event_id, type, message_key, data_subject_id, data, occurred_at, traceparent
                FROM outbox_event WHERE id <> ALL (?) ORDER BY id LIMIT ?
                """);
        this.delete = connection.prepareStatement("""
                WITH published AS (DELETE FROM outbox_event WHERE id = ANY (?))
                UPDATE relay_position SET next_offsets = ?
                """);
        this.unknown = connection.prepareStatement("""
                SELECT e.position FROM unnest(?::uuid[], ?::uuid[], ?::bigint[])
                    WITH ORDINALITY AS e (event_id, data_subject_id, revision, position)
                WHERE e.event_id NOT IN (SELECT event_id FROM outbox_event)
                AND NOT EXISTS (
                    SELECT FROM data_subject p WHERE p.id = e.data_subject_id AND e.revision < coalesce(
                        (SELECT min((convert_from(o.data, 'UTF8')::jsonb ->> 'consentRevision')::bigint)
                         FROM outbox_event o WHERE o.data_subject_id = e.data_subject_id AND o.data IS NOT NULL),
                        p.consent_revision + 1))
                ORDER BY e.position LIMIT 1
                """);
    }

    static RelaySession open(DatabaseLogin login, OutboxSettings settings) throws SQLException {
        // All that this session writes is the deletion of what Kafka has. One that a crash of the database takes back has a
        // row published twice, which changes nothing; waiting for the disk would hold up the next batch.
        // The table holds few rows and the room of many that went. Where it is said to be small it would be read whole.
        Connection connection = login.open("consent-outbox-relay", Duration.ofSeconds(10),
                "-c idle_session_timeout=" + settings.idleSessionTimeout().toMillis()
                        + " -c statement_timeout=5000 -c synchronous_commit=off -c enable_seqscan=off");
        try {
            return new RelaySession(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether this relay is now the active one; it stays so while the session lives. */
    boolean tryLock() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet answer = lock.executeQuery()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    /**
     * The database's clock. What was committed before this moment is among the rows that are read after it, or published
     * already. Not this process' clock, whose step would vouch for what nobody has looked for yet (G2).
     */
    Instant now() throws SQLException {
        try (ResultSet answer = now.executeQuery()) {
            answer.next();
            return answer.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /** The oldest committed rows but these, in the order in which their changes were made. */
    List<OutboxRow> oldestBut(List<OutboxRow> published, int limit) throws SQLException {
        select.setArray(1, ids(published));
        select.setInt(2, limit);
        try (ResultSet rows = select.executeQuery()) {
            List<OutboxRow> oldest = new ArrayList<>();
            while (rows.next()) {
                oldest.add(new OutboxRow(rows.getLong(1), rows.getObject(2, UUID.class), rows.getString(3),
                        rows.getString(4), rows.getObject(5, UUID.class), rows.getBytes(6),
                        rows.getObject(7, OffsetDateTime.class).toInstant(), rows.getString(8)));
            }
            return oldest;
        }
    }

    /**
     * In one statement, so that a database that comes back from any moment has either an event or its place.
     *
     * @param nextOffsets by partition; behind what is deleted
     */
    void delete(List<OutboxRow> published, long[] nextOffsets) throws SQLException {
        delete.setArray(1, ids(published));
        delete.setArray(2, connection.createArrayOf("bigint", Arrays.stream(nextOffsets).boxed().toArray()));
        delete.executeUpdate();
    }

    /** By partition up to where the topic is known; empty if that was never noted. */
    Optional<long[]> nextOffsets() throws SQLException {
        try (PreparedStatement position = connection.prepareStatement("SELECT next_offsets FROM relay_position");
                ResultSet row = position.executeQuery()) {
            row.next();
            Array offsets = row.getArray(1);
            return offsets == null
                    ? Optional.empty()
                    : Optional.of(Arrays.stream((Long[]) offsets.getArray()).mapToLong(Long::longValue).toArray());
        }
    }

    /**
     * Index of the first of these that this database never had. It has what waits in the outbox, by its id; of each person
     * whatever comes before that; and where nothing waits, all up to the person's revision. So a repeated event is no stranger.
     */
    OptionalInt firstUnknown(List<EventEnvelope<PersonEvent>> events) throws SQLException {
        unknown.setArray(1, connection.createArrayOf("uuid", events.stream().map(EventEnvelope::id).toArray()));
        unknown.setArray(2,
                connection.createArrayOf("uuid", events.stream().map(event -> event.data().dataSubjectId()).toArray()));
        unknown.setArray(3, connection.createArrayOf("bigint",
                events.stream().map(event -> event.data().consentRevision()).toArray()));
        try (ResultSet row = unknown.executeQuery()) {
            return row.next() ? OptionalInt.of(row.getInt(1) - 1) : OptionalInt.empty();
        }
    }

    private Array ids(List<OutboxRow> rows) throws SQLException {
        return connection.createArrayOf("bigint", rows.stream().map(OutboxRow::id).toArray());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
