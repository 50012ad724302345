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

/** Caseworkers' pages, as far as a browser shows them. */
@DisplayName("A caseworker")
class OfficeTest extends PageTestCase {

    private static final String AGENCY = "pages-office-housing";
    private static final String NAME = "Amt für Wohnraumsicherung der Verbandsgemeinde Obermusterstadt-Niederbeispielhausen";
    private static final String PURPOSE = "housing-search";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String REFERENCE = "W-" + UUID.randomUUID();
    private static String caseworker;
    private static String request;

    @BeforeAll
    static void somebodyIsKnown() {
        caseworker = user("caseworker",
                Map.of("agency_id", List.of(AGENCY), "purposes", List.of(PURPOSE, "vulnerability-identification")));
        call("PUT", STACK.identities().admin(), "/v1/agencies/" + AGENCY,
                Map.of("name", NAME, "agencyType", "wohnungsamt"));
        call("POST", STACK.identities().agencySystem(AGENCY, PURPOSE), "/v1/cases", Map.of("caseReference", REFERENCE));
        request = call("POST", STACK.identities().agencySystem(AGENCY, PURPOSE), "/v1/consent-requests",
                Map.of("caseReference", REFERENCE, "purpose", PURPOSE, "attributes", List.of("phone"), "months", 6))
                .path("consentRequestId").asText();
    }

    @ParameterizedTest
    @CsvSource({"PHONE, de", "DESKTOP, de", "DESKTOP, en"})
    @DisplayName("R33 Every page reads well on a small screen and on a large one")
    void everyPage(Screen screen, String language) {
        Visitor visitor = visitor(screen, language).open("registry", "/app").logIn(caseworker, PASSWORD)
                .check("office-home");
        visitor.page().click("main form button");
        visitor.check("office-home-without-reference");
        for (String page : List.of("cases", "link", "requests", "obligations", "obligations/answered", "corrections",
                "approvals", "requests/" + request + "/approval", "requests/" + request + "/withdrawal", "expiring",
                "emergency", "cases/" + REFERENCE, "cases/" + REFERENCE + "/code",
                "cases/" + REFERENCE + "/guardian-code", "cases/" + REFERENCE + "/" + PURPOSE,
                "cases/" + REFERENCE + "/" + PURPOSE + "/ask")) {
            visitor.open("registry", "/app/" + page)
                    .check("office-" + page.replace(REFERENCE, "one").replace(request, "one").replace('/', '-'));
        }
        visitor.page().click("main form button");
        visitor.check("office-ask-for-nothing");
    }

    @Test
    @DisplayName("One Enter from the reference to the case, and three clicks to ask for consent, by keyboard alone")
    void asksByKeyboard() {
        Visitor visitor = visitor(Screen.DESKTOP, "de").open("registry", "/app").logIn(caseworker, PASSWORD);
        visitor.page().selectOption("#purpose", PURPOSE);
        visitor.page().focus("#caseReference");
        visitor.page().keyboard().type(REFERENCE);
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForURL("**/app/cases/" + REFERENCE + "/" + PURPOSE);
        assertThat(visitor.page().locator("main").innerText()).contains("keine Erlaubnis");

        visitor.page().focus("a[href$='/ask']");
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForURL("**/ask");
        visitor.page().focus("#attributes-phone");
        visitor.page().keyboard().press("Space");
        visitor.page().focus("main form button");
        assertThat((String) visitor.page().evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isNotEqualTo("none");
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForURL("**/app/requests*");
        visitor.check("office-asked");
        assertThat(visitor.page().locator("main").innerText()).contains(REFERENCE);
    }

    private static JsonNode call(String method, String token, String path, Object body) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(STACK.stack().url("consent") + path))
                            .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
