package de.handschlag.registry.deferral;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
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
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.NoticeDeferralChanged.State;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("R22 A read that the person is shown later")
class NoticeDeferralTest extends RegistryTestCase {

    private static final String DEFERRALS = "/v1/notice-deferrals";
    private static final String PURPOSE = "child-protection";
    private static final String FILE = "JA 51-3/26";
    private static final String REASON = "If the parents knew, the child would be in danger.";

    private final UUID person = UUID.randomUUID();
    private final String agency = "jugendamt";
    private final String reference = "K-" + person;
    private final String sourceCase = "H-" + person;
    private final Instant until = Instant.now().plus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void personWhomAShelterKnows() {
        consentService.send(linked(person, 1, UUID.randomUUID(), "shelter", sourceCase, "gemeinschaftsunterkunft"));
        consentService.send(linked(person, 2, UUID.randomUUID(), agency, reference, "jugendamt"));
        as(tokens.agencySystem("shelter")).header("Consent-Revision", revision(person, 1, "shelter", sourceCase))
                .body("{\"values\":[{\"attribute\":\"phone\",\"value\":\"+49 30 7654321\",\"asOf\":\"2026-01-15\"}]}")
                .put("/v1/cases/" + sourceCase + "/attributes").then().statusCode(204);
        // Waits until the case is linked.
        read(null).then().statusCode(200);
    }

    @AfterEach
    void brokerGoesOn() {
        TestStack.resumeKafka();
    }

    private String caseworker() {
        return tokens.caseworker(agency, PURPOSE);
    }

    private String colleague() {
        return tokens.caseworker(agency, PURPOSE, "case-management");
    }

    private String wish(String caseReference, String purpose, String reason, Instant end) {
        return "{\"caseReference\":\"" + caseReference + "\",\"purpose\":\"" + purpose + "\",\"fileNumber\":\"" + FILE
                + "\",\"reason\":\"" + reason + "\",\"until\":\"" + end + "\"}";
    }

    private Response request(String token, String reason) {
        return as(token).body(wish(reference, PURPOSE, reason, until)).post(DEFERRALS);
    }

    private String requested() {
        Response answer = request(caseworker(), REASON);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Json.text(answer, "noticeDeferralId");
    }

    private static Response review(String token, String id, String outcome) {
        return as(token).body("{\"outcome\":\"" + outcome + "\",\"comment\":\"I looked at the file.\"}")
                .post(DEFERRALS + "/" + id + "/review");
    }

    private String approved() {
        String id = requested();
        review(colleague(), id, "APPROVED").then().statusCode(200);
        return id;
    }

    private static Response lift(String token, String id) {
        return as(token).post(DEFERRALS + "/" + id + "/lift");
    }

    private RequestSpecification forTheFile(String file) {
        return as(tokens.agencySystem(agency, PURPOSE))
                .header("Consent-Revision", revision(person, 2, agency, reference))
                .header("File-Number", file.replace(" ", "%20")).header("Read-Reason", "A school reported a danger");
    }

