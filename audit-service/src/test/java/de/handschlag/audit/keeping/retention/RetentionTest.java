package de.handschlag.audit.keeping.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.ExportedLog;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.keeping.retention.OldEntries.Old;
import de.handschlag.database.DatabaseException;
import de.handschlag.database.LeaderLock;
import de.handschlag.event.LogQueried;
import de.handschlag.event.PersonErased;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("R28 G5 Retention and erasure of payloads")
class RetentionTest extends AuditTestCase {

    private static final String PURPOSE = "appointments";

    @Inject
    RetentionRun retention;

    /** A person with a case, a grant, a read of it and more; each entry's position. */
    private record Life(UUID person, String caseReference, List<Long> indexes, long first) {

        static Life lived() {
            UUID person = UUID.randomUUID();
            UUID grant = UUID.randomUUID();
            String caseReference = "C-" + person.toString().substring(0, 8);
            long tried = awaitIndexes(corridor.send(Corridor.unknownCase("agency-r", caseReference, PURPOSE)).id())
                    .getFirst();
            List<Long> decisions = awaitIndexes(
                    corridor.send(Corridor.caseLinked(person, 1, "agency-r", caseReference)).id(),
                    corridor.send(Corridor.given(person, 2, grant, "agency-r", PURPOSE, "phone")).id());
            List<Long> rest = awaitIndexes(corridor
                    .send(Corridor.disclosed(person, 2, "agency-r", "e", caseReference, PURPOSE, grant, "phone")).id(),
                    corridor.send(new RevisionEnforced(person, 2, Corridor.now())).id(),
                    corridor.send(new LogQueried(person, new Requester(null, "c", "dpo"), "complaint", new TreeMap<>(),
                            1, Corridor.now())).id());
            return new Life(person, caseReference,
                    Stream.of(List.of(tried), decisions, rest).flatMap(List::stream).toList(), tried);
        }

        long payloads() {
            return one("SELECT count(*) FROM log_payload WHERE log_index IN ("
                    + String.join(",", indexes.stream().map(String::valueOf).toList()) + ")");
        }

