package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker in KRaft mode that is also a controller, with the topics of the event contract. Alone it is a cluster of
 * one; with others it keeps each record on three brokers and acknowledges what two of them have.
 */
public final class KafkaBroker {

    /**
     * A member of the cluster.
     *
     * @param id             from 1
     * @param port           for clients and the other brokers, on the loopback interface
     * @param controllerPort for the quorum, on the loopback interface
     * @param listeners      further addresses under which it can be reached
     */
    public record Node(int id, int port, int controllerPort, List<KafkaListener> listeners) {

        public Node {
            listeners = List.copyOf(listeners);
        }

        private String voter() {
            return id + "@" + LoopbackPorts.HOST + ":" + controllerPort;
        }
    }

    /** 300 MB carry this stack's topics; the cleaner's buffer is made small to fit (its default alone is 128 MB). */
    public static final List<String> SMALL = Stream
            .concat(Stream.of("-Xms128m", "-Xmx300m"), JavaProgram.OPTIMISE_LATE.stream()).toList();

    /** For tests, whose broker does not live long enough for the optimising compiler to pay. */
    public static final List<String> SHORT_LIVED = List.of("-Xms128m", "-Xmx300m", "-XX:TieredStopAtLevel=1");

    /** For hundreds of records a second. */
    public static final List<String> BUSY = List.of("-Xms300m", "-Xmx300m", "-Xmn120m");

    /**
     * How the brokers of a cluster work.
     *
     * @param memory     options of the virtual machine
     * @param durable    whether one that is alone acknowledges what is on its disk and not in its memory; false for tests
     * @param partitions of each topic that is missing
     */
    public record Manner(List<String> memory, boolean durable, int partitions) {

        /** For tests: so many partitions that there is another one, and few, as each has five heartbeats a second. */
        public static final Manner OF_TESTS = new Manner(SHORT_LIVED, false, 3);

        public Manner {
            memory = List.copyOf(memory);
        }
    }

    /** Brokers format their storage apart from each other and must agree; there is one cluster on a machine's stack. */
    private static final Uuid CLUSTER = new Uuid(0x48616e6473636801L, 0x6b61666b61000001L);
    private static final String CLIENTS = "CLIENTS";

    private final Path directory;
    private final Path libraries;
    private final Node node;
    private final List<Node> cluster;
    private final Manner manner;
    private final @Nullable KafkaLogins logins;
    private final ChildProcess process;

    /**
     * One that asks nobody who they are, for the tests of one service.
     *
     * @param libraries      the broker's jars
     * @param directory      for data, configuration and log; kept if it holds data
     * @param port           for clients, on the loopback interface
     * @param controllerPort for the quorum of one, on the loopback interface
     */
    public KafkaBroker(Path libraries, Path directory, int port, int controllerPort) {
        this(libraries, directory, new Node(1, port, controllerPort, List.of()),
                List.of(new Node(1, port, controllerPort, List.of())), Manner.OF_TESTS, null);
    }

