package de.handschlag.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.teststack.Json;

/** That the strict reading of requests is on here; all of its rules are tested where it is built. */
@QuarkusTest
@DisplayName("The door is strict (ADR 40)")
class StrictDoorTest extends RegistryTestCase {

    private static final String ID = "0190a0e4-0000-4000-8000-000000000000";
    private static final String VIEW = "/v1/cases/DOOR-1/view?purpose=case-management";

    private static RequestSpecification asWhoMay(String path) {
        String token = path.startsWith("/v1/my/")
                ? tokens.dataSubject("strict-door")
                : path.startsWith("/v1/view-rebuilds") || path.startsWith("/v1/blocking-records")
                        || path.startsWith("/v1/ended-entitlements")
                                ? tokens.admin()
                                : path.startsWith("/v1/notice-deferrals")
                                        ? tokens.caseworker("door-agency", "case-management")
                                        : path.startsWith("/v1/emergency-accesses?") || path.endsWith("/review")
                                                ? tokens.dpo()
                                                : tokens.agencySystem("door-agency", "case-management");
        return as(token).urlEncodingEnabled(false);
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
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":"2026-03-02","value":"B"}            | value
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","value":"B","asOf":"2026-03-02"}            | value
            PUT  | /v1/cases/DOOR-1/attributes       | {"values":[{"attribute":"phone","value":"A","asOf":"2026-03-02","value":"A"}]} | values[0].value
            POST | /v1/views                         | {"purpose":"x","caseReferences":["x"],"attributes":["phone"],"purpose":"y"} | purpose
            POST | /v1/emergency-accesses            | {"caseReference":"x","purpose":"p","basis":"b","reason":"r","reason":"s"} | reason
            POST | /v1/obligations/ID/answer         | {"outcome":"DELETED","outcome":"RESTRICTED"}             | outcome
            POST | /v1/obligations/ID/answer         | {"outcome":0}                                            | outcome
            POST | /v1/obligations/ID/answer         | {"outcome":1,"norm":"§ 84 SGB X"}                        | outcome
            POST | /v1/obligations/ID/answer         | {"outcome":true}                                         | outcome
            POST | /v1/obligations/ID/answer         | {"outcome":["DELETED"]}                                  | outcome
            POST | /v1/obligations/ID/answer         | {"outcome":null}                                         | outcome
            POST | /v1/correction-requests/ID/answer | {"outcome":0}                                            | outcome
            POST | /v1/correction-requests/ID/answer | {"outcome":"KEPT","reason":1}                            | reason
            POST | /v1/my/correction-requests        | {"attribute":"phone","source":"x","wish":"DELETE","restrict":"yes"} | restrict
            POST | /v1/my/correction-requests        | {"attribute":"phone","source":"x","wish":1,"restrict":true} | wish
            POST | /v1/emergency-accesses/ID/review  | {"outcome":0,"comment":"x"}                              | outcome
            POST | /v1/emergency-accesses/ID/review  | {"outcome":1.0,"comment":"x"}                            | outcome
            POST | /v1/notice-deferrals              | {"caseReference":"x","purpose":"p","reason":"r","reason":"s"} | reason
            POST | /v1/notice-deferrals              | {"until":1767225600}                                     | until
            POST | /v1/notice-deferrals/ID/review    | {"outcome":0,"comment":"x"}                              | outcome
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":"2026-03-01T23:00:00Z"}              | asOf
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":"2026-03-01T23:00:00"}               | asOf
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":20000}                               | asOf
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":20260302}                            | asOf
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":[2026,3,2]}                          | asOf
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":"02.03.2026"}                        | asOf
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":"A","asOf":""}                                  | asOf
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":491511,"asOf":"2026-03-02"}                     | value
            PUT  | /v1/cases/DOOR-1/attributes/phone | {"value":null,"asOf":"2026-03-02"}                       | value
            PUT  | /v1/cases/DOOR-1/attributes       | {"values":[{"attribute":"phone","value":"A","asOf":1}]}  | values[0].asOf
            PUT  | /v1/cases/DOOR-1/attributes       | {"values":{"attribute":"phone","value":"A","asOf":"2026-03-02"}} | values
            POST | /v1/emergency-accesses            | {"deferNotice":{"reason":"r","until":1767225600}}        | deferNotice.until
            POST | /v1/emergency-accesses            | {"deferNotice":{"reason":"r","until":"2026-12-01T00:00:00"}} | deferNotice.until
            POST | /v1/emergency-accesses            | {"deferNotice":""}                                       | deferNotice
            POST | /v1/views                         | {"purpose":"x","caseReferences":"x"}                     | caseReferences
            POST | /v1/views                         | {"purpose":"x","caseReferences":["x"],"attribute":["phone"]} | attribute
            PUT  | /v1/webhook                       | {"url":"https://x.example","URL":"https://y.example"}    | URL
            PUT  | /v1/webhook                       | {"url":{"href":"https://x.example"}}                     | url
            """)
    @DisplayName("A document of another form is 400, and names the member")
    void documentOfAnotherForm(String method, String path, String body, String member) {
        Response answer = call(method, path.replace("ID", ID), body);

        assertRefused(answer, 400, member);
        assertThat(Json.text(answer, "field")).isEqualTo(member);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | /v1/cases/DOOR-1/attributes/phone
            PUT    | /v1/cases/DOOR-1/attributes
            POST   | /v1/views
            POST   | /v1/emergency-accesses
            POST   | /v1/emergency-accesses/ID/review
            POST   | /v1/notice-deferrals
            POST   | /v1/notice-deferrals/ID/review
            POST   | /v1/obligations/ID/answer
            POST   | /v1/my/correction-requests
            POST   | /v1/correction-requests/ID/answer
            PUT    | /v1/webhook
            """)
    @DisplayName("Something behind the document, no object, no UTF-8, nothing: 400; another media type: 415")
    void noDocument(String method, String pathWithId) {
        String path = pathWithId.replace("ID", ID);
        for (String body : List.of("{}{}", "{}x", "[]", "null", "7", "\uFEFF{}", "{\"a\":".repeat(999), "")) {
            assertThat(call(method, path, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(asWhoMay(path).body("{\"ü\":1}".getBytes(StandardCharsets.ISO_8859_1)).request(method, path)
                .statusCode()).isEqualTo(400);
        for (String type : List.of("text/plain", "application/xml", "application/vnd.api+json",
                "application/json; charset=utf-16")) {
            assertThat(asWhoMay(path).contentType(type).body("{}".getBytes(StandardCharsets.UTF_8))
                    .request(method, path).statusCode()).as(type).isEqualTo(415);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | VIEW&attribute=phone                          |                              | attribute
            GET    | VIEW&attributes[]=phone                       |                              | attributes[]
            GET    | VIEW&attributes%5B%5D=phone                   |                              | attributes[]
            GET    | VIEW&Attributes=phone                         |                              | Attributes
            GET    | VIEW&attributes=                              |                              | attributes
            GET    | VIEW&attributes=phone&attributes=email        |                              | attributes
            GET    | VIEW&purpose=case-management                  |                              | purpose
            GET    | /v1/cases/DOOR-1/view                         |                              | purpose
            GET    | /v1/changes?limit=abc                         |                              | limit
            GET    | /v1/changes?limit=1e2                         |                              | limit
            GET    | /v1/changes?limit=0                           |                              | limit
            GET    | /v1/changes?from=2026-01-01                   |                              | from
            GET    | /v1/obligations?state=late                    |                              | state
            GET    | /v1/obligations?after=1-1-1-1-1               |                              | after
            GET    | /v1/emergency-accesses?state=open&queryPurpose=incident&limit=%2B5 |                              | limit
            POST   | /v1/view-rebuilds?checkOnly=yes               |                              | checkOnly
            POST   | /v1/view-rebuilds?checkOnly=TRUE              |                              | checkOnly
            POST   | /v1/view-rebuilds?check-only=true             |                              | check-only
            GET    | /v1/view-rebuilds/latest                      |                              | rebuildId
            POST   | /v1/obligations/x/answer                      | {"outcome":"DELETED"}        | obligationId
            POST   | /v1/correction-requests/x/answer              | {"outcome":"DELETED"}        | correctionRequestId
            POST   | /v1/correction-requests/ID/answer             | {"outcome":"BURNT"}          | outcome
            POST   | /v1/correction-requests/ID/answer             | {"outcome":"KEPT","reason":"BECAUSE"} | reason
            GET    | /v1/correction-requests?state=late            |                              | state
            DELETE | /v1/my/correction-requests/x                  |                              | correctionRequestId
            GET    | /v1/cases/a%20b/view?purpose=case-management  |                              | caseReference
            GET    | /v1/cases/a%00b/attributes                    |                              | caseReference
            DELETE | /v1/cases/DOOR-1/attributes/Phone             |                              | attribute
            POST   | /v1/obligations/ID/answer                     | {"outcome":"BURNT"}          | outcome
            POST   | /v1/obligations/ID/answer                     | {"outcome":"deleted"}        | outcome
            POST   | /v1/obligations/ID/answer                     | {"outcome":"0"}              | outcome
            POST   | /v1/views                                     | {"purpose":"x1","caseReferences":["a","b","c d"]} | caseReferences[2]
            POST   | /v1/views                                     | {"purpose":"x1","caseReferences":[".."]} | caseReferences[0]
            POST   | /v1/views                                     | {"purpose":"nothing","caseReferences":["a"]} | purpose
            POST   | /v1/views                                     | {"purpose":"case-management","caseReferences":["a"],"attributes":["iq"]} | attributes
            POST   | /v1/views                                     | {"purpose":"case-management","caseReferences":["a"],"attributes":["phone","email","phone"]} | attributes
            GET    | VIEW&attributes=phone,phone                   |                              | attributes
            GET    | /v1/cases/DOOR-1/view?purpose=nothing         |                              | purpose
            GET    | VIEW&attributes=phone,iq                      |                              | attributes
            PUT    | /v1/cases/DOOR-1/attributes/birth_date        | {"value":"none","asOf":"2026-01-01"} | value
            PUT    | /v1/cases/DOOR-1/attributes/phone             | {"value":"+49 30 1","asOf":"2999-01-01"} | asOf
            PUT    | /v1/cases/DOOR-1/attributes/iq                | {"value":"1","asOf":"2026-01-01"} | attribute
            PUT    | /v1/cases/DOOR-1/attributes/ethnicity         | {"value":"1","asOf":"2026-01-01"} | attribute
            PUT    | /v1/cases/DOOR-1/attributes                   | {"values":[{"attribute":"phone","value":"+49 30 1","asOf":"2026-01-01"},{"attribute":"birth_date","value":"none","asOf":"2026-01-01"}]} | values[1].value
            PUT    | /v1/cases/DOOR-1/attributes                   | {"values":[{"attribute":"phone","value":"+49 30 1","asOf":"1066-01-01"}]} | values[0].asOf
            PUT    | /v1/cases/DOOR-1/attributes                   | {"values":[{"attribute":"phone","value":"+49 30 1","asOf":"2026-01-01"},{"attribute":"phone","value":"+49 30 1","asOf":"2026-01-01"}]} | values[1].attribute
            POST   | /v1/emergency-accesses                        | {"caseReference":"x","purpose":"case-management","basis":"b","reason":"This is no emergency at all, it only looks so"} | purpose
            POST   | /v1/emergency-accesses                        | {"caseReference":"x","purpose":"vital-emergency","basis":"b","reason":"An emergency that the hospital reports","attributes":["iq"]} | attributes
            POST   | /v1/emergency-accesses                        | {"caseReference":"x","purpose":"vital-emergency","basis":"b","reason":"An emergency that the hospital reports","attributes":["phone","phone"]} | attributes[1]
            """)
    @DisplayName("Parameters, parts of the path and what is not allowed are 422, and name the place")
    void invalidPlace(String method, String path, String body, String place) {
        Response answer = call(method, path.replace("VIEW", VIEW).replace("ID", ID), body);

        assertRefused(answer, 422, place);
        assertThat(Json.text(answer, "violations[0].field")).isEqualTo(place);
        assertThat(Json.text(answer, "violations[0].in")).isIn("body", "query", "path");
        assertThat(Json.text(answer, "violations[0].message")).doesNotContain("must");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Override-Disclosure-Block |
            Override-Disclosure-Block | danger to life
            Override-Disclosure-Block | Gefährdung
            Emergency-Access          |
            Emergency-Access          | 1-1-1-1-1
            Notice-Deferral           |
            Notice-Deferral           | 1-1-1-1-1
            Emergency-Access          | 0190a0e4-0000-4000-8000-000000000000, 0190a0e4-0000-4000-8000-000000000000
            If-None-Match             |
            If-None-Match             | *
            If-None-Match             | abc
            Employee-Reference        |
            Employee-Reference        | Anna Müller
            Employee-Reference        | ..
            """)
    @DisplayName("A header in another form is 422, and named")
    void invalidHeader(String header, String value) {
        Response answer = asWhoMay(VIEW).header(header, value == null ? "" : value).get(VIEW);

        assertRefused(answer, 422, header);
        assertThat(Json.text(answer, "violations[0].in")).isEqualTo("header");
    }

    @Test
    @DisplayName("An employee's reference in another form is refused whoever sends it, though a caseworker's own login counts")
    void employeeReferenceOfACaseworker() {
        String caseworker = tokens.caseworker("door-agency", "case-management");

        assertRefused(as(caseworker).header("Employee-Reference", "a b").get(VIEW), 422, "Employee-Reference");
        assertRefused(as(caseworker).header("Employee-Reference", "a b").body("""
                {"purpose":"case-management","caseReferences":["DOOR-1"]}""").post("/v1/views"), 422,
                "Employee-Reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Override-Disclosure-Block", "Emergency-Access", "Notice-Deferral", "Employee-Reference"})
    @DisplayName("A header that stands twice is 422; If-None-Match is a list, and may")
    void headerTwice(String header) {
        Response twice = asWhoMay(VIEW).header(header, ID, ID).get(VIEW);
        Response tags = asWhoMay(VIEW).header("If-None-Match", "\"a\"", "\"b\", \"c\"").get(VIEW);

        assertRefused(twice, 422, header);
        assertThat(tags.statusCode()).as(tags.asString()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/changes/", "/v1/changes;limit=5", "/v1/changes?after=%FF"})
    @DisplayName("An address that would be read otherwise than it was meant is refused")
    void addressOfAnotherForm(String path) {
        assertThat(call("GET", path, null).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("Where no body is taken, one is refused")
    void bodyWhereNoneIsTaken() {
        for (String path : List.of("/v1/webhook/secret", "/v1/view-rebuilds")) {
            assertThat(call("POST", path, "{}").statusCode()).as(path).isEqualTo(400);
        }
        assertThat(call("DELETE", "/v1/webhook", "{}").statusCode()).isEqualTo(400);
        assertThat(call("DELETE", "/v1/cases/DOOR-1/attributes/phone", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("401 and 403 come first")
    void whoMayNotAskLearnsNothing() {
        assertThat(RestAssured.get("/v1/changes?limit=abc").statusCode()).isEqualTo(401);
        assertThat(as(tokens.dpo()).get("/v1/changes?limit=abc").statusCode()).isEqualTo(403);
    }
}
