package de.handschlag.systemtest.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.local.LoopbackPorts;

/**
 * One HTTP/1.1 client with one connection that is kept, cheap enough for a million calls. It never repeats a request by
 * itself, as libraries do: what a client was told must be what happened on the wire. Not for several threads.
 */
final class HttpConnection implements Closeable {

    /** The request was not sent: nothing can have happened. */
    static final class NotSentException extends IOException {
        private static final long serialVersionUID = 1;

        NotSentException(IOException cause) {
            super("not sent: " + cause.getMessage(), cause);
        }
    }

    record Answer(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The header Consent-Revision, which an agency sends back as it is; null if there is none. */
        @Nullable
        String revisionToken() {
            return headers.get("consent-revision");
        }
    }

    private final int port;
    private final int timeoutMillis;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    HttpConnection(int port, Duration timeout) {
        this.port = port;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /**
     * @param headers each with its line end, or null
     * @throws NotSentException if there was no connection
     * @throws IOException      if no whole answer came: whether the request had its effect is unknown
     */
    Answer call(String method, String path, @Nullable String token, @Nullable String body, String... headers)
            throws IOException {
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        Socket connected = connect();
        try {
            StringBuilder head = new StringBuilder(300).append(method).append(' ').append(path)
                    .append(" HTTP/1.1\r\nHost: localhost\r\n");
            if (token != null) {
                head.append("Authorization: Bearer ").append(token).append("\r\n");
            }
            for (int i = 0; i < headers.length; i += 2) {
                head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
            }
            byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
            if (body != null) {
                head.append("Content-Type: application/json\r\n");
            }
            head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
            ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + content.length);
            request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(content);
            connected.getOutputStream().write(request.toByteArray());
            Answer answer = read(end);
            if ("close".equalsIgnoreCase(answer.headers().get("connection"))) {
                close();
            }
            return answer;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Socket connect() throws NotSentException {
        Socket known = socket;
        if (known != null && !known.isClosed()) {
            return known;
        }
        try {
            Socket opened = new Socket();
            opened.connect(new InetSocketAddress(LoopbackPorts.HOST, port), timeoutMillis);
            opened.setTcpNoDelay(true);
            socket = opened;
            in = new BufferedInputStream(opened.getInputStream(), 16 * 1024);
            return opened;
        } catch (IOException e) {
            throw new NotSentException(e);
        }
    }

    private Answer read(long end) throws IOException {
        String status = line(end);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(end); !line.isEmpty(); line = line(end)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.substring(9, 12));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            int size;
            while ((size = Integer.parseInt(line(end).strip(), 16)) > 0) {
                body.writeBytes(exactly(size, end));
                line(end);
            }
            line(end);
        } else if (code != 204) {
            body.writeBytes(exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")), end));
        }
        return new Answer(code, headers, body.toByteArray());
    }

    private String line(long end) throws IOException {
        StringBuilder line = new StringBuilder(80);
        int c;
        while ((c = stream(end).read()) != '\n') {
            if (c < 0) {
                throw new EOFException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private byte[] exactly(int size, long end) throws IOException {
        byte[] bytes = stream(end).readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the connection ended in the answer");
        }
        return bytes;
    }

    /** A whole answer has so long, not each byte of it. */
    private InputStream stream(long end) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        Socket connected = socket;
        InputStream stream = in;
        if (connected == null || stream == null) {
            throw new EOFException("closed");
        }
        connected.setSoTimeout((int) left);
        return stream;
    }

    @Override
    public void close() {
        Socket known = socket;
        socket = null;
        in = null;
        if (known != null) {
            try {
                known.close();
            } catch (IOException e) {
                // It is gone, which is what was wanted.
            }
        }
    }
}
