package de.handschlag.audit.chain.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import de.handschlag.audit.chain.ingest.WriteStep.Moment;

/** A sequencer in a process of its own, which is killed when it comes to a step: nothing in it runs after that. */
final class SequencerProcess {

    /** What a process has that SIGKILL ended. */
    static final int KILLED = 128 + 9;

    private SequencerProcess() {}

    /** Starts one; it ends by itself when this process does. */
    static Process start(RunningSequencer.Place place, WriteStep step, Moment moment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                SequencerProcess.class.getName(), step.name(), moment.name());
        builder.environment().putAll(Map.of("TEST_JDBC_URL", place.jdbcUrl(), "TEST_PASSWORD", place.password(),
                "TEST_KAFKA", place.bootstrapServers(), "TEST_KEY_FILE", place.keyFile().toString()));
        return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    public static void main(String[] arguments) throws IOException {
        WriteStep step = WriteStep.valueOf(arguments[0]);
        Moment moment = Moment.valueOf(arguments[1]);
        Map<String, String> environment = System.getenv();
        RunningSequencer.Place place = new RunningSequencer.Place(environment.get("TEST_JDBC_URL"),
                environment.get("TEST_PASSWORD"), environment.get("TEST_KAFKA"),
                Path.of(environment.get("TEST_KEY_FILE")));
        try (RunningSequencer running = new RunningSequencer(place, (at, when) -> {
            if (at == step && when == moment) {
                killThisProcess();
            }
        })) {
            // Until the test's process ends or closes the pipe.
            while (System.in.read() >= 0) {
                running.status();
            }
        }
    }

    private static void killThisProcess() throws IOException {
        try {
            new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start().waitFor();
            throw new IllegalStateException("survived SIGKILL");
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
