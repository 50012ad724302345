package de.handschlag.registry.endedentitlement;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.event.DisclosureDenied;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("R18 Entitlements that an administrator ended")
class EndedEntitlementTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String OTHER = "housing-search";
    private static final String NOT_ENTITLED = "urn:handschlag:problem:purpose-not-entitled";

    private final UUID person = UUID.randomUUID();
    private final String source = "source-" + person.toString().substring(0, 8);
    private final String reader = "reader-" + person.toString().substring(0, 8);
    private final String sourceCase = "S-" + person;
    private final String readerCase = "R-" + person;

    @BeforeEach
    void twoGrantsWithAValue() {
        consentService.send(linked(person, 1, UUID.randomUUID(), source, sourceCase));
        consentService.send(linked(person, 2, UUID.randomUUID(), reader, readerCase));
        consentService.send(given(person, 3, UUID.randomUUID(), reader, PURPOSE, "phone"));
        consentService.send(given(person, 4, UUID.randomUUID(), reader, OTHER, "phone"));
        // A registry that has not seen the last grant within its bound says 503, and its clients try again.
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> as(tokens.agencySystem(source))
                        .header("Consent-Revision", revision(person, 4, source, sourceCase))
                        .body("{\"value\":\"+49 30 1\",\"asOf\":\"2026-01-15\"}")
                        .put("/v1/cases/" + sourceCase + "/attributes/phone").then().statusCode(204));
    }

    /** The token was issued before anything was ended, and goes on. */
    private String token() {
        return tokens.agencySystem(reader, PURPOSE, OTHER);
    }

    private Response read(String purpose) {
        return as(token()).get("/v1/cases/" + readerCase + "/view?purpose=" + purpose);
    }

    private String end(@Nullable String purpose) {
        Map<String, String> end = new HashMap<>(Map.of("agencyId", reader, "reason", "The client's secret was lost."));
        if (purpose != null) {
            end.put("purpose", purpose);
        }
        Response ended = as(tokens.admin()).body(end).post("/v1/ended-entitlements");
        assertThat(ended.statusCode()).as(ended.asString()).isEqualTo(201);
        return Json.text(ended, "endedEntitlementId");
    }

    private void restore(String id) {
        as(tokens.admin()).delete("/v1/ended-entitlements/" + id).then().statusCode(204);
    }

    private static void assertNotEntitled(Response refused) {
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Json.text(refused, "type")).isEqualTo(NOT_ENTITLED);
        assertThat(refused.asString()).doesNotContain("+49");
    }

    @Test
    @DisplayName("refuse the next read of a token that is still valid, as if the token did not list the purpose, and no other purpose")
    void aReadIsRefusedAtOnce() {
        assertThat(read(PURPOSE).statusCode()).isEqualTo(200);

        String id = end(PURPOSE);

        assertNotEntitled(read(PURPOSE));
        assertThat(read(OTHER).statusCode()).isEqualTo(200);
        Response batch = as(token()).body(Map.of("purpose", PURPOSE, "caseReferences", List.of(readerCase)))
                .post("/v1/views");
        assertNotEntitled(batch);
        DisclosureDenied denied = accessEvents.await(DisclosureDenied.class,
                e -> readerCase.equals(e.caseReference()) && reader.equals(e.requester().agencyId()));
        assertThat(denied.refusal()).isEqualTo("purpose-not-entitled");
        assertThat(denied.dataSubjectId()).isEqualTo(person);
        assertThat(denied.purpose()).isEqualTo(PURPOSE);

        restore(id);
        assertThat(read(PURPOSE).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("count the same at a replica that did not end them: nothing is remembered")
    void whatAnotherReplicaEndedCounts() throws SQLException {
        assertThat(read(PURPOSE).statusCode()).isEqualTo(200);
        try (Connection database = TestStack.superuserConnection();
                PreparedStatement another = database.prepareStatement("""
                        INSERT INTO ended_entitlement (ended_entitlement_id, agency_id, purpose, reason, ended_by)
                        VALUES (gen_random_uuid(), ?, ?, 'another replica', 'somebody')""")) {
            another.setString(1, reader);
            another.setString(2, PURPOSE);
            another.executeUpdate();
        }

        assertNotEntitled(read(PURPOSE));
    }

    @Test
    @DisplayName("of all that an agency may close its feed, obligations, webhook and contributions too")
    void everythingOfAnAgencyEnds() {
        List<String> doors = List.of("/v1/changes", "/v1/obligations", "/v1/webhook",
                "/v1/cases/" + readerCase + "/attributes");
        assertThat(doors).allSatisfy(door -> assertThat(as(token()).get(door).statusCode()).isNotEqualTo(403));

        String id = end(null);

        assertThat(doors).allSatisfy(door -> assertThat(as(token()).get(door).statusCode()).as(door).isEqualTo(403));
        assertNotEntitled(read(PURPOSE));
        assertNotEntitled(read(OTHER));
        assertThat(as(tokens.agencySystem(source)).get("/v1/changes").statusCode()).as("another agency").isEqualTo(200);
        restore(id);
        assertThat(as(token()).get("/v1/changes").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("of a purpose take its grants out of the feed")
    void theFeedTellsNoGrantOfThePurpose() {
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> granted().containsAll(List.of(PURPOSE, OTHER)));

        end(PURPOSE);

        assertThat(granted()).containsExactly(OTHER);
    }

    private List<String> granted() {
        return as(token()).get("/v1/changes").jsonPath()
                .getList("changes.findAll { it.type == 'GRANT_GIVEN' }.purpose");
    }

    @Test
    @DisplayName("while reads are under way: none that begins after the answer gets a value")
    void noReadThatBeginsLaterIsAnswered() throws InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean disclosed = new AtomicBoolean();
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> readers = IntStream.range(0, 4).mapToObj(_ -> Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                boolean after = ended.get();
                if (read(PURPOSE).statusCode() == 200 && after) {
                    disclosed.set(true);
                }
            }
        })).toList();
        end(PURPOSE);
        ended.set(true);
        for (int i = 0; i < 20; i++) {
            assertNotEntitled(read(PURPOSE));
        }
        stop.set(true);
        for (Thread reading : readers) {
            assertThat(reading.join(Duration.ofSeconds(30))).isTrue();
        }

        assertThat(disclosed).isFalse();
    }

    @Test
    @DisplayName("are ended once, of purposes that there are, with a reason; the list says who, when and why; what is restored is restored once")
    void theListTellsWhoWhenAndWhy() {
        String id = end(OTHER);

        assertThat(as(tokens.admin()).body(Map.of("agencyId", reader, "purpose", OTHER, "reason", "once more"))
                .post("/v1/ended-entitlements").statusCode()).isEqualTo(409);
        for (Map<String, String> wrong : List.of(
                Map.of("agencyId", reader, "purpose", "no-such", "reason", "does not matter"),
                Map.of("agencyId", reader, "purpose", PURPOSE), Map.of("purpose", PURPOSE, "reason", "of nobody"),
                Map.of("agencyId", reader, "purpose", PURPOSE, "reason", ".....12345"))) {
            assertThat(as(tokens.admin()).body(wrong).post("/v1/ended-entitlements").statusCode()).isEqualTo(422);
        }
        Map<String, String> told = as(tokens.admin()).get("/v1/ended-entitlements").jsonPath()
                .getMap("endedEntitlements.find { it.endedEntitlementId == '" + id + "' }");
        assertThat(told).containsEntry("agencyId", reader).containsEntry("purpose", OTHER)
                .containsEntry("reason", "The client's secret was lost.")
                .containsEntry("endedBy", TestIdentities.subjectOf(tokens.admin())).containsKey("endedAt");

        restore(id);
        as(tokens.admin()).delete("/v1/ended-entitlements/" + id).then().statusCode(404);
        assertThat(as(tokens.admin()).get("/v1/ended-entitlements").asString()).doesNotContain(id);
    }

    @Test
    @DisplayName("are an administrator's business")
    void nobodyElseEndsOrSees() {
        String one = "/v1/ended-entitlements/" + UUID.randomUUID();
        String body = "{\"agencyId\":\"" + reader + "\",\"reason\":\"nobody asked me\"}";
        assertThat(RestAssured.get("/v1/ended-entitlements").statusCode()).isEqualTo(401);
        assertThat(as("none").body(body).post("/v1/ended-entitlements").statusCode()).isEqualTo(401);
        assertThat(as("none").delete(one).statusCode()).isEqualTo(401);
        for (String token : List.of(token(), tokens.dpo(), tokens.caseworker(reader, PURPOSE),
                tokens.dataSubject("someone"))) {
            assertThat(as(token).get("/v1/ended-entitlements").statusCode()).isEqualTo(403);
            assertThat(as(token).body(body).post("/v1/ended-entitlements").statusCode()).isEqualTo(403);
            assertThat(as(token).delete(one).statusCode()).isEqualTo(403);
        }
    }
}
