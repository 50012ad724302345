package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
class OwnObligationTest extends RegistryTestCase {

    private static final String ADDRESS = "/v1/my/obligations";
    private static final String SOURCE = "meldebehoerde-1";
    private static final String READER = "wohnungsamt-1";
    private static final String PURPOSE = "housing-search";

    private final String token = tokens.dataSubject("own-obligations-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final String reference = "M-" + me;

    @Test
    @DisplayName("G6 a person sees who was told to delete, until when, and what they answered; nobody else does")
    void toldAndAnswered() {
        UUID grant = UUID.randomUUID();
        String reader = tokens.agencySystem(READER, PURPOSE);
        consentService.send(linked(me, 1, UUID.randomUUID(), SOURCE, reference));
        consentService.send(linked(me, 2, UUID.randomUUID(), READER, reference));
        as(tokens.agencySystem(SOURCE)).header("Consent-Revision", revision(me, 2, SOURCE, reference))
                .body("{\"value\":\"0151 1\",\"asOf\":\"2026-01-02\"}")
                .put("/v1/cases/" + reference + "/attributes/phone").then().statusCode(204);
        consentService.send(given(me, 3, grant, READER, PURPOSE, "phone"));
        as(reader).header("Consent-Revision", revision(me, 3, READER, reference))
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE).then().statusCode(200);
        as(token).get(ADDRESS).then().statusCode(200).body("obligations", empty());

        consentService.send(withdrawn(me, 4, grant, READER, PURPOSE, "phone"));

        JsonPath told = await().atMost(Duration.ofSeconds(60)).until(() -> as(token).get(ADDRESS).jsonPath(),
                answer -> answer.getList("obligations").size() == 1);
        assertThat(told.getString("obligations[0].agency")).isEqualTo(READER);
        assertThat(told.getString("obligations[0].consentRecordId")).isEqualTo(grant.toString());
        assertThat(told.getString("obligations[0].cause")).isEqualTo("GRANT_WITHDRAWN");
        assertThat(told.getString("obligations[0].state")).isEqualTo("open");
        assertThat(told.getString("obligations[0].dueAt")).isNotNull();
        as(tokens.dataSubject("own-obligations-other-" + UUID.randomUUID())).get(ADDRESS).then().body("obligations",
                empty());

        String obligation = as(reader).get("/v1/obligations?state=open").jsonPath()
                .getString("obligations.find { it.caseReferences.contains('" + reference + "') }.obligationId");
        as(reader).body("{\"outcome\":\"DELETED\"}").post("/v1/obligations/" + obligation + "/answer").then()
                .statusCode(200);

        JsonPath answered = as(token).get(ADDRESS).jsonPath();
        assertThat(answered.getString("obligations[0].state")).isEqualTo("answered");
        assertThat(answered.getString("obligations[0].outcome")).isEqualTo("DELETED");
    }

    @Test
    @DisplayName("401 without a token, 403 for every other role, 422 for a limit that is none")
    void onlyPersons() {
        RestAssured.get(ADDRESS).then().statusCode(401);
        for (String other : new String[]{tokens.agencySystem(SOURCE), tokens.caseworker(SOURCE, PURPOSE), tokens.dpo(),
                tokens.admin()}) {
            as(other).get(ADDRESS).then().statusCode(403);
        }
        as(token).get(ADDRESS + "?limit=0").then().statusCode(422);
    }
}
