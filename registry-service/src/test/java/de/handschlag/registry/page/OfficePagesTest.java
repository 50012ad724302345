package de.handschlag.registry.page;

import static de.handschlag.registry.PlayedConsentService.consent;
import static de.handschlag.registry.PlayedConsentService.expired;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.releaseWithdrawn;
import static de.handschlag.registry.PlayedConsentService.released;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.event.ConsentGiven;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.LoggedInBrowser;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
@DisplayName("The caseworkers' pages")
class OfficePagesTest extends RegistryTestCase {

    private static final String HOUSING = "pages-housing";
    private static final String HEALTH = "pages-health";
    private static final String SHELTER = "pages-shelter";
    private static final String PURPOSE = "housing-search";
    private static final String BASIS = "Art. 6(1)(d), Art. 9(2)(c) DSGVO";

    private static final int KNOWN_PORT = 8082;

    private static LoggedInBrowser caseworker;
    private static LoggedInBrowser healthWorker;
    private static LoggedInBrowser person;

    private final UUID about = UUID.randomUUID();
    private final UUID record = UUID.randomUUID();
    private final String reference = "W-" + about;
    private final String healthCase = "G-" + about;
    private final String shelterCase = "U-" + about;
    private final String address = "/app/cases/" + reference + "/" + PURPOSE;

    @TestHTTPResource
    URL service;

