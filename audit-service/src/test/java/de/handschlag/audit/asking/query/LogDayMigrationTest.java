package de.handschlag.audit.asking.query;

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

import de.handschlag.audit.AuditTestCase;
import de.handschlag.teststack.TestStack;

/** Counts of before, some of whose entries were erased since, in a schema of their own. */
@QuarkusTest
@DisplayName("Conversion of the daily counts")
class LogDayMigrationTest extends AuditTestCase {

    private static String migration(String file) throws IOException {
        return new String(LogDayMigrationTest.class.getResourceAsStream("/db/migration/" + file).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static void entry(Statement statement, int index, String day, String type, String agency, String purpose)
            throws SQLException {
        statement.execute("INSERT INTO log_payload (log_index, month, retention_class, event_id, type, occurred_at,"
                + " recorded_at, agency_id, purpose, salt, payload) VALUES (" + index
                + ", '2026-01-01', 'access', gen_random_uuid(), '" + type + "', '" + day + "T12:00:00Z', '" + day
                + "T12:00:01Z', " + agency + ", " + purpose + ", sha256(''), '{}')");
    }

    @Test
    @DisplayName("Every sum stays what it was; what is still there is counted by its purpose")
    void sumsStay() throws SQLException, IOException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA conversion; SET search_path = conversion");
            try {
                statement.execute(migration("V1__log.sql").replaceAll("(?s)CREATE FUNCTION.*?FROM PUBLIC;", "")
                        .replace("GRANT EXECUTE ON FUNCTION make_payload_partition(date) TO audit_app;", ""));
                entry(statement, 0, "2026-01-05", "read", "'a'", "'housing'");
                entry(statement, 1, "2026-01-05", "read", "'a'", "'housing'");
                entry(statement, 2, "2026-01-05", "read", "'a'", "'school'");
                entry(statement, 3, "2026-01-05", "read", "'a'", "'school'");
                entry(statement, 4, "2026-01-06", "linked", "'a'", "NULL");
                entry(statement, 5, "2026-01-06", "read", "'b'", "'school'");
                entry(statement, 6, "2026-01-07", "queried", "NULL", "NULL");
                statement.execute(migration("V3__log_day.sql"));
                statement.execute("DELETE FROM log_payload WHERE log_index IN (3, 5)");

                statement.execute("BEGIN; " + migration("V12__log_day_by_purpose.sql") + "; COMMIT");

                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT day || ' ' || type || ' ' || agency_id || ' ' ||"
                        + " purpose || ' ' || entries FROM log_day ORDER BY day, type, agency_id, purpose")) {
                    while (row.next()) {
                        rows.add(row.getString(1));
                    }
                }
                assertThat(rows).containsExactly("2026-01-05 read a  1", "2026-01-05 read a housing 2",
                        "2026-01-05 read a school 1", "2026-01-06 linked a  1", "2026-01-06 read b  1",
                        "2026-01-07 queried   1");
            } finally {
                statement.execute("ROLLBACK");
                statement.execute("DROP SCHEMA conversion CASCADE");
            }
        }
    }
}
