package de.handschlag.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where a benchmark ran, and what else did: a figure means nothing without it. Linux. */
public final class Machine {

    private Machine() {}

    /** One line: processor, cores, memory, JDK, load average now. */
    public static String now() {
        try {
            String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name")).findFirst().orElse("?: unknown processor");
            long kilobytes = Long
                    .parseLong(Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D", ""));
            String load = Files.readString(Path.of("/proc/loadavg"));
            return "%s: %s, %d cores, %d GiB, JDK %s, load average %s".formatted(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS), model.substring(model.indexOf(':') + 2),
                    Runtime.getRuntime().availableProcessors(), Math.round(kilobytes / 1048576.0),
                    System.getProperty("java.version"), load.substring(0, load.indexOf(' ')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
