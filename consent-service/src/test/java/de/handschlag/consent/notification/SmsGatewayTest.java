package de.handschlag.consent.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpServer;

@DisplayName("R41 The way to the gateway for short messages")
class SmsGatewayTest {

    private static final UUID ID = UUID.fromString("0190a0e4-0000-4000-8000-000000000001");
    private static final MobileNumber NUMBER = MobileNumber.international("+4915123456789").orElseThrow();

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private @Nullable HttpServer server;

    private record Settings(Optional<URI> url, Optional<String> authorization, String numberMember, String textMember,
            List<String> numbers, Duration connectTimeout, Duration timeout) implements SmsSettings {}

    private static Settings settings(String url, Duration timeout, String... numbers) {
        return new Settings(Optional.of(URI.create(url)), Optional.of("Basic c2VjcmV0"), "to", "text", List.of(numbers),
                timeout, timeout);
    }

    private String serverThatAnswers(int status) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        started.createContext("/", exchange -> {
            heard.add(exchange.getRequestURI().getPath() + ' ' + exchange.getRequestHeaders().getFirst("Authorization")
                    + ' ' + exchange.getRequestHeaders().getFirst("Idempotency-Key") + ' '
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        started.start();
        server = started;
        return "http://127.0.0.1:" + started.getAddress().getPort() + "/send";
    }

    private static Outcome send(Settings settings) {
        SmsGateway gateway = new SmsGateway(settings);
        try {
            return gateway.send(new Sms(ID, NUMBER, "Handschlag: هناك شيء جديد\nhttps://handschlag.example/app/start"));
        } finally {
            gateway.close();
        }
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, TAKEN", "202, TAKEN", "400, REFUSED", "422, REFUSED", "429, AWAY", "401, AWAY", "403, AWAY",
            "404, AWAY", "500, AWAY", "503, AWAY"})
    @DisplayName("what it answers of a number ends the message; what it answers of us does not")
    void outcomes(int status, Outcome outcome) throws IOException {
        assertThat(send(settings(serverThatAnswers(status), Duration.ofSeconds(30), "+4915"))).isEqualTo(outcome);

        assertThat(heard).containsExactly("/send Basic c2VjcmV0 " + ID + " {\"to\":\"+4915123456789\",\"text\":"
                + "\"Handschlag: هناك شيء جديد\\nhttps://handschlag.example/app/start\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    @DisplayName("it leads nobody elsewhere: the number would go there, too")
    void noRedirection(int status) throws IOException {
        assertThat(send(settings(serverThatAnswers(status), Duration.ofSeconds(30), "+4915"))).isEqualTo(Outcome.AWAY);
        assertThat(heard).hasSize(1);
    }

    @Test
    @DisplayName("it may be silent for so long and no longer, and may not be there")
    void silentAndAway() throws IOException {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            port = silent.getLocalPort();
            assertThat(send(settings("http://127.0.0.1:" + port + "/", Duration.ofSeconds(1), "+4915")))
                    .isEqualTo(Outcome.AWAY);
        }
        assertThat(send(settings("http://127.0.0.1:" + port + "/", Duration.ofSeconds(1), "+4915")))
                .isEqualTo(Outcome.AWAY);
    }

    // The texts are no names for a report.
    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n12\r\n", "HTTP/1.1 200"})
    @DisplayName("an answer that does not end is none: the next message waits for nobody")
    void endlessAnswer(String answered) throws Exception {
        try (ServerSocket endless = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = Thread.ofVirtual().start(() -> answer(endless, answered));

            assertThat(
                    send(settings("http://127.0.0.1:" + endless.getLocalPort() + "/", Duration.ofSeconds(2), "+4915")))
                    .isEqualTo(Outcome.AWAY);

            answering.join(Duration.ofSeconds(60));
            assertThat(answering.isAlive()).as("the gateway is hung up on").isFalse();
        }
    }

    private static void answer(ServerSocket door, String answered) {
        try (Socket visitor = door.accept()) {
            visitor.getOutputStream().write(answered.getBytes(StandardCharsets.US_ASCII));
            // Until the visitor hangs up.
            visitor.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException hungUp) {
            // As a visitor may.
        }
    }

    // The texts are no names for a report.
    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"Bearer a\nb", "Bearer \0b", "Bearer ä"})
    @DisplayName("an authorization that no header can have ends the start, and is not printed")
    void wrongAuthorization(String authorization) {
        Settings settings = new Settings(Optional.of(URI.create("https://gateway.example/")),
                Optional.of(authorization), "to", "text", List.of("+4915"), Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        assertThatThrownBy(() -> new SmsGateway(settings)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("handschlag.sms.authorization").hasMessageNotContaining("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://gateway.example/send", "http://127.0.0.1.example/", "ftp://127.0.0.1/", "gateway",
            "https:///send"})
    @DisplayName("an address on whose way others could read ends the start")
    void unsafe(String url) {
        assertThatThrownBy(() -> new SmsGateway(settings(url, Duration.ofSeconds(1), "+4915")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("handschlag.sms.url");
    }

    @Test
    @DisplayName("a message goes only to numbers that the operator pays for")
    void numbers() {
        SmsGateway gateway = new SmsGateway(
                settings("https://gateway.example/", Duration.ofSeconds(1), "+4915", "+43"));
        assertThat(gateway.reaches(NUMBER)).isTrue();
        assertThat(gateway.reaches(MobileNumber.international("+436601234567").orElseThrow())).isTrue();
        assertThat(gateway.reaches(MobileNumber.international("+49900123456").orElseThrow())).isFalse();
        gateway.close();
        for (String wrong : List.of("", "+", "49", "+49x")) {
            assertThatThrownBy(() -> new SmsGateway(settings("https://gateway.example/", Duration.ofSeconds(1), wrong)))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("handschlag.sms.numbers");
        }
    }
}
