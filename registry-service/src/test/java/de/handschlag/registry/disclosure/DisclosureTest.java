package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.consent;
import static de.handschlag.registry.PlayedConsentService.expired;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.unlinked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.event.ConsentGiven;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;

@QuarkusTest
class DisclosureTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";

    private final UUID person = UUID.randomUUID();
    private final UUID record = UUID.randomUUID();
    private final String source = "sozialamt-1";
    private final String reader = "integrationsmanagement-1";
    private final String sourceCase = "S-" + UUID.randomUUID();
    private final String readerCase = "R-" + UUID.randomUUID();

    @BeforeEach
    void personWithTwoCasesAndThreeValues() {
        consentService.send(linked(person, 1, UUID.randomUUID(), source, sourceCase));
        consentService.send(linked(person, 2, UUID.randomUUID(), reader, readerCase));
        contribute("phone", "+49 30 1234567");
        contribute("preferred_language", "uk");
        contribute("accessibility_need", "wheelchair");
    }

    private void contribute(String attribute, String value) {
        as(tokens.agencySystem(source)).header("Consent-Revision", revision(person, 1, source, sourceCase))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + sourceCase + "/attributes/" + attribute).then().statusCode(204);
    }

    private Response read(String purpose, long revision) {
        return as(tokens.agencySystem(reader, PURPOSE, "housing-search"))
                .header("Consent-Revision", revision(person, revision, reader, readerCase))
                .get("/v1/cases/" + readerCase + "/view?purpose=" + purpose);
    }

    @Test
    @DisplayName("R16 R19 a read returns the granted attributes with source, date and the duty that travels with them; all others are absent")
    void onlyGrantedAttributesAreDisclosed() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone", "email"));

        Response answer = read(PURPOSE, 3);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("")).containsOnlyKeys("caseReference", "purpose", "attributes",
                "obligation");
        assertThat(answer.jsonPath().getMap("attributes")).containsOnlyKeys("phone");
        assertThat(Json.text(answer, "attributes.phone[0].value")).isEqualTo("+49 30 1234567");
        assertThat(Json.text(answer, "attributes.phone[0].source")).isEqualTo(source);
        assertThat(Json.text(answer, "attributes.phone[0].asOf")).isEqualTo("2026-01-15");
    }

    @Test
    @DisplayName("R16 attributes can be asked for; what is asked for but not granted is absent")
    void askedForAttributesAreFilteredInTheDatabase() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone", "preferred_language"));
        String token = tokens.agencySystem(reader, PURPOSE);

        assertThat(as(token).header("Consent-Revision", revision(person, 3, reader, readerCase))
                .get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE + "&attributes=phone,address").jsonPath()
                .getMap("attributes")).containsOnlyKeys("phone");
        Response none = as(token).get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE + "&attributes=address");
        assertThat(none.statusCode()).isEqualTo(403);
        assertThat(Json.text(none, "type")).isEqualTo("urn:handschlag:problem:no-permission");
    }

    @Test
    @DisplayName("R16 an empty choice of attributes is refused, and not answered with all of them")
    void emptyChoiceIsNotEverything() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));

        Response empty = as(tokens.agencySystem(reader, PURPOSE))
                .header("Consent-Revision", revision(person, 3, reader, readerCase))
                .get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE + "&attributes=");

        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(Json.text(empty, "detail")).isEqualTo("attributes: has no value; name one, or leave it out.");
    }

    @Test
    @DisplayName("Values of several sources stand beside each other, each with its source; none is merged or preferred")
    void conflictingSourcesAreShown() {
        as(tokens.agencySystem(reader)).header("Consent-Revision", revision(person, 2, reader, readerCase))
                .body("{\"value\":\"+49 30 7654321\",\"asOf\":\"2026-02-01\"}")
                .put("/v1/cases/" + readerCase + "/attributes/phone").then().statusCode(204);
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));

        assertThat(read(PURPOSE, 3).jsonPath().getList("attributes.phone")).containsExactly(
                Map.of("value", "+49 30 7654321", "source", reader, "asOf", "2026-02-01"),
                Map.of("value", "+49 30 1234567", "source", source, "asOf", "2026-01-15"));
    }

    @Test
    @DisplayName("R5 a special-category attribute without its own explicit step is not disclosed, and a confirmed one is")
    void specialCategoryNeedsItsExplicitStep() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone", "accessibility_need"));
        assertThat(read(PURPOSE, 3).jsonPath().getMap("attributes")).containsOnlyKeys("phone");

        consentService.send(new ConsentGiven(person, 4, consent(UUID.randomUUID(), reader, PURPOSE,
                List.of("accessibility_need"), List.of("accessibility_need"), Instant.now().plus(Duration.ofDays(1)))));
        assertThat(read(PURPOSE, 4).jsonPath().getMap("attributes")).containsOnlyKeys("phone", "accessibility_need");
    }

    @Test
    @DisplayName("R9 what was contributed under secrecy a grant does not open to others; its source reads it")
    void valueUnderSecrecyIsItsSourcesAlone() {
        String counselling = "counselling-" + person;
        String counsellingCase = "C-" + person;
        consentService.send(linked(person, 3, UUID.randomUUID(), counselling, counsellingCase, "mbe"));
        as(tokens.agencySystem(counselling))
                .header("Consent-Revision", revision(person, 3, counselling, counsellingCase))
                .body("{\"value\":\"+49 30 9999999\",\"asOf\":\"2026-03-01\"}")
                .put("/v1/cases/" + counsellingCase + "/attributes/phone").then().statusCode(204);
        consentService.send(given(person, 4, record, reader, PURPOSE, "phone"));
        consentService.send(given(person, 5, UUID.randomUUID(), counselling, PURPOSE, "phone"));

        assertThat(read(PURPOSE, 5).jsonPath().getList("attributes.phone.source")).containsExactly(source);
        assertThat(as(tokens.agencySystem(counselling, PURPOSE))
                .get("/v1/cases/" + counsellingCase + "/view?purpose=" + PURPOSE).jsonPath()
                .getList("attributes.phone.source")).containsExactly(counselling, source);
    }

    @Test
    @DisplayName("R36 what an older grant covers beyond its purpose's list is not read any more")
    void grantBeyondThePurposesListIsNotRead() {
        contribute("income", "1200.00");
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone", "income"));

        assertThat(read(PURPOSE, 3).jsonPath().getMap("attributes")).containsOnlyKeys("phone");
        assertThat(as(tokens.agencySystem(reader, PURPOSE))
                .get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE + "&attributes=income").statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("R10 never asked, withdrawn, expired, past its expiry, other purpose, unlinked and unknown get the identical answer")
    void denialsAreNeutral() {
        String neverAsked = read(PURPOSE, 2).asString();
        assertThat(neverAsked).contains("urn:handschlag:problem:no-permission");

        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        assertThat(read(PURPOSE, 3).statusCode()).isEqualTo(200);
        String otherPurpose = read("housing-search", 3).asString();
        consentService.send(withdrawn(person, 4, record, reader, PURPOSE, "phone"));
        Response withdrawn = read(PURPOSE, 4);
        UUID second = UUID.randomUUID();
        consentService.send(given(person, 5, second, reader, PURPOSE, "phone"));
        consentService.send(expired(person, 6, second, reader, PURPOSE, "phone"));
        String expired = read(PURPOSE, 6).asString();
        consentService.send(new ConsentGiven(person, 7, consent(UUID.randomUUID(), reader, PURPOSE, List.of("phone"),
                List.of(), Instant.now().minusSeconds(1))));
        String pastExpiry = read(PURPOSE, 7).asString();
        String unknown = as(tokens.agencySystem(reader, PURPOSE))
                .get("/v1/cases/unknown-" + UUID.randomUUID() + "/view?purpose=" + PURPOSE).asString();

        assertThat(withdrawn.statusCode()).isEqualTo(403);
        assertThat(List.of(otherPurpose, withdrawn.asString(), expired, pastExpiry, unknown))
                .allSatisfy(body -> assertThat(withoutInstance(body)).isEqualTo(withoutInstance(neverAsked)));
    }

    private static String withoutInstance(String body) {
        return body.replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    @Test
    void caseThatIsUnlinkedIsUnknown() {
        UUID link = UUID.randomUUID();
        String reference = "L-" + link;
        consentService.send(linked(person, 3, link, reader, reference));
        consentService.send(given(person, 4, record, reader, PURPOSE, "phone"));
        String address = "/v1/cases/" + reference + "/view?purpose=" + PURPOSE;
        assertThat(as(tokens.agencySystem(reader, PURPOSE))
                .header("Consent-Revision", revision(person, 4, reader, reference)).get(address).statusCode())
                .isEqualTo(200);

        consentService.send(unlinked(person, 5, link, reader, reference));
        assertThat(read(PURPOSE, 5).statusCode()).isEqualTo(200);

        assertThat(as(tokens.agencySystem(reader, PURPOSE)).get(address).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("R18 a read needs a purpose of the catalogue to which the client is entitled")
    void purposeIsCompulsoryAndEntitled() {
        String token = tokens.agencySystem(reader, PURPOSE);
        String view = "/v1/cases/" + readerCase + "/view";

        assertThat(as(token).get(view).statusCode()).isEqualTo(422);
        assertThat(as(token).get(view + "?purpose=no-such-purpose").statusCode()).isEqualTo(422);
        Response notEntitled = as(token).get(view + "?purpose=mentoring");
        assertThat(notEntitled.statusCode()).isEqualTo(403);
        assertThat(Json.text(notEntitled, "type")).isEqualTo("urn:handschlag:problem:purpose-not-entitled");
    }

    @Test
    @DisplayName("R15 the batch decides each case by itself, in order; a denied one shows nothing but its reference")
    void batchAnswersInOrderAndNeutrally() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(PURPOSE, 3);

        Response answer = as(tokens.agencySystem(reader, PURPOSE))
                .body("{\"purpose\":\"" + PURPOSE + "\",\"caseReferences\":[\"nobody\",\"" + readerCase + "\"]}")
                .post("/v1/views");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("views[0]"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("caseReference", "nobody", "permitted", false));
        assertThat(Json.text(answer, "views[1].view.attributes.phone[0].value")).isEqualTo("+49 30 1234567");
    }

    @Test
    void batchTakesAtMost500Cases() {
        String references = String.join(",", Collections.nCopies(501, "\"x\""));

        Response answer = as(tokens.agencySystem(reader, PURPOSE))
                .body("{\"purpose\":\"" + PURPOSE + "\",\"caseReferences\":[" + references + "]}").post("/v1/views");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "violations[0].field")).contains("caseReferences");
    }

    @Test
    @DisplayName("R25 the record of a disclosure names purpose, basis, attribute keys, body, client, employee and revision, and no value")
    void disclosureIsRecordedWithoutValues() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone", "email"));
        as(tokens.agencySystem(reader, PURPOSE)).header("Consent-Revision", revision(person, 3, reader, readerCase))
                .header("Employee-Reference", "desk-7").get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE)
                .then().statusCode(200);

        DataDisclosed recorded = accessEvents.await(DataDisclosed.class, e -> readerCase.equals(e.caseReference()));

        assertThat(recorded.dataSubjectId()).isEqualTo(person);
        assertThat(recorded.consentRevision()).isEqualTo(3);
        assertThat(recorded.purpose()).isEqualTo(PURPOSE);
        assertThat(recorded.legalBasis()).isEqualTo("Art. 6(1)(a) DSGVO");
        assertThat(recorded.attributes()).containsExactly("phone");
        assertThat(recorded.grantIds()).containsExactly(record);
        assertThat(recorded.requester().agencyId()).isEqualTo(reader);
        assertThat(recorded.requester().employeeId()).isEqualTo("desk-7");
        assertThat(accessEvents.raw()).noneMatch(json -> json.contains("1234567"));
    }

    @Test
    @DisplayName("R25 a denial is recorded with its reason, although the answer does not tell it")
    void denialIsRecordedWithItsReason() {
        String unknown = "unknown-" + UUID.randomUUID();
        read(PURPOSE, 2);
        as(tokens.agencySystem(reader, PURPOSE)).get("/v1/cases/" + unknown + "/view?purpose=" + PURPOSE);

        assertThat(accessEvents.await(DisclosureDenied.class, e -> readerCase.equals(e.caseReference())).reason())
                .isEqualTo(DisclosureDenied.Reason.NO_GRANT);
        DisclosureDenied ofUnknown = accessEvents.await(DisclosureDenied.class, e -> unknown.equals(e.caseReference()));
        assertThat(ofUnknown.reason()).isEqualTo(DisclosureDenied.Reason.UNKNOWN_CASE);
        assertThat(ofUnknown.dataSubjectId()).isNull();
    }

    @Test
    void ambiguousCaseReferenceDisclosesNothing() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        assertThat(read(PURPOSE, 3).statusCode()).isEqualTo(200);
        UUID other = UUID.randomUUID();
        String otherCase = "O-" + other;
        consentService.send(linked(other, 1, UUID.randomUUID(), reader, otherCase));
        consentService.send(linked(other, 2, UUID.randomUUID(), reader, readerCase));
        as(tokens.agencySystem(reader, PURPOSE)).header("Consent-Revision", revision(other, 2, reader, otherCase))
                .get("/v1/cases/" + otherCase + "/view?purpose=" + PURPOSE).then().statusCode(403);

        assertThat(as(tokens.agencySystem(reader, PURPOSE)).get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE)
                .statusCode()).isEqualTo(403);
    }

    @Test
    void revisionThatIsNotReachedIsAnsweredWith503() {
        Response answer = await().atMost(Duration.ofSeconds(120))
                .until(() -> once(tokens.agencySystem(reader, PURPOSE))
                        .header("Consent-Revision", revision(person, 99, reader, readerCase))
                        .get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE),
                        given -> !given.asString().contains(":not-fresh"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:revision-not-reached");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
}
