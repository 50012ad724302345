package de.handschlag.audit.asking.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationCause;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
@DisplayName("R30 All that the log knows about a person, as one document (Art. 15 GDPR)")
class PersonReportTest extends AuditTestCase {

    private static final String OWN = "/v1/my/report";
    private static final String REASON = "The office agreed to name its staff, file 2026/17";

    private final String token = tokens.dataSubject("report-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final UUID grant = UUID.randomUUID();

    private static long logged(Event event) {
        return awaitIndexes(corridor.send(event).id()).getFirst();
    }

    private static String about(UUID person) {
        return "/v1/person-reports/" + person;
    }

    private void story() {
        logged(Corridor.caseLinked(me, 1, "jobcenter", "C-1"));
        logged(Corridor.given(me, 2, grant, "jobcenter", "case-management", "phone", "address"));
        logged(Corridor.disclosed(me, 2, "jobcenter", "e-secret", "C-1", "case-management", grant, "phone"));
        logged(Corridor.disclosed(me, 2, "jobcenter", "e-secret", "C-1", "case-management", grant, "address"));
        logged(Corridor.denied(me, 2, "school", "S-1", "school-placement"));
        logged(Corridor.disclosedByNorm(me, "gesundheitsamt", "e-secret", "infection-control", "IfSG", null, null, null,
                "phone"));
        logged(Corridor.withdrawn(me, 3, grant, "jobcenter", "case-management", "phone", "address"));
        logged(new RevisionEnforced(me, 3, Corridor.now()));
        awaitCheckpointOver(logged(new ObligationAnswered(me,
                new Requester("jobcenter", "agency-jobcenter", "e-secret"), UUID.randomUUID(),
                ObligationCause.GRANT_WITHDRAWN, "case-management", List.of("phone"), List.of(grant),
                ObligationAnswered.Outcome.DELETED, null, Corridor.now(), Corridor.now(), Corridor.now())));
    }

    private static JsonPath read(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.jsonPath();
    }

    @Test
    @DisplayName("Who saw what, when, why, on which decision; when a withdrawal was enforced; recipients, answers, retention")
    void wholeStory() {
        story();

        Response answer = as(token).get(OWN);
        JsonPath report = read(answer);

        assertThat(report.getString("format")).isEqualTo("handschlag-person-report/1");
        assertThat(report.getString("dataSubjectId")).isEqualTo(me.toString());
        assertThat(report.getList("accesses.kind")).containsExactly("data.disclosed", "disclosure.denied",
                "data.disclosed", "data.disclosed");
        assertThat(report.getString("accesses[0].norm")).isEqualTo("IfSG");
        assertThat(report.getList("accesses[3].attributes")).containsExactly("phone");
        assertThat(report.getString("accesses[3].purpose")).isEqualTo("case-management");
        assertThat(report.getString("accesses[3].legalBasis")).isEqualTo("Art. 6(1)(a) DSGVO");
        assertThat(report.getList("accesses[3].grants")).containsExactly(grant.toString());
        assertThat(report.getList("accesses.byEmployee")).containsExactly(true, false, true, true);
        assertThat(report.getList("decisions.kind")).containsExactly("consent.withdrawn", "consent.given");
        assertThat(report.getList("decisions.decision")).containsOnly(grant.toString());
        assertThat(report.getString("decisions[0].enforcedAt")).isNotNull();
        assertThat(report.getLong("decisions[0].receipt")).isGreaterThan(report.getLong("decisions[0].index"));
        assertThat(report.<Object>get("decisions[1].enforcedAt")).isNull();
        assertThat(report.getString("decisions[1].notice")).isEqualTo("1");
        assertThat(report.getList("cases.caseReference")).containsExactly("C-1");
        assertThat(report.getString("answersOfRecipients[0].outcome")).isEqualTo("DELETED");
        assertThat(report.getList("recipients.agency")).containsExactly("gesundheitsamt", "jobcenter");
        assertThat(report.getList("recipients.disclosures", Integer.class)).containsExactly(1, 2);
        assertThat(report.getList("recipients[1].attributes")).containsExactly("address", "phone");
        assertThat(report.getList("recipients[1].purposes")).containsExactly("case-management");
        assertThat(report.getList("retention.retentionClass")).contains("access", "consent", "control");
        assertThat(report.getString("checkpoint.note")).startsWith("handschlag.test/log\n");
        assertThat(report.getString("staff")).isEqualTo("masked");
        assertThat(answer.asString()).doesNotContain("e-secret");
        assertThat(report.<String, Object>getMap("").keySet()).as("members that the OpenAPI document describes")
                .allSatisfy(member -> assertThat(PersonReport.MEMBERS).contains(member));
    }

    @Test
    @DisplayName("Reading the log about the person is in the report in general terms, without what was asked")
    void logReadsInGeneralTerms() {
        story();
        asDpo().get("/v1/log-entries?dataSubjectId=" + me + "&purpose=case-management").then().statusCode(200);

        JsonPath report = Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> read(as(token).get(OWN)),
                read -> read.getList("logReads").size() == 1);

        assertThat(report.<Map<String, Object>>getList("logReads").getFirst())
                .containsOnlyKeys("index", "time", "kind", "queryPurpose").containsEntry("queryPurpose", "incident");
    }

