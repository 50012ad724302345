package de.handschlag.consent.personreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;
import java.util.UUID;

import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedLog;
import de.handschlag.consent.actor.PlayedRegistry;
import de.handschlag.consent.paper.PdfProbe;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
@DisplayName("R30 All about a person on paper (Art. 15 GDPR)")
class PersonReportTest {

    private static final String PAPER = "/app/papers/pdf";

    @TestHTTPResource
    URL service;

    @AfterEach
    void othersKnowNothing() {
        PlayedRegistry.isEmpty();
        PlayedLog.tells();
    }

    private static void othersKnowSomething() {
        AgencyActor.jobcenter();
        PlayedRegistry.storesValues(
                """
                        {"attribute":"birth_country","value":"SYR","source":"jobcenter-test","sourceTypes":[],"asOf":"2026-01-02",
                        "contributedAt":"2026-01-03T10:00:00Z","behindBlock":true,"mayBeSeenBy":[{"agency":"jobcenter-test",
                        "purpose":"case-management","basis":"STATUTE","norm":"§ 67a SGB X"}]}""",
                """
                        {"attribute":"family_name","value":"<b>نور & Söhne</b>","source":"jobcenter-test","sourceTypes":[],
                        "asOf":"2026-01-02","contributedAt":"2026-01-03T10:00:00Z","behindBlock":false,"mayBeSeenBy":[]}""");
        PlayedLog
                .tells("""
                        {"index":4711,"id":"%s","time":"2026-11-02T22:30:00Z","kind":"disclosed","agency":"jobcenter-test",
                        "purpose":"case-management","attributes":["phone"],"grants":[],"norm":"§ 67a SGB X","basis":"Art. 6 DSGVO",
                        "fileNumber":"BG 4711-26","statedReason":"Erneuter Antrag"}"""
                        .formatted(UUID.randomUUID()));
    }

    @ParameterizedTest
    @CsvSource({"de, Alles über Sie auf Papier, Syrien, Erlaubt", "ar, كل شيء عنك على الورق, سوريا, مسموح",
            "ti, ኩሉ ብዛዕባኹም ኣብ ወረቐት, '', ''"})
    @DisplayName("R30 It is PDF/UA-1 in the language of the pages, with values, decisions and accesses in words, and names kept to the letter")
    void onPaper(String language, String title, String country, String given) throws Exception {
        AgencyActor agency = AgencyActor.counselling();
        String caseReference = AgencyActor.newCaseReference();
        PersonActor person = PersonActor.selfEnrolled();
        agency.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        UUID granted = agency.asks(caseReference, "phone", "family_name");
        person.approve(granted, List.of("phone"), List.of()).then().statusCode(Matchers.oneOf(200, 202));
        othersKnowSomething();

        WireRequest.Answer answer = PersonBrowser.of(person, service.getPort()).reading(language).look(PAPER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename=\"handschlag-");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(PdfProbe.faults(answer.content())).isEmpty();
        List<String> texts = PdfProbe.texts(answer.content());
        assertThat(texts.getFirst()).isEqualTo(title);
        assertThat(texts).contains("<b>نور & Söhne</b>", "Stelle jobcenter-test", "§ 67a SGB X", "Art. 6 DSGVO",
                "BG 4711-26", "Erneuter Antrag", "4711", caseReference);
        assertThat(String.join(" ", texts)).contains(country, given).doesNotContain("case-management", "birth_country");
        try (PDDocument document = Loader.loadPDF(answer.content())) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language);
        }
    }

    @Test
    @DisplayName("R30 R9 Under a consent it says which sources were released from secrecy beside it, and that this was taken back")
    void releases() {
        AgencyActor agency = AgencyActor.counselling();
        String caseReference = AgencyActor.newCaseReference();
        PersonActor person = PersonActor.selfEnrolled();
        agency.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        AgencyActor.underSecrecy().linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        UUID consent = agency.asks(caseReference, "phone");
        person.approve(consent).then().statusCode(200);
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());
        assertThat(PdfProbe.texts(browser.look(PAPER).content())).doesNotContain("Schweigepflicht");
        person.release(consent, "psz-test").then().statusCode(201);

        List<String> released = PdfProbe.texts(browser.look(PAPER).content());

        assertThat(released).containsSubsequence("Erlaubt", caseReference, "Schweigepflicht", "Stelle psz-test",
                "Von der Schweigepflicht entbunden").doesNotContain("Zurückgenommen");

        person.withdrawRelease(consent, "psz-test").then().statusCode(Matchers.oneOf(200, 202));

        assertThat(PdfProbe.texts(browser.look(PAPER).content())).containsSubsequence("Erlaubt", caseReference,
                "Stelle psz-test", "Von der Schweigepflicht entbunden", "Zurückgenommen");
    }

    @Test
    @DisplayName("R30 Of somebody of whom nothing is known it says so; the page leads to it, also in Arabic")
    void nothingKnown() {
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());

        assertThat(browser.open("/app/papers").select("main a[href=" + PAPER + "]").text())
                .isEqualTo("Als PDF herunterladen");
        assertThat(PdfProbe.texts(browser.look(PAPER).content())).contains("Über Sie ist nichts gespeichert.");
        assertThat(browser.reading("ar").open("/app/papers").select("main a[href=" + PAPER + "]").text())
                .isEqualTo("تنزيل بصيغة PDF");
    }

    @Test
    @DisplayName("R30 While one of the services cannot be asked there is none: half of it would say that there is no more")
    void wholeOrNone() {
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        PlayedLog.isAway();
        assertThat(browser.look(PAPER).status()).isEqualTo(503);
        PlayedLog.tells();
        PlayedRegistry.isAway();
        assertThat(browser.look(PAPER).status()).isEqualTo(503);
        PlayedRegistry.isEmpty();
        assertThat(browser.look(PAPER).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("R30 Nobody but a logged in person gets one")
    void onlyThePerson() {
        WireRequest.Answer nobody = new WireRequest("GET", PAPER, "localhost:8081").send(service.getPort());
        assertThat(nobody.status()).isIn(302, 401);
        assertThat(PersonBrowser.administrator(service.getPort()).look(PAPER).status()).isEqualTo(403);
    }
}