        long erase() {
            return awaitIndexes(corridor.send(new PersonErased(person, 3, Corridor.now())).id()).getFirst();
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private static LocalDate monthsAgo(int months) {
        return LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(months);
    }

    /** The newest erasures as the data-protection officer sees them. */
    private static JsonPath erasures() {
        return as(tokens.dpo()).get("/v1/log-erasures?limit=200").then().statusCode(200).extract().jsonPath();
    }

    @Test
    @DisplayName("A person's erasure takes all payloads about the person, and the verifier stays green")
    void personIsErased() throws IOException {
        Life other = Life.lived();
        Life life = Life.lived();
        long erased = life.erase();

        await(() -> assertThat(life.payloads()).isZero());

        assertThat(one("SELECT count(*) FROM log_payload WHERE data_subject_id = '" + life.person + "'")).isEqualTo(1);
        assertThat(one("SELECT count(*) FROM log_payload WHERE log_index = " + erased)).isEqualTo(1);
        assertThat(other.payloads()).isEqualTo(6);
        asDpo().get("/v1/log-entries/" + life.indexes.get(3)).then().statusCode(200);
        assertThat(asDpo().get("/v1/log-entries/" + life.indexes.get(3)).jsonPath().getBoolean("erased")).isTrue();

        byte[] archive = ExportedLog.fetch();
        assertThat(ExportedLog.verify(archive, other.first)).isEmpty();
        String payloads = new String(ExportedLog.files(archive).get("payloads.ndjson"), StandardCharsets.UTF_8);
        assertThat(payloads).doesNotContain(life.caseReference).contains(other.caseReference);
        assertThat(payloads.lines().filter(line -> line.contains("de.handschlag.log.erased.v1")).toList()).anySatisfy(
                line -> assertThat(line).contains("\"legalBasis\":\"Art. 17(1) DSGVO\"", "\"reason\":\"PERSON_ERASED\"",
                        "{\"first\":" + life.first + ",").doesNotContain(life.person.toString()));
        await(() -> {
            JsonPath newest = erasures();
            assertThat(newest.getString("erasures[0].reason")).isEqualTo("PERSON_ERASED");
            assertThat(
                    newest.getLong("erasures.find { it.ranges.any { r -> r.first == " + life.first + " } }.payloads"))
                    .isEqualTo(6);
        });
    }

    @Test
    @DisplayName("What arrives about the person afterwards goes too")
    void lateEntriesGo() {
        Life life = Life.lived();
        life.erase();
        await(() -> assertThat(life.payloads()).isZero());

        long late = awaitIndexes(corridor.send(new RevisionEnforced(life.person, 3, Corridor.now())).id()).getFirst();

        await(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE log_index = " + late)).isZero());
    }

    @Test
    @DisplayName("A case that was also somebody else's keeps the tries that name no person")
    void sharedCase() {
        Life life = Life.lived();
        UUID other = UUID.randomUUID();
        awaitIndexes(corridor.send(Corridor.caseLinked(other, 1, "agency-r", life.caseReference)).id());
        life.erase();

        await(() -> assertThat(life.payloads()).isEqualTo(1));
        assertThat(one("SELECT count(*) FROM log_payload WHERE log_index = " + life.first)).isEqualTo(1);
    }

    @Test
    @DisplayName("A class that a norm keeps stays when its person is erased")
    void keptByNorm() {
        asOwner("UPDATE retention_policy SET kept_by_norm = '§ 1 Test' WHERE retention_class = 'access'");
        try {
            Life life = Life.lived();
            life.erase();

            // The try and the disclosure.
            await(() -> assertThat(life.payloads()).isEqualTo(2));
            assertThat(as(tokens.dpo()).get("/v1/retention-policies").jsonPath()
                    .getString("policies.find { it.retentionClass == 'access' }.keptByNorm")).isEqualTo("§ 1 Test");
        } finally {
            asOwner("UPDATE retention_policy SET kept_by_norm = NULL WHERE retention_class = 'access'");
        }
    }

    @Test
    @DisplayName("A month whose time is over is dropped, and the verifier stays green")
    void monthIsDropped() throws IOException, SQLException {
        LocalDate month = monthsAgo(30);
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        List<Long> indexes = OldEntries.append(month,
                List.of(new Old(RetentionClass.CONSENT, person, "agency-r", "OLD-1",
                        Corridor.caseLinked(person, 1, "agency-r", "OLD-1")),
                        new Old(RetentionClass.CONSENT, person, "agency-r", null,
                                Corridor.given(person, 2, grant, "agency-r", PURPOSE, "phone")),
                        new Old(RetentionClass.ACCESS, person, "agency-r", "OLD-1",
                                Corridor.disclosed(person, 2, "agency-r", "e", "OLD-1", PURPOSE, grant, "phone")),
                        new Old(RetentionClass.ENFORCEMENT, person, null, null,
                                new RevisionEnforced(person, 2, Corridor.now()))));

        await(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE month = '" + month + "'")).isZero());

        assertThat(one("SELECT count(*) FROM pg_class WHERE relname = 'log_payload_"
                + month.toString().substring(0, 7).replace('-', '_') + "'")).isZero();
        awaitCheckpointOver(indexes.getLast());
        byte[] archive = ExportedLog.fetch();
        assertThat(ExportedLog.verify(archive, indexes.getFirst())).isEmpty();
        String payloads = new String(ExportedLog.files(archive).get("payloads.ndjson"), StandardCharsets.UTF_8);
        assertThat(payloads).contains("{\"index\":" + indexes.getFirst() + ",\"erased\":true}").doesNotContain("OLD-1");
        assertThat(payloads.lines().filter(line -> line.contains("\"month\":\"" + month.toString().substring(0, 7)))
                .toList()).hasSize(3)
                .allSatisfy(line -> assertThat(line).contains("\"legalBasis\":\"Art. 5(1)(e) DSGVO\"",
                        "\"reason\":\"RETENTION\""));
        assertThat(erasures().getList(
                "erasures.findAll { it.month == '" + month.toString().substring(0, 7) + "' }.retentionClass",
                String.class)).containsExactlyInAnyOrder("consent", "access", "enforcement");
    }

    @Test
    @DisplayName("A class that is kept for longer survives the month of another one")
    void classIsKeptForLonger() throws IOException, SQLException {
        asOwner("UPDATE retention_policy SET months = 36 WHERE retention_class = 'consent'");
        LocalDate month = monthsAgo(32);
        try {
            UUID person = UUID.randomUUID();
            List<Long> indexes = OldEntries.append(month,
                    List.of(new Old(RetentionClass.CONSENT, person, "agency-r", "OLD-2",
                            Corridor.caseLinked(person, 1, "agency-r", "OLD-2")),
                            new Old(RetentionClass.ACCESS, person, "agency-r", "OLD-2",
                                    Corridor.denied(person, 1, "agency-r", "OLD-2", PURPOSE))));

            await(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE month = '" + month + "'")).isEqualTo(1));

            assertThat(asDpo().get("/v1/log-entries/" + indexes.getFirst()).jsonPath().getBoolean("erased")).isFalse();
            assertThat(asDpo().get("/v1/log-entries/" + indexes.getLast()).jsonPath().getBoolean("erased")).isTrue();
            assertThat(ExportedLog.verify(ExportedLog.fetch(), indexes.getFirst())).isEmpty();
        } finally {
            asOwner("UPDATE retention_policy SET months = 24 WHERE retention_class = 'consent'");
        }
        await(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE month = '" + month + "'")).isZero());
    }

    @Test
    @DisplayName("R28 Where the migrations ran without the service's settings nothing is erased early: not at all")
    void shorterInTheDatabase() throws Exception {
        asOwner("UPDATE retention_policy SET months = 1 WHERE retention_class = 'access'");
        try {
            LocalDate month = monthsAgo(3);
            OldEntries.append(month, List.of(new Old(RetentionClass.ACCESS, UUID.randomUUID(), "agency-r", "OLD-3",
                    Corridor.denied(UUID.randomUUID(), 1, "agency-r", "OLD-3", PURPOSE))));

            // If the scheduled run has the lock at this moment, this one has nothing to say.
            await(() -> assertThatThrownBy(retention::run).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("payloads of class access"));

            assertThat(one("SELECT count(*) FROM log_payload WHERE month = '" + month + "'")).isEqualTo(1);
        } finally {
            asOwner("UPDATE retention_policy SET months = 24 WHERE retention_class = 'access'");
        }
    }

    @Test
    @DisplayName("Killed between the entry and the deletion, an erasure is resumed")
    void killedBetweenEntryAndDeletion() throws SQLException {
        try (Connection blocker = TestStack.superuserConnection(); Statement statement = blocker.createStatement()) {
            Life life = Life.lived();
            // Whatever erases has to wait for this.
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE legal_hold IN ROW EXCLUSIVE MODE");
            life.erase();
            await(() -> assertThat(one("SELECT count(*) FROM pg_stat_activity WHERE application_name ="
                    + " 'audit-service eraser' AND wait_event_type = 'Lock'")).isEqualTo(1));
            assertThat(one("SELECT count(*) FROM erasure e JOIN log_entry t ON t.event_id = e.id, unnest(e.positions) r"
                    + " WHERE e.erased_at IS NULL AND lower(r) = " + life.first)).isEqualTo(1);

            asOwner("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                    + " 'audit-service eraser'");
            assertThat(life.payloads()).isEqualTo(6);
            blocker.rollback();

            await(() -> assertThat(life.payloads()).isZero());
            assertThat(
                    one("SELECT count(*) FROM log_payload WHERE type = 'de.handschlag.log.erased.v1' AND payload LIKE"
                            + " '%{\"first\":" + life.first + ",%'"))
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("While one replica erases another one does nothing")
    void onlyOneReplicaErases() throws SQLException {
        try (Connection other = TestStack.superuserConnection(); Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LeaderLock.ERASURE.number() + ")");
            Life life = Life.lived();
            life.erase();

            assertThat(retention.run()).isFalse();
            assertThat(life.payloads()).isEqualTo(6);
            other.close();

            await(() -> assertThat(life.payloads()).isZero());
        }
    }

    @Test
    @DisplayName("After a month is written anew it takes entries as before")
    void rewrittenMonthTakesEntries() {
        Life life = Life.lived();
        life.erase();
        await(() -> assertThat(life.payloads()).isZero());
        await(() -> assertThat(one("SELECT count(*) FROM payload_rewrite WHERE erased_since IS NOT NULL")).isZero());

        Life next = Life.lived();

        assertThat(next.payloads()).isEqualTo(6);
        assertThat(one("SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relname ="
                + " 'log_payload_" + monthsAgo(0).toString().substring(0, 7).replace('-', '_') + "'")).isEqualTo(10);
        assertThat(as(tokens.dpo()).get("/v1/retention-policies").jsonPath().getList("filesToRewrite")).isEmpty();
    }

    private static EraserSession eraser() throws SQLException {
        var config = ConfigProvider.getConfig();
        return new EraserLogin(config.getValue("handschlag.db.url", String.class),
                config.getValue("handschlag.db.eraser-user", String.class),
                config.getValue("handschlag.db.eraser-password", String.class)).open();
    }

    @Test
    @DisplayName("R27 The eraser's role erases nothing that no entry announces")
    void nothingUnannouncedIsErased() throws SQLException {
        Life life = Life.lived();
        UUID forged = UUID.randomUUID();
        asOwner("INSERT INTO erasure (id, reason, positions, planned_at, erased_at, payloads) VALUES ('" + forged
                + "', 'PERSON_ERASED', '{[" + life.first + "," + (life.first + 100) + ")}', now(), now(), 0)");
        try (EraserSession session = eraser()) {
            assertThatThrownBy(() -> session.erasePositions(forged)).isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("no entry under a checkpoint announces erasure " + forged);
            session.eraseMonth(monthsAgo(0));
        } finally {
            asOwner("DELETE FROM erasure WHERE id = '" + forged + "'");
        }
        assertThat(life.payloads()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT payload FROM log_payload LIMIT 1",
            "SELECT data_subject_id FROM log_payload LIMIT 1", "DELETE FROM log_payload",
            "UPDATE log_payload SET payload = ''", "DELETE FROM log_entry", "DROP TABLE log_payload",
            "UPDATE retention_policy SET months = 1", "UPDATE erasure SET erased_at = now()",
            "SELECT replace_payload_partition(current_date, 'false')", "SELECT * FROM legal_hold"})
    @DisplayName("R27 The eraser's role can neither read payloads nor change anything but by the owner's functions")
    void eraserIsConfined(String sql) throws SQLException {
        var config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(config.getValue("handschlag.db.url", String.class),
                config.getValue("handschlag.db.eraser-user", String.class),
                config.getValue("handschlag.db.eraser-password", String.class));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState()).isEqualTo("42501");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT erase_month(current_date)", "SELECT erase_positions(gen_random_uuid())",
            "SELECT rewrite_payloads(current_date)", "SELECT rewrite_legal_holds()", "SELECT plan_erasures('0')",
            "SELECT replace_payload_partition(current_date, 'false')", "DELETE FROM log_payload",
            "UPDATE retention_policy SET months = 1", "INSERT INTO erasure (id) VALUES (gen_random_uuid())",
            "DELETE FROM legal_hold", "UPDATE legal_hold SET reason = 'x'"})
    @DisplayName("R27 The service's own role can erase nothing at all")
    void applicationErasesNothing(String sql) throws SQLException {
        var config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(config.getValue("handschlag.db.url", String.class),
                config.getValue("handschlag.db.user", String.class),
                config.getValue("handschlag.db.password", String.class));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState()).isEqualTo("42501");
        }
    }

    @Test
    @DisplayName("The policies are the operator's settings, and erasures stay for ever")
    void policies() {
        JsonPath policies = as(tokens.dpo()).get("/v1/retention-policies").then().statusCode(200).extract().jsonPath();

        for (String retentionClass : List.of("consent", "access", "enforcement", "control")) {
            assertThat(policies.getMap("policies.find { it.retentionClass == '" + retentionClass + "' }"))
                    .containsEntry("months", 24).doesNotContainKey("keptByNorm");
        }
        assertThat(policies.getMap("policies.find { it.retentionClass == 'erasure' }")).doesNotContainKey("months")
                .containsKey("keptByNorm");
        assertThat(policies.getString("waitAfterPerson")).isEqualTo("PT0S");
    }

    @Test
    void erasuresArePagedAndFoundById() {
        Life.lived().erase();
        Life second = Life.lived();
        await(() -> assertThat(erasures().getList("erasures.findAll { it.erasedAt != null }")).isNotEmpty());
        second.erase();
        await(() -> assertThat(second.payloads()).isZero());
        JsonPath first = as(tokens.dpo()).get("/v1/log-erasures?limit=1").jsonPath();
        String id = first.getString("erasures[0].id");

        assertThat(first.getString("nextCursor")).isEqualTo(id);
        assertThat(as(tokens.dpo()).get("/v1/log-erasures?limit=1&cursor=" + id).jsonPath().getString("erasures[0].id"))
                .isNotEqualTo(id);
        assertThat(as(tokens.dpo()).get("/v1/log-erasures/" + id).jsonPath().getString("reason"))
                .isEqualTo("PERSON_ERASED");
        as(tokens.dpo()).get("/v1/log-erasures/" + UUID.randomUUID()).then().statusCode(404);
        as(tokens.dpo()).get("/v1/log-erasures/none").then().statusCode(422);
        as(tokens.dpo()).get("/v1/log-erasures?cursor=" + UUID.randomUUID()).then().statusCode(422);
        as(tokens.dpo()).get("/v1/log-erasures?limit=0").then().statusCode(422);
    }
}
