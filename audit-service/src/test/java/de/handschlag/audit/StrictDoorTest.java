package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.teststack.Json;

/** That the strict reading of requests is on here; all of its rules are tested where it is built. */
@QuarkusTest
@DisplayName("The door is strict (ADR 40)")
class StrictDoorTest extends AuditTestCase {

    private static final String ID = "0193a4c8-4444-7000-8000-000000000004";
    private static final String ASKED = "queryPurpose=routine-control";

    /** Every parameter of a query string that the interface has. */
    static Stream<Arguments> parameters() throws IOException {
        JsonNode paths = new YAMLMapper().readTree(Path.of("../docs/openapi/audit-service.yaml").toFile())
                .path("paths");
        return paths.properties().stream().flatMap(path -> path.getValue().properties().stream()
                .flatMap(operation -> operation.getValue().path("parameters").valueStream()
                        .filter(parameter -> parameter.path("in").asText().equals("query")).map(parameter -> Arguments
                                .of(operation.getKey(), address(path.getKey()), parameter.path("name").asText()))));
    }

    private static String address(String template) {
        return template.replace("{week}", "2026-W48").replace("{index}", "0").replaceAll("\\{\\w+}", ID);
    }

    private static RequestSpecification asWhoMay(String path) {
        return as(path.startsWith("/v1/my/") ? tokens.dataSubject("amira") : tokens.dpo())
                .contentType("application/json").urlEncodingEnabled(false);
    }

    private static Response call(String method, String path, String body) {
        RequestSpecification request = asWhoMay(path);
        return (body == null ? request : request.body(body)).request(method, path);
    }

    private static void assertRefused(Response answer, int status, String named) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(Json.text(answer, "type"))
                .isEqualTo("urn:handschlag:problem:" + (status == 400 ? "malformed-request" : "invalid-request"));
        assertThat(Json.text(answer, "detail")).startsWith(named + ": ");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("parameters")
    @DisplayName("A filter without a value, twice or under another name is refused: it would narrow nothing")
    void parameterThatNarrowsNothing(String method, String path, String name) {
        for (String blank : List.of(name, name + "=", name + "=%20", name + "=&" + name + "=x", name + "=x&" + name)) {
            Response answer = call(method, path + "?" + blank, null);
            assertRefused(answer, 422, name);
            assertThat(Json.text(answer, "detail")).isEqualTo(name + ": has no value; name one, or leave it out.");
        }
        assertRefused(call(method, path + "?" + name + "=x&" + name + "=x", null), 422, name);
        for (String other : List.of(name + "[]", name.toUpperCase(Locale.ROOT), name + "s", "_" + name)) {
            assertRefused(call(method, path + "?" + other + "=x", null), 422, other);
        }
    }

