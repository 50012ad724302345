package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.Corridor.Sent;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.NewsForPerson;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Topics;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("Ingest")
class IngestTest extends AuditTestCase {

    @Inject
    AgroalDataSource asApplication;

    @Inject
    Sequencer sequencer;

    private static double metric(String line) {
        return RestAssured.get(ManagementInterface.url("/q/metrics")).asString().lines()
                .filter(text -> text.startsWith(line + " "))
                .mapToDouble(text -> Double.parseDouble(text.substring(line.length() + 1))).findFirst().orElse(0);
    }

    @Test
    @DisplayName("R26 the same event twice, in one batch and later, becomes one entry")
    void duplicateAddsNothing() {
        EventEnvelope<Event> event = Corridor.envelope(Corridor.caseLinked(UUID.randomUUID(), 1, "jobcenter", "dup"));
        corridor.sendAll(List.of(event, event, event));
        awaitIndexes(event.id());
        Sent again = corridor.send(event);
        awaitStored(again);

        assertThat(one("SELECT count(*) FROM log_entry WHERE event_id = '" + event.id() + "'")).isEqualTo(1);
        assertThat(one("SELECT count(*) FROM log_payload WHERE event_id = '" + event.id() + "'")).isEqualTo(1);
        assertGapless();
    }

    @Test
    @DisplayName("R26 replay of all topics from offset 0 changes nothing")
    void replayChangesNothing() {
        UUID person = UUID.randomUUID();
        List<EventEnvelope<Event>> events = new ArrayList<>();
        for (int revision = 1; revision <= 300; revision++) {
            events.add(Corridor.envelope(Corridor.caseLinked(person, revision, "a", "r" + revision)));
        }
        corridor.sendAll(events);
        List<UUID> ids = events.stream().map(EventEnvelope::id).toList();
        List<Long> indexes = awaitIndexes(ids);
        awaitCheckpointOver(size() - 1);
        long size = size();
        String checkpoint = newestNote();

        asOwner("UPDATE ingest_offset SET next_offset = 0");
        sequencer.restart();
        EventEnvelope<Event> fresh = Corridor.envelope(Corridor.caseLinked(person, 301, "a", "r301"));
        Sent last = corridor.send(fresh);
        awaitStored(last);

        assertThat(entriesFrom(size)).isEqualTo(1);
        assertThat(indexOf(fresh.id()).orElseThrow()).isGreaterThanOrEqualTo(size);
        assertThat(awaitIndexes(ids)).isEqualTo(indexes);
        assertThat(checkpoint.lines().skip(1).findFirst()).contains(String.valueOf(size));
        assertGapless();
    }

