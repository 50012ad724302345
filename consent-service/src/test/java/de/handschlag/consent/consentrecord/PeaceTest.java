package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.PersonEvent;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("R2 A person is asked once, and is left in peace after a no")
class PeaceTest {

    private static final String PURPOSE = "case-management";
    private static final String RANDOM = "[0-9a-f]{8}-[0-9a-f-]{27}|20[0-9]{2}-[^\"]*Z";

    @Inject
    ConsentRecordLifecycle lifecycle;

    private AgencyActor office;
    private String caseReference;
    private PersonActor person;

    /** What the person did with what was asked before; the office is to see no difference. */
    private enum Before {
        NOTHING_WAS_ASKED,
        IT_WAITS,
        IT_WAS_REFUSED,
        IT_LAPSED
    }

    @BeforeEach
    void personWithACase() {
        office = AgencyActor.jobcenter();
        caseReference = office.newCase();
        person = PersonActor.of(office, caseReference);
    }

    private List<String> shown() {
        return person.request().queryParam("status", "ConsentRequested").get("/v1/me/consent-records").then()
                .statusCode(200).extract().path("consentRecords.consentRecordId");
    }

    private List<List<String>> shownAttributes() {
        return person.request().queryParam("status", "ConsentRequested").get("/v1/me/consent-records").then()
                .statusCode(200).extract().path("consentRecords.requestedAttributes");
    }

    private void happens(Before before) {
        if (before == Before.NOTHING_WAS_ASKED) {
            return;
        }
        UUID asked = office.asks(caseReference, "phone");
        if (before == Before.IT_WAS_REFUSED) {
            person.refuse(asked).then().statusCode(200);
        } else if (before == Before.IT_LAPSED) {
            Database.update("UPDATE consent_record SET lapses_at = now(), told_from = NULL WHERE id = ?", asked);
        }
    }

    /** All that the answer has, but for what is random or a time. */
    private String seen(Response answer) {
        Map<String, String> headers = new TreeMap<>(answer.headers().asList().stream()
                .collect(Collectors.toMap(Header::getName,
                        header -> header.getName().equals("Consent-Revision")
                                ? "opaque, " + header.getValue().length()
                                : header.getValue())));
        headers.remove("Date");
        // Of the body, which is compared itself; a time has as many digits as it needs.
        headers.remove("content-length");
        return (answer.statusCode() + " " + headers + " " + answer.asString()).replace(caseReference, "<case>")
                .replaceAll(RANDOM, "<random>");
    }

    @Test
    @DisplayName("R2 R10 R37 whatever became of the first time, asking again is answered alike, also when it is looked at, listed, taken back")
    void officeLearnsNothing() {
        List<String> ofTheFirstTime = lookAround(Before.NOTHING_WAS_ASKED);

        assertThat(ofTheFirstTime.getFirst()).startsWith("201 ").contains("Consent-Revision=opaque, ",
                "\"status\":\"no-permission\"");
        assertThat(ofTheFirstTime).filteredOn(text -> text.startsWith("\""))
                .extracting(text -> text.split("\"state\":")[1])
                .containsExactly("\"asked\"", "\"asked\"", "\"closed\"", "\"withdrawn\"");
        for (Before before : List.of(Before.IT_WAITS, Before.IT_WAS_REFUSED, Before.IT_LAPSED)) {
            personWithACase();
            assertThat(lookAround(before)).as(before.name()).isEqualTo(ofTheFirstTime);
        }
    }

    /** All that the office gets to see of a request, with what is random evened out. */
    private List<String> lookAround(Before before) {
        happens(before);
        Response answer = office.requestConsent(caseReference, PURPOSE, 6, "phone");
        UUID id = UUID.fromString(answer.path("consentRequestId"));
        List<String> seen = new ArrayList<>(List.of(seen(answer), seen(office.consentRequest(id)), listed(id)));
        lifecycle.tellEnds();
        seen.addAll(List.of(seen(office.consentRequest(id)), listed(id)));
        Database.update("UPDATE consent_record SET lapses_at = now() - interval '1 second' WHERE id = ?", id);
        lifecycle.endLapsed();
        seen.addAll(List.of(seen(office.consentRequest(id)), listed(id), seen(office.takesBack(id)), listed(id)));
        return seen;
    }

