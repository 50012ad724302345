package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.DataDisclosed;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;

@QuarkusTest
class DisclosureBlockTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String SOURCE = "meldebehoerde-block";
    private static final String OTHER_SOURCE = "frauenhaus-block";
    private static final String READER = "jobcenter-block";

    private final UUID person = UUID.randomUUID();
    private final String sourceCase = "S-" + person;
    private final String otherCase = "O-" + person;
    private final String readerCase = "R-" + person;

    @BeforeEach
    void personWithAnAddress() {
        consentService.send(linked(person, 1, UUID.randomUUID(), SOURCE, sourceCase));
        consentService.send(linked(person, 2, UUID.randomUUID(), OTHER_SOURCE, otherCase));
        consentService.send(linked(person, 3, UUID.randomUUID(), READER, readerCase));
        put(SOURCE, sourceCase, "phone", "+49 30 1");
        put(SOURCE, sourceCase, "german_level", "B1");
        put(SOURCE, sourceCase, "address", "Lindenweg 4");
        put(SOURCE, sourceCase, "housing_type", "own");
        put(SOURCE, sourceCase, "course_attendance", "attending");
        consentService.send(given(person, 4, UUID.randomUUID(), READER, PURPOSE, "address", "course_attendance",
                "german_level", "housing_type", "phone"));
        assertThat(read().jsonPath().getMap("attributes")).containsOnlyKeys("address", "course_attendance",
                "german_level", "housing_type", "phone");
    }

    private void put(String agency, String reference, String attribute, String value) {
        as(tokens.agencySystem(agency)).header("Consent-Revision", revision(person, 1, agency, reference))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + reference + "/attributes/" + attribute).then().statusCode(204);
    }

    private Response read() {
        return read(as(tokens.agencySystem(READER, PURPOSE)));
    }

    private Response read(RequestSpecification reader) {
        return reader.header("Consent-Revision", revision(person, 4, READER, readerCase))
                .get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE);
    }

    private RequestSpecification overriding(String reason) {
        return as(tokens.agencySystemOverridingBlocks(READER, PURPOSE)).header("Override-Disclosure-Block", reason);
    }

    @Test
    @DisplayName("R14 a block hides address, accommodation, course and telephone like values that nobody contributed, in single and batch reads")
    void blockHidesWhereThePersonIs() {
        put(SOURCE, sourceCase, "disclosure_block", "bmg-51-1");

        Response answer = read();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("")).containsOnlyKeys("caseReference", "purpose", "attributes",
                "obligation");
        assertThat(answer.jsonPath().getMap("attributes")).containsOnlyKeys("german_level");
        Response batch = as(tokens.agencySystem(READER, PURPOSE))
                .body("{\"purpose\":\"" + PURPOSE + "\",\"caseReferences\":[\"" + readerCase + "\"]}")
                .post("/v1/views");
        assertThat(batch.jsonPath().getMap("views[0].view.attributes")).containsOnlyKeys("german_level");
        Response addressAlone = as(tokens.agencySystem(READER, PURPOSE))
                .get("/v1/cases/" + readerCase + "/view?attributes=address&purpose=" + PURPOSE);
        assertThat(addressAlone.statusCode()).isEqualTo(200);
        assertThat(addressAlone.jsonPath().getMap("attributes")).isEmpty();
        assertThat(accessEvents
                .await(DataDisclosed.class, e -> readerCase.equals(e.caseReference()) && e.attributes().isEmpty())
                .blockOverrideReason()).isNull();
    }

    @Test
    @DisplayName("R14 a source that tells where the person is by day is named to nobody but itself and who overrides the person's block")
    void sourceThatBetraysAPlaceIsNotNamed() {
        String school = "grundschule-am-park";
        consentService.send(linked(person, 5, UUID.randomUUID(), school, "P-" + person, "schule"));
        put(school, "P-" + person, "german_level", "B2");
        put(READER, readerCase, "german_level", "A2");

        Response overridingNothing = read(overriding("precaution"));
        Response before = read();
        put(SOURCE, sourceCase, "disclosure_block", "bmg-51-1");
        Response behind = read();

        for (Response answer : List.of(overridingNothing, before, behind)) {
            assertThat(answer.jsonPath().getList("attributes.german_level.value")).containsExactlyInAnyOrder("B1", "B2",
                    "A2");
            assertThat(answer.jsonPath().getList("attributes.german_level.source")).as("who is named comes first")
                    .containsExactly(READER, SOURCE, null);
            assertThat(answer.asString()).doesNotContain(school, "null");
        }
        Response batch = as(tokens.agencySystem(READER, PURPOSE))
                .body("{\"purpose\":\"" + PURPOSE + "\",\"caseReferences\":[\"" + readerCase + "\"]}")
                .post("/v1/views");
        assertThat(batch.asString()).contains("B2").doesNotContain(school);
        assertThat(read(overriding("danger-averted")).jsonPath().getList("attributes.german_level.source"))
                .containsExactlyInAnyOrder(SOURCE, school, READER);
    }

    @Test
    @DisplayName("R14 the block holds until the last source that set it takes it back")
    void blockHoldsUntilTheLastSourceTakesItBack() {
        put(SOURCE, sourceCase, "disclosure_block", "bmg-51-1");
        put(OTHER_SOURCE, otherCase, "disclosure_block", "protected-accommodation");

        as(tokens.agencySystem(SOURCE)).delete("/v1/cases/" + sourceCase + "/attributes/disclosure_block").then()
                .statusCode(204);
        assertThat(read().jsonPath().getMap("attributes")).containsOnlyKeys("german_level");

        as(tokens.agencySystem(OTHER_SOURCE)).delete("/v1/cases/" + otherCase + "/attributes/disclosure_block").then()
                .statusCode(204);
        assertThat(read().jsonPath().getMap("attributes")).containsKey("address");
    }

    @Test
    @DisplayName("R14 who is entitled to override a block says why, and the log keeps it")
    void overrideIsLogged() {
        put(SOURCE, sourceCase, "disclosure_block", "bmg-51-1");

        Response answer = read(overriding("danger-averted"));

        assertThat(answer.jsonPath().getMap("attributes")).containsKeys("address", "housing_type", "course_attendance");
        DataDisclosed recorded = accessEvents.await(DataDisclosed.class,
                e -> readerCase.equals(e.caseReference()) && e.blockOverrideReason() != null);
        assertThat(recorded.blockOverrideReason()).isEqualTo("danger-averted");
        assertThat(recorded.attributes()).contains("address");
    }

    @Test
    @DisplayName("R14 an entitled client that gives no reason, or overrides where no block is, reads as everybody does")
    void overrideNeedsItsReason() {
        assertThat(read(overriding("precaution")).jsonPath().getMap("attributes")).containsKey("address");
        assertThat(accessEvents
                .await(DataDisclosed.class,
                        e -> readerCase.equals(e.caseReference()) && e.requester().clientId().startsWith("overriding-"))
                .blockOverrideReason()).isNull();

        put(SOURCE, sourceCase, "disclosure_block", "bmg-51-1");
        assertThat(read(as(tokens.agencySystemOverridingBlocks(READER, PURPOSE))).jsonPath().getMap("attributes"))
                .containsOnlyKeys("german_level");
        assertThat(read(overriding("Because I want to!")).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R14 without the entitlement the header is refused, whoever the case is about")
    void overrideNeedsItsEntitlement() {
        for (String reference : new String[]{readerCase, "nobody"}) {
            Response answer = as(tokens.agencySystem(READER, PURPOSE))
                    .header("Override-Disclosure-Block", "danger-averted")
                    .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:block-override-not-entitled");
        }
    }
}
