package de.handschlag.teststack;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * What an earlier version left, before the service starts: its migrations up to {@code version}, then the rows of
 * {@code former/<service>.sql} on the class path, which the earlier version wrote itself. Beside the {@link StackTestResource}
 * of the same {@code service}. Other arguments: {@code file.NAME} is a file's text of {@code former/} that is put into the stack's
 * directory, {@code placeholder.NAME} what a migration wants, and the rest goes to the service's configuration.
 */
public final class FormerState implements QuarkusTestResourceLifecycleManager {

    private static final String FILE = "file.";
    private static final String PLACEHOLDER = "placeholder.";

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, String> configuration = new HashMap<>();
    private String service = "";
    private String version = "";

    @Override
    public void init(Map<String, String> arguments) {
        arguments.forEach((name, value) -> {
            if (name.equals("service")) {
                service = value;
            } else if (name.equals("version")) {
                version = value;
            } else if (name.startsWith(FILE)) {
                files.put(name.substring(FILE.length()), value);
            } else if (name.startsWith(PLACEHOLDER)) {
                placeholders.put(name.substring(PLACEHOLDER.length()), value);
            } else {
                configuration.put(name, value);
            }
        });
    }

    /** After the stack. */
    @Override
    public int order() {
        return 1;
    }

    @Override
    public Map<String, String> start() {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            migrate(connection.getMetaData().getURL(), TestStack.superuser(), TestStack.superuserPassword());
            // The rows were consistent where they come from; their tables need no order.
            statement.execute("SET session_replication_role = replica");
            load(connection, statement);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path place = TestStack.directory().resolve(file.getKey());
                try (InputStream text = open(file.getValue())) {
                    Files.copy(text, place, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rw-------"));
            }
            return configuration;
        } catch (SQLException e) {
            throw new IllegalStateException("the former state of " + service + " cannot be made", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void migrate(String url, String user, String password) {
        Flyway.configure().dataSource(url, user, password).initSql("SET ROLE " + service + "_owner").target(version)
                .placeholders(placeholders).load().migrate();
    }

    /** In the form of pg_dump: rows between {@code COPY … FROM stdin;} and {@code \.}, other statements on a line each. */
    private void load(Connection connection, Statement statement) throws SQLException, IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(open(service + ".sql"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("COPY ")) {
                    StringBuilder rows = new StringBuilder();
                    for (String row = requireNonNull(lines.readLine()); !row
                            .equals("\\."); row = requireNonNull(lines.readLine())) {
                        rows.append(row).append('\n');
                    }
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn(line, new StringReader(rows.toString()));
                } else if (!line.isBlank() && !line.startsWith("--")) {
                    statement.execute(line);
                }
            }
        }
    }

    private static InputStream open(String name) {
        return requireNonNull(FormerState.class.getResourceAsStream("/former/" + name), name);
    }

    @Override
    public void stop() {}
}
