package de.handschlag.registry.attributevalue;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.releaseWithdrawn;
import static de.handschlag.registry.PlayedConsentService.released;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.event.LogQueried;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.PlayedPersons;
import de.handschlag.teststack.PlayedPersons.Mode;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("A person's own stored values")
class OwnValueTest extends RegistryTestCase {

    private static final String ADDRESS = "/v1/my/attribute-values";
    private static final String SOURCE = "meldebehoerde-1";
    private static final String READER = "wohnungsamt-1";

    private final String token = tokens.dataSubject("own-values-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final String reference = "M-" + me;

    @AfterEach
    void othersAnswerAgain() {
        TestStack.resumeKafka();
        PlayedPersons.behave(Mode.KNOWS_EVERYBODY);
    }

    private void contribute(String agency, String agencyType, long revision, Map<String, String> values) {
        consentService.send(linked(me, revision, UUID.randomUUID(), agency, reference, agencyType));
        values.forEach((attribute, value) -> as(tokens.agencySystem(agency))
                .header("Consent-Revision", revision(me, revision, agency, reference))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-02\"}")
                .put("/v1/cases/" + reference + "/attributes/" + attribute).then().statusCode(204));
    }

    @Test
    @DisplayName("R40 every value by source with who may see it now, and nobody else's; R25 the reading is in the log before")
    void valuesWithSourcesAndViewers() {
        contribute(SOURCE, "meldebehoerde", 1, Map.of("phone", "0151 1", "family_name", "Muster"));
        contribute("jobcenter-1", "jobcenter", 2, Map.of("phone", "0151 2"));
        UUID grant = UUID.randomUUID();
        consentService.send(given(me, 3, grant, READER, "housing-search", "phone"));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(viewers("housing-search")).hasSize(2));

