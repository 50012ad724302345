package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.replaced;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.registry.sharingview.ConsentEventConsumer;

@QuarkusTest
@DisplayName("R23 R42 A grant in whose place a later one stands")
class ReplacedGrantTest extends NotificationTestCase {

    private final UUID later = UUID.randomUUID();

    @Inject
    ConsentEventConsumer consumer;

    @Test
    @DisplayName("recipients are told of what fell away, and not of what the later grant covers")
    void recipientIsToldOfWhatFellAway() {
        contribute("email", "a@b.example");
        consentService.send(given(person, 3, record, reader, PURPOSE, "email", "phone"));
        read(3).then().statusCode(200);

        replace("phone");

        Map<String, Object> told = awaitFeed(reader, "GRANT_GIVEN", "GRANT_INVALIDATED").getLast();
        assertThat(told).containsEntry("attributes", List.of("email")).containsEntry("caseReferences",
                List.of(readerCase));
        assertThat(read(5).jsonPath().<Map<String, Object>>get("attributes")).containsOnlyKeys("phone");
    }

    @Test
    @DisplayName("recipients are told nothing where the later grant covers all that was received")
    void nothingIsOwedWhereAllIsCovered() throws SQLException {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);

        replace("email", "phone");

        assertThat(read(5).statusCode()).isEqualTo(200);
        awaitFeed(reader, "GRANT_GIVEN");
        assertThat(only("SELECT count(*) FROM obligation WHERE consent_record_id = '" + record + "'")).isEqualTo("0");
    }

    @Test
    @DisplayName("one withdrawal reaches also what was received before, and never read again")
    void withdrawalReachesWhatWasReceivedUnderTheEarlierGrant() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);
        replace("email", "phone");

        consentService.send(withdrawn(person, 6, later, reader, PURPOSE, "email", "phone"));

        assertThat(awaitFeed(reader, "GRANT_WITHDRAWN").getFirst()).containsEntry("attributes", List.of("phone"));
        assertThat(read(6).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("all in one batch, and the batch once more: the same as one after the other")
    void batchAndReplayChangeNothing() throws SQLException {
        contribute("email", "a@b.example");
        consentService.send(given(person, 3, record, reader, PURPOSE, "email", "phone"));
        read(3).then().statusCode(200);
        List<ProducerRecord<String, byte[]>> replacedAndWithdrawn = Stream
                .of(given(person, 4, later, reader, PURPOSE, "phone"),
                        replaced(person, 5, record, later, reader, PURPOSE, "email", "phone"),
                        withdrawn(person, 6, later, reader, PURPOSE, "phone"))
                .map(consentService::unsigned).map(consentService.signer()::sign).toList();
        consumer.stop();
        replacedAndWithdrawn.forEach(consentService::send);
        consumer.start();
        awaitFeed(reader, "GRANT_INVALIDATED", "GRANT_WITHDRAWN");

        replacedAndWithdrawn.forEach(consentService::send);
        consentService.send(given(person, 7, UUID.randomUUID(), reader, PURPOSE, "phone"));

        await().atMost(Duration.ofSeconds(120)).until(() -> read(7).statusCode() == 200);
        List<Map<String, Object>> changes = awaitFeed(reader, "GRANT_INVALIDATED", "GRANT_WITHDRAWN", "GRANT_GIVEN");
        assertThat(changes.get(0)).containsEntry("attributes", List.of("email"));
        assertThat(changes.get(1)).containsEntry("attributes", List.of("phone"));
    }

    @Test
    @DisplayName("R24 a correction reaches who received the value under the earlier grant")
    void correctionReachesTheRecipientUnderTheLaterGrant() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);
        replace("phone");
        read(5).then().statusCode(200);

        contribute("phone", "+49 30 2");

        assertThat(awaitFeed(reader, "GRANT_GIVEN", "VALUE_CORRECTED").getLast()).containsEntry("attributes",
                List.of("phone"));
    }

    /** A later grant of these attributes, and the end of the earlier one. */
    private void replace(String... attributes) {
        consentService.send(given(person, 4, later, reader, PURPOSE, attributes));
        consentService.send(replaced(person, 5, record, later, reader, PURPOSE, "email", "phone"));
    }
}
