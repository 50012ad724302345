package de.handschlag.audit.keeping.retention;

import static java.util.Objects.requireNonNull;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.event.LogErased.Range;
import de.handschlag.event.LogErased.Reason;

/** One session of the role that erases. It may call the owner's functions and read what is planned, nothing else. */
final class EraserSession implements AutoCloseable {

    private final Connection connection;
    private final Sql sql;

    EraserSession(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection);
    }

    /** Whether this session is the only one that erases now, in the whole deployment. */
    boolean tryLock() {
        return LeaderLock.ERASURE.tryLock(connection);
    }

    /** Writes down what is due. */
    void plan(Duration waitAfterPerson) {
        call("SELECT plan_erasures(make_interval(secs => ?))", waitAfterPerson);
    }

    /** What is written down and not carried out, the oldest first. */
    List<PlannedErasure> pending() {
        return sql.list("""
                SELECT e.id, e.reason, e.retention_class, e.month, e.planned_at, array_agg(lower(r)) AS firsts,
                    array_agg(upper(r) - 1) AS lasts,
                    EXISTS (SELECT FROM log_entry t WHERE t.event_id = e.id
                        AND t.log_index < (SELECT max(tree_size) FROM log_checkpoint)) AS announced
                FROM erasure e LEFT JOIN unnest(e.positions) r ON true
                WHERE e.erased_at IS NULL GROUP BY e.id ORDER BY e.month, e.planned_at, e.id""",
                row -> new PlannedErasure(row.getObject("id", UUID.class), Reason.valueOf(row.getString("reason")),
                        row.getString("retention_class"), row.getObject("month", LocalDate.class),
                        ranges(row.getArray("firsts"), row.getArray("lasts")),
                        requireNonNull(Sql.instant(row, "planned_at")), row.getBoolean("announced")));
    }

    /** Ranges from two arrays of equal length; none from the arrays of nulls that an outer join leaves. */
    static List<Range> ranges(Array from, Array to) throws SQLException {
        @Nullable
        Long[] firsts = (Long[]) from.getArray();
        @Nullable
        Long[] lasts = (Long[]) to.getArray();
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            Long first = firsts[i];
            Long last = lasts[i];
            if (first != null && last != null) {
                ranges.add(new Range(first, last));
            }
        }
        return ranges;
    }

    /** Erases what is announced of a month. */
    void eraseMonth(LocalDate month) {
        call("SELECT erase_month(?)", month);
    }

    /** Erases the positions that this erasure's entry announces. */
    void erasePositions(UUID erasure) {
        call("SELECT erase_positions(?)", erasure);
    }

    /** Months whose files hold bytes of deleted payloads and were not written anew for this time. */
    List<LocalDate> monthsToRewrite(Duration every) {
        return sql.list("""
                SELECT month FROM payload_rewrite WHERE erased_since IS NOT NULL
                  AND (rewritten_at IS NULL OR rewritten_at <= now() - make_interval(secs => ?)) ORDER BY month""",
                row -> row.getObject(1, LocalDate.class), every);
    }

    /**
     * Writes a month's file anew.
     *
     * @param seconds after which it is given up; 0: never
     */
    void rewrite(LocalDate month, int seconds) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT rewrite_payloads(?)")) {
            call.setQueryTimeout(seconds);
            call.setObject(1, month);
            call.execute();
        }
    }

    /** Writes the holds' file anew: those that were deleted had reasons that somebody typed. */
    void rewriteLegalHolds() {
        call("SELECT rewrite_legal_holds()");
    }

    /** Erases complaints of persons who were erased so long ago, and those whose answer is old. */
    void eraseComplaints(Duration waitAfterPerson) {
        call("SELECT erase_complaints(make_interval(secs => ?))", waitAfterPerson);
    }

    private void call(String function, Object... arguments) {
        sql.list(function, row -> true, arguments);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
