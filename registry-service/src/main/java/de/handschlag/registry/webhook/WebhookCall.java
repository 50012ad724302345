package de.handschlag.registry.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST to an address that was looked at before. No name is resolved here, as one could point elsewhere by now (CWE-367): Java's
 * own client for HTTP cannot be told an address beside the name for which the receiver's certificate has to be.
 */
final class WebhookCall {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})(?: .*)?");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 200;

    private final SSLSocketFactory tls;
    private final Duration timeout;

    /**
     * @param tls     decides whose certificates count
     * @param timeout for connecting, and for all of the rest
     */
    WebhookCall(SSLSocketFactory tls, Duration timeout) {
        this.tls = tls;
        this.timeout = timeout;
    }

    /**
     * Sends the body and returns the status of the answer, of which nothing else is read.
     *
     * @throws SocketTimeoutException if the receiver does not answer in time
     * @throws IOException            if it cannot be reached, is not who the certificate says, or does not speak HTTP
     */
    int post(WebhookTarget.Checked target, Map<String, String> headers, byte[] body) throws IOException {
        URI uri = target.uri();
        boolean secure = uri.getScheme().equals("https");
        int port = uri.getPort() != -1 ? uri.getPort() : secure ? HTTPS : HTTP;
        AtomicBoolean late = new AtomicBoolean();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target.address(), port), Math.toIntExact(timeout.toMillis()));
            // Each read has a bound of its own; a receiver that sends a byte from time to time ends here.
            CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS).execute(() -> {
                late.set(true);
                close(socket);
            });
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            if (!secure) {
                return exchange(socket, uri, headers, body);
            }
            try (Socket encrypted = encrypted(socket, uri.getHost(), port)) {
                return exchange(encrypted, uri, headers, body);
            }
        } catch (IOException e) {
            throw late.get() ? new SocketTimeoutException("not answered in time") : e;
        }
    }

    private Socket encrypted(Socket socket, String host, int port) throws IOException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, name, port, true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    private static int exchange(Socket socket, URI uri, Map<String, String> headers, byte[] body) throws IOException {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        StringBuilder head = new StringBuilder("POST ").append(path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority())
                .append("\r\nConnection: close\r\nContent-Length: ").append(body.length).append("\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        OutputStream out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        InputStream in = socket.getInputStream();
        int status = status(in);
        while (status < 200) {
            // "Early hints" and its like: the answer comes behind them.
            skipHeaders(in);
            status = status(in);
        }
        return status;
    }

    private static int status(InputStream in) throws IOException {
        Matcher line = STATUS_LINE.matcher(line(in));
        if (!line.matches()) {
            throw new ProtocolException("no answer in HTTP");
        }
        return Integer.parseInt(line.group(1));
    }

    private static void skipHeaders(InputStream in) throws IOException {
        for (int i = 0; i < MOST_LINES; i++) {
            if (line(in).isEmpty()) {
                return;
            }
        }
        throw new ProtocolException("too many headers");
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next == -1 || line.length() == LONGEST_LINE) {
                throw new ProtocolException("no answer in HTTP");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed, or will be by who opened it.
        }
    }
}
