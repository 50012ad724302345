package de.handschlag.audit.asking.digest;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.digest.LogDigest.Emergencies;
import de.handschlag.audit.asking.digest.LogDigest.Erasures;
import de.handschlag.audit.asking.digest.LogDigest.Holds;
import de.handschlag.audit.asking.digest.LogDigest.Integrity;
import de.handschlag.audit.asking.digest.LogDigest.PurposeCount;
import de.handschlag.audit.asking.digest.LogDigest.TypeCount;
import de.handschlag.audit.asking.query.ReadOutcome;
import de.handschlag.audit.chain.completeness.CompletenessProofs.Statement;
import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;
import de.handschlag.event.EventType;
import de.handschlag.problem.ProblemType;

/** Counts of one week; from the daily summary where it has them, otherwise from that week's entries alone. */
@ApplicationScoped
class DigestRepository {

    /** The week's entries, by position and month so that no others are looked at. Parameters: from, to, from, to, from, to, agency twice. */
    private static final String IN_WEEK = """
            p.log_index >= (SELECT min(first_index) FROM log_hour WHERE last_occurred_at >= ? AND first_occurred_at < ?)
            AND p.log_index <= (SELECT max(last_index) FROM log_hour WHERE last_occurred_at >= ? AND first_occurred_at < ?)
            AND p.occurred_at >= ? AND p.occurred_at < ? AND (?::text IS NULL OR p.agency_id = ?)""";

    private final Sql sql;

    DigestRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** @param agency null for all */
    record Week(LocalDate monday, @Nullable String agency) {

        OffsetDateTime from() {
            return monday.atStartOfDay().atOffset(ZoneOffset.UTC);
        }

        OffsetDateTime to() {
            return from().plusDays(7);
        }

        LocalDate sunday() {
            return monday.plusDays(6);
        }

        @Nullable
        Object[] inWeek() {
            return new Object[]{from(), to(), from(), to(), from(), to(), agency, agency};
        }
    }

    List<TypeCount> types(Week week) {
        return read("""
                SELECT type, sum(entries) AS entries FROM log_day
                WHERE day BETWEEN ? AND ? AND (?::text IS NULL OR agency_id = ?) GROUP BY type ORDER BY type""",
                row -> new TypeCount(row.getString("type"), row.getLong("entries")), week.monday(), week.sunday(),
                week.agency(), week.agency());
    }

    List<PurposeCount> purposes(Week week) {
        return read(
                """
                        SELECT p.purpose, count(*) FILTER (WHERE p.type = '%1$s') AS disclosed,
                            count(*) FILTER (WHERE p.type = '%2$s') AS denied,
                            count(*) FILTER (WHERE p.type = '%3$s') AS unchanged
                        FROM log_payload p WHERE p.type IN ('%1$s', '%2$s', '%3$s') AND p.purpose IS NOT NULL AND\s"""
                        .formatted(ReadOutcome.DISCLOSED.type().typeName(), ReadOutcome.DENIED.type().typeName(),
                                ReadOutcome.UNCHANGED.type().typeName())
                        + IN_WEEK + " GROUP BY p.purpose ORDER BY p.purpose",
                row -> new PurposeCount(row.getString("purpose"), row.getLong("disclosed"), row.getLong("denied"),
                        row.getLong("unchanged")),
                week.inWeek());
    }

    Erasures erasures(Week week) {
        return read("""
                SELECT count(*) FILTER (WHERE erased_at >= ? AND erased_at < ?) AS carried_out,
                    coalesce(sum(payloads) FILTER (WHERE erased_at >= ? AND erased_at < ?), 0) AS payloads,
                    count(*) FILTER (WHERE erased_at IS NULL) AS pending FROM erasure""",
                row -> new Erasures(row.getLong("carried_out"), row.getLong("payloads"), row.getLong("pending")),
                week.from(), week.to(), week.from(), week.to()).getFirst();
    }

    Holds holds(Week week) {
        return read("""
                SELECT count(*) FILTER (WHERE set_at >= ? AND set_at < ?) AS set,
                    count(*) FILTER (WHERE released_at >= ? AND released_at < ?) AS released,
                    count(*) FILTER (WHERE released_at IS NULL) AS in_force
                FROM legal_hold WHERE ?::text IS NULL OR agency_id = ?""",
                row -> new Holds(row.getLong("set"), row.getLong("released"), row.getLong("in_force")), week.from(),
                week.to(), week.from(), week.to(), week.agency(), week.agency()).getFirst();
    }

    Emergencies emergencies(Week week) {
        return read(
                """
                        SELECT count(*) AS opened, count(*) FILTER (WHERE r.outcome = 'JUSTIFIED') AS justified,
                            count(*) FILTER (WHERE r.outcome = 'NOT_JUSTIFIED') AS not_justified,
                            count(*) FILTER (WHERE r.outcome IS NULL AND p.review_due_at >= now()) AS pending,
                            count(*) FILTER (WHERE r.outcome IS NULL AND p.review_due_at < now()) AS overdue
                        FROM log_payload p LEFT JOIN LATERAL (
                            SELECT review.review_outcome AS outcome FROM log_payload review
                            WHERE review.data_subject_id = p.data_subject_id
                              AND review.type = '%s' AND review.emergency_access_id = p.emergency_access_id
                            ORDER BY review.log_index LIMIT 1) r ON true
                        WHERE p.type = '%s' AND\s""".formatted(EventType.EMERGENCY_ACCESS_REVIEWED.typeName(),
                        EventType.EMERGENCY_ACCESS_OPENED.typeName()) + IN_WEEK,
                row -> new Emergencies(row.getLong("opened"), row.getLong("justified"), row.getLong("not_justified"),
                        row.getLong("pending"), row.getLong("overdue")),
                week.inWeek()).getFirst();
    }

    /** @param completeness the newest statement; null before the first */
    Integrity integrity(Week week, @Nullable Statement completeness) {
        return read(
                "SELECT tree_size, signed_at, note FROM log_checkpoint WHERE signed_at < ?"
                        + " ORDER BY tree_size DESC LIMIT 1",
                row -> new Integrity(row.getLong("tree_size"), requireNonNull(Sql.instant(row, "signed_at")),
                        row.getString("note"), completeness),
                week.to()).stream().findFirst().orElse(new Integrity(null, null, null, completeness));
    }

    private <T> List<T> read(String statement, Sql.RowReader<T> reader, @Nullable Object... values) {
        try {
            return sql.list(statement, reader, values);
        } catch (DatabaseException e) {
            if (e.isOutOfTime()) {
                throw ProblemType.UNAVAILABLE.retryAfter(5,
                        "The week has too many entries to be summed up in time; name an agency.");
            }
            throw e;
        }
    }
}
