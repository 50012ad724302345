package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.chain.ingest.SequencerStatus.State;
import de.handschlag.audit.chain.log.LogSettings;
import de.handschlag.audit.chain.log.NaiveTree;
import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.log.TreeProofs;
import de.handschlag.database.LeaderLock;
import de.handschlag.database.Sql;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("One sequencer, and never two inconsistent checkpoints")
class SequencerTest extends AuditTestCase {

    @Inject
    Sequencer sequencer;

    @Inject
    SequencerStatus status;

    @Inject
    SequencerSession session;

    @Inject
    LogSettings log;

    private long append() {
        long index = awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "s")).id()).getFirst();
        awaitCheckpointOver(index);
        return index;
    }

    private void await(State state) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20))
                .until(() -> status.now().state() == state);
    }

    private static void execute(String sql) {
        asOwner(sql);
    }

    private record Signed(long size, byte[] root) {
        static Signed now() {
            String[] lines = newestNote().split("\n");
            return new Signed(Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
        }
    }

    @AfterEach
    void leaveAnActiveSequencer() {
        await(State.ACTIVE);
    }

    @Test
    @DisplayName("After a restart the same tree grows on")
    void restartAppendsToTheSameTree() throws SQLException {
        append();
        Signed before = Signed.now();

        sequencer.restart();
        long index = append();
        Signed after = Signed.now();

        assertThat(index).isGreaterThanOrEqualTo(before.size());
        assertThat(after.size()).isGreaterThan(before.size());
        try (Connection connection = TestStack.superuserConnection()) {
            assertThat(NaiveTree.continues(before.size(), before.root(), after.size(), after.root(),
                    new TreeProofs(after.size(), new StoredTree(new Sql(connection))).consistency(before.size())))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("A sequencer whose database session ends comes back and loses nothing")
    void endedSessionIsReplaced() {
        long first = append();
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                + " 'audit-service sequencer'");

        assertThat(append()).isGreaterThan(first);
    }

    @Test
    @DisplayName("While another replica holds the lock this one stands by, and takes over when it is gone")
    void standbyTakesOver() throws SQLException {
        append();
        try (Connection other = TestStack.superuserConnection(); Statement statement = other.createStatement()) {
            takeLock(statement);
            await(State.STANDBY);
            long size = size();
            UUID waiting = corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "standby")).id();
            RestAssured.get(ManagementInterface.url("/q/health/ready")).then().statusCode(200);
            assertThat(RestAssured.get(ManagementInterface.url("/q/health/well")).then().statusCode(200).extract()
                    .jsonPath().getString("checks.find { it.name == 'sequencer' }.data.state")).isEqualTo("standby");
            assertThat(size()).isEqualTo(size);

            other.close();

            assertThat(awaitIndexes(waiting).getFirst()).isGreaterThanOrEqualTo(size);
        }
    }

    /** Ends the sequencer's session and is faster than it to take the lock. */
    private static void takeLock(Statement statement) throws SQLException {
        statement.execute(
                "SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = 'advisory'" + " AND l.objid = "
                        + LeaderLock.LOG.number() + "; SELECT pg_advisory_lock(" + LeaderLock.LOG.number() + ")");
    }

    @Test
    @DisplayName("A holder that stopped in the middle of a COPY is put out by the standby")
    void stuckHolderIsEnded() throws SQLException {
        append();
        try (Connection stuck = session.open();
                Connection superuser = TestStack.superuserConnection();
                Statement statement = superuser.createStatement()) {
            takeLock(statement);
            await(State.STANDBY);
            superuser.close();
            try (Statement lock = stuck.createStatement()) {
                lock.execute("SELECT pg_advisory_lock(" + LeaderLock.LOG.number() + ")");
            } catch (SQLException e) {
                // The service was faster; then it is active, and nothing is left to show in this run.
                return;
            }
            stuck.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY person_revision FROM STDIN");

            await(State.ACTIVE);
        }
    }

    @Test
    @DisplayName("A checkpoint that the rows do not match: nothing is signed or appended any more, and it says so")
    void mismatchRefusesToSign() {
        append();
        Signed before = Signed.now();
        // A careful forger: entry and hash fit each other, only the signed root does not.
        execute("CREATE TABLE kept AS SELECT * FROM log_entry WHERE log_index = " + (before.size() - 1));
        execute("UPDATE log_entry SET entry = 'forged', leaf_hash = sha256('\\x00'::bytea || 'forged'::bytea)"
                + " WHERE log_index = " + (before.size() - 1));
        try {
            sequencer.restart();
            await(State.REFUSING_TO_SIGN);
            long signed = Signed.now().size();
            UUID waiting = corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "refused")).id();

            assertThat(status.now().detail()).contains("rows were changed");
            var well = RestAssured.get(ManagementInterface.url("/q/health/well")).then().statusCode(503).extract()
                    .jsonPath();
            assertThat(well.getString("checks.find { it.name == 'sequencer' }.data.state"))
                    .isEqualTo("refusing_to_sign");
            RestAssured.get(ManagementInterface.url("/q/health/ready")).then().statusCode(200);
            assertThat(RestAssured.get(ManagementInterface.url("/q/metrics")).asString())
                    .contains("handschlag_audit_sequencer_state{state=\"refusing_to_sign\"} 1.0");
            assertThat(Signed.now().size()).isEqualTo(signed);
            assertThat(indexOf(waiting)).isEmpty();
        } finally {
            execute("UPDATE log_entry e SET entry = k.entry, leaf_hash = k.leaf_hash FROM kept k"
                    + " WHERE e.log_index = k.log_index");
            execute("DROP TABLE kept");
        }
        await(State.ACTIVE);
        append();
    }

    @Test
    @DisplayName("R27 an entry that was changed behind the log's back is noticed at the next start")
    void changedEntryIsNoticed() {
        long index = append();
        execute("UPDATE log_entry SET entry = replace(convert_from(entry, 'UTF8'), '\"id\"', '\"ID\"')::bytea"
                + " WHERE log_index = " + index);
        try {
            sequencer.restart();
            await(State.REFUSING_TO_SIGN);
            assertThat(status.now().detail())
                    .isEqualTo("entry " + index + " does not have the hash that was stored with it");
        } finally {
            execute("UPDATE log_entry SET entry = replace(convert_from(entry, 'UTF8'), '\"ID\"', '\"id\"')::bytea"
                    + " WHERE log_index = " + index);
        }
    }

    @Test
    @DisplayName("A database from an older backup does not know what was signed; the key's own memory does")
    void olderBackupRefusesToSign() throws IOException {
        append();
        Path besideKey = log.keyFile().toAbsolutePath().resolveSibling(log.keyFile().getFileName() + ".signed");
        String later = Files.readString(besideKey, StandardCharsets.UTF_8);
        long size = Signed.now().size();
        // As after a restore: rows, hashes, checkpoints and offsets of the last entry are gone.
        execute("CREATE TABLE kept AS SELECT * FROM log_entry WHERE log_index = " + (size - 1));
        execute("CREATE TABLE kept_checkpoint AS SELECT * FROM log_checkpoint WHERE tree_size = " + size);
        execute("DELETE FROM log_checkpoint WHERE tree_size = " + size);
        execute("DELETE FROM log_entry WHERE log_index = " + (size - 1));
        try {
            sequencer.restart();
            await(State.REFUSING_TO_SIGN);

            assertThat(status.now().detail()).isEqualTo("by the key file a checkpoint over " + size
                    + " entries was signed, but only " + (size - 1) + " are stored: is this an older backup?");
            assertThat(Files.readString(besideKey, StandardCharsets.UTF_8)).isEqualTo(later);
        } finally {
            execute("INSERT INTO log_entry SELECT * FROM kept");
            execute("INSERT INTO log_checkpoint SELECT * FROM kept_checkpoint");
            execute("DROP TABLE kept, kept_checkpoint");
        }
    }

    @Test
    @DisplayName("A checkpoint that was signed but not published before a crash is published after it, to the byte")
    void signedButUnpublishedCheckpointIsPublished() {
        append();
        String note = newestNote();
        long size = Signed.now().size();

        execute("DELETE FROM log_checkpoint WHERE tree_size = " + size);
        sequencer.restart();

        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> Signed.now().size() == size);
        assertThat(newestNote()).isEqualTo(note);
    }

    @Test
    @DisplayName("Another key does not continue what the first one signed")
    void otherKeyRefusesToSign() {
        append();
        execute("UPDATE log_checkpoint SET note = replace(note, '— handschlag.test/log ', '— handschlag.test/other ')"
                + " WHERE tree_size = (SELECT max(tree_size) FROM log_checkpoint)");
        try {
            sequencer.restart();
            await(State.REFUSING_TO_SIGN);
            assertThat(status.now().detail())
                    .startsWith("the last checkpoint in the database is not signed by this log's key");
        } finally {
            execute("UPDATE log_checkpoint SET note = replace(note, '— handschlag.test/other ',"
                    + " '— handschlag.test/log ') WHERE tree_size = (SELECT max(tree_size) FROM log_checkpoint)");
        }
    }
}
