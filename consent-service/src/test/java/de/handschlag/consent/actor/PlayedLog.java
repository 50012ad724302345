package de.handschlag.consent.actor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Answers {@code GET /v1/my/accesses} and {@code GET /log/checkpoint} as the audit-service does. It is another service; the real one takes part in system-tests. */
public class PlayedLog implements QuarkusTestResourceLifecycleManager {

    /** Set by a test: what it answers. Test classes have another class loader, so it is a system property. */
    private static final String ANSWER = "handschlag.test.played-log";
    private static final String TOKEN = "token-of-one-who-follows-the-log";

    private @Nullable HttpServer server;

    /** From now on it tells everybody these accesses, as JSON, the newest first. */
    public static void tells(String... accesses) {
        System.setProperty(ANSWER, "{\"accesses\":[" + String.join(",", accesses) + "],\"nextCursor\":null}");
    }

    /** From now on it fails. */
    public static void isAway() {
        System.clearProperty(ANSWER);
    }

    @Override
    public Map<String, String> start() {
        tells();
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/v1/my/accesses", PlayedLog::answer);
            started.createContext("/log/checkpoint", PlayedLog::checkpoint);
            started.start();
            server = started;
            return Map.of("handschlag.audit.url", "http://127.0.0.1:" + started.getAddress().getPort(),
                    "handschlag.audit.public-log-token", TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String answer = System.getProperty(ANSWER);
        boolean told = answer != null && authorization != null && authorization.startsWith("Bearer ey");
        byte[] body = (told ? answer : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(told ? 200 : 503, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void checkpoint(HttpExchange exchange) throws IOException {
        boolean told = System.getProperty(ANSWER) != null
                && ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = (told ? "handschlag.test/log\n4711\nAAAA\n\n— handschlag.test/log AAAA\n" : "")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(told ? 200 : 503, told ? body.length : -1);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void stop() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
        }
    }
}
