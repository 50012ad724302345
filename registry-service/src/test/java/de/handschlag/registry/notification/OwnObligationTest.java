package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.event.ObligationAnswered;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
class OwnObligationTest extends RegistryTestCase {

    private static final String ADDRESS = "/v1/my/obligations";
    private static final String SOURCE = "meldebehoerde-1";
    private static final String READER = "wohnungsamt-1";
    private static final String PURPOSE = "housing-search";

    @Inject
    AgroalDataSource dataSource;

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

        JsonPath told = await().atMost(Duration.ofSeconds(120)).until(() -> as(token).get(ADDRESS).jsonPath(),
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

    /** Whoever is at the health office reads in an emergency, and how the notice is deferred. */
    private void readsInAnEmergency(String office, String deferral) {
        String caseworker = tokens.caseworker(office, "vital-emergency");
        // Until the registry knows the office's case.
        Response opened = await().atMost(Duration.ofSeconds(120))
                .until(() -> as(caseworker)
                        .body("{\"caseReference\":\"" + reference + "\",\"purpose\":\"vital-emergency\","
                                + "\"basis\":\"Art. 6(1)(d), Art. 9(2)(c) DSGVO\","
                                + "\"reason\":\"Found unconscious, the hospital asks.\"" + deferral + "}")
                        .post("/v1/emergency-accesses"), answer -> answer.statusCode() == 201);
        as(caseworker).header("Emergency-Access", Json.text(opened, "emergencyAccessId"))
                .get("/v1/cases/" + reference + "/view?purpose=vital-emergency").then().statusCode(200);
    }

    private void shelterSays(String shelter, String phone) {
        as(tokens.agencySystem(shelter)).header("Consent-Revision", revision(me, 1, shelter, reference))
                .body("{\"value\":\"" + phone + "\",\"asOf\":\"2026-01-02\"}")
                .put("/v1/cases/" + reference + "/attributes/phone").then().statusCode(204);
    }

    private static String awaitOpenObligation(String office) {
        return await().atMost(Duration.ofSeconds(120))
                .until(() -> as(tokens.agencySystem(office)).get("/v1/obligations?state=open").jsonPath(),
                        answer -> answer.getList("obligations").size() == 1)
                .getString("obligations[0].obligationId");
    }

    @Test
    @DisplayName("R24 R21 G6 what an office answers about a read whose notice is deferred is shown no earlier than the read")
    void answerDoesNotTellOfADeferredRead() throws SQLException {
        String shelter = "shelter-" + me;
        String office = "health-" + me;
        consentService.send(linked(me, 1, UUID.randomUUID(), shelter, reference, "gemeinschaftsunterkunft"));
        consentService.send(linked(me, 2, UUID.randomUUID(), office, reference, "gesundheitsamt"));
        shelterSays(shelter, "0151 1");
        Instant until = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        readsInAnEmergency(office,
                ",\"deferNotice\":{\"reason\":\"The violent partner reads along.\",\"until\":\"" + until + "\"}");
        shelterSays(shelter, "0151 2");

        String obligation = awaitOpenObligation(office);
        as(token).get(ADDRESS).then().statusCode(200).body("obligations", empty());
        as(tokens.agencySystem(office)).body("{\"outcome\":\"CORRECTED\"}")
                .post("/v1/obligations/" + obligation + "/answer").then().statusCode(200);

        as(token).get(ADDRESS).then().statusCode(200).body("obligations", empty());
        assertThat(accessEvents.await(ObligationAnswered.class, e -> obligation.equals(e.obligationId().toString()))
                .noticeDeferredUntil()).isEqualTo(until);

        // A read that the person is shown, and so what follows from it.
        readsInAnEmergency(office, "");
        shelterSays(shelter, "0151 3");
        awaitOpenObligation(office);
        JsonPath shown = as(token).get(ADDRESS).jsonPath();
        assertThat(shown.getList("obligations.state")).containsExactly("open");
        assertThat(shown.getString("obligations[0].readNorm")).isEqualTo("Art. 6(1)(d), Art. 9(2)(c) DSGVO");
        assertThat(shown.getMap("obligations[0]")).doesNotContainKeys("consentRecordId", "noticeDeferredUntil");

        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE obligation SET notice_deferred_until = now() - interval '1 second'"
                    + " WHERE obligation_id = '" + obligation + "'");
        }
        assertThat(as(token).get(ADDRESS).jsonPath().getList("obligations.state")).containsExactly("open", "answered");
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
