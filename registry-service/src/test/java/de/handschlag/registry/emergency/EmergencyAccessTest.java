package de.handschlag.registry.emergency;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.released;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.LogQueried;
import de.handschlag.event.NewsForPerson;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("R21 Emergency access")
class EmergencyAccessTest extends RegistryTestCase {

    private static final String PURPOSE = "vital-emergency";
    private static final String REASON = "Found unconscious at the shelter, the hospital asks for allergies.";
    private static final String ACCESSES = "/v1/emergency-accesses";

    private final UUID person = UUID.randomUUID();
    private final String agency = "gemeinschaftsunterkunft-2";
    private final String reference = "N-" + person;
    private final String view = "/v1/cases/" + reference + "/view?purpose=" + PURPOSE;

    @BeforeEach
    void personWithFourValuesAndNoConsent() {
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, reference, "gemeinschaftsunterkunft"));
        as(tokens.agencySystem(agency)).header("Consent-Revision", revision(person, 1, agency, reference)).body("""
                {"values":[{"attribute":"phone","value":"+49 30 5550142","asOf":"2026-01-15"},
                           {"attribute":"medical_need","value":"penicillin allergy","asOf":"2026-01-15"},
                           {"attribute":"accessibility_need","value":"wheelchair","asOf":"2026-01-15"},
                           {"attribute":"income","value":"900.00","asOf":"2026-01-15"}]}""")
                .put("/v1/cases/" + reference + "/attributes").then().statusCode(204);
    }

    @AfterEach
    void brokerGoesOn() {
        TestStack.resumeKafka();
    }

    private String caseworker() {
        return tokens.caseworker(agency, PURPOSE);
    }

    private String colleague() {
        return tokens.caseworker(agency);
    }

    private String body(String more) {
        return "{\"caseReference\":\"" + reference + "\",\"purpose\":\"" + PURPOSE
                + "\",\"basis\":\"Art. 6(1)(d), Art. 9(2)(c) DSGVO\",\"reason\":\"" + REASON + "\"" + more + "}";
    }

    private JsonPath open(String more) {
        Response answer = as(caseworker()).body(body(more)).post(ACCESSES);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.jsonPath();
    }

    private Response read(String token, String accessId) {
        return as(token).header("Emergency-Access", accessId).get(view);
    }

    private static Response review(String token, String accessId) {
        return as(token).body("{\"outcome\":\"JUSTIFIED\",\"comment\":\"Saved a life.\"}")
                .post(ACCESSES + "/" + accessId + "/review");
    }

    private static void asOwner(String sql) {
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("R21 within its 30 minutes the employee reads what emergencies cover; the log names access and norm, never the reason")
    void openAccessDiscloses() {
        JsonPath opened = open("");
        String id = opened.getString("emergencyAccessId");

        Response answer = read(caseworker(), id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("attributes")).containsOnlyKeys("accessibility_need", "phone");
        assertThat(Json.text(answer, "norm")).isEqualTo("Art. 6(1)(d), Art. 9(2)(c) DSGVO");
        EmergencyAccessOpened logged = accessEvents.await(EmergencyAccessOpened.class,
                e -> person.equals(e.dataSubjectId()));
        assertThat(logged.emergencyAccessId()).hasToString(id);
        assertThat(logged.norm()).isEqualTo("Art. 6(1)(d), Art. 9(2)(c) DSGVO");
        assertThat(logged.requester().employeeId()).isEqualTo(TestIdentities.subjectOf(caseworker()));
        assertThat(Duration.between(logged.openedAt(), logged.expiresAt())).isEqualTo(Duration.ofMinutes(30));
        assertThat(Duration.between(logged.openedAt(), logged.reviewDueAt())).isEqualTo(Duration.ofHours(72));
        DataDisclosed disclosed = accessEvents.await(DataDisclosed.class, e -> person.equals(e.dataSubjectId()));
        assertThat(disclosed.emergencyAccessId()).hasToString(id);
        assertThat(disclosed.norm()).isEqualTo("Art. 6(1)(d), Art. 9(2)(c) DSGVO");
        assertThat(disclosed.grantIds()).isEmpty();
        assertThat(accessEvents.raw()).noneMatch(json -> json.contains("unconscious") || json.contains("penicillin"));
    }

    private long news() {
        return receipts.count(e -> e instanceof NewsForPerson n && n.dataSubjectId().equals(person));
    }

    private void awaitTold(String id) {
        await().atMost(Duration.ofSeconds(120)).until(() -> is("person_told_at IS NOT NULL", id));
    }

    private static boolean is(String condition, String id) {
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT FROM emergency_access WHERE emergency_access_id = ?::uuid AND " + condition)) {
            statement.setString(1, id);
            return statement.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("R21 R41 the consent-service is told that there is something, and not what; once more with the same id if a replica was stopped in between")
    void personIsTold() {
        String id = open("").getString("emergencyAccessId");

        receipts.await(NewsForPerson.class, n -> n.dataSubjectId().equals(person));

        assertThat(receipts.raw()).contains("{\"dataSubjectId\":\"" + person + "\"}")
                .noneMatch(json -> json.contains(id) || json.contains(agency));
        awaitTold(id);
        asOwner("UPDATE emergency_access SET person_told_at = NULL WHERE emergency_access_id = '" + id + "'");
        awaitTold(id);
        await().atMost(Duration.ofSeconds(120)).until(() -> news() == 2);
        assertThat(receipts.ids(e -> e instanceof NewsForPerson n && n.dataSubjectId().equals(person))).hasSize(2)
                .containsOnly(
                        receipts.ids(e -> e instanceof NewsForPerson n && n.dataSubjectId().equals(person)).getFirst())
                .doesNotContain(UUID.fromString(id));
    }

    @Test
    @DisplayName("R21 R41 if the notice is deferred the person is not told before that is over, and not at all once they are erased")
    void deferredIsToldLater() {
        String deferred = ",\"deferNotice\":{\"reason\":\"The violent partner reads along.\",\"until\":\""
                + Instant.now().plus(20, ChronoUnit.DAYS) + "\"}";
        String later = open(deferred).getString("emergencyAccessId");
        String never = open(deferred).getString("emergencyAccessId");
        // The second one is told by a run that began when the one before was over: it would have told those two.
        awaitTold(open("").getString("emergencyAccessId"));
        awaitTold(open("").getString("emergencyAccessId"));
        await().atMost(Duration.ofSeconds(120)).until(() -> news() == 2);
        assertThat(is("person_told_at IS NULL", later)).isTrue();
        assertThat(is("person_told_at IS NULL", never)).isTrue();

        asOwner("UPDATE emergency_access SET notice_deferred_until = now() WHERE emergency_access_id = '" + later
                + "'");
        awaitTold(later);
        await().atMost(Duration.ofSeconds(120)).until(() -> news() == 3);

        consentService.send(erased(person, 2));
        await().atMost(Duration.ofSeconds(120)).until(() -> is("reason IS NULL", never));
        assertThat(is("person_told_at IS NOT NULL", never)).as("nothing waits any more").isTrue();
        assertThat(news()).isEqualTo(3);
    }

    @Test
    @DisplayName("R9 R21 an emergency reads nothing of a source under secrecy, released for the same agency or not")
    void releaseIsNoneForEmergencies() {
        String counselling = "counselling-" + person;
        consentService.send(linked(person, 2, UUID.randomUUID(), counselling, "C-" + person, "mbe"));
        as(tokens.agencySystem(counselling)).header("Consent-Revision", revision(person, 2, counselling, "C-" + person))
                .body("{\"value\":\"+49 30 9999999\",\"asOf\":\"2026-03-01\"}")
                .put("/v1/cases/C-" + person + "/attributes/phone").then().statusCode(204);
        consentService
                .send(released(person, 3, UUID.randomUUID(), agency, "case-management", List.of(counselling), "phone"));
        assertThat(as(tokens.agencySystem(agency, "case-management"))
                .header("Consent-Revision", revision(person, 3, agency, reference))
                .get("/v1/cases/" + reference + "/view?purpose=case-management").jsonPath()
                .getList("attributes.phone.source")).containsExactlyInAnyOrder(agency, counselling);

        Response answer = read(caseworker(), open("").getString("emergencyAccessId"));

        assertThat(answer.jsonPath().getList("attributes.phone.source")).containsExactly(agency);
    }

    @Test
    @DisplayName("R21 R10 without an access, with an unknown one, another's, or one that is over, the denial is the neutral one")
    void nothingOutsideOfTheScope() {
        String id = open("").getString("emergencyAccessId");
        Response none = as(caseworker()).get(view);
        Response unknown = read(caseworker(), UUID.randomUUID().toString());
        Response employee = as(tokens.agencySystem(agency, PURPOSE)).header("Emergency-Access", id)
                .header("Employee-Reference", "somebody-else").get(view);
        Response otherCase = as(caseworker()).header("Emergency-Access", id)
                .get("/v1/cases/unknown-" + person + "/view?purpose=" + PURPOSE);
        asOwner("UPDATE emergency_access SET opened_at = opened_at - interval '30 minutes',"
                + " expires_at = expires_at - interval '30 minutes' WHERE emergency_access_id = '" + id + "'");
        Response over = read(caseworker(), id);

        assertThat(none.statusCode()).isEqualTo(403);
        assertThat(Json.text(none, "type")).isEqualTo("urn:handschlag:problem:no-permission");
        assertThat(List.of(unknown, employee, otherCase, over))
                .allSatisfy(answer -> assertThat(answer.asString().replaceAll("\"instance\":\"[^\"]*\"", ""))
                        .isEqualTo(none.asString().replaceAll("\"instance\":\"[^\"]*\"", "")));
        DisclosureDenied denied = accessEvents.await(DisclosureDenied.class,
                e -> person.equals(e.dataSubjectId()) && id.equals(String.valueOf(e.emergencyAccessId())));
        assertThat(denied.reason()).isEqualTo(DisclosureDenied.Reason.NO_GRANT);
    }

    @Test
    @DisplayName("R21 an access is for the client that opened it: another client's Employee-Reference is another one's word")
    void accessIsNotAnotherClients() {
        String opener = tokens.agencySystem(agency, PURPOSE);
        String other = tokens.agencySystem(agency, PURPOSE, "case-management");
        String id = as(opener).header("Employee-Reference", "desk-4").body(body("")).post(ACCESSES).jsonPath()
                .getString("emergencyAccessId");

        assertThat(
                as(other).header("Employee-Reference", "desk-4").header("Emergency-Access", id).get(view).statusCode())
                .isEqualTo(403);
        assertThat(
                as(opener).header("Employee-Reference", "desk-4").header("Emergency-Access", id).get(view).statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("R21 an access is for one person: the case reference of somebody else opens nothing")
    void accessDoesNotFollowTheCaseReference() {
        String id = open("").getString("emergencyAccessId");
        asOwner("UPDATE emergency_access SET data_subject_id = gen_random_uuid() WHERE emergency_access_id = '" + id
                + "'");

        assertThat(read(caseworker(), id).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("R21 an access can be narrowed to what is needed")
    void accessIsNarrowed() {
        String id = open(",\"attributes\":[\"phone\"]").getString("emergencyAccessId");

        assertThat(read(caseworker(), id).jsonPath().getMap("attributes")).containsOnlyKeys("phone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reason      | "too short"
            reason      | "                         "
            basis       | "because I say so"
            purpose     | "infection-control"
            attributes  | ["income"]
            deferNotice | {"reason":"The person would be warned by it.","until":"2020-01-01T00:00:00Z"}
            deferNotice | {"reason":"The person would be warned by it.","until":"2099-01-01T00:00:00Z"}
            deferNotice | {"reason":"secret","until":"2020-01-01T00:00:00Z"}
            """)
    @DisplayName("R21 422 without a typed reason, a named basis, an emergency purpose, or with a deferral beyond 30 days")
    void invalidWishIsRefused(String member, String value) {
        String token = tokens.caseworker(agency, PURPOSE, "infection-control");
        String wish = body("").replaceFirst(",?\"" + member + "\":\"[^\"]*\"", "").replaceFirst("}$", "") + ",\""
                + member + "\":" + value + "}";

        Response answer = as(token).body(wish.replaceFirst("\\{,", "{")).post(ACCESSES);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:invalid-request");
    }

    @Test
    @DisplayName("R21 R18 it takes a named employee, an entitled client and a case of the agency's own")
    void employeeEntitlementAndCaseAreNeeded() {
        String system = tokens.agencySystem(agency, PURPOSE);
        assertThat(as(system).body(body("")).post(ACCESSES).statusCode()).isEqualTo(422);
        as(system).header("Employee-Reference", "desk-3").body(body("")).post(ACCESSES).then().statusCode(201);
        assertThat(as(colleague()).body(body("")).post(ACCESSES).jsonPath().getString("type"))
                .isEqualTo("urn:handschlag:problem:purpose-not-entitled");
        assertThat(as(tokens.caseworker("jobcenter-3", PURPOSE)).body(body("")).post(ACCESSES).statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("R21 a second person reviews, once; never whoever opened it, and nobody of another agency")
    void secondPersonReviews() {
        String id = open("").getString("emergencyAccessId");

        Response own = review(caseworker(), id);
        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(Json.text(own, "type")).isEqualTo("urn:handschlag:problem:own-emergency-access");
        assertThat(review(tokens.caseworker("jobcenter-3"), id).statusCode()).isEqualTo(404);
        assertThat(review(tokens.dpo(), UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
        assertThat(as(colleague()).body("{\"outcome\":\"JUSTIFIED\",\"comment\":\" \"}")
                .post(ACCESSES + "/" + id + "/review").statusCode()).isEqualTo(422);

        assertThat(review(colleague(), id).statusCode()).isEqualTo(200);
        assertThat(review(tokens.dpo(), id).statusCode()).isEqualTo(409);

        EmergencyAccessReviewed logged = accessEvents.await(EmergencyAccessReviewed.class,
                e -> person.equals(e.dataSubjectId()));
        assertThat(logged.outcome()).isEqualTo(EmergencyAccessReviewed.Outcome.JUSTIFIED);
        assertThat(logged.requester().employeeId()).isEqualTo(TestIdentities.subjectOf(colleague()));
        assertThat(logged.agencyId()).isEqualTo(agency);
        assertThat(accessEvents.raw()).noneMatch(json -> json.contains("Saved a life"));
    }

    @Test
    @DisplayName("R21 the data-protection officer's inbox holds what waits, with its reason, until it is reviewed; overdue after 72 hours")
    void inboxOfTheDataProtectionOfficer() {
        Instant until = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        String id = open(
                ",\"deferNotice\":{\"reason\":\"The violent partner reads along.\",\"until\":\"" + until + "\"}")
                .getString("emergencyAccessId");

        Map<String, Object> waiting = inboxEntry("open", id);
        assertThat(waiting).containsEntry("reason", REASON).containsEntry("agency", agency)
                .containsEntry("caseReference", reference).containsEntry("overdue", false)
                .containsEntry("noticeDeferredReason", "The violent partner reads along.")
                .containsEntry("noticeDeferredUntil", until.toString());
        assertThat(inboxEntry("overdue", id)).isNull();
        assertThat(accessEvents.await(EmergencyAccessOpened.class, e -> person.equals(e.dataSubjectId()))
                .noticeDeferredUntil()).isEqualTo(until);

        asOwner("UPDATE emergency_access SET opened_at = opened_at - interval '73 hours',"
                + " review_due_at = review_due_at - interval '73 hours' WHERE emergency_access_id = '" + id + "'");
        assertThat(inboxEntry("overdue", id)).containsEntry("overdue", true);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(RestAssured.get(ManagementInterface.url("/q/metrics")).asString())
                        .containsPattern("handschlag_emergency_reviews\\{state=\"overdue\"[^}]*\\} [1-9]"));

        review(tokens.dpo(), id).then().statusCode(200);
        assertThat(inboxEntry("open", id)).isNull();
        assertThat(inboxEntry("overdue", id)).isNull();
        assertThat(inboxEntry("reviewed", id)).containsEntry("outcome", "JUSTIFIED")
                .containsEntry("reviewComment", "Saved a life.").containsEntry("overdue", false)
                .containsEntry("reviewedBy", TestIdentities.subjectOf(tokens.dpo()));
        assertThat(as(tokens.dpo()).get(ACCESSES + "?queryPurpose=routine-control&state=closed").statusCode())
                .isEqualTo(422);
        assertThat(as(tokens.dpo()).get(ACCESSES).statusCode()).isEqualTo(422);
    }

    private static Map<String, Object> inboxEntry(String state, String id) {
        Response answer = as(tokens.dpo()).get(ACCESSES + "?queryPurpose=routine-control&limit=200&state=" + state);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath().param("id", id).getMap("accesses.find { it.emergencyAccessId == id }");
    }

    @Test
    @DisplayName("R21 G5 erasing the person erases what was typed about them; that there was an access stays for its review")
    void erasureTakesTheTexts() {
        String id = open("").getString("emergencyAccessId");

        consentService.send(erased(person, 2));

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(inboxEntry("open", id))
                .doesNotContainKeys("reason", "caseReference").containsEntry("agency", agency));
        assertThat(read(caseworker(), id).statusCode()).isEqualTo(403);
        assertThat(review(tokens.dpo(), id).statusCode()).isEqualTo(200);
        assertThat(inboxEntry("reviewed", id)).doesNotContainKeys("reason", "caseReference", "reviewComment");
    }

    @Test
    @DisplayName("G3 R21 what the log does not acknowledge does not take effect")
    void nothingWithoutItsRecord() {
        String id = open("").getString("emergencyAccessId");
        TestStack.pauseKafka();
        Response opened = as(caseworker()).body(body("")).post(ACCESSES);
        Response reviewed = review(colleague(), id);
        TestStack.resumeKafka();

        assertThat(opened.statusCode()).isEqualTo(503);
        assertThat(reviewed.statusCode()).isEqualTo(503);
        assertThat(Json.text(opened, "type")).isEqualTo("urn:handschlag:problem:access-not-recorded");
        assertThat(as(tokens.dpo()).get(ACCESSES + "?queryPurpose=routine-control&limit=200&state=open").jsonPath()
                .param("reference", reference).getList("accesses.findAll { it.caseReference == reference }"))
                .hasSize(1);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(review(colleague(), id).statusCode()).isEqualTo(200));
    }

    @Test
    @DisplayName("R29 the officer states why they look at emergency accesses, and the log knows before they are shown; it names no person")
    void inboxIsLogged() {
        open("");
        for (String without : List.of("", "&queryPurpose=", "&queryPurpose=curiosity")) {
            assertThat(as(tokens.dpo()).get(ACCESSES + "?state=open" + without).statusCode()).isEqualTo(422);
        }

        Response answer = as(tokens.dpo()).get(ACCESSES + "?state=open&limit=1&queryPurpose=complaint");

        assertThat(answer.statusCode()).isEqualTo(200);
        LogQueried logged = accessEvents.await(LogQueried.class, e -> e.queryPurpose().equals("complaint"));
        assertThat(logged.requester().employeeId()).isEqualTo(TestIdentities.subjectOf(tokens.dpo()));
        assertThat(logged.filter()).containsExactly(Map.entry("emergencyAccesses", "open"));
        assertThat(logged.resultCount()).isEqualTo(1);
        assertThat(logged.dataSubjectId()).isNull();
        TestStack.pauseKafka();
        Response unrecorded = as(tokens.dpo()).get(ACCESSES + "?state=open&queryPurpose=complaint");
        TestStack.resumeKafka();
        assertThat(unrecorded.statusCode()).isEqualTo(503);
    }

    @Test
    @DisplayName("401 and 403: reviews are for caseworkers and the data-protection officer, the inbox for the latter")
    void rolesOfReviewAndInbox() {
        String id = UUID.randomUUID().toString();
        assertThat(RestAssured.get(ACCESSES + "?queryPurpose=routine-control&state=open").statusCode()).isEqualTo(401);
        assertThat(RestAssured.given().contentType("application/json").body("{}").post(ACCESSES + "/" + id + "/review")
                .statusCode()).isEqualTo(401);
        for (String token : List.of(tokens.dataSubject("someone"), tokens.agencySystem(agency), tokens.admin())) {
            assertThat(review(token, id).statusCode()).isEqualTo(403);
            assertThat(as(token).get(ACCESSES + "?queryPurpose=routine-control&state=open").statusCode())
                    .isEqualTo(403);
        }
        assertThat(as(colleague()).get(ACCESSES + "?queryPurpose=routine-control&state=open").statusCode())
                .isEqualTo(403);
    }
}
