package de.handschlag.consent.outbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

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

    private RelaySession(Connection connection) throws SQLException {
        this.connection = connection;
        this.now = connection.prepareStatement("SELECT clock_timestamp()");
        this.select = connection.prepareStatement("""
                SELECT id, event_id, type, message_key, data_subject_id, data, occurred_at, traceparent
                FROM outbox_event WHERE id <> ALL (?) ORDER BY id LIMIT ?
                """);
        this.delete = connection.prepareStatement("DELETE FROM outbox_event WHERE id = ANY (?)");
    }

    static RelaySession open(RelayDatabase database, OutboxSettings settings) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.username());
        properties.setProperty("password", database.password());
        properties.setProperty("ApplicationName", "consent-outbox-relay");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "10");
        // All that this session writes is the deletion of what Kafka has. One that a crash of the database takes back has a
        // row published twice, which changes nothing; waiting for the disk would hold up the next batch.
        // The table holds few rows and the room of many that went. Where it is said to be small it would be read whole.
        properties.setProperty("options", "-c idle_session_timeout=" + settings.idleSessionTimeout().toMillis()
                + " -c statement_timeout=5000 -c synchronous_commit=off -c enable_seqscan=off");
        Connection connection = DriverManager.getConnection(database.url(), properties);
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

    void delete(List<OutboxRow> published) throws SQLException {
        delete.setArray(1, ids(published));
        delete.executeUpdate();
    }

    private Array ids(List<OutboxRow> rows) throws SQLException {
        return connection.createArrayOf("bigint", rows.stream().map(OutboxRow::id).toArray());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Where the relay connects to: the service's own database with its own role. */
    record RelayDatabase(String url, String username, String password) {}
}
