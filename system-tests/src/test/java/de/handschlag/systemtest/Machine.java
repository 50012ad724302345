package de.handschlag.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on. */
final class Machine {

    private Machine() {}

    /** Processor, cores, memory, JDK and how busy the machine is with other things before a measurement. */
    static String described() {
        try {
            String processor = first(Path.of("/proc/cpuinfo"), "model name");
            long mebibytes = Long.parseLong(first(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "")) / 1024;
            return "Machine: %d cores, %s, %d MiB, JDK %s, load average %s, commits %s for the disk".formatted(
                    Runtime.getRuntime().availableProcessors(), processor, mebibytes, Runtime.version(),
                    Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                    RunningStack.DURABLE ? "wait" : "do not wait");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String first(Path file, String key) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> line.startsWith(key))
                .map(line -> line.replaceFirst(".*:\\s*", "")).findFirst().orElse("unknown");
    }
}
