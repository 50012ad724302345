package de.handschlag.audit.chain.timestamp;

import java.util.List;
import java.util.Optional;

import de.handschlag.database.Sql;

/**
 * A checkpoint and the time stamp over it.
 *
 * @param note  the log's own, without cosignatures
 * @param reply TimeStampResp, DER; its imprint is SHA-256 of the note's first three lines
 */
public record StampedCheckpoint(long size, String note, byte[] reply) {

    static Optional<StampedCheckpoint> of(long size, Sql sql) {
        return sql.first("""
                SELECT c.note, t.reply FROM log_timestamp t JOIN log_checkpoint c USING (tree_size)
                WHERE tree_size = ?""", row -> new StampedCheckpoint(size, row.getString(1), row.getBytes(2)), size);
    }

    /** Sizes with a time stamp, up to this one, the smallest first. */
    public static List<Long> sizes(long upTo, Sql sql) {
        return sql.list("SELECT tree_size FROM log_timestamp WHERE tree_size <= ? ORDER BY tree_size",
                row -> row.getLong(1), upTo);
    }

    /** The one of this size, which {@link #sizes} named; time stamps are never removed. */
    public static StampedCheckpoint existing(long size, Sql sql) {
        return of(size, sql).orElseThrow();
    }
}
