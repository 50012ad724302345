package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

import de.handschlag.audit.AsInOperation;
import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Machine;
import de.handschlag.audit.chain.ingest.GeneratedLog;
import de.handschlag.audit.chain.log.LogSettings;
import de.handschlag.database.Sql;
import de.handschlag.teststack.TestStack;

/**
 * The data-protection officer's questions over HTTP, one after the other, each recorded before it is answered; beside each the
 * limit of the same run, the bare statement. Measures and judges nothing; {@code deploy/benchmark queries} runs it.
 */
@Tag("benchmark")
@QuarkusTest
@TestProfile(AsInOperation.class)
class QueryBenchmark extends AuditTestCase {

    private static final long ENTRIES = Long.getLong("handschlag.entries", 1_000_000);
    private static final int QUESTIONS = Integer.getInteger("handschlag.questions", 1_000);
    private static final int WARM_UP = Integer.getInteger("handschlag.warm-up", 3_000);
    /** Of what may take seconds at ten million entries. */
    private static final int SLOW_QUESTIONS = 20;
    private static final String LONG_AGO = "purpose-long-ago";
    private static final String MONTHS_IN_USE = "(relname LIKE 'log_payload_2%' OR relname IN ('log_entry', 'log_tile_hash'))"
            + " AND n_live_tup > 10000";

    @Inject
    LogSettings log;

    @ConfigProperty(name = "handschlag.retention.every")
    Duration retentionLooks;

