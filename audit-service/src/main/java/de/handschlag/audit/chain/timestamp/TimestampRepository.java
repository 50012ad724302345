package de.handschlag.audit.chain.timestamp;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Time stamps in the database. */
@ApplicationScoped
class TimestampRepository {

    private final Sql sql;

    TimestampRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** @param receivedAt our clock */
    record Newest(Timestamp timestamp, Instant receivedAt) {}

    Optional<Newest> newest() {
        return sql.first("SELECT tree_size, stamped_at, received_at FROM log_timestamp ORDER BY tree_size DESC LIMIT 1",
                row -> new Newest(timestamp(row), requireNonNull(Sql.instant(row, 3))));
    }

    /** The newest first. */
    List<Timestamp> list(int limit) {
        return sql.list("SELECT tree_size, stamped_at FROM log_timestamp ORDER BY tree_size DESC LIMIT ?",
                TimestampRepository::timestamp, limit);
    }

    private static Timestamp timestamp(ResultSet row) throws SQLException {
        return new Timestamp(row.getLong(1), requireNonNull(Sql.instant(row, 2)));
    }

    /** The reply over the checkpoint of this size, and that checkpoint; empty if there is none. */
    Optional<StampedCheckpoint> stamped(long size) {
        return StampedCheckpoint.of(size, sql);
    }

    void add(long size, byte[] reply, Instant stampedAt, Instant receivedAt) {
        sql.update("""
                INSERT INTO log_timestamp (tree_size, reply, stamped_at, received_at) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""", size, reply, stampedAt, receivedAt);
    }
}
