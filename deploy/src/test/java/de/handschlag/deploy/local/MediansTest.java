package de.handschlag.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/scripts/medians.sh, with which {@code deploy/benchmark compare} ends. */
class MediansTest {

    @TempDir
    Path directory;

    private void printed(String file, String reads, String p99) throws IOException {
        Files.writeString(directory.resolve(file), """
                warming up: reads
                | connections | | per second | p50 ms | p99 ms |
                |---|---|---|---|---|
                | 16 | audited reads | %s | 4.0 | %s |
                | 16 | **ratio to Keycloak** | **2.0** | | **0.50** |
                """.formatted(reads, p99));
    }

    @Test
    void medianOfEachColumnBeforeAndAfterAndTheirRatio() throws Exception {
        printed("before-1.txt", "100", "9.0");
        printed("before-2.txt", "1000", "10.0");
        printed("before-3.txt", "200", "30.0");
        printed("after-1.txt", "90", "5.0");
        printed("after-2.txt", "110", "7.0");

        Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c", ". \"$1\"; tell_medians \"$0\"",
                directory.toString(), Path.of("scripts/medians.sh").toAbsolutePath().toString())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().skip(2)).containsExactly("| 16 audited reads | 3 | 200 | 100 | 0.50 |",
                "| 16 audited reads | 4 | 4.0 | 4 | 1.00 |", "| 16 audited reads | 5 | 10.0 | 6 | 0.60 |",
                "| 16 ratio to Keycloak | 3 | 2.0 | 2 | 1.00 |", "| 16 ratio to Keycloak | 5 | 0.50 | 0.5 | 1.00 |");
    }
}
