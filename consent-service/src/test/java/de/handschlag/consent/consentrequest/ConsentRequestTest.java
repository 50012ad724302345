package de.handschlag.consent.consentrequest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;

@QuarkusTest
class ConsentRequestTest {

    private AgencyActor jobcenter;
    private String caseReference;

    @BeforeEach
    void enrol() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = jobcenter.newCase();
    }

    @Test
    void requestIsAnsweredWithRevisionAndWithoutPermission() {
        Response asked = jobcenter.requestConsent(caseReference, "case-management", 12, "family_name", "birth_date");

        assertThat(asked.statusCode()).isEqualTo(201);
        assertThat(jobcenter.revisionIn(asked, caseReference).consentRevision()).isEqualTo(2);
        assertThat(asked.header("Location")).endsWith("/v1/consent-requests/" + asked.path("consentRequestId"));
        assertThat(Json.text(asked, "status")).isEqualTo("no-permission");
        assertThat(asked.<List<String>>path("attributes")).containsExactly("birth_date", "family_name");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no purpose                 | {"caseReference": "{case}", "attributes": ["phone"], "months": 1}                                        | 422
            unknown purpose            | {"caseReference": "{case}", "purpose": "anything", "attributes": ["phone"], "months": 1}                 | 422
            wildcard for the purpose   | {"caseReference": "{case}", "purpose": "*", "attributes": ["phone"], "months": 1}                        | 422
            two purposes               | {"caseReference": "{case}", "purpose": ["case-management", "mentoring"], "attributes": ["phone"], "months": 1} | 400
            no attributes              | {"caseReference": "{case}", "purpose": "case-management", "months": 1}                                   | 422
            empty attributes           | {"caseReference": "{case}", "purpose": "case-management", "attributes": [], "months": 1}                 | 422
            null among the attributes  | {"caseReference": "{case}", "purpose": "case-management", "attributes": [null], "months": 1}             | 400
            unknown attribute          | {"caseReference": "{case}", "purpose": "case-management", "attributes": ["phone", "iq"], "months": 1}    | 422
            wildcard for attributes    | {"caseReference": "{case}", "purpose": "case-management", "attributes": ["*"], "months": 1}              | 422
            no end                     | {"caseReference": "{case}", "purpose": "case-management", "attributes": ["phone"]}                       | 422
            zero months                | {"caseReference": "{case}", "purpose": "case-management", "attributes": ["phone"], "months": 0}          | 422
            thirteen months            | {"caseReference": "{case}", "purpose": "case-management", "attributes": ["phone"], "months": 13}         | 422
            two recipients             | {"caseReference": "{case}", "agencyId": ["a", "b"], "purpose": "case-management", "attributes": ["phone"], "months": 1} | 400
            another recipient          | {"caseReference": "{case}", "agencyId": "mbe-test", "purpose": "case-management", "attributes": ["phone"], "months": 1} | 400
            not JSON                   | {"caseReference": | 400
            """)
    @DisplayName("R1 a request names one purpose, attributes that exist and an end within twelve months; no wildcards")
    void requestThatLeavesSomethingOpenIsRefused(String what, String body, int status) {
        Response answer = jobcenter.request().body(body.replace("{case}", caseReference)).post("/v1/consent-requests");

        assertThat(answer.statusCode()).as(what).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(Json.text(answer, "type")).startsWith("urn:handschlag:problem:");
        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE case_reference = ?", caseReference))
                .isZero();
    }

    @Test
    @DisplayName("R3 a statutory purpose is no matter of consent, and the answer names the statute")
    void statutoryPurposeIsAConflict() {
        Response answer = jobcenter.requestConsent(caseReference, "course-reporting", 6, "family_name");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:statutory-purpose");
        assertThat(Json.text(answer, "statute")).startsWith("§ 88a Abs. 1 Satz 1 AufenthG");
        assertThat(Json.text(answer, "detail")).contains("§ 8 Abs. 2 IntV");
    }

    @Test
    @DisplayName("R3 what a purpose rests on is judged by the asking agency's type: a statute for a job centre, consent for others")
    void aPurposeRestsOnAStatuteForOneTypeAndOnConsentForAnother() {
        AgencyActor realJobcenter = AgencyActor.registered("real-jobcenter-test", "jobcenter", "case-management");

        Response answer = realJobcenter.requestConsent(realJobcenter.newCase(), "case-management", 6, "family_name");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:statutory-purpose");
        assertThat(Json.text(answer, "statute")).contains("§ 15 SGB II").contains("§ 67a Abs. 1");
        jobcenter.requestConsent(caseReference, "case-management", 6, "family_name").then().statusCode(201);
    }

    @Test
    @DisplayName("R36 a type of agency that the catalogue does not list for a purpose asks nobody for it")
    void purposeThatTheAgencysTypeDoesNotUseIsRefused() {
        AgencyActor volunteers = AgencyActor.registered("volunteers-test", "ehrenamt", "case-management");

        Response answer = volunteers.requestConsent(volunteers.newCase(), "case-management", 6, "given_names");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:purpose-not-of-the-agency-type");
    }

    @Test
    @DisplayName("R36 a request asks only for what the catalogue lists for its purpose; the answer names what is beyond")
    void attributesBeyondThePurposeAreRefused() {
        Response answer = jobcenter.requestConsent(caseReference, "appointments", 6, "income", "phone", "bank_account");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:attribute-not-of-the-purpose");
        assertThat(answer.<List<String>>path("attributes")).containsExactly("bank_account", "income");
        assertThat(Json.text(answer, "detail")).contains("bank_account, income").doesNotContain("phone");
        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE case_reference = ?", caseReference))
                .isZero();
        jobcenter.requestConsent(caseReference, "appointments", 6, "phone").then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flight_history", "ethnicity", "religion", "photo", "azr_number", "household_members"})
    @DisplayName("R5 what is not shareable can never be asked for")
    void notShareableAttributeIsRefused(String attribute) {
        Response answer = jobcenter.requestConsent(caseReference, "case-management", 6, "family_name", attribute);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:attribute-not-shareable");
    }

    @Test
    @DisplayName("R18 an agency asks only for purposes that its client is entitled to")
    void purposeMustBeInTheToken() {
        AgencyActor entitledToOther = new AgencyActor(jobcenter.agencyId(), "mentoring");

        Response answer = entitledToOther.requestConsent(caseReference, "case-management", 6, "family_name");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:purpose-not-entitled");
    }

    @Test
    @DisplayName("R10 refused, unanswered, withdrawn, expired and invalidated look the same to the agency")
    void denialsLookTheSame() {
        PersonActor person = PersonActor.of(jobcenter, caseReference);
        UUID unanswered = jobcenter.asks(caseReference, "family_name");
        UUID refused = Database.anotherOpenRequest(unanswered);
        UUID withdrawn = Database.anotherOpenRequest(unanswered);
        UUID expired = Database.anotherOpenRequest(unanswered);
        UUID invalidated = Database.anotherOpenRequest(unanswered);
        person.refuse(refused).then().statusCode(200);
        person.approve(withdrawn).then().statusCode(200);
        person.withdraw(withdrawn).then().statusCode(202);
        person.approve(expired).then().statusCode(200);
        Database.update("UPDATE consent_record SET expires_at = now() - interval '1 second' WHERE id = ?", expired);
        Database.update("UPDATE consent_record SET status = 'INVALIDATED', ended_at = now() WHERE id = ?", invalidated);

        Map<String, Object> neutral = seen(unanswered);
        assertThat(neutral).containsEntry("status", "no-permission").containsOnlyKeys("caseReference", "purpose",
                "attributes", "months", "status");
        assertThat(seen(refused)).isEqualTo(neutral);
        assertThat(seen(withdrawn)).isEqualTo(neutral);
        assertThat(seen(expired)).isEqualTo(neutral);
        assertThat(seen(invalidated)).isEqualTo(neutral);
    }

    @Test
    void unknownRequestIsNotFound() {
        jobcenter.consentRequest(UUID.randomUUID()).then().statusCode(404);
        jobcenter.request().get("/v1/consent-requests/not-a-uuid").then().statusCode(422);
    }

    @Test
    void unlinkedCaseCannotBeAskedAbout() {
        jobcenter.unlinkCase(caseReference).then().statusCode(202);

        jobcenter.requestConsent(caseReference, "case-management", 6, "phone").then().statusCode(404);
    }

    @Test
    void largeBodyIsRefused() {
        Response answer = jobcenter.request().body("{\"caseReference\": \"" + "x".repeat(70_000) + "\"}")
                .post("/v1/consent-requests");

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    /** What differs anyway, the id and the time of the request, left out. */
    private Map<String, Object> seen(UUID id) {
        Map<String, Object> seen = jobcenter.consentRequest(id).then().statusCode(200).extract().jsonPath().getMap("");
        seen.remove("consentRequestId");
        seen.remove("requestedAt");
        return seen;
    }
}
