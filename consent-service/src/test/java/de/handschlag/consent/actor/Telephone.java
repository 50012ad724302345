package de.handschlag.consent.actor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Plays the gateway for short messages for all tests of this module, and the telephones on which they arrive. */
public class Telephone implements QuarkusTestResourceLifecycleManager {

    /** Begins the number of a telephone that there is not. */
    public static final String NONE = "+49150";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Test classes have another class loader, so what they share with the gateway goes through system properties and HTTP. */
    private static final String PORT = "handschlag.test.sms-port";
    private static final String AWAY = "handschlag.test.sms-away";
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");

    private final List<ObjectNode> taken = new CopyOnWriteArrayList<>();
    private @Nullable HttpServer gateway;

    /** A message that arrived. */
    public record ShortMessage(String id, String text) {

        /** The code in it. */
        public String code() {
            Matcher found = CODE.matcher(text);
            if (!found.find()) {
                throw new AssertionError("no code in: " + text);
            }
            return found.group();
        }
    }

    /** Whether the gateway is away from now on. */
    public static void gatewayIsAway(boolean away) {
        System.setProperty(AWAY, String.valueOf(away));
    }

    /** All that arrived at this number, in its order. */
    public static List<ShortMessage> of(String number) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String all = http
                    .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + Integer.getInteger(PORT) + "/taken"))
                            .build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            List<ShortMessage> messages = new ArrayList<>();
            for (JsonNode one : JSON.readTree(all)) {
                if (one.path("recipient").asText().equals(number)) {
                    messages.add(new ShortMessage(one.path("id").asText(), one.path("content").asText()));
                }
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        gatewayIsAway(false);
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            started.createContext("/send", this::take);
            started.createContext("/taken", exchange -> answer(exchange, 200, JSON.valueToTree(taken).toString()));
            started.start();
            gateway = started;
            int port = started.getAddress().getPort();
            System.setProperty(PORT, String.valueOf(port));
            return Map.of("handschlag.sms.url", "http://127.0.0.1:" + port + "/send", "handschlag.sms.authorization",
                    "Bearer secret-of-the-gateway", "handschlag.sms.number-member", "recipient",
                    "handschlag.sms.text-member", "content", "handschlag.sms.timeout", "PT20S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        ObjectNode message = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        String id = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (Boolean.getBoolean(AWAY)) {
            answer(exchange, 503, "{}");
        } else if (!"Bearer secret-of-the-gateway".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else if (message.path("recipient").asText().startsWith(NONE)) {
            answer(exchange, 422, "{\"no such number\":" + message.path("recipient") + "}");
        } else {
            taken.add(message.put("id", id));
            answer(exchange, 202, "{}");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void stop() {
        if (gateway != null) {
            gateway.stop(0);
        }
    }
}
