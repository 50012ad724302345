package de.handschlag.teststack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import de.handschlag.deploy.local.LoopbackPorts;

/**
 * One HTTP/1.1 request on a connection of its own, sent as it is written. Clients put right what an attacker would not: they
 * set the Host, tidy the path, and know no method but their own.
 */
public final class WireRequest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final StringBuilder head;
    private String body = "";

    /**
     * @param method any token
     * @param target path and query, sent as they are
     * @param host   for the Host header
     */
    public WireRequest(String method, String target, String host) {
        head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ").append(host)
                .append("\r\nConnection: close\r\n");
    }

    /** Adds a header; the same one may come several times. */
    public WireRequest header(String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** Adds headers, names and values in turn. */
    public WireRequest headers(String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            header(namesAndValues[i], namesAndValues[i + 1]);
        }
        return this;
    }

    public WireRequest form(String content) {
        return body("application/x-www-form-urlencoded", content);
    }

    public WireRequest body(String mediaType, String content) {
        body = content;
        return header("Content-Type", mediaType);
    }

    /** Sends it to a port of the loopback interface and reads to the end of the connection. */
    public Answer send(int port) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        if (content.length > 0) {
            header("Content-Length", Integer.toString(content.length));
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(content);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LoopbackPorts.HOST, port), (int) BOUND.toMillis());
            socket.setSoTimeout((int) BOUND.toMillis());
            try {
                socket.getOutputStream().write(request.toByteArray());
            } catch (SocketException e) {
                // A server may refuse a request before it has read all of it; its answer is there nevertheless.
            }
            return Answer.of(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An answer as it came.
     *
     * @param headers in their order, the same name perhaps several times
     * @param content what it holds, byte by byte
     */
    public record Answer(int status, List<Map.Entry<String, String>> headers, byte[] content) {

        static Answer of(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            int endOfHead = text.indexOf("\r\n\r\n");
            if (endOfHead < 0) {
                throw new IllegalStateException("no whole answer: " + text);
            }
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            String[] lines = text.substring(0, endOfHead).split("\r\n");
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.add(Map.entry(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()));
            }
            Answer answer = new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, new byte[0]);
            String body = text.substring(endOfHead + 4);
            if (answer.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
                body = dechunked(body);
            }
            return new Answer(answer.status, headers, body.getBytes(StandardCharsets.ISO_8859_1));
        }

        private static String dechunked(String body) {
            StringBuilder whole = new StringBuilder();
            int from = 0;
            while (true) {
                int endOfLine = body.indexOf("\r\n", from);
                int size = Integer.parseInt(body.substring(from, endOfLine).strip(), 16);
                if (size == 0) {
                    return whole.toString();
                }
                whole.append(body, endOfLine + 2, endOfLine + 2 + size);
                from = endOfLine + 2 + size + 2;
            }
        }

        /** Its content as text. */
        public String body() {
            return new String(content, StandardCharsets.UTF_8);
        }

        /** All values of a header. */
        public List<String> all(String name) {
            return headers.stream().filter(header -> header.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue)
                    .toList();
        }

        /** A header's first value; empty if it is not there. */
        public String header(String name) {
            return all(name).stream().findFirst().orElse("");
        }
    }
}
