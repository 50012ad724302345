package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.chain.log.NaiveTree;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.Requester;
import de.handschlag.event.Senders;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("Queries of the data-protection officer")
class LogEntryQueryTest extends AuditTestCase {

    /** Differs per test, so that each finds its own entries only. */
    private String agency;
    private UUID amira;
    private UUID basem;
    private UUID linked;
    private UUID given;
    private UUID disclosed;
    private UUID denied;
    private UUID unknownCase;
    private UUID elsewhere;

    @BeforeEach
    void threeAccessesOfTwoPersons() {
        agency = "agency-" + UUID.randomUUID();
        amira = UUID.randomUUID();
        basem = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        linked = corridor.send(Corridor.caseLinked(amira, 1, agency, "A-1")).id();
        given = corridor.send(Corridor.given(amira, 2, grant, agency, "case-management", "address", "phone")).id();
        awaitIndexes(linked, given);
        disclosed = corridor.send(Corridor.disclosed(amira, 2, agency, "employee-" + agency, "A-1", "case-management",
                grant, "address", "phone")).id();
        awaitIndexes(disclosed);
        denied = corridor.send(Corridor.denied(basem, 0, agency, "B-1", "german-course-placement")).id();
        awaitIndexes(denied);
        unknownCase = corridor.send(new DisclosureDenied(null, null, new Requester(agency, "agency-" + agency, null),
                "A-9", "case-management", DisclosureDenied.Reason.UNKNOWN_CASE, Corridor.now(), Corridor.now(),
                Corridor.now())).id();
        awaitIndexes(unknownCase);
        elsewhere = corridor
                .send(Corridor.disclosed(amira, 2, "other-" + agency, "e", "X-1", "case-management", grant, "phone"))
                .id();
        awaitIndexes(elsewhere);
    }

    private static List<String> found(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getList("entries.findAll { it.type != 'de.handschlag.log.queried.v1' }.id");
    }

    private static String[] ids(UUID... events) {
        return List.of(events).stream().map(UUID::toString).toArray(String[]::new);
    }

