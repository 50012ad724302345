package de.handschlag.teststack;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import de.handschlag.deploy.identity.KeycloakAdmin;
import de.handschlag.deploy.identity.Realms;
import de.handschlag.deploy.local.EmbeddedPostgres;
import de.handschlag.deploy.local.FileLock;
import de.handschlag.deploy.local.JavaProgram;
import de.handschlag.deploy.local.Keycloak;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.OwnSession;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.deploy.local.StackException;

/**
 * One Keycloak for all modules of one Maven run, since its start takes longer than that of everything else in a test stack. The
 * first module that needs it starts it as a program of its own, which waits until Maven has ended, in whatever way, and then ends
 * Keycloak and removes what it kept.
 */
final class SharedKeycloak {

    /** How somebody administrates it. */
    record Access(String url, String adminPassword) {}

    private static final String MAVEN = "org.codehaus.plexus.classworlds.launcher.Launcher";
    private static final Duration BOUND = Duration.ofMinutes(10);

    private final Path directory;
    private final Secrets secrets;

    private SharedKeycloak(Path directory) {
        this.directory = directory;
        this.secrets = new Secrets(directory.resolve("secrets"));
    }

    /** Starts it if nobody has; empty if it is not Maven that runs the tests. */
    static Optional<Access> ofThisMavenRun(ProjectLayout layout) {
        return maven().map(run -> new SharedKeycloak(layout.root().resolve(
                "target/keycloak-of-maven-" + run.pid() + "-" + run.info().startInstant().orElseThrow().toEpochMilli()))
                .access(run));
    }

    private static Optional<ProcessHandle> maven() {
        return Stream.iterate(ProcessHandle.current().parent(), Optional::isPresent, above -> above.get().parent())
                .map(Optional::get).filter(above -> above.info().commandLine().orElse("").contains(MAVEN)).findFirst();
    }

    private Path address() {
        return directory.resolve("address");
    }

    private Access access(ProcessHandle run) {
        FileLock.whileHolding(directory.resolve("lock"), () -> {
            if (!Files.exists(address())) {
                launch(run);
            }
        });
        try {
            return new Access(Files.readString(address()), new Secrets(secrets.file()).get("keycloak.admin"));
        } catch (IOException e) {
            throw new StackException("Cannot read " + address(), e);
        }
    }

    private void launch(ProcessHandle run) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JavaProgram.PATH, "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), SharedKeycloak.class.getName(),
                directory.toString(), Long.toString(run.pid())));
        if (OwnSession.AVAILABLE) {
            // Whoever ends the run with its whole group of processes must leave somebody who ends Keycloak.
            command.addFirst("setsid");
        }
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        long end = System.nanoTime() + BOUND.toNanos();
        while (!Files.exists(address())) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                process.destroy();
                throw new StackException("The tests' Keycloak did not start:\n" + Files.readString(log));
            }
        }
    }

    /** The program: the directory, and the process id of the Maven run. */
    public static void main(String[] arguments) throws IOException {
        Optional<ProcessHandle> run = ProcessHandle.of(Long.parseLong(arguments[1]));
        if (run.isPresent()) {
            new SharedKeycloak(Path.of(arguments[0])).runUntilTheEndOf(run.get());
        }
    }

    private void runUntilTheEndOf(ProcessHandle run) throws IOException {
        ProjectLayout layout = ProjectLayout.find();
        EmbeddedPostgres postgres = new EmbeddedPostgres(layout.postgresBinaries(), directory.resolve("postgresql"),
                LoopbackPorts.free(), secrets, false);
        Keycloak keycloak = new Keycloak(layout, directory.resolve("keycloak"), LoopbackPorts.free(),
                LoopbackPorts.free(), postgres, secrets);
        try {
            postgres.start();
            keycloak.start();
            importRealms(layout, keycloak.url(), keycloak.adminPassword());
            Path next = Files.writeString(directory.resolve("address.next"), keycloak.url());
            Files.move(next, address(), StandardCopyOption.ATOMIC_MOVE);
            run.onExit().join();
        } finally {
            keycloak.stop();
            postgres.stop();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    /** The realms as tests need them, if they are not there. */
    static void importRealms(ProjectLayout layout, String url, String adminPassword) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Realms.importMissing(new KeycloakAdmin(http, url, adminPassword), layout, realmValues());
        }
    }

    /** What the realm's file needs; the web client's secret is fixed, since a shared Keycloak outlives a test run. */
    static Map<String, String> realmValues() {
        return Map.of("HANDSCHLAG_OIDC_WEB_SECRET", "web-secret-of-the-test-realm",
                // Passwords here are long and made by machines; a slow hash would add nothing but time.
                "HANDSCHLAG_PASSWORD_HASH_ALGORITHM", "pbkdf2-sha256", "HANDSCHLAG_PASSWORD_HASH_ITERATIONS", "1",
                "HANDSCHLAG_CONSENT_URL", "http://localhost:8081", "HANDSCHLAG_REGISTRY_URL", "http://localhost:8082",
                "HANDSCHLAG_AUDIT_URL", "http://localhost:8083");
    }
}
