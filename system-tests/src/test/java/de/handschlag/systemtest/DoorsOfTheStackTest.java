package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.stack.ServicePorts;
import de.handschlag.deploy.stack.ServiceProcess;
import de.handschlag.teststack.Browser;
import de.handschlag.teststack.WireRequest;

/** What only several services, or several replicas of one, can show of the doors for browsers and for operation (ADR 41). */
@DisplayName("Doors of the whole stack")
class DoorsOfTheStackTest {

    private static final RunningStack STACK = RunningStack.get();
    private static final String PASSWORD = "long-enough-for-a-test";
    private static final ServicePorts SECOND = ServicePorts.free();

    private static ServiceProcess replica;

    /** With JSON logs and traces, as an operator switches them on. */
    @BeforeAll
    static void startASecondReplica() {
        replica = STACK.stack().replica("consent", "consent-service-json", SECOND,
                Map.of("HANDSCHLAG_JSON_LOG", "true", "QUARKUS_OTEL_SDK_DISABLED", "false"));
        replica.start();
    }

    @AfterAll
    static void stopIt() {
        replica.stop();
    }

    @Test
    @DisplayName("Nothing of the stack listens beyond loopback, Keycloak's cluster included")
    void everythingListensOnLoopback() throws IOException {
        List<ChildProcess> processes = new ArrayList<>(STACK.stack().processes());
        processes.add(replica.process());
        for (ChildProcess process : processes) {
            assertThat(ListeningSockets.of(process.pid())).as(process.spec().name()).isNotEmpty()
                    .allMatch(InetAddress::isLoopbackAddress);
        }
    }

    @Test
    @DisplayName("Two replicas on one machine have health and metrics each, and neither on its public port")
    void replicasHaveTheirOwnManagement() {
        for (String url : List.of(replica.managementUrl(), STACK.stack().managementUrl("consent"))) {
            assertThat(new Api(url).get(null, "/q/health/live").status()).isEqualTo(200);
            assertThat(new Api(url).get(null, "/q/metrics").status()).isEqualTo(200);
        }
        for (String url : List.of(replica.url(), STACK.stack().url("consent"))) {
            assertThat(new Api(url).get(null, "/q/health/live").status()).isEqualTo(404);
            assertThat(new Api(url).get(null, "/q/metrics").status()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("A login that one replica began another finishes")
    void aLoginIsFinishedByAnotherReplica() {
        String consent = STACK.stack().url("consent");
        Browser begun = new Browser(Map.of());
        WireRequest.Answer page = begun.open(consent + "/app/session");
        Browser goesOn = new Browser(Map.of(URI.create(consent).getPort(), SECOND.http()));
        goesOn.addCookiesOf(begun);

        WireRequest.Answer session = goesOn.fillIn(page, user(), PASSWORD);

        assertThat(session.status()).isEqualTo(200);
        assertThat(session.body()).contains("data-subject");
    }

    @Test
    @DisplayName("On one host the services share a session and do not spoil it for each other; a logout is one from all")
    void servicesOnOneHostShareASession() {
        Browser browser = new Browser(Map.of());
        List<String> addresses = List.of("consent", "registry", "audit", "consent").stream()
                .map(service -> STACK.stack().url(service) + "/app/session").toList();
        assertThat(browser.logIn(addresses.getFirst(), user(), PASSWORD).status()).isEqualTo(200);
        for (String address : addresses) {
            assertThat(browser.look(address).status()).as(address).isEqualTo(200);
        }
        assertThat(browser.setCookies()).filteredOn(cookie -> cookie.startsWith("q_session"))
                .allSatisfy(cookie -> assertThat(cookie).containsIgnoringCase("HttpOnly")
                        .containsIgnoringCase("SameSite=Lax").contains("Path=/app"));

        assertThat(browser.open(STACK.stack().url("registry") + "/app/logout").status()).isEqualTo(200);

        for (String address : addresses) {
            // A person's pages say first that they are logged out; the others lead to the login.
            assertThat(browser.open(address).body()).as(address).containsAnyOf("<form", "href=\"/app/session\"")
                    .doesNotContain("\"roles\"");
        }
    }

    @Test
    @DisplayName("With HANDSCHLAG_JSON_LOG each line of the log is a JSON object, with the trace's id where tracing is on")
    void logsAreJson() throws IOException {
        new Api(replica.url()).get(null, "/v1/me").expect(401);
        Path log = replica.process().spec().log();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(lines(log))
                        .anyMatch(line -> line.path("loggerName").asText().equals("handschlag.security")
                                && line.path("mdc").path("traceId").asText().matches("[0-9a-f]{32}")));
        assertThat(lines(log)).allSatisfy(line -> {
            assertThat(line.path("timestamp").asText()).isNotBlank();
            assertThat(line.path("level").asText()).isNotBlank();
            assertThat(line.path("message").isTextual()).isTrue();
        });
    }

    private static List<JsonNode> lines(Path log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            // The JVM's own warnings come before the service's logging.
            if (!line.startsWith("{")) {
                assertThat(line).doesNotContain("[de.handschlag").doesNotContain(" INFO ").doesNotContain(" ERROR ");
                continue;
            }
            try {
                lines.add(Api.JSON.readTree(line));
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + line, e);
            }
        }
        return lines;
    }

    private static String user() {
        String name = "browser-" + UUID.randomUUID();
        try (HttpClient http = HttpClient.newHttpClient()) {
            new KeycloakAdmin(http, STACK.stack().keycloak().url(), STACK.stack().keycloak().adminPassword())
                    .importUsers(Realms.HANDSCHLAG,
                            List.of(new KeycloakAdmin.User(name, PASSWORD, List.of("data-subject"), Map.of())));
        }
        return name;
    }
}
