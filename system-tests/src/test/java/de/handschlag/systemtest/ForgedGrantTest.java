package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.deploy.local.KafkaRights;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;

/** A hostile process beside the broker, which has the consent-service's password for Kafka, writes a person's consent. */
class ForgedGrantTest {

    private static final String PURPOSE = "case-management";

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);

    @Test
    @DisplayName("R39 A forged ConsentGiven discloses nothing and is in no log; the person's own consent counts once an operator has looked")
    void forgedGrantDisclosesNothing() throws Exception {
        Agency office = Agency.registered(stack, "meldebehoerde-forged", "meldebehoerde");
        Agency integration = Agency.registered(stack, "integration-forged", "integrationsmanagement", PURPOSE);
        Person person = Person.enrolledBy(office, "M-" + id, "forged-" + id);
        office.contribute("M-" + id, "phone", "+49 30 1");
        person.giveTo(integration, "I-" + id);
        await().atMost(Duration.ofSeconds(120)).until(() -> integration.tryRead("I-" + id, PURPOSE).status() == 403);

        UUID record = UUID.randomUUID();
        RecordMetadata place = forge(UUID.fromString(person.dataSubjectId()), record);

        await().atMost(Duration.ofSeconds(120)).until(() -> integration.tryRead("I-" + id, PURPOSE).status() == 503);
        String admin = stack.identities().admin();
        stack.registry()
                .post(admin, "/v1/blocking-records/" + place.partition() + "/" + place.offset() + "/release", null)
                .expect(204);
        await().atMost(Duration.ofSeconds(120)).until(() -> integration.tryRead("I-" + id, PURPOSE).status() == 403);
        person.approve(integration.ask("I-" + id, PURPOSE, "phone"));
        await().atMost(Duration.ofSeconds(120)).until(() -> integration.tryRead("I-" + id, PURPOSE).status() == 200);
        await().atMost(Duration.ofSeconds(120)).until(
                () -> entriesOf(person).stream().anyMatch(type -> type.equals("de.handschlag.data.disclosed.v1")));
        assertThat(entriesOf(person).stream().filter(type -> type.equals("de.handschlag.consent.given.v1"))).hasSize(1);
    }

    private List<String> entriesOf(Person person) {
        return Dpo.entries(stack, "&dataSubjectId=" + person.dataSubjectId()).stream()
                .map(entry -> entry.path("type").asText()).toList();
    }

    private RecordMetadata forge(UUID person, UUID record) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ConsentGiven grant = new ConsentGiven(person, 1_000,
                new ConsentRecordState(record, "integration-forged", PURPOSE, List.of("phone"), List.of(),
                        "Art. 6(1)(a) DSGVO", now, now, now.plus(30, ChronoUnit.DAYS), null, null, null));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                stack.stack().kafkaClient(KafkaRights.CONSENT), new StringSerializer(), new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(Topics.CONSENT_EVENTS).size();
            return producer
                    .send(EventCodec.toRecord(new EventEnvelope<>(UUID.randomUUID(), Senders.CONSENT, now, null, grant),
                            Topics.CONSENT_EVENTS, PersonPartitioner.partitionFor(person, partitions),
                            grant.messageKey()))
                    .get(120, TimeUnit.SECONDS);
        }
    }
}