    @BeforeEach
    void logIn() {
        if (caseworker == null) {
            caseworker = LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), HOUSING, PURPOSE, "case-management");
            healthWorker = LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), HEALTH, "infection-control",
                    "vital-emergency");
            person = LoggedInBrowser.withRole(KNOWN_PORT, service.getPort(), "data-subject");
        }
    }

    /** The person is known to three offices, and the shelter has told a telephone number and a size of household. */
    private void personWithValues() {
        consentService.send(linked(about, 1, UUID.randomUUID(), SHELTER, shelterCase, "gemeinschaftsunterkunft"));
        consentService.send(linked(about, 2, UUID.randomUUID(), HOUSING, reference, "wohnungsamt"));
        consentService.send(linked(about, 3, UUID.randomUUID(), HEALTH, healthCase, "gesundheitsamt"));
        apply(3);
    }

    /** Returns when the registry has applied the revision. */
    private void apply(long revision) {
        as(tokens.agencySystem(SHELTER)).header("Consent-Revision", revision(about, revision, SHELTER, shelterCase))
                .body("""
                        {"values":[{"attribute":"phone","value":"+49 30 5550142","asOf":"2026-01-15"},
                                   {"attribute":"preferred_language","value":"ar","asOf":"2026-01-15"}]}""")
                .put("/v1/cases/" + shelterCase + "/attributes").then().statusCode(204);
        // A contribution waits for the link of its case only. A read waits for the revision, also one that ends in a refusal.
        as(tokens.agencySystem(SHELTER, PURPOSE))
                .header("Consent-Revision", revision(about, revision, SHELTER, shelterCase))
                .get("/v1/cases/" + shelterCase + "/view?purpose=" + PURPOSE).then().statusCode(403);
    }

    private void givenFor(Duration time) {
        consentService.send(new ConsentGiven(about, 4, consent(record, HOUSING, PURPOSE,
                List.of("phone", "preferred_language", "email"), List.of(), Instant.now().plus(time))));
        apply(4);
    }

    private static List<String> errors(Response refused) {
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        Document page = Jsoup.parse(refused.asString());
        List<String> links = page.select(".summary a").eachAttr("href");
        assertThat(links).allSatisfy(link -> assertThat(page.select(link)).as(link).hasSize(1));
        return links;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app", "/app/cases", "/app/link", "/app/cases/W-7", "/app/cases/W-7/code",
            "/app/cases/W-7/guardian-code", "/app/requests", "/app/approvals", "/app/cases/W-7/housing-search",
            "/app/cases/W-7/housing-search/ask", "/app/obligations", "/app/obligations/answered", "/app/corrections",
            "/app/expiring", "/app/deferrals", "/app/emergency"})
    @DisplayName("are there in German and English, for nobody else, and after a login only")
    void everyPage(String path) {
        Document german = caseworker.open(path);
        Document english = caseworker.openInEnglish(path);
        assertThat(german.selectFirst("html").attr("lang")).isEqualTo("de");
        assertThat(english.selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(german.selectFirst("h1").text()).isNotEqualTo(english.selectFirst("h1").text());
        assertThat(german.select("nav.menu a")).hasSize(8);
        assertThat(person.look(path).statusCode()).isEqualTo(403);
        assertThat(RestAssured.given().redirects().follow(false).get(path).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("R18 show nothing to an office of which an administrator ended all, although it is logged in")
    void endedOfficeSeesNothing() {
        String agency = "pages-ended-" + about.toString().substring(0, 8);
        LoggedInBrowser ended = LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), agency, PURPOSE);
        List<String> pages = List.of("/app", "/app/cases", "/app/requests", "/app/cases/W-7/housing-search",
                "/app/obligations", "/app/obligations/answered", "/app/corrections", "/app/expiring", "/app/deferrals",
                "/app/emergency");
        assertThat(pages).allSatisfy(page -> assertThat(ended.look(page).statusCode()).as(page).isEqualTo(200));

        as(tokens.admin()).body("{\"agencyId\":\"" + agency + "\",\"reason\":\"The office was closed.\"}")
                .post("/v1/ended-entitlements").then().statusCode(201);

        assertThat(pages).allSatisfy(page -> assertThat(ended.look(page).statusCode()).as(page).isEqualTo(403));
    }

    @Test
    @DisplayName("a case is opened by one field; its reference is in no query, and the purpose is remembered")
    void openingACase() {
        assertThat(errors(caseworker.submit("/app", Map.of("caseReference", "Müller, Anna", "purpose", ""))))
                .containsExactly("#caseReference", "#purpose");
        assertThat(errors(caseworker.submit("/app", Map.of("caseReference", "W-7", "purpose", "infection-control"))))
                .as("a purpose of another login").containsExactly("#purpose");

        Response opened = caseworker.submit("/app", Map.of("caseReference", " W-7 ", "purpose", PURPOSE));

        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(LoggedInBrowser.pathOf(opened)).isEqualTo("/app/cases/W-7/" + PURPOSE);
        assertThat(opened.header("Set-Cookie")).contains("hs-purpose=" + PURPOSE).containsIgnoringCase("HttpOnly");
        assertThat(caseworker.with("hs-purpose=" + PURPOSE).open("/app").select("#purpose option[selected]").val())
                .isEqualTo(PURPOSE);
    }

    @Test
    @DisplayName("G3 R16 R14 a case shows what is granted, with source unless it betrays a place, date and end, and is in the log before that")
    void permittedCase() {
        personWithValues();
        givenFor(Duration.ofDays(10));
        as(tokens.agencySystem(HOUSING)).header("Consent-Revision", revision(about, 4, HOUSING, reference))
                .body("{\"value\":\"de\",\"asOf\":\"2026-02-01\"}")
                .put("/v1/cases/" + reference + "/attributes/preferred_language").then().statusCode(204);

        Document page = caseworker.open(address);

        assertThat(page.select("tbody tr")).hasSize(3);
        assertThat(page.select("tbody tr").eachText())
                .anySatisfy(row -> assertThat(row).contains("Telefon", "+49 30 5550142", "wird nicht genannt",
                        "15. Januar 2026", "Einwilligung", "läuft bald ab"))
                .anySatisfy(row -> assertThat(row).contains("Arabisch"))
                .anySatisfy(row -> assertThat(row).contains("Deutsch", "Wohnungsamt Beispielstadt"));
        assertThat(page.text()).contains("geprüft, dass nichts zurückgenommen wurde", "E-Mail")
                .doesNotContain("preferred_language", "Unterkunft Lindenweg");
        assertThat(page.title()).doesNotContain(reference);
        DataDisclosed recorded = accessEvents.await(DataDisclosed.class, e -> about.equals(e.dataSubjectId()));
        assertThat(recorded.attributes()).containsExactly("phone", "preferred_language");
        assertThat(recorded.requester().agencyId()).isEqualTo(HOUSING);
        assertThat(recorded.requester().employeeId()).isNotNull();
    }

    @Test
    @DisplayName("R10 unknown, never asked, withdrawn and expired look the same, and each try is in the log")
    void denialsAreNeutral() {
        String unknown = caseworker.look(address).asString();
        personWithValues();
        String neverAsked = caseworker.look(address).asString();
        consentService.send(given(about, 4, record, HOUSING, PURPOSE, "phone"));
        consentService.send(withdrawn(about, 5, record, HOUSING, PURPOSE, "phone"));
        apply(5);
        String withdrawn = caseworker.look(address).asString();
        UUID second = UUID.randomUUID();
        consentService.send(given(about, 6, second, HOUSING, PURPOSE, "phone"));
        consentService.send(expired(about, 7, second, HOUSING, PURPOSE, "phone"));
        apply(7);
        String expired = caseworker.look(address).asString();

        assertThat(unknown).contains("keine Erlaubnis", "Um Einwilligung bitten");
        assertThat(List.of(neverAsked, withdrawn, expired)).containsOnly(unknown);
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(
                        accessEvents.count(e -> e instanceof DisclosureDenied d && reference.equals(d.caseReference())))
                        .isGreaterThanOrEqualTo(4));
    }

    @Test
    @DisplayName("R18 R25 who has no right to the purpose, or no role, is refused, and the log knows")
    void refusedTries() {
        assertThat(healthWorker.look(address).statusCode()).isEqualTo(403);
        assertThat(person.look(address).statusCode()).isEqualTo(403);
        assertThat(
                accessEvents
                        .await(DisclosureDenied.class,
                                e -> reference.equals(e.caseReference()) && HEALTH.equals(e.requester().agencyId()))
                        .refusal())
                .isEqualTo("purpose-not-entitled");
        accessEvents.await(DisclosureDenied.class,
                e -> reference.equals(e.caseReference()) && e.requester().agencyId() == null);
        assertThat(caseworker.look("/app/cases/W-7/no-such-purpose").statusCode()).isEqualTo(422);
        assertThat(caseworker.look("/app/cases/W%207/" + PURPOSE).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R22 a statute is named as the basis")
    void statutoryCase() {
        personWithValues();

        String address = "/app/cases/" + healthCase + "/infection-control";
        Document form = healthWorker.open(address);
        assertThat(form.select("form input[name=fileNumber], form input[name=reason]")).hasSize(2);
        assertThat(form.text()).as("nothing before it is said").doesNotContain("+49 30 5550142");
        assertThat(errors(healthWorker.submit(address, Map.of("fileNumber", "", "reason", "1234567890123"))))
                .hasSize(2);

        Document page = Jsoup.parse(healthWorker
                .submit(address, Map.of("fileNumber", "GA 12/26", "reason", "Kontaktperson eines Masernfalls"))
                .asString());

        assertThat(page.select("tbody tr")).hasSize(2);
        assertThat(page.text()).contains("IfSG", "Gesetzliche Grundlage", "+49 30 5550142");
        assertThat(page.select("a[href$=/ask]")).as("nobody is asked for what a statute opens").isEmpty();
    }

    @Test
    @DisplayName("R2 R36 a person is asked for what is ticked, once, and the request is taken back")
    void asking() {
        String ask = address + "/ask";
        Document form = caseworker.open(ask);
        assertThat(form.select("input[type=checkbox]")).hasSize(14);
        assertThat(form.select("input[checked]")).as("nothing is ticked beforehand").isEmpty();
        String number = form.select("input[name=number]").val();
        assertThat(errors(caseworker.submit(ask, Map.of("months", "13", "number", number))))
                .containsExactly("#attributes-family_name", "#months");
        assertThat(errors(caseworker.submit("/app/cases/unknown-" + about + "/" + PURPOSE + "/ask",
                Map.of("attributes", "phone", "months", "6", "number", UUID.randomUUID().toString()))))
                .containsExactly("#case");

        Map<String, String> typed = Map.of("attributes", "phone", "months", "6", "number", number);
        Document asked = caseworker.submitted(ask, typed);
        assertThat(caseworker.submit(ask, typed).statusCode()).isEqualTo(303);

        assertThat(asked.text()).contains("Die Anfrage ist gesendet");
        Document listed = caseworker.open("/app/requests");
        assertThat(listed.select("tr:contains(" + reference + ")")).hasSize(1);
        assertThat(listed.select("tr:contains(" + reference + ")").text()).contains("Telefon", "gefragt");
        String id = listed.select("tr:contains(" + reference + ") input[name=id]").val();
        Document takenBack = caseworker.submitted("/app/requests", Map.of("id", id));
        assertThat(takenBack.select("tr:contains(" + reference + ")").text()).contains("zurückgenommen");
        assertThat(caseworker.submit("/app/requests", Map.of("id", id)).statusCode()).as("a double click")
                .isEqualTo(303);
        assertThat(caseworker.submitted(ask, Map.of("attributes", "email", "months", "6", "number", number))
                .select("tr:contains(" + reference + ")")).as("the form of before, filled in anew after the way back")
                .hasSize(2);
        Response stale = caseworker.submit("/app/requests", Map.of("id", UUID.randomUUID().toString()));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(stale.asString()).text()).contains("Diese Anfrage wurde geändert");
    }

    @Test
    @DisplayName("R8 a withdrawal on paper or by word of mouth is recorded with its reason; where there is no permission, nothing is")
    void recordingAWithdrawal() {
        String withdrawal = withdrawalOf(asked("6"));
        Document form = caseworker.open(withdrawal);
        assertThat(form.select("h1").text()).isEqualTo("Widerruf eintragen");
        assertThat(form.text()).contains(reference, "Telefon");
        assertThat(form.select("input[checked]")).as("nothing is chosen beforehand").isEmpty();
        assertThat(caseworker.openInEnglish(withdrawal).select("h1").text()).isEqualTo("Record a withdrawal");

        assertThat(errors(caseworker.submit(withdrawal, Map.of("reason", "")))).containsExactly("#channel-PAPER");
        assertThat(errors(caseworker.submit(withdrawal, Map.of("channel", "WEB", "reason", ""))))
                .containsExactly("#channel-PAPER");
        for (String reason : List.of("", " ", "7")) {
            assertThat(errors(caseworker.submit(withdrawal, Map.of("channel", "ORAL", "reason", reason))))
                    .containsExactly("#reason");
        }
        assertThat(errors(caseworker.submit(withdrawal, Map.of("channel", "ORAL", "reason", "x".repeat(501)))))
                .containsExactly("#reason");

        assertThat(caseworker.submitted(withdrawal, Map.of("channel", "PAPER", "reason", "")).text())
                .contains("Der Widerruf ist eingetragen. Ihre Stelle sieht diese Daten nicht mehr.");
        assertThat(caseworker.submitted(withdrawal, Map.of("channel", "ORAL", "reason", "later:\nno telephone")).text())
                .contains("Der Widerruf ist eingetragen und wird gerade weitergegeben.");

        Response none = caseworker.submit(withdrawalOf(asked("1")), Map.of("channel", "PAPER", "reason", ""));
        assertThat(errors(none)).containsExactly("#channel-PAPER");
        assertThat(Jsoup.parse(none.asString()).text()).contains("Zu dieser Anfrage gibt es keine Erlaubnis");
        String another = withdrawalOf(UUID.randomUUID().toString());
        assertThat(caseworker.look(another).statusCode()).isEqualTo(404);
        assertThat(caseworker.submit(another, Map.of("channel", "PAPER", "reason", "")).statusCode()).isEqualTo(404);
        assertThat(person.look(withdrawal).statusCode()).isEqualTo(403);
    }

    private static String withdrawalOf(String id) {
        return "/app/requests/" + id + "/withdrawal";
    }

    /** Asks for the telephone for so many months; returns the id of the request, which the list has a link for. */
    private String asked(String months) {
        Document listed = caseworker.submitted(address + "/ask",
                Map.of("attributes", "phone", "months", months, "number", UUID.randomUUID().toString()));
        return listed.select("tr:contains(" + reference + ") a[href$=/withdrawal]").attr("href")
                .replaceAll("/app/requests/(.*)/withdrawal", "$1");
    }

    @Test
    @DisplayName("for a purpose that rests on no consent for this office nobody can be asked")
    void nobodyToAsk() {
        Document page = healthWorker.open("/app/cases/" + healthCase + "/infection-control/ask");
        assertThat(page.select("main form")).isEmpty();
        assertThat(page.text()).contains("kann Ihre Stelle niemanden um Einwilligung bitten");
    }

    @Test
    @DisplayName("own cases lead to their purposes, and a code for the person is shown once")
    void casesAndCodes() {
        Document cases = caseworker.open("/app/cases");
        assertThat(cases.select("a[href=/app/cases/W-7]")).hasSize(1);
        assertThat(cases.select(".pager a").attr("href")).isEqualTo("?cursor=next-of-" + HOUSING);
        assertThat(caseworker.open("/app/cases/W-7").select("main li a").eachAttr("href"))
                .containsExactlyInAnyOrder("/app/cases/W-7/case-management", "/app/cases/W-7/" + PURPOSE);

        Response made = caseworker.submit("/app/cases/W-7/code", Map.of());
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(made.asString()).selectFirst(".code").text()).isEqualTo("7K4M-XQ2P");
        assertThat(Jsoup.parse(made.asString()).select("svg.qr")).hasSize(1);
        assertThat(caseworker.open("/app/cases/W-7/code").text()).doesNotContain("7K4M-XQ2P");
        assertThat(caseworker.submit("/app/cases/unknown/code", Map.of()).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R11 a code for a guardian is made by who says what the guardian is, what shows it, and when a minor was born")
    void guardianCode() {
        String path = "/app/cases/W-7/guardian-code";
        Map<String, String> typed = new HashMap<>(Map.of("birthDate", "2 March"));
        assertThat(errors(caseworker.submit(path, typed))).containsExactly("#kind-PARENT", "#proof-BIRTH_CERTIFICATE");
        typed.putAll(Map.of("kind", "PARENT", "proof", "BIRTH_CERTIFICATE"));
        Response refused = caseworker.submit(path, typed);
        assertThat(errors(refused)).containsExactly("#birthDate");
        assertThat(Jsoup.parse(refused.asString()).select("input[checked]").eachAttr("value")).containsExactly("PARENT",
                "BIRTH_CERTIFICATE");

        typed.put("birthDate", "1999-03-02");
        assertThat(caseworker.submit(path, typed).asString()).contains("entscheidet selbst");
        typed.put("birthDate", "2015-03-03");
        Response other = caseworker.submit(path, typed);
        assertThat(errors(other)).containsExactly("#birthDate");
        assertThat(other.asString()).contains("ein anderes Geburtsdatum").doesNotContain("2015-03-02");

        typed.put("birthDate", "2015-03-02");
        Response made = caseworker.submit(path, typed);
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(made.asString()).selectFirst(".code").text()).isEqualTo("GX5T-9RWD");
        assertThat(caseworker.open(path).text()).doesNotContain("GX5T-9RWD");
        assertThat(errors(caseworker.submit("/app/cases/unknown/guardian-code", typed)))
                .containsExactly("#kind-PARENT");

        typed.put("kind", "LEGAL_GUARDIAN");
        assertThat(errors(caseworker.submit(path, typed))).containsExactly("#birthDate");
        typed.put("birthDate", "");
        assertThat(caseworker.submit(path, typed).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R17 a case is linked by the code that the person hands over, or to somebody new")
    void linkingACase() {
        Map<String, String> typed = new HashMap<>(Map.of("caseReference", "Müller", "who", "code", "code", ""));
        assertThat(errors(caseworker.submit("/app/link", typed))).containsExactly("#caseReference", "#code");
        typed.put("caseReference", reference);
        typed.put("code", "BAD-CODE");
        assertThat(errors(caseworker.submit("/app/link", typed))).containsExactly("#code");
        typed.put("who", "new");
        assertThat(errors(caseworker.submit("/app/link", typed))).containsExactly("#code");
        typed.put("code", "");
        typed.put("caseReference", "taken-" + about);
        assertThat(errors(caseworker.submit("/app/link", typed))).containsExactly("#caseReference");
        typed.put("caseReference", reference);
        assertThat(LoggedInBrowser.pathOf(caseworker.submit("/app/link", typed))).isEqualTo("/app/cases/" + reference);
        typed.putAll(Map.of("who", "code", "code", "GOOD-CODE"));
        assertThat(LoggedInBrowser.pathOf(caseworker.submit("/app/link", typed))).isEqualTo("/app/cases/" + reference);
    }

    @Test
    @DisplayName("R10 a consent that ends soon is shown once data was received on it, and not before")
    void endingSoon() {
        personWithValues();
        givenFor(Duration.ofDays(10));
        assertThat(caseworker.open("/app/expiring").text()).doesNotContain(reference);

        caseworker.open(address);

        Document page = caseworker.open("/app/expiring");
        assertThat(page.select("tr:contains(" + reference + ")").text()).contains("Hilfe bei der Wohnungssuche",
                "Telefon");
        assertThat(caseworker.open("/app").select("main a[href=/app/expiring]").text()).matches("[1-9].*");
        consentService.send(withdrawn(about, 5, record, HOUSING, PURPOSE, "phone"));
        apply(5);
        assertThat(caseworker.open("/app/expiring").text()).doesNotContain(reference);
    }

    @Test
    @DisplayName("R23 what was done with a copy is chosen, never typed, and stands in the log once")
    void answeringAnObligation() {
        personWithValues();
        givenFor(Duration.ofDays(10));
        caseworker.open(address);
        consentService.send(withdrawn(about, 5, record, HOUSING, PURPOSE, "phone"));
        apply(5);

        Document list = caseworker.open("/app/obligations");
        String obligation = list.select("tr:contains(" + reference + ") a").attr("href");
        assertThat(list.select("tr:contains(" + reference + ")").text()).contains("Einwilligung zurückgenommen",
                "offen");
        assertThat(caseworker.open("/app").select("main a[href=/app/obligations]").text()).matches("[1-9].*");
        Document form = caseworker.open(obligation);
        assertThat(form.select("input[type=radio]")).hasSize(3);
        assertThat(form.select("input[checked], textarea, input[type=text]")).isEmpty();
        assertThat(errors(caseworker.submit(obligation, Map.of("norm", "")))).containsExactly("#outcome-DELETED");
        assertThat(errors(caseworker.submit(obligation, Map.of("outcome", "KEPT_BY_NORM", "norm", ""))))
                .containsExactly("#norm");
        assertThat(errors(caseworker.submit(obligation, Map.of("outcome", "KEPT_BY_NORM", "norm", "§ 1 Erfunden"))))
                .containsExactly("#norm");
        assertThat(healthWorker.look(obligation).statusCode()).as("another agency's").isEqualTo(404);
        LoggedInBrowser otherPurpose = LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), HOUSING,
                "case-management");
        assertThat(otherPurpose.look(obligation).statusCode()).as("R18 another purpose's").isEqualTo(404);
        assertThat(otherPurpose.submit(obligation, Map.of("outcome", "DELETED", "norm", "")).statusCode())
                .as("R18 another purpose's").isEqualTo(404);
        assertThat(otherPurpose.open("/app/obligations").text()).doesNotContain(reference);

        Map<String, String> kept = Map.of("outcome", "KEPT_BY_NORM", "norm", "§ 84 Abs. 4 SGB X");
        Document answered = caseworker.submitted(obligation, kept);

        assertThat(answered.text()).contains("Behalten, weil ein Gesetz es verlangt", "§ 84 Abs. 4 SGB X");
        assertThat(answered.select("main form")).isEmpty();
        assertThat(caseworker.submit(obligation, kept).statusCode()).isEqualTo(303);
        assertThat(caseworker.submit(obligation, Map.of("outcome", "DELETED", "norm", "")).statusCode()).isEqualTo(409);
        ObligationAnswered recorded = accessEvents.await(ObligationAnswered.class,
                e -> about.equals(e.dataSubjectId()));
        assertThat(recorded.outcome()).isEqualTo(Outcome.KEPT_BY_NORM);
        assertThat(recorded.requester().employeeId()).isNotNull();
        assertThat(accessEvents.count(e -> e instanceof ObligationAnswered a && about.equals(a.dataSubjectId())))
                .isOne();
        assertThat(caseworker.open("/app/obligations").text()).doesNotContain(reference);
        assertThat(caseworker.open("/app/obligations/answered").text()).contains(reference);
    }

    @ParameterizedTest
    @CsvSource({"mbe, true", "frauenhaus, false"})
    @DisplayName("R9 R14 the end of a release from secrecy is called that, and its source is named unless it betrays a place")
    void endOfARelease(String type, boolean named) {
        personWithValues();
        String counselling = "counselling-" + about;
        consentService.send(linked(about, 4, UUID.randomUUID(), counselling, "B-" + about, type));
        as(tokens.agencySystem(counselling)).header("Consent-Revision", revision(about, 4, counselling, "B-" + about))
                .body("{\"value\":\"+49 30 5550144\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/B-" + about + "/attributes/phone").then().statusCode(204);
        consentService.send(given(about, 5, record, HOUSING, PURPOSE, "phone"));
        consentService.send(released(about, 6, record, HOUSING, PURPOSE, List.of(counselling), "phone"));
        apply(6);
        assertThat(caseworker.open(address).text()).contains("+49 30 5550144");
        consentService.send(releaseWithdrawn(about, 7, record, HOUSING, PURPOSE, counselling, List.of(), "phone"));
        apply(7);

        Document list = caseworker.open("/app/obligations");

        assertThat(list.select("tr:contains(" + reference + ")").text())
                .contains("Entbindung von der Schweigepflicht beendet").doesNotContain("Einwilligung zurückgenommen");
        String obligation = list.select("tr:contains(" + reference + ") a").attr("href");
        assertThat(caseworker.open(obligation).text().contains(counselling)).isEqualTo(named);
        assertThat(caseworker.open(obligation).text().contains("Sie wird hier nicht genannt")).isEqualTo(!named);
        assertThat(caseworker.openInEnglish(obligation).text()).contains("Release from secrecy ended");
    }

    @Test
    @DisplayName("R24 who read by a statute is asked on the same page, which names the norm")
    void answeringAfterAReadByAStatute() {
        personWithValues();
        as(tokens.agencySystem(HEALTH, "infection-control")).header("File-Number", "GA 12/26")
                .header("Read-Reason", "Kontaktperson eines Masernfalls")
                .get("/v1/cases/" + healthCase + "/view?purpose=infection-control").then().statusCode(200);
        as(tokens.agencySystem(SHELTER)).body("{\"value\":\"+49 30 5550143\",\"asOf\":\"2026-02-15\"}")
                .put("/v1/cases/" + shelterCase + "/attributes/phone").then().statusCode(204);

        Document list = Awaitility.await().atMost(Duration.ofSeconds(120)).until(
                () -> healthWorker.open("/app/obligations"),
                page -> !page.select("tr:contains(" + healthCase + ")").isEmpty());
        assertThat(list.select("tr:contains(" + healthCase + ")").text()).contains("Wert berichtigt", "offen");
        String obligation = list.select("tr:contains(" + healthCase + ") a").attr("href");
        Document form = healthWorker.open(obligation);
        assertThat(form.text()).contains("Gelesen nach", "§ 36 Abs. 3a IfSG");
        assertThat(form.select("input[type=radio]")).hasSize(4);
        assertThat(healthWorker.openInEnglish(obligation).text()).contains("Read by", "§ 36 Abs. 3a IfSG");
        assertThat(caseworker.look(obligation).statusCode()).as("another agency's").isEqualTo(404);

        assertThat(healthWorker.submitted(obligation, Map.of("outcome", "CORRECTED", "norm", "")).text())
                .contains("Berichtigt");
    }

    @Test
    @DisplayName("R21 an emergency access is opened once with a reason, shows the case, and is reviewed by somebody else")
    void emergency() {
        personWithValues();
        assertThat(caseworker.open("/app/emergency").text()).contains("Ihre Anmeldung hat keinen Notzugriff");
        Map<String, String> typed = new HashMap<>(Map.of("caseReference", "unknown-" + about, "purpose",
                "vital-emergency", "basis", "", "reason", "…", "number", UUID.randomUUID().toString()));
        Response refused = healthWorker.submit("/app/emergency", typed);
        assertThat(errors(refused)).containsExactly("#basis", "#reason");
        assertThat(Jsoup.parse(refused.asString()).selectFirst("#caseReference").val()).isEqualTo("unknown-" + about);
        typed.put("basis", BASIS);
        typed.put("reason", "Bewusstlos gefunden.\r\nDie Klinik fragt nach Angehörigen.");
        assertThat(errors(healthWorker.submit("/app/emergency", typed))).containsExactly("#caseReference");

        typed.put("caseReference", healthCase);
        String opened = LoggedInBrowser.pathOf(healthWorker.submit("/app/emergency", typed));
        assertThat(LoggedInBrowser.pathOf(healthWorker.submit("/app/emergency", typed))).as("a double click")
                .isEqualTo(opened);
        accessEvents.await(EmergencyAccessOpened.class, e -> about.equals(e.dataSubjectId()));
        assertThat(accessEvents.count(e -> e instanceof EmergencyAccessOpened o && about.equals(o.dataSubjectId())))
                .isOne();

        String view = healthWorker.open(opened).select("a.button[href^=/app/cases/]").attr("href");
        assertThat(view).startsWith("/app/cases/" + healthCase + "/vital-emergency?emergency=");
        assertThat(healthWorker.open(view).text()).contains("+49 30 5550142", BASIS);
        assertThat(healthWorker.open("/app/cases/" + healthCase + "/vital-emergency").text())
                .contains("keine Erlaubnis");
        assertThat(healthWorker.look(opened + "/review").statusCode()).as("the own one").isEqualTo(303);
        assertThat(healthWorker.submit(opened + "/review", Map.of("outcome", "JUSTIFIED", "comment", "Gut so."))
                .statusCode()).isEqualTo(403);
        assertThat(caseworker.look(opened).statusCode()).as("another agency's").isEqualTo(404);

        LoggedInBrowser colleague = LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), HEALTH,
                "infection-control");
        assertThat(colleague.open("/app").select("main a[href=/app/emergency]").text()).matches("[1-9].*");
        assertThat(colleague.open("/app/emergency").select("a[href=" + opened + "]")).hasSize(1);
        assertThat(colleague.open(opened).text()).contains("Bewusstlos gefunden.");
        assertThat(errors(colleague.submit(opened + "/review", Map.of("comment", "…"))))
                .containsExactly("#outcome-JUSTIFIED", "#comment");
        Map<String, String> finding = Map.of("outcome", "JUSTIFIED", "comment", "Es ging um Leben und Tod.");
        assertThat(colleague.submitted(opened + "/review", finding).text()).contains("Gerechtfertigt",
                "Es ging um Leben und Tod.");
        assertThat(colleague.submit(opened + "/review", finding).statusCode()).as("a double click").isEqualTo(303);
        assertThat(colleague.submit(opened + "/review", Map.of("outcome", "NOT_JUSTIFIED", "comment", "Doch nicht."))
                .statusCode()).isEqualTo(409);
        accessEvents.await(EmergencyAccessReviewed.class, e -> about.equals(e.dataSubjectId()));
    }

    @Test
    @DisplayName("R24 what a person says is wrong is answered by choosing; what they wrote is only text, and another office finds nothing")
    void answeringAContestedValue() {
        String token = tokens.dataSubject("pages-contested-" + about);
        UUID contesting = PlayedPersons.personOf(token);
        String own = "B-" + contesting;
        consentService.send(linked(contesting, 1, UUID.randomUUID(), HOUSING, own, "wohnungsamt"));
        as(tokens.agencySystem(HOUSING)).header("Consent-Revision", revision(contesting, 1, HOUSING, own))
                .body("{\"value\":\"+49 30 1\",\"asOf\":\"2026-01-15\"}").put("/v1/cases/" + own + "/attributes/phone")
                .then().statusCode(204);
        as(token)
                .body("{\"attribute\":\"phone\",\"source\":\"" + HOUSING
                        + "\",\"wish\":\"CHANGE\",\"rightValue\":\"<script>alert(1)</script>\",\"restrict\":true}")
                .post("/v1/my/correction-requests").then().statusCode(201);

        String request = caseworker.open("/app/corrections").select("tr:contains(" + own + ") a").attr("href");
        Document form = caseworker.open(request);

        assertThat(form.text()).contains("<script>alert(1)</script>", own, "Art. 18 DSGVO");
        assertThat(form.select("script, input[checked], textarea, input[type=text]")).isEmpty();
        assertThat(caseworker.open("/app").select("main a[href=/app/corrections]").text()).matches("[1-9].*");
        assertThat(healthWorker.look(request).statusCode()).as("another agency's").isEqualTo(404);
        assertThat(errors(caseworker.submit(request, Map.of("reason", "")))).containsExactly("#outcome-CORRECTED");
        assertThat(errors(caseworker.submit(request, Map.of("outcome", "CORRECTED", "reason", ""))))
                .containsExactly("#outcome-CORRECTED");
        assertThat(errors(caseworker.submit(request, Map.of("outcome", "KEPT", "reason", ""))))
                .containsExactly("#reason");
        assertThat(errors(caseworker.submit(request, Map.of("outcome", "DELETED", "reason", "LAW_REQUIRES"))))
                .containsExactly("#reason");

        Map<String, String> kept = Map.of("outcome", "KEPT", "reason", "PROOF_NEEDED");
        Document answered = caseworker.submitted(request, kept);

        assertThat(answered.text()).contains("Die Angabe bleibt", "Nachweis").doesNotContain("alert(1)");
        assertThat(answered.select("main form")).isEmpty();
        assertThat(caseworker.submit(request, kept).statusCode()).isEqualTo(303);
        assertThat(caseworker.submit(request, Map.of("outcome", "DELETED", "reason", "")).statusCode()).isEqualTo(409);
        assertThat(caseworker.open("/app/corrections").text()).doesNotContain(own);
    }
}
