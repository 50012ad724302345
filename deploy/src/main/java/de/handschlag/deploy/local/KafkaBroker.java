package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;

/** One Kafka broker in KRaft mode that is its own controller, with the topics of the event contract. */
public final class KafkaBroker {

    private final Path directory;
    private final Path libraries;
    private final int port;
    private final int controllerPort;
    private final ChildProcess process;

    /**
     * @param libraries      the broker's jars
     * @param directory      for data, configuration and log; kept if it holds data
     * @param port           for clients, on the loopback interface
     * @param controllerPort for the quorum of one, on the loopback interface
     */
    public KafkaBroker(Path libraries, Path directory, int port, int controllerPort) {
        this.libraries = libraries;
        this.directory = directory;
        this.port = port;
        this.controllerPort = controllerPort;
        // 300 MB carry this stack's topics; the cleaner's buffer is made small to fit (its default alone is 128 MB).
        List<String> command = new ArrayList<>(List.of(JavaProgram.PATH, "-Xms128m", "-Xmx300m", "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true",
                "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
                "-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"), "-cp", classPath(), "kafka.Kafka",
                directory.resolve("server.properties").toString()));
        command.addAll(1, JavaProgram.OPTIMISE_LATE);
        this.process = new ChildProcess(ChildProcess.Spec.of("kafka", command, Map.of(), directory));
    }

    /** Formats the storage if there is none, starts the broker, waits until it answers and creates missing topics. */
    public void start() {
        configure();
        format();
        process.start();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "60000"))) {
            Readiness.await("Kafka", process, Duration.ofSeconds(90), () -> answers(admin));
            createMissingTopics(admin);
        }
    }

    /** A clean shutdown. */
    public void stop() {
        process.stop();
    }

    /** The broker's process, to kill or pause it; {@link #start()} starts it again on the same data and ports. */
    public ChildProcess process() {
        return process;
    }

    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    private boolean answers(Admin admin) throws InterruptedException, ExecutionException {
        if (!LoopbackPorts.taken(port)) {
            return false;
        }
        try {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void createMissingTopics(Admin admin) {
        try {
            Set<String> present = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            List<NewTopic> missing = StackTopics.all().stream().filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while creating topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("Cannot create the topics: " + e.getMessage(), e);
        }
    }

    private void configure() {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@" + LoopbackPorts.HOST + ":" + controllerPort),
                Map.entry("listeners", "CLIENTS://" + bootstrapServers() + ",CONTROLLER://" + LoopbackPorts.HOST + ":"
                        + controllerPort),
                Map.entry("advertised.listeners", "CLIENTS://" + bootstrapServers()),
                Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", directory.resolve("data").toString()),
                // A topic that nobody designed would have no retention that anybody decided.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                // The outbox relay commits small transactions one after the other. By default the broker has each of them
                // wait 20 ms for the end of the one before (docs/adr/0001-transactional-outbox.md).
                Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4")));
        try {
            Files.createDirectories(directory);
            try (var writer = Files.newBufferedWriter(directory.resolve("server.properties"))) {
                properties.store(writer, null);
            }
            try (InputStream log4j = KafkaBroker.class.getResourceAsStream("kafka-log4j2.xml")) {
                Files.copy(Objects.requireNonNull(log4j), directory.resolve("log4j2.xml"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new StackException("Cannot write Kafka's configuration to " + directory, e);
        }
    }

    private void format() {
        if (Files.exists(directory.resolve("data/meta.properties"))) {
            return;
        }
        try {
            Path log = directory.resolve("format.log");
            Process format = new ProcessBuilder(JavaProgram.PATH, "-Xmx128m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Dlog4j2.configurationFile=" + directory.resolve("log4j2.xml"), "-cp", classPath(),
                    "kafka.tools.StorageTool", "format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c",
                    directory.resolve("server.properties").toString()).redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
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

    private String classPath() {
        return libraries + "/*";
    }
}
