package de.handschlag.systemtest.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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

/** The data-protection officer's pages, as far as a browser shows them. */
@DisplayName("A data-protection officer")
class OfficerTest extends PageTestCase {

    private static final String AGENCY = "pages-officer-kiz";
    private static final String NAME = "Kommunales Integrationszentrum der Verbandsgemeinde Obermusterstadt-Niederbeispielhausen";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static String officer;
    private static String complaint;
    private static long index;

    @BeforeAll
    static void somebodyComplains() {
        officer = user("dpo", Map.of());
        call("consent", "PUT", STACK.identities().admin(), "/v1/agencies/" + AGENCY,
                Map.of("name", NAME, "agencyType", "kommunales_integrationszentrum"));
        String person = STACK.identities().dataSubject("complaining-" + UUID.randomUUID());
        call("consent", "POST", person, "/v1/me", null);
        String code = call("consent", "POST", person, "/v1/me/link-codes", null).path("code").asText();
        String caseReference = "O-" + UUID.randomUUID();
        String office = STACK.identities().agencySystem(AGENCY, "case-management");
        call("consent", "POST", office, "/v1/cases", Map.of("caseReference", caseReference, "linkCode", code));
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            send("registry", "GET", office, "/v1/cases/" + caseReference + "/view?purpose=case-management", null);
            JsonNode seen = call("audit", "GET", person, "/v1/my/accesses", null).path("accesses");
            for (JsonNode access : seen) {
                if (access.path("kind").asText().equals("denied")) {
                    index = access.path("index").asLong();
                    return;
                }
            }
            throw new AssertionError("the denied read is not in the log yet");
        });
        complaint = call("audit", "POST", person, "/v1/my/complaints",
                Map.of("entryIndex", index, "text", "Ich kenne diese Stelle nicht.\nWarum hat sie nach mir gefragt?"))
                .path("id").asText();
    }

    @ParameterizedTest
    @CsvSource({"PHONE, de", "DESKTOP, de", "DESKTOP, en"})
    @DisplayName("R33 Every page reads well on a small screen and on a large one")
    void everyPage(Screen screen, String language) {
        Visitor visitor = visitor(screen, language).open("audit", "/app").logIn(officer, PASSWORD)
                .check("officer-home");
        for (String page : List.of("search", "saved", "complaints", "anomalies", "volumes", "reports", "holds",
                "retention", "digest", "log")) {
            visitor.open("audit", "/app/" + page).check("officer-" + page);
        }
        visitor.open("audit", "/app/complaints/" + complaint).check("officer-complaint");
        visitor.page().click("form:not([action]) button");
        visitor.check("officer-complaint-without-answer");
        visitor.open("audit", "/app/entries/" + index).check("officer-entry-purpose");
        visitor.open("audit", "/app/entries/" + index + "?queryPurpose=complaint");
        visitor.page().click("details.proof > summary");
        visitor.check("officer-entry");
        visitor.open("audit", "/app/search");
        visitor.page().click("main form button");
        visitor.check("officer-search-without-purpose");
        visitor.page().click("#queryPurpose-routine-control");
        visitor.page().selectOption("#agencyId", AGENCY);
        visitor.page().click("main form button");
        visitor.check("officer-result");
        assertThat(visitor.page().locator("main").innerText()).contains(NAME);
        visitor.open("audit", visitor.path() + "?view=timeline").check("officer-result-timeline");
    }

    @Test
    @DisplayName("A complaint is answered in four pages, by keyboard alone")
    void answersAComplaint() {
        Visitor visitor = visitor(Screen.DESKTOP, "de").open("audit", "/app").logIn(officer, PASSWORD);
        visitor.page().focus("a[href='/app/complaints/" + complaint + "']");
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForURL("**/app/complaints/" + complaint);
        assertThat(visitor.page().locator("main").innerText()).contains("Warum hat sie nach mir gefragt?", NAME);
        visitor.page().focus("#text");
        assertThat((String) visitor.page().evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isNotEqualTo("none");
        visitor.page().keyboard().type("Die Stelle hatte keine Erlaubnis und hat nichts erhalten.");
        visitor.page().keyboard().press("Tab");
        visitor.page().keyboard().press("Enter");
        visitor.page().waitForSelector("#text", new com.microsoft.playwright.Page.WaitForSelectorOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        visitor.check("officer-complaint-answered");
    }

    private static JsonNode call(String service, String method, String token, String path, Object body) {
        try {
            HttpResponse<String> answer = send(service, method, token, path, body);
            assertThat(answer.statusCode()).as(path + " " + answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> send(String service, String method, String token, String path, Object body) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(STACK.stack().url(service) + path))
                    .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                    .method(method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
