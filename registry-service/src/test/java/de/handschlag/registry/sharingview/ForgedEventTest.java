package de.handschlag.registry.sharingview;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestStack;

/** Somebody can write to Kafka. */
@QuarkusTest
@DisplayName("R39 The registry counts only what the consent-service signed")
class ForgedEventTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String AGENCY = "schulamt-forged";

    @Inject
    ConsentEventConsumer consumer;

    private final UUID person = UUID.randomUUID();
    private final String reference = "F-" + person;

    @BeforeEach
    void linkedWithoutAGrant() {
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        assertThat(statusAtRevision(1)).isEqualTo(403);
    }

    private int statusAtRevision(long revision) {
        return await().atMost(Duration.ofSeconds(120))
                .until(() -> as(tokens.agencySystem(AGENCY, PURPOSE))
                        .header("Consent-Revision", revision(person, revision, AGENCY, reference))
                        .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE).statusCode(),
                        status -> status != 503);
    }

    /** The first answer, so that a 503 is seen. */
    private int status() {
        return once(tokens.agencySystem(AGENCY, PURPOSE)).get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE)
                .statusCode();
    }

    /** Asks again while the registry is not fresh, and waits for no revision. */
    private int settledStatus() {
        return as(tokens.agencySystem(AGENCY, PURPOSE)).get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE)
                .statusCode();
    }

    private PersonEvent grant(long revision) {
        return given(person, revision, UUID.randomUUID(), AGENCY, PURPOSE, "phone");
    }

    private static double refused(String reason) {
        String line = "handschlag_events_refused_total{reason=\"" + reason + "\"} ";
        return RestAssured.get(ManagementInterface.url("/q/metrics")).asString().lines()
                .filter(text -> text.startsWith(line))
                .mapToDouble(text -> Double.parseDouble(text.substring(line.length()))).findFirst()
                .orElseThrow(() -> new AssertionError("the alarm has no metric before there is one"));
    }

    private void assertBlocked(ProducerRecord<String, byte[]> forged) {
        double before = refused("signature");
        RecordMetadata place = consentService.send(forged);
        deadLetters.awaitKey(forged.key());
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(status()).isEqualTo(503));
        assertThat(refused("signature")).isEqualTo(before + 1);
        assertThat(count("SELECT count(*) FROM consent_grant WHERE data_subject_id = '" + person + "'")).isZero();
        release(place);
        assertThat(statusAtRevision(1)).isEqualTo(403);
    }

    private static void release(RecordMetadata place) {
        String address = "/v1/blocking-records/" + place.partition() + "/" + place.offset() + "/release";
        as(tokens.admin()).post(address).then().statusCode(204);
        as(tokens.admin()).post(address).then().statusCode(404);
    }

    @Test
    @DisplayName("A forged ConsentGiven grants nothing; it is put aside with an alarm, and blocks its person until an operator releases it")
    void unsignedGrantGrantsNothing() {
        assertBlocked(consentService.unsigned(grant(2)));
    }

    @Test
    @DisplayName("Signed with the registry's own key it is refused, too")
    void anotherServicesKeyGrantsNothing() {
        assertBlocked(TestStack.signer(Senders.REGISTRY).sign(consentService.unsigned(grant(2))));
    }

    @Test
    @DisplayName("Under the registry's name and key it is refused, as the registry may say nothing there")
    void anotherServiceMaySayNothing() {
        PersonEvent event = grant(2);
        assertBlocked(TestStack.signer(Senders.REGISTRY)
                .sign(EventCodec.toRecord(
                        new EventEnvelope<>(UUID.randomUUID(), Senders.REGISTRY, Instant.now(), null, event),
                        Topics.CONSENT_EVENTS, consentService.partitionOf(person), event.messageKey())));
    }

    @Test
    @DisplayName("A signature does not go over to other data, another type or another key")
    void signatureIsOverTheWholeRecord() {
        ProducerRecord<String, byte[]> refusal = consentService.signer()
                .sign(consentService.unsigned(withdrawn(person, 2, UUID.randomUUID(), AGENCY, PURPOSE, "phone")));
        refusal.headers().remove("ce_type").add("ce_type",
                "de.handschlag.consent.given.v1".getBytes(StandardCharsets.UTF_8));

        assertBlocked(refusal);
    }

    @Test
    @DisplayName("A block for a forged event is not lifted by a newer event, nor put up again by reading the topic anew")
    void onlyAnOperatorReleases() throws SQLException {
        PersonEvent event = grant(2);
        RecordMetadata place = consentService.send(consentService.unsigned(event));
        deadLetters.awaitKey(event.messageKey());
        consentService.send(event);
        UUID other = UUID.randomUUID();
        consentService.send(linked(other, 1, UUID.randomUUID(), AGENCY, "F-" + other));
        await().atMost(Duration.ofSeconds(120))
                .until(() -> count("SELECT count(*) FROM consent_grant WHERE data_subject_id = '" + person + "'") == 1);
        assertThat(status()).isEqualTo(503);

        JsonPath blocking = as(tokens.admin()).get("/v1/blocking-records").then().statusCode(200).extract().jsonPath();
        String found = "blockingRecords.find { it.partition == " + place.partition() + " && it.offset == "
                + place.offset() + " }";
        assertThat(blocking.getString(found + ".reason")).isEqualTo("not-signed");
        assertThat(blocking.getLong(found + ".knownRevision")).isEqualTo(1);
        assertThat(blocking.getLong(found + ".claimedRevision")).isEqualTo(2);
        release(place);
        assertThat(statusAtRevision(2)).isEqualTo(200);

        consumer.stop();
        update("UPDATE applied_partition SET next_offset = 0, receipted_offset = 0");
        consumer.start();
        consentService.send(given(person, 3, UUID.randomUUID(), AGENCY, "housing-search", "phone"));
        assertThat(statusAtRevision(3)).isEqualTo(200);
    }

    @Test
    @DisplayName("A rebuild of the views takes no forged event in, and what an operator released stays released")
    void rebuildKeepsOut() throws SQLException {
        PersonEvent event = grant(2);
        RecordMetadata place = consentService.send(consentService.unsigned(event));
        deadLetters.awaitKey(event.messageKey());
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(status()).isEqualTo(503));
        rebuild();
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(120)).until(() -> status() == 503);
        release(place);

        rebuild();

        assertThat(statusAtRevision(1)).isEqualTo(403);
        assertThat(count("SELECT count(*) FROM consent_grant WHERE data_subject_id = '" + person + "'")).isZero();
    }

    private static void rebuild() {
        String run = as(tokens.admin()).post("/v1/view-rebuilds?checkOnly=false").then().statusCode(202).extract()
                .path("rebuildId");
        await().atMost(Duration.ofSeconds(120)).until(
                () -> as(tokens.admin()).get("/v1/view-rebuilds/" + run).jsonPath().getString("state").equals("done"));
    }

    @Test
    @DisplayName("A forged event that claims nothing new blocks nobody")
    void oldRevisionBlocksNobody() {
        consentService.send(grant(2));
        assertThat(statusAtRevision(2)).isEqualTo(200);
        PersonEvent event = withdrawn(person, 1, UUID.randomUUID(), AGENCY, PURPOSE, "phone");

        consentService.send(consentService.unsigned(event));

        deadLetters.awaitKey(event.messageKey());
        assertThat(statusAtRevision(2)).isEqualTo(200);
    }

    @Test
    @DisplayName("The same event again, to the byte, is silently ignored; another one at its revision is put aside with an alarm")
    void revisionIsMadeOnce() {
        ProducerRecord<String, byte[]> event = consentService.signer().sign(consentService.unsigned(grant(2)));
        consentService.send(event);
        assertThat(statusAtRevision(2)).isEqualTo(200);
        double before = refused("revision");
        long letters = deadLetters.raw().size();

        consentService.send(event);
        consentService.send(given(person, 3, UUID.randomUUID(), AGENCY, "housing-search", "phone"));
        assertThat(statusAtRevision(3)).isEqualTo(200);
        assertThat(refused("revision")).isEqualTo(before);
        assertThat(deadLetters.raw()).hasSize((int) letters);

        UUID second = UUID.randomUUID();
        PersonEvent another = given(person, 2, second, AGENCY, "appointments", "phone");
        consentService.send(another);
        deadLetters.awaitKey(another.messageKey());
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(refused("revision")).isEqualTo(before + 1));
        assertThat(count("SELECT count(*) FROM consent_grant WHERE consent_record_id = '" + second + "'")).isZero();
        assertThat(statusAtRevision(3)).isEqualTo(200);
    }

    @Test
    @DisplayName("G1 A signed event that somebody copies to another partition does not come before a withdrawal that was decided before it")
    void copyOnAnotherPartitionCountsNothing() {
        UUID record = UUID.randomUUID();
        consentService.send(given(person, 2, record, AGENCY, PURPOSE, "phone"));
        assertThat(statusAtRevision(2)).isEqualTo(200);
        ProducerRecord<String, byte[]> later = consentService.signer()
                .sign(consentService.unsigned(linked(person, 4, UUID.randomUUID(), "other-office", "O-" + person)));
        int foreign = (consentService.partitionOf(person) + 1) % consentService.partitionCount();
        double before = refused("signature");

        consentService.send(new ProducerRecord<>(later.topic(), foreign, later.key(), later.value(), later.headers()));
        await().atMost(Duration.ofSeconds(120)).until(() -> refused("signature") == before + 1);
        assertThat(settledStatus()).as("it blocks nobody").isEqualTo(200);
        consentService.send(withdrawn(person, 3, record, AGENCY, PURPOSE, "phone"));
        consentService.send(later);

        assertThat(statusAtRevision(4)).isEqualTo(403);
    }

    @Test
    @DisplayName("An unsigned tombstone is put aside with an alarm and changes nothing")
    void unsignedTombstoneChangesNothing() {
        PersonEvent event = grant(2);
        consentService.send(event);
        assertThat(statusAtRevision(2)).isEqualTo(200);
        double before = refused("signature");

        consentService.send(new ProducerRecord<>(Topics.CONSENT_EVENTS, consentService.partitionOf(person),
                event.messageKey(), null));

        await().atMost(Duration.ofSeconds(120)).until(() -> refused("signature") == before + 1);
        assertThat(statusAtRevision(2)).isEqualTo(200);
    }

    @Test
    @DisplayName("G2 a heartbeat that nobody signed, or that is about another partition, proves nothing")
    void forgedHeartbeatProvesNothing() {
        double before = refused("signature");
        consentService.beating(false);
        try {
            await().atMost(Duration.ofSeconds(120)).until(() -> status() == 503);
            int partition = consentService.partitionOf(person);
            int other = (partition + 1) % consentService.partitionCount();
            consentService.send(EventCodec.toRecord(
                    new EventEnvelope<>(UUID.randomUUID(), Senders.CONSENT, Instant.now(), null,
                            new Heartbeat(partition, Instant.now())),
                    Topics.CONSENT_EVENTS, partition, "heartbeat/" + partition));
            consentService.send(consentService.signer()
                    .sign(EventCodec.toRecord(
                            new EventEnvelope<>(UUID.randomUUID(), Senders.CONSENT, Instant.now(), null,
                                    new Heartbeat(other, Instant.now())),
                            Topics.CONSENT_EVENTS, partition, "heartbeat/" + other)));
            await().atMost(Duration.ofSeconds(120)).until(() -> refused("signature") == before + 1);
            deadLetters.awaitKey("heartbeat/" + other);
            assertThat(status()).isEqualTo(503);
        } finally {
            consentService.beating(true);
        }
    }

    @Test
    @DisplayName("Only an administrator sees and releases what blocks persons")
    void onlyAdministrators() {
        assertThat(as("none").get("/v1/blocking-records").statusCode()).isEqualTo(401);
        assertThat(as("none").post("/v1/blocking-records/0/0/release").statusCode()).isEqualTo(401);
        String agency = tokens.agencySystem(AGENCY, PURPOSE);
        assertThat(as(agency).get("/v1/blocking-records").statusCode()).isEqualTo(403);
        assertThat(as(agency).post("/v1/blocking-records/0/0/release").statusCode()).isEqualTo(403);
        assertThat(as(tokens.admin()).post("/v1/blocking-records/first/0/release").statusCode()).isEqualTo(422);
    }

    private static long count(String sql) {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(String sql) throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
