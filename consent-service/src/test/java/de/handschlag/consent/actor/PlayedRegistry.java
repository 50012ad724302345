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

/** Answers what a person may ask the registry-service. It is another service; the real one takes part in system-tests. */
public class PlayedRegistry implements QuarkusTestResourceLifecycleManager {

    /** Set by a test: what it answers. Test classes have another class loader, so they are system properties. */
    private static final String VALUES = "handschlag.test.played-values";
    private static final String OBLIGATIONS = "handschlag.test.played-obligations";

    private static final String CORRECTIONS = "handschlag.test.played-corrections";
    private static final String CORRECTION_STATUS = "handschlag.test.played-correction-status";
    private static final String CORRECTION_PROBLEM = "handschlag.test.played-correction-problem";
    private static final String CORRECTION = "handschlag.test.played-correction";

    private @Nullable HttpServer server;

    /** From now on it tells everybody these values, as JSON. */
    public static void storesValues(String... values) {
        System.setProperty(VALUES, "{\"values\":[" + String.join(",", values) + "]}");
    }

    /** From now on it tells everybody these obligations, as JSON. */
    public static void knowsObligations(String... obligations) {
        System.setProperty(OBLIGATIONS, "{\"obligations\":[" + String.join(",", obligations) + "]}");
    }

    /** From now on it tells everybody these requests for correction, as JSON. */
    public static void knowsCorrections(String... requests) {
        System.setProperty(CORRECTIONS, "{\"requests\":[" + String.join(",", requests) + "]}");
    }

    /** How it answers the next requests for correction, and that one is taken back. */
    public static void answersCorrections(int status, String problem) {
        System.setProperty(CORRECTION_STATUS, String.valueOf(status));
        System.setProperty(CORRECTION_PROBLEM, problem);
        System.clearProperty(CORRECTION);
    }

    /** What was asked of it last, as method, address and JSON; null if nothing. */
    public static @Nullable String correction() {
        return System.getProperty(CORRECTION);
    }

    /** From now on it fails. */
    public static void isAway() {
        System.clearProperty(CORRECTIONS);
        System.clearProperty(VALUES);
        System.clearProperty(OBLIGATIONS);
    }

    /** From now on it answers, and knows nothing. */
    public static void isEmpty() {
        storesValues();
        knowsObligations();
        knowsCorrections();
        answersCorrections(201, "");
    }

    @Override
    public Map<String, String> start() {
        isEmpty();
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.createContext("/v1/my/attribute-values", exchange -> answer(exchange, VALUES));
            started.createContext("/v1/my/obligations", exchange -> answer(exchange, OBLIGATIONS));
            started.createContext("/v1/my/correction-requests", PlayedRegistry::corrections);
            started.start();
            server = started;
            // A busy machine may take seconds for an answer that the test wants to see.
            return Map.of("handschlag.registry.url", "http://127.0.0.1:" + started.getAddress().getPort(),
                    "quarkus.rest-client.registry-service.connect-timeout", "30000",
                    "quarkus.rest-client.registry-service.read-timeout", "30000");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, String property) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String answer = System.getProperty(property);
        boolean told = answer != null && authorization != null && authorization.startsWith("Bearer ey");
        byte[] body = (told ? answer : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(told ? 200 : 503, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void corrections(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, CORRECTIONS);
            return;
        }
        System.setProperty(CORRECTION, exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = ("{\"type\":\"urn:handschlag:problem:" + System.getProperty(CORRECTION_PROBLEM) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        exchange.sendResponseHeaders(Integer.getInteger(CORRECTION_STATUS, 201), body.length);
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
