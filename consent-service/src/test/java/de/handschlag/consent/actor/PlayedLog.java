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

/** Answers {@code /v1/my/accesses}, {@code /v1/my/complaints} and {@code GET /log/checkpoint} as the audit-service does. It is another service; the real one takes part in system-tests. */
public class PlayedLog implements QuarkusTestResourceLifecycleManager {

    /** Set by a test: what it answers. Test classes have another class loader, so it is a system property. */
    private static final String ANSWER = "handschlag.test.played-log";
    private static final String COMPLAINT_STATUS = "handschlag.test.played-log.complaint-status";
    private static final String COMPLAINT = "handschlag.test.played-log.complaint";
    private static final String TOKEN = "token-of-one-who-follows-the-log";

    private @Nullable HttpServer server;

    /** From now on it tells everybody these accesses, as JSON, the newest first. */
    public static void tells(String... accesses) {
        System.setProperty(ANSWER, "{\"accesses\":[" + String.join(",", accesses) + "],\"nextCursor\":null}");
    }

    /** From now on it answers who complains with this status; 201 if no test says otherwise. */
    public static void answersComplaints(int status) {
        System.setProperty(COMPLAINT_STATUS, String.valueOf(status));
        System.clearProperty(COMPLAINT);
    }

    /** The newest complaint as JSON; null if there was none since the test said how they are answered. */
    public static @Nullable String complaint() {
        return System.getProperty(COMPLAINT);
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
            started.createContext("/v1/my/complaints", PlayedLog::complaints);
            started.createContext("/log/checkpoint", PlayedLog::checkpoint);
            started.start();
            server = started;
            // A busy machine may take seconds for an answer that the test wants to see.
            return Map.of("handschlag.audit.url", "http://127.0.0.1:" + started.getAddress().getPort(),
                    "handschlag.audit.public-log-token", TOKEN, "quarkus.rest-client.audit-service.connect-timeout",
                    "30000", "quarkus.rest-client.audit-service.read-timeout", "30000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String answer = System.getProperty(ANSWER);
        if (answer != null && exchange.getRequestURI().getQuery() != null
                && exchange.getRequestURI().getQuery().contains("cursor=broken")) {
            send(exchange, 422, "{}");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        if (answer != null && !path.endsWith("accesses")) {
            // The list has one entry in the tests that open one.
            answer = answer.substring(answer.indexOf('[') + 1, answer.lastIndexOf(']'));
        }
        boolean told = answer != null && authorization != null && authorization.startsWith("Bearer ey");
        send(exchange, told ? 200 : 503, told ? answer : "{}");
    }

    private static void complaints(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            send(exchange, 200, "{\"complaints\":[]}");
            return;
        }
        System.setProperty(COMPLAINT, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        send(exchange, Integer.getInteger(COMPLAINT_STATUS, 201), "{}");
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
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
