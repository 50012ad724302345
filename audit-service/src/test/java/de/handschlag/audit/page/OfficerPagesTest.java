package de.handschlag.audit.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.PlayedConsentService;
import de.handschlag.event.NoticeDeferralChanged.State;
import de.handschlag.teststack.LoggedInBrowser;

@QuarkusTest
@DisplayName("The data-protection officer's pages")
class OfficerPagesTest extends AuditTestCase {

    private static final int KNOWN_PORT = 8083;

    private static LoggedInBrowser officer;
    private static LoggedInBrowser person;

    @TestHTTPResource
    URL service;

    @BeforeEach
    void logIn() {
        if (officer == null) {
            officer = LoggedInBrowser.withRole(KNOWN_PORT, service.getPort(), "dpo");
            person = LoggedInBrowser.withRole(KNOWN_PORT, service.getPort(), "data-subject");
        }
    }

    private static long disclosed(UUID about, String caseReference, String... attributes) {
        long index = awaitIndexes(corridor.send(Corridor.disclosed(about, 0, "jobcenter", "worker-1", caseReference,
                "case-management", UUID.randomUUID(), attributes)).id()).getFirst();
        awaitCheckpointOver(index);
        return index;
    }

    private static long queriesAbout(UUID about) {
        return one("SELECT count(*) FROM log_payload WHERE type = 'de.handschlag.log.queried.v1'"
                + " AND data_subject_id = '" + about + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app", "/app/search", "/app/saved", "/app/complaints", "/app/anomalies", "/app/volumes",
            "/app/reports", "/app/holds", "/app/retention", "/app/digest", "/app/log"})
    @DisplayName("are there in German and English, for nobody else, and after a login only")
    void everyPage(String path) {
        disclosed(UUID.randomUUID(), "C-1", "address");
        Document german = officer.open(path);
        Document english = officer.openInEnglish(path);
        assertThat(german.selectFirst("html").attr("lang")).isEqualTo("de");
        assertThat(english.selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(german.selectFirst("h1").text()).isNotEqualTo(english.selectFirst("h1").text());
        assertThat(german.select("nav.menu a")).hasSize(10);
        assertThat(person.look(path).statusCode()).isEqualTo(403);
        assertThat(RestAssured.given().redirects().follow(false).get(path).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("R29 a question states its purpose, is recorded once, and is shown again without being asked again")
    void searching() {
        UUID about = UUID.randomUUID();
        long index = disclosed(about, "C-1", "address");
        disclosed(UUID.randomUUID(), "C-2", "address");

        Response withoutPurpose = officer.submit("/app/search",
                Map.of("dataSubjectId", about.toString(), "from", "2026-13-01"));
        assertThat(withoutPurpose.statusCode()).isEqualTo(422);
        Document again = Jsoup.parse(withoutPurpose.asString());
        assertThat(again.select(".summary a").eachAttr("href")).contains("#queryPurpose-data-subject-request", "#from");
        assertThat(again.selectFirst("#dataSubjectId").val()).isEqualTo(about.toString());
        assertThat(queriesAbout(about)).isZero();

        Response asked = officer.submit("/app/search",
                Map.of("queryPurpose", "incident", "dataSubjectId", about.toString(), "attribute", "address",
                        "agencyId", "", "caseReference", "", "employee", "", "purpose", "", "decision", "", "type",
                        ""));
        assertThat(asked.statusCode()).isEqualTo(303);
        String address = LoggedInBrowser.pathOf(asked);
        assertThat(address).doesNotContain(about.toString());
        Document result = officer.open(address);
        assertThat(result.select("main table").first().select("tbody tr")).hasSize(1);
        assertThat(result.text()).contains("Jobcenter Beispielstadt", "Fallbegleitung", "Anschrift", "Vorfall");
        assertThat(result.select("a[href^=/app/entries/]").attr("href"))
                .isEqualTo("/app/entries/" + index + "?queryPurpose=incident");
        assertThat(officer.open(address + "?view=timeline").select("ol.timeline li")).hasSize(1);
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(queriesAbout(about)).isOne());
        officer.open(address);
        assertThat(queriesAbout(about)).as("reloading does not ask again").isOne();
        assertThat(LoggedInBrowser.withRole(KNOWN_PORT, service.getPort(), "dpo").look(address).statusCode())
                .as("another login").isEqualTo(404);

        Response other = officer.submit("/app/search",
                Map.of("queryPurpose", "incident", "dataSubjectId", about.toString(), "attribute", "iban"));
        assertThat(officer.open(LoggedInBrowser.pathOf(other)).text()).contains("Nichts gefunden");
    }

    @Test
    @DisplayName("R29 nobody is watched by a question about an employee alone")
    void employeesAreNotWatched() {
        Map<String, String> question = new HashMap<>(
                Map.of("queryPurpose", "routine-control", "agencyId", "jobcenter", "employee", "worker-1"));
        Response refused = officer.submit("/app/search", question);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.asString()).select(".summary a").eachAttr("href")).containsExactly("#employee");
        question.put("queryPurpose", "complaint");
        assertThat(officer.submit("/app/search", question).statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("G7 an entry is explained, with its proof, once a purpose is stated")
    void oneEntry() {
        UUID about = UUID.randomUUID();
        long index = disclosed(about, "C-1", "address");

        Document asked = officer.open("/app/entries/" + index);
        assertThat(asked.select("input[name=queryPurpose]")).hasSize(5);
        assertThat(asked.select("input[checked]")).as("nothing is chosen beforehand").isEmpty();

        Document entry = officer.open("/app/entries/" + index + "?queryPurpose=complaint");
        assertThat(entry.text()).contains("Die Entscheidung war nicht richtig", "Jobcenter Beispielstadt", "worker-1");
        assertThat(entry.select("details.proof pre").first().text()).contains("commit");
        assertThat(officer.look("/app/entries/999999999?queryPurpose=complaint").statusCode()).isEqualTo(404);
        long linked = awaitIndexes(corridor.send(Corridor.caseLinked(about, 1, "jobcenter", "C-1")).id()).getFirst();
        assertThat(officer.open("/app/entries/" + linked + "?queryPurpose=complaint").text())
                .contains("Fall verknüpft");
    }

    @Test
    @DisplayName("Art. 12(3) a complaint is opened with its entry, answered once, and handed out as a file")
    void complaint() {
        String token = tokens.dataSubject("page-complaint-" + UUID.randomUUID());
        long index = disclosed(PlayedConsentService.personOf(token), "C-1", "address");
        String id = as(token).contentType(ContentType.JSON)
                .body(Map.of("entryIndex", index, "text", "Warum <b>sieht</b> das Jobcenter meine Anschrift?"))
                .post("/v1/my/complaints").jsonPath().getString("id");

        assertThat(officer.open("/app/complaints").select("a[href=/app/complaints/" + id + "]")).hasSize(1);
        Document file = officer.open("/app/complaints/" + id);
        assertThat(file.selectFirst("blockquote").text())
                .isEqualTo("Warum <b>sieht</b> das Jobcenter meine Anschrift?");
        assertThat(file.text()).contains("Die Entscheidung war nicht richtig", "Anschrift");
        Response empty = officer.submit("/app/complaints/" + id, Map.of("text", "…"));
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(empty.asString()).select(".summary a").attr("href")).isEqualTo("#text");

        Document answered = officer.submitted("/app/complaints/" + id,
                Map.of("text", "Die Auskunft war nicht gedeckt.\r\nWir gehen dem nach."));
        assertThat(answered.text()).contains("beantwortet", "Wir gehen dem nach.");
        assertThat(answered.select("textarea")).isEmpty();
        assertThat(officer.submit("/app/complaints/" + id, Map.of("text", "Eine andere Antwort.")).statusCode())
                .isEqualTo(409);
        assertThat(as(token).get("/v1/my/complaints").jsonPath().getString("complaints[0].answer"))
                .isEqualTo("Die Auskunft war nicht gedeckt.\nWir gehen dem nach.");
        Response download = officer.look("/app/complaints/" + id + "/file");
        assertThat(download.header("Content-Disposition")).contains("attachment");
        assertThat(download.jsonPath().getLong("entry.index")).isEqualTo(index);
    }

    @Test
    @DisplayName("R28 a legal hold is set with a reason and released with one")
    void legalHold() {
        UUID about = UUID.randomUUID();
        disclosed(about, "C-1", "address");

        Response wrong = officer.submit("/app/holds", Map.of("dataSubjectId", about.toString(), "reason", "…"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(wrong.asString()).select(".summary a").attr("href")).isEqualTo("#reason");
        Document set = officer.submitted("/app/holds",
                Map.of("dataSubjectId", about.toString(), "reason", "Streit 2026/17 vor Gericht " + about));
        String hold = set.select("tr:contains(" + about + ") a").attr("href");
        Response twice = officer.submit("/app/holds",
                Map.of("dataSubjectId", about.toString(), "reason", "Streit 2026/17 vor Gericht"));
        assertThat(twice.statusCode()).isEqualTo(422);

        assertThat(officer.submitted(hold, Map.of("reason", "Der Streit ist entschieden")).text())
                .contains("aufgehoben", "Der Streit ist entschieden");
    }

    @Test
    @DisplayName("a question is kept under a name, run and deleted")
    void savedQuestion() {
        disclosed(UUID.randomUUID(), "C-1", "address");
        String asked = LoggedInBrowser.pathOf(officer.submit("/app/search",
                Map.of("queryPurpose", "routine-control", "agencyId", "jobcenter", "decision", "disclosed")));
        String name = "Jobcenter " + UUID.randomUUID();
        String queryId = asked.substring(asked.lastIndexOf('/') + 1);

        Document saved = officer.submitted("/app/saved", Map.of("queryId", queryId, "name", name));
        assertThat(saved.text()).contains(name);
        assertThat(officer.submit("/app/saved", Map.of("queryId", queryId, "name", name)).statusCode()).isEqualTo(422);
        String run = saved.select("section:contains(" + name + ") form").first().attr("action");
        assertThat(officer.submitted(run, Map.of()).text()).contains("Jobcenter Beispielstadt");
        assertThat(officer
                .submit("/app/saved",
                        Map.of("queryId",
                                idOf(Map.of("queryPurpose", "incident", "agencyId", "jobcenter", "employee", "worker-1",
                                        "dataSubjectId", UUID.randomUUID().toString())),
                                "name", name + " 2"))
                .statusCode()).as("R29 nobody is named by a saved question").isEqualTo(422);
        String deletion = saved.select("section:contains(" + name + ") form").last().attr("action");
        assertThat(officer.submitted(deletion, Map.of()).text()).doesNotContain(name);
    }

    private static String idOf(Map<String, String> question) {
        String asked = LoggedInBrowser.pathOf(officer.submit("/app/search", question));
        return asked.substring(asked.lastIndexOf('/') + 1);
    }

    @Test
    @DisplayName("a saved question asks for the attribute that it was asked for")
    void savedAttribute() {
        UUID about = UUID.randomUUID();
        long address = disclosed(about, "C-1", "address");
        long iban = disclosed(about, "C-1", "iban");
        String name = "IBAN " + UUID.randomUUID();

        Document saved = officer.submitted("/app/saved",
                Map.of("queryId",
                        idOf(Map.of("queryPurpose", "routine-control", "agencyId", "jobcenter", "attribute", "iban")),
                        "name", name));
        String run = saved.select("section:contains(" + name + ") form").first().attr("action");

        assertThat(officer.submitted(run, Map.of()).select("a[href^=/app/entries/]").eachAttr("href"))
                .anyMatch(link -> link.startsWith("/app/entries/" + iban + "?"))
                .noneMatch(link -> link.startsWith("/app/entries/" + address + "?"));
    }

    @Test
    @DisplayName("what was typed wrongly is said beside its field, and what was typed stays")
    void mistakes() {
        Response question = officer.submit("/app/search",
                Map.of("queryPurpose", "incident", "agencyId", "x".repeat(1000), "caseReference", "C-1"));
        assertThat(question.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(question.asString()).select(".summary a").attr("href")).isEqualTo("#agencyId");
        assertThat(Jsoup.parse(question.asString()).selectFirst("#caseReference").val()).isEqualTo("C-1");

        Response period = officer.look("/app/anomalies?from=2026-10-01&to=2026-11-30");
        assertThat(period.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(period.asString()).select(".summary a").attr("href")).isEqualTo("#to");
        assertThat(Jsoup.parse(period.asString()).selectFirst("#from").val()).isEqualTo("2026-10-01");
        assertThat(Jsoup.parse(officer.look("/app/volumes?to=2026-13-01").asString()).selectFirst("#from").val())
                .isEmpty();
        assertThat(officer
                .submit("/app/anomalies",
                        Map.of("kind", "refused-tries", "newest", "1", "outcome", "EXPLAINED", "note", "n".repeat(501)))
                .statusCode()).as("no note is cut").isEqualTo(400);
    }

    @Test
    @DisplayName("Art. 15 a report is downloaded, and names employees for a reason only")
    void report() {
        UUID about = UUID.randomUUID();
        disclosed(about, "C-1", "address");

        Response masked = officer.submit("/app/reports", Map.of("dataSubjectId", about.toString()));
        assertThat(masked.statusCode()).isEqualTo(200);
        assertThat(masked.header("Content-Disposition")).contains("attachment");
        assertThat(masked.asString()).contains("case-management").doesNotContain("worker-1");
        Map<String, String> named = new HashMap<>(Map.of("dataSubjectId", about.toString(), "staff", "named"));
        assertThat(officer.submit("/app/reports", named).statusCode()).isEqualTo(422);
        named.put("reason", "Die Beschwerde 2026/17 nennt ihn");
        assertThat(officer.submit("/app/reports", named).asString()).contains("worker-1");
        Response nobody = officer.submit("/app/reports", Map.of("dataSubjectId", UUID.randomUUID().toString()));
        assertThat(nobody.statusCode()).isEqualTo(422);
        assertThat(nobody.contentType()).startsWith("text/html");
    }

    @Test
    @DisplayName("R22 reads that are shown later are in the inbox from the wish on, until they are lifted")
    void deferralsInTheInbox() {
        UUID deferral = UUID.randomUUID();
        UUID about = UUID.randomUUID();
        Instant until = Corridor.now().plus(1, ChronoUnit.HOURS);
        long asked = changed(deferral, about, "worker-1", State.REQUESTED, until);
        String link = "tr:has(a[href=/app/entries/%d?queryPurpose=routine-control])";
        assertThat(officer.open("/app").select(link.formatted(asked)).text()).contains("wartet auf eine zweite Person");

        long approved = changed(deferral, about, "worker-2", State.APPROVED, until);
        Document home = officer.open("/app");
        assertThat(home.select(link.formatted(asked))).as("the newest entry stands for it").isEmpty();
        assertThat(home.select(link.formatted(approved)).text()).contains("genehmigt");
        assertThat(officer.open("/app/entries/" + approved + "?queryPurpose=routine-control").text())
                .contains("The child would be in danger", "A 12/26", deferral.toString());

        changed(deferral, about, "dpo-1", State.LIFTED, until);
        assertThat(officer.open("/app").select(link.formatted(approved))).isEmpty();
        changed(UUID.randomUUID(), about, "worker-1", State.REQUESTED, until);
        assertThat(officer.open("/app").select("tr:has(td:contains(wartet auf eine zweite Person)) td:last-child")
                .eachText()).as("an earlier one of the same office, person and purpose").contains("1");
    }

    private static long changed(UUID deferral, UUID person, String employee, State state, Instant until) {
        return awaitIndexes(
                corridor.send(Corridor.deferral(deferral, person, "jugendamt", employee, state, until)).id())
                .getFirst();
    }

    @Test
    @DisplayName("R21 an emergency access waits for its review, and an anomaly for a decision")
    void inbox() {
        UUID access = UUID.randomUUID();
        long opened = awaitIndexes(corridor.send(Corridor.opened(access, UUID.randomUUID(), "gesundheitsamt",
                "worker-1", Corridor.now(), null, "address")).id()).getFirst();
        for (int i = 0; i < 4; i++) {
            awaitIndexes(corridor.send(Corridor.refused(UUID.randomUUID(), 0, "school", "worker-" + opened, "C-1",
                    "child-protection", "purpose-not-entitled")).id());
        }
        Document home = officer.open("/app");
        assertThat(home.select("a[href=/app/entries/" + opened + "?queryPurpose=routine-control]")).hasSize(1);
        assertThat(home.text()).contains("Das Protokoll ist vollständig");

        assertThat(officer.open("/app/anomalies?kind=&from=&to=").select("section.card")).isNotEmpty();
        Document anomalies = officer.open("/app/anomalies?kind=refused-tries");
        assertThat(anomalies.text()).doesNotContain("worker-" + opened);
        assertThat(officer.open("/app/anomalies?kind=refused-tries&queryPurpose=incident").text())
                .contains("worker-" + opened);
        Document decided = officer.submitted("/app/anomalies",
                Map.of("kind", "refused-tries", "newest", anomalies.select("input[name=newest]").first().val(),
                        "outcome", "EXPLAINED", "note", "Zugang war falsch eingerichtet"));
        assertThat(decided.text()).contains("Erklärt, nichts zu tun", "Zugang war falsch eingerichtet");
    }
}