        Response answer = as(token).get(ADDRESS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("values.attribute")).containsExactly("family_name", "phone", "phone");
        assertThat(answer.jsonPath().getList("values.source")).containsExactly(SOURCE, "jobcenter-1", SOURCE);
        assertThat(answer.jsonPath().getList("values.value")).containsExactly("Muster", "0151 2", "0151 1");
        assertThat(Json.text(answer, "values[2].asOf")).isEqualTo("2026-01-02");
        assertThat(Json.text(answer, "values[2].contributedAt")).isNotNull();
        assertThat(answer.jsonPath().getList("values[2].sourceTypes")).containsExactly("meldebehoerde");
        assertThat(answer.jsonPath().getString("values[2].mayBeSeenBy.find { it.basis == 'CONSENT' }.agency"))
                .isEqualTo(READER);
        assertThat(answer.jsonPath().getString("values[2].mayBeSeenBy.find { it.basis == 'CONSENT' }.consentRecordId"))
                .isEqualTo(grant.toString());
        // The Jobcenter has a case and a statute of its own, which names this attribute and this source.
        assertThat(answer.jsonPath().getList("values[0].mayBeSeenBy.findAll { it.basis == 'STATUTE' }.agency"))
                .containsOnly("jobcenter-1");
        LogQueried entry = accessEvents.await(LogQueried.class, e -> me.equals(e.dataSubjectId()));
        assertThat(entry.filter()).containsEntry("read", "own-attribute-values");
        assertThat(entry.requester().agencyId()).isNull();
        assertThat(entry.requester().employeeId()).isNull();
        as(tokens.dataSubject("own-values-other-" + UUID.randomUUID())).get(ADDRESS).then().statusCode(200)
                .body("values", empty());
    }

    private List<String> viewers(String purpose) {
        return as(token).get(ADDRESS).jsonPath()
                .getList("values.mayBeSeenBy.flatten().findAll { it.purpose == '" + purpose + "' }.agency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mbe", "type-of-another-catalogue"})
    @DisplayName("R9 what was contributed under secrecy, or by a type that the catalogue does not have, is seen by nobody else, and says so")
    void underSecrecyNobodySees(String type) {
        contribute("mbe-1", type, 1, Map.of("phone", "0151 3"));
        consentService.send(given(me, 2, UUID.randomUUID(), READER, "housing-search", "phone"));
        contribute(SOURCE, "meldebehoerde", 3, Map.of("phone", "0151 4"));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(viewers("housing-search")).containsExactly(READER));

        assertThat(as(token).get(ADDRESS).jsonPath().getList("values.find { it.source == 'mbe-1' }.mayBeSeenBy"))
                .isEmpty();
    }

    @Test
    @DisplayName("R9 R40 whoever a source is released for is among those who may see it, until the release ends")
    void releaseIsShown() {
        contribute("mbe-1", "mbe", 1, Map.of("phone", "0151 3"));
        UUID grant = UUID.randomUUID();
        consentService.send(given(me, 2, grant, READER, "housing-search", "phone"));
        consentService.send(given(me, 3, UUID.randomUUID(), READER, "case-management", "phone"));
        consentService.send(released(me, 4, grant, READER, "housing-search", List.of("mbe-1"), "phone"));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(viewers("housing-search")).containsExactly(READER));
        assertThat(viewers("case-management")).isEmpty();

        consentService.send(releaseWithdrawn(me, 5, grant, READER, "housing-search", "mbe-1", List.of(), "phone"));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(viewers("housing-search")).isEmpty());
    }

    @Test
    @DisplayName("A withdrawn consent lets nobody see; an erased person has nothing")
    void endedAndErased() {
        contribute(SOURCE, "meldebehoerde", 1, Map.of("phone", "0151 5"));
        UUID grant = UUID.randomUUID();
        consentService.send(given(me, 2, grant, READER, "housing-search", "phone"));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(viewers("housing-search")).containsExactly(READER));

        consentService.send(withdrawn(me, 3, grant, READER, "housing-search", "phone"));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(viewers("housing-search")).isEmpty());

        consentService.send(erased(me, 4));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(as(token).get(ADDRESS).jsonPath().getList("values")).isEmpty());
    }

    @Test
    @DisplayName("Pages follow one another without a gap")
    void pages() {
        contribute(SOURCE, "meldebehoerde", 1, Map.of("phone", "0151 6", "email", "b@example.org"));

        Response first = as(token).get(ADDRESS + "?limit=1");
        String next = Json.text(first, "next");
        Response second = as(token).queryParam("after", next).get(ADDRESS + "?limit=1");

        assertThat(first.jsonPath().getList("values.attribute")).containsExactly("email");
        assertThat(second.jsonPath().getList("values.attribute")).containsExactly("phone");
        assertThat(Json.text(second, "next")).isNull();
        as(token).get(ADDRESS + "?limit=201").then().statusCode(422);
        as(token).queryParam("after", "none").get(ADDRESS).then().statusCode(422);
    }

    @Test
    @DisplayName("G3 without an acknowledged record no value leaves")
    void withoutRecordNothing() {
        contribute(SOURCE, "meldebehoerde", 1, Map.of("phone", "0151 7"));
        TestStack.pauseKafka();

        Response answer = as(token).get(ADDRESS);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:access-not-recorded");
        assertThat(answer.asString()).doesNotContain("0151 7");
    }

    @Test
    @DisplayName("401 without a token, 403 for every other role")
    void onlyPersons() {
        RestAssured.get(ADDRESS).then().statusCode(401);
        for (String other : new String[]{tokens.agencySystem(SOURCE, "case-management"),
                tokens.caseworker(SOURCE, "case-management"), tokens.dpo(), tokens.admin()}) {
            as(other).get(ADDRESS).then().statusCode(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"KNOWS_NOBODY", "FAILS"})
    @DisplayName("404 for a login that is nobody's, 503 while that cannot be told")
    void whoIsIt(Mode mode) {
        PlayedPersons.behave(mode);

        as(token).get(ADDRESS).then().statusCode(mode == Mode.FAILS ? 503 : 404);
    }
}
