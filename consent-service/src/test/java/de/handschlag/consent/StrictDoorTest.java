package de.handschlag.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

/** That the strict reading of requests is on here; all of its rules are tested where it is built. */
@QuarkusTest
@DisplayName("The door is strict (ADR 40)")
class StrictDoorTest {

    private static final String RECORD = "/v1/me/consent-records/0190a0e4-0000-4000-8000-000000000000";
    private static final String ASKED = "/v1/consent-requests/0190a0e4-0000-4000-8000-000000000000";
    private static final PersonActor PERSON = PersonActor.unbound();

    @BeforeEach
    void personIsEnrolled() {
        PERSON.enrol().then().statusCode(Matchers.oneOf(200, 201));
    }

    private static RequestSpecification asWhoMay(String method, String path) {
        if (path.startsWith("/v1/me")) {
            return PERSON.request();
        }
        if (path.endsWith("/withdrawal") || path.endsWith("/confirmation") || path.startsWith(ASKED + "/approval")
                || path.startsWith(ASKED + "/notice")) {
            return AgencyActor.jobcenter().staffRequest();
        }
        return method.equals("PUT")
                ? given().auth().oauth2(TestIdentities.handschlag().admin()).contentType("application/json")
                : AgencyActor.jobcenter().request();
    }

    private static Response call(String method, String path, String body) {
        RequestSpecification request = asWhoMay(method, path).urlEncodingEnabled(false);
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
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","attributes":["phone"],"months":3,"months":12} | months
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","purpose":"x","attributes":["phone"],"months":3} | purpose
            POST | /v1/cases              | {"caseReference":"T-1","linkCode":"x","caseReference":"T-2"}     | caseReference
            POST | /v1/me/login-bindings  | {"code":"x","code":"y"}                                          | code
            PUT  | /v1/agencies/door-test | {"name":"x","agencyType":"jobcenter","name":"y"}                 | name
            POST | RECORD/approval        | {"language":"de","noticeHash":"00","language":"en"}              | language
            POST | RECORD/refusal         | {"language":"de","language":"en"}                                | language
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","attributes":["phone"],"months":3.9} | months
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","attributes":["phone"],"months":"3"} | months
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","attributes":["phone"],"months":"١٢"} | months
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","attributes":["phone"],"months":true} | months
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","attributes":"phone","months":3} | attributes
            POST | /v1/consent-requests   | {"caseReference":"T-1","purpose":"case-management","attributes":["phone",7],"months":3} | attributes[1]
            POST | /v1/consent-requests   | {"caseReference":7,"purpose":"case-management","attributes":["phone"],"months":3} | caseReference
            POST | /v1/consent-requests   | {"caseReference":"T-1","Purpose":"case-management","attributes":["phone"],"months":3} | Purpose
            POST | /v1/cases              | {"caseReference":true}                                           | caseReference
            POST | /v1/cases              | {"caseReference":null}                                           | caseReference
            POST | /v1/cases              | {"caseReference":"T-1","linkcode":"x"}                           | linkcode
            POST | /v1/me/login-bindings  | {"code":12345678}                                                | code
            PUT  | /v1/agencies/door-test | {"name":["x"],"agencyType":"jobcenter"}                          | name
            POST | RECORD/approval        | {"language":1,"noticeHash":"00"}                                 | language
            POST | RECORD/secrecy-releases | {"sourceAgencyId":"x","sourceAgencyId":"y"}                    | sourceAgencyId
            POST | RECORD/secrecy-releases | {"sourceAgencyId":["x"],"language":"de"}                       | sourceAgencyId
            POST | RECORD/refusal         | {"language":false}                                               | language
            POST | ASKED/withdrawal       | {"channel":"PAPER","channel":"ORAL"}                             | channel
            POST | ASKED/withdrawal       | {"channel":0}                                                    | channel
            POST | ASKED/withdrawal       | {"channel":true}                                                 | channel
            POST | ASKED/withdrawal       | {"channel":["PAPER"]}                                            | channel
            POST | ASKED/withdrawal       | {"channel":"ORAL","reason":7}                                    | reason
            POST | ASKED/withdrawal       | {"channel":"PAPER","employeeId":"e-1"}                           | employeeId
            POST | ASKED/withdrawal       | {"channel":"PAPER","Reason":"no telephone"}                      | Reason
            POST | ASKED/approval         | {"channel":"PAPER","signedBy":"PERSON","signedBy":"GUARDIAN"}    | signedBy
            POST | ASKED/approval         | {"interpreter":"yes"}                                            | interpreter
            POST | ASKED/approval         | {"attributes":"phone"}                                           | attributes
            POST | ASKED/approval         | {"channel":"PAPER","recordedBy":"e-1"}                           | recordedBy
            POST | ASKED/approval/confirmation | {"recordedApprovalId":7}                                    | recordedApprovalId
            POST | ASKED/approval/confirmation | {"confirmedBy":"e-1"}                                       | confirmedBy
            """)
    @DisplayName("A document of another form is 400, and names the member")
    void documentOfAnotherForm(String method, String path, String body, String member) {
        Response answer = call(method, path.replace("RECORD", RECORD).replace("ASKED", ASKED), body);

        assertRefused(answer, 400, member);
        assertThat(Json.text(answer, "field")).isEqualTo(member);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /v1/cases
            POST   | /v1/consent-requests
            POST   | /v1/me/login-bindings
            POST   | RECORD/approval
            POST   | RECORD/refusal
            POST   | RECORD/secrecy-releases
            POST   | ASKED/withdrawal
            POST   | ASKED/approval
            POST   | ASKED/approval/confirmation
            PUT    | /v1/agencies/door-test
            """)
    @DisplayName("Something behind the document, no object, no UTF-8, nothing: 400; another media type: 415")
    void noDocument(String method, String pathOrRecord) {
        String path = pathOrRecord.replace("RECORD", RECORD).replace("ASKED", ASKED);
        for (String body : List.of("{}{}", "{}x", "[]", "null", "7", "\uFEFF{}", "{\"a\":".repeat(999))) {
            assertThat(call(method, path, body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(asWhoMay(method, path).body("{\"ü\":1}".getBytes(StandardCharsets.ISO_8859_1)).request(method, path)
                .statusCode()).isEqualTo(400);
        for (String type : List.of("text/plain", "application/xml", "application/vnd.api+json",
                "application/json; charset=utf-16")) {
            assertThat(asWhoMay(method, path).contentType(type).body("{}".getBytes(StandardCharsets.UTF_8))
                    .request(method, path).statusCode()).as(type).isEqualTo(415);
        }
        assertThat(call(method, path, null).statusCode()).isEqualTo(path.endsWith("/refusal") ? 404 : 400);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET    | /v1/me/consent-records?limit=abc              |                         | limit
            GET    | /v1/me/consent-records?limit=99999999999      |                         | limit
            GET    | /v1/me/consent-records?limit=5.0              |                         | limit
            GET    | /v1/me/consent-records?limit=                 |                         | limit
            GET    | /v1/me/consent-records?limit=5&limit=6        |                         | limit
            GET    | /v1/me/consent-records?Limit=5                |                         | Limit
            GET    | /v1/me/consent-records?state=ConsentGiven     |                         | state
            GET    | /v1/me/consent-records?status[]=ConsentGiven  |                         | status[]
            GET    | RECORD?languages=de                           |                         | languages
            GET    | RECORD?language=de&language=en                |                         | language
            GET    | /v1/agencies?agencyType=jobcenter             |                         | agencyType
            POST   | /v1/cases?dryRun=true                         | {"caseReference":"T-1"} | dryRun
            DELETE | /v1/cases/T-1?force                           |                         | force
            GET    | /v1/me/consent-records/not-a-uuid             |                         | consentRecordId
            GET    | /v1/me/consent-records/1-1-1-1-1              |                         | consentRecordId
            GET    | /v1/consent-requests/not-a-uuid               |                         | consentRequestId
            DELETE | /v1/consent-requests/not-a-uuid               |                         | consentRequestId
            POST   | /v1/consent-requests/not-a-uuid/withdrawal    | {"channel":"PAPER"}     | consentRequestId
            GET    | ASKED/withdrawal?channel=PAPER                |                         | channel
            POST   | ASKED/withdrawal                              | {"channel":"ORAL"}      | reason
            POST   | ASKED/withdrawal                              | {"channel":"ORAL","reason":""} | reason
            GET    | ASKED/notice                                  |                         | language
            POST   | ASKED/approval/confirmation                   | {}                      | recordedApprovalId
            GET    | /v1/consent-requests?limit=0                  |                         | limit
            GET    | /v1/consent-requests?cursor=nonsense          |                         | cursor
            GET    | /v1/consent-requests?state=asked              |                         | state
            GET    | /v1/cases?limit=101                           |                         | limit
            GET    | /v1/cases?cursor=nonsense                     |                         | cursor
            GET    | /v1/cases?caseReference=T-1                   |                         | caseReference
            GET    | /v1/me/enforcements/one                       |                         | revision
            GET    | /v1/me/enforcements/99999999999999999999      |                         | revision
            GET    | /v1/agencies/Jobcenter%20Mitte                |                         | agencyId
            DELETE | /v1/cases/a%20b                               |                         | caseReference
            POST   | /v1/cases/a%00b/binding-codes                 |                         | caseReference
            POST   | /v1/cases                                     | {"caseReference":"a b"} | caseReference
            POST   | /v1/cases                                     | {}                      | caseReference
            POST   | /v1/me/login-bindings                         | {"code":""}             | code
            POST   | /v1/consent-requests | {"caseReference":"T-1","purpose":"case-management","attributes":["phone"],"months":13} | months
            POST   | /v1/consent-requests | {"caseReference":"T-1","purpose":"case-management","attributes":["phone"],"months":25} | months
            POST   | /v1/consent-requests | {"caseReference":"T-1","purpose":"anything","attributes":["phone"],"months":3} | purpose
            POST   | /v1/consent-requests | {"caseReference":"T-1","purpose":"case-management","attributes":["phone","iq"],"months":3} | attributes[1]
            POST   | /v1/consent-requests | {"caseReference":"T-1","purpose":"case-management","attributes":["*","phone"],"months":3} | attributes[0]
            POST   | /v1/consent-requests | {"caseReference":"T-1","purpose":"case-management","attributes":["phone","email","phone"],"months":3} | attributes[2]
            """)
    @DisplayName("Parameters, parts of the path and what is not allowed are 422, and name the place")
    void invalidPlace(String method, String path, String body, String place) {
        Response answer = call(method, path.replace("RECORD", RECORD).replace("ASKED", ASKED), body);

        assertRefused(answer, 422, place);
        assertThat(Json.text(answer, "violations[0].field")).isEqualTo(place);
        assertThat(Json.text(answer, "violations[0].message")).doesNotContain("must");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "text/html", "application/xml", "application/json;q=0"})
    @DisplayName("Who accepts no JSON is told so before anything is done")
    void otherRepresentation(String accept) {
        String agencyId = "accept-" + UUID.randomUUID();
        Response put = asWhoMay("PUT", "/v1/agencies/").accept(accept)
                .body("{\"name\":\"<script>\",\"agencyType\":\"jobcenter\"}").put("/v1/agencies/{id}", agencyId);

        assertThat(put.statusCode()).as(put.asString()).isEqualTo(406);
        assertThat(put.contentType()).isEqualTo("application/problem+json");
        assertThat(asWhoMay("PUT", "/").get("/v1/agencies/{id}", agencyId).statusCode()).isEqualTo(404);
        assertThat(PERSON.request().accept(accept).delete("/v1/me").statusCode()).isEqualTo(406);
        assertThat(PERSON.request().get("/v1/me").statusCode()).isEqualTo(200);
        assertThat(PERSON.request().accept("application/json;charset=utf-16").post("/v1/me").contentType())
                .isIn("application/json", "application/json;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me/consent-records/?limit=5", "/v1/me/consent-records;limit=5",
            "/v1/me/consent-records?cursor=%FF"})
    @DisplayName("An address that would be read otherwise than it was meant is 400")
    void addressOfAnotherForm(String path) {
        assertThat(call("GET", path, null).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("A withdrawal takes no body, and changes nothing if there is one")
    void bodyWhereNoneIsTaken() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();

        Response refused = call("POST", "/v1/cases/" + caseReference + "/binding-codes", "{\"validFor\":\"P1Y\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(call("POST", RECORD + "/withdrawal", "{}").statusCode()).isEqualTo(400);
        assertThat(call("DELETE", "/v1/me", "{}").statusCode()).isEqualTo(400);
        assertThat(PERSON.request().get("/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("What is refused leaves nothing behind")
    void refusedRequestChangesNothing() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();

        call("POST", "/v1/consent-requests", "{\"caseReference\":\"" + caseReference
                + "\",\"purpose\":\"case-management\",\"attributes\":[\"phone\"],\"months\":3.9}");

        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE case_reference = ?", caseReference))
                .isZero();
    }

    @Test
    @DisplayName("401 and 403 come first")
    void whoMayNotAskLearnsNothing() {
        assertThat(given().get("/v1/me/consent-records?limit=abc").statusCode()).isEqualTo(401);
        assertThat(AgencyActor.jobcenter().request().get("/v1/me/consent-records?limit=abc").statusCode())
                .isEqualTo(403);
    }
}
