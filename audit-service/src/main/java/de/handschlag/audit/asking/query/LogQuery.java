package de.handschlag.audit.asking.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A SELECT over payloads, put together from fixed conditions; every value is a parameter. Newest first, by position.
 */
final class LogQuery {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    LogQuery where(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
        return this;
    }

    /** The persons, or accesses that named this case of this agency and found nobody. */
    LogQuery aboutPersonsOrCase(Collection<UUID> persons, String agencyId, String caseReference) {
        return where("(p.data_subject_id = ANY (?) OR (p.agency_id = ? AND p.case_reference = ?))",
                persons.toArray(UUID[]::new), agencyId, caseReference);
    }

    LogQuery aboutPersons(Collection<UUID> persons) {
        return where("p.data_subject_id = ANY (?)", (Object) persons.toArray(UUID[]::new));
    }

    LogQuery before(Cursor cursor) {
        return cursor.equals(Cursor.NEWEST) ? this : where("p.log_index < ?", cursor.before());
    }

    List<StoredEntry> newestFirst(Connection connection, int rows) throws SQLException {
        List<StoredEntry> entries = new ArrayList<>();
        try (PreparedStatement select = prepare(connection, rows); ResultSet row = select.executeQuery()) {
            while (row.next()) {
                entries.add(StoredEntry.of(row));
            }
        }
        return entries;
    }

    /** The positions alone. */
    List<Long> positions(Connection connection, int rows) throws SQLException {
        List<Long> positions = new ArrayList<>();
        try (PreparedStatement select = prepare(connection, "p.log_index", rows);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                positions.add(row.getLong(1));
            }
        }
        return positions;
    }

    /** The statement with its values; the caller closes it. */
    PreparedStatement prepare(Connection connection, int rows) throws SQLException {
        return prepare(connection, StoredEntry.COLUMNS, rows);
    }

    private PreparedStatement prepare(Connection connection, String columns, int rows) throws SQLException {
        PreparedStatement select = connection.prepareStatement("SELECT " + columns + " FROM log_payload p"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY p.log_index DESC LIMIT ?");
        int position = 1;
        for (Object value : values) {
            set(connection, select, position++, value);
        }
        select.setInt(position, rows);
        return select;
    }

    private static void set(Connection connection, PreparedStatement select, int position, Object value)
            throws SQLException {
        switch (value) {
            case Instant time -> select.setObject(position, time.atOffset(ZoneOffset.UTC));
            case UUID[] ids -> select.setArray(position, connection.createArrayOf("uuid", ids));
            case String[] texts -> select.setArray(position, connection.createArrayOf("text", texts));
            default -> select.setObject(position, value);
        }
    }
}
