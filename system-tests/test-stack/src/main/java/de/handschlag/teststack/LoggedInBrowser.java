package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;

/** Somebody who is logged in at a service's pages. */
public final class LoggedInBrowser {

    private static final String PASSWORD = "long-enough-for-a-test";

    private final String cookies;

    private LoggedInBrowser(String cookies) {
        this.cookies = cookies;
    }

    /**
     * A caseworker of an agency, entitled to the purposes.
     *
     * @param knownPort the port that the identity provider knows the service's pages by
     * @param port      where the service listens
     */
    public static LoggedInBrowser ofAgency(int knownPort, int port, String agencyId, String... purposes) {
        return loggedIn(knownPort, port, "caseworker",
                Map.of("agency_id", List.of(agencyId), "purposes", List.of(purposes)));
    }

    /** Somebody with this role alone. */
    public static LoggedInBrowser withRole(int knownPort, int port, String role) {
        return loggedIn(knownPort, port, role, Map.of());
    }

    private static LoggedInBrowser loggedIn(int knownPort, int port, String role,
            Map<String, List<String>> attributes) {
        String name = "logged-in-" + role + "-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, TestStack.keycloakUrl(), TestStack.keycloakAdminPassword()).importUsers(
                    Realms.HANDSCHLAG, List.of(new KeycloakAdmin.User(name, PASSWORD, List.of(role), attributes)));
        }
        Browser browser = new Browser(Map.of(knownPort, port));
        assertThat(browser.logIn("http://localhost:" + knownPort + "/app/session", name, PASSWORD).status())
                .isEqualTo(200);
        return new LoggedInBrowser(browser.allCookies());
    }

    /** The same with one more cookie. */
    public LoggedInBrowser with(String cookie) {
        return new LoggedInBrowser(cookies + "; " + cookie);
    }

    private RequestSpecification request(String language) {
        return RestAssured.given().redirects().follow(false).header("Cookie", cookies + "; hs-language=" + language)
                .header("Sec-Fetch-Site", "same-origin").header("Sec-Fetch-Mode", "navigate");
    }

    /** What the address answers itself, in German. */
    public Response look(String path) {
        return request("de").urlEncodingEnabled(false).get(path);
    }

    /** The page at the address, which has one heading and nothing that was forgotten. */
    public Document open(String path) {
        return page(path, look(path));
    }

    /** The same in English. */
    public Document openInEnglish(String path) {
        return page(path, request("en").urlEncodingEnabled(false).get(path));
    }

    /** Sends a form as its page would; redirects are not followed. */
    public Response submit(String path, Map<String, String> fields) {
        return request("de").contentType("application/x-www-form-urlencoded; charset=UTF-8").formParams(fields)
                .post(path);
    }

    /** The page that a form leads to. */
    public Document submitted(String path, Map<String, String> fields) {
        Response answer = submit(path, fields);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        return open(pathOf(answer));
    }

    /** The path that an answer redirects to. */
    public static String pathOf(Response redirect) {
        return redirect.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static Document page(String path, Response answer) {
        assertThat(answer.statusCode()).as(path + " " + answer.asString()).isEqualTo(200);
        Document page = Jsoup.parse(answer.asString());
        assertThat(page.select("h1")).as(path).hasSize(1);
        Document words = page.clone();
        words.select("pre").remove();
        assertThat(words.text()).as(path).doesNotContain("NOT_FOUND", "null").doesNotContainPattern("\\{\\w+:");
        assertThat(page.select("[style], script")).as(path).isEmpty();
        return page;
    }
}
