package de.handschlag.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;

import de.handschlag.teststack.StackTestResource;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

/** The audit-service among real PostgreSQL, Kafka and Keycloak; the test plays the other two services. */
@QuarkusTestResource(value = StackTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
@QuarkusTestResource(PlayedConsentService.class)
public abstract class AuditTestCase {

    /** For how long a test waits for what has to come, on a busy machine too. */
    public static final Duration PATIENCE = Duration.ofSeconds(120);

    protected static final TestIdentities tokens = TestIdentities.handschlag();
    protected static Corridor corridor;

    @BeforeAll
    static void openCorridor() {
        corridor = new Corridor(TestStack.kafkaBootstrapServers());
    }

    @AfterAll
    static void closeCorridor() {
        if (corridor != null) {
            corridor.close();
        }
    }

    protected static RequestSpecification as(String token) {
        return RestAssured.given().auth().oauth2(token);
    }

    /** A query of the data-protection officer with a purpose that allows everything. */
    protected static RequestSpecification asDpo() {
        return as(tokens.dpo()).queryParam("queryPurpose", "incident");
    }

    /** Positions of events in the log, in the order asked for; waits for all of them. */
    protected static List<Long> awaitIndexes(Collection<UUID> eventIds) {
        return awaitIndexes(eventIds.toArray(UUID[]::new));
    }

    protected static List<Long> awaitIndexes(UUID... eventIds) {
        Map<UUID, Long> indexes = new HashMap<>();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            indexes.putAll(indexesOf(eventIds));
            return indexes.keySet().containsAll(List.of(eventIds));
        });
        return Arrays.stream(eventIds).map(indexes::get).toList();
    }

    private static Map<UUID, Long> indexesOf(UUID... eventIds) {
        return TestStack.asSuperuser(connection -> {
            Map<UUID, Long> indexes = new HashMap<>();
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT event_id, log_index FROM log_entry WHERE event_id = ANY (?)")) {
                select.setArray(1, connection.createArrayOf("uuid", eventIds));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        indexes.put(row.getObject(1, UUID.class), row.getLong(2));
                    }
                }
            }
            return indexes;
        });
    }

    protected static OptionalLong indexOf(UUID eventId) {
        return number("SELECT log_index FROM log_entry WHERE event_id = '" + eventId + "'").findFirst();
    }

    /** Waits until the newest checkpoint covers this entry. */
    protected static void awaitCheckpointOver(long index) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(() -> one("SELECT coalesce(max(tree_size), 0) FROM log_checkpoint") > index);
    }

    /** Waits until the public sees this entry. */
    protected static void awaitPublic(long index) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(() -> one("SELECT coalesce(max(tree_size), 0) FROM public_checkpoint") > index);
    }

    /** The newest checkpoint, as it was signed. */
    protected static String newestNote() {
        return texts("SELECT note FROM log_checkpoint ORDER BY tree_size DESC LIMIT 1").getFirst();
    }

    /** Entries in the log. */
    protected static long size() {
        return one("SELECT count(*) FROM log_entry");
    }

    /**
     * How many entries there are from this position on, but for those by which the log notes a query or an erasure: such entries of
     * earlier tests may still come.
     */
    protected static long entriesFrom(long index) {
        return one("SELECT count(*) FROM log_payload WHERE log_index >= " + index
                + " AND type NOT IN ('de.handschlag.log.queried.v1', 'de.handschlag.log.erased.v1')");
    }

    /** Returns when the day of this time zone lasts for a minute at least. */
    protected static void awaitDayThatLasts(ZoneId zone) {
        Awaitility.await().pollDelay(Duration.ZERO).atMost(Duration.ofSeconds(90))
                .until(() -> LocalDate.now(zone).equals(LocalDate.ofInstant(Instant.now().plusSeconds(60), zone)));
    }

    protected static long one(String sql) {
        return number(sql).sum();
    }

    private static LongStream number(String sql) {
        return rows(sql, row -> row.getLong(1)).stream().mapToLong(Long::longValue);
    }

    /** The first column of each row. */
    protected static List<String> texts(String sql) {
        return rows(sql, row -> row.getString(1));
    }

    private static <T> List<T> rows(String sql, Column<T> column) {
        return TestStack.asSuperuser(connection -> {
            List<T> rows = new ArrayList<>();
            try (Statement select = connection.createStatement(); ResultSet row = select.executeQuery(sql)) {
                while (row.next()) {
                    rows.add(column.of(row));
                }
            }
            return rows;
        });
    }

    private interface Column<T> {

        T of(ResultSet row) throws SQLException;
    }

    /** What only the owner of the database may do. */
    protected static void asOwner(String sql) {
        TestStack.asSuperuser(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** Erases an entry's payload as retention would, and puts it back: other tests count what the whole log holds. */
    protected static void whileErased(long index, Runnable test) {
        asOwner("CREATE TABLE kept_aside AS SELECT * FROM log_payload WHERE log_index = " + index);
        asOwner("DELETE FROM log_payload WHERE log_index = " + index);
        try {
            test.run();
        } finally {
            asOwner("INSERT INTO log_payload SELECT * FROM kept_aside");
            asOwner("DROP TABLE kept_aside");
        }
    }
}
