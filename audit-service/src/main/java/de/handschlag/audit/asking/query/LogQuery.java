package de.handschlag.audit.asking.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import de.handschlag.database.Sql;

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
        return where("(p.data_subject_id = ANY (?) OR (p.agency_id = ? AND p.case_reference = ?))", persons, agencyId,
                caseReference);
    }

    LogQuery before(Cursor cursor) {
        return cursor.equals(Cursor.NEWEST) ? this : where("p.log_index < ?", cursor.before());
    }

    List<StoredEntry> newestFirst(Sql sql, int rows) {
        return sql.list(select(StoredEntry.COLUMNS), StoredEntry::of, values(rows));
    }

    /** The positions alone. */
    List<Long> positions(Sql sql, int rows) {
        return sql.list(select("p.log_index"), row -> row.getLong(1), values(rows));
    }

    /** The statement, to which {@link #values} belong. */
    String select(String columns) {
        return "SELECT " + columns + " FROM log_payload p"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY p.log_index DESC LIMIT ?";
    }

    /** In the order of the statement. */
    Object[] values(int rows) {
        return Stream.concat(values.stream(), Stream.of(rows)).toArray();
    }
}
