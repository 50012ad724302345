package de.handschlag.audit.asking.anomaly;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.query.ReadOutcome;
import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;
import de.handschlag.event.EventType;
import de.handschlag.problem.ProblemType;

/** The rules in SQL. Each reads the entries of its days by position, and no others; the pool bounds its time. */
@ApplicationScoped
class AnomalyRepository {

    private static final String READS = "p.type = ANY (:reads)";
    private static final String REFUSED_TRIES = "p.type IN (:denied, :overLimit) AND p.refused_try";
    private static final String NEWEST_ENTRIES = "(array_agg(p.log_index ORDER BY p.log_index DESC))[1:20] AS entries";

    private static final String IN_DAYS = "p.log_index BETWEEN :first AND :last AND p.month BETWEEN :firstMonth AND"
            + " :lastMonth AND p.occurred_at >= :from AND p.occurred_at < :to";

    /** Members of the period that a rule looks at; {@code :name} is a parameter. */
    private static final String IN_PERIOD = IN_DAYS + " AND (:agency::text IS NULL OR p.agency_id = :agency)";

    /** Has no columns: such entries are rare, and rules need most of its members. */
    private static final String LOGIN_BINDING = "(p.payload::jsonb -> 'data' -> 'loginBinding')";

    /** Of login bindings in the period those for which a code of the agency was entered. */
    private static final String LOGIN_IN_PERIOD = IN_DAYS + " AND (:agency::text IS NULL OR " + LOGIN_BINDING
            + " -> 'agencies' @> to_jsonb(:agency::text))";

    private static final String DAY = "(p.occurred_at AT TIME ZONE :zone)::date";

    private static final String PER_DAY = "max(p.log_index) AS newest, max(p.occurred_at) AS time, " + DAY
            + " AS day, p.agency_id, p.client_id, p.employee_id, count(*) AS count, ";

