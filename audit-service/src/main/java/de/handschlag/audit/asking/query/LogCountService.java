package de.handschlag.audit.asking.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.query.LogCounts.DayCount;
import de.handschlag.audit.chain.log.IndexedText;
import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.Requester;

/** Counts from the sequencer's daily summary, which names no person and no employee; recorded as any question is (R29). */
@ApplicationScoped
class LogCountService {

    private static final int MOST_DAYS = 366;
    /** Some 2 MB of an answer. */
    private static final int MOST_COUNTS = 20_000;

    private final AgroalDataSource database;
    private final QueryRecorder recorder;

    LogCountService(AgroalDataSource database, QueryRecorder recorder) {
        this.database = database;
        this.recorder = recorder;
    }

    LogCounts byDay(@Nullable String from, @Nullable String to, @Nullable String agencyId, @Nullable String purpose,
            boolean byPurpose, @Nullable String queryPurpose, Requester requester) {
        QueryPurpose stated = QueryPurpose.stated(queryPurpose);
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        if (last.isBefore(first) || !last.isBefore(first.plusDays(MOST_DAYS))) {
            throw InvalidRequest.query("to", "from 'from' on, and no more than " + MOST_DAYS + " days");
        }
        IndexedText.searched("agencyId", agencyId);
        IndexedText.searched("purpose", purpose);
        List<DayCount> days = read(first, last, agencyId, purpose, byPurpose);
        if (days.size() > MOST_COUNTS) {
            throw InvalidRequest.query("to", "there are more than " + MOST_COUNTS
                    + " counts, which is the most that one answer holds; ask for fewer days, or for one agency or purpose");
        }
        SortedMap<String, String> asked = new TreeMap<>();
        asked.put("counts", byPurpose ? "by day, type and purpose" : "by day and type");
        asked.put("from", first.toString());
        asked.put("to", last.toString());
        if (agencyId != null) {
            asked.put("agencyId", agencyId);
        }
        if (purpose != null) {
            asked.put("purpose", purpose);
        }
        recorder.record(List.of(), requester, stated, asked, days.size());
        return new LogCounts(first, last, days);
    }

    private static LocalDate day(String name, @Nullable String text) {
        try {
            LocalDate day = LocalDate.parse(text == null ? "" : text);
            if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // Told below, as a year out of range is.
        }
        throw InvalidRequest.query(name, "a day such as 2026-11-23 is expected");
    }

    private List<DayCount> read(LocalDate first, LocalDate last, @Nullable String agencyId, @Nullable String purpose,
            boolean byPurpose) {
        String key = byPurpose ? "day, type, purpose" : "day, type";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT " + key + ", sum(entries) AS entries"
                        + " FROM log_day WHERE day BETWEEN ? AND ?" + (agencyId == null ? "" : " AND agency_id = ?")
                        + (purpose == null ? "" : " AND purpose = ?") + " GROUP BY " + key + " ORDER BY " + key
                        + " LIMIT " + (MOST_COUNTS + 1))) {
            int position = 1;
            select.setObject(position++, first);
            select.setObject(position++, last);
            if (agencyId != null) {
                select.setString(position++, agencyId);
            }
            if (purpose != null) {
                select.setString(position, purpose);
            }
            List<DayCount> days = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String type = row.getString("type");
                    String counted = byPurpose ? row.getString("purpose") : "";
                    days.add(new DayCount(row.getObject("day", LocalDate.class), type,
                            ReadOutcome.ofType(type).map(ReadOutcome::key).orElse(null),
                            counted.isEmpty() ? null : counted, row.getLong("entries")));
                }
            }
            return days;
        } catch (SQLException e) {
            throw new IllegalStateException("the log cannot be read", e);
        }
    }
}
