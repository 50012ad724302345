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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** One service as its users reach it: over HTTP with a bearer token. */
record Api(String url) {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20)).build();
    static final ObjectMapper JSON = new ObjectMapper();
    /** What a service says with 503 and Retry-After when it cannot vouch for an answer at the moment. */
    private static final List<String> FOR_A_MOMENT = List.of("not-fresh", "access-not-recorded", "revision-not-reached",
            "unavailable");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** What came back. */
    record Answer(int status, JsonNode body, Map<String, String> headers) {

        /** The header Consent-Revision, which an agency sends back as it is; null if there is none. */
        String revisionToken() {
            return headers.get("consent-revision");
        }

        String problem() {
            return body.path("type").asText().replace("urn:handschlag:problem:", "");
        }

        boolean isForAMoment() {
            return Api.isForAMoment(status, problem());
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + ", got " + status + " " + body);
            }
            return this;
        }
    }

    /** @param problem the type of the answer's problem, with its prefix or without it */
    static boolean isForAMoment(int status, String problem) {
        return status == 503 && FOR_A_MOMENT.contains(problem.replace("urn:handschlag:problem:", ""));
    }

    /** Asks again, as a client does, while the service says that it cannot answer at the moment; for 30 s at most. */
    static Answer patiently(Supplier<Answer> asking) {
        return settled(asking, Answer::isForAMoment);
    }

    /** Asks again while an answer counts for the moment only; for 30 s at most, and then it is the last one. */
    static <T> T settled(Supplier<T> asking, Predicate<T> isForAMoment) {
        long since = System.nanoTime();
        T answer = asking.get();
        while (isForAMoment.test(answer) && System.nanoTime() - since < PATIENCE.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = asking.get();
        }
        return answer;
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
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60))
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
