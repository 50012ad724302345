package de.handschlag.consent.consentrecord;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedRegistry;
import de.handschlag.consent.notice.NoticeLanguage;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.WireRequest;

/** How a person decides in the browser. What a decision is, {@link DecisionTest} holds; the pages call the same service. */
@QuarkusTest
class DecisionPageTest {

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

    @Test
    @DisplayName("R2 nothing is preselected, and No is as large and as near as Yes")
    void nothingIsPreselected() {
        Document page = browser.open(address(asks("phone", "family_name")));

        assertThat(page.select("h1").text()).contains("Stelle jobcenter-test");
        assertThat(page.select("input[type=checkbox]")).hasSize(2).noneMatch(box -> box.hasAttr("checked"));
        assertThat(page.select(".decide button").eachAttr("value")).containsExactly("no", "yes");
        assertThat(page.select(".decide button").eachAttr("class")).as("both look alike").isEmpty();
        assertThat(page.select("form button").first().val()).as("which Enter in a field presses").isEqualTo("unsure");
        assertThat(page.text()).contains("Fallbegleitung", "Telefon", "§ 87 AufenthG", "6 Monate", "1 Monat");
        assertThat(page.select("label[for=attribute-family_name]").text()).as("R36").contains("nötig für diesen Zweck");
        assertThat(page.select("label[for=attribute-phone]").text()).contains("nicht unbedingt nötig");
        assertThat(page.text()).contains("Zustimmen müssen Sie trotzdem nicht");
        assertThat(page.select("[lang], [dir]")).isNotEmpty();
    }

    @Test
    @DisplayName("R6 what is shown as the notice is the notice, letter by letter, in every language")
    void noticeIsShownAsItIsKept() {
        UUID id = asks("phone", "accessibility_need");
        for (NoticeLanguage language : NoticeLanguage.values()) {
            Response record = person.request().queryParam("language", language.tag()).get("/v1/me/consent-records/{id}",
                    id);
            String text = record.path("notice.text");
            Element shown = browser.reading(language.tag()).open(address(id)).select("[data-notice]").first();

            assertThat(shown.wholeText()).isEqualTo(text.replace("\n", ""));
            assertThat(shown.select("h3, p").stream().map(Element::wholeText))
                    .containsExactlyElementsOf(text.lines().filter(line -> !line.isEmpty()).toList());
            assertThat(shown.attr("lang")).isEqualTo(record.path("notice.language"));
            assertThat(browser.open(address(id)).select("input[name=noticeHash]").val())
                    .isEqualTo(record.path("notice.hash"));
        }
    }

    @Test
    @DisplayName("R31 the German text stands beside the own one at will; a text that is not there in the own language says so")
    void germanBeside() {
        UUID id = asks("phone");

        assertThat(browser.reading("de").open(address(id)).select("a[href^=?beside]")).isEmpty();
        Document english = browser.reading("en").open(address(id));
        assertThat(english.select("[lang=de][dir=ltr].kept")).isEmpty();
        Document both = browser.open(address(id) + english.select("a[href^=?beside]").attr("href"));
        assertThat(both.select(".kept[lang=de]").text()).contains("Telefon");
        assertThat(both.select("[data-notice]").attr("lang")).isEqualTo("en");
        assertThat(browser.open(address(id)).select(".kept[lang=de]")).as("remembered").hasSize(1);
        assertThat(browser.open(address(id) + "?beside=none").select(".kept[lang=de]")).isEmpty();
    }

    @Test
    @DisplayName("R1 R2 yes grants what is ticked, for the time that is chosen, and says so; sent twice it is one decision")
    void yesGrantsWhatIsTicked() {
        UUID id = asks("phone", "family_name", "birth_date");
        String[] form = form(id, "yes", "attribute", "phone", "attribute", "birth_date", "months", "3");

        WireRequest.Answer answer = browser.submit(address(id), form);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith(address(id) + "/done");
        Response record = person.consentRecord(id);
        assertThat(Json.text(record, "status")).isEqualTo("ConsentGiven");
        assertThat(record.<List<String>>path("attributes")).containsExactly("birth_date", "phone");
        assertThat(Instant.parse(record.path("expiresAt")))
                .isEqualTo(Instant.parse(record.path("decidedAt")).atOffset(ZoneOffset.UTC).plusMonths(3).toInstant());
        Document done = browser.open(address(id) + "/done");
        assertThat(done.select("h1").text()).isEqualTo("Sie haben Ja gesagt");
        assertThat(done.select("main").text()).contains("Telefon", "Geburtsdatum").doesNotContain("Familienname");
        assertThat(done.select("a[href=/app/consents/" + id + "/withdrawal]")).hasSize(1);
        assertThat(browser.submit(address(id), form).status()).isEqualTo(303);
        assertThat(browser.look(address(id)).status()).isEqualTo(303);
        assertThat(person.consentRecord(id).<Integer>path("consentRevision"))
                .isEqualTo(record.<Integer>path("consentRevision"));
    }

