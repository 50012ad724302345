package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A person's first page and how they decide on a request, as far as a browser shows it. */
@DisplayName("A person decides")
class DecidingTest extends PageTestCase {

    private static final String AGENCY = "pages-kiz";
    private static final String NAME = "Kommunales Integrationszentrum der Verbandsgemeinde Obermusterstadt-Niederbeispielhausen";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MOST_TAPS = 6;

    private String username;
    private String password;
    private String caseReference;

    @BeforeAll
    static void registerTheOffice() {
        call("PUT", STACK.identities().admin(), "/v1/agencies/" + AGENCY,
                Map.of("name", NAME, "agencyType", "kommunales_integrationszentrum"));
    }

    @ParameterizedTest
    @CsvSource({"de, PHONE, false", "ar, PHONE, true", "de, DESKTOP, true", "ar, DESKTOP, true"})
    @DisplayName("R2 R5 R33 From the first page to the decision, in at most six taps, on a small telephone and without a script")
    void decides(String language, Screen screen, boolean script) {
        enrol();
        String asked = ask("phone", "preferred_language", "email", "family_name", "birth_date");
        String special = ask("accessibility_need", "counselling_contact");
        Visitor visitor = script ? visitor(screen, language) : visitorWithoutScript(screen, language);
        visitor.open("consent", "/app").logIn(username, password).check("person-home-waiting");

        int taps = tap(visitor, "a[href='/app/requests/" + asked + "']");
        visitor.check("person-request");
        if (language.equals("ar")) {
            visitor.page().click("a[href='?beside=de']");
            visitor.check("person-request-german-beside");
        }
        visitor.page().click("button[value=yes]");
        visitor.check("person-request-nothing-ticked");
        taps += tap(visitor, "#attribute-phone") + tap(visitor, "#attribute-email") + tap(visitor, "button[value=yes]");
        assertThat(visitor.path()).endsWith("/done");
        assertThat(taps).isLessThanOrEqualTo(MOST_TAPS);
        visitor.check("person-request-done-yes");

        tap(visitor, "main a[href='/app']");
        tap(visitor, "a[href='/app/requests/" + special + "']");
        tap(visitor, "button[value=yes]");
        visitor.check("person-special");
        visitor.page().click("form .actions button");
        visitor.check("person-special-unanswered");
        tap(visitor, "#special-accessibility_need-yes");
        tap(visitor, "#special-counselling_contact");
        tap(visitor, "form .actions button");
        assertThat(visitor.path()).endsWith("/done");
        visitor.check("person-special-done");

        String refused = ask("phone", "preferred_language", "email", "family_name");
        visitor.open("consent", "/app/requests/" + refused);
        tap(visitor, "button[value=no]");
        visitor.check("person-request-done-no");
        tap(visitor, "main a[href='/app']");
        visitor.check("person-home");
        assertThat(visitor.page().locator("main a[href$='/withdrawal']").count()).isPositive();
    }

    @Test
    @DisplayName("R33 By keyboard alone; Enter in a field decides nothing, and the focus is seen")
    void byKeyboard() {
        enrol();
        String asked = ask("phone", "email");
        Visitor visitor = visitor(Screen.DESKTOP, "de").open("consent", "/app/requests/" + asked).logIn(username,
                password);

        tabTo(visitor, "attribute-email");
        visitor.page().keyboard().press("Enter");
        visitor.page().locator(".summary").waitFor();
        assertThat(visitor.path()).isEqualTo("/app/requests/" + asked);
        tabTo(visitor, "attribute-email");
        visitor.page().keyboard().press("Space");
        assertThat((String) visitor.page().evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isNotEqualTo("none");
        tabTo(visitor, "yes");
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForURL("**/done");

        assertThat(visitor.page().locator("main").innerText()).contains("Sie haben Ja gesagt");
    }

    @ParameterizedTest
    @CsvSource({"de, PHONE", "ar, PHONE", "de, DESKTOP"})
    @DisplayName("R35 A login that is nobody's is led to the page for a code")
    void code(String language, Screen screen) {
        Visitor visitor = visitor(screen, language).open("consent", "/app").logIn(user("data-subject", Map.of()),
                PASSWORD);

        assertThat(visitor.path()).isEqualTo("/app/code");
        visitor.check("person-code");
        visitor.page().fill("#code", "1234");
        visitor.page().click("form .actions button");
        visitor.check("person-code-wrong");
        visitor.page().click("button[name=begin]");
        assertThat(visitor.path()).isEqualTo("/app");
        visitor.check("person-home-empty");
    }

    private static int tap(Visitor visitor, String selector) {
        visitor.page().click(selector);
        return 1;
    }

    /** Presses Tab until what has this id or value has the focus. */
    private static void tabTo(Visitor visitor, String idOrValue) {
        for (int i = 0; i < 60; i++) {
            visitor.page().keyboard().press("Tab");
            if (List.of(visitor.page().evaluate("document.activeElement.id || document.activeElement.value || ''"))
                    .contains(idOrValue)) {
                return;
            }
        }
        throw new AssertionError("the keyboard does not reach " + idOrValue);
    }

    /** A person with a login, whom the office knows. */
    private void enrol() {
        String name = "deciding-" + UUID.randomUUID();
        Map.Entry<String, String> login = STACK.identities().dataSubjectLogin(name);
        username = login.getKey();
        password = login.getValue();
        String token = STACK.identities().dataSubject(name);
        call("POST", token, "/v1/me", null);
        String code = call("POST", token, "/v1/me/link-codes", null).path("code").asText();
        caseReference = "P-" + UUID.randomUUID();
        call("POST", office(), "/v1/cases", Map.of("caseReference", caseReference, "linkCode", code));
    }

    private String ask(String... attributes) {
        return call("POST", office(), "/v1/consent-requests", Map.of("caseReference", caseReference, "purpose",
                "case-management", "attributes", List.of(attributes), "months", 6)).path("consentRequestId").asText();
    }

    private static String office() {
        return STACK.identities().agencySystem(AGENCY, "case-management");
    }

    private static JsonNode call(String method, String token, String path, Object body) {
        try {
            HttpResponse<String> answer = HTTP.send(HttpRequest
                    .newBuilder(URI.create(STACK.stack().url("consent") + path))
                    .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                    .method(method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
