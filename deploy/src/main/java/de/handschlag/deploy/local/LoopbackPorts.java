package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
public final class LoopbackPorts {

    /** The only address that the stack's parts listen on. */
    public static final String HOST = "127.0.0.1";

    private LoopbackPorts() {}

    /** A port that nobody listens on at this moment. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody listens on the port, on any interface that would keep us from listening. */
    public static boolean taken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A connection of an earlier run that is still in TIME_WAIT does not take the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(HOST, port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
