package de.handschlag.audit.chain.witness;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import de.handschlag.audit.chain.log.NaiveTree;

/**
 * A witness, written from C2SP tlog-witness and tlog-cosignature without any of the log's code: it verifies the log's signature
 * and the consistency proof, remembers what it cosigned, and refuses what does not continue it. A test tells it over HTTP, as it
 * lives in another class loader: {@code /trust} the log's key, {@code /mode}, {@code /state}.
 */
final class PlayedWitness implements AutoCloseable {

    /** How it behaves. */
    enum Mode {
        HONEST,
        /** Status 500. */
        FAILS,
        /** Says nothing for longer than anybody waits. */
        SLOW,
        /** Status and headers, and then a byte now and then. */
        DRIPPING,
        /** Bytes without end. */
        ENDLESS,
        GARBAGE,
        /** Cosigns, but another text. */
        SIGNS_SOMETHING_ELSE,
        /** Cosigns with a key of the same name. */
        SIGNS_WITH_ANOTHER_KEY,
        /** Cosigns for a time in a day. */
        SIGNS_FOR_TOMORROW,
        /** Names a larger size than any log's. */
        CLAIMS_MORE,
        /** 409 and its size, whatever it is asked. */
        ALWAYS_CONFLICTS
    }

    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final KeyPair pair;
    private final KeyPair otherPair;
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mode mode = Mode.HONEST;
    private @Nullable String origin;
    private byte[] logKeyId = {};
    private @Nullable PublicKey logKey;
    private long size;
    private byte[] root = {};

    PlayedWitness(String name) throws IOException, GeneralSecurityException {
        this.name = name;
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        otherPair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/witness/add-checkpoint", this::addCheckpoint);
        server.createContext("/trust", exchange -> answer(exchange, 200, trust(body(exchange))));
        server.createContext("/mode", exchange -> {
            mode = Mode.valueOf(body(exchange));
            answer(exchange, 200, "");
        });
        server.createContext("/state", exchange -> answer(exchange, 200, state(body(exchange))));
        server.start();
    }

