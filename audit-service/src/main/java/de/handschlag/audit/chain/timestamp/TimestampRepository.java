package de.handschlag.audit.chain.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.log.StoredTree.SignedCheckpoint;

/** Time stamps in the database. */
@ApplicationScoped
class TimestampRepository {

    private final AgroalDataSource database;

    TimestampRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** @param receivedAt our clock */
    record Newest(Timestamp timestamp, Instant receivedAt) {}

    Optional<Newest> newest() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT tree_size, stamped_at, received_at FROM log_timestamp
                        ORDER BY tree_size DESC LIMIT 1""");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Newest(timestamp(row), row.getObject(3, OffsetDateTime.class).toInstant()))
                    : Optional.empty();
        }
    }

    /** The largest checkpoint; empty before the first. */
    Optional<SignedCheckpoint> newestCheckpoint() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return new StoredTree(connection).newestCheckpoint();
        }
    }

    /** The newest first. */
    List<Timestamp> list(int limit) throws SQLException {
        List<Timestamp> timestamps = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT tree_size, stamped_at FROM log_timestamp ORDER BY tree_size DESC LIMIT ?")) {
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    timestamps.add(timestamp(row));
                }
            }
        }
        return timestamps;
    }

    private static Timestamp timestamp(ResultSet row) throws SQLException {
        return new Timestamp(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant());
    }

    /** The reply over the checkpoint of this size, and that checkpoint; empty if there is none. */
    Optional<StampedCheckpoint> stamped(long size) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return StampedCheckpoint.of(size, connection);
        }
    }

    void add(long size, byte[] reply, Instant stampedAt, Instant receivedAt) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO log_timestamp (tree_size, reply, stamped_at, received_at) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT DO NOTHING")) {
            insert.setLong(1, size);
            insert.setBytes(2, reply);
            insert.setObject(3, stampedAt.atOffset(ZoneOffset.UTC));
            insert.setObject(4, receivedAt.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
