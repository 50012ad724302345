package de.handschlag.systemtest.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import de.handschlag.deploy.local.EmbeddedPostgres;
import de.handschlag.deploy.local.StackException;

/** What is done to the PostgreSQL server, without being root: signals, limits of its processes, SQL as its superuser. */
final class Database {

    private static final int STARTS = 10;

    /** The write-ahead log goes on in segments of this size. */
    private static final String SEGMENT = Integer.toString(16 * 1024 * 1024);

    private final EmbeddedPostgres postgres;

    Database(FaultStack stack) {
        this.postgres = stack.stack().postgres();
    }

    void kill() {
        List<ProcessHandle> sessions = processes().toList();
        postgres.process().kill();
        // Its sessions notice that it is gone; only then may a new one start.
        sessions.forEach(session -> session.onExit().completeOnTimeout(session, 10, TimeUnit.SECONDS).join());
    }

    void startAgain() {
        for (int attempt = 1; !postgres.process().isAlive(); attempt++) {
            try {
                postgres.start();
            } catch (StackException e) {
                if (attempt == STARTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * No file can grow beyond one log segment. Writes beyond it fail as on a full disk: those of tables with an error; what
     * the server cannot go on without ends in a restart of all its sessions.
     */
    void fillDisk() throws IOException, InterruptedException {
        limitFiles(SEGMENT);
    }

    void freeDisk() throws IOException, InterruptedException {
        limitFiles("unlimited");
    }

    /** The soft limit, which its owner may lift again, of all processes; new ones inherit it. */
    private void limitFiles(String bytes) throws IOException, InterruptedException {
        for (ProcessHandle process : processes().toList()) {
            new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        }
    }

    /** Everything stands still, goes on for a moment, stands still again. */
    final class Stutter {

        private final Duration still;
        private final Duration moving;
        private final CountDownLatch end = new CountDownLatch(1);
        private @Nullable Thread thread;

        private Stutter(Duration still, Duration moving) {
            this.still = still;
            this.moving = moving;
        }

        void begin() {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    do {
                        signal("STOP");
                        end.await(still.toMillis(), TimeUnit.MILLISECONDS);
                        signal("CONT");
                    } while (!end.await(moving.toMillis(), TimeUnit.MILLISECONDS));
                } catch (InterruptedException | IOException e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        void end() throws InterruptedException, IOException {
            end.countDown();
            if (thread != null) {
                thread.join();
            }
            signal("CONT");
        }
    }

    Stutter stutter(Duration still, Duration moving) {
        return new Stutter(still, moving);
    }

    private void signal(String name) throws IOException, InterruptedException {
        List<String> command = Stream
                .concat(Stream.of("kill", "-" + name), processes().map(process -> Long.toString(process.pid())))
                .toList();
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                .waitFor();
    }

    private Stream<ProcessHandle> processes() {
        ProcessHandle server = ProcessHandle.of(postgres.process().pid()).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants());
    }

    void replayRegistry() throws SQLException {
        replay("registry", "UPDATE applied_partition SET next_offset = 0, receipted_offset = 0",
                "registry-service consent-events");
    }

    void replayAudit() throws SQLException {
        replay("audit", "UPDATE ingest_offset SET next_offset = 0 WHERE topic = 'consent-events'",
                "audit-service sequencer");
    }

    /** The rows are locked until the reader's session is gone, so that it cannot store where it is. */
    private void replay(String database, String update, String session) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 10000");
            connection.setAutoCommit(false);
            statement.executeUpdate(update);
            statement.execute("SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE application_name = '"
                    + session + "' AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)");
            connection.commit();
        }
    }
}
