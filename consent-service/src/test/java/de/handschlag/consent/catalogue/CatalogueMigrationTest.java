package de.handschlag.consent.catalogue;

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

/** What became of the rows of an installation that had the earlier catalogue. */
class CatalogueMigrationTest {

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
        Flyway.configure().dataSource(postgres.jdbcUrl("consent"), "consent_owner", postgres.password("consent_owner"))
                .locations("classpath:db/migration").target(version).load().migrate();
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("consent"), "consent_owner",
                postgres.password("consent_owner"));
    }

    @Test
    @DisplayName("Names of the earlier catalogue are mapped as the migration's table says, and agencies are kept")
    void filledTablesAreMapped() throws SQLException {
        migrateTo("7");
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO attribute (key, label_de, category, standard, sensitivity, shareable) VALUES
                        ('religion', 'Religion', 'identity', '', 'SPECIAL_CATEGORY', true),
                        ('ethnicity', 'Volkszugehörigkeit', 'identity', '', 'SPECIAL_CATEGORY', false),
                        ('phone', 'Telefon', 'contact', '', 'NORMAL', true)""");
            statement.execute(
                    """
                            INSERT INTO purpose (key, label_de, basis_kind, dpv_iri, legal_basis, statute) VALUES
                                ('health-appointment', 'Arzttermin', 'EXPLICIT_CONSENT', 'https://w3id.org/dpv#A', 'Art. 9', NULL),
                                ('rights-requests', 'Betroffenenrechte', 'STATUTE', 'https://w3id.org/dpv#B', 'Art. 6', 'Art. 12')""");
            statement.execute("""
                    INSERT INTO agency_type VALUES ('mbe', 'MBE', 'NON_PUBLIC', 'KDG', false, true),
                        ('jobcenter', 'Jobcenter', 'PUBLIC', 'SGB X', false, false)""");
            statement.execute("INSERT INTO agency VALUES ('mbe-1', 'MBE', 'mbe'), ('jobcenter-1', 'JC', 'jobcenter')");
        }

        migrateTo("8");

        assertThat(rows("SELECT key || ' ' || sensitivity || ' ' || shareable FROM attribute"))
                .containsExactlyInAnyOrder("religion SPECIAL YES", "ethnicity SPECIAL NO", "phone NORMAL YES");
        assertThat(rows("SELECT key || ' ' || basis_kind || ' ' || coalesce(norm, '-') FROM purpose"))
                .containsExactlyInAnyOrder("health-appointment CONSENT -", "rights-requests STATUTE Art. 12");
        assertThat(rows("SELECT key || ' ' || sector || ' ' || bound_to_secrecy FROM agency_type"))
                .containsExactlyInAnyOrder("mbe PRIVATE true", "jobcenter PUBLIC false");
        assertThat(rows("SELECT agency_id FROM agency WHERE sector IS NULL")).as("until the import says its type's")
                .containsExactlyInAnyOrder("mbe-1", "jobcenter-1");
    }
}
