package de.handschlag.audit.keeping.legalhold;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.PersonErased;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("R28 Legal hold")
class LegalHoldTest extends AuditTestCase {

    private static final String REASON = "Complaint 2026/17 at the supervisory authority";

    private final UUID person = UUID.randomUUID();

    private static Response post(String token, String path, Map<String, String> body) {
        return as(token).contentType(ContentType.JSON).body(body).post(path);
    }

    private static Response set(String name, Object value) {
        return post(tokens.dpo(), "/v1/legal-holds", Map.of(name, value.toString(), "reason", REASON));
    }

    private static Response release(String id) {
        return post(tokens.dpo(), "/v1/legal-holds/" + id + "/release", Map.of("reason", "The complaint was settled"));
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    private long linked(UUID person, String agency) {
        return awaitIndexes(corridor.send(Corridor.caseLinked(person, 1, agency, "H-" + person)).id()).getFirst();
    }

    private void erase(UUID person) {
        awaitIndexes(corridor.send(new PersonErased(person, 9, Corridor.now())).id());
    }

    private static long payloads(UUID person) {
        return one("SELECT count(*) FROM log_payload WHERE data_subject_id = '" + person + "'");
    }

    private static long holdEvents(String event, UUID person) {
        return one("SELECT count(*) FROM log_payload WHERE type = 'de.handschlag.legal-hold." + event
                + ".v1' AND data_subject_id = '" + person + "'");
    }

    @Test
    @DisplayName("What is held survives its person's erasure, and goes once the hold is released")
    void heldPersonIsErasedAfterRelease() {
        linked(person, "agency-h");
        Response set = set("dataSubjectId", person);
        assertThat(set.statusCode()).isEqualTo(201);
        String id = Json.text(set, "id");
        assertThat(set.header("Location")).endsWith("/v1/legal-holds/" + id);
        assertThat(Json.text(set, "setBy")).isEqualTo(TestIdentities.subjectOf(tokens.dpo()));
        // Somebody without a hold shows that erasures go on meanwhile.
        UUID other = UUID.randomUUID();
        linked(other, "agency-h");
        erase(person);
        erase(other);

        await(() -> assertThat(payloads(other)).isEqualTo(1));
        // Case link, hold, PersonErased.
        await(() -> assertThat(holdEvents("set", person)).isEqualTo(1));
        assertThat(payloads(person)).isEqualTo(3);
        assertThat(as(tokens.dpo()).get("/v1/legal-holds").jsonPath().getList("holds.id", String.class)).contains(id);

        Response released = release(id);
        assertThat(released.statusCode()).isEqualTo(200);
        assertThat(Json.text(released, "releaseReason")).isEqualTo("The complaint was settled");

        await(() -> assertThat(payloads(person)).isEqualTo(1));
        // What was typed about the person goes as well.
        await(() -> as(tokens.dpo()).get("/v1/legal-holds/" + id).then().statusCode(404));
    }

    @Test
    @DisplayName("A hold on an agency keeps what is about it, and not the rest of an erased person")
    void heldAgency() {
        String agency = "held-" + person.toString().substring(0, 8);
        long kept = linked(person, agency);
        long gone = awaitIndexes(corridor.send(Corridor.caseLinked(person, 2, "agency-h", "x")).id()).getFirst();
        String id = set("agencyId", agency).jsonPath().getString("id");
        erase(person);

        await(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE log_index = " + gone)).isZero());
        assertThat(one("SELECT count(*) FROM log_payload WHERE log_index = " + kept)).isEqualTo(1);

        release(id);
        await(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE log_index = " + kept)).isZero());
    }

    @Test
    @DisplayName("Setting and releasing are in the log, the typed reasons are not")
    void changesAreLogged() {
        linked(person, "agency-h");
        String id = set("dataSubjectId", person).jsonPath().getString("id");
        await(() -> assertThat(holdEvents("set", person)).isEqualTo(1));
        release(id);
        await(() -> assertThat(holdEvents("released", person)).isEqualTo(1));

        assertThat(one("SELECT count(*) FROM log_payload WHERE data_subject_id = '" + person
                + "' AND (payload LIKE '%Complaint%' OR payload LIKE '%settled%')")).isZero();
        assertThat(one("SELECT count(*) FROM log_payload WHERE data_subject_id = '" + person
                + "' AND type LIKE 'de.handschlag.legal-hold.%' AND retention_class = 'control' AND employee_id = '"
                + TestIdentities.subjectOf(tokens.dpo()) + "'")).isEqualTo(2);
        Response hold = as(tokens.dpo()).get("/v1/legal-holds/" + id);
        assertThat(Json.text(hold, "reason")).isEqualTo(REASON);
        assertThat(as(tokens.dpo()).get("/v1/legal-holds?state=released").jsonPath().getList("holds.id", String.class))
                .contains(id);
        assertThat(as(tokens.dpo()).get("/v1/legal-holds?state=in-force").jsonPath().getList("holds.id", String.class))
                .doesNotContain(id);
    }

    @Test
    @DisplayName("409 a second hold, a second release, or nothing to hold")
    void secondThoughts() {
        assertThat(set("dataSubjectId", person).jsonPath().getString("type"))
                .isEqualTo("urn:handschlag:problem:nothing-to-hold");
        assertThat(set("agencyId", "agency-that-nobody-knows").statusCode()).isEqualTo(409);
        linked(person, "agency-h");
        String id = set("dataSubjectId", person).jsonPath().getString("id");
        Response second = set("dataSubjectId", person);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(Json.text(second, "type")).isEqualTo("urn:handschlag:problem:already-held");
        assertThat(release(id).statusCode()).isEqualTo(200);
        Response again = release(id);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Json.text(again, "type")).isEqualTo("urn:handschlag:problem:already-released");

        // Second thoughts: held once more.
        assertThat(set("dataSubjectId", person).statusCode()).isEqualTo(201);
        assertThat(holdEvents("set", person)).isLessThanOrEqualTo(2);
    }

    @Test
    @DisplayName("What was erased cannot be held any more")
    void erasedPersonCannotBeHeld() {
        linked(person, "agency-h");
        erase(person);
        await(() -> assertThat(payloads(person)).isEqualTo(1));

        assertThat(set("dataSubjectId", person).jsonPath().getString("type"))
                .isEqualTo("urn:handschlag:problem:nothing-to-hold");
    }

    @Test
    @DisplayName("While an erasure is under way no hold is set: it could come too late. 503 and again")
    void erasureUnderWay() throws SQLException {
        linked(person, "agency-h");
        try (Connection erasing = TestStack.superuserConnection(); Statement statement = erasing.createStatement()) {
            erasing.setAutoCommit(false);
            statement.execute("LOCK TABLE legal_hold IN SHARE MODE");

            Response refused = set("dataSubjectId", person);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            erasing.rollback();
        }
        assertThat(set("dataSubjectId", person).statusCode()).isEqualTo(201);
        assertThat(one("SELECT count(*) FROM legal_hold WHERE data_subject_id = '" + person + "'")).isEqualTo(1);
    }

    @Test
    @DisplayName("A hold can be set while its month's payloads are written anew")
    void monthIsWrittenAnewMeanwhile() throws Exception {
        linked(person, "agency-h");
        try (Connection first = TestStack.superuserConnection();
                Statement other = first.createStatement();
                Connection eraser = TestStack.superuserConnection();
                Statement rewrite = eraser.createStatement()) {
            // Another hold on the person, not committed: the service's waits within its transaction.
            first.setAutoCommit(false);
            other.execute("INSERT INTO legal_hold (id, data_subject_id, reason, set_by, set_at) VALUES"
                    + " (gen_random_uuid(), '" + person + "', '" + REASON + "', 'somebody', now())");
            CompletableFuture<Response> set = CompletableFuture.supplyAsync(() -> set("dataSubjectId", person));
            await(() -> assertThat(waiting("insert into legal_hold%")).isEqualTo(1));

            eraser.setAutoCommit(false);
            rewrite.execute("SET statement_timeout = '60s'");
            rewrite.execute("SELECT rewrite_payloads(date_trunc('month', now() AT TIME ZONE 'UTC')::date)");
            first.rollback();
            await(() -> assertThat(waiting("SELECT 1 FROM log_payload%")).isEqualTo(1));
            eraser.commit();

            assertThat(set.get(120, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
        }
    }

    private static long waiting(String statement) {
        return one("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '" + statement
                + "'");
    }

    @Test
    @DisplayName("A hold that cannot be recorded is not set")
    void withoutRecordNoHold() {
        linked(person, "agency-h");
        TestStack.pauseKafka();
        try {
            assertThat(set("dataSubjectId", person).statusCode()).isEqualTo(503);
        } finally {
            TestStack.resumeKafka();
        }
        assertThat(one("SELECT count(*) FROM legal_hold WHERE data_subject_id = '" + person + "'")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":\"a reason that is long enough\"}",
            "{\"dataSubjectId\":\"0193a4c8-4444-7000-8000-000000000004\"}",
            "{\"dataSubjectId\":\"0193a4c8-4444-7000-8000-000000000004\",\"reason\":\"short\"}",
            "{\"agencyId\":\"Not An Agency\",\"reason\":\"a reason that is long enough\"}",
            "{\"dataSubjectId\":\"0193a4c8-4444-7000-8000-000000000004\",\"agencyId\":\"jobcenter\",\"reason\":"
                    + "\"a reason that is long enough\"}"})
    void invalidHoldIsRefused(String body) {
        Response answer = as(tokens.dpo()).contentType(ContentType.JSON).body(body).post("/v1/legal-holds");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void unknownHoldIsNotFound() {
        assertThat(as(tokens.dpo()).get("/v1/legal-holds/none").statusCode()).isEqualTo(422);
        assertThat(release(UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
        assertThat(release("none").statusCode()).isEqualTo(422);
        assertThat(post(tokens.dpo(), "/v1/legal-holds/" + UUID.randomUUID() + "/release", Map.of()).statusCode())
                .isEqualTo(422);
        assertThat(as(tokens.dpo()).get("/v1/legal-holds?state=any").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"data-subject", "caseworker", "agency-system", "admin", "nobody"})
    void otherRolesAreForbidden(String who) {
        String token = switch (who) {
            case "data-subject" -> tokens.dataSubject("amira");
            case "caseworker" -> tokens.caseworker("jobcenter", "case-management");
            case "agency-system" -> tokens.agencySystem("jobcenter", "case-management");
            case "admin" -> tokens.admin();
            default -> tokens.withoutRole();
        };
        Map<String, String> body = Map.of("dataSubjectId", person.toString(), "reason", REASON);

        assertThat(post(token, "/v1/legal-holds", body).statusCode()).isEqualTo(403);
        assertThat(
                post(token, "/v1/legal-holds/" + UUID.randomUUID() + "/release", Map.of("reason", REASON)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void withoutTokenIsUnauthenticated() {
        assertThat(RestAssured.given().contentType(ContentType.JSON).body("{}").post("/v1/legal-holds").statusCode())
                .isEqualTo(401);
        assertThat(RestAssured.given().contentType(ContentType.JSON).body("{}")
                .post("/v1/legal-holds/" + person + "/release").statusCode()).isEqualTo(401);
    }
}
