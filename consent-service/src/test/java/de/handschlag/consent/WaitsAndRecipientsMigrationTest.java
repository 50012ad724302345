package de.handschlag.consent;

import static org.assertj.core.api.Assertions.assertThat;

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

@QuarkusTest
class WaitsAndRecipientsMigrationTest {

    private static final String PERSON = "00000000-0000-4000-8000-000000000001";
    private static final List<String> BEFORE = List.of("V1__catalogue_and_agencies.sql", "V2__data_subjects.sql",
            "V3__consent_records.sql", "V6__recipient_type.sql", "V8__catalogue_by_agency_type.sql", "V10__ends.sql",
            "V11__login_bindings.sql");

    private static String migration(String file) throws IOException {
        return new String(
                WaitsAndRecipientsMigrationTest.class.getResourceAsStream("/db/migration/" + file).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    @Test
    @DisplayName("R35 R7 of a wait that runs the means is noted where it is certain, and what the former rule had still to end is ended")
    void nothingIsGuessed() throws SQLException, IOException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA waits; SET search_path = waits");
            try {
                for (String file : BEFORE) {
                    statement.execute(migration(file));
                }
                statement.execute("""
                        INSERT INTO agency_type (key, label_de, sector, default_regime, enforcement_function,
                            bound_to_secrecy) VALUES ('office', 'Amt', 'PUBLIC', 'SGB X', false, false),
                            ('court', 'Gericht', 'PUBLIC', 'SGB X', false, false);
                        INSERT INTO agency (agency_id, name, agency_type, data_protection_regime, body) VALUES
                            ('a', 'A', 'office', 'SGB X', NULL), ('b', 'B', 'office', 'SGB X', NULL),
                            ('c', 'C', 'office', 'SGB X', 'a')""");
                statement.execute("INSERT INTO purpose VALUES ('help', 'Hilfe', 'CONSENT', 'x', 'x', NULL)");
                statement.execute("INSERT INTO data_subject VALUES ('" + PERSON + "', 9, now())");
                waiting(statement, 1, "{a}", "now()");
                waiting(statement, 2, "{a,b}", "now()");
                waiting(statement, 3, "{a,c}", "now()");
                waiting(statement, 4, "{a}", "NULL");
                requested(statement, 5, "office", "SGB X");
                requested(statement, 6, "court", "SGB X");
                requested(statement, 7, "office", "KDG");

                statement.execute(migration("V12__waits_and_endings.sql"));
                statement.execute(migration("V13__recipients.sql"));

                assertThat(rows(statement, "SELECT subject || ' ' || coalesce(means, '-') FROM login_binding"))
                        .containsExactlyInAnyOrder("1 IDENTITY_PROOFING", "2 TWO_AGENCIES", "3 -", "4 -");
                assertThat(rows(statement, """
                        SELECT case_reference || ' ' || (r.recipient_version < a.recipient_version)
                        FROM consent_record r JOIN agency a USING (agency_id)""")).containsExactlyInAnyOrder("5 false",
                        "6 true", "7 true");
            } finally {
                statement.execute("DROP SCHEMA waits CASCADE");
            }
        }
    }

    private static void waiting(Statement statement, int number, String agencies, String takesEffectAt)
            throws SQLException {
        statement.execute("""
                INSERT INTO login_binding (login_binding_id, issuer, subject, data_subject_id, status, agencies,
                    binding_code_ids, requested_at, takes_effect_at)
                VALUES (gen_random_uuid(), 'https://issuer', '%d', '%s', 'WAITING', '%s', '{}', now(), %s)"""
                .formatted(number, PERSON, agencies, takesEffectAt));
    }

    private static void requested(Statement statement, int number, String agencyType, String regime)
            throws SQLException {
        statement.execute(
                """
                        INSERT INTO consent_record (id, data_subject_id, agency_id, agency_type, data_protection_regime,
                            case_reference, purpose, status, requested_attributes, attributes, explicit_attributes,
                            legal_basis, months, requested_at, consent_revision)
                        VALUES (gen_random_uuid(), '%s', 'a', '%s', '%s', '%d', 'help', 'REQUESTED', '{phone}', '{phone}', '{}', 'x',
                            6, now(), %d)"""
                        .formatted(PERSON, agencyType, regime, number, number));
    }
}
