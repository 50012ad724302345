package de.handschlag.registry.attributevalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.deploy.local.EmbeddedPostgres;
import de.handschlag.deploy.local.LoopbackPorts;
import de.handschlag.deploy.local.ProjectLayout;
import de.handschlag.deploy.local.Secrets;

/** What became of the values of an installation that had the earlier catalogue. */
class SourceTypesMigrationTest {

    @TempDir
    Path directory;

    private EmbeddedPostgres postgres;

    @BeforeEach
    void start() {
        postgres = new EmbeddedPostgres(ProjectLayout.find().postgresBinaries(), directory.resolve("postgresql"),
                LoopbackPorts.free(), new Secrets(directory.resolve("secrets")), false);
        postgres.start();
    }

    @AfterEach
    void stop() {
        postgres.stop();
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl("registry"), "registry_owner", postgres.password("registry_owner"))
                .locations("classpath:db/migration").target(version).load().migrate();
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("registry"), "registry_owner",
                postgres.password("registry_owner"));
    }

    @Test
    @DisplayName("R9 values from before have a source of unknown type, and the form that the earlier catalogue gave them")
    void filledTablesAreMapped() throws SQLException {
        migrateTo("20");
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO attribute_value (data_subject_id, attribute, source_agency_id, sealed_value, as_of,
                        recorded_at)
                    SELECT gen_random_uuid(), attribute, 'mbe-1', decode(repeat('00', 40), 'hex'), now(), now()
                    FROM unnest(ARRAY['interpreter_need', 'residence_title', 'gender', 'nationalities', 'birth_country',
                        'birth_date', 'title_valid_until', 'preferred_language', 'mother_tongues', 'bank_account',
                        'phone']) AS attribute""");
        }

        migrateTo("22");

        List<String> rows = new ArrayList<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT attribute || ' ' || form FROM attribute_value WHERE source_agency_types = '{}'")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        assertThat(rows).containsExactlyInAnyOrder("interpreter_need TEXT", "residence_title TEXT", "gender CODE",
                "nationalities COUNTRIES", "birth_country COUNTRY", "birth_date PARTIAL_DATE", "title_valid_until DATE",
                "preferred_language LANGUAGE", "mother_tongues LANGUAGES", "bank_account IBAN", "phone TEXT");
    }
}
