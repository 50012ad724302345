package de.handschlag.consent.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.test.TestIdentities;
import de.handschlag.deploy.test.TestStack;

/** The code flow with PKCE as a browser goes through it, with Keycloak's real login page. */
@QuarkusTest
class SessionTest {

    private static final Pattern FORM = Pattern.compile("<form[^>]+action=\"([^\"]+)\"");
    private static final String PASSWORD = "long-enough-for-a-test";

    private final Map<String, String> serviceCookies = new HashMap<>();
    private final Map<String, String> keycloakCookies = new HashMap<>();
    private final List<String> sessionCookies = new ArrayList<>();

    @Test
    void browserIsSentToTheLoginPageWithAPkceChallenge() {
        Response answer = service("/app/session");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).startsWith(TestStack.keycloakUrl() + "/realms/handschlag/")
                .contains("client_id=handschlag-web", "response_type=code", "code_challenge_method=S256",
                        "code_challenge=", "state=");
        assertThat(answer.headers().getValues("Set-Cookie")).isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).containsIgnoringCase("HttpOnly"));
    }

    @Test
    void loginShowsRolesAndWhetherAPersonBelongsToIt() {
        String username = "browser-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, TestStack.keycloakUrl(),
                    System.getProperty("handschlag.test.keycloak-admin-password")).importUsers(Realms.HANDSCHLAG,
                            List.of(new KeycloakAdmin.User(username, PASSWORD, List.of("data-subject"), Map.of())));
        }

        Response session = login(username);

        assertThat(session.statusCode()).isEqualTo(200);
        assertThat(session.<List<String>>path("roles")).contains("data-subject");
        assertThat(session.<Boolean>path("bound")).isFalse();
        assertThat(session.header("Cache-Control")).contains("no-store");
        assertThat(sessionCookies).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax"));
    }

    @Test
    void bearerEndpointsDoNotTakeTheBrowsersCookies() {
        assertThat(given().cookies(serviceCookies).get("/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void bearerTokenThatWasAcceptedElsewhereOpensNoPage() {
        String token = TestIdentities.handschlag().dataSubject("bearer-" + UUID.randomUUID());
        assertThat(given().auth().oauth2(token).get("/v1/attributes").statusCode()).isEqualTo(200);

        Response page = given().auth().oauth2(token).redirects().follow(false).get("/app/session");

        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.header("Location")).contains("response_type=code");
    }

    private Response login(String username) {
        Response toLogin = service("/app/session");
        Response page = keycloak(given(), toLogin.header("Location"), "GET");
        assertThat(page.statusCode()).isEqualTo(200);
        Matcher form = FORM.matcher(page.asString());
        assertThat(form.find()).as("Keycloak shows its login form").isTrue();
        Response loggedIn = keycloak(
                given().formParam("username", username).formParam("password", PASSWORD),
                form.group(1).replace("&amp;", "&"), "POST");
        assertThat(loggedIn.statusCode()).isEqualTo(302);
        URI back = URI.create(loggedIn.header("Location"));
        assertThat(back.getPath()).isEqualTo("/app/session");

        Response answer = service(back.getRawPath() + "?" + back.getRawQuery());
        for (int hop = 0; hop < 3 && answer.statusCode() == 302; hop++) {
            URI next = URI.create(answer.header("Location"));
            assertThat(next.getHost()).isEqualTo("localhost");
            answer = service(next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()));
        }
        return answer;
    }

    /** As at the address that the realm knows; the test's port is another one. */
    private Response service(String pathAndQuery) {
        Response answer = given().redirects().follow(false).urlEncodingEnabled(false).cookies(serviceCookies)
                .header("Host", "localhost:8081").get(pathAndQuery);
        serviceCookies.putAll(answer.cookies());
        answer.headers().getValues("Set-Cookie").stream().filter(cookie -> cookie.startsWith("q_session"))
                .forEach(sessionCookies::add);
        return answer;
    }

    private Response keycloak(RequestSpecification request, String address, String method) {
        URI uri = URI.create(address);
        Response answer = request.redirects().follow(false).urlEncodingEnabled(method.equals("POST"))
                .baseUri(uri.getScheme() + "://" + uri.getHost()).port(uri.getPort()).cookies(keycloakCookies)
                .request(method, uri.getRawPath() + "?" + uri.getRawQuery());
        keycloakCookies.putAll(answer.cookies());
        return answer;
    }
}
