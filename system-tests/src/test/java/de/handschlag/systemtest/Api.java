package de.handschlag.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One service as its users reach it: over HTTP with a bearer token. */
record Api(String url) {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    static final ObjectMapper JSON = new ObjectMapper();

    /** What came back. */
    record Answer(int status, JsonNode body, Map<String, String> headers) {

        /** The header Consent-Revision, which an agency sends back as it is; null if there is none. */
        String revisionToken() {
            return headers.get("consent-revision");
        }

        String problem() {
            return body.path("type").asText().replace("urn:handschlag:problem:", "");
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + " " + body);
            }
            return this;
        }
    }

    Answer get(String token, String path, String... headers) {
        return call(token, "GET", path, null, headers);
    }

    Answer post(String token, String path, Object body, String... headers) {
        return call(token, "POST", path, body, headers);
    }

    Answer put(String token, String path, Object body, String... headers) {
        return call(token, "PUT", path, body, headers);
    }

    Answer delete(String token, String path) {
        return call(token, "DELETE", path, null);
    }

    Answer call(String token, String method, String path, Object body, String... headers) {
        try {
            return tryCall(token, method, path, body, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IOException if the service is not there or breaks off */
    Answer tryCall(String token, String method, String path, Object body, String... headers) throws IOException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(15))
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            Map<String, String> received = new LinkedHashMap<>();
            response.headers().map()
                    .forEach((name, values) -> received.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            return new Answer(response.statusCode(), json(response.body()), received);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String text(Object body) throws JsonProcessingException {
        return body instanceof String text ? text : JSON.writeValueAsString(body);
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? JSON.nullNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(body);
        }
    }
}
