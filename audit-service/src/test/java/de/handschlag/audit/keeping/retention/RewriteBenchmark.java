package de.handschlag.audit.keeping.retention;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.audit.AuditTestCase;

/**
 * How long a month takes to be written anew and to be dropped, and how long a reader waits meanwhile. No test: run it by name,
 * {@code mvn -pl audit-service test -Dtest=RewriteBenchmark -Dhandschlag.rows=800000} for a district's month.
 */
@QuarkusTest
class RewriteBenchmark extends AuditTestCase {

    private static final long ROWS = Long.getLong("handschlag.rows", 200_000);

    @Inject
    EraserLogin login;

    @Test
    void month() throws Exception {
        LocalDate month = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(2);
        String partition = "log_payload_" + month.toString().substring(0, 7).replace('-', '_');
        asOwner("CREATE TABLE " + partition + " PARTITION OF log_payload FOR VALUES FROM ('" + month + "') TO ('"
                + month.plusMonths(1) + "')");
        asOwner("ALTER TABLE " + partition + " OWNER TO audit_owner");
        asOwner("""
                INSERT INTO log_payload SELECT 1000000000 + i, '%s', 'access', gen_random_uuid(),
                    'de.handschlag.data.disclosed.v1', now(), now(), lpad(to_hex((random() * 8000)::int), 32, '0')::uuid,
                    'agency-' || (random() * 40)::int, 'client-' || (random() * 40)::int,
                    'employee-' || (random() * 400)::int, 'purpose-' || (random() * 22)::int,
                    'C-' || (random() * 12000)::int, 3, sha256(i::text::bytea), repeat(md5(i::text), 22), '-infinity',
                    NULL, NULL, NULL, NULL, false
                FROM generate_series(1, %d) i"""
                .formatted(month, ROWS));
        asOwner("CHECKPOINT");
        System.out.printf("%,d rows, %,d MB with indexes%n", ROWS,
                one("SELECT pg_total_relation_size('" + partition + "')") >> 20);
        measured("written anew", () -> {
            try (EraserSession session = login.open()) {
                session.rewrite(month, 0);
            }
        });
        measured("dropped", () -> asOwner("SELECT replace_payload_partition('" + month + "', 'false')"));
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static void measured(String what, Work work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Long> longest = executor.submit(() -> {
                long most = 0;
                while (!done.get()) {
                    long begin = System.nanoTime();
                    one("SELECT count(*) FROM (SELECT FROM log_payload WHERE data_subject_id ="
                            + " '00000000-0000-0000-0000-000000000007' ORDER BY log_index DESC LIMIT 50) page");
                    most = Math.max(most, System.nanoTime() - begin);
                }
                return most;
            });
            long begin = System.nanoTime();
            work.run();
            long took = System.nanoTime() - begin;
            done.set(true);
            System.out.printf("%s in %,d ms; a reader waited %,d ms at most (with connecting)%n", what,
                    took / 1_000_000, longest.get() / 1_000_000);
        }
    }
}
