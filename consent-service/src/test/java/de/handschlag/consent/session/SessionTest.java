package de.handschlag.consent.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.teststack.Browser;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;
import de.handschlag.teststack.WireRequest;

/** The code flow with PKCE as a browser goes through it, with Keycloak's real login page. {@link BrowserDoorTest} attacks it. */
@QuarkusTest
class SessionTest {

    private static final String PASSWORD = "long-enough-for-a-test";

    @TestHTTPResource
    URL service;

    @Test
    void browserIsSentToTheLoginPageWithAPkceChallenge() {
        Response answer = given().redirects().follow(false).get("/app/session");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).startsWith(TestStack.keycloakUrl() + "/realms/handschlag/").contains(
                "client_id=handschlag-web", "response_type=code", "code_challenge_method=S256", "code_challenge=",
                "state=");
    }

    @Test
    void loginShowsRolesAndWhetherAPersonBelongsToIt() {
        String username = "browser-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, TestStack.keycloakUrl(),
                    System.getProperty("handschlag.test.keycloak-admin-password")).importUsers(Realms.HANDSCHLAG,
                            List.of(new KeycloakAdmin.User(username, PASSWORD, List.of("data-subject"), Map.of())));
        }

        WireRequest.Answer session = new Browser(Map.of(8081, service.getPort()))
                .logIn("http://localhost:8081/app/session", username, PASSWORD);

        assertThat(session.status()).isEqualTo(200);
        assertThat(session.body()).contains("\"data-subject\"", "\"bound\":false");
        assertThat(session.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    @DisplayName("WCAG 2.2.1 pages say how long a login lasts; whose login has ended by time is told so, and not after a logout")
    void endByTimeIsTold() {
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        Document page = browser.open("/app");
        assertThat(page.select("footer").text()).contains("30 Minuten");
        assertThat(browser.setCookies())
                .anyMatch(cookie -> cookie.startsWith("hs-in=1;") && cookie.contains("HTTPOnly"));

        Response ended = given().redirects().follow(false).cookie("hs-in", "1").get("/app/consents");
        assertThat(ended.statusCode()).isEqualTo(302);
        assertThat(ended.header("Location")).endsWith("/app/ended?to=%2Fapp%2Fconsents");
        assertThat(given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin").cookie("hs-in", "1")
                .formParam("decision", "no").post("/app/requests/" + UUID.randomUUID()).header("Location"))
                .contains("/app/ended?to=%2Fapp%2Frequests%2F");
        assertThat(given().cookie("hs-in", "1").get("/app/start").statusCode()).as("public pages stay").isEqualTo(200);

        browser.look("/app/logout");
        assertThat(browser.look("/app/consents").header("Location")).as("who logged out knows")
                .contains("response_type=code");
    }

    @Test
    void bearerTokenThatWasAcceptedElsewhereOpensNoPage() {
        String token = TestIdentities.handschlag().dataSubject("bearer-" + UUID.randomUUID());
        assertThat(given().auth().oauth2(token).get("/v1/attributes").statusCode()).isEqualTo(200);

        Response page = given().auth().oauth2(token).redirects().follow(false).get("/app/session");

        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.header("Location")).contains("response_type=code");
    }
}
