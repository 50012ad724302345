package de.handschlag.consent.consentrequest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.TestIdentities;

/** What an agency sees of its own: cases, requests, and how it takes one back. */
@QuarkusTest
class AgencysListsTest {

    private static final String REQUESTS = "/v1/consent-requests";
    private static final String CASES = "/v1/cases";

    private AgencyActor office;
    private String caseReference;
    private PersonActor person;

    @BeforeEach
    void anOfficeOfItsOwn() {
        office = AgencyActor.registered("lists-" + UUID.randomUUID(), "kommunales_integrationszentrum",
                "case-management");
        caseReference = office.newCase();
        person = PersonActor.of(office, caseReference);
    }

    @Test
    @DisplayName("Pages show every own request once, newest first, and nobody else's")
    void requestsByPages() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(office.asks(caseReference, "phone").toString());
        }
        AgencyActor other = AgencyActor.counselling();
        other.asks(other.newCase(), "phone");

        assertThat(allOf(REQUESTS, "requests.id")).isEqualTo(newestFirst);
        assertThat(office.request().get(REQUESTS).<List<?>>path("requests")).hasSize(5);
    }

    @Test
    @DisplayName("Pages show every own case in force once, newest first, and nobody else's")
    void casesByPages() {
        List<String> newestFirst = new ArrayList<>(List.of(caseReference));
        for (int i = 0; i < 4; i++) {
            newestFirst.addFirst(office.newCase());
        }
        AgencyActor.counselling().newCase();
        String ended = newestFirst.remove(1);
        office.unlinkCase(ended);

        assertThat(allOf(CASES, "cases.caseReference")).isEqualTo(newestFirst);
        Response page = office.request().get(CASES);
        assertThat(page.jsonPath().<Map<String, Object>>get("cases[0]")).containsOnlyKeys("caseReference", "linkedAt");
        assertThat(page.asString()).doesNotContain(person.dataSubjectId().toString());
    }

    @Test
    @DisplayName("R10 the list tells nothing of what the person did: it is the same for waiting, refused, granted, withdrawn and ended")
    void listIsNeutral() {
        UUID waiting = office.asks(caseReference, "phone");
        UUID refused = Database.anotherOpenRequest(waiting);
        UUID withdrawn = Database.anotherOpenRequest(waiting);
        UUID granted = Database.anotherOpenRequest(waiting);
        UUID invalidated = Database.anotherOpenRequest(waiting);
        person.refuse(refused).then().statusCode(200);
        person.approve(withdrawn).then().statusCode(200);
        person.withdraw(withdrawn);
        person.approve(granted).then().statusCode(200);
        Database.update("UPDATE consent_record SET status = 'INVALIDATED', ended_at = now() WHERE id = ?", invalidated);

        Map<String, Object> neutral = listed(waiting);
        assertThat(neutral).containsEntry("state", "asked").containsEntry("months", 6)
                .containsEntry("attributes", List.of("phone")).containsEntry("purpose", "case-management")
                .containsOnlyKeys("caseReference", "purpose", "attributes", "months", "state");
        for (UUID id : List.of(refused, withdrawn, granted, invalidated)) {
            assertThat(listed(id)).isEqualTo(neutral);
        }
        assertThat(allOf(REQUESTS, "requests.id")).containsExactlyInAnyOrder(invalidated.toString(), granted.toString(),
                withdrawn.toString(), refused.toString(), waiting.toString());

        Database.update("UPDATE consent_record SET lapses_at = now() - interval '1 second'" + " WHERE agency_id = '"
                + office.agencyId() + "' AND id <> ?", waiting);
        for (UUID id : List.of(refused, withdrawn, granted, invalidated)) {
            assertThat(listed(id)).containsEntry("state", "closed");
        }
        assertThat(listed(waiting)).isEqualTo(neutral);
    }

    @Test
    @DisplayName("R10 every request can be taken back, again and again, with the same answer; a grant stays")
    void takingBackTellsNothing() {
        UUID waiting = office.asks(caseReference, "phone");
        UUID refused = Database.anotherOpenRequest(waiting);
        UUID granted = Database.anotherOpenRequest(waiting);
        person.refuse(refused).then().statusCode(200);
        person.approve(granted).then().statusCode(200);
        Map<String, Object> approval = Map.of("language", "de", "noticeHash", person.noticeHash(waiting));

        for (UUID id : List.of(waiting, refused, granted, waiting, refused, granted)) {
            Response answer = office.takesBack(id);
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.asString()).isEmpty();
            assertThat(answer.headers().hasHeaderWithName("Consent-Revision")).isFalse();
            assertThat(listed(id)).containsEntry("state", "withdrawn");
        }

        assertThat(person.status(waiting)).isEqualTo("ConsentInvalidated");
        assertThat(person.consentRecord(waiting).<String>path("endReason")).isEqualTo("request-taken-back");
        assertThat(person.status(refused)).isEqualTo("ConsentRefused");
        assertThat(person.status(granted)).isEqualTo("ConsentGiven");
        assertThat(office.consentRequest(granted).<String>path("status")).isEqualTo("permission");
        assertThat(office.consentRequest(waiting).<String>path("status")).isEqualTo("no-permission");
        assertThat(person.approve(waiting, approval).statusCode()).isEqualTo(409);
        assertThat(person.refuse(waiting).statusCode()).isEqualTo(409);
    }

    @Test
    @DisplayName("R17 what is another agency's and what does not exist are not found alike")
    void foreignIsUnknown() {
        UUID id = office.asks(caseReference, "phone");
        AgencyActor other = AgencyActor.counselling();

        Response foreign = other.takesBack(id);
        Response unknown = other.takesBack(UUID.randomUUID());

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.asString().replaceAll("[0-9a-f-]{36}", "<id>"))
                .isEqualTo(unknown.asString().replaceAll("[0-9a-f-]{36}", "<id>"));
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("R18 a caseworker sees and takes back the requests for their own purposes only")
    void caseworkersOwnPurposes() {
        UUID id = office.asks(caseReference, "phone");

        assertThat(caseworker("appointments").get(REQUESTS).<List<?>>path("requests")).isEmpty();
        caseworker("appointments").delete(REQUESTS + "/" + id).then().statusCode(404);
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
        assertThat(caseworker("case-management").get(REQUESTS).<List<?>>path("requests")).hasSize(1);
        caseworker("case-management").delete(REQUESTS + "/" + id).then().statusCode(204);
    }

    private RequestSpecification caseworker(String purpose) {
        return given().auth().oauth2(TestIdentities.handschlag().caseworker(office.agencyId(), purpose));
    }

    private List<String> allOf(String list, String path) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            var request = office.request().queryParam("limit", 2);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(list);
            assertThat(page.statusCode()).isEqualTo(200);
            seen.addAll(page.path(path));
            cursor = page.path("nextCursor");
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo((seen.size() + 1) / 2);
        return seen;
    }

    /** What differs anyway, the id and the time of the request, left out. */
    private Map<String, Object> listed(UUID id) {
        List<Map<String, Object>> requests = office.request().get(REQUESTS).then().statusCode(200).extract()
                .path("requests");
        Map<String, Object> found = requests.stream().filter(one -> one.get("id").equals(id.toString())).findFirst()
                .orElseThrow();
        found.remove("id");
        found.remove("requestedAt");
        return found;
    }
}
