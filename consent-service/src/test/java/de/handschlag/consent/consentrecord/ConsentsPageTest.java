package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedRegistry;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.page.PageLanguage;
import de.handschlag.teststack.WireRequest;

/** What a person decided, how they take it back, and what becomes of that. */
@QuarkusTest
@QuarkusTestResource(PlayedRegistry.class)
class ConsentsPageTest {

    @TestHTTPResource
    URL service;

    private AgencyActor jobcenter;
    private String caseReference;
    private PersonActor person;
    private PersonBrowser browser;

    @BeforeEach
    void logIn() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = AgencyActor.newCaseReference();
        person = PersonActor.selfEnrolled();
        jobcenter.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        browser = PersonBrowser.of(person, service.getPort());
    }

    @AfterEach
    void registryKnowsNothing() {
        PlayedRegistry.isEmpty();
    }

    private UUID given() {
        UUID id = jobcenter.asks(caseReference, "phone", "family_name");
        person.approve(id).then().statusCode(200);
        return id;
    }

    private static String withdrawalOf(UUID id) {
        return "/app/consents/" + id + "/withdrawal";
    }

    @Test
    @DisplayName("By office: what waits, what is in force with its take back, what is over; names and no keys")
    void byOffice() {
        assertThat(browser.open("/app/consents").text()).contains("Noch hat Sie niemand gefragt");
        UUID granted = given();
        UUID waiting = UUID.fromString(jobcenter.requestConsent(caseReference, "appointments", 3, "phone").then()
                .statusCode(201).extract().path("consentRequestId"));

        Document page = browser.open("/app/consents");

        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("h2").text()).isEqualTo("Stelle jobcenter-test");
        assertThat(page.select(".status").eachText()).containsExactly("Wartet auf Sie", "Erlaubt");
        assertThat(page.select("main a[href^=/app/]").eachAttr("href")).containsExactly("/app/requests/" + waiting,
                "/app/consents/" + granted, withdrawalOf(granted));
        assertThat(page.text()).contains("Fallbegleitung").doesNotContain("case-management");
        assertThat(page.select(".menu [aria-current=page]").attr("href")).isEqualTo("/app/consents");
        assertThat(browser.reading("en").open("/app/consents").text()).contains("My permissions", "Allowed");
    }

    @Test
    @DisplayName("R6 the record shows the text as it was read, with version, language and hash")
    void recordShowsWhatWasRead() {
        UUID id = given();
        String hash = person.consentRecord(id).path("notice.hash");

        Document page = browser.open("/app/consents/" + id);

        assertThat(page.select("[data-notice]").attr("lang")).isEqualTo("de");
        assertThat(page.select("[data-notice]").text()).contains("Stelle jobcenter-test");
        assertThat(page.text()).contains(hash, "Telefon", "Familienname", caseReference);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(browser.look("/app/consents/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("Art. 7(3) one button takes back; sent twice it is one withdrawal; what is over says so")
    void takeBack() {
        UUID id = given();
        Document page = browser.open(withdrawalOf(id));
        assertThat(page.select("form button")).hasSize(1);
        assertThat(page.text()).contains("Das endet", "Das bleibt", "Telefon");

        WireRequest.Answer answer = browser.submit(withdrawalOf(id));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/app/enforcements/");
        assertThat(person.status(id)).isEqualTo("ConsentWithdrawn");
        assertThat(browser.submit(withdrawalOf(id)).header("Location")).isEqualTo(answer.header("Location"));
        assertThat(browser.open(withdrawalOf(id)).select("form")).isEmpty();
        assertThat(browser.open("/app/consents/" + id).text()).contains("Zurückgenommen");
        UUID refused = jobcenter.asks(caseReference, "phone");
        person.request().post("/v1/me/consent-records/{id}/refusal", refused).then().statusCode(200);
        WireRequest.Answer none = browser.submit(withdrawalOf(refused));
        assertThat(none.status()).isEqualTo(409);
        assertThat(PersonBrowser.page(none).text()).contains("nichts mehr zurückzunehmen");
    }

    @Test
    @DisplayName("R41 list, record and receipt say that the office recorded a withdrawal, when, how and why, in the person's language")
    void recordedWithdrawal() {
        UUID onPaper = given();
        jobcenter.recordsWithdrawal(onPaper, Map.of("channel", "PAPER")).then().statusCode(202);
        UUID byWord = UUID.fromString(jobcenter.requestConsent(caseReference, "appointments", 3, "phone").then()
                .statusCode(201).extract().path("consentRequestId"));
        person.approve(byWord).then().statusCode(200);
        jobcenter.recordsWithdrawal(byWord, Map.of("channel", "ORAL", "reason", "Ohne <Telefon>")).then()
                .statusCode(202);

        assertThat(browser.open("/app/consents").select(".status").eachText()).containsExactly(
                "Auf Papier zurückgenommen, von der Stelle eingetragen",
                "Mündlich zurückgenommen, von der Stelle eingetragen");
        Document record = browser.open("/app/consents/" + byWord);
        assertThat(record.select(".status").eachText())
                .containsExactly("Mündlich zurückgenommen, von der Stelle eingetragen");
        assertThat(record.text()).contains("Grund, den die Stelle angibt Ohne <Telefon>", "Beendet am");
        assertThat(record.select("a[href^=/app/enforcements/]")).hasSize(1);
        assertThat(browser.open("/app/consents/" + onPaper).text()).doesNotContain("Grund, den die Stelle");
        for (PageLanguage language : PageLanguage.values()) {
            assertThat(browser.reading(language.tag()).open("/app/consents/" + onPaper).select(".status").text())
                    .as(language.tag()).isEqualTo(MessageBundles
                            .get(ConsentsMessages.class, Localized.Literal.of(language.tag())).withdrawnOnPaper());
        }
    }

    @Test
    @DisplayName("All that an office may see is taken back at once; another office keeps what it has")
    void takeBackAllOfAnOffice() {
        UUID one = given();
        UUID two = UUID.fromString(jobcenter.requestConsent(caseReference, "appointments", 3, "phone").then()
                .statusCode(201).extract().path("consentRequestId"));
        person.approve(two).then().statusCode(200);
        AgencyActor other = AgencyActor.counselling();
        String otherCase = AgencyActor.newCaseReference();
        other.linkCase(otherCase, person.linkCode()).then().statusCode(201);
        UUID kept = other.asks(otherCase, "phone");
        person.approve(kept).then().statusCode(200);
        String all = "/app/consents/of/jobcenter-test/withdrawal";
        assertThat(browser.open("/app/consents").select("a[href=" + all + "]")).hasSize(1);
        assertThat(browser.open(all).select("form button")).hasSize(1);

        WireRequest.Answer answer = browser.submit(all);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(List.of(person.status(one), person.status(two), person.status(kept)))
                .containsExactly("ConsentWithdrawn", "ConsentWithdrawn", "ConsentGiven");
        assertThat(browser.open("/app/enforcements/" + person.consentRevision()).select("div.card")).hasSize(2);
        assertThat(browser.submit(all).status()).isEqualTo(409);
    }

    @Test
    @DisplayName("G6 the progress refreshes itself until reads heed it, then shows each office's copy")
    void progress() {
        UUID id = given();
        browser.submit(withdrawalOf(id));
        String progress = "/app/enforcements/" + person.consentRevision();

        WireRequest.Answer pending = browser.look(progress);

        assertThat(pending.header("Refresh")).isEqualTo("2");
        assertThat(PersonBrowser.page(pending).select("h1").text()).isEqualTo("Wird zurückgenommen");

        // Another one is about a read by a statute, and so about no consent (R24).
        PlayedRegistry.knowsObligations(
                """
                        {"agency":"jobcenter-test","readNorm":"§ 67a SGB X","purpose":"benefit-eligibility","cause":"VALUE_CORRECTED",
                        "attributes":["phone"],"openedAt":"2026-11-02T10:00:00Z","dueAt":"2026-11-09T10:00:00Z","state":"open"}""",
                """
                        {"agency":"jobcenter-test","consentRecordId":"%s","purpose":"case-management","cause":"GRANT_WITHDRAWN",
                        "attributes":["phone"],"openedAt":"2026-11-01T10:00:00Z","dueAt":"2026-11-08T10:00:00Z","state":"overdue"}"""
                        .formatted(id));
        try (RegistryActor registry = new RegistryActor()) {
            registry.enforces(person.dataSubjectId(), person.consentRevision(), Instant.now());
        }
        await().atMost(Duration.ofSeconds(120))
                .until(() -> PersonBrowser.page(browser.look(progress)).select("h1").text(), "Zurückgenommen"::equals);
        Document late = browser.open(progress);
        assertThat(late.text()).contains("Seither sieht die Stelle nichts mehr", "Die Stelle antwortet zu spät",
                "8. November 2026");

        PlayedRegistry.knowsObligations(
                """
                        {"agency":"jobcenter-test","consentRecordId":"%s","purpose":"case-management","cause":"GRANT_WITHDRAWN",
                        "attributes":["phone"],"openedAt":"2026-11-01T10:00:00Z","dueAt":"2026-11-08T10:00:00Z","state":"answered",
                        "outcome":"KEPT_BY_NORM","norm":"§ 84 SGB X","answeredAt":"2026-11-02T10:00:00Z"}"""
                        .formatted(id));
        WireRequest.Answer answered = browser.look(progress);
        assertThat(answered.header("Refresh")).isEmpty();
        assertThat(PersonBrowser.page(answered).text()).contains("Wird aufbewahrt", "§ 84 SGB X");

        PlayedRegistry.isAway();
        assertThat(browser.open(progress).text()).contains("Ihre Entscheidung gilt trotzdem");
        assertThat(browser.look("/app/enforcements/" + (person.consentRevision() + 1)).status()).isEqualTo(404);
    }
}
