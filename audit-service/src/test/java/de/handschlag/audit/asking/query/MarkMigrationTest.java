package de.handschlag.audit.asking.query;

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

import de.handschlag.audit.AuditTestCase;
import de.handschlag.teststack.TestStack;

/** Entries of before, in a schema of their own. */
@QuarkusTest
@DisplayName("Conversion to columns that say what the rules look for")
class MarkMigrationTest extends AuditTestCase {

    private static final String OPENED = "emergency-access.opened.v1";

    /** Something done with the database. */
    @FunctionalInterface
    private interface Work {
        void with(Statement statement) throws SQLException, IOException;
    }

    private static String migration(String file) throws IOException {
        return new String(MarkMigrationTest.class.getResourceAsStream("/db/migration/" + file).readAllBytes(),
                StandardCharsets.UTF_8);
    }

    private static void entry(Statement statement, int index, String type, String data) throws SQLException {
        statement.execute("INSERT INTO log_payload (log_index, month, retention_class, event_id, type, occurred_at,"
                + " recorded_at, data_subject_id, salt, payload, shown_from) VALUES (" + index
                + ", '2026-01-01', 'access', gen_random_uuid(), 'de.handschlag." + type
                + "', '2026-01-02T03:04:05Z', now(), gen_random_uuid(), sha256(''), '{\"data\":{" + data
                + "}}', '-infinity')");
    }

    private static List<String> rows(Statement statement, String columns) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT concat_ws(' ', log_index, " + columns + ") FROM log_payload ORDER BY log_index")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private static void inSchemaOfBefore(Work work) throws SQLException, IOException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA marks; SET search_path = marks; SET timezone = 'UTC'");
            try {
                statement.execute(migration("V1__log.sql").replaceAll("(?s)CREATE FUNCTION.*?FROM PUBLIC;", "")
                        .replace("GRANT EXECUTE ON FUNCTION make_payload_partition(date) TO audit_app;", ""));
                statement.execute("CREATE TABLE completeness_withheld (log_index bigint)");
                statement.execute(migration("V16__shown_from.sql"));
                work.with(statement);
            } finally {
                statement.execute("ROLLBACK");
                statement.execute("DROP SCHEMA marks CASCADE");
            }
        }
    }

    @Test
    @DisplayName("R21 A review is due when the opening says so; one that says no time which the database takes, at once")
    void reviewsAreDueAsTheyWere() throws SQLException, IOException {
        inSchemaOfBefore(statement -> {
            entry(statement, 0, OPENED, "\"reviewDueAt\":\"2026-02-03T04:05:06.789Z\"");
            entry(statement, 1, OPENED, "\"reviewDueAt\":\"+12026-02-03T04:05:06Z\"");
            entry(statement, 2, OPENED, "\"reviewDueAt\":\"0000-02-03T04:05:06Z\"");
            entry(statement, 3, OPENED, "\"norm\":\"a \\\"reviewDueAt\\\":\\\"2027-02-03T04:05:06Z\\\" b\","
                    + "\"reviewDueAt\":\"2026-02-03T04:05:06Z\"");
            entry(statement, 4, "emergency-access.reviewed.v1", "\"outcome\":\"JUSTIFIED\"");
            entry(statement, 5, "data.disclosed.v1", "\"reviewDueAt\":\"2026-02-03T04:05:06Z\"");

            statement.execute("BEGIN; " + migration("V40__review_due.sql") + "; COMMIT");

            assertThat(rows(statement, "review_due_at")).containsExactly("0 2026-02-03 04:05:06.789+00",
                    "1 2026-01-02 03:04:05+00", "2 2026-01-02 03:04:05+00", "3 2026-02-03 04:05:06+00", "4", "5");
            assertThatThrownBy(() -> entry(statement, 6, OPENED, "\"reviewDueAt\":\"2026-02-03T04:05:06Z\""))
                    .as("a sequencer of the former version goes on").hasMessageContaining("log_payload_review_due");
        });
    }

    @Test
    @DisplayName("R23 R25 R35 Answers find their obligations, and what was refused or ended is what its event says, not what a text in it does")
    void marksAreThoseOfTheEvents() throws SQLException, IOException {
        String obligation = "0193a4c8-4444-7000-8000-000000000004";
        inSchemaOfBefore(statement -> {
            entry(statement, 0, "obligation.overdue.v1", "\"obligationId\":\"" + obligation + "\"");
            entry(statement, 1, "obligation.answered.v1", "\"obligationId\":\"" + obligation + "\"");
            entry(statement, 2, "disclosure.denied.v1", "\"reason\":\"NO_GRANT\"");
            entry(statement, 3, "disclosure.denied.v1", "\"refusal\":\"purpose-not-entitled\"");
            entry(statement, 4, "disclosure.denied.v1", "\"statedReason\":\"a \\\"refusal\\\":\\\"x\\\" b\"");
            entry(statement, 5, "client-limit.exceeded.v1", "\"refusedTries\":true");
            entry(statement, 6, "client-limit.exceeded.v1", "\"limit\":\"REQUESTS\"");
            entry(statement, 7, "consent.invalidated.v1", "\"consentRecord\":{\"endReason\":\"asked-again\"}");
            entry(statement, 8, "login.unbound.v1", "\"loginBinding\":{\"endReason\":\"REFUSED\"}");
            entry(statement, 9, "consent.withdrawn.v1", "\"consentRecord\":{\"endedAt\":\"2026-01-02T03:04:05Z\"}");

            statement.execute("BEGIN; " + migration("V41__marks.sql") + "; COMMIT");

            assertThat(rows(statement, "refused_try, obligation_id, end_reason")).containsExactly("0 f " + obligation,
                    "1 f " + obligation, "2 f", "3 t", "4 f", "5 t", "6 f", "7 f asked-again", "8 f REFUSED", "9 f");
            assertThatThrownBy(() -> entry(statement, 10, "disclosure.denied.v1", "\"refusal\":\"x\""))
                    .as("a sequencer of the former version goes on").hasMessageContaining("refused_try");
        });
    }
}