    private Response read(@Nullable String deferral) {
        RequestSpecification reading = forTheFile(FILE);
        return (deferral == null ? reading : reading.header("Notice-Deferral", deferral))
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE);
    }

    private DataDisclosed disclosedUnder(@Nullable String deferral) {
        return accessEvents.await(DataDisclosed.class, e -> reference.equals(e.caseReference())
                && String.valueOf(deferral).equals(String.valueOf(e.noticeDeferralId())));
    }

    private NoticeDeferralChanged logged(String id, State state) {
        return accessEvents.await(NoticeDeferralChanged.class,
                e -> e.noticeDeferralId().toString().equals(id) && e.state() == state);
    }

    private static void assertNotInForce(Response refused) {
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(409);
        assertThat(Json.text(refused, "type")).isEqualTo("urn:handschlag:problem:deferral-not-in-force");
        assertThat(refused.asString()).doesNotContain("7654321");
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
    @DisplayName("R22 R24 what an office owes and answers about a read under a deferral is put off with the read")
    void whatFollowsFromADeferredReadIsPutOffWithIt() {
        // As if there were no read before that the person was shown.
        asOwner("DELETE FROM norm_disclosure WHERE data_subject_id = '" + person + "'");
        read(approved()).then().statusCode(200);
        as(tokens.agencySystem("shelter")).header("Consent-Revision", revision(person, 1, "shelter", sourceCase))
                .body("{\"value\":\"+49 30 1111111\",\"asOf\":\"2026-01-16\"}")
                .put("/v1/cases/" + sourceCase + "/attributes/phone").then().statusCode(204);

        RequestSpecification office = as(tokens.agencySystem(agency));
        String obligation = await().atMost(Duration.ofSeconds(120))
                .until(() -> as(tokens.agencySystem(agency)).get("/v1/obligations?state=open").jsonPath()
                        .getString("obligations.find { it.caseReferences.contains('" + reference + "') }.obligationId"),
                        Objects::nonNull);
        office.body("{\"outcome\":\"CORRECTED\"}").post("/v1/obligations/" + obligation + "/answer").then()
                .statusCode(200);

        assertThat(accessEvents.await(ObligationAnswered.class, e -> obligation.equals(e.obligationId().toString()))
                .noticeDeferredUntil()).isEqualTo(until);
    }

    @Test
    @DisplayName("R22 one employee asks, another approves: from then on a read that names it is recorded with its end and reason, and no other read is")
    void approvedDeferralPutsOffWhatNamesIt() {
        String id = approved();

        Response answer = read(id);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("")).containsOnlyKeys("caseReference", "purpose", "attributes",
                "obligation", "norm");
        DataDisclosed deferred = disclosedUnder(id);
        assertThat(deferred.noticeDeferredUntil()).isEqualTo(until);
        assertThat(deferred.deferralReason()).isEqualTo(REASON);
        assertThat(deferred.hiddenFromPerson()).isNull();
        assertThat(deferred.fileNumber()).isEqualTo(FILE);
        DataDisclosed before = disclosedUnder(null);
        assertThat(before.noticeDeferredUntil()).as("a read from before is shown at once").isNull();
        NoticeDeferralChanged wish = logged(id, State.REQUESTED);
        assertThat(wish.requester().employeeId()).isEqualTo(TestIdentities.subjectOf(caseworker()));
        assertThat(wish.norm()).contains("§ 82 Abs. 4");
        assertThat(wish.endsAt()).isEqualTo(until);
        assertThat(wish.noticeDeferredUntil()).isEqualTo(until);
        NoticeDeferralChanged approval = logged(id, State.APPROVED);
        assertThat(approval.requester().employeeId()).isEqualTo(TestIdentities.subjectOf(colleague()));
        assertThat(approval.reason()).isEqualTo(REASON);
        assertThat(accessEvents.raw()).noneMatch(json -> json.contains("I looked at the file"));

        read(null).then().statusCode(200);

        assertThat(accessEvents.count(event -> event instanceof DataDisclosed e && reference.equals(e.caseReference())
                && e.noticeDeferredUntil() != null)).isEqualTo(1);
    }

    @Test
    @DisplayName("R22 nobody defers alone: before a second employee approves, nothing can be read under it; whoever asked does not approve")
    void nobodyDefersAlone() {
        String id = requested();

        assertNotInForce(read(id));
        Response own = review(caseworker(), id, "APPROVED");

        assertThat(own.statusCode()).isEqualTo(403);
        assertThat(Json.text(own, "type")).isEqualTo("urn:handschlag:problem:own-notice-deferral");
        assertNotInForce(read(id));
        assertThat(review(tokens.caseworker(agency, "case-management"), id, "APPROVED").statusCode())
                .as("who may not read for the purpose").isEqualTo(404);
        assertThat(review(tokens.caseworker("jugendamt-2", PURPOSE), id, "APPROVED").statusCode()).as("another agency")
                .isEqualTo(404);
        assertThat(review(colleague(), id, "REFUSED").statusCode()).isEqualTo(200);
        assertNotInForce(read(id));
        assertThat(review(colleague(), id, "APPROVED").statusCode()).as("final").isEqualTo(409);
        assertThat(logged(id, State.REFUSED).noticeDeferredUntil()).isEqualTo(until);
        asOwner("DO $$ BEGIN BEGIN UPDATE notice_deferral SET reviewed_by = requested_by WHERE notice_deferral_id = '"
                + id
                + "'; RAISE EXCEPTION 'reviewed by whoever asked'; EXCEPTION WHEN check_violation THEN NULL; END; END $$");
    }

    @Test
    @DisplayName("R22 systems read under it, and neither ask nor approve: whom they name as an employee is their own word")
    void systemsNeitherAskNorApprove() {
        String id = requested();
        for (String token : List.of(tokens.agencySystem(agency, PURPOSE), tokens.dataSubject("someone"), tokens.admin(),
                tokens.dpo())) {
            assertThat(request(token, REASON).statusCode()).isEqualTo(403);
            assertThat(review(token, id, "APPROVED").statusCode()).isEqualTo(403);
            assertThat(as(token).get(DEFERRALS).statusCode()).isEqualTo(403);
        }
        for (String token : List.of(tokens.agencySystem(agency, PURPOSE), tokens.dataSubject("someone"),
                tokens.admin())) {
            assertThat(lift(token, id).statusCode()).isEqualTo(403);
        }
        assertThat(RestAssured.get(DEFERRALS).statusCode()).isEqualTo(401);
        assertThat(RestAssured.given().contentType("application/json").body("{}").post(DEFERRALS).statusCode())
                .isEqualTo(401);
        assertThat(RestAssured.given().contentType("application/json").body("{}").post(DEFERRALS + "/" + id + "/review")
                .statusCode()).isEqualTo(401);
        assertThat(RestAssured.given().post(DEFERRALS + "/" + id + "/lift").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("R22 it is for one case, purpose, file and agency, never for a whole purpose, and never for a batch or a read by consent")
    void deferralIsForOneCasePurposeAndFile() {
        String id = approved();
        String other = "other-" + person;
        consentService.send(linked(UUID.randomUUID(), 1, UUID.randomUUID(), agency, other, "jugendamt"));

        assertNotInForce(forTheFile("JA 51-4/26").header("Notice-Deferral", id)
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE));
        assertNotInForce(as(tokens.agencySystem(agency, PURPOSE)).header("File-Number", "JA%2051-3/26")
                .header("Read-Reason", "A school reported a danger").header("Notice-Deferral", id)
                .get("/v1/cases/" + other + "/view?purpose=" + PURPOSE));
        assertNotInForce(as(tokens.agencySystem("jugendamt-2", PURPOSE)).header("File-Number", "JA%2051-3/26")
                .header("Read-Reason", "A school reported a danger").header("Notice-Deferral", id)
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE));
        assertNotInForce(read(UUID.randomUUID().toString()));
        assertThat(forTheFile(FILE).header("Notice-Deferral", id)
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE + "&basis=consent").statusCode())
                .isEqualTo(422);
        assertThat(as(tokens.agencySystem(agency, PURPOSE)).header("Notice-Deferral", id)
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE).statusCode()).as("without file and reason")
                .isEqualTo(422);

        as(tokens.agencySystem(agency, PURPOSE)).header("Notice-Deferral", id)
                .body("{\"purpose\":\"" + PURPOSE + "\",\"caseReferences\":[\"" + reference + "\"],\"fileNumber\":\""
                        + "JA 51-5/26" + "\",\"reason\":\"A school reported a danger\"}")
                .post("/v1/views");
        assertThat(accessEvents
                .await(DataDisclosed.class,
                        e -> reference.equals(e.caseReference()) && "JA 51-5/26".equals(e.fileNumber()))
                .noticeDeferredUntil()).as("a batch is shown at once").isNull();
    }

    @Test
    @DisplayName("R22 a denial under it is put off as well; of a case that has become another person's nothing is read and nothing hidden")
    void denials() {
        String id = approved();
        forTheFile(FILE).header("Notice-Deferral", id)
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE + "&attributes=income").then()
                .statusCode(403);
        assertThat(
                accessEvents.await(DisclosureDenied.class, e -> person.equals(e.dataSubjectId())).noticeDeferredUntil())
                .isEqualTo(until);
        UUID another = UUID.randomUUID();
        asOwner("UPDATE notice_deferral SET data_subject_id = '" + another + "' WHERE notice_deferral_id = '" + id
                + "'");

        read(id).then().statusCode(403);

        DisclosureDenied shown = accessEvents.await(DisclosureDenied.class,
                e -> person.equals(e.dataSubjectId()) && e.requestedAttributes() == null);
        assertThat(shown.noticeDeferredUntil()).isNull();
        assertThat(shown.noticeDeferralId()).isNull();
        assertThat(shown.deferralReason()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            reason     | "too short"              | 422
            reason     | "                       " | 422
            reason     | "........................" | 422
            fileNumber | ""                       | 422
            until      | "2020-01-01T00:00:00Z"   | 422
            until      | "2099-01-01T00:00:00Z"   | 422
            purpose    | "no-such-purpose"        | 422
            """)
    @DisplayName("R22 422 without a typed reason, a file and an end to come, or with one beyond what the catalogue allows")
    void invalidWish(String member, String value, int status) {
        String body = wish(reference, PURPOSE, REASON, until).replaceFirst("\"" + member + "\":\"[^\"]*\"",
                "\"" + member + "\":" + value);
        String token = tokens.caseworker(agency, PURPOSE, "no-such-purpose");

        assertThat(as(token).body(body).post(DEFERRALS).statusCode()).isEqualTo(status);
    }

    @Test
    @DisplayName("R22 R18 only where the catalogue says so, by a statute of the agency's type, for a purpose of the login and a case of the agency")
    void onlyWhereTheCatalogueSaysSo() {
        String token = tokens.caseworker(agency, PURPOSE, "infection-control", "vital-emergency");
        for (String purpose : List.of("infection-control", "vital-emergency")) {
            Response answer = as(token).body(wish(reference, purpose, REASON, until)).post(DEFERRALS);
            assertThat(answer.statusCode()).as(purpose).isEqualTo(422);
            assertThat(Json.text(answer, "violations[0].field")).isEqualTo("purpose");
        }
        assertThat(as(caseworker()).body(wish(reference, PURPOSE, REASON, Instant.now().plus(31, ChronoUnit.DAYS)))
                .post(DEFERRALS).statusCode()).as("30 days at most").isEqualTo(422);
        assertThat(
                as(caseworker()).body(wish("unknown-" + person, PURPOSE, REASON, until)).post(DEFERRALS).statusCode())
                .isEqualTo(404);
        assertThat(as(tokens.caseworker(agency, "case-management")).body(wish(reference, PURPOSE, REASON, until))
                .post(DEFERRALS).jsonPath().getString("type")).isEqualTo("urn:handschlag:problem:purpose-not-entitled");
        consentService.send(linked(person, 3, UUID.randomUUID(), "job-office", "J-" + person, "jobcenter"));
        as(tokens.agencySystem("job-office", PURPOSE))
                .header("Consent-Revision", revision(person, 3, "job-office", "J-" + person))
                .get("/v1/cases/J-" + person + "/view?purpose=" + PURPOSE);
        assertThat(as(tokens.caseworker("job-office", PURPOSE)).body(wish("J-" + person, PURPOSE, REASON, until))
                .post(DEFERRALS).statusCode()).as("reads nothing for it by a statute").isEqualTo(422);
    }

    @Test
    @DisplayName("R22 a further deferral is reasoned and approved anew, and does not hide for longer what was read before")
    void chainedDeferrals() {
        String first = approved();
        read(first).then().statusCode(200);

        for (String again : List.of(REASON.toUpperCase(Locale.ROOT), REASON + "..", REASON.replace(" ", "  "),
                "- " + REASON.replace(" ", ", "))) {
            Response same = request(colleague(), again);
            assertThat(same.statusCode()).as(again).isEqualTo(409);
            assertThat(Json.text(same, "type")).isEqualTo("urn:handschlag:problem:deferral-reason-repeated");
        }

        Instant later = until.plus(9, ChronoUnit.DAYS);
        String second = as(caseworker())
                .body(wish(reference, PURPOSE, "The child is still with the parents, and they wait for us.", later))
                .post(DEFERRALS).jsonPath().getString("noticeDeferralId");
        assertNotInForce(read(second));
        assertThat(inList(colleague(), second)).containsEntry("state", "WAITING").containsEntry("earlier", 1);
        review(colleague(), second, "APPROVED").then().statusCode(200);
        read(second).then().statusCode(200);

        assertThat(disclosedUnder(second).noticeDeferredUntil()).isEqualTo(later);
        assertThat(disclosedUnder(first).noticeDeferredUntil()).isEqualTo(until);
        assertThat(accessEvents
                .count(event -> event instanceof DataDisclosed e && first.equals(String.valueOf(e.noticeDeferralId()))))
                .as("nothing is recorded anew").isEqualTo(1);
    }

    private static @Nullable Map<String, Object> inList(String token, String id) {
        JsonPath list = as(token).get(DEFERRALS).jsonPath();
        return list.param("id", id).getMap("deferrals.find { it.noticeDeferralId == id }");
    }

    @Test
    @DisplayName("R22 it ends by itself, and lapses if nobody approves it in time")
    void endAndLapse() {
        String ended = approved();
        asOwner("UPDATE notice_deferral SET requested_at = requested_at - interval '21 days', review_due_at = review_due_at"
                + " - interval '21 days', ends_at = ends_at - interval '21 days' WHERE notice_deferral_id = '" + ended
                + "'");
        assertNotInForce(read(ended));
        assertThat(inList(colleague(), ended)).isNull();
        assertThat(lift(colleague(), ended).statusCode()).isEqualTo(409);

        String lapsed = as(caseworker())
                .body(wish(reference, PURPOSE, "Another reason that nobody looks at in time.", until)).post(DEFERRALS)
                .jsonPath().getString("noticeDeferralId");
        asOwner("UPDATE notice_deferral SET requested_at = requested_at - interval '73 hours',"
                + " review_due_at = review_due_at - interval '73 hours' WHERE notice_deferral_id = '" + lapsed + "'");
        assertThat(review(colleague(), lapsed, "APPROVED").statusCode()).isEqualTo(409);
        assertNotInForce(read(lapsed));
        assertThat(inList(colleague(), lapsed)).isNull();
    }

    @Test
    @DisplayName("R22 it is lifted early by the agency's staff or the data-protection officer, and covers nothing afterwards")
    void lifted() {
        String id = approved();
        assertThat(lift(tokens.caseworker("jugendamt-2", PURPOSE), id).statusCode()).isEqualTo(404);
        assertThat(lift(tokens.caseworker(agency, "case-management"), id).statusCode()).isEqualTo(404);

        lift(caseworker(), id).then().statusCode(200);

        assertNotInForce(read(id));
        assertThat(logged(id, State.LIFTED).noticeDeferredUntil()).as("shown at once").isNull();
        assertThat(lift(colleague(), id).statusCode()).as("once").isEqualTo(409);

        String other = as(caseworker()).body(wish(reference, PURPOSE, "The officer does not believe this one.", until))
                .post(DEFERRALS).jsonPath().getString("noticeDeferralId");
        assertThat(lift(tokens.dpo(), other).statusCode()).as("nothing is deferred yet").isEqualTo(409);
        review(colleague(), other, "APPROVED").then().statusCode(200);
        lift(tokens.dpo(), other).then().statusCode(200);
        NoticeDeferralChanged byOfficer = logged(other, State.LIFTED);
        assertThat(byOfficer.requester().employeeId()).isEqualTo(TestIdentities.subjectOf(tokens.dpo()));
        assertThat(byOfficer.agencyId()).isEqualTo(agency);
        assertNotInForce(read(other));
    }

    @Test
    @DisplayName("G3 R22 what the log does not acknowledge does not take effect")
    void nothingWithoutItsRecord() {
        String id = requested();
        TestStack.pauseKafka();
        Response asked = once(caseworker()).body(wish(reference, PURPOSE, "Never recorded, and so never asked.", until))
                .post(DEFERRALS);
        Response approval = once(colleague()).body("{\"outcome\":\"APPROVED\",\"comment\":\"Looked at.\"}")
                .post(DEFERRALS + "/" + id + "/review");
        TestStack.resumeKafka();

        assertThat(asked.statusCode()).isEqualTo(503);
        assertThat(approval.statusCode()).isEqualTo(503);
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertNotInForce(read(id)));
        assertThat(as(colleague()).get(DEFERRALS).jsonPath().getList("deferrals.reason"))
                .doesNotContain("Never recorded, and so never asked.");
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(review(colleague(), id, "APPROVED").statusCode()).isEqualTo(200));
    }

    @Test
    @DisplayName("G5 R22 erasing the person takes the deferral with it")
    void erasureTakesIt() {
        String id = approved();
        assertThat(inList(colleague(), id)).isNotNull();

        consentService.send(erased(person, 3));

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(inList(colleague(), id)).isNull());
        assertThat(lift(tokens.dpo(), id).statusCode()).isEqualTo(404);
    }
}
