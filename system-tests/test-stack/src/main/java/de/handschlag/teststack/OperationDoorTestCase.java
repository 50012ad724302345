package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;

import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;

/** What operation sees of a service, and where; the same in every service (ADR 41). */
public abstract class OperationDoorTestCase {

    private static final Duration BOUND = Duration.ofSeconds(120);
    private static final Pattern LABEL = Pattern.compile("http_server_requests[^{]*\\{[^}]*uri=\"([^\"]*)\"");
    private static final Pattern OURS = Pattern.compile("^(handschlag_[a-z_]+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);

    @TestHTTPResource
    URL service;

    private final String takesABody;
    private final String metricsAtStart;

    /**
     * @param takesABody     method and path of an operation that waits for a document, with %s for an id in the path
     * @param metricsAtStart names and labels, sorted, a line each: all that {@link MetricsAtStart} saw
     */
    protected OperationDoorTestCase(String takesABody, String metricsAtStart) {
        this.takesABody = takesABody;
        this.metricsAtStart = metricsAtStart;
    }

    /** Of somebody who may call that operation. */
    protected abstract String token();

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/health/well",
            "/q/health/group/well", "/q/metrics", "/q/metrics/", "//q/metrics", "/q/./health", "/q/%6detrics",
            "/metrics", "/health", "/v1/../q/metrics"})
    @DisplayName("Health and metrics are not on the public port")
    void operationIsNotPublic(String path) {
        WireRequest.Answer answer = onPublicPort("GET", path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("UP").doesNotContain("# HELP");
    }

    @Test
    @DisplayName("Health and metrics are on a port of their own, on loopback; the OpenAPI document is where the API is")
    void operationHasAPortOfItsOwn() {
        assertThat(onManagementPort("/q/health/live").body()).contains("\"UP\"");
        assertThat(onManagementPort("/q/health/ready").body()).contains("\"checks\"");
        assertThat(onManagementPort("/q/metrics").body()).contains("# HELP");
        assertThat(onManagementPort("/q/openapi").status()).isEqualTo(404);
        assertThat(onManagementPort("/v1/me").status()).isEqualTo(404);
        assertThat(onPublicPort("GET", "/q/openapi").status()).isEqualTo(200);
        assertThat(setting("quarkus.management.host")).isEqualTo(LoopbackPorts.HOST);
    }

    @Test
    @DisplayName("However a request ends, no metric has a case reference or an id in it")
    void labelsNameNoCase() throws IOException {
        String reference = "K-" + UUID.randomUUID();
        String id = UUID.randomUUID().toString();
        String authorization = "Bearer "
                + TestIdentities.handschlag().agencySystem("operation-door", "case-management");
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
                "X-" + reference)) {
            for (String path : List.of("/v1/cases/" + reference, "/v1/cases/" + reference + "/view",
                    "/v1/cases/" + reference + "/view?purpose=case-management",
                    "/v1/cases/" + reference + "/attributes", "/v1/cases/" + reference + "/attributes/phone",
                    "/v1/cases/" + reference + "/nothing", "/v1/consent-requests/" + id, "/v1/me/consent-records/" + id,
                    "/v1/log-entries/" + id, "/v1/legal-holds/" + id, "/v1/emergency-accesses/" + id + "/review",
                    "/log/tile/" + reference, "/app/" + reference, "/app/session/" + reference, "/" + reference,
                    "/q/" + reference, "/v1/cases/" + reference + "%00", "/v1/cases/%zz" + reference)) {
                provoke(() -> onPublicPort(method, path));
                provoke(() -> onPublicPort(method, path, "Authorization", authorization));
                provoke(() -> onPublicPort(method, path, "Authorization", authorization, "Accept", "image/png"));
            }
        }
        String path = "/v1/cases/" + reference + "/attributes";
        // 415, 400, 413, 431, 414, and requests that are none.
        for (String body : List.of("text/plain;x", "application/json;{", "application/json;" + " ".repeat(600_000))) {
            String[] typeAndContent = body.split(";", 2);
            provoke(() -> new WireRequest("PUT", path, "localhost").header("Authorization", authorization)
                    .body(typeAndContent[0], typeAndContent[1]).send(service.getPort()));
        }
        provoke(() -> onPublicPort("GET", path, "X-Long", "x".repeat(40_000)));
        provoke(() -> onPublicPort("GET", path + "/" + "x".repeat(10_000)));
        for (String none : List.of("GET " + path + " HTTP/9.9\r\n\r\n", "GET " + path + "\r\n\r\n",
                "GET " + path + " HTTP/1.1\r\nHost localhost\r\n\r\n",
                "PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n")) {
            raw(none);
        }
        breakOff(takesABody.formatted(id) + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token()
                + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");

        String metrics = awaitMetrics("status=\"RESET\"");

        assertThat(metrics).contains("status=\"404\"", "status=\"405\"", "status=\"401\"");
        assertThat(metrics).doesNotContain(reference).doesNotContain(id).doesNotContain(reference.substring(2, 15));
        assertThat(LABEL.matcher(metrics).results().map(label -> label.group(1))).isNotEmpty()
                .allMatch(uri -> uri.equals("OTHER") || uri.matches("(/[a-z0-9.-]+|/\\{[^}]+})+"));
    }

    @Test
    @DisplayName("Every metric of ours exists from the start, says what it is, and stands in the operator's guide")
    void metricsExistFromTheStart() throws IOException {
        assertThat(MetricsAtStart.described()).isEqualTo(metricsAtStart.strip());
        assertThat(MetricsAtStart.undescribed()).isEmpty();
        assertThat(MetricsAtStart.countersAboveZero()).isEmpty();

        String metrics = onManagementPort("/q/metrics").body();
        String guide = Files.readString(guide());
        assertThat(OURS.matcher(metrics).results().map(metric -> metric.group(1)).distinct()).isNotEmpty()
                .allSatisfy(name -> {
                    assertThat(metrics)
                            .containsPattern("# HELP " + name.replaceFirst("_total$", "") + "(_total)? [A-Z1]\\S*");
                    assertThat(guide).contains("`" + name);
                });
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static Path guide() {
        return ProjectLayout.find().root().resolve("docs/guide-operator.md");
    }

    private static String awaitMetrics(String text) {
        long end = System.nanoTime() + BOUND.toNanos();
        String metrics = onManagementPort("/q/metrics").body();
        while (!metrics.contains(text) && System.nanoTime() < end) {
            metrics = onManagementPort("/q/metrics").body();
        }
        assertThat(metrics).contains(text);
        return metrics;
    }

    private static WireRequest.Answer onManagementPort(String path) {
        return new WireRequest("GET", path, "localhost").send(ManagementInterface.port());
    }

    private WireRequest.Answer onPublicPort(String method, String target, String... headers) {
        return new WireRequest(method, target, "localhost").headers(headers).send(service.getPort());
    }

    /** How it is answered, if at all, does not matter: a service may end the connection on what is too long. */
    private static void provoke(Runnable request) {
        try {
            request.run();
        } catch (UncheckedIOException | IllegalStateException e) {
            // The connection ended without a whole answer.
        }
    }

    /** Sends what is no request and waits for the end of the connection. */
    private void raw(String text) throws IOException {
        try (Socket socket = new Socket(LoopbackPorts.HOST, service.getPort())) {
            socket.setSoTimeout((int) BOUND.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // It was ended without a word.
        }
    }

    /** Leaves in the middle of a request, without a good-bye. */
    private void breakOff(String text) throws IOException {
        try (Socket socket = new Socket(LoopbackPorts.HOST, service.getPort())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            // The service has taken it in as soon as it has counted it as active.
            long end = System.nanoTime() + BOUND.toNanos();
            while (!onManagementPort("/q/metrics").body().matches("(?s).*http_server_active_requests\\{[^}]*} [1-9].*")
                    && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }
}
