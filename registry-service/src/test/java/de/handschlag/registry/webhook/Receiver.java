package de.handschlag.registry.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An agency's receiver: keeps what it gets and answers as it is told to. */
final class Receiver implements AutoCloseable {

    /** As received. */
    record Message(String id, String timestamp, String signature, String contentType, String body) {}

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<String> elsewhere = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile int status = 204;
    private volatile int failing;
    private volatile boolean silent;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/hook", this::receive);
        server.createContext("/elsewhere", exchange -> {
            elsewhere.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(204, -1);
        });
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        messages.add(new Message(exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (silent) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (status == 302) {
            exchange.getResponseHeaders().set("Location", url().replace("/hook", "/elsewhere"));
        }
        exchange.sendResponseHeaders(messages.size() <= failing ? 500 : status, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    void answer(int next) {
        status = next;
    }

    /** Answers 500 to the first messages. */
    void failFirst(int number) {
        failing = number;
    }

    void beSilent(boolean on) {
        silent = on;
    }

    List<Message> messages() {
        return messages;
    }

    List<String> elsewhere() {
        return elsewhere;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
