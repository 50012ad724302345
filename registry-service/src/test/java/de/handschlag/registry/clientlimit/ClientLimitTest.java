package de.handschlag.registry.clientlimit;

import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.ClientLimitExceeded;
import de.handschlag.event.ClientLimitExceeded.Limit;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;

/** The limits of these agencies are in the test's configuration; each test has its own agency. */
@QuarkusTest
@DisplayName("Limits per client")
class ClientLimitTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String EMERGENCY = "vital-emergency";

    @BeforeEach
    void hourDoesNotEndMeanwhile() {
        awaitHourThatLasts();
    }

    private static Response read(String token, String reference) {
        return as(token).get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE);
    }

    /** Not 429. Asked once, as asking again would count as well; a busy machine may have been late with the proof of freshness. */
    private static void assertNotLimited(Response answer) {
        assertThat(answer.statusCode()).isIn(403, 503);
    }

    private static Response readAll(String token, String... references) {
        return as(token).body(
                "{\"purpose\":\"" + PURPOSE + "\",\"caseReferences\":[\"" + String.join("\",\"", references) + "\"]}")
                .post("/v1/views");
    }

    private static String withoutInstance(Response answer) {
        return answer.asString().replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    @Test
    @DisplayName("R10 too many requests: 429 with Retry-After, the same for a known and an unknown case, once in the log")
    void requestsAreLimited() {
        String agency = "limited-by-requests";
        String token = tokens.agencySystem(agency, PURPOSE);
        UUID person = UUID.randomUUID();
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, "C-" + person));
        for (int i = 0; i < 3; i++) {
            assertNotLimited(once(token).get("/v1/cases/nobody/view?purpose=" + PURPOSE));
        }

        Response unknown = read(token, "nobody");
        Response known = read(token, "C-" + person);
        Response batch = readAll(token, "nobody", "C-" + person);

        for (Response refused : new Response[]{unknown, known, batch}) {
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(Json.text(refused, "type")).isEqualTo("urn:handschlag:problem:client-limit-exceeded");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 3600);
            assertThat(withoutInstance(refused)).isEqualTo(withoutInstance(unknown));
        }
        ClientLimitExceeded event = accessEvents.await(ClientLimitExceeded.class,
                e -> agency.equals(e.requester().agencyId()));
        assertThat(event.limit()).isEqualTo(Limit.REQUESTS);
        assertThat(event.allowed()).isEqualTo(3);
        assertThat(event.hourBegan()).isEqualTo(event.exceededAt().truncatedTo(ChronoUnit.HOURS));
        assertThat(event.requester().clientId()).isEqualTo(tokens.agencySystemClientId(agency, PURPOSE));
        assertThat(accessEvents
                .count(e -> e instanceof ClientLimitExceeded limit && agency.equals(limit.requester().agencyId())))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("R17 too many different cases: whoever tries references is stopped; those asked for before can be read on")
    void casesAreLimited() {
        String token = tokens.agencySystem("limited-by-cases", PURPOSE);
        assertThat(readAll(token, "one", "two").statusCode()).isEqualTo(200);

        assertThat(readAll(token, "two", "three", "four").statusCode()).isEqualTo(429);
        assertThat(read(token, "three").statusCode()).isEqualTo(403);
        assertThat(read(token, "four").statusCode()).isEqualTo(429);
        for (int i = 0; i < 10; i++) {
            assertThat(read(token, "one").statusCode()).isEqualTo(403);
        }
        assertThat(accessEvents
                .await(ClientLimitExceeded.class, e -> "limited-by-cases".equals(e.requester().agencyId())).limit())
                .isEqualTo(Limit.CASES);
    }

    @Test
    @DisplayName("One case of the limit is one entry of the log: a reference stands in a batch once")
    void referenceStandsInABatchOnce() {
        Response answer = readAll(tokens.agencySystem("limited-by-nothing", PURPOSE), "a", "b", "a");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "violations[0].field")).isEqualTo("caseReferences[2]");
        assertThat(Json.text(answer, "violations[0].in")).isEqualTo("body");
    }

    @Test
    @DisplayName("R21 Each caseworker's login counts by itself, a made-up Employee-Reference does not help, an open emergency access is not counted")
    void whoCounts() {
        String agency = "limited-everywhere";
        String system = tokens.agencySystem(agency, PURPOSE, EMERGENCY);
        for (int i = 0; i < 2; i++) {
            assertNotLimited(once(system).header("Employee-Reference", "desk-" + i)
                    .get("/v1/cases/nobody/view?purpose=" + PURPOSE));
        }

        assertThat(as(system).header("Employee-Reference", "desk-9").get("/v1/cases/nobody/view?purpose=" + PURPOSE)
                .statusCode()).isEqualTo(429);
        for (RequestSpecification emergency : List.of(as(system),
                as(system).header("Emergency-Access", UUID.randomUUID()))) {
            assertThat(emergency.get("/v1/cases/nobody/view?purpose=" + EMERGENCY).statusCode())
                    .as("without an open access it is a read like any other").isEqualTo(429);
        }
        assertThat(as(system).body("{\"purpose\":\"" + EMERGENCY + "\",\"caseReferences\":[\"nobody\"]}")
                .post("/v1/views").statusCode()).isEqualTo(429);
        UUID person = UUID.randomUUID();
        String known = "E-" + person;
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, known, "gemeinschaftsunterkunft"));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person));
        as(system).header("Employee-Reference", "desk-1").body("{\"caseReference\":\"" + known + "\",\"purpose\":\""
                + EMERGENCY
                + "\",\"basis\":\"Art. 6(1)(d), Art. 9(2)(c) DSGVO\",\"reason\":\"found unconscious, no contact\"}")
                .post("/v1/emergency-accesses").then().statusCode(201);
        String access = accessEvents.await(EmergencyAccessOpened.class, e -> person.equals(e.dataSubjectId()))
                .emergencyAccessId().toString();
        assertThat(as(system).header("Employee-Reference", "desk-1").header("Emergency-Access", access)
                .get("/v1/cases/" + known + "/view?purpose=" + EMERGENCY).statusCode()).isNotEqualTo(429);
        assertNotLimited(once(tokens.caseworker(agency, PURPOSE)).get("/v1/cases/nobody/view?purpose=" + PURPOSE));
        assertThat(read(tokens.agencySystem("limited-by-nothing", PURPOSE), "nobody").statusCode()).isEqualTo(403);
    }
}
