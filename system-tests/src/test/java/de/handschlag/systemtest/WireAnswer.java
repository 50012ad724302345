package de.handschlag.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;

/** An answer as it came, with all that an attentive client can look at but the time that it took. */
record WireAnswer(int status, SortedMap<String, List<String>> headers, String body) {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20)).build();

    /** @param token null for none */
    static WireAnswer to(String url, String method, String token, Object body, List<String> headers) {
        HttpResponse<byte[]> response = send(url, method, token, body, headers);
        SortedMap<String, List<String>> received = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        received.putAll(response.headers().map());
        received.remove("Date");
        return new WireAnswer(response.statusCode(), received, new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Asks again while the service says that it cannot answer at the moment; for 30 s at most. */
    static WireAnswer patiently(Supplier<WireAnswer> asking) {
        return Api.settled(asking, WireAnswer::isForAMoment);
    }

    /** An answer to HEAD does not say why. */
    private boolean isForAMoment() {
        return status == 503 && (body.isEmpty() || Api.isForAMoment(status, problem()));
    }

    private String problem() {
        try {
            return Api.JSON.readTree(body).path("type").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** The body of an answer that is no text. */
    static byte[] bytes(String url, String method, String token) {
        return send(url, method, token, null, List.of()).body();
    }

    private static HttpResponse<byte[]> send(String url, String method, String token, Object body,
            List<String> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60))
                    .method(method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(
                                            body instanceof String text ? text : Api.JSON.writeValueAsString(body)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            for (int i = 0; i < headers.size(); i += 2) {
                request.header(headers.get(i), headers.get(i + 1));
            }
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All of it, for a search. */
    String text() {
        return status + " " + headers + "\n" + body;
    }
}
