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

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.local.ChildProcess;
import de.handschlag.deploy.local.SealingKeyFile;
import de.handschlag.deploy.local.Secrets;
import de.handschlag.deploy.local.StackException;

/**
 * The directory in which one installation keeps everything.
 *
 * @param directory usually {@code .handschlag} in the project
 */
public record StackState(Path directory) {

    /** In the order of ending: who uses something ends before it. */
    private static final List<String> PARTS = List.of("audit-service", "registry-service", "consent-service",
            "keycloak", "kafka", "postgresql");

    /** Of the topics of versions that did not note it. */
    private static final int PARTITIONS_BEFORE = 8;

    /** Held by the command that runs the stack. */
    public Path lock() {
        return directory.resolve("run.lock");
    }

    public Path ports() {
        return directory.resolve("ports.properties");
    }

    /** How many partitions the topics were made with. */
    private Path partitions() {
        return directory.resolve("partitions");
    }

    /**
     * How many partitions the topics have, or will have: a number that is for ever.
     *
     * @param wanted null for what is there, or the usual number where nothing is
     * @throws StackException if the topics have another number already
     */
    int partitions(@Nullable Integer wanted) {
        Integer present = presentPartitions();
        if (present != null && wanted != null && !present.equals(wanted)) {
            throw new StackException(
                    "The topics in " + directory + " have " + present + " partitions and cannot be given " + wanted
                            + ". Leave --partitions out, or start over with --fresh.");
        }
        int partitions = present != null ? present : wanted != null ? wanted : StackSettings.PARTITIONS;
        try {
            Files.createDirectories(directory);
            Files.writeString(partitions(), partitions + "\n");
        } catch (IOException e) {
            throw new StackException("Cannot write " + partitions(), e);
        }
        return partitions;
    }

    private @Nullable Integer presentPartitions() {
        if (!Files.exists(of("kafka").resolve("data"))) {
            return null;
        }
        try {
            return Files.exists(partitions())
                    ? Integer.valueOf(Files.readString(partitions()).strip())
                    : PARTITIONS_BEFORE;
        } catch (IOException | NumberFormatException e) {
            throw new StackException("Cannot read " + partitions(), e);
        }
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
        List<Path> ours = new ArrayList<>(List.of(ports(), partitions(), demonstration(), directory.resolve("secrets"),
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
