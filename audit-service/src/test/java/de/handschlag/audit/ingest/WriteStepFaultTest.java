package de.handschlag.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.audit.Corridor;
import de.handschlag.audit.ingest.SequencerStatus.State;
import de.handschlag.audit.ingest.WriteStep.Moment;

/**
 * At each step of writing: the process is killed, or the step fails as it can fail in the database and on the disk. Then
 * another sequencer, or the same one, takes over, and {@link LogOnTrial} looks at all that there is. One log for all of it,
 * so that what one fault leaves behind meets the next.
 */
@DisplayName("R26, G4 No crash and no failure at any step of writing forks the log, loses an entry or doubles one")
class WriteStepFaultTest {

    private static final WriteStep.Observer NOBODY = (step, moment) -> {};

    @TempDir
    static Path directory;

    private static LogStack stack;
    private static LogOnTrial trial;

    @BeforeAll
    static void start() throws SQLException {
        stack = new LogStack(directory, false);
        trial = new LogOnTrial(stack.place(), directory);
    }

    @AfterAll
    static void stop() {
        if (trial != null) {
            trial.close();
        }
        if (stack != null) {
            stack.close();
        }
    }

    @AfterEach
    void nothingIsWrong() throws SQLException, IOException {
        assertThat(trial.findings()).isEmpty();
    }

    private static RunningSequencer sequencer(WriteStep.Observer observer) {
        return new RunningSequencer(stack.place(), observer);
    }

