package de.handschlag.consent.actor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;

import org.jspecify.annotations.Nullable;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A real mail server for all tests of this module, and what arrived there, by IMAP. The service reaches it through a door that a test can
 * close.
 */
public class LetterBox implements QuarkusTestResourceLifecycleManager {

    /** Begins the address of somebody whose provider refuses everything. */
    public static final String REFUSED = "refused-";
    /** Test classes have another class loader, so what they share with the running server is a system property. */
    private static final String STATE = "handschlag.test.mail-server";
    private static final String IMAP_PORT = "handschlag.test.imap-port";
    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");

    private @Nullable GreenMail server;
    private @Nullable ServerSocket door;
    private @Nullable ExecutorService visitors;

    /** What becomes of whoever connects. */
    public enum State {
        /** Is led to the mail server. */
        WORKS,
        /** Is hung up on. */
        DOWN,
        /** Hears nothing. */
        SILENT,
        /** Is led there, and is hung up on when the message is through, before its receipt. */
        HANGS_UP_AFTER_THE_MESSAGE
    }

    /** A message that arrived. */
    public record Letter(String id, String subject, String text, List<String> headers) {

        /** The code in it. */
        public String code() {
            Matcher found = CODE.matcher(text);
            if (!found.find()) {
                throw new AssertionError("no code in: " + text);
            }
            return found.group();
        }
    }

    /** From now on. */
    public static void server(State state) {
        System.setProperty(STATE, state.name());
    }

    /** All that arrived there, in its order. */
    public static List<Letter> of(String address) {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", Integer.getInteger(IMAP_PORT), address, "any");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            List<Letter> letters = new ArrayList<>();
            for (Message message : inbox.getMessages()) {
                List<String> headers = new ArrayList<>();
                message.getAllHeaders().asIterator()
                        .forEachRemaining(header -> headers.add(header.getName() + ": " + header.getValue()));
                letters.add(new Letter(message.getHeader("Message-ID")[0], message.getSubject(),
                        ((String) message.getContent()).replace("\r\n", "\n"), headers));
            }
            return letters;
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Map<String, String> start() {
        server(State.WORKS);
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        ServerSetup imap = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP);
        // A busy machine may take longer than the two seconds that it waits for otherwise.
        smtp.setServerStartupTimeout(60_000);
        imap.setServerStartupTimeout(60_000);
        GreenMail started = new GreenMail(new ServerSetup[]{smtp, imap});
        started.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        started.start();
        server = started;
        System.setProperty(IMAP_PORT, String.valueOf(started.getImap().getPort()));
        try {
            ServerSocket opened = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            door = opened;
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            visitors = threads;
            threads.execute(() -> receive(opened, threads, started.getSmtp().getPort()));
            return Map.of("handschlag.mail.host", "127.0.0.1", "handschlag.mail.port",
                    String.valueOf(opened.getLocalPort()), "handschlag.mail.security", "none", "handschlag.mail.from",
                    "handschlag@musterau.example", "handschlag.mail.timeout", "PT20S", "handschlag.messages.key-file",
                    keyFile().toString(), "handschlag.messages.send-interval", "off");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path keyFile() throws IOException {
        Path file = Files.createTempFile("handschlag-notification-", ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        file.toFile().deleteOnExit();
        byte[] former = new byte[32];
        former[0] = 1;
        return Files.writeString(file, "tests-2 " + Base64.getEncoder().encodeToString(new byte[32]) + "\ntests-1 "
                + Base64.getEncoder().encodeToString(former) + "\n");
    }

    private static void receive(ServerSocket door, ExecutorService threads, int port) {
        while (!door.isClosed()) {
            try {
                Socket visitor = door.accept();
                threads.execute(() -> lead(visitor, port, threads));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void lead(Socket visitor, int port, ExecutorService threads) {
        State state = State.valueOf(System.getProperty(STATE));
        try (visitor) {
            if (state == State.SILENT) {
                // Until the visitor hangs up.
                visitor.getInputStream().transferTo(OutputStream.nullOutputStream());
            } else if (state != State.DOWN) {
                try (Socket inside = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    threads.execute(() -> answer(visitor, inside));
                    translate(visitor, inside, state);
                }
            }
        } catch (IOException hungUp) {
            // As visitors may at any time.
        }
    }

    private static void answer(Socket visitor, Socket inside) {
        try {
            inside.getInputStream().transferTo(visitor.getOutputStream());
        } catch (IOException hungUp) {
            // As above.
        }
    }

    /** Line by line, but for recipients whom their provider would refuse. */
    private static void translate(Socket visitor, Socket inside, State state) throws IOException {
        BufferedReader said = new BufferedReader(
                new InputStreamReader(visitor.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("RCPT TO:<" + REFUSED)) {
                visitor.getOutputStream().write(ascii("550 5.1.1 No such person: " + line + "\r\n"));
                continue;
            }
            if (line.equals(".") && state == State.HANGS_UP_AFTER_THE_MESSAGE) {
                visitor.shutdownOutput();
            }
            inside.getOutputStream().write(ascii(line + "\r\n"));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void stop() {
        try {
            if (door != null) {
                door.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (visitors != null) {
            visitors.shutdownNow();
        }
        if (server != null) {
            server.stop();
        }
    }
}
