package de.handschlag.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpServer;

import de.handschlag.deploy.demonstration.ServiceClient;
import de.handschlag.deploy.local.StackException;

import picocli.CommandLine;

/** The commands of municipal IT, against a server that only notes what it is asked. */
class RegistryCommandTest {

    private static final String TOKEN = "{\"access_token\":\"x\",\"expires_in\":60}";
    private static final String HTML = "<!DOCTYPE html><title>Not found</title>";

    @TempDir
    Path state;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile String answer = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = (path.startsWith("/realms/") ? TOKEN : answer).getBytes(StandardCharsets.UTF_8);
            if (!path.startsWith("/realms/")) {
                asked.add(exchange.getRequestMethod() + " " + path);
            }
            exchange.sendResponseHeaders(body.length == 0 ? 204 : 200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        Files.writeString(state.resolve("ports.properties"), "keycloak=" + port + "\nregistry=" + port + "\n");
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private int release(String... place) {
        String[] arguments = new String[place.length + 2];
        System.arraycopy(place, 0, arguments, 0, place.length);
        arguments[place.length] = "--state";
        arguments[place.length + 1] = state.toString();
        return RegistryReleaseCommand.run(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/4711", "-1/-1", "0/-1"})
    @DisplayName("A record is released as the list prints it")
    void releasedAsListed(String place) {
        assertThat(release(place)).isZero();
        assertThat(asked).containsExactly("POST /v1/blocking-records/" + place + "/release");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--fresh", "-1", "1/2/3", "-2/-1", "../1", "1/4711?x"})
    void whatIsNoRecordIsWrongUse(String place) {
        assertThat(release(place)).isEqualTo(2);
        assertThat(release("1/4711", place)).isEqualTo(2);
        assertThat(asked).isEmpty();
    }

    @Test
    void optionsAreUnderstoodBesideARecord() {
        assertThat(RegistryReleaseCommand.run("--state", state.toString(), "-1/-1")).isZero();
        assertThat(RegistryReleaseCommand.run("-V")).isZero();
    }

    @Test
    @DisplayName("An answer without a list is not a list of nothing")
    void answerWithoutAList() {
        for (String other : List.of("", "{}", "[]", HTML)) {
            answer = other;
            assertThat(release()).as(other).isEqualTo(1);
            assertThat(new CommandLine(new RegistryEntitlementsCommand()).execute("--state", state.toString()))
                    .as(other).isEqualTo(1);
        }
        answer = "{\"blockingRecords\":[]}";
        assertThat(release()).isZero();
        answer = "{\"blockingRecords\":[{\"partition\":-1,\"offset\":-1}]}";
        assertThat(release()).isEqualTo(3);
    }

    @Test
    @DisplayName("Somebody who answers with a page is told apart from nobody who answers")
    void pageInsteadOfAnAnswer() {
        answer = HTML;
        String address = "http://localhost:" + server.getAddress().getPort();
        try (HttpClient http = HttpClient.newHttpClient()) {
            ServiceClient client = new ServiceClient(http);
            assertThatThrownBy(() -> client.get(address + "/v1/x", "t")).isInstanceOf(StackException.class)
                    .hasMessageContaining("was answered 200 with something that is no JSON")
                    .hasMessageNotContaining("Does the stack run");
            server.stop(0);
            assertThatThrownBy(() -> client.get(address + "/v1/x", "t")).isInstanceOf(StackException.class)
                    .hasMessageContaining("No answer from").hasMessageContaining("Does the stack run?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8082", "localhost", "ftp://localhost", "file:///etc/passwd", "http://",
            "http://localhost:99999", "http://local host", "http://localhost:8082?a=b", "http://user@localhost", ""})
    void addressThatNobodyCanAskIsWrongUse(String url) {
        for (Object command : List.of(new RegistryReleaseCommand(), new RegistryRebuildCommand(),
                new RegistryEntitlementsCommand(), new CheckTokenCommand())) {
            assertThat(new CommandLine(command).execute("--url", url)).as(url).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8082", "https://registry.musterau.example/base//", "http://[::1]:8082"})
    void addressIsTakenWithoutItsLastSlashes(String url) {
        assertThat(new BaseAddress().convert(url)).isEqualTo(url.replaceAll("/+$", "")).startsWith("http");
    }
}
