package de.handschlag.consent.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import de.handschlag.consent.notification.MailSettings.Security;

@DisplayName("R41 The way to the mail server")
class MailServerTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path keys;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> heard = new ArrayList<>();
    private @Nullable GreenMail greenMail;
    private @Nullable ServerSocket socket;

    /** A certificate for 127.0.0.1, which the mail server takes as its own. */
    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = keys.resolve("server.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "greenmail", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=mail",
                "-ext", "SAN=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-storepass", PASSWORD,
                "-keystore", store.toString()).inheritIO().start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        System.setProperty("greenmail.tls.keystore.file", store.toString());
        System.setProperty("greenmail.tls.keystore.password", PASSWORD);
    }

    private record Settings(Optional<String> host, int port, Security security, Optional<String> username,
            Optional<String> password, Optional<String> from, Optional<Path> trustedCertificates,
            Duration connectTimeout, Duration timeout) implements MailSettings {}

    private static Settings settings(String host, int port, Security security, @Nullable Path trusted,
            Duration timeout) {
        return new Settings(Optional.of(host), port, security, Optional.empty(), Optional.empty(),
                Optional.of("handschlag@musterau.example"), Optional.ofNullable(trusted), timeout, timeout);
    }

    private static Outcome send(Settings settings) {
        return new MailServer(settings, InstantSource.system()).send(mail());
    }

    private static Mail mail() {
        return new Mail(UUID.fromString("0190a0e4-0000-4000-8000-000000000001"),
                EmailAddress.of("amira@example.org").orElseThrow(), "ar", "Handschlag: هناك شيء جديد",
                "هناك شيء جديد لك.\n\nhttps://handschlag.example/app/start\n");
    }

    @AfterEach
    void stop() throws IOException {
        if (greenMail != null) {
            greenMail.stop();
        }
        if (socket != null) {
            socket.close();
        }
        threads.shutdownNow();
    }

    private GreenMail greenMail(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        GreenMail started = new GreenMail(setup);
        started.start();
        greenMail = started;
        return started;
    }

    /** A server that answers each line by what it begins with, and says what it heard. */
    private int scripted(Map<String, String> answers) throws IOException {
        ServerSocket opened = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket = opened;
        threads.execute(() -> talk(opened, answers));
        return opened.getLocalPort();
    }

    private void talk(ServerSocket opened, Map<String, String> answers) {
        try (Socket client = opened.accept();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 test");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (heard) {
                    heard.add(line);
                }
                String said = line;
                String answer = answers.entrySet().stream().filter(one -> said.startsWith(one.getKey()))
                        .map(Map.Entry::getValue).findFirst().orElse("250 OK");
                say(client, answer);
                if (answer.startsWith("354")) {
                    String body = in.readLine();
                    while (body != null && !body.equals(".")) {
                        body = in.readLine();
                    }
                    say(client, "250 OK");
                }
            }
        } catch (IOException hungUp) {
            // As clients may at any time.
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    @Test
    @DisplayName("A server that offers no TLS gets no address and no message")
    void neverInTheClear() throws Exception {
        int port = scripted(Map.of("EHLO", "250 test"));

        assertThat(send(settings("127.0.0.1", port, Security.STARTTLS, null, LONG))).isEqualTo(Outcome.AWAY);

        assertThat(heard()).isNotEmpty().noneMatch(line -> line.contains("amira") || line.startsWith("MAIL"));
    }

    @ParameterizedTest
    @CsvSource({"mail.example.org, NONE", "192.0.2.1, NONE"})
    @DisplayName("Without TLS the service starts with a server on the same machine only")
    void clearTextIsForThisMachine(String host, Security security) {
        assertThatThrownBy(() -> new MailServer(settings(host, 25, security, null, SHORT), InstantSource.system()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("on this machine only");
    }

    @Test
    @DisplayName("With a server and without a sender the service does not start; without a server nothing is sent")
    void senderIsNeeded() {
        Settings without = new Settings(Optional.of("127.0.0.1"), 25, Security.NONE, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), SHORT, SHORT);
        assertThatThrownBy(() -> new MailServer(without, InstantSource.system()))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("handschlag.mail.from");
        Settings off = new Settings(Optional.empty(), 587, Security.STARTTLS, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), SHORT, SHORT);
        assertThat(new MailServer(off, InstantSource.system()).isConfigured()).isFalse();
    }

    @Test
    @DisplayName("A server whose certificate leads to nobody who is trusted gets no message, nor one of another name; the right one gets it")
    void certificate() throws Exception {
        GreenMail server = greenMail(ServerSetup.PROTOCOL_SMTPS);
        int port = server.getSmtps().getPort();
        Path trusted = Files.writeString(keys.resolve("trusted.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificateOfTheServer()) + "\n-----END CERTIFICATE-----\n");

        assertThat(send(settings("127.0.0.1", port, Security.TLS, null, LONG))).isEqualTo(Outcome.AWAY);
        assertThat(send(settings("localhost", port, Security.TLS, trusted, LONG))).isEqualTo(Outcome.AWAY);
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(send(settings("127.0.0.1", port, Security.TLS, trusted, LONG))).isEqualTo(Outcome.TAKEN);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    private static byte[] certificateOfTheServer() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys.resolve("server.p12"))) {
            store.load(file, PASSWORD.toCharArray());
        }
        return store.getCertificate("greenmail").getEncoded();
    }

    @Test
    @DisplayName("The message is what was written, in its letters, and asks nobody on holiday for an answer")
    void message() throws Exception {
        GreenMail server = greenMail(ServerSetup.PROTOCOL_SMTP);

        assertThat(send(settings("127.0.0.1", server.getSmtp().getPort(), Security.NONE, null, LONG)))
                .isEqualTo(Outcome.TAKEN);

        var message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Handschlag: هناك شيء جديد");
        assertThat(message.getContent().toString()).contains("هناك شيء جديد لك.",
                "https://handschlag.example/app/start");
        assertThat(message.getHeader("Message-ID"))
                .containsExactly("<0190a0e4-0000-4000-8000-000000000001@musterau.example>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getHeader("Content-Language")).containsExactly("ar");
        assertThat(message.getHeader("To")).containsExactly("amira@example.org");
        assertThat(message.getHeader("From")).containsExactly("handschlag@musterau.example");
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 5.1.1 no such user, REFUSED", "RCPT, 452 4.2.2 full, LATER", "DATA, 554 5.7.1 no, REFUSED",
            "RCPT, 421 4.3.2 closing, AWAY", "MAIL, 550 5.7.1 who are you, AWAY", "MAIL, 530 5.7.0 log in, AWAY",
            "EHLO, 554 no, AWAY"})
    @DisplayName("What the server says of one message is told from what it says of us")
    void refusals(String command, String answer, Outcome outcome) throws Exception {
        Map<String, String> answers = new HashMap<>();
        answers.put("DATA", "354 go on");
        answers.put(command, answer);
        if (command.equals("EHLO")) {
            answers.put("HELO", answer);
        }
        int port = scripted(answers);

        assertThat(send(settings("127.0.0.1", port, Security.NONE, null, LONG))).isEqualTo(outcome);
    }

    @Test
    @DisplayName("Nobody waits longer than the time-outs for a server that is silent, and one that is not there is away")
    void silence() throws Exception {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket = silent;

        assertThat(send(settings("127.0.0.1", silent.getLocalPort(), Security.NONE, null, SHORT)))
                .isEqualTo(Outcome.AWAY);
        silent.close();
        assertThat(send(settings("127.0.0.1", silent.getLocalPort(), Security.NONE, null, SHORT)))
                .isEqualTo(Outcome.AWAY);
    }
}
