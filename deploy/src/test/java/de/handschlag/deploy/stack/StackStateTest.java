package de.handschlag.deploy.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.deploy.command.RunCommand;
import de.handschlag.deploy.local.StackException;

import picocli.CommandLine;

class StackStateTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("--fresh in a directory that holds something else deletes nothing and is refused")
    void foreignDirectoryIsLeftAlone() throws IOException {
        Path precious = Files.writeString(directory.resolve("precious.txt"), "kept");

        int exit = new CommandLine(new RunCommand()).execute("--fresh", "--state=" + directory);

        assertThat(exit).isEqualTo(2);
        assertThat(precious).hasContent("kept");
        assertThat(directory.resolve("run.lock")).doesNotExist();
    }

    @Test
    @DisplayName("A file is no state directory, and that is said without a stack trace")
    void fileIsNoDirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(new CommandLine(new RunCommand()).execute("--state=" + file)).isEqualTo(2);
    }

    @Test
    @DisplayName("Starting over deletes what an earlier start left, and nothing that somebody put beside it")
    void emptyingKeepsWhatIsNotOurs() throws IOException {
        StackState state = new StackState(directory);
        Files.createFile(state.lock());
        Files.writeString(state.ports(), "consent=8081");
        Files.createDirectories(state.of("kafka").resolve("data"));
        Path beside = Files.writeString(directory.resolve("notes.txt"), "kept");

        assertThat(state.isOurs()).isTrue();
        state.empty();

        assertThat(state.ports()).doesNotExist();
        assertThat(state.of("kafka")).doesNotExist();
        assertThat(state.lock()).exists();
        assertThat(beside).hasContent("kept");
    }

    @Test
    @DisplayName("The number of partitions is for ever: it is remembered, and another one is refused; earlier versions made 8")
    void partitionsAreForEver() throws IOException {
        StackState fresh = new StackState(directory.resolve("fresh"));
        assertThat(fresh.partitions(3)).isEqualTo(3);
        assertThat(fresh.partitions(null)).as("nothing was made yet").isEqualTo(2);
        Files.createDirectories(fresh.of("kafka").resolve("data"));
        assertThat(fresh.partitions(null)).isEqualTo(2);
        assertThatThrownBy(() -> fresh.partitions(4)).isInstanceOf(StackException.class)
                .hasMessageContaining("have 2 partitions and cannot be given 4");

        StackState former = new StackState(directory.resolve("former"));
        Files.createDirectories(former.of("kafka").resolve("data"));
        assertThat(former.partitions(null)).isEqualTo(8);
    }
}
