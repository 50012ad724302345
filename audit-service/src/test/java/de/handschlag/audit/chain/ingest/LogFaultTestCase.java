package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.chain.ingest.SequencerStatus.State;

/**
 * One log for all faults of a class, so that what one leaves behind meets the next; after each, {@link LogOnTrial} looks at all
 * that there is.
 */
abstract class LogFaultTestCase {

    static final WriteStep.Observer NOBODY = (step, moment) -> {};

    @TempDir
    static Path directory;

    static LogStack stack;
    static LogOnTrial trial;

    @BeforeAll
    static void start() throws SQLException {
        stack = new LogStack(directory, false);
        trial = new LogOnTrial(stack.place(), directory);
        try (RunningSequencer running = sequencer(NOBODY)) {
            await(running, State.ACTIVE);
            stack.awaitSigned(stack.sendLawfulEvents());
        }
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

    static RunningSequencer sequencer(WriteStep.Observer observer) {
        return new RunningSequencer(stack.place(), observer);
    }

    static void await(RunningSequencer running, State state) {
        Awaitility.await().atMost(AuditTestCase.PATIENCE).pollInterval(Duration.ofMillis(10))
                .until(() -> running.status().state(), state::equals);
    }
}