    /**
     * @param libraries the broker's jars
     * @param directory for data, configuration and log; kept if it holds data
     * @param node      this broker
     * @param cluster   all brokers, this one among them
     * @param manner    the same for all brokers of the cluster
     * @param logins    of those who may use it, with the {@link KafkaRights}; null for everybody without a login
     */
    public KafkaBroker(Path libraries, Path directory, Node node, List<Node> cluster, Manner manner,
            @Nullable KafkaLogins logins) {
        this.logins = logins;
        this.libraries = libraries;
        this.directory = directory;
        this.node = node;
        this.cluster = List.copyOf(cluster);
        this.manner = manner;
        List<String> command = new ArrayList<>(List.of(JavaProgram.PATH, "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED", "-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"),
                "-cp", classPath(), "kafka.Kafka", directory.resolve("server.properties").toString()));
        command.addAll(1, manner.memory());
        command.addAll(1, sharedClasses("broker"));
        this.process = new ChildProcess(
                ChildProcess.Spec.of(node.id() == 1 ? "kafka" : "kafka-" + node.id(), command, Map.of(), directory));
    }

    /** Formats the storage if there is none, starts the broker, waits until it answers and prepares it. */
    public void start() {
        launch();
        awaitReady();
        prepare();
    }

    /** Formats the storage if there is none and starts the broker, which waits for a majority of its cluster. */
    public void launch() {
        configure();
        format();
        process.start();
    }

    /** Waits until the broker answers. */
    public void awaitReady() {
        try (Admin admin = admin()) {
            Readiness.await("Kafka", process, Readiness.BOUND, () -> answers(admin));
        }
    }

    /**
     * Creates the topics that are missing, and makes logins and rights what they should be; a broker that has run without any gets
     * them too. Needs as many brokers as keep each record.
     */
    public void prepare() {
        try (Admin admin = admin()) {
            createMissingTopics(admin);
            if (logins != null) {
                establish(logins, admin);
            }
        }
    }

    private void establish(KafkaLogins all, Admin admin) {
        try {
            all.establish(admin);
            KafkaRights.establish(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while setting Kafka's rights", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("Kafka's rights cannot be set: " + e.getMessage(), e);
        }
        Readiness.await("Kafka's rights", process, Readiness.BOUND,
                () -> KafkaLogins.inForce(admin) && KafkaRights.inForce(admin));
    }

    private Admin admin() {
        Map<String, Object> settings = new HashMap<>(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(), AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000", AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "60000"));
        if (logins != null) {
            settings.putAll(logins.clientOf(KafkaRights.BROKER));
        }
        return Admin.create(settings);
    }

    /** A clean shutdown. */
    public void stop() {
        process.stop();
    }

    /** The broker's process, to kill or pause it; {@link #start()} starts it again on the same data and ports. */
    public ChildProcess process() {
        return process;
    }

    /** The address of this broker, from which a client learns those of the others. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + node.port();
    }

    private boolean answers(Admin admin) throws InterruptedException, ExecutionException {
        if (!LoopbackPorts.taken(node.port())) {
            return false;
        }
        try {
            return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).stream()
                    .anyMatch(other -> other.id() == node.id());
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void createMissingTopics(Admin admin) {
        try {
            Set<String> present = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<NewTopic> missing = StackTopics.all(copies(), manner.partitions()).stream()
                    .filter(topic -> !present.contains(topic.name())).toList();
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while creating topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("Cannot create the topics: " + e.getMessage(), e);
        }
    }

    private int copies() {
        return Math.min(cluster.size(), 3);
    }

    private void configure() {
        String copies = Integer.toString(copies());
        // Two of three acknowledge: one broker may be lost, and what was acknowledged is on another one (G3).
        String inSync = Integer.toString(Math.max(1, copies() - 1));
        List<KafkaListener> clients = new ArrayList<>(List.of(new KafkaListener(CLIENTS, node.port(), node.port())));
        clients.addAll(node.listeners());
        KafkaListener controller = new KafkaListener("CONTROLLER", node.controllerPort(), node.controllerPort());
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(node.id())),
                Map.entry("controller.quorum.voters",
                        cluster.stream().map(Node::voter).collect(Collectors.joining(","))),
                Map.entry("listeners",
                        Stream.concat(clients.stream(), Stream.of(controller)).map(KafkaListener::listened)
                                .collect(Collectors.joining(","))),
                Map.entry("advertised.listeners",
                        clients.stream().map(KafkaListener::advertised).collect(Collectors.joining(","))),
                Map.entry("listener.security.protocol.map",
                        Stream.concat(clients.stream(), Stream.of(controller))
                                .map(listener -> listener.name() + (logins == null ? ":PLAINTEXT" : ":SASL_PLAINTEXT"))
                                .collect(Collectors.joining(","))),
                Map.entry("inter.broker.listener.name", CLIENTS), Map.entry("min.insync.replicas", inSync),
                // All reads stop while a partition has no leader (G2), so the loss of a broker is noticed after 3 s, not 9.
                Map.entry("broker.session.timeout.ms", "3000"), Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", directory.resolve("data").toString()),
                // A topic that nobody designed would have no retention that anybody decided.
                Map.entry("auto.create.topics.enable", "false"), Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.topic.replication.factor", copies),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", copies),
                Map.entry("transaction.state.log.min.isr", inSync),
                // The outbox relay commits small transactions one after the other. By default the broker has each of them
                // wait 20 ms for the end of the one before (docs/adr/0001-transactional-outbox.md).
                Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", copies),
                Map.entry("share.coordinator.state.topic.min.isr", inSync),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // How often old segments are looked for; the default is five minutes.
                Map.entry("log.retention.check.interval.ms", "15000"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216"), Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4")));
        if (manner.durable() && cluster.size() == 1) {
            // Nobody else has what it acknowledges, so it is on the disk before (G3). Several brokers keep it for each other.
            properties.put("log.flush.interval.messages", "1");
        }
        if (logins != null) {
            properties.putAll(logins.brokerSettings(CLIENTS, controller.name(),
                    node.listeners().stream().map(KafkaListener::name).toList()));
        }
        try {
            Files.createDirectories(directory);
            write(properties, "server.properties");
            if (logins != null) {
                Properties operator = new Properties();
                operator.put("bootstrap.servers", bootstrapServers());
                operator.putAll(logins.clientOf(KafkaRights.OPERATOR));
                write(operator, "operator.properties");
            }
            try (InputStream log4j = KafkaBroker.class.getResourceAsStream("kafka-log4j2.xml")) {
                Files.copy(Objects.requireNonNull(log4j), directory.resolve("log4j2.xml"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StackException("Cannot write Kafka's configuration to " + directory, e);
        }
    }

    /** For its owner alone: it may hold a password. */
    private void write(Properties properties, String name) throws IOException {
        Path file = directory.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, Secrets.OWNER_ONLY);
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private void format() {
        if (Files.exists(directory.resolve("data/meta.properties"))) {
            return;
        }
        try {
            Path log = directory.resolve("format.log");
            List<String> command = new ArrayList<>(List.of(JavaProgram.PATH, "-Xmx128m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"), "-cp",
                    classPath(), "kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", CLUSTER.toString(),
                    "-c", directory.resolve("server.properties").toString()));
            command.addAll(1, sharedClasses("format"));
            Process format = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
                format.destroyForcibly();
                throw new StackException("Kafka's storage could not be formatted:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new StackException("Cannot format Kafka's storage in " + directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while formatting Kafka's storage", e);
        }
    }

    private List<String> sharedClasses(String program) {
        return JavaProgram.sharedClasses(libraries.resolveSibling(program + "-classes.jsa"));
    }

    private String classPath() {
        return libraries + "/*";
    }
}
