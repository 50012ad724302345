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

/** Entries of before, in a schema of their own. */
@QuarkusTest
@DisplayName("Conversion to columns that say what a person may be shown")
class ShownFromMigrationTest extends AuditTestCase {

    private static String migration(String file) throws IOException {
        return new String(ShownFromMigrationTest.class.getResourceAsStream("/db/migration/" + file).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static void entry(Statement statement, int index, String type, String data) throws SQLException {
        statement.execute("INSERT INTO log_payload (log_index, month, retention_class, event_id, type, occurred_at,"
                + " recorded_at, data_subject_id, salt, payload) VALUES (" + index
                + ", '2026-01-01', 'access', gen_random_uuid(), 'de.handschlag." + type
                + "', now(), now(), gen_random_uuid(), sha256(''), '{\"data\":{" + data + "}}')");
    }

    @Test
    @DisplayName("R21 R22 What was withheld stays withheld, until the same time; an emergency's entries find each other")
    void withheldStaysWithheld() throws SQLException, IOException {
        String emergency = "0193a4c8-4444-7000-8000-000000000004";
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA shown; SET search_path = shown; SET timezone = 'UTC'");
            try {
                statement.execute(migration("V1__log.sql").replaceAll("(?s)CREATE FUNCTION.*?FROM PUBLIC;", "")
                        .replace("GRANT EXECUTE ON FUNCTION make_payload_partition(date) TO audit_app;", ""));
                statement.execute("CREATE TABLE completeness_withheld (log_index bigint)");
                entry(statement, 0, "data.disclosed.v1", "\"purpose\":\"a \\\"hiddenFromPerson\\\":true b\"");
                entry(statement, 1, "data.disclosed.v1", "\"hiddenFromPerson\":true");
                entry(statement, 2, "data.disclosed.v1", "\"emergencyAccessId\":\"" + emergency
                        + "\",\"noticeDeferredUntil\":\"2026-02-03T04:05:06.789Z\"");
                entry(statement, 3, "emergency-access.opened.v1", "\"emergencyAccessId\":\"" + emergency + "\"");
                entry(statement, 4, "emergency-access.reviewed.v1",
                        "\"emergencyAccessId\":\"" + emergency + "\",\"outcome\":\"NOT_JUSTIFIED\"");
                entry(statement, 5, "obligation.answered.v1", "\"outcome\":\"DELETED\"");
                entry(statement, 6, "legal-hold.set.v1", "");
                entry(statement, 7, "disclosure.denied.v1", "\"noticeDeferredUntil\":\"+12026-02-03T04:05:06Z\"");

                statement.execute("BEGIN; " + migration("V16__shown_from.sql") + "; COMMIT");

                List<String> rows = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("SELECT log_index || ' ' || shown_from || ' ' ||"
                        + " coalesce(right(emergency_access_id::text, 2), '') || ' ' || coalesce(review_outcome, '')"
                        + " FROM log_payload ORDER BY log_index")) {
                    while (row.next()) {
                        rows.add(row.getString(1).strip());
                    }
                }
                assertThat(rows).containsExactly("0 -infinity", "1 infinity", "2 2026-02-03 04:05:06.789+00 04",
                        "3 -infinity 04", "4 -infinity 04 NOT_JUSTIFIED", "5 -infinity", "6 infinity", "7 infinity");
            } finally {
                statement.execute("ROLLBACK");
                statement.execute("DROP SCHEMA shown CASCADE");
            }
        }
    }
}
