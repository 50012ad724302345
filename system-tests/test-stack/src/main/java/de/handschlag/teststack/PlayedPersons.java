package de.handschlag.teststack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * Answers {@code GET /v1/me} as the consent-service does: the person of a login, told from its token. It is another
 * service; the real one takes part in system-tests.
 */
public class PlayedPersons implements QuarkusTestResourceLifecycleManager {

    /** Set by a test: how the service behaves. Test classes have another class loader, so it is a system property. */
    private static final String MODE = "handschlag.test.played-persons";

    private @Nullable HttpServer server;

    /** The person of a login. */
    public static UUID personOf(String token) {
        return UUID.nameUUIDFromBytes(TestIdentities.subjectOf(token).getBytes(StandardCharsets.UTF_8));
    }

    public static void behave(Mode mode) {
        System.setProperty(MODE, mode.name());
    }

    /** What it answers. */
    public enum Mode {
        KNOWS_EVERYBODY,
        KNOWS_NOBODY,
        FAILS
    }

    @Override
    public Map<String, String> start() {
        behave(Mode.KNOWS_EVERYBODY);
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/v1/me", PlayedPersons::answer);
            playMore(started);
            started.start();
            server = started;
            String url = "http://localhost:" + started.getAddress().getPort();
            // A busy machine may take seconds for an answer that the test wants to see.
            return Map.of("handschlag.consent.url", url, "quarkus.rest-client.consent-service.connect-timeout", "30000",
                    "quarkus.rest-client.consent-service.read-timeout", "30000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What else the service answers that a test plays; nothing by itself. */
    protected void playMore(HttpServer playing) {}

    private static void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Mode mode = Mode.valueOf(System.getProperty(MODE));
        int status = authorization == null ? 401 : switch (mode) {
            case KNOWS_EVERYBODY -> 200;
            case KNOWS_NOBODY -> 404;
            case FAILS -> 500;
        };
        String body = status == 200
                ? "{\"dataSubjectId\":\"" + personOf(authorization.substring("Bearer ".length()))
                        + "\",\"consentRevision\":1}"
                : "{}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
