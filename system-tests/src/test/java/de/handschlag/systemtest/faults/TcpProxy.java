package de.handschlag.systemtest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import de.handschlag.deploy.local.LoopbackPorts;

/** A network that can be cut, slowed down or swallow one direction: TCP from its own port to a target. */
final class TcpProxy implements Closeable {

    /** What it does with what it is given. */
    enum Mode {
        /** Hands everything on. */
        PASS,
        /** Ends all connections and takes no new ones. */
        CUT,
        /** Hands on later. */
        DELAY,
        /** Takes what clients send and hands nothing on; connections stay. */
        SWALLOW_REQUESTS,
        /** Hands requests on and keeps the answers; connections stay. */
        SWALLOW_ANSWERS
    }

    /** Opens a connection to where it leads. */
    interface Target {
        Socket connect() throws IOException;
    }

    private static final int BUFFER = 32 * 1024;
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(10).toNanos();

    private final ServerSocket server;
    private final Target target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.PASS;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean closed;

    TcpProxy(int port, Target target) {
        this.target = target;
        try {
            this.server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName(LoopbackPorts.HOST), port), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Leads to a port of the loopback interface. */
    static TcpProxy to(int port, int targetPort) {
        return new TcpProxy(port, () -> new Socket(LoopbackPorts.HOST, targetPort));
    }

    int port() {
        return server.getLocalPort();
    }

    void set(Mode newMode, Duration newDelay) {
        delay = newDelay;
        mode = newMode;
        if (newMode == Mode.CUT) {
            open.forEach(TcpProxy::reset);
        }
    }

    void heal() {
        set(Mode.PASS, Duration.ZERO);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                if (mode == Mode.CUT) {
                    reset(client);
                } else {
                    Thread.ofVirtual().start(() -> join(client));
                }
            } catch (IOException e) {
                if (!closed) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                }
            }
        }
    }

    private void join(Socket client) {
        Socket other = null;
        try {
            open.add(client);
            other = target.connect();
            open.add(other);
            if (mode == Mode.CUT) {
                return;
            }
            client.setTcpNoDelay(true);
            other.setTcpNoDelay(true);
            Socket far = other;
            Thread back = Thread.ofVirtual().start(() -> pump(far, client, Mode.SWALLOW_ANSWERS));
            pump(client, other, Mode.SWALLOW_REQUESTS);
            back.join();
        } catch (IOException e) {
            // Nobody there: the client sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset(client);
            open.remove(client);
            if (other != null) {
                reset(other);
                open.remove(other);
            }
        }
    }

    private void pump(Socket from, Socket to, Mode swallowing) {
        byte[] buffer = new byte[BUFFER];
        try {
            int read;
            while ((read = from.getInputStream().read(buffer)) >= 0) {
                while (mode == swallowing && !from.isClosed()) {
                    LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                }
                if (mode == Mode.DELAY) {
                    LockSupport.parkNanos(delay.toNanos());
                }
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        }
    }

    /** Ends all connections that lead through here, as a load balancer does when what is behind it is ill. */
    void resetAll() {
        open.forEach(TcpProxy::reset);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It is closed already.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resetAll();
    }
}
