package de.handschlag.registry.sharingview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.corridor.SignedFrom;
import de.handschlag.event.ConsentEvent;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventType;
import de.handschlag.event.GoldenSample;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.Topics;
import de.handschlag.registry.RegistryTestCase;

@QuarkusTest
@DisplayName("The registry keeps to the golden samples of the contract")
class GoldenSamplesTest extends RegistryTestCase {

    /** No partition of the topic, so that the running consumer's progress stays as it is. */
    private static final int NO_PARTITION = 9999;

    @Inject
    SharingViewUpdater updater;

    @Inject
    AgroalDataSource dataSource;

    @Test
    void everySampleOfTheTopicIsUnderstoodAndApplied() throws SQLException {
        List<GoldenSample> samples = GoldenSample.all().stream().filter(s -> s.event() instanceof ConsentEvent)
                .toList();
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        for (GoldenSample sample : samples) {
            ProducerRecord<String, byte[]> sent = EventCodec.toRecord(sample.envelope(), Topics.CONSENT_EVENTS,
                    NO_PARTITION, sample.event() instanceof PersonEvent event ? event.messageKey() : "heartbeat/0");
            ConsumerRecord<String, byte[]> received = new ConsumerRecord<>(sent.topic(), NO_PARTITION, batch.size(),
                    sent.key(), sent.value());
            sent.headers().forEach(received.headers()::add);
            batch.add(received);
        }

        try (Connection connection = dataSource.getConnection()) {
            AppliedBatch applied = updater.apply(connection, batch,
                    SignedFrom.of(Map.of(new TopicPartition(Topics.CONSENT_EVENTS, NO_PARTITION), Long.MAX_VALUE)),
                    Map.of());

            assertThat(applied.deadLetters()).isZero();
            assertThat(applied.eventCount())
                    .isEqualTo((int) samples.stream().filter(s -> s.event() instanceof PersonEvent).count());
        }
    }

    @Test
    void recordOfADenialHasTheMembersOfItsSample() throws JsonProcessingException {
        String reference = "golden-" + UUID.randomUUID();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> as(tokens.agencySystem("schulamt-golden", "case-management"))
                        .header("Employee-Reference", "desk-1")
                        .get("/v1/cases/" + reference + "/view?purpose=case-management").then().statusCode(403));
        accessEvents.await(DisclosureDenied.class, e -> reference.equals(e.caseReference()));

        String written = accessEvents.raw().stream().filter(json -> json.contains(reference)).findFirst().orElseThrow();

        String sample = GoldenSample.named(EventType.DISCLOSURE_DENIED.typeName() + ".unknown-case").json();
        assertThat(members(written)).isEqualTo(members(sample));
    }

    private static List<String> members(String json) throws JsonProcessingException {
        List<String> names = new ArrayList<>();
        new ObjectMapper().readTree(json).fieldNames().forEachRemaining(names::add);
        return names;
    }
}
