package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the audit log in its order, row by row, so that its length costs no memory. */
final class LogReader {

    private static final int ROWS_AT_A_TIME = 2_000;

    private final FaultStack stack;

    LogReader(FaultStack stack) {
        this.stack = stack;
    }

    /**
     * An entry.
     *
     * @param type    CloudEvents type without its prefix and version, such as {@code consent.given}
     * @param payload the event's data
     */
    record Entry(long index, String eventId, String type, JsonNode payload) {

        String text(String name) {
            return payload.path(name).asText();
        }
    }

    void read(Consumer<Entry> entries) throws SQLException, IOException {
        try (Connection connection = stack.stack().postgres().connectAsSuperuser("audit")) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT log_index, event_id, type, payload FROM log_payload ORDER BY log_index")) {
                select.setFetchSize(ROWS_AT_A_TIME);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        JsonNode payload = Run.JSON.readTree(row.getString(4));
                        entries.accept(new Entry(row.getLong(1), row.getString(2), shortType(row.getString(3)),
                                payload.has("data") ? payload.path("data") : payload));
                    }
                }
            }
        }
    }

    static String shortType(String type) {
        return type.replaceFirst("^de\\.handschlag\\.", "").replaceFirst("\\.v\\d+$", "");
    }

    long size() throws SQLException {
        try (Connection connection = stack.stack().postgres().connectAsSuperuser("audit");
                PreparedStatement select = connection
                        .prepareStatement("SELECT coalesce(max(log_index) + 1, 0) FROM log_entry");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
