package de.handschlag.deploy.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.demonstration.Demonstration;
import de.handschlag.deploy.demonstration.DemonstrationSettings;
import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.StackException;
import de.handschlag.deploy.stack.LocalStack;
import de.handschlag.deploy.stack.PortRefusedException;
import de.handschlag.deploy.stack.PortTakenException;
import de.handschlag.deploy.stack.StackPorts;
import de.handschlag.deploy.stack.StackSettings;
import de.handschlag.deploy.stack.StackState;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the whole of Handschlag and keeps it running until Ctrl-C. */
@Command(name = "deploy/run", mixinStandardHelpOptions = true, version = "Handschlag 0.1.0", sortOptions = false, header = "Runs Handschlag on this machine: PostgreSQL, Kafka, Keycloak and the three services.", description = {
        "",
        "Builds what changed, starts every part on the loopback interface, loads the demonstration municipality at "
                + "the first start, and prints addresses, logins and a tour. Ctrl-C stops what was started. Data, "
                + "logs and secrets stay in .handschlag/ and are found again by the next start.",
        ""}, exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:stopped by the user (130 on Ctrl-C)",
                "1:a part could not be built or started", "2:an option that is unknown or cannot be followed",
                "3:a port is taken", "4:this installation runs already"})
public final class RunCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int UNKNOWN_OPTION = 2;
    private static final int PORT_TAKEN = 3;
    private static final int RUNS_ALREADY = 4;

    @Option(names = "--fresh", description = "Start over: delete data, logs and secrets of an earlier start.")
    private boolean fresh;

    @Option(names = "--no-demonstration", description = "Do not load the demonstration municipality.")
    private boolean noDemonstration;

    @Option(names = "--port-keycloak", paramLabel = "PORT", description = "Default: 8080, or that of the last start.")
    private @Nullable Integer keycloakPort;

    @Option(names = "--port-consent", paramLabel = "PORT", description = "Default: 8081, or that of the last start.")
    private @Nullable Integer consentPort;

    @Option(names = "--port-registry", paramLabel = "PORT", description = "Default: 8082, or that of the last start.")
    private @Nullable Integer registryPort;

    @Option(names = "--port-audit", paramLabel = "PORT", description = "Default: 8083, or that of the last start.")
    private @Nullable Integer auditPort;

    @Option(names = "--port-consent-management", paramLabel = "PORT", description = "Of health and metrics. Default: 9081, that of the last start, or a free one.")
    private @Nullable Integer consentManagementPort;

    @Option(names = "--port-registry-management", paramLabel = "PORT", description = "The same for the registry-service. Default: 9082 …")
    private @Nullable Integer registryManagementPort;

    @Option(names = "--port-audit-management", paramLabel = "PORT", description = "The same for the audit-service. Default: 9083 …")
    private @Nullable Integer auditManagementPort;

    @Option(names = "--port-postgresql", paramLabel = "PORT", description = "Default: a free one, kept between starts.")
    private @Nullable Integer postgresqlPort;

    @Option(names = "--port-kafka", paramLabel = "PORT", description = "Default: a free one, kept between starts.")
    private @Nullable Integer kafkaPort;

    @Option(names = "--partitions", paramLabel = "NUMBER", description = "Of each Kafka topic, 1 to 64, for ever. Default: 2, or those of the last start.")
    private @Nullable Integer partitions;

    @Option(names = "--state", paramLabel = "DIRECTORY", description = "Where data, logs and secrets are kept. Default: .handschlag in the project.")
    private @Nullable Path stateDirectory;

    private final PrintStream out = System.out;
    private volatile boolean stopping;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RunCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        long begin = begin();
        if (partitions != null && (partitions < 1 || partitions > 64)) {
            System.err.println("--partitions=" + partitions + " cannot be; choose a number from 1 to 64.");
            return UNKNOWN_OPTION;
        }
        ProjectLayout layout = ProjectLayout.find();
        StackState state = new StackState(stateDirectory == null
                ? layout.root().resolve(".handschlag")
                : stateDirectory.toAbsolutePath().normalize());
        Map<String, Integer> ports = ports();
        try {
            if (!state.isOurs()) {
                System.err.println(state.directory() + " holds something else. Give --state a directory that is empty, "
                        + "does not exist yet, or is one of an earlier start.");
                return UNKNOWN_OPTION;
            }
            StackPorts.requireDistinct(fresh ? null : state.ports(), ports);
            Files.createDirectories(state.directory());
        } catch (PortRefusedException e) {
            System.err.println(e.getMessage());
            return UNKNOWN_OPTION;
        } catch (StackException e) {
            System.err.println(e.getMessage());
            return FAILED;
        } catch (IOException e) {
            System.err.println("--state=" + state.directory() + " cannot be used as a directory: " + e.getMessage());
            return UNKNOWN_OPTION;
        }
        // Data and logs are nobody else's business on this machine.
        Files.setPosixFilePermissions(state.directory(), PosixFilePermissions.fromString("rwx------"));
        try (FileChannel channel = FileChannel.open(state.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                System.err.println("Handschlag runs already on " + state.directory()
                        + ". Stop it with Ctrl-C in its terminal, or give --state another directory.");
                return RUNS_ALREADY;
            }
            List<String> orphans = state.endOrphans();
            if (!orphans.isEmpty()) {
                out.println("An earlier run was killed; ended what it left behind: " + String.join(", ", orphans));
            }
            if (fresh) {
                // Whoever is told that a port is taken still has the data.
                StackPorts.requireFree(ports);
                state.empty();
            }
            return run(layout, state, ports, begin);
        } catch (PortTakenException e) {
            System.err.println(e.getMessage());
            return PORT_TAKEN;
        } catch (StackException e) {
            if (stopping) {
                return FAILED; // Ctrl-C while it starts: what ends is no failure.
            }
            System.err.println();
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private int run(ProjectLayout layout, StackState state, Map<String, Integer> ports, long begin) {
        StackSettings settings = StackSettings.of(state.directory(), ports);
        if (partitions != null) {
            settings = settings.withPartitions(partitions);
        }
        try (LocalStack stack = new LocalStack(layout,
                noDemonstration ? settings : DemonstrationSettings.of(settings, state.secrets()))) {
            tellWhenStopping(state);
            out.println("Starting (logs in " + state.directory() + "/*/):");
            stack.start((part, duration) -> out.printf(Locale.ROOT, "  %-18s ready after %4.1f s%n", part,
                    seconds(duration)));
            out.printf(Locale.ROOT, "Handschlag is ready in %.0f s.%n", (System.nanoTime() - begin) / 1e9);
            if (!noDemonstration) {
                out.println("Loading the demonstration, if it is not loaded yet.");
                new Demonstration(stack, new ProgressBar(out)).loadOnce();
            }
            new Tour(stack).print(out);
            return watch(stack);
        }
    }

    private void tellWhenStopping(StackState state) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            stopping = true;
            out.printf("%nStopping what this command started; data stay in %s%n", state.directory());
        }));
    }

    /** The launching script says when the human pressed enter; the JVM's own start is part of the waiting. */
    private static long begin() {
        String milliseconds = System.getenv("HANDSCHLAG_BEGIN_MILLISECONDS");
        long before = milliseconds == null || milliseconds.isBlank()
                ? 0
                : System.currentTimeMillis() - Long.parseLong(milliseconds);
        return System.nanoTime() - Duration.ofMillis(before).toNanos();
    }

    /** Until Ctrl-C. A part that ends on its own is told; the others keep running. */
    private int watch(LocalStack stack) {
        CompletableFuture<?>[] ends = stack.processes().stream()
                .map(process -> process.onExit().thenRun(() -> tellEnd(process))).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).join();
        if (!stopping) {
            System.err.println("All parts have ended.");
        }
        return FAILED;
    }

    private void tellEnd(ChildProcess process) {
        if (!stopping) {
            System.err.println(process.spec().name()
                    + " has ended by itself; Ctrl-C and another deploy/run start it again." + process.endOfLog());
        }
    }

    private Map<String, Integer> ports() {
        Map<String, Integer> given = new HashMap<>();
        put(given, "keycloak", keycloakPort);
        put(given, "consent", consentPort);
        put(given, "registry", registryPort);
        put(given, "audit", auditPort);
        put(given, "consent-management", consentManagementPort);
        put(given, "registry-management", registryManagementPort);
        put(given, "audit-management", auditManagementPort);
        put(given, "postgresql", postgresqlPort);
        put(given, "kafka", kafkaPort);
        return given;
    }

    private static void put(Map<String, Integer> given, String part, @Nullable Integer port) {
        if (port != null) {
            given.put(part, port);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
