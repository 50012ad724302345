package de.handschlag.deploy.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import de.handschlag.deploy.local.ChildProcess;
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