    @Test
    @DisplayName("No endpoint that takes filters is missing above")
    void interfaceHasFilters() throws IOException {
        assertThat(parameters().map(each -> each.get()[0] + " " + each.get()[1])).contains("get /v1/log-entries",
                "get /v1/log-entries/counts", "get /v1/log-digests/2026-W48", "get /v1/log-anomalies",
                "post /v1/log-exports", "get /v1/legal-holds", "get /v1/completeness-proofs", "get /v1/my/accesses");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | /v1/legal-holds                 | {"agencyId":"nobody","dataSubjectId":null,"reason":"Complaint one","reason":"Complaint two"} | reason
            POST | /v1/legal-holds                 | {"reason":"Complaint one","agencyId":"nobody","agencyId":"nobody"} | agencyId
            POST | /v1/legal-holds/ID/release      | {"reason":"It was settled","reason":"It was not"}               | reason
            POST | /v1/saved-searches              | {"name":"n","shared":false,"filter":{"agencyId":"a","agencyId":"b"},"queryPurpose":"complaint"} | filter.agencyId
            POST | /v1/person-reports/ID/staff-named | {"reason":"A complaint about it","queryPurpose":"complaint","queryPurpose":"incident"} | queryPurpose
            POST | /v1/legal-holds                 | {"agency":"nobody","reason":"Complaint one"}                    | agency
            POST | /v1/legal-holds                 | {"agencyId":"nobody","reason":"Complaint one","until":"2027-01-01"} | until
            POST | /v1/legal-holds/ID/release      | {"reason":"It was settled","force":true}                        | force
            POST | /v1/saved-searches              | {"name":"n","filter":{"agency":"a"},"queryPurpose":"complaint"} | filter.agency
            POST | /v1/person-reports/ID/staff-named | {"reason":"A complaint about it","purpose":"complaint"}       | purpose
            POST | /v1/legal-holds                 | {"dataSubjectId":"nobody","reason":"Complaint one"}             | dataSubjectId
            POST | /v1/legal-holds                 | {"agencyId":7,"reason":"Complaint one"}                         | agencyId
            POST | /v1/legal-holds                 | {"agencyId":"nobody","reason":20261128}                         | reason
            POST | /v1/legal-holds                 | {"agencyId":"nobody","reason":null}                             | reason
            POST | /v1/saved-searches              | {"name":"n","shared":"false","filter":{},"queryPurpose":"complaint"} | shared
            POST | /v1/saved-searches              | {"name":"n","shared":0,"filter":{},"queryPurpose":"complaint"}  | shared
            POST | /v1/saved-searches              | {"name":"n","filter":"agencyId=a","queryPurpose":"complaint"}   | filter
            POST | /v1/saved-searches              | {"name":"n","filter":{"from":1795420000},"queryPurpose":"complaint"} | filter.from
            POST | /v1/person-reports/ID/staff-named | {"reason":["A complaint about it"]}                           | reason
            """)
    @DisplayName("A document of another form is 400, and names the member")
    void documentOfAnotherForm(String method, String path, String body, String member) {
        Response answer = call(method, path.replace("ID", ID), body);

        assertRefused(answer, 400, member);
        assertThat(Json.text(answer, "field")).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/legal-holds", "/v1/legal-holds/ID/release", "/v1/saved-searches",
            "/v1/person-reports/ID/staff-named"})
    @DisplayName("Something behind the document, no object, no UTF-8, nothing: 400; another media type: 415")
    void noDocument(String pathWithId) {
        String path = pathWithId.replace("ID", ID);
        for (String body : List.of("{}{}", "{}x", "[]", "null", "7", "\uFEFF{}", "{\"a\":".repeat(999), "")) {
            assertThat(call("POST", path, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(asWhoMay(path).body("{\"ü\":1}".getBytes(StandardCharsets.ISO_8859_1)).post(path).statusCode())
                .isEqualTo(400);
        for (String type : List.of("text/plain", "application/xml", "application/vnd.api+json",
                "application/json; charset=utf-16")) {
            assertThat(asWhoMay(path).contentType(type).body("{}".getBytes(StandardCharsets.UTF_8)).post(path)
                    .statusCode()).as(type).isEqualTo(415);
        }
        assertThat(call("POST", "/v1/log-exports?" + ASKED, "{\"agencyId\":\"nobody\"}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET  | /v1/log-entries?ASKED&limit=abc                    |                                         | limit
            GET  | /v1/log-entries?ASKED&limit=5.0                    |                                         | limit
            GET  | /v1/log-entries?ASKED&limit=99999999999            |                                         | limit
            GET  | /v1/log-entries?ASKED&agency=sozialamt             |                                         | agency
            GET  | /v1/log-entries?ASKED&dataSubjectId=1-1-1-1-1      |                                         | dataSubjectId
            GET  | /v1/log-entries?ASKED&from=2026-11-23              |                                         | from
            GET  | /v1/log-entries?ASKED&from=1795420000              |                                         | from
            GET  | /v1/log-entries?ASKED&decision=Disclosed           |                                         | decision
            GET  | /v1/log-entries/counts?ASKED&from=2026-11-28&to=2026-11-28&agency=x |                        | agency
            GET  | /v1/log-entries/counts?ASKED&from=20261128&to=2026-11-28 |                                   | from
            GET  | /v1/log-anomalies?ASKED&from=2026-11-28T00:00:00Z&to=2026-11-28 |                            | from
            GET  | /v1/my/accesses?limit=5.0                          |                                         | limit
            GET  | /v1/my/accesses?limit=201                          |                                         | limit
            GET  | /v1/my/report?since=2026-01-01                     |                                         | since
            POST | /v1/log-exports?format=csv&ASKED&agency=sozialamt  |                                         | agency
            GET  | /v1/log-entries/abc?ASKED                          |                                         | index
            GET  | /v1/log-entries/99999999999999999999?ASKED         |                                         | index
            GET  | /v1/log-entries/1.5/explanation?ASKED              |                                         | index
            GET  | /v1/legal-holds/1-1-1-1-1                          |                                         | id
            GET  | /v1/log-erasures/latest                            |                                         | id
            GET  | /v1/saved-searches/x/log-entries                   |                                         | id
            GET  | /v1/person-reports/amira?ASKED                     |                                         | dataSubjectId
            GET  | /v1/log-digests/2026-48?ASKED                      |                                         | week
            GET  | /v1/legal-holds?state=over                         |                                         | state
            POST | /v1/legal-holds                                    | {"agencyId":"nobody"}                   | reason
            POST | /v1/legal-holds                                    | {"reason":"Complaint one"}              | dataSubjectId
            POST | /v1/legal-holds | {"agencyId":"nobody","dataSubjectId":"0190a0e4-0000-4000-8000-000000000000","reason":"Complaint one"} | agencyId
            POST | /v1/saved-searches | {"name":"n","filter":{},"queryPurpose":"complaint"}                        | filter
            POST | /v1/saved-searches | {"name":"n","filter":{"employee":"e"},"queryPurpose":"complaint"}          | filter.employee
            POST | /v1/saved-searches | {"name":"n","filter":{"from":"soon"},"queryPurpose":"complaint"}           | filter.from
            POST | /v1/saved-searches | {"name":"n","filter":{"agencyId":"a"},"queryPurpose":"curiosity"}          | queryPurpose
            POST | /v1/log-exports?queryPurpose=data-subject-request  |                                         | queryPurpose
            GET  | /v1/log-entries?ASKED&agencyId=LONG                |                                         | agencyId
            GET  | /v1/log-entries?queryPurpose=curiosity             |                                         | queryPurpose
            GET  | /v1/log-entries?ASKED&type=LogRead                 |                                         | type
            GET  | /v1/log-entries?ASKED&employee=e                   |                                         | employee
            GET  | /v1/log-entries?ASKED&caseReference=c              |                                         | caseReference
            GET  | /v1/completeness-proofs?ASKED&dataSubjectId=ID&scope=some |                                  | scope
            POST | /v1/legal-holds                                    | {"agencyId":"No Body","reason":"Complaint one"} | agencyId
            """)
    @DisplayName("Parameters, parts of the path and what is not allowed are 422, and name the place")
    void invalidPlace(String method, String path, String body, String place) {
        Response answer = call(method, path.replace("ASKED", ASKED).replace("LONG", "a".repeat(601)).replace("ID", ID),
                body);

        assertRefused(answer, 422, place);
        assertThat(Json.text(answer, "violations[0].field")).isEqualTo(place);
        assertThat(Json.text(answer, "violations[0].in")).isIn("body", "query", "path");
    }

    @Test
    @DisplayName("401 and 403 come first")
    void whoMayNotAskLearnsNothing() {
        assertThat(RestAssured.get("/v1/log-entries/counts?agencyId=").statusCode()).isEqualTo(401);
        assertThat(as(tokens.dataSubject("amira")).get("/v1/log-entries/counts?agencyId=").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("The public log is answered whatever a cache's or a monitor's tool adds")
    void publicLogIsAnswered() {
        assertThat(RestAssured.get("/log/vkey?fresh").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/log/tile/0/x999/x999/x999/x999/x999/999",
            "/log/tile/63/x999/x999/x999/x999/x999/999.p/255", "/log/tile/entries/x999/x999/x999/x999/x999/999",
            "/log/tile/0/x036/x028/x797/x018/x963/968", "/log/tile/64/000", "/log/tile/99999999999999999999/000",
            "/log/tile/0/x000/000", "/log/tile/0/-01", "/log/tile/0/000.p/256", "/log/timestamps/999999999999999999"})
    @DisplayName("A tile that no tree could have is not found")
    void tileBeyondEveryTree(String path) {
        Response answer = RestAssured.get(path);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }
}
