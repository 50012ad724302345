package de.handschlag.deploy.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.SealingKeyFile;
import de.handschlag.deploy.local.Secrets;

/**
 * The directory in which one installation keeps everything.
 *
 * @param directory usually {@code .handschlag} in the project
 */
public record StackState(Path directory) {

    /** In the order of ending: who uses something ends before it. */
    private static final List<String> PARTS = List.of("audit-service", "registry-service", "consent-service",
            "keycloak", "kafka", "postgresql");

    /** Held by the command that runs the stack. */
    public Path lock() {
        return directory.resolve("run.lock");
    }

    public Path ports() {
        return directory.resolve("ports.properties");
    }

    public Secrets secrets() {
        return new Secrets(directory.resolve("secrets"));
    }

    /** Where a part keeps data and log. */
    public Path of(String part) {
        return directory.resolve(part);
    }

    /** Written when the demonstration is complete. */
    public Path demonstration() {
        return directory.resolve("demonstration.done");
    }

    /** Whether the directory is empty, absent, or of an earlier start: nothing else may be kept in it, or deleted. */
    public boolean isOurs() throws IOException {
        if (!Files.exists(directory) || Files.exists(lock())) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Deletes what an earlier start left, but the lock, and nothing else that may lie there. */
    public void empty() throws IOException {
        List<Path> ours = new ArrayList<>(List.of(ports(), demonstration(), directory.resolve("secrets"),
                SealingKeyFile.REVISIONS.of(directory)));
        PARTS.forEach(part -> ours.add(of(part)));
        for (Path path : ours) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> files = Files.walk(path)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /**
     * Ends the processes that a killed run left behind, and no others.
     *
     * @return their names
     */
    public List<String> endOrphans() {
        List<String> ended = new ArrayList<>();
        for (String part : PARTS) {
            String signal = part.equals("postgresql") ? "INT" : "TERM";
            if (ChildProcess.endOrphan(of(part).resolve(part + ".pid"), signal, Duration.ofSeconds(15))) {
                ended.add(part);
            }
        }
        return ended;
    }
}
