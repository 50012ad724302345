package de.handschlag.audit.asking.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.timestamp.StampedCheckpoint;
import de.handschlag.database.Sql;

/** One connection for as long as an archive is written. Each statement is a transaction of its own. */
final class ExportSession implements AutoCloseable {

    private final Connection connection;
    private final Sql sql;

    ExportSession(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    StoredTree tree() {
        return new StoredTree(sql);
    }

    /** Sizes of checkpoints with a time stamp, up to this one, the smallest first. */
    List<Long> stamped(long upTo) {
        return StampedCheckpoint.sizes(upTo, sql);
    }

    /** One that {@link #stamped} named. */
    StampedCheckpoint stampedCheckpoint(long size) {
        return StampedCheckpoint.existing(size, sql);
    }

    /** An entry as the tree has it, with what opens its commitment. */
    record Kept(StoredEntry stored, byte[] salt, String entry) {}

    /** @throws IOException if one of them was erased meanwhile: what is gone must not leave in half of the files */
    List<Kept> page(List<Long> positions) throws IOException {
        List<Kept> page = sql.list("SELECT " + StoredEntry.COLUMNS + """
                , p.salt, e.entry FROM log_payload p JOIN log_entry e USING (log_index)
                WHERE p.log_index = ANY (?) ORDER BY p.log_index DESC""", row -> new Kept(StoredEntry.of(row),
                row.getBytes("salt"), new String(row.getBytes("entry"), StandardCharsets.UTF_8)), positions);
        if (page.size() != positions.size()) {
            throw new IOException("payloads were erased while the export was written; it has to be made again");
        }
        return page;
    }

    /** Takes a payload with what opens its commitment. */
    @FunctionalInterface
    interface PayloadConsumer {
        void payload(long index, byte[] salt, String payload) throws IOException;
    }

    /** The payloads from one position to before another, one after the other; those that were erased are missing. */
    void payloads(long from, long to, PayloadConsumer consumer) throws IOException, SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT log_index, salt, payload FROM log_payload WHERE log_index >= ? AND log_index < ?
                ORDER BY log_index""")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    consumer.payload(row.getLong(1), row.getBytes(2), row.getString(3));
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