    private static final Map<AnomalyKind, String> RULES = Map.of(AnomalyKind.UNUSUAL_VOLUME,
            "WITH reads AS (SELECT " + PER_DAY + NEWEST_ENTRIES + " FROM log_payload p WHERE " + READS + " AND "
                    + IN_PERIOD
                    + """
                             GROUP BY 3, 4, 5, 6
                            ), usual AS (
                                SELECT agency_id, percentile_disc(0.5) WITHIN GROUP (ORDER BY count) AS median, count(*) AS days
                                FROM reads WHERE day < :begin GROUP BY agency_id
                            )
                            SELECT reads.*, usual.median AS compared, usual.days AS basis, NULL AS detail
                            FROM reads JOIN usual USING (agency_id)
                            WHERE reads.day >= :begin AND usual.days >= 5 AND reads.count >= :volumeLeast
                              AND reads.count > :volumeFactor * usual.median AND reads.newest < :before
                            ORDER BY reads.newest DESC LIMIT :limit""",
            AnomalyKind.OUTSIDE_OFFICE_HOURS,
            "SELECT " + PER_DAY + NEWEST_ENTRIES
                    + ", NULL::bigint AS compared, NULL::bigint AS basis, NULL AS detail FROM log_payload p WHERE "
                    + READS + " AND " + IN_PERIOD + """
                             AND p.employee_id IS NOT NULL
                              AND (extract(isodow FROM p.occurred_at AT TIME ZONE :zone)::int <> ALL (:officeDays)
                                OR (p.occurred_at AT TIME ZONE :zone)::time < :officeFrom
                                OR (p.occurred_at AT TIME ZONE :zone)::time >= :officeTo)
                            GROUP BY 3, 4, 5, 6 HAVING max(p.log_index) < :before ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.REPEATED_DENIALS,
            "SELECT " + PER_DAY + NEWEST_ENTRIES
                    + """
                            , count(DISTINCT p.case_reference) AS compared, count(*) FILTER (WHERE p.data_subject_id IS NULL) AS basis,
                            NULL AS detail FROM log_payload p WHERE p.type = :denied AND\s"""
                    + IN_PERIOD + """
                             GROUP BY 3, 4, 5, 6 HAVING count(*) >= :denialsLeast AND max(p.log_index) < :before
                            ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.REFUSED_TRIES,
            "SELECT " + PER_DAY + NEWEST_ENTRIES + ", count(DISTINCT p.case_reference) AS compared,"
                    + " count(*) FILTER (WHERE p.type = :overLimit) AS basis,"
                    + " string_agg(DISTINCT p.purpose, ', ' ORDER BY p.purpose) AS detail FROM log_payload p WHERE "
                    + REFUSED_TRIES + " AND " + IN_PERIOD + """
                             GROUP BY 3, 4, 5, 6
                            HAVING (count(*) >= :refusedTriesLeast OR bool_or(p.type = :overLimit))
                              AND max(p.log_index) < :before
                            ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.EMERGENCY_NOT_REVIEWED,
            """
                    SELECT p.log_index AS newest, p.occurred_at AS time, NULL::date AS day, p.agency_id, p.client_id,
                        p.employee_id, 1 AS count, (extract(epoch FROM now() - p.occurred_at) / 3600)::bigint AS compared,
                        (extract(epoch FROM p.review_due_at - p.occurred_at) / 3600)::bigint AS basis,
                        p.purpose AS detail, ARRAY[p.log_index] AS entries
                    FROM log_payload p WHERE p.type = :emergencyOpened
                      AND p.review_due_at < now() AND p.log_index < :before AND\s"""
                    + IN_PERIOD + """
                             AND NOT EXISTS (SELECT FROM log_payload r WHERE r.data_subject_id = p.data_subject_id
                                AND r.type = :emergencyReviewed AND r.log_index > p.log_index
                                AND r.emergency_access_id = p.emergency_access_id)
                            ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.NEW_PURPOSE,
            """
                    SELECT found.* FROM (
                        SELECT max(p.log_index) AS newest, max(p.occurred_at) AS time, NULL::date AS day, p.agency_id,
                            NULL AS client_id, NULL AS employee_id, count(*) AS count, NULL::bigint AS compared,
                            NULL::bigint AS basis, p.purpose AS detail, min(p.log_index) AS oldest,\s"""
                    + NEWEST_ENTRIES + " FROM log_payload p WHERE " + READS + " AND " + IN_PERIOD + """
                             AND p.agency_id IS NOT NULL AND p.purpose IS NOT NULL
                                GROUP BY p.agency_id, p.purpose HAVING max(p.log_index) < :before) found
                            WHERE NOT EXISTS (SELECT FROM log_payload p WHERE p.agency_id = found.agency_id
                                AND p.purpose = found.detail AND p.log_index < found.oldest AND\s""" + READS + """
                            )
                            ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.OWN_RECORD,
            "SELECT " + PER_DAY + NEWEST_ENTRIES
                    + ", NULL::bigint AS compared, NULL::bigint AS basis, NULL AS detail FROM log_payload p WHERE "
                    + READS + " AND " + IN_PERIOD + """
                             AND lower(p.employee_id) IN (lower(p.case_reference), p.data_subject_id::text)
                            GROUP BY 3, 4, 5, 6 HAVING max(p.log_index) < :before ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.FURTHER_LOGIN,
            // What became of the tie is asked of the whole log: it may have ended, or been confirmed, after the period.
            """
                    SELECT found.newest, found.time, NULL::date AS day, found.agency_id, NULL AS client_id,
                        NULL AS employee_id, found.count, since.bound AS compared, found.agencies AS basis,
                        since.means AS detail, found.entries
                    FROM (
                        SELECT max(p.log_index) AS newest, max(p.occurred_at) AS time,
                            (array_agg(p.agency_id ORDER BY p.log_index DESC))[1] AS agency_id, count(*) AS count,
                            max(jsonb_array_length(%s -> 'agencies'))::bigint AS agencies,
                            p.data_subject_id, %s ->> 'loginBindingId' AS login_binding_id,\s"""
                    .formatted(LOGIN_BINDING, LOGIN_BINDING) + NEWEST_ENTRIES + """
                             FROM log_payload p
                            WHERE p.type IN (:loginRequested, :loginBound)
                              AND\s""" + LOGIN_BINDING + " ->> 'takesEffectAt' IS NOT NULL AND " + LOGIN_IN_PERIOD
                    + " GROUP BY p.data_subject_id, " + LOGIN_BINDING + """
                             ->> 'loginBindingId'
                            HAVING max(p.log_index) < :before) found
                            CROSS JOIN LATERAL (
                                SELECT count(*) FILTER (WHERE p.type = :loginBound) AS bound,
                                    count(*) FILTER (WHERE p.type = :loginUnbound) AS ended,
                                    count(*) FILTER (WHERE\s""" + LOGIN_BINDING
                    + " ->> 'means' = 'LOGIN_CONFIRMATION') AS confirmed, max(" + LOGIN_BINDING
                    + " ->> 'means') AS means FROM log_payload p"
                    + " WHERE p.data_subject_id = found.data_subject_id AND " + LOGIN_BINDING + """
                             ->> 'loginBindingId' = found.login_binding_id
                                  AND p.type IN (:loginBound, :loginUnbound)) since
                            WHERE since.confirmed = 0 AND (since.bound > 0 OR since.ended = 0)
                            ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.MANY_BINDING_CODES,
            "SELECT " + PER_DAY + NEWEST_ENTRIES
                    + ", count(DISTINCT p.data_subject_id) AS compared, NULL::bigint AS basis, NULL AS detail"
                    + " FROM log_payload p WHERE p.type = :codeMade AND " + IN_PERIOD + """
                             GROUP BY 3, 4, 5, 6
                            HAVING (count(*) >= :codesLeast
                                OR count(*) - count(DISTINCT p.data_subject_id) >= :codesRepeated)
                              AND max(p.log_index) < :before
                            ORDER BY newest DESC LIMIT :limit""",
            AnomalyKind.LOGIN_REFUSED,
            """
                    SELECT p.log_index AS newest, p.occurred_at AS time, NULL::date AS day, p.agency_id,
                        NULL AS client_id, NULL AS employee_id, 1 AS count,
                        (extract(epoch FROM p.occurred_at - (%s ->> 'requestedAt')::timestamptz) / 3600)::bigint AS compared,
                        jsonb_array_length(%s -> 'agencies')::bigint AS basis, NULL AS detail,
                        ARRAY[p.log_index] AS entries
                    FROM log_payload p WHERE p.type = :loginUnbound
                      AND p.end_reason = 'REFUSED' AND p.log_index < :before AND\s"""
                    .formatted(LOGIN_BINDING, LOGIN_BINDING) + LOGIN_IN_PERIOD + """
                            ORDER BY newest DESC LIMIT :limit""");

    /** What a request that was not shown ended with (ADR 60). */
    private static final String ASKED_AGAIN = """
            SELECT max(asked.newest) AS newest, max(asked.time) AS time, NULL::date AS day, asked.agency_id,
                NULL AS client_id, NULL AS employee_id, sum(asked.count)::bigint AS count, count(*) AS compared,
                max(asked.count) AS basis, string_agg(DISTINCT asked.purposes, ', ' ORDER BY asked.purposes) AS detail,
                (array_agg(asked.newest ORDER BY asked.newest DESC))[1:20] AS entries
            FROM (
                SELECT max(p.log_index) AS newest, max(p.occurred_at) AS time, p.agency_id, count(*) AS count,
                    string_agg(DISTINCT p.purpose, ', ' ORDER BY p.purpose) AS purposes
                FROM log_payload p WHERE p.type = :invalidated
                  AND p.end_reason = 'asked-again' AND\s""" + IN_PERIOD + """
                 GROUP BY p.agency_id, p.data_subject_id) asked
            GROUP BY asked.agency_id HAVING sum(asked.count) >= :askedAgainLeast AND max(asked.newest) < :before
            ORDER BY newest DESC LIMIT :limit""";

    private final Sql sql;
    private final AnomalySettings settings;

    AnomalyRepository(AgroalDataSource database, AnomalySettings settings) {
        this.sql = new Sql(database);
        this.settings = settings;
    }

    /**
     * Days to look at, in the settings' time zone.
     *
     * @param to     exclusive
     * @param agency null for all
     */
    record Period(LocalDate from, LocalDate to, @Nullable String agency) {}

    /** What the rule finds, newest first. */
    List<FoundAnomaly> find(AnomalyKind kind, Period period, long before, int limit) {
        LocalDate begin = kind == AnomalyKind.UNUSUAL_VOLUME
                ? period.from().minusDays(settings.usualDays())
                : period.from();
        Instant from = begin.atStartOfDay(settings.timeZone()).toInstant();
        Instant to = period.to().atStartOfDay(settings.timeZone()).toInstant();
        try {
            NamedParameters parameters = new NamedParameters();
            if (!positions(parameters, from, to)) {
                return List.of();
            }
            putTypes(parameters);
            parameters.put("from", from).put("to", to).put("agency", period.agency()).put("begin", period.from())
                    .put("zone", settings.timeZone().getId()).put("officeFrom", settings.officeFrom())
                    .put("officeTo", settings.officeTo()).put("officeDays", settings.officeDays())
                    .put("volumeFactor", settings.volumeFactor()).put("volumeLeast", settings.volumeLeast())
                    .put("denialsLeast", settings.denialsLeast()).put("refusedTriesLeast", settings.refusedTriesLeast())
                    .put("codesLeast", settings.bindingCodesLeast())
                    .put("codesRepeated", settings.bindingCodesRepeated())
                    .put("askedAgainLeast", settings.askedAgainLeast()).put("before", before).put("limit", limit);
            return parameters.list(sql, kind == AnomalyKind.ASKED_AGAIN ? ASKED_AGAIN : requireNonNull(RULES.get(kind)),
                    row -> FoundAnomaly.of(kind, row));
        } catch (DatabaseException e) {
            if (e.isOutOfTime()) {
                throw ProblemType.UNAVAILABLE.retryAfter(5,
                        "The period is too long to be looked through in time; name an agency, a kind or fewer days.");
            }
            throw e;
        }
    }

    private static void putTypes(NamedParameters parameters) {
        parameters.put("reads", ReadOutcome.typeNames()).put("denied", EventType.DISCLOSURE_DENIED)
                .put("overLimit", EventType.CLIENT_LIMIT_EXCEEDED)
                .put("emergencyOpened", EventType.EMERGENCY_ACCESS_OPENED)
                .put("emergencyReviewed", EventType.EMERGENCY_ACCESS_REVIEWED)
                .put("loginRequested", EventType.LOGIN_BINDING_REQUESTED).put("loginBound", EventType.LOGIN_BOUND)
                .put("loginUnbound", EventType.LOGIN_UNBOUND).put("codeMade", EventType.BINDING_CODE_MADE)
                .put("invalidated", EventType.CONSENT_INVALIDATED);
    }

    /** The positions that the hours of recording leave; false if there are none. */
    private boolean positions(NamedParameters parameters, Instant from, Instant to) {
        return sql.one("""
                SELECT min(first_index) AS first_index, max(last_index) AS last_index, min(recorded_hour) AS first_hour,
                    max(recorded_hour) AS last_hour
                FROM log_hour WHERE last_occurred_at >= ? AND first_occurred_at < ?""", row -> {
            if (row.getObject("first_hour") == null) {
                return false;
            }
            parameters.put("first", row.getLong("first_index")).put("last", row.getLong("last_index"))
                    .put("firstMonth", month(row, "first_hour")).put("lastMonth", month(row, "last_hour"));
            return true;
        }, from.minus(Duration.ofSeconds(1)), to);
    }

    private static LocalDate month(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
                .withDayOfMonth(1);
    }
}
