package de.handschlag.audit.chain.timestamp;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.tsp.TimeStampRequest;

import io.quarkus.runtime.StartupEvent;

/** The authority that the operator chose: its address, and the certificates that it may sign with. */
@ApplicationScoped
class TimestampAuthority {

    private static final int LONGEST_REPLY = 64 * 1024;

    private final TimestampSettings settings;
    private final Duration timeout;
    private final HttpClient http;

    TimestampAuthority(TimestampSettings settings) {
        this.settings = settings;
        this.timeout = settings.timeout();
        this.http = HttpClient.newBuilder().connectTimeout(timeout).followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /** A mistake in the settings ends the start. */
    void check(@Observes StartupEvent started) throws IOException {
        if (isConfigured()) {
            certificates();
        }
    }

    boolean isConfigured() {
        return settings.url().isPresent();
    }

    /**
     * The certificates of the authority itself, in the operator's file; read each time, so that a new one needs no restart.
     *
     * @throws IOException if there is no file, or no certificate in it
     */
    List<X509CertificateHolder> certificates() throws IOException {
        Path file = settings.certificateFile().orElseThrow(
                () -> new IOException("handschlag.timestamp.url needs handschlag.timestamp.certificate-file"));
        List<X509CertificateHolder> holders = new ArrayList<>();
        try (InputStream pem = Files.newInputStream(file)) {
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                holders.add(new X509CertificateHolder(certificate.getEncoded()));
            }
        } catch (CertificateException e) {
            throw new IOException(file + " is no PEM file of certificates", e);
        }
        if (holders.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return holders;
    }

    /**
     * What the authority replies, unverified, at most 64 KiB.
     *
     * @throws IOException if it cannot be reached, is too slow, or answers with another status; the text is ours
     */
    byte[] ask(TimeStampRequest query) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(settings.url().orElseThrow()).timeout(timeout)
                .header("Content-Type", "application/timestamp-query").header("Accept", "application/timestamp-reply")
                .POST(BodyPublishers.ofByteArray(query.getEncoded())).build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_REPLY));
        try {
            HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("the authority answered with status " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("the authority did not answer within " + timeout, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                throw new IOException("the authority did not answer within " + timeout, e);
            }
            throw new IOException(
                    "the authority could not be asked: " + requireNonNull(e.getCause()).getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }
}
