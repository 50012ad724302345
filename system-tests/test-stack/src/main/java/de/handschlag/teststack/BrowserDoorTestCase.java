package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.http.TestHTTPResource;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;

/** What a login in a browser opens, and what it does not; the same in every service (ADR 41). */
public abstract class BrowserDoorTestCase {

    private static final String PASSWORD = "long-enough-for-a-test";
    private static final String STATE_COOKIE = "q_auth";

    @TestHTTPResource
    URL service;

    private final int knownPort;
    private final String role;

    /**
     * @param knownPort the service's port in the addresses that the realm knows
     * @param role      of somebody who would be let in to the API with a token
     */
    protected BrowserDoorTestCase(int knownPort, String role) {
        this.knownPort = knownPort;
        this.role = role;
    }

    /** An operation of the API, with its path filled in. */
    private record Operation(String method, String path) {}

    @Test
    @DisplayName("A login in the browser works, and opens no operation of the API")
    void aSessionOpensNothingOfTheApi() throws JsonProcessingException {
        Browser browser = loggedIn();
        String cookies = browser.allCookies();
        assertThat(cookies).contains("q_session");

        List<Operation> operations = operations();
        assertThat(operations).hasSizeGreaterThan(10);
        assertThat(operations).allSatisfy(operation -> {
            WireRequest.Answer answer = plain(operation.method(), operation.path(), "Cookie", cookies);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.all("Set-Cookie")).isEmpty();
            assertThat(answer.body()).contains("urn:handschlag:problem:unauthenticated");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"//v1/%s", "/app/../v1/%s", "/app/%%2e%%2e/v1/%s", "/app/..;/v1/%s", "/%%761/%s",
            "/v1;a=/app/%s", "/v1/./%s", "/app//../v1/%s", "/app%%2f..%%2fv1/%s", "/v1/%s?x=/app/"})
    @DisplayName("No way of writing an address takes the cookie to the API")
    void noSpellingOpensTheApi(String spelling) throws JsonProcessingException {
        String cookies = loggedIn().allCookies();
        for (Operation operation : operations()) {
            String address = spelling.formatted(operation.path().substring("/v1/".length()));
            assertThat(plain(operation.method(), address, "Cookie", cookies).status())
                    .as(operation.method() + " " + address).isIn(302, 400, 401, 403, 404, 405);
        }
    }

    @Test
    @DisplayName("What comes with a token is judged by the token alone, and not remembered for it")
    void aTokenIsNotHelpedByACookie() throws JsonProcessingException {
        String cookies = loggedIn().allCookies();
        for (Operation operation : operations()) {
            for (String authorization : List.of("Bearer nothing", "bearer nothing", "Bearer", "Basic bm86Ym9keQ==")) {
                assertThat(
                        plain(operation.method(), operation.path(), "Authorization", authorization, "Cookie", cookies)
                                .status())
                        .as(authorization + operation).isEqualTo(401);
                assertThat(plain(operation.method(), operation.path(), "Authorization", authorization).status())
                        .as(authorization + operation).isEqualTo(401);
            }
        }
    }

