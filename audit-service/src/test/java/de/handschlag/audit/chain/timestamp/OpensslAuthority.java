package de.handschlag.audit.chain.timestamp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A time-stamping authority: {@code openssl ts} behind an HTTP server, with a certificate for time stamps that a CA of its own
 * issued. A test tells it over HTTP how it behaves, as it may live in another class loader: {@code /mode}.
 */
final class OpensslAuthority implements AutoCloseable {

    /** How it behaves. */
    enum Mode {
        HONEST,
        /** Status 500. */
        FAILS,
        SLOW,
        GARBAGE,
        /** Bytes without end. */
        ENDLESS,
        /** The reply to the question before. */
        REPLAYS,
        /** Stamps another imprint, with the nonce of the question. */
        STAMPS_SOMETHING_ELSE,
        /** Changes the time after signing. */
        CHANGES_TIME,
        /** Signs with a key that nobody configured. */
        SIGNS_WITH_ANOTHER_KEY,
        /** Grants nothing. */
        REFUSES
    }

    /** Tag and length of an imprint of SHA-256; nothing before it in a query is the same. */
    private static final byte[] IMPRINT_START = {0x04, 0x20};

    private final Path directory;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mode mode = Mode.HONEST;
    private byte[] before = {};

    OpensslAuthority(Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("serial"), "01\n");
        Files.writeString(directory.resolve("tsa.ext"),
                "keyUsage = critical, digitalSignature\nextendedKeyUsage = critical, timeStamping\n");
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "ca.key");
        openssl("req", "-x509", "-new", "-key", "ca.key", "-subj", "/CN=Test CA", "-days", "30", "-out", "ca.pem");
        certify("tsa");
        certify("other");
        configure("tsa", "sha256");
        configure("other", "sha256");
        Files.writeString(directory.resolve("refuse.cnf"),
                Files.readString(directory.resolve("tsa.cnf")).replace("digests = sha256", "digests = sha512"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/tsa", this::stamp);
        server.createContext("/mode", exchange -> {
            mode = Mode.valueOf(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, new byte[0]);
        });
        server.start();
    }

    private void certify(String name) throws IOException {
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-subj", "/CN=" + name,
                "-out", name + ".csr");
        openssl("x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days",
                "30", "-extfile", "tsa.ext", "-out", name + ".pem");
    }

    private void configure(String name, String digest) throws IOException {
        Files.writeString(directory.resolve(name + ".cnf"), """
                [tsa]
                serial = serial
                signer_cert = %1$s.pem
                signer_key = %1$s.key
                signer_digest = sha256
                default_policy = 1.3.6.1.4.1.13762.3
                digests = %2$s
                ess_cert_id_alg = sha256
                """.formatted(name, digest));
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/tsa";
    }

    void behave(Mode wanted) {
        mode = wanted;
    }

    Path certificate() {
        return directory.resolve("tsa.pem");
    }

    private void stamp(HttpExchange exchange) throws IOException {
        byte[] query = exchange.getRequestBody().readAllBytes();
        boolean isQuery = exchange.getRequestMethod().equals("POST")
                && "application/timestamp-query".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!isQuery) {
            answer(exchange, 415, new byte[0]);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
        switch (mode) {
            case FAILS -> answer(exchange, 500, new byte[]{'n', 'o'});
            case GARBAGE -> answer(exchange, 200, "<html>".getBytes(StandardCharsets.UTF_8));
            case SLOW -> {
                awaitClosing(60_000);
                exchange.close();
            }
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                while (!awaitClosing(0)) {
                    exchange.getResponseBody().write(new byte[1 << 16]);
                }
                exchange.close();
            }
            case HONEST, REPLAYS, STAMPS_SOMETHING_ELSE, CHANGES_TIME, SIGNS_WITH_ANOTHER_KEY, REFUSES ->
                answer(exchange, 200, reply(query));
        }
    }

    private synchronized byte[] reply(byte[] query) throws IOException {
        if (mode == Mode.REPLAYS) {
            return before;
        }
        if (mode == Mode.STAMPS_SOMETHING_ELSE) {
            query[positionAfter(query, IMPRINT_START)] ^= 1;
        }
        String config = switch (mode) {
            case REFUSES -> "refuse.cnf";
            case SIGNS_WITH_ANOTHER_KEY -> "other.cnf";
            default -> "tsa.cnf";
        };
        Files.write(directory.resolve("query.tsq"), query);
        openssl("ts", "-reply", "-config", config, "-section", "tsa", "-queryfile", "query.tsq", "-out", "reply.tsr");
        byte[] reply = Files.readAllBytes(directory.resolve("reply.tsr"));
        if (mode == Mode.CHANGES_TIME) {
            // GeneralizedTime of 15 bytes; the last digit of the year.
            reply[positionAfter(reply, new byte[]{0x18, 0x0f, '2', '0', '2'})] ^= 1;
        }
        before = reply;
        return reply;
    }

    private static int positionAfter(byte[] bytes, byte[] wanted) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = latin.indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
        if (at < 0) {
            throw new IllegalStateException("not where it was expected");
        }
        return at + wanted.length;
    }

    private boolean awaitClosing(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What openssl itself says about a reply over a text: its output. */
    String verify(byte[] reply, String text) throws IOException {
        Files.write(directory.resolve("to-verify.tsr"), reply);
        Files.writeString(directory.resolve("to-verify.txt"), text);
        return openssl("ts", "-verify", "-data", "to-verify.txt", "-in", "to-verify.tsr", "-CAfile", "ca.pem");
    }

    private String openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (InputStream in = process.getInputStream()) {
            in.transferTo(output);
            if (process.waitFor() != 0) {
                throw new IOException(command + ": " + output.toString(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
