package de.handschlag.audit.chain.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

import de.handschlag.audit.AsInOperation;
import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Machine;
import de.handschlag.audit.chain.ingest.GeneratedLog;
import de.handschlag.teststack.TestStack;

/**
 * How long making a tree takes: the first time, when every payload is looked into, and on a later day. Beside it the limit of the
 * same run, the bare scan of the index. Measures and judges nothing: {@code -Dgroups=benchmark -Dtest=CompletenessBenchmark}.
 */
@Tag("benchmark")
@QuarkusTest
@TestProfile(AsInOperation.class)
class CompletenessBenchmark extends AuditTestCase {

    private static final long ENTRIES = Long.getLong("handschlag.entries", 1_000_000);

    @Inject
    PersonKey key;

    @Test
    void trees() throws SQLException, IOException {
        System.out.println(Machine.now());
        // No sequencer: the log is filled beside it, and its checkpoint is made up.
        asOwner("ALTER ROLE audit_app NOLOGIN");
        asOwner("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name ="
                + " 'audit-service sequencer'");
        asOwner("TRUNCATE log_entry, log_payload, log_tile_hash, log_checkpoint, log_cosignature, log_timestamp, log_hour,"
                + " log_day, person_revision");
        String indexes = new String(
                CompletenessBenchmark.class
                        .getResourceAsStream("/db/migration/V2__indexes_in_the_order_of_appending.sql").readAllBytes(),
                StandardCharsets.UTF_8);
        int made = indexes.indexOf("CREATE INDEX");
        try (Connection connection = TestStack.superuserConnection()) {
            GeneratedLog.fill(connection, ENTRIES, indexes.substring(0, made), indexes.substring(made));
            asOwner("INSERT INTO log_checkpoint VALUES (" + ENTRIES + ", sha256('x'), 'x', now())");
            // As the service's own sessions: what a longer log would need more for is no tree at all.
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET statement_timeout = '5s'");
            }
            CompletenessSession session = new CompletenessSession(connection, key);
            for (String which : new String[]{"first tree", "later tree", "later tree"}) {
                Instant begin = Instant.now();
                StatedTree tree = session.make(Instant.now()).orElseThrow();
                System.out.printf("%s: %,d entries, %,d persons, %,d leaves in %d ms%n", which, ENTRIES, tree.persons(),
                        tree.leaves(), Duration.between(begin, Instant.now()).toMillis());
                assertThat(tree.leaves()).isEqualTo(2 * tree.persons());
            }
            Instant begin = Instant.now();
            one("SELECT count(*) FROM (SELECT data_subject_id FROM log_payload WHERE data_subject_id IS NOT NULL"
                    + " GROUP BY data_subject_id) persons");
            System.out.printf("limit, one statement that groups by person: %d ms%n",
                    Duration.between(begin, Instant.now()).toMillis());
        }
        System.out.println(Machine.now());
    }
}
