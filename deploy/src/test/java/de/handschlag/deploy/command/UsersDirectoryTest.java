package de.handschlag.deploy.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.deploy.local.ProjectLayout;

/** The scripts in deploy/, with a JDK that only says where it was started and with what. */
@DisplayName("A path that the user names is relative to the user's directory, wherever the project lies")
class UsersDirectoryTest {

    @TempDir
    Path directory;
    private Path project;
    private Path users;
    private Path jdk;

    @BeforeEach
    void make() throws IOException {
        project = directory.toRealPath().resolve("the project");
        users = Files.createDirectories(directory.toRealPath().resolve("user's"));
        jdk = directory.resolve("jdk-25");
        Files.createDirectories(project.resolve("deploy/target/libs"));
        Files.createDirectories(jdk.resolve("bin"));
        program("java",
                "[ \"$1\" = -version ] && { echo 'openjdk version \"25.0.1\"' >&2; exit; }; pwd; printf '%s\\n' \"$@\"");
        program("javac", "exit 1");
        program("mvn", "exit 1");
        Path scripts = ProjectLayout.find().root().resolve("deploy/scripts");
        try (Stream<Path> all = Files.walk(scripts)) {
            for (Path file : all.toList()) {
                copy(file, project.resolve("deploy/scripts").resolve(scripts.relativize(file)));
            }
        }
    }

    private void program(String name, String does) throws IOException {
        Path file = Files.writeString(jdk.resolve("bin").resolve(name), "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        if (Files.isRegularFile(from)) {
            Files.copy(from, to);
        }
    }

    private List<String> run(String command, String... arguments) throws IOException, InterruptedException {
        copy(ProjectLayout.find().root().resolve("deploy").resolve(command),
                project.resolve("deploy").resolve(command));
        ProcessBuilder script = new ProcessBuilder(
                Stream.concat(Stream.of("/bin/bash", project.resolve("deploy").resolve(command).toString()),
                        Stream.of(arguments)).toList())
                .directory(users.toFile()).redirectErrorStream(true);
        script.environment().clear();
        script.environment().put("PATH", jdk.resolve("bin") + ":/usr/bin:/bin");
        script.environment().put("JAVA_HOME", jdk.toString());
        Process running = script.start();
        List<String> said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .toList();
        assertThat(running.waitFor()).as(String.join("\n", said)).isZero();
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "translations", "registry-release", "registry-rebuild",
            "registry-entitlements", "check-token"})
    void commandStaysThereAndKnowsTheProject(String command) throws IOException, InterruptedException {
        // With -V deploy/run builds nothing.
        List<String> said = run(command, "-V", "--state", "a directory");

        assertThat(said.getFirst()).isEqualTo(users.toString());
        assertThat(said)
                .contains("-Dhandschlag.root=" + project,
                        project + "/deploy/target/classes:" + project + "/deploy/target/libs/*")
                .endsWith("-V", "--state", "a directory");
    }

    @Test
    void whatIsNotBuiltIsSaid() throws IOException, InterruptedException {
        Files.delete(project.resolve("deploy/target/libs"));
        copy(ProjectLayout.find().root().resolve("deploy/demo"), project.resolve("deploy/demo"));
        ProcessBuilder script = new ProcessBuilder("/bin/bash", project.resolve("deploy/demo").toString())
                .directory(users.toFile()).redirectErrorStream(true);
        script.environment().put("JAVA_HOME", jdk.toString());
        Process running = script.start();

        assertThat(new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("Nothing is built yet.").contains("deploy/run");
        assertThat(running.waitFor()).isEqualTo(1);
    }
}