    @Test
    @DisplayName("Whoever finds other offsets than it left there was overtaken, appends nothing and starts anew")
    void overtakenSequencerAppendsNothing() {
        UUID person = UUID.randomUUID();
        Sent first = corridor.send(Corridor.caseLinked(person, 1, "a", "o1"));
        awaitStored(first);

        asOwner("UPDATE ingest_offset SET next_offset = next_offset - 1 WHERE topic = '" + first.topic()
                + "' AND partition_number = " + first.partition());
        Sent second = corridor.send(Corridor.caseLinked(person, 2, "a", "o2"));
        awaitStored(second);

        assertThat(awaitIndexes(first.id(), second.id())).isSorted();
        assertGapless();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "1000000"})
    @DisplayName("ADR 58 A log that has read further than a topic goes takes in what is written there, and nothing twice")
    void whatIsWrittenBehindACutIsRead(String leaderEpoch) {
        UUID person = UUID.randomUUID();
        Sent first = corridor.send(Corridor.caseLinked(person, 1, "a", "c1"));
        awaitStored(first);
        long size = size();

        asOwner("UPDATE ingest_offset SET next_offset = next_offset + 1000000, leader_epoch = " + leaderEpoch
                + " WHERE topic = '" + first.topic() + "' AND partition_number = " + first.partition());
        sequencer.restart();
        EventEnvelope<Event> fresh = Corridor.envelope(Corridor.caseLinked(person, 2, "a", "c2"));
        corridor.send(fresh);

        assertThat(awaitIndexes(fresh.id())).containsExactly(size);
        assertGapless();
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .until(() -> one("SELECT max(next_offset) FROM ingest_offset") < 1000000);
    }

    @Test
    @DisplayName("Heartbeats, tombstones and news for persons are no entries, but their offsets move on")
    void heartbeatAndTombstoneAreNoEntries() {
        UUID person = UUID.randomUUID();
        int partition = PersonPartitioner.partitionFor(person, Corridor.PARTITIONS);
        awaitStored(corridor.send(Corridor.caseLinked(person, 1, "a", "h1")));
        long size = size();

        corridor.send(new Heartbeat(partition, Corridor.now()));
        corridor.send(new ProducerRecord<>(Topics.CONSENT_EVENTS, partition, person + "/case-link/x", null));
        Sent heartbeat = corridor.send(new Heartbeat(partition, Corridor.now()));
        awaitStored(heartbeat);
        awaitStored(corridor.send(new NewsForPerson(person)));

        assertThat(entriesFrom(size)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "null data", "unknown type", "no headers", "wrong topic", "NUL in a text",
            "text too long", "no Unicode", "time out of range"})
    @DisplayName("What cannot be understood goes to the dead letters, raises an alarm, and stops nobody")
    void poisonGoesToTheDeadLetters(String poison) {
        String counter = "handschlag_dead_letters_total";
        double before = metric(counter);
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        EventEnvelope<Event> event = Corridor
                .envelope(Corridor.disclosed(person, 0, "a", "e", "c-1", "case-management", grant, "address"));
        String key = "poison-" + UUID.randomUUID();
        ProducerRecord<String, byte[]> good = Corridor.message(event);
        String data = new String(good.value(), StandardCharsets.UTF_8);
        String changed = switch (poison) {
            case "not JSON" -> "{\"dataSubjectId\":";
            case "NUL in a text" -> data.replace("c-1", "c\\u0000");
            case "text too long" -> data.replace("c-1", "c".repeat(3000));
            case "no Unicode" -> data.replace("c-1", "c\\ud800");
            case "wrong topic" ->
                new String(EventCodec.encodeData(new PersonErased(person, 1, Corridor.now())), StandardCharsets.UTF_8);
            default -> data;
        };
        ProducerRecord<String, byte[]> bad = new ProducerRecord<>(good.topic(), good.partition(), key,
                poison.equals("null data") ? null : changed.getBytes(StandardCharsets.UTF_8));
        if (!poison.equals("no headers")) {
            good.headers().forEach(bad.headers()::add);
        }
        if (poison.equals("unknown type")) {
            bad.headers().add("ce_type", "de.handschlag.unheard.of.v9".getBytes(StandardCharsets.UTF_8));
        }
        if (poison.equals("wrong topic")) {
            bad.headers().add("ce_type", "de.handschlag.person.erased.v1".getBytes(StandardCharsets.UTF_8));
        }
        if (poison.equals("time out of range")) {
            bad.headers().add("ce_time", "+900000-01-01T00:00:00Z".getBytes(StandardCharsets.UTF_8));
        }

        Sent sent = corridor.send(switch (poison) {
            // What has no canonical form cannot be signed.
            case "not JSON", "no Unicode", "no headers", "null data" -> bad;
            default -> corridor.signed(bad);
        });
        UUID next = corridor.send(Corridor.disclosed(person, 0, "a", "e", "c-2", "case-management", grant)).id();

        awaitIndexes(next);
        ConsumerRecord<String, byte[]> letter = corridor.awaitRecord("access-events.audit.dlt", key);
        assertThat(letter.value()).isEqualTo(bad.value());
        assertThat(new String(letter.headers().lastHeader("dlt_offset").value(), StandardCharsets.UTF_8))
                .isEqualTo(String.valueOf(sent.offset()));
        assertThat(letter.headers().lastHeader("dlt_reason")).isNotNull();
        assertThat(metric(counter)).isEqualTo(before + 1);
        assertThat(indexOf(event.id())).isEmpty();
    }

    @Test
    @DisplayName("An access that is early waits for the consent event that it saw")
    void earlyAccessWaitsForItsConsent() {
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        double alarms = metric("handschlag_audit_causal_wait_alarms_total");
        UUID linked = corridor.send(Corridor.caseLinked(person, 1, "a", "early")).id();
        awaitIndexes(linked);
        UUID access = corridor.send(Corridor.disclosed(person, 2, "a", "e", "early", "case-management", grant, "phone"))
                .id();
        UUID receipt = corridor.send(new RevisionEnforced(person, 2, Corridor.now())).id();
        // Something later passes through, so the sequencer has seen both and holds them back.
        UUID other = corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "other")).id();
        awaitIndexes(other);
        assertThat(indexOf(access)).isEmpty();

        UUID given = corridor.send(Corridor.given(person, 2, grant, "a", "case-management", "phone")).id();

        List<Long> indexes = awaitIndexes(linked, given, receipt, access);
        assertThat(indexes.get(1)).isLessThan(indexes.get(2)).isLessThan(indexes.get(3));
        assertThat(metric("handschlag_audit_causal_wait_alarms_total")).isEqualTo(alarms);
    }

    @Test
    @DisplayName("G4 A consent event whose relay died before its commit is logged before the access that saw it, and once")
    void eventOfAnUnfinishedTransactionIsLogged() throws Exception {
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        double alarms = metric("handschlag_audit_causal_wait_alarms_total");
        EventEnvelope<Event> given = Corridor
                .envelope(Corridor.given(person, 1, grant, "a", "case-management", "phone"));
        UUID access;
        try (var unfinished = corridor.unfinishedTransaction(given)) {
            access = corridor.send(Corridor.disclosed(person, 1, "a", "e", "tx", "case-management", grant, "phone"))
                    .id();
            assertThat(awaitIndexes(given.id(), access)).isSorted();
        }
        Sent again = corridor.send(given);
        awaitStored(again);

        assertThat(one("SELECT count(*) FROM log_entry WHERE event_id = '" + given.id() + "'")).isEqualTo(1);
        assertThat(metric("handschlag_audit_causal_wait_alarms_total")).isEqualTo(alarms);
    }

    @Test
    @DisplayName("G4 An early access waits on, without an alarm, while nobody can tell whether its consent event is there")
    void earlyAccessWaitsOnWhileThePartitionIsNotReadToItsEnd() {
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        double alarms = metric("handschlag_audit_causal_wait_alarms_total");
        UUID access = corridor.send(Corridor.disclosed(person, 1, "a", "e", "on", "case-management", grant, "phone"))
                .id();
        // Something later passes through, so the sequencer has seen both and holds the access back.
        awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "other")).id());
        List<Instant> waitsOn = new CopyOnWriteArrayList<>();
        EventEnvelope<Event> given = Corridor
                .envelope(Corridor.given(person, 1, grant, "a", "case-management", "phone"));
        Handler listener = listener(access, waitsOn);
        Logger log = Logger.getLogger(SequencerTerm.class.getName());
        log.addHandler(listener);
        try (ExecutorService relay = Executors.newVirtualThreadPerTaskExecutor()) {
            TestStack.pauseKafka();
            try {
                relay.execute(() -> corridor.send(given));
                Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> waitsOn.size() >= 2);
                assertThat(indexOf(access)).isEmpty();
            } finally {
                TestStack.resumeKafka();
            }
        } finally {
            log.removeHandler(listener);
        }

        assertThat(awaitIndexes(given.id(), access)).isSorted();
        assertThat(Duration.between(waitsOn.get(0), waitsOn.get(1))).as("each time as long as at first")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(metric("handschlag_audit_causal_wait_alarms_total")).isEqualTo(alarms);
    }

    /** Notes when the sequencer says that this event waits on. */
    private static Handler listener(UUID event, List<Instant> heard) {
        return new Handler() {
            @Override
            public void publish(LogRecord message) {
                if (message.getMessage().startsWith("event " + event + " waits on")) {
                    heard.add(message.getInstant());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    @Test
    @DisplayName("An access whose consent event never comes is appended with an alarm, never dropped")
    void waitingIsBounded() {
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        double alarms = metric("handschlag_audit_causal_wait_alarms_total");
        Instant sent = Instant.now();
        UUID first = corridor.send(Corridor.disclosed(person, 9, "a", "e", "never", "case-management", grant, "phone"))
                .id();
        UUID second = corridor.send(Corridor.disclosed(person, 8, "a", "e", "never", "case-management", grant, "phone"))
                .id();

        assertThat(awaitIndexes(first, second)).isSorted();
        assertThat(Duration.between(sent, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(metric("handschlag_audit_causal_wait_alarms_total")).isEqualTo(alarms + 1);
    }

    @Test
    @DisplayName("All families of events become entries of their class, with the commitment to their payload")
    void everyFamilyHasItsClass() {
        UUID person = UUID.randomUUID();
        UUID consent = corridor.send(Corridor.caseLinked(person, 1, "a", "f")).id();
        UUID erased = corridor.send(new PersonErased(person, 2, Corridor.now())).id();
        UUID denied = corridor.send(Corridor.denied(person, 2, "a", "f", "case-management")).id();
        UUID receipt = corridor.send(new RevisionEnforced(person, 2, Corridor.now())).id();
        awaitIndexes(consent, erased, denied, receipt);

        assertThat(classOf(consent)).isEqualTo("consent");
        assertThat(classOf(erased)).isEqualTo("consent");
        assertThat(classOf(denied)).isEqualTo("access");
        assertThat(classOf(receipt)).isEqualTo("enforcement");
        assertThat(size()).isPositive();
        assertThat(one("SELECT count(*) FROM log_entry e JOIN log_payload p USING (log_index) WHERE encode(sha256("
                + "p.salt || convert_to(p.payload, 'UTF8')), 'base64') <> "
                + "convert_from(e.entry, 'UTF8')::json ->> 'commit'")).as("commitments that do not open").isZero();
        assertThat(one("SELECT count(*) FROM log_entry WHERE leaf_hash <> sha256('\\x00'::bytea || entry)")).isZero();
        assertThat(one("SELECT count(*) FROM log_payload_default")).as("rows without a month's partition").isZero();
    }

    private static String classOf(UUID eventId) {
        for (String key : List.of("consent", "access", "enforcement", "control")) {
            if (one("SELECT count(*) FROM log_entry WHERE event_id = '" + eventId
                    + "' AND convert_from(entry, 'UTF8')::json ->> 'class' = '" + key + "'") == 1) {
                return key;
            }
        }
        throw new AssertionError("no class for " + eventId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"log_entry", "log_payload", "log_tile_hash", "log_checkpoint", "log_payload_default"})
    @DisplayName("R27 the application's role can neither update nor delete nor truncate what is logged")
    void applicationCannotChangeWhatIsLogged(String table) throws SQLException {
        String column = switch (table) {
            case "log_entry" -> "entry = entry";
            case "log_tile_hash" -> "hash = hash";
            case "log_checkpoint" -> "root = root";
            default -> "payload = payload";
        };
        for (String statement : List.of("UPDATE " + table + " SET " + column, "DELETE FROM " + table,
                "TRUNCATE " + table, "DROP TABLE " + table, "ALTER TABLE " + table + " ADD COLUMN x int")) {
            try (Connection connection = asApplication.getConnection()) {
                assertThatThrownBy(() -> connection.createStatement().executeUpdate(statement)).as(statement)
                        .isInstanceOf(SQLException.class).extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo("42501");
            }
        }
    }

    @Test
    @DisplayName("R27 the application makes partitions ahead through the owner's function, and none far from today")
    void applicationMakesOnlyPartitionsNearToday() throws SQLException {
        try (Connection connection = asApplication.getConnection()) {
            connection.createStatement().execute("SELECT make_payload_partition(current_date + 62)");
            assertThatThrownBy(
                    () -> connection.createStatement().execute("SELECT make_payload_partition('2020-01-01')"))
                    .hasMessageContaining("too far from today");
        }
        assertThat(one("SELECT count(*) FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.relname = "
                + "'log_payload_' || to_char(current_date + 62, 'YYYY_MM')")).isEqualTo(1);
    }

    /** Waits until the log has passed this offset. */
    private static void awaitStored(Sent sent) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(() -> one("SELECT next_offset FROM ingest_offset WHERE topic = '" + sent.topic()
                        + "' AND partition_number = " + sent.partition()) > sent.offset());
    }

    private static void assertGapless() {
        assertThat(one("SELECT max(log_index) + 1 - count(*) FROM log_entry")).isZero();
        // Each has its payload, but for those that other tests had erased.
        assertThat(one("SELECT (SELECT count(*) FROM log_entry) - (SELECT count(*) FROM log_payload)"
                + " - (SELECT coalesce(sum(payloads), 0) FROM erasure)")).isZero();
    }
}