    @Test
    @DisplayName("R2 no costs one tap, is kept with what was read, and tells what the office learns")
    void noIsAsEasy() {
        UUID id = asks("phone");

        String[] form = form(id, "no");

        assertThat(browser.submit(address(id), form).status()).isEqualTo(303);

        assertThat(person.consentRecord(id).<String>path("status")).isEqualTo("ConsentRefused");
        assertThat(person.consentRecord(id).<String>path("notice.language")).isEqualTo("de");
        Document done = browser.open(address(id) + "/done");
        assertThat(done.select("h1").text()).isEqualTo("Sie haben Nein gesagt");
        assertThat(done.select("a[href$=/withdrawal]")).isEmpty();
        assertThat(browser.submit(address(id), form).status()).as("once more").isEqualTo(303);
    }

    @Test
    @DisplayName("R2 who said no is not asked again, and can look at the question and say yes after all")
    void yesAfterAll() {
        UUID id = asks("phone", "family_name");
        browser.submit(address(id), form(id, "no"));
        asks("phone");
        assertThat(browser.open("/app").select("a[href^=/app/requests/]")).as("asked again").isEmpty();
        assertThat(browser.open(address(id) + "/done").select("a[href=" + address(id) + "]")).hasSize(1);
        assertThat(browser.open("/app/consents/" + id).select("a[href=" + address(id) + "]")).hasSize(1);

        Document again = browser.open(address(id));
        assertThat(again.select("h1").text()).contains("Stelle jobcenter-test");
        assertThat(again.text()).contains("Sie haben Nein gesagt");
        assertThat(again.select("input[checked]")).isEmpty();
        assertThat(again.select("input[name=afterAll]").attr("value")).isEqualTo("true");
        assertThat(browser.submit(address(id), form(id, "yes", "attribute", "phone", "months", "6")).status())
                .as("a page that was open since before the no").isEqualTo(409);
        assertThat(person.status(id)).isEqualTo("ConsentRefused");
        WireRequest.Answer yes = browser.submit(address(id),
                form(id, "yes", "attribute", "phone", "months", "6", "afterAll", "true"));

        assertThat(yes.status()).isEqualTo(303);
        assertThat(person.status(id)).isEqualTo("ConsentGiven");
        assertThat(jobcenter.consentRequest(id).<String>path("status")).isEqualTo("permission");
        assertThat(browser.open(address(id) + "/done").select("h1").text()).isEqualTo("Sie haben Ja gesagt");
    }

