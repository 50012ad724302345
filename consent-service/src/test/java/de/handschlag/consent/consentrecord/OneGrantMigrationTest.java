package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.teststack.TestStack;

/** Grants of before, twins among them, in a schema of their own. */
@QuarkusTest
@DisplayName("R42 Migration to one grant per person, office and purpose")
class OneGrantMigrationTest {

    private static final String HASH = "0".repeat(64);

    private static String migration(String file) throws IOException {
        return new String(OneGrantMigrationTest.class.getResourceAsStream("/db/migration/" + file).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static String id(int number) {
        return "00000000-0000-4000-8000-00000000000" + number;
    }

    private static void record(Statement statement, int number, int person, String agency, String status,
            String decidedAt) throws SQLException {
        statement.execute(
                """
                        INSERT INTO consent_record (id, data_subject_id, agency_id, agency_type, case_reference, purpose, status,
                            requested_attributes, attributes, explicit_attributes, legal_basis, months, requested_at, decided_at,
                            expires_at, ended_at, notice_hash, channel, consent_revision)
                        VALUES ('%s', '%s', '%s', 'office', 'C-1', 'help', '%s', '{phone}', '{phone}', '{}', 'x', 6, now(), %s,
                            now() + interval '1 month', %s, '%s', 'WEB', %d)
                        """
                        .formatted(id(number), id(person), agency, status, decidedAt,
                                status.equals("WITHDRAWN") ? "now()" : "NULL", HASH, number));
    }

    @Test
    @DisplayName("The latest of twins stands, the others wait for their end to be told, and a second one is refused from then on")
    void latestOfTwinsStands() throws SQLException, IOException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA one_grant; SET search_path = one_grant");
            try {
                for (String file : List.of("V1__catalogue_and_agencies.sql", "V2__data_subjects.sql",
                        "V3__consent_records.sql", "V6__recipient_type.sql")) {
                    statement.execute(migration(file));
                }
                statement.execute("INSERT INTO agency_type VALUES ('office', 'Amt', 'PUBLIC', 'DSGVO', false, false)");
                statement.execute("INSERT INTO agency VALUES ('a', 'A', 'office'), ('b', 'B', 'office')");
                statement.execute(
                        "INSERT INTO purpose VALUES ('help', 'Hilfe', 'CONSENT', 'https://w3id.org/dpv#X', 'x', NULL)");
                statement.execute("INSERT INTO notice VALUES ('" + HASH + "', '1', 'de', 'text')");
                statement.execute(
                        "INSERT INTO data_subject VALUES ('" + id(8) + "', 9, now()), ('" + id(9) + "', 9, now())");
                record(statement, 1, 8, "a", "GIVEN", "now() - interval '3 days'");
                record(statement, 2, 8, "a", "GIVEN", "now() - interval '1 day'");
                record(statement, 3, 8, "a", "GIVEN", "now() - interval '2 days'");
                record(statement, 4, 8, "b", "GIVEN", "now() - interval '9 days'");
                record(statement, 5, 9, "a", "GIVEN", "now() - interval '9 days'");
                record(statement, 6, 9, "a", "WITHDRAWN", "now() - interval '1 day'");

                statement.execute(migration("V10__ends.sql"));

                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT right(id::text, 1) || ' ' || status || ' '"
                        + " || coalesce(right(replaced_by::text, 1), 'stands') FROM consent_record ORDER BY id")) {
                    while (row.next()) {
                        rows.add(row.getString(1));
                    }
                }
                assertThat(rows).containsExactly("1 GIVEN 2", "2 GIVEN stands", "3 GIVEN 2", "4 GIVEN stands",
                        "5 GIVEN stands", "6 WITHDRAWN stands");
                assertThatThrownBy(() -> record(statement, 7, 8, "a", "GIVEN", "now()"))
                        .hasMessageContaining("consent_record_in_force");
            } finally {
                statement.execute("DROP SCHEMA one_grant CASCADE");
            }
        }
    }
}
