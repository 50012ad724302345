package de.handschlag.teststack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

import de.handschlag.deploy.local.EventKeyFiles;
import de.handschlag.deploy.local.KafkaBroker;
import de.handschlag.event.EventSigner;
import de.handschlag.event.TrustedKeys;

/**
 * The stack that {@link StackTestResource} started, as seen from a test class. Quarkus loads the two with different class
 * loaders, so what they share goes through system properties.
 */
public final class TestStack {

    /** Of each topic. */
    public static final int PARTITIONS = KafkaBroker.Manner.OF_TESTS.partitions();

    static final String PREFIX = "handschlag.test.";

    private static final Deque<Connection> IDLE = new ConcurrentLinkedDeque<>();

    private TestStack() {}

    public static String kafkaBootstrapServers() {
        return property("kafka");
    }

    /** Where PostgreSQL and Kafka keep their data and write their logs; in {@code postgresql} and {@code kafka}. */
    public static Path directory() {
        return Path.of(property("directory"));
    }

    /**
     * Signs as a service does, for whoever plays it.
     *
     * @param source for instance {@code /registry-service}
     */
    public static EventSigner signer(String source) {
        return signer(eventKeys(directory()), source);
    }

    /** The same with the keys of a directory, which are made if they are not there. */
    public static EventSigner signer(Path keys, String source) {
        EventKeyFiles files = EventKeyFiles.in(keys);
        return EventSigner.read(files.keyOf(source.substring(1).replace("-service", "")), source,
                TrustedKeys.read(files.trusted()));
    }

    static Path eventKeys(Path directory) {
        return directory.resolve("event-keys");
    }

    /** Has {@link TestIdentities} use the Keycloak of a whole stack, as the system tests do. */
    public static void use(String keycloakUrl, String keycloakAdminPassword) {
        System.setProperty(PREFIX + "keycloak-url", keycloakUrl);
        System.setProperty(PREFIX + "keycloak-admin-password", keycloakAdminPassword);
    }

    /** Base address of Keycloak. */
    public static String keycloakUrl() {
        return property("keycloak-url");
    }

    static String keycloakAdminPassword() {
        return property("keycloak-admin-password");
    }

    /** The broker stops answering and keeps its connections, as in a long pause or a network partition. */
    public static void pauseKafka() {
        System.setProperty(PREFIX + "kafka-paused", "true");
        signal("STOP");
        awaitStopped(Path.of("/proc", property("kafka-pid"), "task"));
    }

    /** On a busy machine a thread goes on for a while after the signal; a system without procfs does not tell. */
    private static void awaitStopped(Path threads) {
        long since = System.nanoTime();
        while (Files.isDirectory(threads) && !areStopped(threads)) {
            if (System.nanoTime() - since > Duration.ofMinutes(1).toNanos()) {
                throw new IllegalStateException("The broker goes on a minute after SIGSTOP");
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private static boolean areStopped(Path threads) {
        try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
            for (Path thread : each) {
                String stat = Files.readString(thread.resolve("stat"));
                // Behind the name, which may have brackets of its own.
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            // A thread has ended meanwhile.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The broker goes on. */
    public static void resumeKafka() {
        signal("CONT");
        System.clearProperty(PREFIX + "kafka-paused");
    }

    /** Whether a test has the broker paused at the moment. */
    public static boolean isKafkaPaused() {
        return Boolean.getBoolean(PREFIX + "kafka-paused");
    }

    /** A connection that may do everything in the service's database; the caller closes it. */
    public static Connection superuserConnection() throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, superuser());
        PGProperty.PASSWORD.set(properties, superuserPassword());
        // Tests change tables under a connection's feet, and no question is asked so often that a plan of it paid.
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        return DriverManager.getConnection(property("jdbc-url"), properties);
    }

    /**
     * Runs something on a connection like {@link #superuserConnection} that is used again afterwards: to open one costs the database
     * more than most questions. For statements that leave nothing behind in the session, no lock and no setting.
     */
    public static <T extends @Nullable Object> T asSuperuser(Statements<T> statements) {
        try {
            Connection connection = idleConnection();
            try {
                T result = statements.on(connection);
                IDLE.push(connection);
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is run by {@link #asSuperuser}. */
    @FunctionalInterface
    public interface Statements<T extends @Nullable Object> {

        T on(Connection connection) throws SQLException;
    }

    private static Connection idleConnection() throws SQLException {
        Connection idle = IDLE.poll();
        while (idle != null && !idle.isValid(5)) {
            idle.close();
            idle = IDLE.poll();
        }
        return idle != null ? idle : superuserConnection();
    }

    static String superuser() {
        return property("superuser");
    }

    static String superuserPassword() {
        return property("superuser-password");
    }

    private static void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, property("kafka-pid")).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String property(String name) {
        String value = System.getProperty(PREFIX + name);
        if (value == null) {
            throw new IllegalStateException(
                    "No test stack runs. Annotate the test with @QuarkusTestResource(StackTestResource.class)");
        }
        return value;
    }
}
