package de.handschlag.consent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedLog;
import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.teststack.TestStack;

/** The first page after login. */
@QuarkusTest
class HomePageTest {

    private static final String PASSWORD = "long-enough-for-a-test";

    @TestHTTPResource
    URL service;

    @AfterEach
    void logTellsNothing() {
        PlayedLog.tells();
    }

    @Test
    @DisplayName("What waits for a decision comes first; a grant is two taps from being taken back")
    void waitingFirst() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = AgencyActor.newCaseReference();
        PersonActor person = PersonActor.selfEnrolled();
        jobcenter.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());
        assertThat(browser.open("/app").text()).contains("Zurzeit fragt niemand",
                "Zurzeit haben Sie niemandem etwas erlaubt", "Bisher hat niemand");
        UUID granted = jobcenter.asks(caseReference, "phone");
        person.approve(granted).then().statusCode(200);
        UUID waiting = jobcenter.asks(caseReference, "phone", "family_name");

        Document page = browser.open("/app");

        assertThat(page.select("main a[href^=/app/]").eachAttr("href")).containsExactly("/app/requests/" + waiting,
                "/app/consents/" + granted + "/withdrawal");
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.text()).contains("Stelle jobcenter-test", "Fallbegleitung", "Telefon")
                .doesNotContain("case-management");
        Document english = browser.reading("en").open("/app");
        assertThat(english.text()).contains("Somebody asks you", "Case management");
        assertThat(english.select("bdi[lang=de]").eachText()).as("the word on the office's door")
                .contains("(Fallbegleitung (Integrationsmanagement, KIM))");
    }

    @Test
    @DisplayName("R7 R41 a consent that ended without the person is shown for 30 days, and leads to why; what they took back is not")
    void endedWithoutThePerson() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = AgencyActor.newCaseReference();
        PersonActor person = PersonActor.selfEnrolled();
        jobcenter.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        UUID takenBack = jobcenter.asks(caseReference, "phone");
        person.approve(takenBack).then().statusCode(200);
        person.withdraw(takenBack).then().statusCode(202);
        UUID ended = jobcenter.asks(caseReference, "phone");
        person.approve(ended).then().statusCode(200);
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());
        assertThat(browser.open("/app").text()).doesNotContain("Ungültig geworden");

        jobcenter.unlinkCase(caseReference).then().statusCode(202);

        Document page = browser.open("/app");
        assertThat(page.select(".notice a[href]").eachAttr("href")).containsExactly("/app/consents/" + ended);
        assertThat(page.select(".notice").text()).contains("Ungültig geworden", "Stelle jobcenter-test", "Beendet am");
        Database.update("UPDATE consent_record SET ended_at = ended_at - interval '31 days' WHERE id = ?", ended);
        assertThat(browser.open("/app").text()).doesNotContain("Ungültig geworden");
    }

    @Test
    @DisplayName("R41 a withdrawal that an office recorded is shown as that, and leads to it")
    void recordedByAnOffice() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = AgencyActor.newCaseReference();
        PersonActor person = PersonActor.selfEnrolled();
        jobcenter.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        UUID withdrawn = jobcenter.asks(caseReference, "phone");
        person.approve(withdrawn).then().statusCode(200);
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());
        assertThat(browser.open("/app").select(".notice a[href]")).isEmpty();

        jobcenter.recordsWithdrawal(withdrawn, Map.of("channel", "PAPER")).then().statusCode(202);

        Document page = browser.open("/app");
        assertThat(page.select(".notice a[href]").eachAttr("href")).containsExactly("/app/consents/" + withdrawn);
        assertThat(page.select(".notice").text()).contains("Auf Papier zurückgenommen, von der Stelle eingetragen",
                "Stelle jobcenter-test");
    }

    @Test
    @DisplayName("R23 the three newest accesses are shown, and who owes an answer that is late")
    void lately() {
        AgencyActor.jobcenter();
        PlayedLog.tells(access(9, "obligation-overdue", "jobcenter-test", "GRANT_WITHDRAWN"),
                access(8, "obligation-answered", "mbe-test", "GRANT_WITHDRAWN"),
                access(7, "obligation-overdue", "mbe-test", "GRANT_WITHDRAWN"),
                access(6, "disclosed", "jobcenter-test", null), access(5, "denied", "jobcenter-test", null),
                access(4, "disclosed", "jobcenter-test", null), access(3, "emergency-opened", "jobcenter-test", null),
                access(2, "disclosed", "jobcenter-test", null));
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());

        Document page = browser.open("/app");

        assertThat(page.select(".card")).hasSize(3);
        assertThat(page.select(".notice.stop")).hasSize(1);
        assertThat(page.select(".notice.stop").text()).contains("Stelle jobcenter-test");
    }

    @Test
    @DisplayName("R21 R41 an emergency access of the last 30 days, or shown since, is shown however much was read after it, and leads to its entry")
    void emergenciesAreNotPushedAway() {
        AgencyActor.jobcenter();
        String opened = access(5, "emergency-opened", "jobcenter-test", null);
        PlayedLog.tells(access(9, "disclosed", "jobcenter-test", null), access(8, "disclosed", "jobcenter-test", null),
                access(7, "disclosed", "jobcenter-test", null), access(6, "disclosed", "jobcenter-test", null),
                at(Duration.ofDays(29), opened),
                at(Duration.ofDays(50), opened.replace(":5", ":4")).replace("{\"index\"",
                        "{\"shownFrom\":\"" + Instant.now().minus(Duration.ofDays(1)) + "\",\"index\""),
                at(Duration.ofDays(31), opened.replace(":5", ":3")));

        Document page = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort()).open("/app");

        assertThat(page.select(".card")).hasSize(5);
        assertThat(page.select(".card a[href^=/app/accesses]").eachAttr("href")).containsExactly("/app/accesses/5",
                "/app/accesses/4");
    }

    private static String at(Duration ago, String access) {
        return access.replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"" + Instant.now().minus(ago) + "\"");
    }

    @Test
    @DisplayName("R24 an answer about other data of the same office does not hide that one is late")
    void lateAboutOtherData() {
        AgencyActor.jobcenter();
        PlayedLog.tells(access(9, "obligation-answered", "jobcenter-test", "VALUE_CORRECTED"),
                access(8, "obligation-overdue", "jobcenter-test", "VALUE_CORRECTED"),
                access(7, "obligation-overdue", "jobcenter-test", "VALUE_CORRECTED").replace("case-management",
                        "child-protection"));

        Document page = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort()).open("/app");

        assertThat(page.select(".notice.stop")).hasSize(1);
    }

    @Test
    @DisplayName("While the log is away, the page says so and all else works")
    void withoutTheLog() {
        PlayedLog.isAway();

        Document page = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort()).open("/app");

        assertThat(page.text()).contains("Das können wir gerade nicht zeigen", "Zurzeit fragt niemand");
    }

    @Test
    @DisplayName("R35 a login that is nobody's is led to where it becomes somebody's; an administrator to their own pages")
    void others() {
        String stranger = user("data-subject");
        String admin = user("admin");

        assertThat(PersonBrowser.of(stranger, PASSWORD, service.getPort()).look("/app").header("Location"))
                .endsWith("/app/code");
        assertThat(PersonBrowser.of(admin, PASSWORD, service.getPort()).look("/app").header("Location"))
                .endsWith("/app/admin");
        assertThat(PersonBrowser.of(user("dpo"), PASSWORD, service.getPort()).look("/app").status()).isEqualTo(403);
    }

    private static String user(String role) {
        String name = "home-" + role + "-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, TestStack.keycloakUrl(),
                    System.getProperty("handschlag.test.keycloak-admin-password")).importUsers(Realms.HANDSCHLAG,
                            List.of(new KeycloakAdmin.User(name, PASSWORD, List.of(role), Map.of())));
        }
        return name;
    }

    private static String access(int index, String kind, String agency, String cause) {
        return """
                {"index":%d,"id":"%s","time":"2026-11-0%dT10:00:00Z","kind":"%s","agency":"%s","purpose":"case-management",
                "attributes":["phone"],"grants":[],"norm":null,"emergency":null,"cause":%s}"""
                .formatted(index, UUID.randomUUID(), index, kind, agency, cause == null ? "null" : "\"" + cause + "\"");
    }
}
