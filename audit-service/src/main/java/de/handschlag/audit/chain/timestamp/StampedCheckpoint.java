package de.handschlag.audit.chain.timestamp;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint and the time stamp over it.
 *
 * @param note  the log's own, without cosignatures
 * @param reply TimeStampResp, DER; its imprint is SHA-256 of the note's first three lines
 */
public record StampedCheckpoint(long size, String note, byte[] reply) {

    static Optional<StampedCheckpoint> of(long size, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT c.note, t.reply FROM log_timestamp t JOIN log_checkpoint c USING (tree_size)
                WHERE tree_size = ?""")) {
            select.setLong(1, size);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new StampedCheckpoint(size, row.getString(1), row.getBytes(2)))
                        : Optional.empty();
            }
        }
    }

    /** Sizes with a time stamp, up to this one, the smallest first. */
    public static List<Long> sizes(long upTo, Connection connection) throws SQLException {
        List<Long> sizes = new ArrayList<>();
        try (PreparedStatement select = connection
                .prepareStatement("SELECT tree_size FROM log_timestamp WHERE tree_size <= ? ORDER BY tree_size")) {
            select.setLong(1, upTo);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sizes.add(row.getLong(1));
                }
            }
        }
        return sizes;
    }

    /** The one of this size, which {@link #sizes} named; time stamps are never removed. */
    public static StampedCheckpoint existing(long size, Connection connection) throws SQLException {
        return of(size, connection).orElseThrow();
    }
}
