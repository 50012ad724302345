package de.handschlag.deploy.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server with one database per service. Each has an owner, who migrates, and an application role, who may
 * connect and use the schema and gets the rest from the migrations (least privilege; R27 rests on it). The registry's reads have a role besides, and so has erasure in the log.
 */
public final class EmbeddedPostgres {

    /** Databases of the stack; Keycloak's is among them. */
    public static final List<String> DATABASES = List.of("consent", "registry", "audit", "keycloak");

    /** The role of agencies' reads, which row-level security confines to one agency at a time. */
    public static final String READER = "registry_reader";

    /** The role that erases payloads of the log, and only by the owner's functions. */
    public static final String ERASER = "audit_eraser";

    /** Role that owns the server; services never get it. */
    public static final String SUPERUSER = "handschlag_superuser";

    private final Path bin;
    private final Path directory;
    private final Path data;
    private final int port;
    private final Secrets secrets;
    private final ChildProcess process;

    /**
     * @param binaries  where the programs are unpacked at first use
     * @param directory for the data, kept if it holds some, and the log
     * @param port      on the loopback interface
     * @param secrets   passwords of all roles
     * @param durable   false trades the safety against power loss for speed; for tests only
     */
    public EmbeddedPostgres(Path binaries, Path directory, int port, Secrets secrets, boolean durable) {
        this.bin = PostgresBinaries.unpackedIn(binaries);
        this.directory = directory;
        this.data = directory.resolve("data");
        this.port = port;
        this.secrets = secrets;
        List<String> command = asOrdinaryUser(List.of(bin.resolve("postgres").toString(), "-D", data.toString(), "-p",
                Integer.toString(port), "-c", "listen_addresses=" + LoopbackPorts.HOST, "-c",
                "unix_socket_directories=", "-c", "max_connections=200", "-c", "shared_buffers=128MB", "-c",
                "timezone=UTC", "-c", "log_timezone=UTC",
                // Passwords here are random and long: more rounds would add nothing but time to each connection.
                "-c", "scram_iterations=1",
                // Enough to see the longest of our statements whole in pg_stat_activity.
                "-c", "track_activity_query_size=16384", "-c", "fsync=" + (durable ? "on" : "off"), "-c",
                "synchronous_commit=" + (durable ? "on" : "off")));
        // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
        this.process = new ChildProcess(
                ChildProcess.Spec.of("postgresql", command, Map.of("LC_ALL", "C.UTF-8"), directory).stoppedBy("INT"));
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody. Containers and CI run as root. */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    /** Makes the data directory if there is none, starts the server and prepares databases and roles. */
    public void start() {
        boolean created = initialise();
        dropStaleLock();
        process.start();
        awaitConnections();
        if (created || !prepared()) {
            prepare();
        }
    }

    /** Asks the server to end, fast. */
    public void stop() {
        process.stop();
    }

    /** The server's process, to kill or pause it; {@link #start()} starts it again. */
    public ChildProcess process() {
        return process;
    }

    public int port() {
        return port;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + LoopbackPorts.HOST + ":" + port + "/" + database;
    }

    public String password(String role) {
        return secrets.get("postgresql." + role);
    }

    /** A connection that may do everything; for preparation and for tests. The caller closes it. */
    public Connection connectAsSuperuser(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database) + "?loginTimeout=5", SUPERUSER, password(SUPERUSER));
    }

    private boolean initialise() {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return false;
        }
        Path passwordFile = directory.resolve("initdb.password");
        try (Closeable forgotten = () -> deletePassword(passwordFile)) {
            Files.createDirectories(directory);
            Files.deleteIfExists(passwordFile);
            Files.createFile(passwordFile, Secrets.OWNER_ONLY);
            Files.writeString(passwordFile, password(SUPERUSER));
            Path log = directory.resolve("initdb.log");
            Process initdb = new ProcessBuilder(asOrdinaryUser(List.of(bin.resolve("initdb").toString(), "-D",
                    data.toString(), "-U", SUPERUSER, "--auth=scram-sha-256", "--pwfile=" + passwordFile, "-E", "UTF8",
                    "--locale=C.UTF-8", "--no-sync", "--no-instructions", "-c", "scram_iterations=1")))
                    .redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!initdb.waitFor(90, TimeUnit.SECONDS) || initdb.exitValue() != 0) {
                initdb.destroyForcibly();
                throw new StackException("initdb failed:\n" + Files.readString(log)
                        + ("root".equals(System.getProperty("user.name"))
                                ? "\nAs root it needs user namespaces; start as an ordinary user where they are switched off."
                                : ""));
            }
            return true;
        } catch (IOException e) {
            throw new StackException("Cannot create the database's directory " + data + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while creating " + data, e);
        }
    }

    private static void deletePassword(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackException("Cannot delete " + file + ", which holds a password", e);
        }
    }

    /**
     * After a crash of the machine postmaster.pid may name a process that is somebody else's by now, and PostgreSQL would
     * refuse to start. Our own server is ended by its pid file before we come here.
     */
    private void dropStaleLock() {
        Path lock = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(lock)) {
                return;
            }
            long pid = Long.parseLong(Files.readAllLines(lock).getFirst().strip());
            boolean server = ProcessHandle.of(pid).flatMap(handle -> handle.info().command())
                    .map(program -> program.endsWith("/postgres")).orElse(false);
            if (!server) {
                Files.delete(lock);
            }
        } catch (IOException e) {
            throw new StackException("Cannot read " + lock, e);
        }
    }

    private void awaitConnections() {
        Readiness.await("PostgreSQL", process, Readiness.BOUND, () -> {
            try (Connection _ = connectAsSuperuser("postgres")) {
                return true;
            }
        });
    }

    private boolean prepared() {
        try (Connection connection = connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet databases = statement.executeQuery("select count(*) from pg_database where datname in ('"
                        + String.join("','", DATABASES) + "') and shobj_description(oid, 'pg_database') = 'prepared'"
                        + " and (select count(*) from pg_roles where rolname in ('" + READER + "','" + ERASER
                        + "')) = 2")) {
            databases.next();
            return databases.getInt(1) == DATABASES.size();
        } catch (SQLException e) {
            throw new StackException("Cannot look at the databases: " + e.getMessage(), e);
        }
    }

    /** Repeatable: a start that was interrupted half-way is completed by the next one. */
    private void prepare() {
        try (Connection connection = connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            for (String database : DATABASES) {
                for (String role : rolesOf(database)) {
                    if (!exists(statement, "select 1 from pg_roles where rolname = '" + role + "'")) {
                        statement.execute("create role " + role + " login");
                    }
                    statement.execute("alter role " + role + " password '" + password(role) + "'");
                }
                if (!exists(statement, "select 1 from pg_database where datname = '" + database + "'")) {
                    statement.execute("create database " + database + " owner " + database + "_owner");
                }
                statement.execute("revoke all on database " + database + " from public");
                statement.execute(
                        "grant connect on database " + database + " to " + String.join(",", usersOf(database)));
            }
        } catch (SQLException e) {
            throw new StackException("Cannot prepare the databases: " + e.getMessage(), e);
        }
        for (String database : DATABASES) {
            try (Connection connection = connectAsSuperuser(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("alter schema public owner to " + database + "_owner");
                statement.execute("revoke all on schema public from public");
                statement.execute("grant usage on schema public to " + String.join(",", usersOf(database)));
                statement.execute("comment on database " + database + " is 'prepared'");
            } catch (SQLException e) {
                throw new StackException("Cannot prepare database " + database + ": " + e.getMessage(), e);
            }
        }
    }

    private static List<String> rolesOf(String database) {
        List<String> roles = new ArrayList<>(usersOf(database));
        roles.add(database + "_owner");
        return roles;
    }

    private static List<String> usersOf(String database) {
        return switch (database) {
            case "registry" -> List.of("registry_app", READER);
            case "audit" -> List.of("audit_app", ERASER);
            default -> List.of(database + "_app");
        };
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
