package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.stack.ServicePorts;
import de.handschlag.deploy.stack.ServiceProcess;

/** A service does not run with a schema that is not its own, nor with a key that others may have; and never as the owner of its database. */
class RefusedStartTest {

    private static final String NOT_ITS_SCHEMA = "The schema of the database is not the one that this version needs";

    private final RunningStack stack = RunningStack.get();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"consent", "registry", "audit"})
    @DisplayName("R27 A running service has no password of its database's owner")
    void noOwnersPassword(String service) throws IOException {
        String password = stack.stack().postgres().password(service + "_owner");
        Path environment = Path.of("/proc", Long.toString(stack.stack().service(service).process().pid()), "environ");

        assertThat(Files.readString(environment)).contains("HANDSCHLAG_DB_PASSWORD=").doesNotContain(password)
                .doesNotContain("OWNER");
    }

    @Test
    @DisplayName("It does not start where a migration of a later version has run")
    void newerSchema() throws Exception {
        refusesNewerSchema("registry");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"consent", "audit"})
    @DisplayName("Nor do the other two")
    void newerSchemaOfTheOthers(String service) throws Exception {
        refusesNewerSchema(service);
    }

    private void refusesNewerSchema(String service) throws Exception {
        execute(service,
                "INSERT INTO flyway_schema_history SELECT installed_rank + 1000, '9999', 'of a later version', type,"
                        + " 'V9999__of_a_later_version.sql', checksum, installed_by, installed_on, execution_time, success"
                        + " FROM flyway_schema_history WHERE installed_rank = 1");
        try {
            assertThat(endOf(service, Map.of())).contains(NOT_ITS_SCHEMA, "9999");
        } finally {
            execute(service, "DELETE FROM flyway_schema_history WHERE version = '9999'");
        }
    }

    @Test
    @DisplayName("Without its migrations it changes nothing in an empty database, and does not start")
    void olderSchema() throws Exception {
        execute("postgres", "CREATE DATABASE consent_empty OWNER consent_owner");
        try {
            String url = stack.stack().postgres().jdbcUrl("consent_empty");
            execute("consent_empty", "GRANT USAGE ON SCHEMA public TO consent_app");

            assertThat(endOf("consent", Map.of("HANDSCHLAG_DB_URL", url))).contains(NOT_ITS_SCHEMA);
            try (Connection connection = stack.stack().postgres().connectAsSuperuser("consent_empty");
                    Statement statement = connection.createStatement();
                    var tables = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
                tables.next();
                assertThat(tables.getInt(1)).isZero();
            }
        } finally {
            execute("postgres", "DROP DATABASE consent_empty WITH (FORCE)");
        }
    }

    @ParameterizedTest
    @CsvSource({"consent, HANDSCHLAG_SIGNATURE_KEY_FILE", "audit, HANDSCHLAG_LOG_KEY_FILE"})
    @DisplayName("It does not start with a key file that others than its owner can read")
    void openKeyFile(String service, String setting) throws Exception {
        refusesOpenKeyFile(service, setting);
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"registry, HANDSCHLAG_SIGNATURE_KEY_FILE", "audit, HANDSCHLAG_SIGNATURE_KEY_FILE",
            "consent, HANDSCHLAG_REVISION_KEY_FILE", "consent, HANDSCHLAG_RECEIPT_KEY_FILE",
            "registry, HANDSCHLAG_REVISION_KEY_FILE", "registry, HANDSCHLAG_VALUES_MASTER_KEY_FILE",
            "audit, HANDSCHLAG_COMPLETENESS_KEY_FILE"})
    @DisplayName("The same of each other key")
    void otherOpenKeyFiles(String service, String setting) throws Exception {
        refusesOpenKeyFile(service, setting);
    }

    private void refusesOpenKeyFile(String service, String setting) throws Exception {
        Map<String, String> environment = stack.stack().service(service).process().spec().environment();
        String used = environment.get(setting);
        Path open = directory.resolve("open.key");
        // The one that is not set lies beside the log's key; which secret it holds is not looked at any more.
        Files.copy(Path.of(used == null ? environment.get("HANDSCHLAG_LOG_KEY_FILE") : used), open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(endOf(service, Map.of(setting, open.toString()))).contains(open.toString(),
                "open to others than its owner");
    }

    /** What a replica that ends by itself has to say. */
    private String endOf(String service, Map<String, String> settings) throws Exception {
        ServiceProcess replica = stack.stack().replica(service, service + "-refused-" + UUID.randomUUID(),
                new ServicePorts(LoopbackPorts.free(), LoopbackPorts.free()), settings);
        replica.launch();
        try {
            replica.process().onExit().get(90, TimeUnit.SECONDS);
            return Files.readString(replica.process().spec().log());
        } finally {
            replica.stop();
        }
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = stack.stack().postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
