package de.handschlag.consent.datasubject;

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

/** Logins and codes of before, in a schema of their own. */
@QuarkusTest
@DisplayName("R35 Conversion of logins that were bound before it was recorded how")
class LoginBindingMigrationTest {

    private static String migration(String file) throws IOException {
        return new String(LoginBindingMigrationTest.class.getResourceAsStream("/db/migration/" + file).readAllBytes(),
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
    @DisplayName("Logins stay bound, nothing is guessed about them; codes of which nobody knows the agency end, persons' codes stay")
    void loginsStay() throws SQLException, IOException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA conversion; SET search_path = conversion");
            try {
                for (String file : List.of("V1__catalogue_and_agencies.sql", "V2__data_subjects.sql",
                        "V3__consent_records.sql")) {
                    statement.execute(migration(file));
                }
                statement.execute("""
                        INSERT INTO data_subject VALUES ('00000000-0000-0000-0000-000000000001', 3, now(), NULL);
                        INSERT INTO login_binding VALUES
                            ('https://issuer', 'one', '00000000-0000-0000-0000-000000000001', '2026-01-05T12:00:00Z'),
                            ('https://issuer', 'two', '00000000-0000-0000-0000-000000000001', '2026-01-06T12:00:00Z');
                        INSERT INTO one_time_code VALUES
                            ('a', 'LINK', '00000000-0000-0000-0000-000000000001', now()),
                            ('b', 'BINDING', '00000000-0000-0000-0000-000000000001', now())""");

                statement.execute("BEGIN; " + migration("V11__login_bindings.sql") + "; COMMIT");

                assertThat(rows(statement, """
                        SELECT concat_ws(' ', subject, status, coalesce(means, '-'), agencies,
                            coalesce(unconfirmed_agency, '-'), requested_at = bound_at)
                        FROM login_binding ORDER BY subject""")).containsExactly("one BOUND - {} - t",
                        "two BOUND - {} - t");
                assertThat(rows(statement, "SELECT count(DISTINCT login_binding_id)::text FROM login_binding"))
                        .containsExactly("2");
                assertThat(rows(statement, "SELECT code_hash FROM one_time_code WHERE code_id IS NOT NULL"))
                        .containsExactly("a");
            } finally {
                statement.execute("ROLLBACK");
                statement.execute("DROP SCHEMA conversion CASCADE");
            }
        }
    }
}
