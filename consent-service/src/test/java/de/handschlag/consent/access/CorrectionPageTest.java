package de.handschlag.consent.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedRegistry;
import de.handschlag.teststack.WireRequest.Answer;

@QuarkusTest
@DisplayName("A person says on a page that a value is wrong")
class CorrectionPageTest {

    private static final String FORM = "/app/data/phone/jobcenter-test/correction";
    private static final String LIST = "/app/corrections";
    private static final String HOSTILE = "<script>alert(1)</script>";

    @TestHTTPResource
    URL service;

    private PersonBrowser browser;

    @BeforeEach
    void logIn() {
        AgencyActor.jobcenter();
        PlayedRegistry.isEmpty();
        browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
    }

    @AfterEach
    void registryKnowsNothing() {
        PlayedRegistry.isEmpty();
    }

    private static String request(String state, String rest) {
        return """
                {"correctionRequestId":"0193a4c8-4444-4000-8000-000000000005","attribute":"phone","source":"jobcenter-test",
                "wish":"CHANGE","rightValue":"%s","words":null,"restricts":true,"openedAt":"2026-11-01T10:00:00Z",
                "dueAt":"2026-12-01T10:00:00Z","state":"%s",%s}"""
                .formatted(HOSTILE, state, rest);
    }

    @Test
    @DisplayName("One question after the other; what was said goes along, and nothing of it is in an address")
    void oneQuestionAfterTheOther() {
        PlayedRegistry.storesValues("""
                {"attribute":"phone","value":"0301","source":"jobcenter-test","sourceTypes":[],"asOf":"2026-01-02",
                "contributedAt":"2026-01-03T10:00:00Z","behindBlock":false,"restricted":true,"mayBeSeenBy":[]}""");
        Document data = browser.open("/app/data");
        assertThat(data.select("main a[href=" + FORM + "]").text()).startsWith("Das stimmt nicht: ");
        assertThat(data.text()).contains("Nur in einem Notfall wird sie gezeigt");

        Document wish = browser.open(FORM);
        assertThat(wish.select("h1").text()).contains("Telefon", "Stelle jobcenter-test");
        assertThat(wish.select("input[type=radio]")).hasSize(2);
        assertThat(wish.select("input[checked], script")).as("nothing is preselected").isEmpty();
        Document text = PersonBrowser.page(browser.submit(FORM, "step", "WISH", "wish", "CHANGE"));
        assertThat(text.select("#right, #words")).hasSize(2);
        Document restrict = PersonBrowser.page(browser.submit(FORM, "step", "TEXT", "wish", "CHANGE", "right", HOSTILE,
                "words", "Seit Mai.\r\nWirklich."));
        assertThat(restrict.select("input[name=right]").attr("value")).isEqualTo(HOSTILE);
        assertThat(restrict.select("input[name=words]").attr("value")).isEqualTo("Seit Mai.\nWirklich.");
        assertThat(restrict.select("script, input[checked]")).isEmpty();

        Answer sent = browser.submit(FORM, "step", "RESTRICT", "wish", "CHANGE", "right", HOSTILE, "words",
                "Seit Mai.\nWirklich.", "restrict", "yes");

        assertThat(sent.status()).as(sent.body()).isEqualTo(303);
        assertThat(sent.header("Location")).endsWith(LIST);
        assertThat(PlayedRegistry.correction()).startsWith("POST /v1/my/correction-requests {").contains(
                "\"attribute\":\"phone\"", "\"source\":\"jobcenter-test\"", "\"wish\":\"CHANGE\"",
                "\"rightValue\":\"" + HOSTILE + "\"", "\"words\":\"Seit Mai.\\nWirklich.\"", "\"restrict\":true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            WISH     |        |        |    | #wish-change
            WISH     | KEEP   |        |    | #wish-change
            RESTRICT | KEEP   | 0301   | no | #wish-change
            TEXT     | CHANGE |        |    | #right
            RESTRICT | CHANGE |        | no | #right
            RESTRICT | CHANGE | 0301   |    | #restrict-no
            RESTRICT | DELETE |        | -  | #restrict-no
            RESTRICT | DELETE |        | maybe | #restrict-no
            """)
    @DisplayName("What is missing is asked again, and named, whatever the browser says of the step")
    void askedAgain(String step, String wish, String right, String restrict, String field) {
        Answer again = browser.submit(FORM, "step", step, "wish", wish == null ? "" : wish, "right",
                right == null ? "" : right, "words", "bleibt stehen", "restrict", restrict == null ? "" : restrict);

        assertThat(again.status()).isEqualTo(422);
        Document page = PersonBrowser.page(again);
        assertThat(page.select(".summary a").eachAttr("href")).containsExactly(field);
        assertThat(page.select(field)).hasSize(1);
        assertThat(PlayedRegistry.correction()).isNull();
    }

    @Test
    @DisplayName("Too long a text is named and stays in its field")
    void longTextStays() {
        Document right = PersonBrowser
                .page(browser.submit(FORM, "step", "TEXT", "wish", "CHANGE", "right", "1".repeat(501), "words", ""));
        assertThat(right.select("#right").attr("value")).hasSize(501);
        assertThat(right.select(".summary a").eachAttr("href")).containsExactly("#right");
        Document words = PersonBrowser
                .page(browser.submit(FORM, "step", "TEXT", "wish", "DELETE", "words", "a".repeat(2001)));
        assertThat(words.select("#words").text()).hasSize(2001);
        assertThat(words.select("#right")).as("who wants it deleted is not asked what is right").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"422,invalid-request,nicht schicken", "409,correction-request-open,nicht schicken",
            "409,too-many-correction-requests,viele Bitten", "409,restricted-before,schon einmal bestritten"})
    @DisplayName("What the registry refuses is said, and what was typed stays")
    void refused(int status, String problem, String said) {
        PlayedRegistry.answersCorrections(status, problem);

        Answer answer = browser.submit(FORM, "step", "RESTRICT", "wish", "CHANGE", "right", "0302", "words", "x y z",
                "restrict", "yes");

        assertThat(answer.status()).isEqualTo(422);
        Document page = PersonBrowser.page(answer);
        assertThat(page.text()).contains(said);
        assertThat(page.select("input[name=right]").attr("value")).isEqualTo("0302");
        assertThat(page.select("input[name=words]").attr("value")).isEqualTo("x y z");
    }

    @Test
    @DisplayName("The list says how each stands; late, or kept, it says where to complain; an open one is taken back by a button")
    void list() {
        assertThat(browser.open(LIST).text()).contains("Sie haben nichts geschickt");
        PlayedRegistry.knowsCorrections(request("open", "\"outcome\":null,\"reason\":null,\"answeredAt\":null"));
        Document open = browser.open(LIST);
        assertThat(open.text()).contains("Telefon", "Stelle jobcenter-test", "Wartet auf Antwort", HOSTILE)
                .doesNotContain("beschweren");
        assertThat(open.select("script")).isEmpty();
        PlayedRegistry.knowsCorrections(request("overdue", "\"outcome\":null,\"reason\":null,\"answeredAt\":null"));
        assertThat(browser.open(LIST).text()).contains("Die Antwort kommt zu spät", "beschweren", "Aufsichtsbehörde");
        assertThat(browser.open("/app").text()).contains("Das stimmt nicht: meine Bitten", "kommt zu spät");
        String today = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        PlayedRegistry.knowsCorrections(request("answered",
                "\"outcome\":\"KEPT\",\"reason\":\"PROOF_NEEDED\",\"answeredAt\":\"" + today + "\""));
        Document kept = browser.open(LIST);
        assertThat(kept.text()).contains("Die Angabe bleibt", "Nachweis", "beschweren");
        assertThat(kept.select("main form")).isEmpty();
        assertThat(browser.open("/app").select("main a[href=" + LIST + "]")).hasSize(1);
        PlayedRegistry.knowsCorrections(request("answered",
                "\"outcome\":\"CORRECTED\",\"reason\":null,\"answeredAt\":\"2025-01-01T00:00:00Z\""));
        assertThat(browser.open(LIST).text()).contains("Die Angabe ist geändert").doesNotContain("beschweren");
        assertThat(browser.open("/app").select("main a[href=" + LIST + "]")).as("known for long").isEmpty();
        PlayedRegistry.isAway();
        assertThat(browser.open(LIST).text()).contains("Das können wir gerade nicht zeigen");
        assertThat(browser.open("/app").select("h1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 404, 409})
    @DisplayName("Taking back leads to the list, also if it was answered or gone in between")
    void takenBack(int status) {
        PlayedRegistry.answersCorrections(status == 204 ? 201 : status, "not-found");
        UUID id = UUID.randomUUID();

        Answer answer = browser.submit(LIST + "/" + id + "/withdrawal");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(PlayedRegistry.correction()).startsWith("DELETE /v1/my/correction-requests/" + id);
    }

    @Test
    @DisplayName("In Arabic from the right; an address of another form is no page")
    void inArabic() {
        Document page = browser.reading("ar").open(FORM);

        assertThat(page.select("html").attr("dir")).isEqualTo("rtl");
        assertThat(page.select("h1").text()).contains("هذا غير صحيح");
        assertThat(browser.look("/app/data/Phone/x/correction").status()).isIn(404, 422);
    }
}
