package de.handschlag.deploy.stack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.JavaProgram;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.Readiness;
import de.handschlag.deploy.local.StackException;

/** One replica of one of our services, from its runnable jar. */
public final class ServiceProcess {

    private static final List<String> ALWAYS = List.of("-XX:+UseSerialGC", "-Xss512k", "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    /** Enough for the demonstration and for a district; a service's memory is mostly not its heap. */
    public static final List<String> SMALL = options(List.of("-Xms64m", "-Xmx224m"), JavaProgram.OPTIMISE_LATE);

    /** For tests, whose replicas seldom live long enough for the optimising compiler to pay. */
    public static final List<String> SHORT_LIVED = options(List.of("-Xms64m", "-Xmx224m"),
            List.of("-XX:TieredStopAtLevel=1"));

    /** For hundreds of requests a second: most objects die young in so large a young generation, and it is cleared seldom. */
    public static final List<String> BUSY = options(List.of("-Xms400m", "-Xmx400m", "-Xmn200m"), List.of());

    private final ServicePorts ports;
    private final ChildProcess process;

    /**
     * @param name        for messages and files, for instance {@code consent-service}
     * @param jar         quarkus-run.jar
     * @param directory   for log and process id
     * @param ports       on which the configuration has it listen
     * @param jvmOptions  heap and the like
     * @param environment the service's configuration
     */
    public ServiceProcess(String name, Path jar, Path directory, ServicePorts ports, List<String> jvmOptions,
            Map<String, String> environment) {
        if (!Files.exists(jar)) {
            throw new StackException(jar + " is missing. Build it first: mvn -q package -DskipTests");
        }
        this.ports = ports;
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.PATH);
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        this.process = new ChildProcess(ChildProcess.Spec.of(name, command, environment, directory));
    }

    /** The same program as it migrates its database; it ends by itself. */
    static ChildProcess migration(Path jar, Path directory, Map<String, String> environment) {
        return new ChildProcess(ChildProcess.Spec.of("migration",
                List.of(JavaProgram.PATH, "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar",
                        jar.toString()),
                environment, directory));
    }

    private ServiceProcess(ServicePorts ports, ChildProcess process) {
        this.ports = ports;
        this.process = process;
    }

    /** The same replica with one more setting; one of the two may run at a time, and who starts this one stops it. */
    public ServiceProcess with(String variable, String value) {
        return new ServiceProcess(ports, new ChildProcess(process.spec().with(variable, value)));
    }

    private static List<String> options(List<String> memory, List<String> more) {
        return Stream.of(ALWAYS, memory, more).flatMap(List::stream).toList();
    }

    /**
     * Starts the process without waiting for it.
     *
     * @throws StackException if another program listens on its port; that program's health would be taken for ours
     */
    public void launch() {
        for (int port : List.of(ports.http(), ports.management())) {
            if (LoopbackPorts.taken(port)) {
                throw new StackException(
                        "Port " + port + " (" + process.spec().name() + ") is taken by another program by now.");
            }
        }
        process.start();
    }

    /** Waits until the service says that it is ready. */
    public void awaitReady(Duration bound) {
        HttpRequest health = HttpRequest.newBuilder(URI.create(managementUrl() + "/q/health/ready"))
                .timeout(Duration.ofSeconds(2)).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Readiness.await(process.spec().name(), process, bound,
                    () -> client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    /** Starts the process and waits until it is ready. */
    public void start() {
        launch();
        awaitReady(Readiness.BOUND);
    }

    public void stop() {
        process.stop();
    }

    /** The service's process, to kill or pause it; {@link #start()} starts it again. */
    public ChildProcess process() {
        return process;
    }

    public String url() {
        return "http://localhost:" + ports.http();
    }

    /** Base address of health and metrics. */
    public String managementUrl() {
        return "http://localhost:" + ports.management();
    }
}
