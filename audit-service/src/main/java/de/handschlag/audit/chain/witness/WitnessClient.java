package de.handschlag.audit.chain.witness;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

/** Submits checkpoints (C2SP tlog-witness). Neither time nor bytes of a witness's answer are without limit. */
@ApplicationScoped
class WitnessClient {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Pattern SIZE = Pattern.compile("(?:0|[1-9][0-9]{0,17})\n");

    private final Duration timeout;
    private final HttpClient http;

    WitnessClient(WitnessSettings settings) {
        this.timeout = settings.timeout();
        this.http = HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /** What a witness says to a checkpoint. */
    sealed interface Answer {

        /** It has checked and signed. */
        record Cosigned(List<String> lines) implements Answer {}

        /**
         * It last cosigned another size, or another tree.
         *
         * @param size the size it last cosigned; null if it names none
         */
        record Conflict(@Nullable Long size) implements Answer {}
    }

    /** @throws IOException if the witness cannot be reached, is too slow, or answers with anything else; its text is ours */
    Answer add(Witnesses.Witness witness, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(witness.addCheckpoint()).timeout(timeout)
                .header("Content-Type", "text/plain; charset=utf-8").POST(BodyPublishers.ofString(body)).build();
        HttpResponse<byte[]> response = send(request);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return switch (response.statusCode()) {
            case 200 -> new Answer.Cosigned(text.lines().toList());
            case 409 -> new Answer.Conflict(SIZE.matcher(text).matches() ? Long.valueOf(text.strip()) : null);
            default -> throw new IOException("answered with status " + response.statusCode());
        };
    }

    /** The request's own time ends with the answer's headers; here it ends with the last byte. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("did not answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException("could not be asked: " + requireNonNull(e.getCause()).getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }
}
