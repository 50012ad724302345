package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.deploy.local.KafkaListener;
import de.handschlag.deploy.local.KafkaRights;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.stack.LocalStack;
import de.handschlag.deploy.stack.ServicePorts;
import de.handschlag.deploy.stack.ServiceProcess;
import de.handschlag.deploy.stack.StackSettings;
import de.handschlag.teststack.TestStack;

/**
 * The real stack, made to be hurt: three brokers, several replicas of each service behind one address, and a proxy on each
 * way from a service to a broker or from a replica to its database.
 */
final class FaultStack implements AutoCloseable {

    static final List<String> SERVICES = List.of("consent", "registry", "audit");
    static final int BROKERS = 3;

    private final LocalStack stack;
    private final Path directory;
    private final Map<String, List<Replica>> replicas = new LinkedHashMap<>();
    private final Map<String, ServiceFront> fronts = new LinkedHashMap<>();

    /** Persons of whom a record was made that nobody understands. */
    private final Set<String> poisoned = ConcurrentHashMap.newKeySet();

    /** The service that has a fault in it; null if none has. */
    private @Nullable String faulty;

    /** By service one proxy for each broker. */
    private final Map<String, List<TcpProxy>> brokerProxies = new LinkedHashMap<>();

    /** @param registryReplicas of the others there are two */
    FaultStack(Path directory, int registryReplicas) {
        this.directory = directory;
        ProjectLayout layout = ProjectLayout.find();
        Path agent = layout.root().resolve("system-tests/fault-agent/target/fault-agent.jar");
        if (!Files.exists(agent)) {
            throw new IllegalStateException(agent + " is missing. Build it first: mvn package -DskipTests");
        }
        Map<String, Integer> given = new HashMap<>();
        for (String part : List.of("keycloak", "keycloak-management", "postgresql", "consent", "registry", "audit",
                "consent-management", "registry-management", "audit-management", "kafka", "kafka-controller", "kafka-2",
                "kafka-controller-2", "kafka-3", "kafka-controller-3")) {
            given.put(part, LoopbackPorts.free());
        }
        List<List<KafkaListener>> listeners = IntStream.range(0, BROKERS).mapToObj(_ -> brokerListeners()).toList();
        List<String> jvm = new ArrayList<>(ServiceProcess.SHORT_LIVED);
        jvm.add("-javaagent:" + agent);
        Map<String, Map<String, String>> environment = new HashMap<>();
        Map<String, List<ServicePorts>> replicaPorts = new HashMap<>();
        for (String service : SERVICES) {
            int count = service.equals("registry") ? registryReplicas : 2;
            List<ServicePorts> own = new ArrayList<>(
                    List.of(new ServicePorts(given.get(service), given.get(service + "-management"))));
            IntStream.range(1, count)
                    .forEach(_ -> own.add(new ServicePorts(LoopbackPorts.free(), LoopbackPorts.free())));
            replicaPorts.put(service, own);
            fronts.put(service, new ServiceFront(LoopbackPorts.free(), own));
        }
        Map<String, List<TcpProxy>> databases = new HashMap<>();
        for (String service : SERVICES) {
            databases.put(service, replicaPorts.get(service).stream()
                    .map(_ -> TcpProxy.to(LoopbackPorts.free(), given.get("postgresql"))).toList());
            environment.put(service, environment(service, service + "-service", databases.get(service).getFirst()));
        }
        // Durable: what PostgreSQL acknowledges must outlive its being killed.
        stack = new LocalStack(layout, new StackSettings(directory, given, true, jvm, environment, listeners,
                FaultRun.PARTITIONS, Map.of("HANDSCHLAG_ACCESS_TOKEN_SECONDS", "30000")));
        for (String service : SERVICES) {
            List<Replica> all = new ArrayList<>();
            for (int i = 0; i < replicaPorts.get(service).size(); i++) {
                String name = service + "-service" + (i == 0 ? "" : "-" + (i + 1));
                TcpProxy database = databases.get(service).get(i);
                ServicePorts listenOn = replicaPorts.get(service).get(i);
                all.add(new Replica(service, name, listenOn, database, clockFile(name),
                        i == 0
                                ? stack.service(service)
                                : stack.replica(service, name, listenOn, environment(service, name, database))));
            }
            replicas.put(service, all);
        }
    }

    private List<KafkaListener> brokerListeners() {
        List<KafkaListener> listeners = new ArrayList<>();
        for (String service : SERVICES) {
            int port = LoopbackPorts.free();
            TcpProxy proxy = TcpProxy.to(LoopbackPorts.free(), port);
            brokerProxies.computeIfAbsent(service, _ -> new ArrayList<>()).add(proxy);
            listeners.add(new KafkaListener(service.toUpperCase(Locale.ROOT), port, proxy.port()));
        }
        return listeners;
    }