    @Test
    @DisplayName("The preview shows the stored values that the office would see, and says what is protected and where nothing is")
    void previewOfWhatTheOfficeWouldSee() {
        UUID id = asks("phone", "family_name", "nationalities", "birth_date");
        String value = """
                {"attribute":"%s","value":"%s","source":"jobcenter-test","sourceTypes":[%s],"asOf":"2026-01-02",
                "contributedAt":"2026-01-03T10:00:00Z","behindBlock":%s,"mayBeSeenBy":[]}""";
        AgencyActor.counselling();
        PlayedRegistry.storesValues(
                value.formatted("nationalities", "SYR", "\"kommunales_integrationszentrum\"", false),
                value.formatted("family_name", "<b>Haddad</b>", "\"mbe\"", false).replace("jobcenter-test", "mbe-test"),
                value.formatted("phone", "0301", "\"kommunales_integrationszentrum\"", true),
                value.formatted("nationalities", "IRQ", "\"kommunales_integrationszentrum\"", false)
                        .replace("\"mayBeSeenBy\"", "\"restricted\":true,\"mayBeSeenBy\""),
                value.formatted("gender", "w", "\"kommunales_integrationszentrum\"", false));
        assertThat(browser.open(address(id)).select("a[href=" + address(id) + "/preview]")).hasSize(1);

        Document page = browser.open(address(id) + "/preview");

        assertThat(page.select("h1").text()).contains("Genau das würde die Stelle sehen");
        assertThat(page.select(".card")).hasSize(4);
        assertThat(page.select(".card:contains(Staatsangeh)").text()).contains("Syrien", "Stelle jobcenter-test");
        assertThat(page.select(".card:contains(Staatsangeh)").text()).as("restricted by the person")
                .contains("besonders geschützt").doesNotContain("Irak");
        assertThat(page.select(".card:contains(Geburtsdatum)").text()).contains("Dazu ist nichts gespeichert");
        assertThat(page.select(".card:contains(Telefon)").text()).as("R14").contains("besonders geschützt")
                .doesNotContain("0301");
        assertThat(page.select("main").text()).doesNotContain("weiblich");
        assertThat(page.select(".card:contains(Familienname)").text()).as("R9").contains("besonders geschützt")
                .doesNotContain("Haddad");
        PlayedRegistry.isAway();
        assertThat(browser.open(address(id) + "/preview").text()).contains("Sie können trotzdem entscheiden");
        PlayedRegistry.isEmpty();
        person.approve(id).then().statusCode(200);
        assertThat(browser.look(address(id) + "/preview").status()).isEqualTo(303);
        assertThat(
                PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort()).look(address(id) + "/preview").status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("A yes without a tick is explained, and nothing is saved")
    void yesWithoutATick() {
        UUID id = asks("phone", "family_name");

        WireRequest.Answer answer = browser.submit(address(id), form(id, "yes", "months", "6"));

        assertThat(answer.status()).isEqualTo(422);
        Document page = PersonBrowser.page(answer);
        String target = page.select(".summary a").attr("href");
        assertThat(page.select(target)).as("the summary leads to the field").hasSize(1);
        assertThat(person.status(id)).isEqualTo("ConsentRequested");

        WireRequest.Answer tooLong = browser.submit(address(id),
                form(id, "yes", "attribute", "family_name", "months", "12"));
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(tooLong).select("input[checked]").eachAttr("value")).as("what was ticked stays")
                .containsExactly("family_name");
        assertThat(browser.submit(address(id), form(id, "unsure", "attribute", "phone", "months", "6")).status())
                .as("Enter in a field").isEqualTo(422);
        assertThat(browser.submit(address(id), form(id, "yes", "attribute", "income", "months", "6")).status())
                .isEqualTo(422);
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("R5 what is specially protected has a page of its own, and each its own explicit yes")
    void specialCategoriesApart() {
        UUID id = asks("phone", "accessibility_need", "counselling_contact");
        Document page = browser.open(address(id));
        assertThat(page.select("input[type=checkbox]").eachAttr("value")).containsExactly("phone");

        WireRequest.Answer first = browser.submit(address(id), form(id, "yes", "attribute", "phone", "months", "6"));
        assertThat(first.header("Location")).endsWith("/special").doesNotContain("phone");
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
        String special = address(id) + "/special";
        Document asked = browser.open(special);
        assertThat(asked.select("input[type=radio]")).hasSize(4).noneMatch(radio -> radio.hasAttr("checked"));
        WireRequest.Answer half = browser.submit(special, "special-accessibility_need", "yes");
        assertThat(half.status()).isEqualTo(422);
        Document again = PersonBrowser.page(half);
        assertThat(again.select("input[checked]").eachAttr("id")).containsExactly("special-accessibility_need-yes");
        assertThat(again.select(again.select(".summary a").attr("href"))).hasSize(1);

        WireRequest.Answer sent = browser.submit(special, "special-accessibility_need", "yes",
                "special-counselling_contact", "no");

        assertThat(sent.status()).isEqualTo(303);
        Response record = person.consentRecord(id);
        assertThat(record.<List<String>>path("attributes")).containsExactly("accessibility_need", "phone");
        assertThat(record.<List<String>>path("explicitAttributes")).containsExactly("accessibility_need");
        assertThat(browser.submit(special, "special-accessibility_need", "yes", "special-counselling_contact", "no")
                .status()).as("once more").isEqualTo(303);
    }

    @Test
    @DisplayName("R5 who ticks nothing and says no to each has said no")
    void noToEach() {
        UUID id = asks("accessibility_need");
        browser.submit(address(id), form(id, "yes", "months", "6"));

        assertThat(browser.submit(address(id) + "/special", "special-accessibility_need", "no").status())
                .isEqualTo(303);

        assertThat(person.status(id)).isEqualTo("ConsentRefused");
        assertThat(browser.look(address(id) + "/special").status()).as("without a choice there is nothing to ask")
                .isEqualTo(303);
    }

    @Test
    @DisplayName("R7 a text that has changed since is shown again, with nothing ticked")
    void changedNotice() {
        UUID id = asks("phone");
        String[] form = form(id, "yes", "attribute", "phone", "months", "6");
        form[3] = "0".repeat(64);

        WireRequest.Answer answer = browser.submit(address(id), form);

        assertThat(answer.status()).isEqualTo(409);
        Document page = PersonBrowser.page(answer);
        assertThat(page.text()).contains("Der Text hat sich geändert");
        assertThat(page.select("[data-notice]")).hasSize(1);
        assertThat(page.select("input[checked]")).isEmpty();
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("What was decided meanwhile, or is not asked any more, says so")
    void stalePages() {
        UUID decided = asks("phone");
        String[] form = form(decided, "yes", "attribute", "phone", "months", "6");
        person.approve(decided, Map.of("months", 3)).then().statusCode(200);

        WireRequest.Answer answer = browser.submit(address(decided), form);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(PersonBrowser.page(answer).text()).contains("schon entschieden", "Sie haben Ja gesagt");

        UUID takenBack = asks("phone");
        String[] tooLate = form(takenBack, "yes", "attribute", "phone", "months", "6");
        jobcenter.takesBack(takenBack).then().statusCode(204);
        assertThat(browser.open(address(takenBack)).select("h1").text()).contains("hat ihre Frage zurückgenommen");
        assertThat(browser.submit(address(takenBack), tooLate).status()).isEqualTo(409);
        assertThat(browser.open("/app").select("a[href=" + address(takenBack) + "]")).as("waits no longer").isEmpty();
        assertThat(browser.open("/app/consents").text()).contains("Von der Stelle zurückgenommen");

        UUID over = asks("phone");
        String[] late = form(over, "yes", "attribute", "phone", "months", "6");
        jobcenter.unlinkCase(caseReference).then().statusCode(org.hamcrest.Matchers.oneOf(200, 202, 204));
        assertThat(browser.open(address(over)).select("h1").text()).contains("Diese Frage gilt nicht mehr");
        assertThat(browser.submit(address(over), late).status()).isEqualTo(409);
    }

    @Test
    @DisplayName("R35 a login that the asking office brought says why it cannot say yes, and can say no")
    void unconfirmedLogin() {
        String reference = jobcenter.newCase();
        PersonActor brought = PersonActor.unconfirmed(jobcenter, reference);
        UUID id = jobcenter.asks(reference, "phone");
        browser = PersonBrowser.of(brought, service.getPort());

        WireRequest.Answer answer = browser.submit(address(id), form(id, "yes", "attribute", "phone", "months", "6"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(PersonBrowser.page(answer).select("main a[href=/app/code]")).hasSize(1);
        assertThat(browser.submit(address(id), form(id, "no")).status()).isEqualTo(303);
        assertThat(brought.status(id)).isEqualTo("ConsentRefused");
    }

    @Test
    @DisplayName("Others' requests are not found, and whoever is not logged in is led to the login")
    void doors() {
        UUID id = asks("phone");
        PersonBrowser other = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());

        WireRequest.Answer answer = other.look(address(id));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(other.submit(address(id), form(id, "no")).status()).isEqualTo(404);
        assertThat(given().redirects().follow(false).get(address(id)).header("Location"))
                .contains("response_type=code");
        assertThat(given().auth().oauth2(person.token()).redirects().follow(false).get(address(id)).statusCode())
                .isEqualTo(302);
    }

    private UUID asks(String... attributes) {
        return jobcenter.asks(caseReference, attributes);
    }

    private static String address(UUID id) {
        return "/app/requests/" + id;
    }

    /** What the page sends, with the text that it shows; fields in turn. */
    private String[] form(UUID id, String decision, String... more) {
        Document page = browser.open(address(id));
        List<String> form = new ArrayList<>(List.of("language", page.select("input[name=language]").val(), "noticeHash",
                page.select("input[name=noticeHash]").val(), "decision", decision));
        form.addAll(List.of(more));
        return form.toArray(String[]::new);
    }
}