    @Test
    @DisplayName("Each filter narrows to what it names, newest first")
    void filters() {
        String employee = "employee-" + agency;

        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency)))
                .containsExactly(ids(unknownCase, denied, disclosed, given, linked));
        assertThat(found(asDpo().get("/v1/log-entries?dataSubjectId=" + amira)))
                .containsExactly(ids(elsewhere, disclosed, given, linked));
        assertThat(found(asDpo().get("/v1/log-entries?dataSubjectId=" + amira + "&agencyId=" + agency)))
                .containsExactly(ids(disclosed, given, linked));
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&caseReference=A-1")))
                .as("the person of a case, at all agencies").containsExactly(ids(elsewhere, disclosed, given, linked));
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&caseReference=A-9")))
                .as("a case that nobody knows").containsExactly(ids(unknownCase));
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&purpose=german-course-placement")))
                .containsExactly(ids(denied));
        assertThat(found(asDpo().get("/v1/log-entries?employee=" + employee))).containsExactly(ids(disclosed));
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&decision=disclosed")))
                .containsExactly(ids(disclosed));
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&decision=denied")))
                .containsExactly(ids(unknownCase, denied));
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&type=de.handschlag.case.linked.v1")))
                .containsExactly(ids(linked));
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&decision=denied&purpose=case-management"
                + "&dataSubjectId=" + amira))).isEmpty();
    }

    @Test
    @DisplayName("R25 tries without a right are denials, found by agency, employee and person, with their reason")
    void refusedTries() {
        UUID refused = corridor.send(Corridor.refused(basem, 0, agency, "curious-" + agency, "B-1", "child-protection",
                "purpose-not-entitled")).id();
        awaitIndexes(refused);

        Response answer = asDpo().get("/v1/log-entries?decision=denied&employee=curious-" + agency);

        assertThat(found(answer)).containsExactly(ids(refused));
        assertThat(Json.text(answer, "entries[0].reason")).isEqualTo("purpose-not-entitled");
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&decision=denied")))
                .containsExactly(ids(refused, unknownCase, denied));
        assertThat(found(asDpo().get("/v1/log-entries?dataSubjectId=" + basem))).containsExactly(ids(refused, denied));
    }

    @Test
    @DisplayName("Times are those of the events, from inclusive and to exclusive")
    void times() {
        Instant end = Instant.now().plusSeconds(60);
        Instant start = end.minus(1, ChronoUnit.HOURS);
        EventEnvelope<Event> old = new EventEnvelope<>(UUID.randomUUID(), Senders.REGISTRY,
                Instant.parse("2026-01-05T10:00:00Z"), null,
                Corridor.denied(basem, 0, agency, "B-1", "case-management"));
        corridor.send(old);
        awaitIndexes(old.id());

        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&from=" + start + "&to=" + end)))
                .containsExactly(ids(unknownCase, denied, disclosed, given, linked));
        assertThat(found(asDpo()
                .get("/v1/log-entries?agencyId=" + agency + "&from=2026-01-05T10:00:00Z&to=2026-01-05T10:00:01Z")))
                .as("recorded long after it happened").containsExactly(ids(old.id()));
        assertThat(found(asDpo()
                .get("/v1/log-entries?agencyId=" + agency + "&from=2026-01-05T09:00:00Z&to=2026-01-05T10:00:00Z")))
                .isEmpty();
        assertThat(found(asDpo().get("/v1/log-entries?from=1990-01-01T00:00:00Z&to=1990-01-02T00:00:00Z"))).isEmpty();
        assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency + "&from=" + end))).isEmpty();
    }

    @Test
    @DisplayName("Pages neither repeat nor miss an entry while new ones arrive")
    void pagesAreStable() {
        List<UUID> events = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            events.add(corridor.send(Corridor.denied(basem, 0, agency, "B-1", "housing")).id());
        }
        awaitIndexes(events);
        List<String> expected = events.reversed().stream().map(UUID::toString).toList();

        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            var request = asDpo().queryParam("agencyId", agency).queryParam("purpose", "housing").queryParam("limit",
                    10);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/v1/log-entries")
                    .then().statusCode(200).extract().jsonPath();
            seen.addAll(page.getList("entries.id"));
            cursor = page.getString("nextCursor");
            pages++;
            awaitIndexes(corridor.send(Corridor.denied(basem, 0, agency, "B-1", "housing")).id());
        } while (cursor != null);

        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"dataSubjectId, 7", "decision, perhaps", "type, unheard.of", "from, yesterday", "to, 2026-13-01",
            "caseReference, A-1", "cursor, xyz", "limit, 0", "limit, 201", "from, 0000-01-01T00:00:00Z"})
    @DisplayName("422 for a filter that is not valid, naming it")
    void invalidFilterIsRefused(String name, String value) {
        Response answer = asDpo().queryParam(name, value).get("/v1/log-entries");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.asString()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/log-entries", "/v1/log-entries/0"})
    @DisplayName("R29 a query without a purpose, or with one that the log does not serve, is refused")
    void queryStatesItsPurpose(String path) {
        Instant began = Corridor.now();
        for (Response answer : List.of(as(tokens.dpo()).get(path),
                as(tokens.dpo()).queryParam("queryPurpose", "performance-monitoring").get(path))) {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:invalid-request");
            assertThat(Json.text(answer, "detail")).startsWith("queryPurpose: ")
                    .contains("data-subject-request, complaint, routine-control, incident, supervisory-authority");
        }
        assertThat(queriesSince(began)).isZero();
    }

    @Test
    @DisplayName("R29 the log does not serve to watch an employee")
    void employeeIsNotWatched() {
        for (String purpose : List.of("routine-control", "data-subject-request")) {
            Response answer = as(tokens.dpo()).queryParam("queryPurpose", purpose)
                    .get("/v1/log-entries?employee=employee-" + agency);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Json.text(answer, "detail")).startsWith("employee: watching an employee");
        }
        assertThat(found(as(tokens.dpo()).queryParam("queryPurpose", "data-subject-request")
                .get("/v1/log-entries?employee=employee-" + agency + "&dataSubjectId=" + amira)))
                .containsExactly(ids(disclosed));
    }

    private static long queriesSince(Instant time) {
        return one("SELECT count(*) FROM log_payload WHERE type = 'de.handschlag.log.queried.v1' AND occurred_at >= '"
                + time + "'");
    }

    @Test
    @DisplayName("R29 a query is itself in the log, with its purpose, filter and who asked")
    void queryIsLogged() {
        assertThat(found(as(tokens.dpo()).queryParam("queryPurpose", "complaint")
                .get("/v1/log-entries?agencyId=" + agency + "&caseReference=A-1"))).hasSize(4);

        JsonNode query = awaitQuery("agencyId", agency);
        JsonNode requester = query.path("requester");
        assertThat(query.path("dataSubjectId").asText()).isEqualTo(amira.toString());
        assertThat(query.path("queryPurpose").asText()).isEqualTo("complaint");
        assertThat(query.path("filter").toString())
                .isEqualTo("{\"agencyId\":\"" + agency + "\",\"caseReference\":\"A-1\"}");
        assertThat(query.path("resultCount").asInt()).isEqualTo(4);
        assertThat(requester.path("employeeId").asText()).isEqualTo(TestIdentities.subjectOf(tokens.dpo()));
        assertThat(requester.path("clientId").asText())
                .isEqualTo(TestIdentities.claimsOf(tokens.dpo()).path("azp").asText());

        JsonPath shown = asDpo().get("/v1/log-entries?type=de.handschlag.log.queried.v1&limit=1").jsonPath();
        assertThat(shown.getString("entries[0].type")).isEqualTo("de.handschlag.log.queried.v1");
        assertThat(shown.getString("entries[0].queryPurpose")).isIn("complaint", "incident");
    }

    /** The data of the newest LogQueried with this filter. */
    private static JsonNode awaitQuery(String filter, String value) {
        String where = " FROM log_payload WHERE type = 'de.handschlag.log.queried.v1' AND payload::json -> 'data' ->"
                + " 'filter' ->> '" + filter + "' = '" + value + "'";
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> one("SELECT count(*)" + where) > 0);
        try (var connection = TestStack.superuserConnection();
                var row = connection.createStatement()
                        .executeQuery("SELECT payload" + where + " ORDER BY log_index DESC LIMIT 1")) {
            row.next();
            return new ObjectMapper().readTree(row.getString(1)).path("data");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("G3 R29 a query that cannot be recorded is not answered")
    void unrecordedQueryIsNotAnswered() {
        TestStack.pauseKafka();
        Response answer;
        Instant asked = Instant.now();
        try {
            answer = asDpo().get("/v1/log-entries?agencyId=" + agency);
        } finally {
            TestStack.resumeKafka();
        }

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:access-not-recorded");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.asString()).doesNotContain(amira.toString());
        assertThat(Duration.between(asked, Instant.now())).isLessThan(PATIENCE);
        Awaitility.await().atMost(PATIENCE)
                .until(() -> asDpo().get("/v1/log-entries?agencyId=" + agency).statusCode() == 200);
    }

    @Test
    @DisplayName("One entry with salt, payload and a proof that convinces an independent verifier")
    void entryComesWithItsProof() throws Exception {
        long index = indexOf(disclosed).orElseThrow();
        awaitCheckpointOver(index);

        Response answer = asDpo().get("/v1/log-entries/" + index);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode body = new ObjectMapper().readTree(answer.asString());
        String raw = answer.asString();
        String payload = raw.substring(raw.indexOf("\"payload\":") + 10, raw.indexOf(",\"inclusionProof\""));
        byte[] commitment = NaiveTree.sha256(Base64.getDecoder().decode(body.path("salt").asText()),
                payload.getBytes(StandardCharsets.UTF_8));
        String entry = body.path("entry").asText();
        assertThat(new ObjectMapper().readTree(entry).path("commit").asText())
                .isEqualTo(Base64.getEncoder().encodeToString(commitment));
        assertThat(body.path("payload").path("data").path("dataSubjectId").asText()).isEqualTo(amira.toString());
        assertThat(body.path("payload").path("source").asText()).isEqualTo("/registry-service");
        assertThat(body.path("view").path("decision").asText()).isEqualTo("disclosed");
        assertThat(body.path("erased").asBoolean()).isFalse();
        List<byte[]> proof = new ArrayList<>();
        body.path("inclusionProof").forEach(hash -> proof.add(Base64.getDecoder().decode(hash.asText())));
        String[] note = body.path("checkpoint").path("note").asText().split("\n");
        assertThat(NaiveTree.includes(NaiveTree.sha256(new byte[]{0}, entry.getBytes(StandardCharsets.UTF_8)), index,
                Long.parseLong(note[1]), proof, Base64.getDecoder().decode(note[2]))).isTrue();
        assertThat(awaitQuery("index", String.valueOf(index)).path("dataSubjectId").asText())
                .isEqualTo(amira.toString());
    }

    @Test
    @DisplayName("G5 an entry whose payload was erased is still there, and says so")
    void erasedPayload() {
        long index = indexOf(denied).orElseThrow();

        whileErased(index, () -> {
            JsonPath answer = asDpo().get("/v1/log-entries/" + index).then().statusCode(200).extract().jsonPath();

            assertThat(answer.getBoolean("erased")).isTrue();
            assertThat(answer.getString("entry")).contains(denied.toString());
            assertThat(answer.<Object>get("payload")).isNull();
            assertThat(answer.<Object>get("salt")).isNull();
            assertThat(found(asDpo().get("/v1/log-entries?agencyId=" + agency)))
                    .containsExactly(ids(unknownCase, disclosed, given, linked));
        });
    }

    @Test
    void entryThatIsNotThereIsNotFound() {
        Response answer = asDpo().get("/v1/log-entries/999999999");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:not-found");
    }
}
