package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.teststack.WireRequest;

/** The page of a consent, where a person releases sources from secrecy. */
@QuarkusTest
@DisplayName("R9 The releases on the page of a consent")
class SecrecyReleasePageTest {

    @TestHTTPResource
    URL service;

    private AgencyActor reader;
    private PersonActor person;
    private PersonBrowser browser;
    private UUID consent;

    @BeforeEach
    void consentInForce() {
        reader = AgencyActor.jobcenter();
        String caseReference = AgencyActor.newCaseReference();
        person = PersonActor.selfEnrolled();
        reader.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        AgencyActor.underSecrecy().linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        consent = reader.asks(caseReference, "phone", "family_name");
        person.approve(consent).then().statusCode(200);
        browser = PersonBrowser.of(person, service.getPort());
    }

    private String page() {
        return "/app/consents/" + consent;
    }

    private String release() {
        return page() + "/secrecy-releases/psz-test";
    }

    @Test
    @DisplayName("R9 R6 each source has its notice and a box that nobody has ticked; declared, it says so; one button takes it back")
    void declaredAndTakenBack() {
        Document before = browser.open(page());
        assertThat(before.select("[data-release=psz-test]").text()).contains("Stelle psz-test", "Stelle jobcenter-test",
                "Telefon", "§ 203");
        assertThat(before.select("input[type=checkbox][name=release]")).hasSize(1)
                .allSatisfy(box -> assertThat(box.hasAttr("checked")).isFalse());
        assertThat(before.select("label[for=release-psz-test]").text()).startsWith("Ja, ich entbinde");
        assertThat(before.text()).contains("Nicht entbunden");
        assertThat(before.select("h1")).hasSize(1);

        WireRequest.Answer declared = browser.submit(release(), "release", "yes", "language", "de", "noticeHash",
                before.select("input[name=noticeHash]").val());

        assertThat(declared.status()).isEqualTo(303);
        assertThat(declared.header("Location")).endsWith(page());
        person.consentRecord(consent).then().body("releasedSources[0]", org.hamcrest.Matchers.equalTo("psz-test"));
        Document after = browser.open(page());
        assertThat(after.text()).contains("Von der Schweigepflicht entbunden");
        assertThat(after.select("input[name=release]")).isEmpty();
        assertThat(after.select("form[action=" + release() + "/withdrawal] button")).hasSize(1);

        WireRequest.Answer takenBack = browser.submit(release() + "/withdrawal");

        assertThat(takenBack.status()).isEqualTo(303);
        assertThat(takenBack.header("Location")).endsWith("/app/enforcements/" + person.consentRevision());
        assertThat(browser.look("/app/enforcements/" + person.consentRevision()).status()).isEqualTo(200);
        assertThat(browser.submit(release() + "/withdrawal").header("Location"))
                .isEqualTo(takenBack.header("Location"));
        assertThat(browser.open(page()).text()).contains("Nicht entbunden", "Erlaubt");
    }

    @Test
    @DisplayName("R9 R7 the history says when a release was taken back, or why it ended as its source became another agency; the first page leads there")
    void whatBecameOfReleases() {
        AgencyActor changing = AgencyActor.registered("seite-wandelt-sich-test", "mbe");
        changing.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        person.release(consent, "psz-test").then().statusCode(201);
        person.release(consent, changing.agencyId()).then().statusCode(201);
        assertThat(browser.open(page()).select("h3:contains(Schweigepflicht)")).isEmpty();

        person.withdrawRelease(consent, "psz-test").then().statusCode(202);

        Document takenBack = browser.open(page());
        assertThat(takenBack.select("h3:contains(Schweigepflicht) + dl").text())
                .containsSubsequence("Von der Schweigepflicht entbunden", "Zurückgenommen");
        assertThat(takenBack.text()).doesNotContain("Die Entbindung endete");
        assertThat(browser.open("/app").select("a[href^=" + page() + "#]")).isEmpty();

        AgencyActor.described(changing.agencyId(), "frauenhaus", Map.of());
        await().atMost(Duration.ofSeconds(120))
                .until(() -> person.consentRecord(consent).<List<String>>path("releasedSources").isEmpty());

        Document ended = browser.open(page());
        assertThat(ended.select("h3:contains(Stelle seite-wandelt-sich-test) + dl").text())
                .containsSubsequence("Von der Schweigepflicht entbunden", "Beendet am");
        assertThat(ended.select("h3:contains(Stelle seite-wandelt-sich-test) + dl + p").text())
                .isEqualTo("Die Entbindung endete, weil sich bei dieser Stelle etwas geändert hat.");
        assertThat(ended.select("h2#history")).hasSize(1);
        assertThat(browser.open("/app").select(".notice:has(a[href=" + page() + "#history])").text())
                .contains("Nicht entbunden", "Stelle seite-wandelt-sich-test", "Beendet am");
        assertThat(browser.reading("ar").open(page()).text()).contains("لم يعد الإعفاء ساريًا");

        person.release(consent, changing.agencyId()).then().statusCode(201);
        assertThat(browser.open("/app").select("a[href^=" + page() + "#]")).as("released again").isEmpty();
        person.withdraw(consent).then().statusCode(202);

        assertThat(browser.reading("de").open(page()).select("h3:contains(Schweigepflicht)")).hasSize(3);
        AgencyActor.registered(changing.agencyId(), "mbe");
    }

