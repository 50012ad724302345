package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.audit.Corridor;
import de.handschlag.audit.chain.ingest.SequencerStatus.State;
import de.handschlag.audit.chain.ingest.WriteStep.Moment;

@DisplayName("What was signed is not forgotten, and the check of a log finds what is wrong with one")
class SignedMemoryTest extends LogFaultTestCase {

    @ParameterizedTest(name = "{0} bytes of it")
    @ValueSource(ints = {0, 40})
    @DisplayName("Of what was signed last only a part is left: nothing is appended or signed until it is put back")
    void truncatedMemory(int length) throws Exception {
        String whole = stack.signed();
        long size = stack.one("SELECT count(*) FROM log_entry");
        Files.writeString(stack.signedFile(), whole.substring(0, length));
        try (RunningSequencer running = sequencer(NOBODY)) {
            List<UUID> events = stack.sendLawfulEvents();
            await(running, State.REFUSING_TO_SIGN);
            assertThat(stack.one("SELECT count(*) FROM log_entry")).isEqualTo(size);

            Files.writeString(stack.signedFile(), whole);
            stack.awaitSigned(events);
        }
    }

    @Test
    @DisplayName("A process that slept before its signature does not sign over that of its successor")
    void sleeperSignsNothing() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        Once sleep = Once.at(WriteStep.COMMIT, Moment.AFTER, (step, moment) -> {
            asleep.countDown();
            try {
                assertThat(wake.await(120, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        try (RunningSequencer sleeper = sequencer(sleep)) {
            List<UUID> events = stack.sendLawfulEvents();
            assertThat(asleep.await(120, TimeUnit.SECONDS)).isTrue();
            stack.endSession();
            try (RunningSequencer successor = sequencer(NOBODY)) {
                await(successor, State.ACTIVE);
                events = Stream.concat(events.stream(), stack.sendLawfulEvents().stream()).toList();
                stack.awaitSigned(events);
                String later = stack.signed();
                wake.countDown();
                await(sleeper, State.STANDBY);
                assertThat(stack.signed()).isEqualTo(later);
            }
        }
    }

    @Test
    @DisplayName("A database restored from a backup refuses to sign with the key that signed more; the newer one goes on")
    void restoredBackup() throws Exception {
        stack.execute("postgres", "CREATE DATABASE restored TEMPLATE audit");
        try {
            try (RunningSequencer running = sequencer(NOBODY)) {
                stack.awaitSigned(stack.sendLawfulEvents());
            }
            String signed = stack.signed();
            try (RunningSequencer restored = new RunningSequencer(stack.in("restored", stack.place().keyFile()),
                    NOBODY)) {
                await(restored, State.REFUSING_TO_SIGN);
                assertThat(restored.status().detail()).endsWith("is this an older backup?");
            }
            assertThat(stack.signed()).isEqualTo(signed);
        } finally {
            stack.execute("postgres", "DROP DATABASE restored WITH (FORCE)");
        }
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }
    }

    @Test
    @DisplayName("The check itself finds a lost entry")
    void lostEntryIsFound() throws Exception {
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }
        // An offset too far: what a commit of offsets without their rows would leave.
        Corridor.Sent lost = stack.sendReceipt();
        stack.execute("UPDATE ingest_offset SET next_offset = " + (lost.offset() + 1) + " WHERE topic = '"
                + lost.topic() + "' AND partition_number = " + lost.partition());
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }

        List<String> findings = trial.findings();

        stack.execute("UPDATE ingest_offset SET next_offset = " + lost.offset() + " WHERE topic = '" + lost.topic()
                + "' AND partition_number = " + lost.partition());
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(List.of(lost.id()));
        }
        assertThat(findings).containsExactly("event " + lost.id() + " has 0 entries and 0 payloads");
    }

    @Test
    @DisplayName("The check itself finds a doubled entry and a fork")
    void doubledEntryAndForkAreFound() throws Exception {
        try (RunningSequencer running = sequencer(NOBODY)) {
            stack.awaitSigned(stack.sendLawfulEvents());
        }
        stack.execute("ALTER TABLE log_entry DROP CONSTRAINT log_entry_event_id_key");
        stack.execute(
                "INSERT INTO log_entry SELECT (SELECT max(log_index) + 1 FROM log_entry), event_id, entry, leaf_hash"
                        + " FROM log_entry WHERE log_index = 7");
        stack.execute("CREATE TABLE true_entry AS SELECT * FROM log_entry WHERE log_index = 8");
        stack.execute("UPDATE log_entry SET entry = 'forked', leaf_hash = sha256('\\x00'::bytea || 'forked'::bytea)"
                + " WHERE log_index = 8");

        List<String> findings = trial.findings();

        stack.execute("UPDATE log_entry e SET entry = t.entry, leaf_hash = t.leaf_hash FROM true_entry t"
                + " WHERE e.log_index = t.log_index");
        stack.execute("DROP TABLE true_entry");
        stack.execute("DELETE FROM log_entry WHERE log_index = (SELECT max(log_index) FROM log_entry)");
        stack.execute("ALTER TABLE log_entry ADD CONSTRAINT log_entry_event_id_key UNIQUE (event_id)");
        assertThat(findings).filteredOn(finding -> finding.startsWith("the verifier says: ")).hasSize(1);
        assertThat(findings).filteredOn(finding -> finding.endsWith(" has 2 entries and 1 payloads")).hasSize(1);
        assertThat(findings).filteredOn(finding -> finding.startsWith("fork at ")).hasSizeGreaterThan(1);
    }
}
