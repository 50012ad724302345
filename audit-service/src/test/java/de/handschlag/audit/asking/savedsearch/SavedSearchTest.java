package de.handschlag.audit.asking.savedsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("Saved searches of the data-protection officer")
class SavedSearchTest extends AuditTestCase {

    private static final String SEARCHES = "/v1/saved-searches";
    private static final String NO_SUCH = SEARCHES + "/0193a4c8-4444-7000-8000-000000000004";

    private static String body(String name, boolean shared, String filter) {
        return "{\"name\":\"" + name + "\",\"shared\":" + shared + ",\"queryPurpose\":\"routine-control\",\"filter\":{"
                + filter + "}}";
    }

    private static Response save(String token, String body) {
        return AtOnce.again(() -> as(token).contentType("application/json").body(body).post(SEARCHES));
    }

    private static String saved(String token, String name, boolean shared, String filter) {
        Response answer = save(token, body(name, shared, filter));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.header("Location")).endsWith(SEARCHES + "/" + Json.text(answer, "id"));
        return SEARCHES + "/" + Json.text(answer, "id");
    }

    private static String name() {
        return "search " + UUID.randomUUID();
    }

    @Test
    @DisplayName("The attribute that is asked for is kept")
    void attribute() {
        Response shown = as(tokens.dpo())
                .get(saved(tokens.dpo(), name(), false, "\"agencyId\":\"a\",\"attribute\":\"iban\""));

        assertThat(Json.text(shown, "filter.attribute")).isEqualTo("iban");
    }

    @Test
    @DisplayName("Saved eight times at once it is saved once")
    void savedAtTheSameMoment() throws Exception {
        String body = body(name(), false, "\"agencyId\":\"a\"");

        assertThat(AtOnce.statuses(8, () -> save(tokens.dpo(), body))).containsExactlyInAnyOrder(201, 409, 409, 409,
                409, 409, 409, 409);
    }

    @Test
    @DisplayName("Answers what the query with the same filter answers, page by page, and is in the log")
    void answersAsTheQueryDoes() {
        String agency = "agency-" + UUID.randomUUID();
        awaitIndexes(IntStream.range(0, 3)
                .mapToObj(i -> corridor.send(Corridor.unknownCase(agency, "x" + i, "housing")).id()).toList());
        awaitIndexes(corridor.send(Corridor.unknownCase(agency, "y", "school")).id());
        String search = saved(tokens.dpo(), name(), false, "\"agencyId\":\"" + agency
                + "\",\"purpose\":\"housing\",\"decision\":\"denied\",\"from\":\"2026-01-01T00:00:00Z\"");
        String id = search.substring(SEARCHES.length() + 1);

        Response first = as(tokens.dpo()).get(search + "/log-entries?limit=2");
        Response second = as(tokens.dpo()).queryParam("cursor", Json.text(first, "nextCursor"))
                .get(search + "/log-entries?limit=2");
        Response query = as(tokens.dpo()).get("/v1/log-entries?queryPurpose=routine-control&decision=denied&agencyId="
                + agency + "&purpose=housing&from=2026-01-01T00:00:00Z");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.jsonPath().getList("entries")).hasSize(2)
                .isEqualTo(query.jsonPath().getList("entries").subList(0, 2));
        assertThat(second.jsonPath().getList("entries")).isEqualTo(query.jsonPath().getList("entries").subList(2, 3));
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE type ="
                        + " 'de.handschlag.log.queried.v1' AND payload LIKE '%\"agencyId\":\"" + agency
                        + "\"%\"savedSearch\":\"" + id + "\"%\"queryPurpose\":\"routine-control\"%'")).isEqualTo(2));
    }

    @Test
    @DisplayName("One's own alone, unless it is shared: then the office sees and runs it, and nobody else")
    void ownAndShared() {
        String other = tokens.dpo("second", null);
        String ofAgency = tokens.dpo("of-jobcenter", "jobcenter");
        String own = saved(tokens.dpo(), name(), false, "\"decision\":\"denied\"");
        String sharedName = name();
        String shared = saved(tokens.dpo(), sharedName, true, "\"decision\":\"denied\"");

        assertThat(as(tokens.dpo()).get(SEARCHES).jsonPath().getList("searches.name")).contains(sharedName);
        assertThat(as(other).get(SEARCHES).jsonPath().getList("searches.name")).contains(sharedName);
        assertThat(as(ofAgency).get(SEARCHES).jsonPath().getList("searches.name")).doesNotContain(sharedName);
        assertThat(as(tokens.dpo()).get(own).jsonPath().getString("filter.decision")).isEqualTo("denied");
        assertThat(as(other).get(own).statusCode()).isEqualTo(404);
        assertThat(as(other).get(own + "/log-entries").statusCode()).isEqualTo(404);
        assertThat(as(other).delete(own).statusCode()).isEqualTo(404);
        assertThat(as(other).get(shared + "/log-entries").statusCode()).isEqualTo(200);
        assertThat(as(other).delete(shared).statusCode()).isEqualTo(403);
        assertThat(as(ofAgency).get(shared).statusCode()).isEqualTo(404);
        assertThat(as(ofAgency).delete(shared).statusCode()).isEqualTo(404);

        assertThat(as(tokens.dpo()).delete(shared).statusCode()).isEqualTo(204);
        assertThat(as(other).get(shared).statusCode()).isEqualTo(404);
        assertThat(as(tokens.dpo()).delete(shared).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("409 for a name that the login has; another login may have it too")
    void nameIsTaken() {
        String name = name();
        saved(tokens.dpo(), name, false, "\"decision\":\"denied\"");

        Response again = save(tokens.dpo(), body(name, true, "\"decision\":\"disclosed\""));

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Json.text(again, "type")).isEqualTo("urn:handschlag:problem:name-taken");
        saved(tokens.dpo("second", null), name, false, "\"decision\":\"denied\"");
    }

    @Test
    @DisplayName("409 for one more than a login may have")
    void limit() {
        String token = tokens.dpo("collector", null);
        List<String> all = IntStream.range(0, SavedSearchService.MOST)
                .mapToObj(i -> saved(token, name(), false, "\"decision\":\"denied\"")).toList();

        Response tooMany = save(token, body(name(), false, "\"decision\":\"denied\""));

        assertThat(tooMany.statusCode()).isEqualTo(409);
        assertThat(Json.text(tooMany, "type")).isEqualTo("urn:handschlag:problem:too-many-saved-searches");
        assertThat(as(token).delete(all.getFirst()).statusCode()).isEqualTo(204);
        saved(token, name(), false, "\"decision\":\"denied\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"n\",\"queryPurpose\":\"incident\"}",
            "{\"name\":\"\",\"queryPurpose\":\"incident\",\"filter\":{\"decision\":\"denied\"}}",
            "{\"name\":\"a\\nb\",\"queryPurpose\":\"incident\",\"filter\":{\"decision\":\"denied\"}}",
            "{\"name\":\"n\",\"filter\":{\"decision\":\"denied\"}}",
            "{\"name\":\"n\",\"queryPurpose\":\"curiosity\",\"filter\":{\"decision\":\"denied\"}}",
            "{\"name\":\"n\",\"queryPurpose\":\"incident\",\"filter\":{}}",
            "{\"name\":\"n\",\"queryPurpose\":\"incident\",\"filter\":{\"decision\":\"perhaps\"}}",
            "{\"name\":\"n\",\"queryPurpose\":\"incident\",\"filter\":{\"from\":\"yesterday\"}}"})
    @DisplayName("422 for what is no search")
    void notValid(String body) {
        Response answer = save(tokens.dpo(), body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    @DisplayName("422 for a name that is too long")
    void longName() {
        assertThat(save(tokens.dpo(), body("n".repeat(81), false, "\"decision\":\"denied\"")).statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"employee\":\"e-7\"", "\"dataSubjectId\":\"0193a4c8-4444-7000-8000-000000000004\"",
            "\"agencyId\":\"a\",\"caseReference\":\"A-1\""})
    @DisplayName("R29, G5 422 for one that names an employee or a person")
    void namesNobody(String filter) {
        Response answer = save(tokens.dpo(), body(name(), false, filter));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "detail")).contains("names no person and no employee");
    }

    @Test
    @DisplayName("404 for one that there is not, 422 for a bad cursor")
    void unknown() {
        String search = saved(tokens.dpo(), name(), false, "\"decision\":\"denied\"");

        assertThat(as(tokens.dpo()).get(NO_SUCH).statusCode()).isEqualTo(404);
        assertThat(as(tokens.dpo()).delete(NO_SUCH).statusCode()).isEqualTo(404);
        assertThat(as(tokens.dpo()).get(search + "/log-entries?cursor=x").statusCode()).isEqualTo(422);
        assertThat(as(tokens.dpo()).get(search + "/log-entries?limit=0").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-subject", "caseworker", "agency-system", "admin", "nobody"})
    @DisplayName("401 and 403 for saving and deleting")
    void otherRolesAreForbidden(String who) {
        String token = switch (who) {
            case "data-subject" -> tokens.dataSubject("amira");
            case "caseworker" -> tokens.caseworker("jobcenter", "case-management");
            case "agency-system" -> tokens.agencySystem("jobcenter", "case-management");
            case "admin" -> tokens.admin();
            default -> tokens.withoutRole();
        };
        String body = body(name(), false, "\"decision\":\"denied\"");

        assertThat(save(token, body).statusCode()).isEqualTo(403);
        assertThat(as(token).delete(NO_SUCH).statusCode()).isEqualTo(403);
        assertThat(RestAssured.given().contentType("application/json").body(body).post(SEARCHES).statusCode())
                .isEqualTo(401);
        assertThat(RestAssured.delete(NO_SUCH).statusCode()).isEqualTo(401);
    }
}
