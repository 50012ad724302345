package de.handschlag.audit.asking.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import de.handschlag.database.Sql;

/**
 * Where in the log a filter can find something. Times are the events' own and entries stand in the order of recording, so the
 * hours of recording (log_hour) turn a time into positions; and the counts by day (log_day) say on which days an agency, a
 * purpose and a type met. Between the ranges nothing fits, so nothing is read there (ADR 34).
 */
public final class PositionRanges {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    /** Positions from {@code first} to {@code last}, both inclusive, and the months of recording that hold them. */
    public record Range(long first, long last, LocalDate firstMonth, LocalDate lastMonth) {

        static final Range EVERYTHING = new Range(0, Long.MAX_VALUE, LocalDate.MIN, LocalDate.MAX);

        /** Whether it has any of these positions, both inclusive. */
        public boolean touches(long from, long to) {
            return first <= to && from <= last;
        }

        /** Whether it has anything of this month. */
        public boolean touches(LocalDate month) {
            return !month.isBefore(firstMonth) && !month.isAfter(lastMonth);
        }
    }

    private final LogFilter filter;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private PositionRanges(LogFilter filter) {
        this.filter = filter;
    }

    /** Whether the filter is narrowed by them: it names a time, or two of what log_day counts by, and no person. */
    static boolean narrow(LogFilter filter) {
        return filter.from() != null || filter.to() != null || meets(filter);
    }

    /** A person has few entries, whatever else is asked for; and what a case of an agency stands for may be elsewhere. */
    private static boolean meets(LogFilter filter) {
        return filter.dataSubjectId() == null && filter.caseReference() == null && Stream
                .of(filter.agencyId(), filter.purpose(), filter.typeName()).filter(part -> part != null).count() >= 2;
    }

    /** Newest first, none touching another; none at all if nothing can fit. */
    static List<Range> of(Sql sql, LogFilter filter) {
        return new PositionRanges(filter).read(sql);
    }

    private List<Range> read(Sql sql) {
        where("h.last_occurred_at >= ? AND h.first_occurred_at < ?",
                filter.from() == null ? Instant.EPOCH : filter.from(), filter.to() == null ? END_OF_TIME : filter.to());
        if (meets(filter) && !metAtAll(sql)) {
            return List.of();
        }
        // An island begins where none of the earlier hours reaches.
        return sql.list("""
                SELECT min(first_index) AS first_index, max(last_index) AS last_index,
                       min(recorded_hour) AS first_hour, max(recorded_hour) AS last_hour
                FROM (SELECT *, count(*) FILTER (WHERE reached IS NULL OR first_index > reached + 1)
                          OVER (ORDER BY first_index, recorded_hour) AS island
                      FROM (SELECT *, max(last_index) OVER (ORDER BY first_index, recorded_hour
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
                            FROM log_hour h WHERE %s) fitting) numbered
                GROUP BY island ORDER BY first_index DESC""".formatted(String.join(" AND ", conditions)),
                row -> new Range(row.getLong("first_index"), row.getLong("last_index"), month(row, "first_hour"),
                        month(row, "last_hour")),
                values.toArray());
    }

    /**
     * Narrows to the days on which they met; hour by hour only if there are days between on which they did not.
     *
     * @return false if they never met
     */
    private boolean metAtAll(Sql sql) {
        List<String> met = new ArrayList<>();
        List<Object> parts = new ArrayList<>();
        add(met, parts, "d.agency_id = ?", filter.agencyId());
        add(met, parts, "d.purpose = ?", filter.purpose());
        add(met, parts, "d.type = ?", filter.typeName());
        String days = "FROM log_day d WHERE " + String.join(" AND ", met);
        Optional<Days> found = sql.one(
                "SELECT min(day) AS first, max(day) AS last, count(DISTINCT day) AS days " + days, Days::of,
                parts.toArray());
        found.ifPresent(span -> {
            where("h.last_occurred_at >= ? AND h.first_occurred_at < ?", startOf(span.first),
                    startOf(span.last.plusDays(1)));
            if (span.haveGaps()) {
                where("EXISTS (SELECT " + days + " " + """
                        AND d.day BETWEEN (greatest(h.first_occurred_at, ?) AT TIME ZONE 'UTC')::date
                                      AND (least(h.last_occurred_at, ?) AT TIME ZONE 'UTC')::date)""", parts.toArray());
                values.add(filter.from() == null ? Instant.EPOCH : filter.from());
                values.add(filter.to() == null ? END_OF_TIME : filter.to());
            }
        });
        return found.isPresent();
    }

    /** On which they met. */
    record Days(LocalDate first, LocalDate last, long count) {

        /** Empty if there are none. */
        static Optional<Days> of(ResultSet row) throws SQLException {
            LocalDate first = row.getObject("first", LocalDate.class);
            LocalDate last = row.getObject("last", LocalDate.class);
            return first == null || last == null
                    ? Optional.empty()
                    : Optional.of(new Days(first, last, row.getLong("days")));
        }

        /** Whether there are days between on which they did not. */
        boolean haveGaps() {
            return count < ChronoUnit.DAYS.between(first, last) + 1;
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void add(List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private void where(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
    }

    private static LocalDate month(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
                .withDayOfMonth(1);
    }
}
