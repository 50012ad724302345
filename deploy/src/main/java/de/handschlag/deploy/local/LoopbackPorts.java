package de.handschlag.deploy.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface. */
public final class LoopbackPorts {

    /** The only address that the stack's parts listen on. */
    public static final String HOST = "127.0.0.1";

    /**
     * Below the range from which the system takes ports for outgoing connections (32768 and up on Linux): there, a connection
     * may sit on a port before the part that it was meant for starts, or starts again.
     */
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_999;

    /** JVMs that look for ports at the same time begin at different places, each with as many ports as a whole stack takes. */
    private static final int BLOCKS = 340;
    private static final int BLOCK = 50;
    private static int last = LOWEST + (int) (ProcessHandle.current().pid() % BLOCKS) * BLOCK;

    private LoopbackPorts() {}

    /** A port that nobody listens on at this moment; each call gives another one. */
    public static synchronized int free() {
        do {
            last = last == HIGHEST ? LOWEST : last + 1;
        } while (taken(last));
        return last;
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
