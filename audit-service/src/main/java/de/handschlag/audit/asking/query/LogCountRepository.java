package de.handschlag.audit.asking.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.query.LogCounts.DayCount;
import de.handschlag.database.Sql;

/** Reads the sequencer's daily summary. */
@ApplicationScoped
class LogCountRepository {

    private final Sql sql;

    LogCountRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /**
     * Counts by day and type, and by purpose if that is wanted.
     *
     * @param last included
     * @param most how many counts at most
     */
    List<DayCount> count(LocalDate first, LocalDate last, @Nullable String agencyId, @Nullable String purpose,
            boolean byPurpose, int most) {
        String key = byPurpose ? "day, type, purpose" : "day, type";
        List<Object> values = new ArrayList<>(List.of(first, last));
        if (agencyId != null) {
            values.add(agencyId);
        }
        if (purpose != null) {
            values.add(purpose);
        }
        values.add(most);
        return sql.list(
                "SELECT " + key + ", sum(entries) AS entries FROM log_day WHERE day BETWEEN ? AND ?"
                        + (agencyId == null ? "" : " AND agency_id = ?") + (purpose == null ? "" : " AND purpose = ?")
                        + " GROUP BY " + key + " ORDER BY " + key + " LIMIT ?",
                row -> count(row, byPurpose), values.toArray());
    }

    private static DayCount count(ResultSet row, boolean byPurpose) throws SQLException {
        String type = row.getString("type");
        String purpose = byPurpose ? row.getString("purpose") : "";
        return new DayCount(row.getObject("day", LocalDate.class), type,
                ReadOutcome.ofType(type).map(ReadOutcome::key).orElse(null), purpose.isEmpty() ? null : purpose,
                row.getLong("entries"));
    }
}
