package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * One process of the stack: started, stopped, killed, paused and started again by its handle, never by a name. A file with
 * the process id and its start time lets a later run recognise it, should this JVM be killed before it can end it.
 */
public final class ChildProcess {

    /**
     * How to run a process.
     *
     * @param name        for messages and file names, for instance {@code kafka}
     * @param command     program and arguments
     * @param environment added to ours
     * @param directory   working directory
     * @param log         takes output and errors, appended
     * @param pidFile     remembers the running process
     * @param stopSignal  asks the process to end, for instance {@code TERM}
     * @param grace       how long it may take to end before it is killed
     */
    public record Spec(String name, List<String> command, Map<String, String> environment, Path directory, Path log,
            Path pidFile, String stopSignal, Duration grace) {

        public Spec {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** A program that ends on SIGTERM within 20 seconds. */
        public static Spec of(String name, List<String> command, Map<String, String> environment, Path directory) {
            return new Spec(name, command, environment, directory, directory.resolve(name + ".log"),
                    directory.resolve(name + ".pid"), "TERM", Duration.ofSeconds(20));
        }

        /** The same with another way of ending. */
        public Spec stoppedBy(String signal) {
            return new Spec(name, command, environment, directory, log, pidFile, signal, grace);
        }

        /** The same with one more variable in its environment. */
        public Spec with(String variable, String value) {
            Map<String, String> more = new HashMap<>(environment);
            more.put(variable, value);
            return new Spec(name, command, more, directory, log, pidFile, stopSignal, grace);
        }

        /** The same with other places for log and process id. */
        public Spec logging(Path newLog, Path newPidFile) {
            return new Spec(name, command, environment, directory, newLog, newPidFile, stopSignal, grace);
        }
    }

    private static final int LINES_OF_LOG = 15;

    private final Spec spec;
    private @Nullable Process process;

    public ChildProcess(Spec spec) {
        this.spec = spec;
    }

    public Spec spec() {
        return spec;
    }

    /**
     * Starts the process; it may have run and ended before.
     *
     * @throws IllegalStateException if it runs
     */
    public synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException(spec.name() + " runs already");
        }
        List<String> command = new ArrayList<>();
        if (OwnSession.AVAILABLE) {
            // Ctrl-C reaches us alone, so that the parts can be ended in their order.
            command.add("setsid");
        }
        command.addAll(spec.command());
        try {
            Files.createDirectories(spec.directory());
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            Files.createDirectories(spec.pidFile().toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command).directory(spec.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
            // What the caller's shell says about JVMs is not meant for the parts of the stack.
            builder.environment().keySet().removeIf(ChildProcess::steersJvm);
            builder.environment().putAll(spec.environment());
            process = builder.start();
            EndOfJvm.remember(process.toHandle(), spec.stopSignal());
            Files.writeString(spec.pidFile(), PidFile.of(process.toHandle()));
        } catch (IOException e) {
            throw new StackException("Cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    private static boolean steersJvm(String variable) {
        return variable.equals("JAVA_OPTS") || variable.equals("JAVA_TOOL_OPTIONS") || variable.startsWith("QUARKUS_")
                || variable.startsWith("KC_") || variable.startsWith("KAFKA_");
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * Starts the process and waits until it has ended by itself.
     *
     * @throws StackException with the end of its log if it says by its exit code that it failed, or does not end within the bound
     */
    public synchronized void runToEnd(Duration bound) {
        start();
        Process running = Objects.requireNonNull(process);
        try {
            if (!running.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS) || running.exitValue() != 0) {
                throw new StackException(spec.name() + " failed." + endOfLog());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + spec.name(), e);
        } finally {
            stop();
        }
    }

    /** The process id of the running process. */
    public synchronized long pid() {
        return running().pid();
    }

    /** Completes when the process that runs now has ended. */
    public synchronized CompletableFuture<?> onExit() {
        return running().onExit();
    }

    /** Asks the process to end, waits, and kills it when its grace is over. Does nothing if it does not run. */
    public synchronized void stop() {
        Process ending = process;
        if (ending == null) {
            return;
        }
        try {
            if (ending.isAlive()) {
                // A paused process takes no signal but SIGKILL until it continues.
                Signals.send(ending.pid(), "CONT");
                Signals.send(ending.pid(), spec.stopSignal());
                if (!ending.waitFor(spec.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                    ending.destroyForcibly().waitFor();
                }
            }
        } catch (InterruptedException e) {
            ending.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            forget(ending);
        }
    }

    /** SIGKILL: what a crash or the out-of-memory killer does. Returns when the process is gone. */
    public synchronized void kill() {
        Process ending = running();
        try {
            ending.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(ending);
        }
    }

    private void forget(Process ended) {
        EndOfJvm.forget(ended.toHandle());
        process = null;
        try {
            Files.deleteIfExists(spec.pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGSTOP: the process keeps its connections and does nothing. */
    public synchronized void pause() {
        Signals.send(running().pid(), "STOP");
    }

    /** SIGCONT: the process goes on where it was. */
    public synchronized void resume() {
        Signals.send(running().pid(), "CONT");
    }

    private Process running() {
        Process current = process;
        if (current == null || !current.isAlive()) {
            throw new IllegalStateException(spec.name() + " does not run");
        }
        return current;
    }

    /** Resident memory in MiB, as Linux counts it; 0 if it does not run or the system does not say. */
    public synchronized long residentMebibytes() {
        Path status = Path.of("/proc", isAlive() ? Long.toString(pid()) : "none", "status");
        try {
            return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The last lines of the log, for a message to a human. */
    public String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(spec.log());
            return " The end of " + spec.log() + ":\n  "
                    + String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        } catch (IOException e) {
            return " Its log " + spec.log() + " is not readable.";
        }
    }

    /**
     * Ends a process that an earlier run started and could not end. Only a living process with the remembered id and start
     * time is ours; process ids are reused.
     *
     * @return whether there was one
     */
    public static boolean endOrphan(Path pidFile, String stopSignal, Duration grace) {
        if (!Files.exists(pidFile)) {
            return false;
        }
        try {
            ProcessHandle orphan = PidFile.find(Files.readString(pidFile));
            if (orphan != null) {
                Signals.send(orphan.pid(), "CONT");
                Signals.send(orphan.pid(), stopSignal);
                Instant end = Instant.now().plus(grace);
                while (orphan.isAlive() && Instant.now().isBefore(end)) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
                orphan.destroyForcibly();
                orphan.onExit().get(10, TimeUnit.SECONDS);
            }
            Files.deleteIfExists(pidFile);
            return orphan != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            throw new StackException("Cannot end what an earlier run left behind, see " + pidFile, e);
        }
    }
}