    private String listed(UUID id) {
        Map<String, Object> one = office.request().queryParam("limit", 100).get("/v1/consent-requests").then()
                .statusCode(200).extract().path("requests.find { it.id == '" + id + "' }");
        return new TreeMap<>(one).entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + '"').collect(Collectors.joining(","))
                .replace(caseReference, "<case>").replaceAll(RANDOM, "<random>");
    }

    @Test
    @DisplayName("R2 what waits or was refused is not shown again: not fewer attributes, another length, another case, another client, again and again")
    void notShownAgain() {
        UUID first = office.asks(caseReference, "email", "family_name", "phone");
        String otherCase = AgencyActor.newCaseReference();
        office.linkCase(otherCase, person.linkCode()).then().statusCode(201);
        AgencyActor otherClient = new AgencyActor(office.agencyId(), PURPOSE, "mentoring");

        for (int refused = 0; refused < 2; refused++) {
            office.requestConsent(caseReference, PURPOSE, 6, "email", "family_name", "phone").then().statusCode(201);
            office.requestConsent(caseReference, PURPOSE, 6, "phone").then().statusCode(201);
            office.requestConsent(caseReference, PURPOSE, 12, "email", "phone").then().statusCode(201);
            office.requestConsent(otherCase, PURPOSE, 6, "phone").then().statusCode(201);
            otherClient.requestConsent(caseReference, PURPOSE, 6, "phone").then().statusCode(201);
            if (refused == 0) {
                assertThat(shown()).containsExactly(first.toString());
                person.refuse(first).then().statusCode(200);
            }
        }

        assertThat(shown()).isEmpty();
        assertThat(person.request().get("/v1/me/consent-records").<List<String>>path("consentRecords.consentRecordId"))
                .as("nor in the list of all").containsExactly(first.toString());
    }

    @Test
    @DisplayName("R2 what was never shown cannot be reached, decided or approved by its id either")
    void heldBackIsNotThere() {
        UUID waiting = office.asks(caseReference, "phone");
        UUID again = office.asks(caseReference, "phone");

        assertThat(person.consentRecord(again).statusCode()).isEqualTo(404);
        assertThat(person.approve(again, Map.of("noticeHash", person.noticeHash(waiting))).statusCode()).isEqualTo(404);
        assertThat(person.refuse(again).statusCode()).isEqualTo(404);
        assertThat(person.withdraw(again).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("R2 a request that asks for something else as well is new in what is new; one that asks for all of an open one and more takes its place")
    void onlyWhatIsNewIsAsked() {
        UUID first = office.asks(caseReference, "phone", "email");
        UUID partly = office.asks(caseReference, "phone", "address");
        assertThat(shownAttributes()).containsExactlyInAnyOrder(List.of("email", "phone"), List.of("address"));
        assertThat(office.consentRequest(partly).<List<String>>path("attributes")).as("to the office it is as it asked")
                .containsExactly("address", "phone");

        UUID more = office.asks(caseReference, "phone", "email", "family_name");

        assertThat(shownAttributes()).containsExactlyInAnyOrder(List.of("email", "family_name", "phone"),
                List.of("address"));
        assertThat(person.status(first)).isEqualTo("ConsentInvalidated");
        assertThat(person.consentRecord(first).<String>path("endReason")).isEqualTo("asked-for-more");
        person.refuse(more).then().statusCode(200);
        UUID afterNo = office.asks(caseReference, "phone", "birth_date");
        assertThat(person.consentRecord(afterNo).<List<String>>path("requestedAttributes"))
                .containsExactly("birth_date");
        assertThat(person.approve(afterNo, List.of("phone"), List.of()).statusCode())
                .as("a grant covers what the person was asked for").isEqualTo(422);
        person.approve(afterNo).then().statusCode(200);
        assertThat(office.consentRequest(afterNo).<List<String>>path("grantedAttributes"))
                .containsExactly("birth_date");
    }

    @Test
    @DisplayName("R2 what an approval leaves out was said no to")
    void leftOutIsANo() {
        UUID first = office.asks(caseReference, "phone", "email");
        person.approve(first, List.of("phone"), List.of()).then().statusCode(200);

        office.asks(caseReference, "email");
        assertThat(shown()).isEmpty();
        person.withdraw(first);
        office.asks(caseReference, "email", "phone");

        assertThat(shownAttributes()).as("taking back is no refusal").containsExactly(List.of("phone"));
    }

    @ParameterizedTest
    @CsvSource({"89, 0", "91, 1"})
    @DisplayName("R2 the peace lasts 90 days")
    void peaceEnds(int days, int shown) {
        person.refuse(office.asks(caseReference, "phone")).then().statusCode(200);
        Database.update("UPDATE consent_record SET decided_at = now() - ? * interval '1 day' WHERE case_reference = ?",
                days, caseReference);

        office.asks(caseReference, "phone");

        assertThat(shown()).hasSize(shown);
    }

    @Test
    @DisplayName("R2 another purpose and another office ask their own questions")
    void othersAsk() {
        person.refuse(office.asks(caseReference, "phone")).then().statusCode(200);
        AgencyActor counselling = AgencyActor.counselling();
        String elsewhere = AgencyActor.newCaseReference();
        counselling.linkCase(elsewhere, person.linkCode()).then().statusCode(201);

        counselling.asks(elsewhere, "phone");
        office.requestConsent(caseReference, "appointments", 3, "phone").then().statusCode(201);

        assertThat(shown()).hasSize(2);
    }

    @Test
    @DisplayName("R2 of requests at the same moment one is shown")
    void raceShowsOne() throws Exception {
        assertThat(AtOnce.statuses(8, () -> office.requestConsent(caseReference, PURPOSE, 6, "phone")))
                .containsOnly(201);

        assertThat(shown()).hasSize(1);
    }

    @Test
    @DisplayName("R2 nobody is nagged by taking back and asking again: the third time nothing is shown")
    void takingBackAndAskingAgain() {
        for (int i = 0; i < 2; i++) {
            UUID id = office.asks(caseReference, "phone");
            assertThat(shown()).containsExactly(id.toString());
            office.takesBack(id).then().statusCode(204);
        }

        office.asks(caseReference, "phone");

        assertThat(shown()).isEmpty();
    }

    @Test
    @DisplayName("R2 an undecided request lapses, is decided no more, and the office may ask again")
    void lapsed() {
        UUID id = office.asks(caseReference, "phone");
        String hash = person.noticeHash(id);
        Database.update("UPDATE consent_record SET lapses_at = now(), told_from = NULL WHERE id = ?", id);

        assertThat(shown()).isEmpty();
        assertThat(person.status(id)).isEqualTo("ConsentInvalidated");
        assertThat(person.consentRecord(id).<String>path("endReason")).isEqualTo("request-lapsed");
        assertThat(person.approve(id, Map.of("noticeHash", hash)).statusCode()).isEqualTo(409);
        assertThat(person.refuse(id).statusCode()).isEqualTo(409);
        int revision = person.consentRevision();
        lifecycle.endLapsed();
        lifecycle.endLapsed();
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        assertThat(person.consentRecord(id).<String>path("endReason")).isEqualTo("request-lapsed");
        UUID next = office.asks(caseReference, "phone");
        assertThat(shown()).containsExactly(next.toString());
    }

    @Test
    @DisplayName("R2 who refused approves after all, by the notice of now, as long as the office cannot ask")
    void yesAfterAll() {
        UUID refused = office.asks(caseReference, "phone");
        String hash = person.noticeHash(refused);
        person.request().body(Map.of("language", "de", "noticeHash", hash))
                .post("/v1/me/consent-records/{id}/refusal", refused).then().statusCode(200);
        Response now = person.request().queryParam("language", "en").queryParam("afterAll", true)
                .get("/v1/me/consent-records/{id}", refused);
        assertThat(now.<Boolean>path("canStillBeApproved")).isTrue();
        assertThat(Json.text(now, "notice.language")).isEqualTo("en");
        assertThat(person.consentRecord(refused).<String>path("notice.hash")).as("what was refused").isEqualTo(hash);

        assertThat(
                person.approve(refused, Map.of("language", "en", "noticeHash", now.path("notice.hash"))).statusCode())
                .as("a yes that was on its way does not overturn the no").isEqualTo(409);
        person.approve(refused, Map.of("language", "en", "noticeHash", now.path("notice.hash"), "afterAll", true))
                .then().statusCode(200);

        assertThat(office.consentRequest(refused).<String>path("status")).isEqualTo("permission");
        person.withdraw(refused);
        assertThat(person.approve(refused, Map.of("noticeHash", hash)).statusCode()).isEqualTo(409);
    }

    @Test
    @DisplayName("R2 R7 not after all: once the peace is over, the case is gone, or the office took the request back and asked no more")
    void notAfterAll() {
        UUID refused = office.asks(caseReference, "phone");
        person.refuse(refused).then().statusCode(200);
        office.takesBack(refused).then().statusCode(204);
        assertThat(canStillBeApproved(refused)).isFalse();
        assertThat(person.approve(refused, Map.of("noticeHash", "0".repeat(64), "afterAll", true)).<String>path("type"))
                .endsWith(":already-decided");
        office.asks(caseReference, "phone");
        assertThat(canStillBeApproved(refused)).as("asked again").isTrue();
        Database.update("UPDATE consent_record SET decided_at = decided_at - interval '91 days' WHERE id = ?", refused);
        assertThat(canStillBeApproved(refused)).isFalse();
        Database.update("UPDATE consent_record SET decided_at = decided_at + interval '91 days' WHERE id = ?", refused);
        office.unlinkCase(caseReference);
        assertThat(canStillBeApproved(refused)).isFalse();
    }

    private boolean canStillBeApproved(UUID id) {
        return person.consentRecord(id).<Boolean>path("canStillBeApproved");
    }

    @Test
    @DisplayName("R25 each time that was held back is in the log: as asked, and as ended because it was asked again; once")
    void inTheLog() {
        UUID first = office.asks(caseReference, "phone");
        UUID again = office.asks(caseReference, "phone");
        lifecycle.tellEnds();
        lifecycle.tellEnds();

        UUID dataSubjectId = person.dataSubjectId();
        int revision = person.consentRevision();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(revision));
            List<PersonEvent> events = topic.eventsOf(dataSubjectId);
            List<ConsentRecordEvent> told = events.subList(events.size() - 3, events.size()).stream()
                    .map(ConsentRecordEvent.class::cast).toList();
            assertThat(told.get(0)).isInstanceOf(ConsentRequested.class);
            assertThat(told.get(0).consentRecord().consentRecordId()).isEqualTo(first);
            assertThat(told.get(1)).isInstanceOf(ConsentRequested.class);
            assertThat(told.get(2)).isInstanceOf(ConsentInvalidated.class);
            assertThat(told.subList(1, 3))
                    .allSatisfy(event -> assertThat(event.consentRecord().consentRecordId()).isEqualTo(again));
            assertThat(told.get(2).consentRecord().endReason()).isEqualTo("asked-again");
        }
    }
}
