package de.handschlag.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/scripts/slowest-tests.sh, with which deploy/test ends. */
class SlowestTestsTest {

    private static final Instant BEGIN = Instant.now().minusSeconds(100);

    @TempDir
    Path directory;

    private void report(String module, String className, String seconds, Instant written) throws IOException {
        Path reports = Files.createDirectories(directory.resolve(module).resolve("target/surefire-reports"));
        Path report = Files.writeString(reports.resolve("TEST-" + className + ".xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite version="3.0.2" name="What it shows" time="%s" tests="1" errors="0">
                  <testcase name="shows" classname="What it shows" time="99.9"/>
                </testsuite>
                """.formatted(seconds));
        Files.setLastModifiedTime(report, FileTime.from(written));
    }

    @Test
    void twentySlowestClassesOfTheRunWithTheirTimes() throws Exception {
        for (int i = 1; i <= 21; i++) {
            report("one-service", "de.handschlag.Number" + i + "Test", i + ".5", BEGIN.plusSeconds(10));
        }
        report("foundation/edge", "de.handschlag.SlowTest", "123.45", BEGIN.plusSeconds(20));
        report("foundation/edge", "de.handschlag.OfTheRunBeforeTest", "500.0", BEGIN.minusSeconds(10));
        Files.setLastModifiedTime(Files.createFile(directory.resolve("begin")), FileTime.from(BEGIN));

        Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c",
                "cd \"$0\"; . \"$1\"; tell_slowest_tests begin", directory.toString(),
                Path.of("scripts/slowest-tests.sh").toAbsolutePath().toString()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip().lines().skip(1).limit(3)).containsExactly("123.45 de.handschlag.SlowTest",
                "21.5 de.handschlag.Number21Test", "20.5 de.handschlag.Number20Test");
        assertThat(output.strip().lines()).hasSize(22).last().asString().matches("The whole took 1[0-9][0-9] s\\.");
    }
}
