package de.handschlag.audit.page;

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
import de.handschlag.teststack.Browser;
import de.handschlag.teststack.TestStack;

/** Somebody who is logged in at the service's pages. */
final class OfficerBrowser {

    private static final String PASSWORD = "long-enough-for-a-test";
    private static final int KNOWN_PORT = 8083;

    private final String cookies;

    private OfficerBrowser(String cookies) {
        this.cookies = cookies;
    }

    /** @param port where the service listens */
    static OfficerBrowser withRole(String role, int port) {
        String name = "officer-" + role + "-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, TestStack.keycloakUrl(),
                    System.getProperty("handschlag.test.keycloak-admin-password")).importUsers(Realms.HANDSCHLAG,
                            List.of(new KeycloakAdmin.User(name, PASSWORD, List.of(role), Map.of())));
        }
        Browser browser = new Browser(Map.of(KNOWN_PORT, port));
        assertThat(browser.logIn("http://localhost:" + KNOWN_PORT + "/app/session", name, PASSWORD).status())
                .isEqualTo(200);
        return new OfficerBrowser(browser.allCookies());
    }

    private RequestSpecification request(String language) {
        return RestAssured.given().redirects().follow(false).header("Cookie", cookies + "; hs-language=" + language)
                .header("Sec-Fetch-Site", "same-origin").header("Sec-Fetch-Mode", "navigate");
    }

    /** What the address answers itself, in German. */
    Response look(String path) {
        return request("de").urlEncodingEnabled(false).get(path);
    }

    /** The page at the address, which has one heading and nothing that was forgotten. */
    Document open(String path) {
        return page(path, look(path));
    }

    Document openInEnglish(String path) {
        return page(path, request("en").urlEncodingEnabled(false).get(path));
    }

    /** Sends a form as its page would; redirects are not followed. */
    Response submit(String path, Map<String, String> fields) {
        return request("de").contentType("application/x-www-form-urlencoded; charset=UTF-8").formParams(fields)
                .post(path);
    }

    /** The page that a form leads to. */
    Document submitted(String path, Map<String, String> fields) {
        Response answer = submit(path, fields);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        return open(pathOf(answer));
    }

    static String pathOf(Response redirect) {
        return redirect.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static Document page(String path, Response answer) {
        assertThat(answer.statusCode()).as(path + " " + answer.asString()).isEqualTo(200);
        Document page = Jsoup.parse(answer.asString());
        assertThat(page.select("h1")).as(path).hasSize(1);
        Document words = page.clone();
        words.select("pre").remove();
        assertThat(words.text()).as(path).doesNotContain("NOT_FOUND", "{officer:", "null");
        assertThat(page.select("[style], script")).as(path).isEmpty();
        return page;
    }
}
