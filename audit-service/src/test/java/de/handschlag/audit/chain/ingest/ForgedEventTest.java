package de.handschlag.audit.chain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.ExportedLog;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestStack;

/** Somebody can write to Kafka. */
@QuarkusTest
@DisplayName("R39 The log takes only what its sender signed")
class ForgedEventTest extends AuditTestCase {

    private final UUID person = UUID.randomUUID();

    private static double refused(String reason) {
        String line = "handschlag_events_refused_total{reason=\"" + reason + "\"} ";
        return RestAssured.get(ManagementInterface.url("/q/metrics")).asString().lines()
                .filter(text -> text.startsWith(line))
                .mapToDouble(text -> Double.parseDouble(text.substring(line.length()))).findFirst()
                .orElseThrow(() -> new AssertionError("the alarm has no metric before there is one"));
    }

    private EventEnvelope<Event> given(long revision) {
        return Corridor.envelope(Corridor.given(person, revision, UUID.randomUUID(), "a", "case-management", "phone"));
    }

    private void assertRefused(String reason, UUID id, ProducerRecord<String, byte[]> message) {
        double before = refused(reason);
        corridor.send(message);
        corridor.awaitRecord(Topics.deadLetterOf(message.topic(), "audit"), message.key());
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> refused(reason) == before + 1);
        assertThat(one("SELECT count(*) FROM log_entry WHERE event_id = '" + id + "'")).isZero();
    }

    @Test
    @DisplayName("A forged ConsentGiven becomes no entry, is put aside and raises an alarm")
    void unsignedIsNoEntry() {
        EventEnvelope<Event> event = given(1);
        assertRefused("signature", event.id(), Corridor.message(event));
    }

    @Test
    @DisplayName("The registry cannot speak for the person: its key does not count on consent-events, under either name")
    void anotherServicesKeyIsRefused() {
        EventEnvelope<Event> event = given(1);
        assertRefused("signature", event.id(), TestStack.signer(Senders.REGISTRY).sign(Corridor.message(event)));

        EventEnvelope<Event> asRegistry = new EventEnvelope<>(UUID.randomUUID(), Senders.REGISTRY, Corridor.now(), null,
                Corridor.given(person, 1, UUID.randomUUID(), "a", "case-management", "phone"));
        assertRefused("signature", asRegistry.id(), corridor.signed(Corridor.message(asRegistry)));
    }

    @Test
    @DisplayName("An access that its reader did not sign, and a receipt that the registry did not sign, are refused")
    void accessesAndReceiptsAreSigned() {
        EventEnvelope<Event> access = Corridor.envelope(
                Corridor.disclosed(person, 0, "a", "e", "f-1", "case-management", UUID.randomUUID(), "phone"));
        assertRefused("signature", access.id(), Corridor.message(access));
        EventEnvelope<Event> receipt = Corridor.envelope(new RevisionEnforced(person, 1, Corridor.now()));
        assertRefused("signature", receipt.id(), TestStack.signer(Senders.CONSENT).sign(Corridor.message(receipt)));
    }

    @Test
    @DisplayName("A signed event that somebody copies to another partition does not push out what was decided before it")
    void copyOnAnotherPartitionIsRefused() {
        EventEnvelope<Event> first = given(1);
        EventEnvelope<Event> second = given(2);
        ProducerRecord<String, byte[]> later = corridor.signed(Corridor.message(second));
        int foreign = (PersonPartitioner.partitionFor(person, Corridor.PARTITIONS) + 1) % Corridor.PARTITIONS;

        assertRefused("signature", second.id(),
                new ProducerRecord<>(later.topic(), foreign, later.key(), later.value(), later.headers()));
        corridor.send(first);
        corridor.send(later);

        assertThat(awaitIndexes(first.id(), second.id())).isSorted();
    }

    @Test
    @DisplayName("A revision is made once: another event at it, and other bytes under a known id, are refused; the same again is ignored")
    void revisionIsMadeOnce() {
        EventEnvelope<Event> first = given(1);
        corridor.send(first);
        EventEnvelope<Event> second = given(2);
        corridor.send(second);
        awaitIndexes(first.id(), second.id());
        double before = refused("revision");

        corridor.send(first);
        corridor.send(second);
        awaitIndexes(corridor.send(given(3)).id());
        assertThat(refused("revision")).isEqualTo(before);

        EventEnvelope<Event> another = given(1);
        assertRefused("revision", another.id(), corridor.signed(Corridor.message(another)));
        EventEnvelope<Event> changed = new EventEnvelope<>(first.id(), first.source(), first.time(), null,
                Corridor.given(person, 4, UUID.randomUUID(), "a", "case-management", "phone"));
        ProducerRecord<String, byte[]> message = EventCodec.toRecord(changed, Topics.CONSENT_EVENTS,
                PersonPartitioner.partitionFor(person, Corridor.PARTITIONS), "changed-" + person);
        corridor.send(corridor.signed(message));
        corridor.awaitRecord(Topics.deadLetterOf(Topics.CONSENT_EVENTS, "audit"), message.key());
        assertThat(one("SELECT count(*) FROM log_payload WHERE data_subject_id = '" + person + "'")).isEqualTo(3);
    }

    @Test
    @DisplayName("G4 The log keeps the sender's signature with the event, and the stand-alone verifier checks it with keys that it is given")
    void verifierChecksSenders() throws IOException {
        String caseReference = "ä \"quoted\" " + person;
        UUID linked = corridor.send(Corridor.caseLinked(person, 1, "a", caseReference)).id();
        UUID access = corridor.send(Corridor.denied(person, 1, "a", caseReference, "case-management")).id();
        List<Long> indexes = awaitIndexes(linked, access);
        awaitCheckpointOver(indexes.getLast());
        String keys = ConfigProvider.getConfig().getValue("handschlag.signature.trusted-keys-file", String.class);
        byte[] archive = ExportedLog.fetch();

        assertThat(ExportedLog.verify(archive, indexes.getFirst(), "--event-keys", keys)).isEmpty();
        assertThat(texts("SELECT payload FROM log_payload WHERE event_id = '" + linked + "'").getFirst())
                .contains("\"keyId\":\"", "\"signature\":\"", "\"topic\":\"consent-events\"");
        assertThat(new String(ExportedLog.files(archive).get("payloads.ndjson"), StandardCharsets.UTF_8))
                .contains("\"signature\":\"");
    }
}
