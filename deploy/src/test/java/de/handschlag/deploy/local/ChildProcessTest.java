package de.handschlag.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path directory;
    private ChildProcess process;

    @BeforeEach
    void start() {
        process = new ChildProcess(ChildProcess.Spec.of("sleeper",
                List.of("sh", "-c", "echo started; while :; do sleep 0.1; done"), Map.of(), directory));
        process.start();
    }

    @AfterEach
    void end() {
        process.stop();
    }

    @Test
    void isKilledAndStartedAgain() {
        long first = process.pid();
        process.kill();
        assertThat(process.isAlive()).isFalse();
        assertThat(ProcessHandle.of(first).map(ProcessHandle::isAlive).orElse(false)).isFalse();
        process.start();
        assertThat(process.pid()).isNotEqualTo(first);
    }

    @Test
    void isPausedAndResumed() {
        process.pause();
        Readiness.await("the pause", process, Duration.ofSeconds(30), () -> state() == 'T');
        process.resume();
        Readiness.await("the end of the pause", process, Duration.ofSeconds(30), () -> state() != 'T');
    }

    @Test
    void aPausedProcessCanBeStopped() {
        process.pause();
        process.stop();
        assertThat(process.isAlive()).isFalse();
        assertThat(directory.resolve("sleeper.pid")).doesNotExist();
    }

    @Test
    void runsOnlyOnce() {
        assertThatThrownBy(process::start).isInstanceOf(IllegalStateException.class).hasMessage("sleeper runs already");
    }

    @Test
    void anOrphanIsEndedByALaterRun() throws IOException {
        Path pidFile = directory.resolve("orphan.pid");
        Files.copy(directory.resolve("sleeper.pid"), pidFile);
        assertThat(ChildProcess.endOrphan(pidFile, "TERM", Duration.ofSeconds(30))).isTrue();
        assertThat(process.isAlive()).isFalse();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void aProcessThatHasTheIdOfOursByChanceIsLeftAlone() throws IOException {
        Path pidFile = directory.resolve("stale.pid");
        Files.writeString(pidFile, process.pid() + " 1000000000000\n");
        assertThat(ChildProcess.endOrphan(pidFile, "TERM", Duration.ofSeconds(30))).isFalse();
        assertThat(process.isAlive()).isTrue();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void readinessTellsTheEndOfTheLogOfAProcessThatEnded() {
        ChildProcess failing = new ChildProcess(
                ChildProcess.Spec.of("failing", List.of("sh", "-c", "echo no such file; exit 3"), Map.of(), directory));
        failing.start();
        assertThatThrownBy(() -> Readiness.await("Failing", failing, Duration.ofSeconds(30), () -> false))
                .isInstanceOf(StackException.class).hasMessageContaining("Failing ended while starting.")
                .hasMessageContaining("no such file");
    }

    /** The third word of /proc/pid/stat; on other systems than Linux the test has nothing to look at. */
    private char state() throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")).split("\\) ")[1].charAt(0);
    }
}
