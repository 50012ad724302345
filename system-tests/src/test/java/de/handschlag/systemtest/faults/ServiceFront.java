package de.handschlag.systemtest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.stack.ServicePorts;

/**
 * The one address of a service with several replicas: hands connections out in turn, skips replicas that do not take them,
 * and ends the connections to one that stopped answering. It looks at TCP and liveness only and repeats no request.
 */
final class ServiceFront implements Closeable {

    private static final int CONNECT_MILLIS = 500;
    private static final int ALIVE_MILLIS = 1000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final List<ServicePorts> replicas;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<ServicePorts> ill = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<ServicePorts, Set<Socket>> connections = new ConcurrentHashMap<>();
    private final TcpProxy proxy;
    private volatile boolean closed;

    ServiceFront(int port, List<ServicePorts> replicas) {
        this.replicas = List.copyOf(replicas);
        this.proxy = new TcpProxy(port, this::connect);
        for (ServicePorts replica : replicas) {
            connections.put(replica, ConcurrentHashMap.newKeySet());
            Thread.ofVirtual().start(() -> watch(replica));
        }
    }

    int port() {
        return proxy.port();
    }

    String url() {
        return "http://" + LoopbackPorts.HOST + ":" + port();
    }

    private Socket connect() throws IOException {
        for (boolean evenIll : new boolean[]{false, true}) {
            int first = next.getAndIncrement();
            for (int i = 0; i < replicas.size(); i++) {
                ServicePorts replica = replicas.get(Math.floorMod(first + i, replicas.size()));
                if (ill.contains(replica) && !evenIll) {
                    continue;
                }
                try {
                    Socket socket = open(replica.http(), CONNECT_MILLIS);
                    Set<Socket> toReplica = connections.get(replica);
                    toReplica.removeIf(Socket::isClosed);
                    toReplica.add(socket);
                    return socket;
                } catch (IOException e) {
                    ill.add(replica);
                }
            }
        }
        throw new ConnectException("no replica takes a connection");
    }

    private static Socket open(int port, int millis) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(LoopbackPorts.HOST, port), millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void watch(ServicePorts replica) {
        while (!closed) {
            if (alive(replica)) {
                ill.remove(replica);
            } else if (ill.add(replica) || !connections.get(replica).isEmpty()) {
                Set<Socket> toReplica = connections.get(replica);
                toReplica.forEach(TcpProxy::reset);
                toReplica.clear();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static boolean alive(ServicePorts replica) {
        try (HttpConnection http = new HttpConnection(replica.management(), Duration.ofMillis(ALIVE_MILLIS))) {
            return http.call("GET", "/q/health/live", null, null).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        proxy.close();
    }
}
