package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.database.Sql;
import de.handschlag.teststack.TestStack;

/**
 * Plans of the queries over 200,000 entries of 24 months, in a schema of their own. What docs/query-plans.md shows is
 * written to target/query-plans.txt.
 */
@Tag("long")
@QuarkusTest
@DisplayName("Query plans")
class QueryPlanTest extends AuditTestCase {

    private static final int ENTRIES = 200_000;
    private static final int MONTHS = 24;
    private static final String AGENCY = "agency-7";
    private static final UUID PERSON = new UUID(0, 4711);
    private static final Pattern SCAN = Pattern.compile("Seq Scan on log_payload_20\\d\\d_\\d\\d");

    private static Connection connection;
    private static Sql sql;

    private static void generate(Connection connection) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA plans");
            statement.execute("SET search_path = plans");
            statement.execute(migration("V1__log.sql").replaceAll("(?s)CREATE FUNCTION.*?FROM PUBLIC;", "")
                    .replace("GRANT EXECUTE ON FUNCTION make_payload_partition(date) TO audit_app;", ""));
            statement.execute(migration("V2__indexes_in_the_order_of_appending.sql"));
            for (int month = 0; month < MONTHS; month++) {
                statement.execute(("CREATE TABLE log_payload_%1$d_%2$02d PARTITION OF log_payload FOR VALUES FROM"
                        + " ('%1$d-%2$02d-01') TO (date '%1$d-%2$02d-01' + interval '1 month')")
                        .formatted(2025 + month / 12, month % 12 + 1));
            }
            statement.execute(
                    """
                            INSERT INTO log_payload
                            SELECT i, date_trunc('month', at)::date, 'access', gen_random_uuid(),
                                (ARRAY['de.handschlag.data.disclosed.v1', 'de.handschlag.data.disclosed.v1',
                                    'de.handschlag.data.disclosed.v1', 'de.handschlag.disclosure.denied.v1',
                                    'de.handschlag.consent.given.v1', 'de.handschlag.log.queried.v1'])[1 + (random() * 5.1)::int],
                                at - CASE WHEN i %% 5000 = 0 THEN interval '40 days' ELSE interval '0' END,
                                at + interval '20 ms',
                                lpad(to_hex((random() * 8000)::int), 32, '0')::uuid, 'agency-' || (random() * random() * 40)::int,
                                'client-' || (random() * 40)::int, 'employee-' || (random() * 400)::int,
                                'purpose-' || (random() * random() * 22)::int, 'C-' || (random() * 12000)::int, 3,
                                sha256(i::text::bytea), repeat('x', 700)
                            FROM (SELECT i, timestamp '2025-01-01' + i * (interval '24 months' / %1$d) AS at
                                  FROM generate_series(0, %1$d - 1) i) entries"""
                            .formatted(ENTRIES));
            statement.execute("""
                    INSERT INTO log_hour SELECT date_trunc('hour', recorded_at), min(log_index), max(log_index),
                        min(occurred_at), max(occurred_at) FROM log_payload GROUP BY 1""");
            statement.execute(migration("V3__log_day.sql"));
            statement.execute("BEGIN; " + migration("V12__log_day_by_purpose.sql") + "; COMMIT");
            statement.execute("ANALYZE");
        }
    }

    private static String migration(String file) throws IOException {
        return new String(QueryPlanTest.class.getResourceAsStream("/db/migration/" + file).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static List<String> explain(Sql sql, String options, LogFilter filter) {
        List<LogQuery> queries = LogEntryRepository.queries(sql, filter, persons(filter), Cursor.NEWEST);
        return queries.isEmpty()
                ? List.of("nothing is looked for: log_day says that they never met then")
                : sql.list("EXPLAIN (" + options + ") " + queries.getFirst().select(StoredEntry.COLUMNS),
                        row -> row.getString(1), queries.getFirst().values(51));
    }

    private static List<UUID> persons(LogFilter filter) {
        return filter.caseReference() == null ? List.of() : List.of(PERSON);
    }

    private static <T> @Nullable T either(int bits, int bit, T value) {
        return (bits & bit) != 0 ? value : null;
    }

    private static LogFilter filter(int bits) {
        return new LogFilter(either(bits, 1, PERSON), either(bits, 2 | 4, AGENCY), either(bits, 4, "C-9"),
                either(bits, 8, "purpose-9"), either(bits, 16, "employee-9"), either(bits, 32, ReadOutcome.DENIED),
                null, either(bits, 64, Instant.parse("2025-06-10T08:00:00Z")),
                either(bits, 64, Instant.parse("2025-06-10T09:00:00Z")));
    }

    @BeforeAll
    static void generate() throws SQLException, IOException {
        connection = TestStack.superuserConnection();
        sql = new Sql(connection);
        generate(connection);
    }

    @AfterAll
    static void drop() throws SQLException {
        try (Connection closed = connection; Statement statement = closed.createStatement()) {
            statement.execute("DROP SCHEMA plans CASCADE");
        }
    }

    @Test
    @DisplayName("No combination of filters scans the log")
    void noCombinationScansTheLog() throws SQLException, IOException {
        List<String> scans = new ArrayList<>();
        StringBuilder plans = new StringBuilder();
        for (int bits = 0; bits < 128; bits++) {
            if ((bits & 5) == 5) {
                // A query names a person once.
                continue;
            }
            if (explain(sql, "COSTS OFF", filter(bits)).stream().anyMatch(line -> SCAN.matcher(line).find())) {
                scans.add(filter(bits).asMap().keySet().toString());
            }
        }
        for (int bits : new int[]{0, 1, 2, 4, 8, 16, 32, 64, 2 | 64, 2 | 8, 2 | 8 | 32, 8 | 16}) {
            plans.append(filter(bits).asMap().keySet()).append('\n');
            explain(sql, "ANALYZE, COSTS OFF, BUFFERS OFF, SUMMARY ON", filter(bits))
                    .forEach(line -> plans.append("    ").append(line).append('\n'));
        }
        Files.writeString(Path.of("target/query-plans.txt"), plans);

        assertThat(scans).isEmpty();
    }

    @Test
    @DisplayName("Looking only where something can be finds the same as looking everywhere, page by page")
    void rangesLoseNothing() throws SQLException {
        int several = 0;
        int nothing = 0;
        Set<LogFilter> asked = new HashSet<>();
        for (int agency : new int[]{0, 7, 24, 33, 38}) {
            for (int purpose : new int[]{0, 9, 17, 21, 30}) {
                for (int bits = 0; bits < 16; bits++) {
                    LogFilter filter = new LogFilter(null, either(bits, 1, "agency-" + agency), null,
                            either(bits, 2, "purpose-" + purpose), null, either(bits, 4, ReadOutcome.DENIED), null,
                            either(bits, 8, Instant.parse("2025-05-02T08:00:00Z")),
                            either(bits, 8, Instant.parse("2025-09-10T09:30:00Z")));
                    if (!asked.add(filter)) {
                        // Without agency or purpose it is the same for all of them.
                        continue;
                    }
                    Cursor cursor = new Cursor(bits % 3 == 0 ? Long.MAX_VALUE : 90_000);
                    List<LogQuery> queries = LogEntryRepository.queries(sql, filter, List.of(), cursor);
                    List<Long> found = new ArrayList<>();
                    for (LogQuery query : queries) {
                        found.addAll(query.positions(sql, 200 - found.size()));
                    }
                    several += queries.size() > 1 ? 1 : 0;
                    nothing += queries.isEmpty() ? 1 : 0;

                    assertThat(found).as(filter.toString())
                            .isEqualTo(LogEntryRepository.query(filter, List.of()).before(cursor).positions(sql, 200));
                }
            }
        }
        assertThat(several).as("filters that are answered from several ranges").isPositive();
        assertThat(nothing).as("filters of what never meets").isPositive();
    }

    @Test
    @DisplayName("Agency and purpose that never meet cost no look into the log, and a type that is not the decision's none")
    void whatNeverMeetsIsNotLookedFor() throws SQLException {
        LogFilter never = new LogFilter(null, AGENCY, null, "purpose-nobody-has", null, null, null, null, null);
        LogFilter contradiction = new LogFilter(null, AGENCY, null, null, null, ReadOutcome.DENIED,
                "de.handschlag.case.linked.v1", null, null);

        assertThat(LogEntryRepository.queries(sql, never, List.of(), Cursor.NEWEST)).isEmpty();
        assertThat(LogEntryRepository.queries(sql, contradiction, List.of(), Cursor.NEWEST)).isEmpty();
    }

    @Test
    @DisplayName("What happened long ago and is recorded late does not widen the look at an hour")
    void lateEntriesDoNotWiden() throws SQLException {
        Instant hour = Instant.parse("2025-06-10T08:00:00Z");

        List<PositionRanges.Range> ranges = PositionRanges.of(sql,
                new LogFilter(null, AGENCY, null, null, null, null, null, hour, hour.plusSeconds(3600)));

        // 11.4 entries an hour; those of the hours in which something 40 days old was recorded span more.
        assertThat(ranges).hasSizeGreaterThan(1)
                .allSatisfy(range -> assertThat(range.last() - range.first()).isLessThan(60));
    }
}