    @Test
    @DisplayName("R9 without the tick nothing is declared, and the page says what to do")
    void withoutTheTick() {
        String hash = browser.open(page()).select("input[name=noticeHash]").val();

        WireRequest.Answer answer = browser.submit(release(), "language", "de", "noticeHash", hash);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(answer).select("[role=alert] a[href=#release-psz-test]")).hasSize(1);
        assertThat(Database.number("SELECT count(*) FROM secrecy_release WHERE consent_record_id = ?", consent))
                .isZero();
    }

    @Test
    @DisplayName("R9 without the tick, too, a source that is none, a consent that is over and another person's are answered as such")
    void withoutTheTickAndWithoutAnythingToTick() {
        WireRequest.Answer unknown = browser.submit(page() + "/secrecy-releases/nobody");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(unknown).text()).contains("Es wurde nichts gespeichert");
        assertThat(PersonBrowser.page(unknown).select("a[href=#release-nobody]")).isEmpty();
        PersonActor stranger = PersonActor.selfEnrolled();
        assertThat(PersonBrowser.of(stranger, service.getPort()).submit(release()).status()).isEqualTo(404);
        person.release(consent, "psz-test").then().statusCode(201);
        assertThat(browser.submit(release()).header("Location")).as("released already").endsWith(page());
        person.withdraw(consent).then().statusCode(202);

        WireRequest.Answer over = browser.submit(release());

        assertThat(over.status()).isEqualTo(409);
        assertThat(PersonBrowser.page(over).select("a[href=#release-psz-test]")).isEmpty();
    }

    @Test
    @DisplayName("R7 by a text that reads otherwise by now nothing is declared; nor for a consent that is over, or a source that is none")
    void whatStandsInTheWay() {
        WireRequest.Answer changed = browser.submit(release(), "release", "yes", "language", "de", "noticeHash",
                "0".repeat(64));
        assertThat(changed.status()).isEqualTo(409);
        assertThat(PersonBrowser.page(changed).text()).contains("Es wurde nichts gespeichert");
        assertThat(browser.submit(page() + "/secrecy-releases/nobody", "release", "yes", "language", "de", "noticeHash",
                "0".repeat(64)).status()).isEqualTo(422);
        assertThat(browser.submit(release(), "release", "yes").status()).isEqualTo(422);
        assertThat(browser.submit(release() + "/withdrawal").status()).isEqualTo(409);

        person.withdraw(consent).then().statusCode(202);

        WireRequest.Answer over = browser.submit(release(), "release", "yes", "language", "de", "noticeHash",
                "0".repeat(64));
        assertThat(over.status()).isEqualTo(409);
        assertThat(PersonBrowser.page(over).text()).contains("Zurückgenommen").doesNotContain("Schweigepflicht");
        assertThat(browser.submit("/app/consents/" + UUID.randomUUID() + "/secrecy-releases/psz-test", "release", "yes",
                "language", "de", "noticeHash", "0".repeat(64)).status()).isEqualTo(404);
        assertThat(browser.look(release()).header("Location")).endsWith(page());
        assertThat(browser.look(release() + "/withdrawal").header("Location")).endsWith(page());
    }

    @Test
    @DisplayName("R31 the notice and the words around it are in the person's language, also from the right")
    void inTheirLanguage() {
        Document arabic = browser.reading("ar").open(page());

        assertThat(arabic.select("html").attr("dir")).isEqualTo("rtl");
        assertThat(arabic.select("[data-release=psz-test]").attr("lang")).isEqualTo("ar");
        assertThat(arabic.select("#secrecy").text()).isEqualTo("واجب السرية المهنية");
        assertThat(arabic.select("label[for=release-psz-test]").text()).startsWith("نعم");

        browser.submit(release(), "release", "yes", "language", "ar", "noticeHash",
                arabic.select("input[name=noticeHash]").val());

        assertThat(person.secrecyReleases(consent).<String>path("secrecyReleases[0].notice.language")).isEqualTo("ar");
    }

    @Test
    @DisplayName("R9 who has just said yes is shown the way to the releases, until each source is released")
    void wayFromTheDecision() {
        assertThat(browser.open("/app/requests/" + consent + "/done").select("a[href=" + page() + "#secrecy]"))
                .hasSize(1);

        person.release(consent, "psz-test").then().statusCode(201);

        assertThat(browser.open("/app/requests/" + consent + "/done").select("a[href*=secrecy]")).isEmpty();
    }

    @Test
    @DisplayName("Where no source is under secrecy, the page says nothing of it")
    void withoutSources() {
        PersonActor other = PersonActor.selfEnrolled();
        String caseReference = AgencyActor.newCaseReference();
        reader.linkCase(caseReference, other.linkCode()).then().statusCode(201);
        UUID id = reader.asks(caseReference, "phone");
        other.approve(id).then().statusCode(200);

        Document page = PersonBrowser.of(other, service.getPort()).open("/app/consents/" + id);

        assertThat(page.select("#secrecy, [data-release]")).isEmpty();
    }
}
