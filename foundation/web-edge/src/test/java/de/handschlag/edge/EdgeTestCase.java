package de.handschlag.edge;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.eclipse.microprofile.config.ConfigProvider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTestProfile;

/** Asks {@link Everything} with requests that are as wrong as can be sent. */
public abstract class EdgeTestCase {

    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.test-port", "0", "quarkus.http.limits.max-body-size", "64K",
                    // Nobody logs in here, and everybody may call everything.
                    "quarkus.security.jaxrs.deny-unannotated-endpoints", "false", "quarkus.oidc.tenant-enabled",
                    "false", "quarkus.oidc.web.tenant-enabled", "false", "handschlag.oidc.issuer",
                    "http://localhost/not-asked", "handschlag.oidc.web-secret", "no-secret-of-anybody",
                    "quarkus.devservices.enabled", "false");
        }
    }

    record Answer(int status, String contentType, String text) {

        String type() {
            return json().path("type").asText().replace("urn:handschlag:problem:", "");
        }

        String detail() {
            return json().path("detail").asText();
        }

        /** In, field and message of each violation. */
        String violations() {
            StringBuilder all = new StringBuilder();
            json().path("violations")
                    .forEach(violation -> all.append(all.isEmpty() ? "" : "; ").append(violation.path("in").asText())
                            .append(' ').append(violation.path("field").asText()).append(": ")
                            .append(violation.path("message").asText()));
            return all.toString();
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException e) {
                throw new AssertionError(status + " " + text, e);
            }
        }
    }

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }

    static Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    static Answer post(String path, String body) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    static Answer send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What comes back for bytes that no client would send. */
    static String raw(String request) {
        try (Socket connection = new Socket("localhost", port())) {
            connection.setSoTimeout(10_000);
            connection.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
