package de.handschlag.consent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;

import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.database.DatabaseException;
import de.handschlag.event.EventSigner;
import de.handschlag.settings.DatabaseLogin;

/** What becomes of a relay that was stopped (SIGSTOP, a long pause) and wakes up after another one took over. */
@QuarkusTest
class RelayFenceTest {

    @Inject
    OutboxRelay relay;
    @Inject
    OutboxSettings settings;
    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;
    @Inject
    DatabaseLogin login;
    @Inject
    EventSigner signer;

    @BeforeEach
    void stopTheServicesOwnRelay() throws InterruptedException {
        relay.stop();
    }

    @AfterEach
    void startItAgain() {
        // What the tests published, no database has.
        Database.update("UPDATE relay_position SET next_offsets = NULL");
        relay.start();
    }

    @Test
    void silentRelayLosesItsTurn() throws SQLException {
        RelaySession silent = RelaySession.open(login, settings);
        assertThat(silent.tryLock()).isTrue();

        try (RelaySession next = RelaySession.open(login, settings)) {
            assertThat(next.tryLock()).isFalse();
            // The tests set the idle timeout to five seconds; asking keeps the next one's own session alive.
            await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100)).until(next::tryLock);
        }
        assertThatThrownBy(() -> silent.oldestBut(List.of(), 1)).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> silent.published(List.of(new SentRow(row("older"), 0, 0)), new long[8]))
                .isInstanceOf(DatabaseException.class);
        silent.close();
    }

    @Test
    void wokenRelayCannotPutAnOlderEventBehindANewerOne() throws Exception {
        OutboxRow older = row("older");
        OutboxRow newer = new OutboxRow(2, UUID.randomUUID(), older.type(), older.messageKey(), older.dataSubjectId(),
                "\"newer\"".getBytes(StandardCharsets.UTF_8), Instant.now(), null);

        try (EventPublisher stopped = EventPublisher.open(kafka, settings, signer);
                EventPublisher active = EventPublisher.open(kafka, settings, signer)) {
            active.publish(List.of(newer), null);

            assertThatThrownBy(() -> stopped.publish(List.of(older), null)).satisfiesAnyOf(
                    e -> assertThat(e).isInstanceOf(KafkaException.class),
                    e -> assertThat(e).hasCauseInstanceOf(KafkaException.class));
            active.publish(List.of(row("later")), Instant.now());
        }

        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.recordsOf(older.dataSubjectId())).isNotEmpty());
            assertThat(contents(topic, older)).containsExactly("newer");
        }
    }

    @Test
    void relayThatWakesUpWithinItsTransactionCanNeitherGoOnNorCommit() throws Exception {
        OutboxRow first = row("first");
        OutboxRow older = new OutboxRow(2, UUID.randomUUID(), first.type(), first.messageKey(), first.dataSubjectId(),
                "\"older\"".getBytes(StandardCharsets.UTF_8), Instant.now(), null);
        OutboxRow newer = new OutboxRow(3, UUID.randomUUID(), first.type(), first.messageKey(), first.dataSubjectId(),
                "\"newer\"".getBytes(StandardCharsets.UTF_8), Instant.now(), null);

        try (EventPublisher stopped = EventPublisher.open(kafka, settings, signer)) {
            stopped.publish(List.of(first), null);
            assertThat(stopped.uncommitted()).containsExactly(first);
            try (EventPublisher active = EventPublisher.open(kafka, settings, signer)) {
                active.publish(List.of(newer), null);

                assertThatThrownBy(() -> stopped.publish(List.of(older), null)).satisfiesAnyOf(
                        e -> assertThat(e).isInstanceOf(KafkaException.class),
                        e -> assertThat(e).hasCauseInstanceOf(KafkaException.class));
                assertThatThrownBy(stopped::commit).isInstanceOf(KafkaException.class);
                assertThat(active.commit()).extracting(SentRow::row).containsExactly(newer);
                assertThat(active.uncommitted()).isEmpty();
            }
        }

        try (ConsentEventsReader all = new ConsentEventsReader();
                ConsentEventsReader committed = new ConsentEventsReader("read_committed")) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(contents(committed, first)).containsExactly("newer"));
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(contents(all, first)).containsExactly("first", "newer"));
        }
    }

    private static List<String> contents(ConsentEventsReader topic, OutboxRow row) {
        return topic.recordsOf(row.dataSubjectId()).stream()
                .map(message -> new String(message.value(), StandardCharsets.UTF_8).replace("\"", "")).toList();
    }

    private static OutboxRow row(String content) {
        UUID dataSubjectId = UUID.randomUUID();
        return new OutboxRow(1, UUID.randomUUID(), "de.handschlag.test.v1", dataSubjectId + "/test", dataSubjectId,
                ("\"" + content + "\"").getBytes(StandardCharsets.UTF_8), Instant.now(), null);
    }
}