    /** Submission prefix. */
    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/witness";
    }

    private byte[] typed() {
        byte[] x509 = pair.getPublic().getEncoded();
        byte[] typed = new byte[33];
        typed[0] = 4;
        System.arraycopy(x509, x509.length - 32, typed, 1, 32);
        return typed;
    }

    private byte[] id() {
        return Arrays.copyOf(NaiveTree.sha256((name + "\n").getBytes(StandardCharsets.UTF_8), typed()), 4);
    }

    String verifierKey() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+" + Base64.getEncoder().encodeToString(typed());
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The log's verifier key; origins of other logs are unknown. */
    private synchronized String trust(String verifierKey) {
        String[] parts = verifierKey.strip().split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        byte[] x509 = Arrays.copyOf(X509, X509.length + 32);
        System.arraycopy(typed, 1, x509, X509.length, 32);
        try {
            logKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
        origin = parts[0];
        logKeyId = HexFormat.of().parseHex(parts[1]);
        return "";
    }

    /** Answers size and root; sets them first if the body has them, as if it had cosigned something else. */
    private synchronized String state(String wanted) {
        if (!wanted.isEmpty()) {
            String[] parts = wanted.split(" ");
            size = Long.parseLong(parts[0]);
            root = Base64.getDecoder().decode(parts[1]);
        }
        return size + " " + Base64.getEncoder().encodeToString(root);
    }

    private void addCheckpoint(HttpExchange exchange) throws IOException {
        String body = body(exchange);
        if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "");
            return;
        }
        switch (mode) {
            case FAILS -> answer(exchange, 500, "no");
            case GARBAGE -> answer(exchange, 200, "\u2014 " + name + " !\u0000\u2028\n\n<html>");
            case SLOW -> {
                awaitClosing(60_000);
                exchange.close();
            }
            case DRIPPING -> {
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream out = exchange.getResponseBody()) {
                    while (!awaitClosing(200)) {
                        out.write('\n');
                        out.flush();
                    }
                }
            }
            case ENDLESS -> {
                exchange.sendResponseHeaders(200, 0);
                try (OutputStream out = exchange.getResponseBody()) {
                    while (!awaitClosing(0)) {
                        out.write(new byte[1 << 16]);
                    }
                }
            }
            case CLAIMS_MORE -> conflict(exchange, 1L << 50);
            case ALWAYS_CONFLICTS -> {
                synchronized (this) {
                    conflict(exchange, size);
                }
            }
            case HONEST, SIGNS_SOMETHING_ELSE, SIGNS_WITH_ANOTHER_KEY, SIGNS_FOR_TOMORROW -> judge(exchange, body);
        }
    }

    private boolean awaitClosing(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void conflict(HttpExchange exchange, long size) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/x.tlog.size");
        answer(exchange, 409, size + "\n");
    }

    /** The rules of tlog-witness in their order. */
    private synchronized void judge(HttpExchange exchange, String body) throws IOException {
        int blank = body.indexOf("\n\n");
        if (blank < 0 || !body.startsWith("old ")) {
            answer(exchange, 400, "");
            return;
        }
        List<String> head = body.substring(0, blank).lines().toList();
        String note = body.substring(blank + 2);
        int split = note.lastIndexOf("\n\n");
        if (!head.getFirst().matches("old (0|[1-9][0-9]*)") || head.size() > 64 || split < 0) {
            answer(exchange, 400, "");
            return;
        }
        long oldSize = Long.parseLong(head.getFirst().substring("old ".length()));
        List<byte[]> proof = new ArrayList<>();
        head.stream().skip(1).map(Base64.getDecoder()::decode).forEach(proof::add);
        String text = note.substring(0, split + 1);
        String[] lines = text.split("\n");
        if (!lines[0].equals(origin)) {
            answer(exchange, 404, "");
        } else if (!isSignedByLog(text, note.substring(split + 2).lines().toList())) {
            answer(exchange, 403, "");
        } else if (oldSize > Long.parseLong(lines[1])) {
            answer(exchange, 400, "");
        } else if (oldSize != size) {
            conflict(exchange, size);
        } else {
            judgeGrowth(exchange, text, Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]), proof);
        }
    }

    private void judgeGrowth(HttpExchange exchange, String text, long newSize, byte[] newRoot, List<byte[]> proof)
            throws IOException {
        if (newSize == size && size > 0 && !Arrays.equals(root, newRoot)) {
            conflict(exchange, size);
        } else if (size == 0 ? !proof.isEmpty() : !continues(newSize, newRoot, proof)) {
            answer(exchange, 422, "");
        } else {
            size = newSize;
            root = newRoot;
            answer(exchange, 200, "\u2014 somebody.else AAAAAA==\n" + cosignature(text));
        }
    }

    private boolean continues(long newSize, byte[] newRoot, List<byte[]> proof) {
        return newSize > size == !proof.isEmpty() && NaiveTree.continues(size, root, newSize, newRoot, proof);
    }

    private boolean isSignedByLog(String text, List<String> lines) {
        try {
            for (String line : lines) {
                String start = "\u2014 " + origin + " ";
                byte[] signed = line.startsWith(start)
                        ? Base64.getDecoder().decode(line.substring(start.length()))
                        : new byte[0];
                if (signed.length == 68 && Arrays.equals(Arrays.copyOf(signed, 4), logKeyId)) {
                    Signature ed25519 = Signature.getInstance("Ed25519");
                    ed25519.initVerify(logKey);
                    ed25519.update(text.getBytes(StandardCharsets.UTF_8));
                    return ed25519.verify(Arrays.copyOfRange(signed, 4, 68));
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private String cosignature(String text) {
        long seconds = Instant.now().getEpochSecond() + (mode == Mode.SIGNS_FOR_TOMORROW ? 86_400 : 0);
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign((mode == Mode.SIGNS_WITH_ANOTHER_KEY ? otherPair : pair).getPrivate());
            ed25519.update(
                    ("cosignature/v1\ntime " + seconds + "\n" + (mode == Mode.SIGNS_SOMETHING_ELSE ? "else\n" : text))
                            .getBytes(StandardCharsets.UTF_8));
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(
                    ByteBuffer.allocate(76).put(id()).putLong(seconds).put(ed25519.sign()).array()) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
