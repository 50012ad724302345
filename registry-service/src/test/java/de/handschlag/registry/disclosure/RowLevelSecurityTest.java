package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.registry.RegistryTestCase;

/** What a statement sees that forgets every condition. */
@QuarkusTest
class RowLevelSecurityTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";

    @Inject
    @DataSource("reader")
    AgroalDataSource reader;

    private final UUID person = UUID.randomUUID();
    private final UUID record = UUID.randomUUID();
    private final String agency = "agency-a-" + person;
    private final String other = "agency-b-" + person;
    private final String reference = "A-" + person;

    @BeforeEach
    void personOfOneAgency() {
        consentService.send(linked(person, 1, UUID.randomUUID(), agency, reference));
        for (String attribute : List.of("phone", "email")) {
            as(tokens.agencySystem(agency)).header("Consent-Revision", revision(person, 1, agency, reference))
                    .body("{\"value\":\"a planted value\",\"asOf\":\"2026-01-15\"}")
                    .put("/v1/cases/" + reference + "/attributes/" + attribute).then().statusCode(204);
        }
        consentService.send(given(person, 2, record, agency, PURPOSE, "phone"));
        assertThat(statusAtRevision(2)).isEqualTo(200);
    }

    private int statusAtRevision(long revision) {
        return as(tokens.agencySystem(agency, PURPOSE))
                .header("Consent-Revision", revision(person, revision, agency, reference))
                .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE).statusCode();
    }

    /** What a statement without any WHERE sees in a transaction that names the agency, or none. */
    private List<String> seenBy(@Nullable String reading, String sql) throws SQLException {
        try (Connection connection = reader.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (reading != null) {
                statement.execute("SET LOCAL handschlag.agency = '" + reading + "'");
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            connection.commit();
            return rows;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"case_link", "consent_grant", "attribute_value", "person_key"})
    @DisplayName("R15 R16 without any condition an agency sees nothing of another one's persons, and who names no agency sees nothing")
    void missingConditionDisclosesNothing(String table) throws SQLException {
        String everything = "SELECT data_subject_id::text FROM " + table;

        assertThat(seenBy(agency, everything)).containsOnly(person.toString());
        assertThat(seenBy(other, everything)).isEmpty();
        assertThat(seenBy(null, everything)).isEmpty();
    }

    @Test
    @DisplayName("R16 of values an agency sees those that were granted, and none after a withdrawal (G1)")
    void onlyGrantedValuesAreSeen() throws SQLException {
        assertThat(seenBy(agency, "SELECT attribute FROM attribute_value")).containsExactly("phone");

        consentService.send(withdrawn(person, 3, record, agency, PURPOSE, "phone"));
        assertThat(statusAtRevision(3)).isEqualTo(403);

        assertThat(seenBy(agency, "SELECT attribute FROM attribute_value")).isEmpty();
        assertThat(seenBy(agency, "SELECT data_subject_id FROM person_key")).isEmpty();
    }

    @Test
    @DisplayName("The agency that a read names does not outlive the read's transaction, on whichever connection")
    void namedAgencyEndsWithTheTransaction() throws SQLException {
        try (Connection connection = reader.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('handschlag.agency', '" + agency + "', true)");

            try (ResultSet row = statement.executeQuery(
                    "SELECT count(*), current_setting('handschlag.agency', true)" + " FROM attribute_value")) {
                row.next();
                assertThat(row.getLong(1)).isZero();
                assertThat(row.getString(2)).isNullOrEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE person SET consent_revision = 9", "DELETE FROM attribute_value",
            "INSERT INTO consent_grant SELECT * FROM consent_grant", "SELECT * FROM value_correction",
            "SELECT * FROM norm_disclosure", "ALTER TABLE case_link DISABLE ROW LEVEL SECURITY",
            "SET ROLE registry_app"})
    void readersRoleOnlyReads(String sql) throws SQLException {
        try (Connection connection = reader.getConnection(); Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOfSatisfying(SQLException.class,
                    e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    @DisplayName("The server prepares the read once per session and never plans it for particular values")
    void readIsPreparedOnTheServer() throws SQLException {
        for (int i = 0; i < 40; i++) {
            statusAtRevision(2);
        }
        int generic = 0;
        int custom = 0;
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                Connection connection = reader.getConnection();
                taken.add(connection);
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT coalesce(sum(generic_plans), 0), "
                                + "coalesce(sum(custom_plans), 0) FROM pg_prepared_statements"
                                + " WHERE statement LIKE '%unintelligible_key%'")) {
                    row.next();
                    generic += row.getInt(1);
                    custom += row.getInt(2);
                }
            }
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        assertThat(generic).isGreaterThan(10); // A statement is prepared on the server from its fifth use on a connection.
        assertThat(custom).isZero();
    }
}