    private static void await(RunningSequencer running, State state) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10))
                .until(() -> running.status().state(), state::equals);
    }

    @Test
    @DisplayName("Writing takes the listed steps, in their order, and no other that changes anything")
    void theListIsComplete() {
        List<WriteStep> taken = Collections.synchronizedList(new ArrayList<>());
        try (RunningSequencer running = sequencer((step, moment) -> {
            if (moment == Moment.BEFORE) {
                taken.add(step);
            }
        })) {
            await(running, State.ACTIVE);
            stack.awaitSigned(stack.sendLawfulEvents());
        }

        assertThat(taken).contains(WriteStep.values());
        for (int i = 1; i < taken.size(); i++) {
            WriteStep before = taken.get(i - 1);
            if (before != WriteStep.COMMIT && before != WriteStep.PUBLISH_CHECKPOINT) {
                assertThat(taken.get(i)).isGreaterThanOrEqualTo(before);
            }
        }
    }

    private static Stream<Arguments> kills() {
        return Arrays.stream(WriteStep.values()).flatMap(step -> {
            List<Moment> moments = new ArrayList<>(List.of(Moment.BEFORE));
            if (step.hasHalf()) {
                moments.add(Moment.HALFWAY);
            }
            // What comes after another step is what comes before the next one.
            if (step == WriteStep.COMMIT || step == WriteStep.PUBLISH_CHECKPOINT) {
                moments.add(Moment.AFTER);
            }
            return moments.stream().map(moment -> Arguments.of(moment, step));
        });
    }

    @ParameterizedTest(name = "{0} step {1}")
    @MethodSource("kills")
    @DisplayName("The process is killed, and a standby takes over")
    void killed(Moment moment, WriteStep step) throws Exception {
        Path log = directory.resolve("killed.log");
        Process process = SequencerProcess.start(stack.place(), step, moment, log);
        try {
            // At the first step it has no time to become active.
            Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20))
                    .until(() -> !process.isAlive()
                            || stack.one("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                                    + " AND granted AND objid = " + SequencerSession.LOCK) == 1);
            try (RunningSequencer standby = sequencer(NOBODY)) {
                List<UUID> events = stack.sendLawfulEvents();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("came to the step").isTrue();
                assertThat(process.exitValue()).isEqualTo(SequencerProcess.KILLED);
                trial.rememberSigned();

                stack.awaitSigned(events);
                await(standby, State.ACTIVE);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Does something once, when a step is reached. */
    private record Once(WriteStep step, Moment moment, WriteStep.Observer then, CountDownLatch reached)
            implements
                WriteStep.Observer {

        static Once at(WriteStep step, Moment moment, WriteStep.Observer then) {
            return new Once(step, moment, then, new CountDownLatch(1));
        }

        @Override
        public void at(WriteStep at, Moment when) throws SQLException, IOException {
            if (at == step && when == moment && reached.getCount() > 0) {
                reached.countDown();
                then.at(at, when);
            }
        }

        void await() throws InterruptedException {
            assertThat(reached.await(30, TimeUnit.SECONDS)).as("%s reached", step).isTrue();
        }
    }

    private static Stream<Arguments> lostSessions() {
        return kills().filter(kill -> ((WriteStep) kill.get()[1]).isInDatabase());
    }

    @ParameterizedTest(name = "{0} step {1}")
    @MethodSource("lostSessions")
    @DisplayName("The database ends the session, and the sequencer comes back")
    void sessionLost(Moment moment, WriteStep step) throws Exception {
        Once fault = Once.at(step, moment, (at, when) -> {
            stack.endSession();
            trial.rememberSigned();
            if (when == Moment.AFTER) {
                // The step was taken, and its answer does not arrive.
                throw new SQLException("the connection broke", "08006");
            }
        });
        try (RunningSequencer running = sequencer(fault)) {
            List<UUID> events = stack.sendLawfulEvents();
            fault.await();
            stack.awaitSigned(events);
        }
    }

    /** Has the database refuse a step with "disk full", and takes it back. */
    private record Refusal(String plant, String remove) {

        private static Refusal trigger(String event, String table, String kind) {
            return new Refusal("CREATE " + kind + " TRIGGER disk_full AFTER " + event + " ON " + table
                    + (kind.isEmpty() ? " FOR EACH STATEMENT" : " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW")
                    + " EXECUTE FUNCTION disk_full()", "DROP TRIGGER disk_full ON " + table);
        }

        static Refusal of(WriteStep step) {
            return switch (step) {
                case ENTER_PARTITIONS -> trigger("INSERT", "ingest_offset", "");
                case MAKE_PARTITIONS -> new Refusal(
                        "ALTER FUNCTION make_payload_partition(date) RENAME TO set_aside;"
                                + " CREATE FUNCTION make_payload_partition(date) RETURNS boolean LANGUAGE plpgsql AS $$"
                                + " BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$",
                        "DROP FUNCTION make_payload_partition(date);"
                                + " ALTER FUNCTION set_aside(date) RENAME TO make_payload_partition");
                case COPY_ENTRIES -> trigger("INSERT", "log_entry", "");
                case COPY_PAYLOADS -> trigger("INSERT", "log_payload", "");
                case COPY_TILE_HASHES -> trigger("INSERT", "log_tile_hash", "");
                case RAISE_REVISIONS -> trigger("INSERT", "person_revision", "");
                case NOTE_HOUR -> trigger("INSERT", "log_hour", "");
                case COUNT_DAYS -> trigger("INSERT", "log_day", "");
                case MOVE_OFFSETS -> trigger("UPDATE", "ingest_offset", "");
                case COMMIT -> trigger("UPDATE", "ingest_offset", "CONSTRAINT");
                case PUBLISH_CHECKPOINT -> trigger("INSERT", "log_checkpoint", "");
                case KEEP_DEAD_LETTERS, DRAFT_SIGNED, FORCE_SIGNED, REPLACE_SIGNED, FORCE_DIRECTORY ->
                    throw new IllegalArgumentException("not in the database");
            };
        }
    }

    private static Stream<WriteStep> stepsInDatabase() {
        return Arrays.stream(WriteStep.values()).filter(WriteStep::isInDatabase);
    }

    @ParameterizedTest(name = "at step {0}")
    @MethodSource("stepsInDatabase")
    @DisplayName("The database's disk is full for a while (SQLSTATE 53100)")
    void databaseFull(WriteStep step) throws Exception {
        stack.execute("CREATE OR REPLACE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS $$"
                + " BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = '53100'; END $$");
        Refusal refusal = Refusal.of(step);
        stack.execute(refusal.plant());
        List<UUID> events;
        try (RunningSequencer running = sequencer(NOBODY)) {
            try {
                events = stack.sendLawfulEvents();
                await(running, State.FAILING);
                assertThat(running.status().detail()).contains("disk full");
                trial.rememberSigned();
            } finally {
                stack.execute(refusal.remove());
            }
            stack.awaitSigned(events);
        }
    }

    @ParameterizedTest(name = "at step {0}")
    @EnumSource(value = WriteStep.class, names = {"KEEP_DEAD_LETTERS", "DRAFT_SIGNED", "FORCE_SIGNED", "REPLACE_SIGNED",
            "FORCE_DIRECTORY"})
    @DisplayName("The broker or the disk beside the key fails")
    void outsideOfTheDatabase(WriteStep step) throws Exception {
        Path aside = directory.resolve("aside");
        // Before the file is opened; the sequencer asks for it at the commit at the latest.
        WriteStep plantAt = switch (step) {
            case DRAFT_SIGNED, FORCE_SIGNED -> WriteStep.COMMIT;
            default -> step;
        };
        Once fault = Once.at(plantAt, Moment.BEFORE, (at, when) -> {
            switch (step) {
                // ENOSPC at the first byte.
                case DRAFT_SIGNED -> Files.createSymbolicLink(stack.draftFile(), Path.of("/dev/full"));
                // A device that takes all and cannot be forced: EINVAL.
                case FORCE_SIGNED -> Files.createSymbolicLink(stack.draftFile(), Path.of("/dev/null"));
                case REPLACE_SIGNED -> {
                    Files.move(stack.signedFile(), aside);
                    Files.createDirectories(stack.signedFile().resolve("in-the-way"));
                }
                default -> throw new IOException("input/output error");
            }
        });
        try (RunningSequencer running = sequencer(fault)) {
            List<UUID> events = stack.sendLawfulEvents();
            fault.await();
            await(running, State.FAILING);
            trial.rememberSigned();
            switch (step) {
                case DRAFT_SIGNED, FORCE_SIGNED -> Files.delete(stack.draftFile());
                case REPLACE_SIGNED -> {
                    Files.delete(stack.signedFile().resolve("in-the-way"));
                    Files.delete(stack.signedFile());
                    Files.move(aside, stack.signedFile());
                }
                default -> {
                }
            }
            stack.awaitSigned(events);
        }
    }

    @ParameterizedTest(name = "{0} bytes of it")
    @ValueSource(ints = {0, 40})
    @DisplayName("Of what was signed last only a part is left: nothing is appended or signed until it is put back")
    void truncatedMemory(int length) throws Exception {
        String whole = stack.signed();
        long size = stack.one("SELECT count(*) FROM log_entry");
        Files.writeString(stack.signedFile(), whole.substring(0, length));
        try (RunningSequencer running = sequencer(NOBODY)) {
            List<UUID> events = stack.sendLawfulEvents();
            await(running, State.REFUSING_TO_SIGN);
            assertThat(stack.one("SELECT count(*) FROM log_entry")).isEqualTo(size);

            Files.writeString(stack.signedFile(), whole);
            stack.awaitSigned(events);
        }
    }

    @Test
    @DisplayName("A process that slept before its signature does not sign over that of its successor")
    void sleeperSignsNothing() throws Exception {
        AtomicReference<String> later = new AtomicReference<>();
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        Once sleep = Once.at(WriteStep.COMMIT, Moment.AFTER, (step, moment) -> {
            asleep.countDown();
            try {
                assertThat(wake.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        try (RunningSequencer sleeper = sequencer(sleep)) {
            List<UUID> events = stack.sendLawfulEvents();
            assertThat(asleep.await(30, TimeUnit.SECONDS)).isTrue();
            stack.endSession();
            try (RunningSequencer successor = sequencer(NOBODY)) {
                await(successor, State.ACTIVE);
                events = Stream.concat(events.stream(), stack.sendLawfulEvents().stream()).toList();
                stack.awaitSigned(events);
                later.set(stack.signed());
                wake.countDown();
                await(sleeper, State.STANDBY);
                assertThat(stack.signed()).isEqualTo(later.get());
            }
        }
    }

    @Test
    @DisplayName("A database restored from a backup refuses to sign with the key that signed more; the newer one goes on")
    void restoredBackup() throws Exception {
        stack.execute("postgres", "CREATE DATABASE restored TEMPLATE audit");
        try {
            try (RunningSequencer running = sequencer(NOBODY)) {
                stack.awaitSigned(stack.sendLawfulEvents());
            }
            String signed = stack.signed();
            try (RunningSequencer restored = new RunningSequencer(stack.in("restored", stack.place().keyFile()),
                    NOBODY)) {
                await(restored, State.REFUSING_TO_SIGN);
                assertThat(restored.status().detail()).endsWith("is this an older backup?");
            }
            assertThat(stack.signed()).isEqualTo(signed);
        } finally {
            stack.execute("postgres", "DROP DATABASE restored WITH (FORCE)");
        }
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }
    }

    @Test
    @DisplayName("The check itself finds a lost entry")
    void lostEntryIsFound() throws Exception {
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }
        // An offset too far: what a commit of offsets without their rows would leave.
        Corridor.Sent lost = stack.sendReceipt();
        stack.execute(
                "UPDATE ingest_offset SET next_offset = " + (lost.offset() + 1) + " WHERE topic = '" + lost.topic()
                        + "' AND partition_number = " + lost.partition());
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }

        List<String> findings = trial.findings();

        stack.execute("UPDATE ingest_offset SET next_offset = " + lost.offset() + " WHERE topic = '" + lost.topic()
                + "' AND partition_number = " + lost.partition());
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(List.of(lost.id()));
        }
        assertThat(findings).containsExactly("event " + lost.id() + " has 0 entries and 0 payloads");
    }

    @Test
    @DisplayName("The check itself finds a doubled entry and a fork")
    void doubledEntryAndForkAreFound() throws Exception {
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }
        stack.execute("ALTER TABLE log_entry DROP CONSTRAINT log_entry_event_id_key");
        stack.execute(
                "INSERT INTO log_entry SELECT (SELECT max(log_index) + 1 FROM log_entry), event_id, entry, leaf_hash"
                        + " FROM log_entry WHERE log_index = 7");
        stack.execute("CREATE TABLE true_entry AS SELECT * FROM log_entry WHERE log_index = 8");
        stack.execute("UPDATE log_entry SET entry = 'forked', leaf_hash = sha256('\\x00'::bytea || 'forked'::bytea)"
                + " WHERE log_index = 8");

        List<String> findings = trial.findings();

        stack.execute("UPDATE log_entry e SET entry = t.entry, leaf_hash = t.leaf_hash FROM true_entry t"
                + " WHERE e.log_index = t.log_index");
        stack.execute("DROP TABLE true_entry");
        stack.execute("DELETE FROM log_entry WHERE log_index = (SELECT max(log_index) FROM log_entry)");
        stack.execute("ALTER TABLE log_entry ADD CONSTRAINT log_entry_event_id_key UNIQUE (event_id)");
        assertThat(findings).filteredOn(finding -> finding.startsWith("the verifier says: ")).hasSize(1);
        assertThat(findings).filteredOn(finding -> finding.endsWith(" has 2 entries and 1 payloads")).hasSize(1);
        assertThat(findings).filteredOn(finding -> finding.startsWith("fork at ")).hasSizeGreaterThan(1);
    }
}
