package de.handschlag.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/scripts/jdk.sh, which deploy/run, deploy/test and deploy/demo share. */
class JdkFinderTest {

    @TempDir
    Path directory;
    private Path jdk25;
    private Path jdk21;

    @BeforeEach
    void makeJdks() throws IOException {
        jdk25 = jdk("jvm/jdk-25", "openjdk version \"25.0.1\" 2025-10-21");
        jdk21 = jdk("other/jdk-21", "openjdk version \"21.0.4\" 2024-07-16 LTS");
    }

    @Test
    void takesJavaHomeIfItIsRight() throws Exception {
        assertThat(find(Map.of("JAVA_HOME", jdk25.toString()))).isEqualTo("0 " + jdk25);
    }

    @Test
    void takesTheJavaOnThePathThroughSymbolicLinks() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), jdk25.resolve("bin/java"));
        assertThat(find(Map.of("PATH", bin + ":/usr/bin:/bin"))).isEqualTo("0 " + jdk25.toRealPath());
    }

    @Test
    void looksWhereSystemsInstallIfJavaHomeIsOlder() throws Exception {
        assertThat(
                find(Map.of("JAVA_HOME", jdk21.toString(), "HANDSCHLAG_JVM_DIRECTORIES", jdk25.getParent().toString())))
                .isEqualTo("0 " + jdk25);
    }

    @Test
    void readsTheVersionBehindWhatJavaSaysOfItsOptions() throws Exception {
        Path talkative = jdk("talkative/jdk-25", "Picked up JAVA_TOOL_OPTIONS: -Xlog:gc\nopenjdk version \"25.0.1\"");
        assertThat(find(Map.of("JAVA_HOME", talkative.toString()))).isEqualTo("0 " + talkative);
    }

    @Test
    void aRuntimeWithoutCompilerIsNotEnough() throws Exception {
        Files.delete(jdk25.resolve("bin/javac"));
        assertThat(find(Map.of("JAVA_HOME", jdk25.toString()))).startsWith("1 ");
    }

    @Test
    void saysWhatToInstallIfThereIsNone() throws Exception {
        assertThat(find(Map.of("JAVA_HOME", jdk21.toString()))).startsWith("1 ").contains("JDK 25")
                .contains("Debian 13, Ubuntu 25.10 and later:  sudo apt install openjdk-25-jdk")
                .contains("temurin-25-jdk").contains("brew install openjdk@25");
    }

    private String find(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c",
                ". scripts/jdk.sh; if find_jdk_25; then echo \"0 $JAVA_HOME\"; else echo 1; fi")
                .redirectErrorStream(true);
        bash.environment().clear();
        bash.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", directory.toString(),
                "HANDSCHLAG_JVM_DIRECTORIES", directory.resolve("none").toString()));
        bash.environment().putAll(environment);
        if (!environment.containsKey("PATH")) {
            Path older = Files.createDirectories(directory.resolve("older"));
            Files.deleteIfExists(older.resolve("java"));
            Files.createSymbolicLink(older.resolve("java"), jdk21.resolve("bin/java"));
            bash.environment().put("PATH", older + ":/usr/bin:/bin");
        }
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return output.endsWith("\n1") || output.equals("1") ? "1 " + output : output;
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        for (String program : new String[]{"java", "javac"}) {
            Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\necho '" + version + "' >&2\n");
            Files.setPosixFilePermissions(home.resolve("bin").resolve(program),
                    PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home;
    }
}