    @Test
    @DisplayName("Cookies are for the browser's paths, out of scripts' reach, encrypted on the way, and not sent by other sites")
    void cookiesAreNarrow() {
        Browser browser = loggedIn();
        browser.look(address("/app/logout"));

        List<String> ours = browser.setCookies().stream()
                .filter(cookie -> cookie.startsWith("q_") && !cookie.contains("; Max-Age=0;")).toList();
        assertThat(ours).anyMatch(cookie -> cookie.startsWith("q_session"))
                .anyMatch(cookie -> cookie.startsWith(STATE_COOKIE))
                .allSatisfy(cookie -> assertThat(cookie).containsIgnoringCase("; Path=/app;")
                        .containsIgnoringCase("; HttpOnly").containsIgnoringCase("; Secure")
                        .containsPattern("(?i); SameSite=(Lax|Strict)").doesNotContainIgnoringCase("Domain="));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            another site               | cross-site  | https://elsewhere.example
            another site, old browser  | -           | https://elsewhere.example
            a sibling subdomain        | same-site   | http://sibling.localhost:%PORT%
            another port               | same-site   | http://localhost:1
            another port, old browser  | -           | http://localhost:1
            no port                    | -           | http://localhost
            a sandboxed frame          | cross-site  | null
            a sandboxed frame, old     | -           | null
            nobody says                | -           | -
            the address bar            | none        | -
            here, but another origin   | same-origin | http://localhost:1
            elsewhere, but own origin  | cross-site  | http://localhost:%PORT%
            a name that begins alike   | -           | http://localhost:%PORT%.elsewhere.example
            ours as somebody's name    | -           | http://localhost:%PORT%@elsewhere.example
            no origin at all           | -           | http://
            something else             | -           | localhost:%PORT%
            """)
    @DisplayName("A change from elsewhere is refused")
    void aChangeFromElsewhereIsRefused(String from, String site, String origin) {
        Browser browser = loggedIn();
        List<String> headers = new ArrayList<>();
        if (site != null) {
            headers.addAll(List.of("Sec-Fetch-Site", site));
        }
        if (origin != null) {
            headers.addAll(List.of("Origin", origin.replace("%PORT%", Integer.toString(knownPort))));
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "UNHEARD-OF")) {
            WireRequest.Answer answer = browser.send(method, address("/app/session"), headers.toArray(String[]::new));
            assertThat(answer.status()).as(method).isEqualTo(403);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.body()).contains("urn:handschlag:problem:cross-origin-request", "nextStep", "titleDe");
        }
        assertThat(browser.send("POST", address("/app/logout"), headers.toArray(String[]::new)).status())
                .isEqualTo(403);
        assertThat(browser.open(address("/app/session")).status()).as("still logged in").isEqualTo(200);
    }

    @Test
    @DisplayName("Two answers to the question where a change comes from are none")
    void repeatedHeadersAreRefused() {
        Browser browser = loggedIn();
        assertThat(
                browser.send("POST", address("/app/session"), "Origin", origin(), "Origin", "https://elsewhere.example")
                        .status())
                .isEqualTo(403);
        assertThat(browser
                .send("POST", address("/app/session"), "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site")
                .status()).isEqualTo(403);
    }

    @Test
    @DisplayName("A change from the service's own page passes")
    void aChangeFromHerePasses() {
        Browser browser = loggedIn();
        for (String[] headers : List.of(new String[]{"Sec-Fetch-Site", "same-origin", "Origin", origin()},
                new String[]{"Sec-Fetch-Site", "same-origin"}, new String[]{"Origin", origin()})) {
            assertThat(browser.send("POST", address("/app/session"), headers).status())
                    .as("only the method is not for this address").isEqualTo(405);
        }
    }

    @Test
    @DisplayName("A logout ends the session here and at the identity provider, and nothing of it is kept")
    void logoutEndsTheSession() {
        Browser browser = loggedIn();
        assertThat(browser.open(address("/app/session")).header("Cache-Control")).isEqualTo("no-store");
        assertThat(browser.open(address("/app")).header("Cache-Control")).isEqualTo("no-store");

        WireRequest.Answer out = browser.look(address("/app/logout"));

        assertThat(out.status()).isEqualTo(302);
        assertThat(out.header("Location")).startsWith(TestIdentities.handschlag().issuer()).contains("/logout",
                "id_token_hint=");
        assertThat(browser.cookieNames()).noneMatch(name -> name.startsWith("q_session"));
        assertThat(browser.open(out.header("Location")).status()).isEqualTo(200);
        WireRequest.Answer again = browser.open(address("/app/session"));
        assertThat(again.body()).as("Keycloak asks for the password anew").contains("<form");
        assertThat(again.body()).doesNotContain("\"roles\"");
    }

    @ParameterizedTest
    @CsvSource({"cross-site, https://elsewhere.example", "same-site, http://localhost:1", "cross-site, "})
    @DisplayName("Another site cannot log somebody out")
    void aLogoutFromElsewhereIsRefused(String site, String origin) {
        Browser browser = loggedIn();
        String[] headers = origin == null
                ? new String[]{"Sec-Fetch-Site", site}
                : new String[]{"Sec-Fetch-Site", site, "Origin", origin};
        assertThat(browser.send("GET", address("/app/logout"), headers).status()).isEqualTo(403);
        assertThat(browser.open(address("/app/session")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Logins that were begun one after the other and left do not pile up")
    void unfinishedLoginsAreForgotten() {
        Browser browser = new Browser(ports());
        String deep = address("/app/session?") + "x".repeat(2000);
        for (int i = 0; i < 30; i++) {
            assertThat(browser.look(i % 3 == 0 ? deep : address("/app/session")).status()).isEqualTo(302);
        }

        assertThat(browser.cookieNames()).filteredOn(name -> name.startsWith(STATE_COOKIE)).hasSizeBetween(2, 6);
        assertThat(browser.logIn(address("/app/session"), user(), PASSWORD).status()).isEqualTo(200);
        assertThat(browser.open(address("/app/session")).status()).isEqualTo(200);
        assertThat(browser.setCookies()).filteredOn(cookie -> cookie.startsWith(STATE_COOKIE))
                .allSatisfy(cookie -> assertThat(lifetime(cookie)).isLessThanOrEqualTo(600));
    }

    @Test
    @DisplayName("Thirty logins that were begun at once leave the browser able to go on, logged in or not")
    void loginsBegunAtOnceAreForgotten() {
        Browser browser = loggedIn();
        Browser stranger = new Browser(ports());
        for (int i = 0; i < 30; i++) {
            Browser tab = new Browser(ports());
            assertThat(tab.look(address("/app/session")).status()).isEqualTo(302);
            browser.addCookiesOf(tab);
            stranger.addCookiesOf(tab);
        }

        assertThat(browser.open(address("/app/session")).status()).isEqualTo(200);
        assertThat(browser.cookieNames()).filteredOn(name -> name.startsWith(STATE_COOKIE)).hasSize(5);
        assertThat(stranger.logIn(address("/app/session"), user(), PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "image", "iframe", "script"})
    @DisplayName("Only what the browser navigates to begins a login")
    void onlyANavigationBeginsALogin(String destination) {
        WireRequest.Answer answer = plain("GET", "/app/session", "Sec-Fetch-Dest", destination);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.all("Set-Cookie")).isEmpty();
    }

    @Test
    @DisplayName("The door is on: what the service runs with")
    void settings() {
        assertThat(setting("quarkus.oidc.web.authentication.cookie-path")).isEqualTo("/app");
        assertThat(setting("quarkus.oidc.web.authentication.cookie-force-secure")).isEqualTo("true");
        assertThat(setting("quarkus.http.auth.permission.rest.auth-mechanism")).isEqualTo("bearer");
        assertThat(setting("quarkus.oidc.web.token.refresh-expired")).isEqualTo("true");
        assertThat(setting("quarkus.oidc.web.authentication.session-age-extension")).isEqualTo("PT30M");
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static long lifetime(String cookie) {
        return Long.parseLong(cookie.replaceFirst("(?i).*; Max-Age=(\\d+).*", "$1"));
    }

    private Browser loggedIn() {
        Browser browser = new Browser(ports());
        WireRequest.Answer session = browser.logIn(address("/app/session"), user(), PASSWORD);
        assertThat(session.status()).as(session.body()).isEqualTo(200);
        assertThat(session.body()).contains("\"roles\"", role);
        return browser;
    }

    private String user() {
        String name = "browser-" + role + "-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, TestStack.keycloakUrl(), TestStack.keycloakAdminPassword())
                    .importUsers(Realms.HANDSCHLAG, List.of(new KeycloakAdmin.User(name, PASSWORD, List.of(role),
                            Map.of("agency_id", List.of("jobcenter"), "purposes", List.of("case-management")))));
        }
        return name;
    }

    /**
     * All that the OpenAPI document names, with an id in the path, with a number, and once more with the name of the OIDC tenant
     * for browsers, as far as the address is one.
     */
    private List<Operation> operations() throws JsonProcessingException {
        JsonNode paths = new ObjectMapper().readTree(plain("GET", "/q/openapi?format=json").body()).path("paths");
        List<Operation> operations = new ArrayList<>();
        paths.properties().stream().filter(path -> path.getKey().startsWith("/v1/"))
                // Public keys, for everybody; ReceiptTest holds it.
                .filter(path -> !path.getKey().equals("/v1/receipt-keys"))
                .forEach(path -> path.getValue().properties().stream().map(Map.Entry::getKey)
                        .filter(method -> method.matches("get|put|post|delete|patch")).forEach(method -> {
                            List<Operation> addresses = Stream.of("web", "0193a4c8-4444-7000-8000-000000000004", "0")
                                    .map(id -> new Operation(method.toUpperCase(Locale.ROOT),
                                            path.getKey().replaceAll("\\{[^}]+}", id)))
                                    .distinct()
                                    .filter(operation -> plain(operation.method(), operation.path()).status() != 404)
                                    .toList();
                            assertThat(addresses).as(method + " " + path.getKey()).isNotEmpty();
                            operations.addAll(addresses);
                        }));
        return operations;
    }

    private WireRequest.Answer plain(String method, String target, String... headers) {
        return new WireRequest(method, target, "localhost:" + knownPort).headers(headers).send(service.getPort());
    }

    private Map<Integer, Integer> ports() {
        return Map.of(knownPort, service.getPort());
    }

    private String origin() {
        return "http://localhost:" + knownPort;
    }

    private String address(String pathAndQuery) {
        return origin() + pathAndQuery;
    }
}
