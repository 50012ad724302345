package de.handschlag.audit.chain.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

import com.sun.management.OperatingSystemMXBean;

import de.handschlag.audit.Corridor;
import de.handschlag.audit.Machine;
import de.handschlag.audit.chain.ingest.WriteStep.Moment;
import de.handschlag.audit.chain.log.MerkleTree;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.audit.chain.log.TreeHasher;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;

/**
 * How fast events get from Kafka under a signed checkpoint, everything on this machine, the database durable. Beside it the
 * limit of the same run: the same rows, hashed and copied into the same indexes by one writer that does nothing else.
 * Measures and judges nothing; {@code deploy/benchmark append} runs it.
 */
@Tag("benchmark")
class AppendBenchmark {

    private static final int EVENTS = Integer.getInteger("handschlag.events", 150_000);
    private static final int ROUNDS = Integer.getInteger("handschlag.rounds", 8);
    private static final int RATE = Integer.getInteger("handschlag.rate", 2_000);
    private static final int SECONDS = Integer.getInteger("handschlag.seconds", 20);
    private static final int PERSONS = 5_000;
    private static final int REFERENCE_ROWS = 100_000;

    private static final OperatingSystemMXBean PROCESS = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);

    @TempDir
    Path directory;

    @Test
    void fromKafkaToCheckpoint() throws SQLException {
        System.out.println(Machine.now());
        try (LogStack stack = new LogStack(directory, true)) {
            for (int round = 1; round <= ROUNDS; round++) {
                backlog(stack, round);
            }
            for (int batch : new int[]{100, 1_000, 4_000}) {
                reference(stack, batch, false);
            }
            reference(stack, 1_000, true);
            latency(stack);
        }
        System.out.println(Machine.now());
    }

    /** Nine reads of ten persons each, and a decision. */
    private static List<EventEnvelope<Event>> events(int count, List<UUID> persons, int from) {
        List<EventEnvelope<Event>> events = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            UUID person = persons.get(i % PERSONS);
            events.add(Corridor.envelope(i % 10 == 0
                    ? Corridor.given(person, 1 + i / PERSONS, UUID.randomUUID(), "agency-" + i % 40, "case-management",
                            "address", "phone", "email")
                    : Corridor.disclosed(person, 0, "agency-" + i % 40, "employee-" + i % 400, "C-" + i % PERSONS,
                            "case-management", UUID.randomUUID(), "address", "phone", "email")));
        }
        return events;
    }

    private static List<UUID> persons() {
        return IntStream.range(0, PERSONS).mapToObj(i -> UUID.randomUUID()).toList();
    }

    private static void backlog(LogStack stack, int round) throws SQLException {
        List<UUID> persons = persons();
        for (int sent = 0; sent < EVENTS; sent += 10_000) {
            stack.corridor().sendAll(events(Math.min(10_000, EVENTS - sent), persons, sent));
        }
        long target = stack.one("SELECT count(*) FROM log_entry") + EVENTS;
        AtomicInteger batches = new AtomicInteger();
        AtomicLong tookOver = new AtomicLong();
        long cpu = PROCESS.getProcessCpuTime();
        long begin = System.nanoTime();
        try (RunningSequencer running = new RunningSequencer(stack.place(), (step, moment) -> {
            tookOver.compareAndSet(0, System.nanoTime());
            if (step == WriteStep.COMMIT && moment == Moment.AFTER) {
                batches.incrementAndGet();
            }
        })) {
            Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(20))
                    .until(() -> stack.one("SELECT coalesce(max(tree_size), 0) FROM log_checkpoint") >= target);
            long end = System.nanoTime();
            double seconds = (end - begin) / 1e9;
            System.out.printf(Locale.ROOT, "backlog, round %d: %,d events in %.2f s from start to checkpoint = %,.0f/s,"
                    + " without taking over %,.0f/s; %d batches; processor time per event: %.1f µs here, %.1f µs in the database's session%n",
                    round, EVENTS, seconds, EVENTS / seconds, EVENTS * 1e9 / (end - tookOver.get()), batches.get(),
                    (PROCESS.getProcessCpuTime() - cpu) / 1e3 / EVENTS,
                    sessionMicros(stack, "application_name = 'audit-service sequencer'") / EVENTS);
        }
    }

    /** Processor time of a session since it began, from /proc: in ticks of 10 ms. */
    private static double sessionMicros(LogStack stack, String condition) throws SQLException {
        long pid = stack.one("SELECT pid FROM pg_stat_activity WHERE " + condition);
        try {
            String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst(".*\\) ", "").split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Row(long index, UUID eventId, byte[] entry, LocalDate month, String retentionClass, String type,
            Instant occurredAt, Instant recordedAt, UUID person, String agency, String client, String employee,
            String purpose, String caseReference, Long revision, byte[] salt, byte[] payload) {}

    private static List<Row> rows(Connection connection, long from, long to) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = inPages(statement)
                        .executeQuery("SELECT p.*, e.entry FROM log_payload p JOIN log_entry e USING"
                                + " (log_index) WHERE log_index >= " + from + " AND log_index < " + to
                                + " ORDER BY log_index")) {
            while (row.next()) {
                rows.add(new Row(row.getLong("log_index"), row.getObject("event_id", UUID.class), row.getBytes("entry"),
                        row.getObject("month", LocalDate.class), row.getString("retention_class"),
                        row.getString("type"), row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getObject("data_subject_id", UUID.class), row.getString("agency_id"),
                        row.getString("client_id"), row.getString("employee_id"), row.getString("purpose"),
                        row.getString("case_reference"), row.getObject("consent_revision", Long.class),
                        row.getBytes("salt"), row.getBytes("payload")));
            }
        }
        return rows;
    }

    private static Statement inPages(Statement statement) throws SQLException {
        statement.setFetchSize(5_000);
        return statement;
    }

    /** Into tables of the same form that hold as much as the log's did at these rows. */
    private static void reference(LogStack stack, int batch, boolean primaryKeyOnly) throws SQLException {
        long size = stack.one("SELECT count(*) FROM log_entry");
        String month = "log_payload_" + LocalDate.now(ZoneOffset.UTC).toString().substring(0, 7).replace('-', '_');
        stack.execute(
                """
                        DROP SCHEMA IF EXISTS reference CASCADE;
                        CREATE SCHEMA reference;
                        CREATE TABLE reference.log_entry (LIKE public.log_entry INCLUDING ALL);
                        CREATE TABLE reference.log_payload (LIKE public.%1$s INCLUDING ALL);
                        INSERT INTO reference.log_entry SELECT * FROM public.log_entry WHERE log_index < %2$d ORDER BY log_index;
                        INSERT INTO reference.log_payload SELECT * FROM public.%1$s WHERE log_index < %2$d ORDER BY log_index;
                        CHECKPOINT"""
                        .formatted(month, size - REFERENCE_ROWS));
        if (primaryKeyOnly) {
            stack.execute("""
                    ALTER TABLE reference.log_entry DROP CONSTRAINT log_entry_event_id_key;
                    DO $$ DECLARE name text; BEGIN
                        FOR name IN SELECT indexrelid::regclass::text FROM pg_index
                            WHERE indrelid = 'reference.log_payload'::regclass AND NOT indisprimary
                        LOOP EXECUTE 'DROP INDEX ' || name; END LOOP;
                    END $$""");
        }
        try (Connection connection = stack.connect()) {
            connection.setAutoCommit(false);
            List<Row> rows = rows(connection, size - REFERENCE_ROWS, size);
            TreeHasher hasher = new TreeHasher();
            MerkleTree tree = MerkleTree.empty();
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            double before = sessionMicros(stack, "pid = " + pid);
            long begin = System.nanoTime();
            for (int from = 0; from < rows.size(); from += batch) {
                BinaryCopy entries = new BinaryCopy(batch * 330);
                BinaryCopy payloads = new BinaryCopy(batch * 1500);
                for (Row row : rows.subList(from, Math.min(rows.size(), from + batch))) {
                    byte[] leaf = hasher.leaf(row.entry);
                    tree.append(leaf, tile -> {});
                    entries.row(4).int8(row.index).uuid(row.eventId).bytea(row.entry).bytea(leaf);
                    payloads.row(23).int8(row.index).date(row.month).text(row.retentionClass).uuid(row.eventId)
                            .text(row.type).timestamptz(row.occurredAt).timestamptz(row.recordedAt).uuid(row.person)
                            .text(row.agency).text(row.client).text(row.employee).text(row.purpose)
                            .text(row.caseReference).int8(row.revision).bytea(row.salt).bytea(row.payload)
                            .timestamptz(ShownToPerson.AT_ONCE).uuid(null).text(null).timestamptz(null).uuid(null)
                            .bool(false).text(null);
                }
                entries.send(connection, "COPY reference.log_entry FROM STDIN (FORMAT binary)");
                payloads.send(connection, "COPY reference.log_payload FROM STDIN (FORMAT binary)");
                tree.root();
                connection.commit();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(Locale.ROOT,
                    "limit: tree and COPY of the same rows, %s, batches of %,5d: %,.0f/s; %.1f µs in"
                            + " the database's session%n",
                    primaryKeyOnly ? "primary keys only" : "the same indexes", batch, rows.size() / seconds,
                    (sessionMicros(stack, "pid = " + pid) - before) / rows.size());
        }
    }

    /** Open loop: what arrives does not wait for what arrived before. */
    private static void latency(LogStack stack) throws SQLException {
        List<UUID> persons = persons();
        long base = stack.one("SELECT count(*) FROM log_entry");
        List<Instant> published = Collections.synchronizedList(new ArrayList<>());
        try (RunningSequencer running = new RunningSequencer(stack.place(), (step, moment) -> {
            if (step == WriteStep.PUBLISH_CHECKPOINT && moment == Moment.AFTER) {
                published.add(Instant.now());
            }
        })) {
            Awaitility.await().until(() -> running.status().state() == SequencerStatus.State.ACTIVE);
            int group = RATE / 100;
            long begin = System.nanoTime();
            for (int i = 0; i < SECONDS * 100; i++) {
                while (System.nanoTime() - begin < i * 10_000_000L) {
                    LockSupport.parkNanos(1_000_000);
                }
                stack.corridor().sendAll(events(group, persons, i * group));
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> stack
                    .one("SELECT coalesce(max(tree_size), 0) FROM log_checkpoint") >= base + SECONDS * 100L * group);
            print(latencies(stack, base, published), SECONDS * 100 * group / seconds);
        }
    }

    private static List<Double> latencies(LogStack stack, long base, List<Instant> published) throws SQLException {
        List<Double> millis = new ArrayList<>();
        try (Connection connection = stack.connect();
                Statement statement = connection.createStatement();
                Statement other = connection.createStatement();
                ResultSet size = other.executeQuery(
                        "SELECT tree_size FROM log_checkpoint WHERE tree_size > " + base + " ORDER BY tree_size");
                ResultSet row = statement
                        .executeQuery("SELECT log_index, occurred_at FROM log_payload WHERE log_index >= " + base
                                + " ORDER BY log_index")) {
            int checkpoint = -1;
            long covered = base;
            while (row.next()) {
                while (row.getLong(1) >= covered) {
                    size.next();
                    covered = size.getLong(1);
                    checkpoint++;
                }
                Instant sent = row.getObject(2, OffsetDateTime.class).toInstant();
                millis.add(Duration.between(sent, published.get(checkpoint)).toNanos() / 1e6);
            }
        }
        Collections.sort(millis);
        return millis;
    }

    private static void print(List<Double> millis, double rate) {
        System.out.printf(Locale.ROOT,
                "from arrival to checkpoint at %,.0f/s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, n %,d%n", rate,
                millis.get(millis.size() / 2), millis.get(millis.size() * 95 / 100),
                millis.get(millis.size() * 99 / 100), millis.size());
    }
}
