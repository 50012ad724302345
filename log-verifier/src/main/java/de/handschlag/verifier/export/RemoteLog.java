package de.handschlag.verifier.export;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** A running log, read over its public address (C2SP tlog-tiles). Redirects are not followed. */
public final class RemoteLog implements Export {

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final String prefix;
    private final @Nullable String bearer;

    /**
     * @param address prefix of the log's resources, for instance {@code https://audit.example/log}
     * @param bearer  token for logs that are not public; null if none is needed
     */
    public RemoteLog(URI address, @Nullable String bearer) {
        this.prefix = address.toString().replaceAll("/*$", "/");
        this.bearer = bearer;
    }

    @Override
    public Optional<InputStream> read(String path) throws IOException {
        // The log's own resource for what an export has as a file.
        String resource = path.equals(COSIGNED) ? "checkpoint/cosigned" : path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + resource)).timeout(TO_ANSWER);
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == OK) {
                return Optional.of(answer.body());
            }
            answer.body().close();
            if (answer.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new IOException(resource + " is answered with " + answer.statusCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A running log does not list what it serves. */
    @Override
    public void forEachPath(Consumer<String> consumer) {
        // Nothing is listed.
    }

    @Override
    public void close() {
        http.close();
    }
}