    @Test
    @DisplayName("R21 R22 what a norm hides or defers is in none of the sections and sums but the DPO's own")
    void whatIsWithheld() {
        story();
        logged(Corridor.disclosedByNorm(me, "jugendamt", "e-secret", "child-protection", "§ 8a SGB VIII", null, true,
                null, "school"));
        awaitCheckpointOver(logged(Corridor.opened(UUID.randomUUID(), me, "sozialamt", "e-secret", Corridor.now(),
                Corridor.now().plusSeconds(3600), "phone")));

        assertThat(read(as(token).get(OWN)).prettify()).doesNotContain("jugendamt", "sozialamt", "child-protection");
        assertThat(read(asDpo().get(about(me))).prettify()).doesNotContain("jugendamt", "sozialamt");
        JsonPath all = read(asDpo().queryParam("scope", "all").get(about(me)));
        assertThat(all.getString("scope")).isEqualTo("all");
        assertThat(all.getList("recipients.agency")).contains("jugendamt");
        assertThat(all.getBoolean("accesses[1].hiddenFromPerson")).isTrue();
        assertThat(all.getString("accesses[0].noticeDeferredUntil")).isNotNull();
    }

    @Test
    @DisplayName("R29 employees are named for a typed reason only, which stands in the log with the login of who asked")
    void staffIsNamedForAReason() {
        story();
        assertThat(read(asDpo().get(about(me))).prettify()).doesNotContain("e-secret");

        Response named = as(tokens.dpo()).contentType(ContentType.JSON)
                .body(Map.of("queryPurpose", "complaint", "reason", REASON)).post(about(me) + "/staff-named");

        assertThat(read(named).getString("staff")).isEqualTo("named");
        assertThat(Json.text(named, "accesses[0].employee")).isEqualTo("e-secret");
        assertThat(Json.text(named, "answersOfRecipients[0].employee")).isEqualTo("e-secret");
        JsonPath queries = Awaitility.await().atMost(Duration.ofSeconds(120)).until(
                () -> asDpo().get("/v1/log-entries?type=de.handschlag.log.queried.v1&dataSubjectId=" + me).jsonPath(),
                read -> read.getList("entries.reason").contains(REASON));
        assertThat(queries.getList("entries.reason").stream().filter(REASON::equals)).hasSize(1);
        assertThat(queries.getList("entries.employee")).doesNotContainNull();
        assertThat(read(as(token).get(OWN)).prettify()).doesNotContain(REASON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"queryPurpose\":\"complaint\"}", "{\"queryPurpose\":\"complaint\",\"reason\":\"short\"}",
            "{\"reason\":\"The office agreed to name its staff\"}",
            "{\"queryPurpose\":\"complaint\",\"reason\":\"The office agreed\\u0000 to name its staff\"}",
            "{\"queryPurpose\":\"complaint\",\"scope\":\"some\",\"reason\":\"The office agreed to name its staff\"}"})
    void withoutReasonNobodyIsNamed(String body) {
        assertThat(
                as(tokens.dpo()).contentType(ContentType.JSON).body(body).post(about(me) + "/staff-named").statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("Longer than a page, each entry once, newest first")
    void manyEntries() {
        List<EventEnvelope<Event>> events = new ArrayList<>();
        IntStream.range(0, 1_203).forEach(i -> events.add(Corridor
                .envelope(Corridor.disclosed(me, 0, "jobcenter", "e-1", "C-1", "case-management", grant, "phone"))));
        corridor.sendAll(events);
        awaitCheckpointOver(awaitIndexes(events.getLast().id()).getFirst());

        JsonPath report = read(as(token).get(OWN));

        assertThat(report.getList("accesses.index", Long.class)).hasSize(1_203).doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(report.getInt("recipients[0].disclosures")).isEqualTo(1_203);
        assertThat(read(asDpo().queryParam("scope", "all").get(about(me))).getList("accesses"))
                .as("with what may not be shown").hasSize(1_203);
    }

    @Test
    @DisplayName("401, 403, 404 and 422")
    void whoMayAsk() {
        assertThat(RestAssured.get(OWN).statusCode()).isEqualTo(401);
        assertThat(RestAssured.get(about(me)).statusCode()).isEqualTo(401);
        assertThat(RestAssured.given().contentType(ContentType.JSON).body("{}").post(about(me) + "/staff-named")
                .statusCode()).isEqualTo(401);
        for (String other : List.of(tokens.caseworker("jobcenter", "case-management"),
                tokens.agencySystem("jobcenter", "case-management"), tokens.admin(), tokens.withoutRole())) {
            assertThat(as(other).get(OWN).statusCode()).isEqualTo(403);
            assertThat(as(other).get(about(me)).statusCode()).isEqualTo(403);
        }
        assertThat(as(tokens.dpo()).get(OWN).statusCode()).isEqualTo(403);
        assertThat(as(token).get(about(me)).statusCode()).isEqualTo(403);
        assertThat(as(token).contentType(ContentType.JSON).body(Map.of("queryPurpose", "complaint", "reason", REASON))
                .post(about(me) + "/staff-named").statusCode()).isEqualTo(403);
        assertThat(asDpo().get(about(UUID.randomUUID())).statusCode()).isEqualTo(404);
        assertThat(as(tokens.dpo()).get(about(me)).statusCode()).isEqualTo(422);
        assertThat(asDpo().queryParam("scope", "some").get(about(me)).statusCode()).isEqualTo(422);
    }
}
