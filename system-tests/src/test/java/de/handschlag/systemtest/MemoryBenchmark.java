package de.handschlag.systemtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.local.ChildProcess;

/** Not a test: what the whole stack takes of memory. Run after the others, it tells what it takes after load. */
@Tag("benchmark")
class MemoryBenchmark {

    private final RunningStack stack = RunningStack.get();

    /** Proportional set size: memory that processes share is counted once. */
    @Test
    void measure() throws IOException {
        System.out.println("\n" + Machine.described()
                + "\nMemory of the whole stack (proportional set size)\n| part | MiB |\n|---|---|");
        long sum = 0;
        for (ChildProcess process : stack.stack().processes()) {
            long kibibytes = pss(process.pid());
            for (ProcessHandle child : ProcessHandle.of(process.pid()).orElseThrow().descendants().toList()) {
                kibibytes += pss(child.pid());
            }
            sum += kibibytes;
            System.out.printf("| %s | %d |%n", process.spec().name(), kibibytes / 1024);
        }
        System.out.printf("| all | %d |%n", sum / 1024);
    }

    private static long pss(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Pss:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
