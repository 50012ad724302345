package de.handschlag.deploy.demonstration;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import de.handschlag.deploy.local.StackException;

/** The services' REST APIs, used as an agency's software or a person's browser would. */
public final class ServiceClient {

    /**
     * An answer.
     *
     * @param status        HTTP status
     * @param body          JSON; a missing node if there is none
     * @param revisionToken of the header {@code Consent-Revision}, to be sent to the registry as it is; null if there is none
     * @param took          from sending to having read the body
     */
    public record Answer(int status, JsonNode body, @Nullable String revisionToken, Duration took) {

        /** The same answer, if its status is one of these. */
        public Answer expect(String what, Integer... statuses) {
            if (!Set.of(statuses).contains(status)) {
                throw new StackException(what + " was answered " + status + ": " + body);
            }
            return this;
        }

        /**
         * The list of this name in the body.
         *
         * @throws StackException if there is none: an answer of somebody else is not a list of nothing
         */
        public JsonNode list(String name) {
            JsonNode list = body.path(name);
            if (!list.isArray()) {
                throw new StackException(
                        "The answer has no list of " + name + ". Is that the address of this service?");
            }
            return list;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIES = 8;
    private static final int NOT_FRESH = 503;

    private final HttpClient http;

    public ServiceClient(HttpClient http) {
        this.http = http;
    }

    public Answer get(String url, String token) {
        return send("GET", url, token, null, Map.of());
    }

    /** @param body null where the operation takes none; an empty object would be refused */
    public Answer post(String url, String token, @Nullable Object body) {
        return send("POST", url, token, body, Map.of());
    }

    public Answer put(String url, String token, Object body) {
        return send("PUT", url, token, body, Map.of());
    }

    /** Asks again, as the 503 answer tells a client to, while the registry has not seen the consent revision yet. */
    public Answer putAtRevision(String url, String token, Object body, @Nullable String revisionToken) {
        Answer answer = send("PUT", url, token, body, revisionToken);
        for (int i = 1; i < TRIES && answer.status() == NOT_FRESH; i++) {
            answer = send("PUT", url, token, body, revisionToken);
        }
        return answer;
    }

    /** @param revisionToken sent as the header {@code Consent-Revision} unless null */
    public Answer send(String method, String url, String token, @Nullable Object body, @Nullable String revisionToken) {
        return send(method, url, token, body,
                revisionToken == null ? Map.of() : Map.of("Consent-Revision", revisionToken));
    }

    /** @param headers further ones, by name */
    Answer send(String method, String url, String token, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token).header("Accept", "application/json");
        headers.forEach(request::header);
        request.method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        long begin = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            return new Answer(response.statusCode(), body(url, response),
                    response.headers().firstValue("Consent-Revision").orElse(null), took);
        } catch (IOException e) {
            throw new StackException("No answer from " + url + ". Does the stack run? Start it with deploy/run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + url, e);
        }
    }

    private static JsonNode body(String url, HttpResponse<String> response) {
        try {
            return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new StackException(url + " was answered " + response.statusCode()
                    + " with something that is no JSON. Is that the address and port of this service?", e);
        }
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
