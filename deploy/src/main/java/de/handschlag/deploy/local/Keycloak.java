package de.handschlag.deploy.local;

import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Keycloak server from its distribution. The distribution is prepared once for PostgreSQL ({@code kc.sh build}); after that
 * several servers can start from it in the optimised way, each with its own database.
 */
public final class Keycloak {

    /** Bootstrap administrator of the master realm. */
    public static final String ADMIN = "admin";

    // Kerberos and D-Bus are nothing that a loopback server should look for.
    private static final List<String> BUILD = List.of("build", "--db=postgres", "--health-enabled=true",
            "--features-disabled=ciba,device-flow,par,kerberos");

    private final int port;
    private final int managementPort;
    private final Secrets secrets;
    private final ChildProcess process;

    /**
     * @param layout         where the unpacked distribution and the pages of the login are
     * @param directory      for the log
     * @param port           of the HTTP interface, on the loopback interface
     * @param managementPort of the health checks, on the loopback interface
     * @param postgres       holds the database {@code keycloak}; must run when {@link #start()} is called
     * @param secrets        the administrator's password
     */
    public Keycloak(ProjectLayout layout, Path directory, int port, int managementPort, EmbeddedPostgres postgres,
            Secrets secrets) {
        this.port = port;
        this.managementPort = managementPort;
        this.secrets = secrets;
        Path home = distributionIn(layout.keycloakParent());
        // The optimising compiler stays on: it halves the time of a password hash (Argon2), which logins consist of.
        // kc.sh starts Java as a child of a shell; we start what it starts, so that our handle is the server's.
        List<String> command = new ArrayList<>(List.of(JavaProgram.PATH, "-Xms96m", "-Xmx320m",
                "-XX:MaxMetaspaceSize=256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8",
                "-Duser.language=en", "-Duser.country=US", "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED", "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Dpicocli.disable.closures=true", "-cp", home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint", "start", "--optimized"));
        command.addAll(1, JavaProgram.OPTIMISE_LATE);
        Map<String, String> environment = Map.ofEntries(Map.entry("KC_DB_URL", postgres.jdbcUrl("keycloak")),
                Map.entry("KC_DB_USERNAME", "keycloak_owner"),
                Map.entry("KC_DB_PASSWORD", postgres.password("keycloak_owner")),
                Map.entry("KC_DB_POOL_INITIAL_SIZE", "2"), Map.entry("KC_DB_POOL_MAX_SIZE", "20"),
                // One node needs no cluster, whose ports would be open on every interface. At the build it is no option any more.
                Map.entry("KC_CACHE", "local"), Map.entry("KC_HTTP_ENABLED", "true"),
                Map.entry("KC_HTTP_HOST", LoopbackPorts.HOST), Map.entry("KC_HTTP_PORT", Integer.toString(port)),
                Map.entry("KC_HTTP_MANAGEMENT_HOST", LoopbackPorts.HOST),
                Map.entry("KC_HTTP_MANAGEMENT_PORT", Integer.toString(managementPort)), Map.entry("KC_HOSTNAME", url()),
                // The pages of the login are read where they are in the project, not copied into the distribution.
                Map.entry("KC_SPI_THEME__FOLDER__DIR", layout.keycloakThemes().toString()),
                Map.entry("KC_LOG_LEVEL", "warn,org.keycloak.services:info"),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword()));
        this.process = new ChildProcess(ChildProcess.Spec.of("keycloak", command, environment, directory));
    }

    /** Starts the server and waits until it says that it is ready. */
    public void start() {
        process.start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest health = HttpRequest
                    .newBuilder(URI.create("http://" + LoopbackPorts.HOST + ":" + managementPort + "/health/ready"))
                    .timeout(Duration.ofSeconds(2)).build();
            Readiness.await("Keycloak", process, Readiness.BOUND,
                    () -> client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
        }
    }

    public void stop() {
        process.stop();
    }

    /** The server's process, to kill or pause it. */
    public ChildProcess process() {
        return process;
    }

    /** Base address; a realm's issuer is this and {@code /realms/} and its name. */
    public String url() {
        return "http://localhost:" + port;
    }

    public String adminPassword() {
        return secrets.get("keycloak.admin");
    }

    private static Path distributionIn(Path parent) {
        Path home;
        try (Stream<Path> entries = Files.list(parent)) {
            home = entries.filter(entry -> Files.exists(entry.resolve("lib/quarkus-run.jar"))).findFirst()
                    .orElseThrow(() -> new StackException("No Keycloak distribution in " + parent
                            + ". Build the local stack first: mvn -q install -DskipTests -pl deploy -am"));
        } catch (IOException e) {
            throw new StackException("Cannot read " + parent, e);
        }
        Path built = home.resolve("handschlag-build");
        FileLock.whileHolding(home.resolve("handschlag-build.lock"), () -> {
            if (!Files.exists(built) || !Files.readString(built).equals(BUILD.toString())) {
                build(home);
                Files.writeString(built, BUILD.toString());
            }
        });
        return home;
    }

    private static void build(Path home) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("sh", home.resolve("bin/kc.sh").toString()), BUILD.stream())
                .toList();
        Path log = home.resolve("handschlag-build.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", JavaProgram.HOME);
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx512m");
        Process build = builder.start();
        if (!build.waitFor(300, TimeUnit.SECONDS) || build.exitValue() != 0) {
            build.destroyForcibly();
            throw new StackException("Keycloak's distribution could not be prepared:\n" + Files.readString(log));
        }
    }
}