    private Map<String, String> environment(String service, String name, TcpProxy database) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HANDSCHLAG_DB_URL", jdbcUrl(database.port(), service));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", brokerProxies.get(service).stream()
                .map(proxy -> LoopbackPorts.HOST + ":" + proxy.port()).collect(Collectors.joining(",")));
        environment.put("HANDSCHLAG_CONSENT_URL", fronts.get("consent").url());
        environment.put("HANDSCHLAG_INSTANCE", name);
        environment.put("HANDSCHLAG_FAULT_CLOCK", clockFile(name).toString());
        if (service.equals("registry")) {
            environment.putAll(StackSettings.NO_CLIENT_LIMITS);
        }
        if (service.equals("consent")) {
            // As long as an access token: agencies send what they got at the link for the whole run.
            environment.put("HANDSCHLAG_REVISION_VALIDITY", "PT9H");
        }
        return environment;
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://" + LoopbackPorts.HOST + ":" + port + "/" + database;
    }

    private Path clockFile(String name) {
        return directory.resolve(name + ".clock");
    }

    void start() {
        stack.start((part, time) -> System.out.printf("%s ready after %d ms%n", part, time.toMillis()));
        TestStack.use(stack.keycloak().url(), stack.keycloak().adminPassword());
        List<Replica> further = SERVICES.stream().flatMap(service -> replicas.get(service).stream().skip(1)).toList();
        further.forEach(Replica::launch);
        further.forEach(Replica::awaitReady);
        System.out.printf("%d further replicas ready%n", further.size());
    }

    /**
     * Restarts the replicas of the service whose class the fault is in, with this fault in it and no other.
     *
     * @return the file that names the fault as soon as it is in place
     */
    Path plant(String service, String fault) {
        if (!service.equals(faulty)) {
            restorePrograms();
        }
        Path marker = directory.resolve("planted-" + fault);
        faulty = service;
        restart(service, Map.of("HANDSCHLAG_FAULT_PLANTED", fault, "HANDSCHLAG_FAULT_MARKER", marker.toString()));
        return marker;
    }

    /** Restarts the replicas that have a fault in them as they should be. */
    void restorePrograms() {
        if (faulty != null) {
            restart(faulty, Map.of());
            faulty = null;
        }
    }

    private void restart(String service, Map<String, String> more) {
        for (Replica replica : replicas.get(service)) {
            replica.replace(old -> {
                Map<String, String> environment = environment(service, old.name(), old.database());
                environment.putAll(more);
                return stack.replica(service, old.name(), old.ports(), environment);
            });
        }
        replicas.get(service).forEach(Replica::launch);
        replicas.get(service).forEach(Replica::awaitReady);
    }

    LocalStack stack() {
        return stack;
    }

    List<Replica> replicas(String service) {
        return replicas.get(service);
    }

    List<Replica> allReplicas() {
        return replicas.values().stream().flatMap(List::stream).toList();
    }

    List<KafkaBroker> brokers() {
        return stack.brokers();
    }

    /** The ways from a service to the brokers, in their order. */
    List<TcpProxy> brokerProxies(String service) {
        return brokerProxies.get(service);
    }

    Set<String> poisoned() {
        return poisoned;
    }

    int frontPort(String service) {
        return fronts.get(service).port();
    }

    /** All brokers, not through a proxy, as the brokers' own principal: faults are written to every topic. */
    Map<String, Object> kafka() {
        return stack.kafkaClient(KafkaRights.BROKER);
    }

    Admin admin() {
        return Admin.create(kafka());
    }

    Path directory() {
        return directory;
    }

    /** Undoes whatever a fault left behind: networks, clocks, stopped and dead processes. */
    void heal() {
        brokerProxies.values().forEach(proxies -> proxies.forEach(TcpProxy::heal));
        allReplicas().forEach(replica -> {
            replica.database().heal();
            replica.stepClock(Duration.ZERO);
        });
        stack.processes().stream().filter(ChildProcess::isAlive).forEach(ChildProcess::resume);
        allReplicas().stream().map(Replica::process).filter(ChildProcess::isAlive).forEach(ChildProcess::resume);
        if (!stack.postgres().process().isAlive()) {
            stack.postgres().start();
        }
        brokers().stream().filter(broker -> !broker.process().isAlive()).forEach(KafkaBroker::launch);
        List<Replica> dead = allReplicas().stream().filter(replica -> !replica.process().isAlive()).toList();
        dead.forEach(Replica::launch);
        allReplicas().forEach(Replica::awaitReady);
    }

    @Override
    public void close() {
        allReplicas().forEach(replica -> replica.process().stop());
        stack.close();
        fronts.values().forEach(ServiceFront::close);
        brokerProxies.values().forEach(proxies -> proxies.forEach(TcpProxy::close));
        allReplicas().forEach(replica -> replica.database().close());
    }

    static Path newDirectory() {
        try {
            return Files.createTempDirectory(ProjectLayout.find().root().resolve("system-tests/target"), "faults-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
