package de.handschlag.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;

/** What belongs to others is not found, by a person or an agency, read or write. */
@QuarkusTest
class OwnershipTest {

    private AgencyActor owner;
    private AgencyActor otherAgency;
    private PersonActor person;
    private PersonActor otherPerson;
    private String caseReference;
    private UUID open;
    private UUID granted;

    @BeforeEach
    void twoOfEach() {
        owner = AgencyActor.jobcenter();
        otherAgency = AgencyActor.counselling();
        caseReference = owner.newCase();
        person = PersonActor.of(owner, caseReference);
        otherPerson = PersonActor.of(owner, owner.newCase());
        open = owner.asks(caseReference, "family_name");
        granted = owner.asks(caseReference, "birth_date");
        person.approve(granted).then().statusCode(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET    | /v1/me/consent-records/{open}                | -
            GET    | /v1/me/consent-records/{granted}             | -
            GET    | /v1/me/consent-records/{granted}/receipt     | -
            POST   | /v1/me/consent-records/{open}/approval       | {"language": "de", "noticeHash": "{hash}"}
            POST   | /v1/me/consent-records/{open}/refusal        | -
            POST   | /v1/me/consent-records/{granted}/withdrawal  | -
            POST   | /v1/me/consent-records/{granted}/confirmation | -
            POST   | /v1/me/consent-records/{granted}/contestation | -
            GET    | /v1/me/consent-records/{granted}/secrecy-releases | -
            POST   | /v1/me/consent-records/{granted}/secrecy-releases | {"sourceAgencyId": "mbe-test", "language": "de", "noticeHash": "{hash}"}
            POST   | /v1/me/consent-records/{granted}/secrecy-releases/mbe-test/withdrawal | -
            DELETE | /v1/me/login-bindings/{login}                | -
            POST   | /v1/me/login-bindings/{login}/confirmation   | -
            POST   | /v1/me/login-bindings/{login}/refusal        | -
            POST   | /v1/me/login-bindings/{login}/proofing       | -
            DELETE | /v1/me/case-links/{link}                     | -
            """)
    void personReachesOnlyTheirOwnRecords(String method, String path, String body) {
        int revision = person.consentRevision();

        var request = otherPerson.request();
        if (body != null) {
            request.body(fill(body));
        }
        assertNotFound(request.request(method, fill(path)));

        assertThat(person.consentRevision()).isEqualTo(revision);
        assertThat(person.status(open)).isEqualTo("ConsentRequested");
        assertThat(person.status(granted)).isEqualTo("ConsentGiven");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            GET    | /v1/consent-requests/{open}     | -
            GET    | /v1/consent-requests/{granted}  | -
            DELETE | /v1/consent-requests/{open}     | -
            DELETE | /v1/consent-requests/{granted}  | -
            POST   | /v1/consent-requests/{granted}/withdrawal | {"channel": "PAPER"}
            GET    | /v1/consent-requests/{granted}/withdrawal | -
            GET    | /v1/consent-requests/{open}/notice?language=de | -
            POST   | /v1/consent-requests/{open}/approval | {"channel": "PAPER", "attributes": ["family_name"], "language": "de", "noticeHash": "{hash}", "signedBy": "PERSON", "interpreter": false}
            GET    | /v1/consent-requests/{open}/approval | -
            POST   | /v1/consent-requests/{open}/approval/confirmation | {"recordedApprovalId": "{open}"}
            DELETE | /v1/cases/{case}                | -
            POST   | /v1/cases/{case}/binding-codes  | -
            POST   | /v1/consent-requests            | {"caseReference": "{case}", "purpose": "case-management", "attributes": ["family_name"], "months": 1}
            """)
    @DisplayName("R17 an agency reaches only its own cases and requests")
    void agencyReachesOnlyItsOwn(String method, String path, String body) {
        int revision = person.consentRevision();

        var request = path.endsWith("/withdrawal") || path.contains("/approval") || path.contains("/notice")
                ? otherAgency.staffRequest()
                : otherAgency.request();
        if (body != null) {
            request.body(fill(body));
        }
        assertNotFound(request.request(method, fill(path)));

        assertThat(person.consentRevision()).isEqualTo(revision);
    }

    @Test
    void listShowsOnlyOnesOwnRecords() {
        assertThat(otherPerson.request().get("/v1/me/consent-records").<List<?>>path("consentRecords")).isEmpty();
        assertThat(person.request().get("/v1/me/consent-records").<List<?>>path("consentRecords")).hasSize(2);
    }

    @Test
    void sameCaseReferenceAtTwoAgenciesIsTwoCases() {
        assertThat(otherAgency.createCase(caseReference).statusCode()).isEqualTo(201);
        otherAgency.unlinkCase(caseReference).then().statusCode(202);

        assertThat(owner.requestConsent(caseReference, "case-management", 1, "phone").statusCode()).isEqualTo(201);
    }

    @Test
    @DisplayName("R17 no agency-facing answer holds the person's id")
    void agenciesNeverLearnThePersonsId() {
        String dataSubjectId = person.dataSubjectId().toString();
        String another = AgencyActor.newCaseReference();

        for (Response answer : new Response[]{owner.consentRequest(open), owner.consentRequest(granted),
                owner.requestConsent(caseReference, "case-management", 1, "phone"), owner.request().get("/v1/cases"),
                owner.request().get("/v1/consent-requests"), owner.request().delete("/v1/consent-requests/{id}", open),
                owner.request().post("/v1/cases/{case}/binding-codes", caseReference),
                otherAgency.linkCase(another, person.linkCode()), otherAgency.unlinkCase(another),
                owner.recordsWithdrawal(granted, Map.of("channel", "PAPER")),
                owner.request().get("/v1/consent-requests/{id}/withdrawal", granted)}) {
            assertThat(answer.statusCode()).isBetween(200, 204);
            assertThat(answer.asString() + answer.headers()).doesNotContain(dataSubjectId)
                    .doesNotContainIgnoringCase("dataSubject");
        }
    }

    @ParameterizedTest
    @CsvSource({"name=Ali", "familyName=Ali", "q=Ali"})
    @DisplayName("R17 there is no search for persons")
    void thereIsNoSearch(String query) {
        owner.request().get("/v1/cases?" + query).then().statusCode(422);
        owner.request().get("/v1/consent-requests?" + query).then().statusCode(422);
        owner.request().get("/v1/persons?" + query).then().statusCode(404);
    }

    private String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : Map
                .of("{open}", open.toString(), "{granted}", granted.toString(), "{case}", caseReference, "{hash}",
                        person.noticeHash(open), "{login}", person.loginBindingId().toString(), "{link}",
                        person.request().get("/v1/me/case-links").<String>path("caseLinks[0].caseLinkId"))
                .entrySet()) {
            filled = filled.replace(value.getKey(), value.getValue());
        }
        return filled;
    }

    private static void assertNotFound(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:not-found");
    }
}