    private final SplittableRandom random = new SplittableRandom(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final StringBuilder plans = new StringBuilder();

    /** What is asked over HTTP; the same of the database alone, if it is one statement. */
    private record Question(String path, @Nullable LogFilter filter, @Nullable String sql) {}

    @Test
    void questions() throws SQLException, IOException {
        assertThat(retentionLooks).isEqualTo(Duration.ofMinutes(1));
        System.out.println(Machine.now());
        generate();
        System.out.println(Machine.now());
        try (Connection connection = TestStack.superuserConnection()) {
            settle(connection);
            Instant begin = Instant.now();
            measure(connection, "one entry with its proof (goal p99 20 ms)", this::oneEntry);
            measure(connection, "a person's page (goal p99 20 ms)", () -> found(filter(random.nextInt(128), 1)));
            measure(connection, "an agency's hour (goal p99 20 ms)", () -> found(filter(random.nextInt(128), 2 | 64)));
            measure(connection, "any filters of one entry (goal p95 500 ms)",
                    () -> found(filter(random.nextInt(128), random.nextInt(1, 128))));
            measure(connection, "agency and purpose that never meet", 20, SLOW_QUESTIONS, () -> found(neverMeet()));
            measure(connection, "the same, with one of its employees", 20, SLOW_QUESTIONS,
                    () -> found(neverMeetOfEmployee()));
            measure(connection, "agency and purpose that met long ago", 20, SLOW_QUESTIONS, () -> found(metLongAgo()));
            measure(connection, "agency and decision and purpose, all of it", 20, SLOW_QUESTIONS,
                    () -> found(filter(random.nextInt(128), 2 | 8 | 32)));
            measure(connection, "30 days by day and type (goal 200 ms)", () -> thirtyDays("day, type", ""));
            measure(connection, "30 days by day, type and purpose (goal 200 ms)",
                    () -> thirtyDays("day, type, purpose", "groupBy=purpose&"));
            System.out.printf("scanned whole meanwhile, of the months and the tree: %s%n",
                    scannedSince(connection, begin));
        }
        Files.writeString(Path.of("target/query-plans-" + ENTRIES + ".txt"), plans);
        System.out.println(Machine.now());
    }

    /** A log of its own, also if other tests ran before: the old one's signatures are forgotten with it. */
    private void generate() throws SQLException, IOException {
        Instant begin = Instant.now();
        String indexes = new String(QueryBenchmark.class
                .getResourceAsStream("/db/migration/V2__indexes_in_the_order_of_appending.sql").readAllBytes(),
                StandardCharsets.UTF_8);
        int made = indexes.indexOf("CREATE INDEX");
        asOwner("ALTER ROLE audit_app NOLOGIN");
        asOwner("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name ="
                + " 'audit-service sequencer'");
        asOwner("TRUNCATE log_entry, log_payload, log_tile_hash, log_checkpoint, log_cosignature, log_timestamp, log_hour,"
                + " log_day, person_revision");
        Files.deleteIfExists(Path.of(log.keyFile() + ".signed"));
        try (Connection connection = TestStack.superuserConnection()) {
            GeneratedLog.fill(connection, ENTRIES, indexes.substring(0, made), indexes.substring(made));
        }
        // A few entries of the beginning get a purpose that the largest agencies do not have any more. The tree is not asked.
        asOwner("UPDATE log_payload SET purpose = '" + LONG_AGO + "' WHERE log_index < " + ENTRIES / 20
                + " AND log_index % 997 = 0 AND agency_id IN ('agency-0', 'agency-1', 'agency-2')");
        asOwner("INSERT INTO log_day (day, type, agency_id, purpose, entries) SELECT (occurred_at AT TIME ZONE 'UTC')::date, type, agency_id, purpose, count(*)"
                + " FROM log_payload WHERE purpose = '" + LONG_AGO + "' GROUP BY 1, 2, 3, 4");
        // The sequencer begins anew with what it finds, which it proves to be a tree, and signs it.
        asOwner("ALTER ROLE audit_app LOGIN");
        Awaitility.await().atMost(Duration.ofMinutes(1))
                .until(() -> one("SELECT coalesce(max(tree_size), 0) FROM log_checkpoint") >= ENTRIES);
        System.out.printf("%,d entries, %s, generated in %d s%n", ENTRIES, sizeOfDatabase(),
                Duration.between(begin, Instant.now()).toSeconds());
    }

    private static String sizeOfDatabase() {
        return one("SELECT pg_database_size(current_database()) / 1048576") + " MiB";
    }

    /** As in a log that grew over years: what was filled at once is written out, and the compiler has seen every kind of question. */
    private void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE)");
            statement.execute("CHECKPOINT");
        }
        String token = tokens.dpo();
        for (int i = 0; i < WARM_UP; i++) {
            ask(token, oneEntry());
            ask(token, found(filter(random.nextInt(128), random.nextInt(1, 128))));
            ask(token, thirtyDays("day, type", ""));
        }
        System.out.println(Machine.now());
    }

    /** Months and tables of the tree of which somebody read every row, and when; also background work, which this does not tell apart. */
    private static String scannedSince(Connection connection, Instant begin) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT coalesce(string_agg(relname || ' at ' || last_seq_scan::time(0), ', ' ORDER BY relname), 'none')
                FROM pg_stat_user_tables WHERE last_seq_scan > ? AND\s""" + MONTHS_IN_USE)) {
            select.setObject(1, begin.atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private Question oneEntry() {
        long index = random.nextLong(ENTRIES);
        return new Question("/v1/log-entries/" + index + "?", null,
                "SELECT p.*, e.entry FROM log_payload p JOIN log_entry e USING (log_index) WHERE log_index = " + index);
    }

    private Question thirtyDays(String key, String groupBy) {
        LocalDate to = LocalDate.now(ZoneOffset.UTC).minusDays(random.nextInt(600));
        return new Question("/v1/log-entries/counts?from=" + to.minusDays(29) + "&to=" + to + "&" + groupBy, null,
                "SELECT " + key + ", sum(entries) FROM log_day WHERE day BETWEEN '" + to.minusDays(29) + "' AND '" + to
                        + "' GROUP BY " + key + " ORDER BY " + key);
    }

    private static Question found(LogFilter filter) {
        return new Question("/v1/log-entries?" + filter.asMap().entrySet().stream()
                .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining()), filter, null);
    }

    /** Filters as they would find a certain entry; which of them, the bits say. */
    private LogFilter filter(int purposeNumber, int bits) {
        int agency = (int) (random.nextDouble() * random.nextDouble() * GeneratedLog.AGENCIES);
        long person = random.nextLong(Math.max(1, ENTRIES / 300));
        Instant hour = Instant.now().minus(random.nextInt(1, 700 * 24), ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS);
        boolean byCase = (bits & 5) == 4;
        return new LogFilter((bits & 1) != 0 ? GeneratedLog.person(person) : null,
                (bits & 2) != 0 || byCase ? "agency-" + agency : null, byCase ? "C-" + person : null,
                (bits & 8) != 0 ? GeneratedLog.purpose(agency, purposeNumber) : null,
                (bits & 16) != 0 ? "employee-" + agency + "-" + random.nextInt(10) : null,
                (bits & 32) != 0 ? ReadOutcome.DENIED : null, null, (bits & 64) != 0 ? hour : null,
                (bits & 64) != 0 ? hour.plus(1, ChronoUnit.HOURS) : null);
    }

    private LogFilter neverMeet() {
        int agency = random.nextInt(GeneratedLog.AGENCIES / 2);
        List<String> own = List.of(GeneratedLog.purpose(agency, 0), GeneratedLog.purpose(agency, 1),
                GeneratedLog.purpose(agency, 2), GeneratedLog.purpose(agency, 3), GeneratedLog.purpose(agency, 4));
        String other = random.ints(0, GeneratedLog.PURPOSES).mapToObj(number -> "purpose-" + number)
                .filter(purpose -> !own.contains(purpose)).findFirst().orElseThrow();
        return new LogFilter(null, "agency-" + agency, null, other, null, null, null, null, null);
    }

    /** The agency is not named, so that the counts by day cannot help: each entry of the employee is looked at. */
    private LogFilter neverMeetOfEmployee() {
        LogFilter never = neverMeet();
        return new LogFilter(null, null, null, never.purpose(),
                "employee-" + never.agencyId().substring("agency-".length()) + "-" + random.nextInt(10), null, null,
                null, null);
    }

    /** The agency stopped using it in the third month; what generate() made of some entries. */
    private LogFilter metLongAgo() {
        return new LogFilter(null, "agency-" + random.nextInt(3), null, LONG_AGO, null, null, null, null, null);
    }

    private void measure(Connection connection, String what, Supplier<Question> questions) throws SQLException {
        measure(connection, what, WARM_UP, QUESTIONS, questions);
    }

    private void measure(Connection connection, String what, int warmUp, int count, Supplier<Question> questions)
            throws SQLException {
        String token = tokens.dpo();
        for (int i = 0; i < warmUp; i++) {
            ask(token, questions.get());
        }
        double[] millis = new double[count];
        double[] bare = new double[count];
        int refused = 0;
        for (int i = 0; i < count; i++) {
            Question question = questions.get();
            long begin = System.nanoTime();
            if (ask(token, question) != 200) {
                refused++;
            }
            millis[i] = (System.nanoTime() - begin) / 1e6;
            bare[i] = statementAlone(connection, question);
        }
        Arrays.sort(millis);
        Arrays.sort(bare);
        System.out.printf(Locale.ROOT,
                "%-45s p50 %6.1f  p95 %6.1f  p99 %6.1f ms | limit, bare statement: p50 %6.2f  p95 %6.2f  p99 %6.2f ms%s%n",
                what, millis[count / 2], millis[count * 95 / 100], millis[count * 99 / 100], bare[count / 2],
                bare[count * 95 / 100], bare[count * 99 / 100],
                refused == 0 ? "" : "; not answered in time: " + refused + " of " + count);
        explain(connection, what, questions.get());
    }

    private int ask(String token, Question question) {
        try {
            HttpResponse<byte[]> answer = http.send(HttpRequest
                    .newBuilder(URI
                            .create("http://localhost:" + RestAssured.port + question.path + "queryPurpose=incident"))
                    .header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200 && answer.statusCode() != 503) {
                throw new IllegalStateException(question.path + ": " + answer.statusCode());
            }
            return answer.statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Milliseconds; without token, record, JSON and HTTP. */
    private static double statementAlone(Connection connection, Question question) {
        long begin = System.nanoTime();
        ask(connection, "", question, row -> row.getObject(1));
        return (System.nanoTime() - begin) / 1e6;
    }

    private static <T> List<T> ask(Connection connection, String before, Question question, Sql.RowReader<T> reader) {
        Sql sql = new Sql(connection);
        LogFilter filter = question.filter;
        if (filter == null) {
            return sql.list(before + question.sql, reader);
        }
        List<UUID> persons = filter.caseReference() == null
                ? List.of()
                : List.of(GeneratedLog.person(Long.parseLong(filter.caseReference().substring(2))));
        List<LogQuery> queries = LogEntryRepository.queries(sql, filter, persons, Cursor.NEWEST);
        return queries.isEmpty()
                ? sql.list(before + "SELECT 1", reader)
                : sql.list(before + queries.getFirst().select(StoredEntry.COLUMNS), reader,
                        queries.getFirst().values(51));
    }

    private void explain(Connection connection, String what, Question question) {
        plans.append(what).append('\n').append(question.filter == null ? "" : question.filter.asMap()).append('\n');
        ask(connection, "EXPLAIN (ANALYZE, COSTS OFF, SUMMARY ON) ", question, row -> row.getString(1))
                .forEach(line -> plans.append("    ").append(line).append('\n'));
    }
}
