package de.handschlag.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;

import javax.net.ssl.SSLServerSocket;

import de.handschlag.deploy.local.LoopbackPorts;

/** Ends TLS before a port that has none. */
final class TlsFront implements AutoCloseable {

    private final SSLServerSocket server;
    private final int target;

    /** @param target port to which all is handed on, without TLS */
    TlsFront(TestCertificate certificate, int port, int target) throws IOException, GeneralSecurityException {
        this.target = target;
        this.server = (SSLServerSocket) certificate.context().getServerSocketFactory().createServerSocket(port, 50,
                InetAddress.getByName(LoopbackPorts.HOST));
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket behind = new Socket(LoopbackPorts.HOST, target);
                Thread.ofVirtual().start(() -> pump(client, behind));
                Thread.ofVirtual().start(() -> pump(behind, client));
            } catch (IOException e) {
                // Closed, or a connection that came to nothing; the client tries again.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side is gone, and so is the other by now.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
