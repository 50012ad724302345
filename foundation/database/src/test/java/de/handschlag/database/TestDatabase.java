package de.handschlag.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

import de.handschlag.deploy.local.EmbeddedPostgres;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.settings.DatabaseLogin;

/** A PostgreSQL of its own, and the login of the registry's application role. */
final class TestDatabase implements AutoCloseable {

    private final Path directory;
    private final EmbeddedPostgres postgres;

    TestDatabase() throws IOException {
        directory = Files.createTempDirectory("handschlag-test-");
        postgres = new EmbeddedPostgres(ProjectLayout.find().postgresBinaries(), directory.resolve("postgresql"),
                LoopbackPorts.free(), new Secrets(directory.resolve("secrets")), false);
        postgres.start();
    }

    DatabaseLogin login() {
        return new DatabaseLogin(postgres.jdbcUrl("registry"), "registry_app", postgres.password("registry_app"));
    }

    Connection open(String options) throws SQLException {
        return login().open("test", Duration.ofSeconds(10), options);
    }

    DataSource pool() {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(postgres.jdbcUrl("registry"));
        pool.setUser("registry_app");
        pool.setPassword(postgres.password("registry_app"));
        return pool;
    }

    Connection owner() throws SQLException {
        return postgres.connectAsSuperuser("registry");
    }

    @Override
    public void close() throws IOException {
        postgres.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
