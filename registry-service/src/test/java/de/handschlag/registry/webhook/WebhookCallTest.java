package de.handschlag.registry.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import de.handschlag.registry.TestCertificate;
import de.handschlag.registry.webhook.WebhookTarget.Checked;
import de.handschlag.registry.webhook.WebhookTarget.RefusedException;

@DisplayName("A webhook is called at the address that was looked at")
class WebhookCallTest {

    /** Reserved (RFC 6761): no name of the DNS, so that nothing here can come from resolving it. */
    private static final String HOST = "receiver.invalid";
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** Where it is not about the time: a busy machine takes some for each handshake. */
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    static Path directory;

    private static TestCertificate certificate;

    @BeforeAll
    static void certificate() throws Exception {
        certificate = TestCertificate.make(directory, "dns:" + HOST);
    }

    @Test
    @DisplayName("A name that points elsewhere when it is asked a second time leads nowhere else")
    void secondAnswerOfTheDns() throws Exception {
        InetAddress first = InetAddress.getByAddress(HOST, new byte[]{8, 8, 8, 8});
        List<InetAddress> answers = new ArrayList<>(List.of(first, LOOPBACK));
        WebhookTarget target = new WebhookTarget(settings(), _ -> new InetAddress[]{answers.removeFirst()});

        Checked checked = target.callable("https://" + HOST + "/hook");

        assertThat(checked).isEqualTo(new Checked(URI.create("https://" + HOST + "/hook"), first));
        assertThatThrownBy(() -> target.callable("https://" + HOST + "/hook")).isInstanceOf(RefusedException.class)
                .hasMessage("the host lies in a network that is not called");
    }

    @Test
    @DisplayName("One address of several that lies in a private network is enough to refuse the name")
    void oneOfSeveral() throws Exception {
        InetAddress[] both = {InetAddress.getByAddress(HOST, new byte[]{8, 8, 8, 8}), LOOPBACK};

        assertThatThrownBy(() -> new WebhookTarget(settings(), _ -> both).callable("https://" + HOST + "/hook"))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    @DisplayName("The receiver's certificate has to be for the name, not for the address")
    void certificateOfTheName() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        List<String> received = new ArrayList<>();
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " "
                    + exchange.getRequestHeaders().getFirst("webhook-id") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            WebhookCall call = new WebhookCall(certificate.context().getSocketFactory(), PATIENT);

            assertThat(call.post(checked("https://" + HOST + ":" + port + "/a/b?c=d"), Map.of("webhook-id", "1"),
                    "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(202);
            assertThat(received).containsExactly("POST /a/b?c=d " + HOST + ":" + port + " 1 {}");
            assertThatThrownBy(() -> call.post(checked("https://other.invalid:" + port + "/"), Map.of(), new byte[0]))
                    .isInstanceOf(SSLHandshakeException.class);
            WebhookCall ofStrangers = new WebhookCall((SSLSocketFactory) SSLSocketFactory.getDefault(), PATIENT);
            assertThatThrownBy(
                    () -> ofStrangers.post(checked("https://" + HOST + ":" + port + "/"), Map.of(), new byte[0]))
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(received).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("What comes before the answer is passed over, and what comes after its status is not read")
    void informational() throws Exception {
        assertThat(answered(
                "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n" + "x: y\r\n".repeat(10_000)))
                .isEqualTo(204);
        assertThat(answered("HTTP/1.0 500\r\n")).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "HTTP/1.1 20", "HTTP/2 200\r\n", "SSH-2.0-x\r\n", "HTTP/1.1 99\r\n"})
    @DisplayName("What does not speak HTTP took nothing")
    void noHttp(String answer) {
        assertThatThrownBy(() -> answered(answer)).isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    @Test
    @DisplayName("A receiver that sends a byte from time to time does not keep the registry longer than one that is silent")
    void dripping() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = server.accept()) {
                    while (true) {
                        client.getOutputStream().write('H');
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                    }
                } catch (IOException e) {
                    // The registry has given up.
                }
            });
            long begin = System.nanoTime();

            assertThatThrownBy(() -> new WebhookCall((SSLSocketFactory) SSLSocketFactory.getDefault(), TIMEOUT)
                    .post(checked("http://" + HOST + ":" + server.getLocalPort() + "/"), Map.of(), new byte[0]))
                    .isInstanceOf(SocketTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
        }
    }

    private static Checked checked(String url) {
        return new Checked(URI.create(url), LOOPBACK);
    }

    /** The status that a receiver's bytes are taken for. */
    private static int answered(String bytes) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            Thread.ofVirtual().start(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().readNBytes(1);
                    client.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
                    client.shutdownOutput();
                    client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The registry has read enough.
                }
            });
            return new WebhookCall((SSLSocketFactory) SSLSocketFactory.getDefault(), PATIENT)
                    .post(checked("http://" + HOST + ":" + server.getLocalPort() + "/"), Map.of(), new byte[0]);
        }
    }

    private static WebhookSettings settings() {
        return new WebhookSettings() {
            @Override
            public Optional<List<String>> internalHosts() {
                return Optional.empty();
            }

            @Override
            public Duration timeout() {
                return TIMEOUT;
            }

            @Override
            public List<Duration> backOff() {
                return List.of();
            }

            @Override
            public Duration formerSecretSigns() {
                return Duration.ofDays(1);
            }
        };
    }
}
