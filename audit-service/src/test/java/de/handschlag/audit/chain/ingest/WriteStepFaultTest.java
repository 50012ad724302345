package de.handschlag.audit.chain.ingest;

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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.chain.ingest.SequencerStatus.State;
import de.handschlag.audit.chain.ingest.WriteStep.Moment;
import de.handschlag.database.LeaderLock;

/**
 * At each step of writing: the process is killed, or the step fails as it can fail in the database and on the disk. Then
 * another sequencer, or the same one, takes over. A sample here; each failure that can come to each step with
 * {@code -Dtests.at-length=true}, as {@code deploy/test --long} has it. What the sample leaves out are repeats: before the commit
 * the database takes back all that was written, whichever way the sequencer ended and at whichever step.
 */
@Tag("sampled")
@DisplayName("R26, G4 No crash and no failure at any step of writing forks the log, loses an entry or doubles one")
class WriteStepFaultTest extends LogFaultTestCase {

    /** Before the commit, the commit, and behind it. */
    private static final Set<WriteStep> SAMPLE = Set.of(WriteStep.COPY_PAYLOADS, WriteStep.COMMIT,
            WriteStep.PUBLISH_CHECKPOINT);
    private static final boolean ALL = Boolean.getBoolean("tests.at-length");

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

    /** Where a killed process leaves something else than before: within a COPY, behind the commit, and at the signed note. */
    private static Stream<Arguments> sampleOfKills() {
        return kills().filter(kill -> ALL || is(kill, Moment.HALFWAY, WriteStep.COPY_ENTRIES)
                || is(kill, Moment.AFTER, WriteStep.COMMIT) || is(kill, Moment.HALFWAY, WriteStep.DRAFT_SIGNED)
                || is(kill, Moment.BEFORE, WriteStep.PUBLISH_CHECKPOINT));
    }

    private static boolean is(Arguments kill, Moment moment, WriteStep step) {
        return kill.get()[0] == moment && kill.get()[1] == step;
    }

    @ParameterizedTest(name = "{0} step {1}")
    @MethodSource("sampleOfKills")
    @DisplayName("The process is killed, and a standby takes over")
    void killed(Moment moment, WriteStep step) throws Exception {
        Path log = directory.resolve("killed.log");
        Process process = SequencerProcess.start(stack.place(), step, moment, log);
        try {
            // At the first step it has no time to become active.
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20)).until(
                    () -> !process.isAlive() || stack.one("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
                            + " AND granted AND objid = " + LeaderLock.LOG.number()) == 1);
            try (RunningSequencer standby = sequencer(NOBODY)) {
                List<UUID> events = stack.sendLawfulEvents();
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("came to the step").isTrue();
                assertThat(process.exitValue()).isEqualTo(SequencerProcess.KILLED);
                trial.rememberSigned();

                stack.awaitSigned(events);
                await(standby, State.ACTIVE);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static Stream<Arguments> lostSessions() {
        return kills().filter(kill -> ((WriteStep) kill.get()[1]).isInDatabase())
                .filter(kill -> ALL || SAMPLE.contains((WriteStep) kill.get()[1]));
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

    private static Stream<WriteStep> stepsInDatabase() {
        return Arrays.stream(WriteStep.values()).filter(WriteStep::isInDatabase)
                .filter(step -> ALL || SAMPLE.contains(step));
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
                Awaitility.await().atMost(AuditTestCase.PATIENCE).pollInterval(Duration.ofMillis(10)).until(
                        running::status, now -> now.state() == State.FAILING && now.detail().contains("disk full"));
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
                // See below.
                default -> {
                }
            }
        });
        AtomicBoolean failing = new AtomicBoolean(
                step == WriteStep.KEEP_DEAD_LETTERS || step == WriteStep.FORCE_DIRECTORY);
        try (RunningSequencer running = sequencer((at, when) -> {
            fault.at(at, when);
            // Again and again, so that a busy machine sees it.
            if (failing.get() && at == step && when == Moment.BEFORE) {
                throw new IOException("input/output error");
            }
        })) {
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
                default -> failing.set(false);
            }
            stack.awaitSigned(events);
        }
    }
}
