package de.handschlag.consent.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.ConsentEventsReader.PlacedHeartbeat;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.EventType;
import de.handschlag.teststack.ManagementInterface;

/** The broker lost what it had acknowledged: here by noting places that the topic never had. The system's BlownFuseTest cuts it. */
@QuarkusTest
@DisplayName("ADR 58 A topic that lost its end")
class TopicRepairTest {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final long BEYOND = 1_000_000;

    @Inject
    OutboxRelay relay;
    @Inject
    RelayState state;

    private ConsentEventsReader topic;
    private UUID dataSubjectId;
    private PersonActor person;

    @BeforeEach
    void publish() {
        topic = new ConsentEventsReader();
        await().atMost(LONG).until(state::isActive);
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
        dataSubjectId = person.dataSubjectId();
        jobcenter.asks(caseReference, "phone");
        published();
    }

    @AfterEach
    void startAnew() throws InterruptedException {
        relay.stop();
        Database.update("UPDATE relay_position SET next_offsets = NULL");
        relay.start();
        await().atMost(LONG).until(state::isActive);
        topic.close();
    }

    private static void published() {
        await().atMost(LONG).until(() -> Database.number("SELECT count(*) FROM outbox_event") == 0);
    }

    private void lose() throws InterruptedException {
        relay.stop();
        Database.update("UPDATE published_event SET kafka_offset = kafka_offset + ? WHERE data_subject_id = ?", BEYOND,
                dataSubjectId);
        Database.update("UPDATE relay_position SET next_offsets = (SELECT array_agg(place + ?)"
                + " FROM unnest(next_offsets) AS place)", BEYOND);
    }

    private static String described(ConsumerRecord<String, byte[]> message) {
        List<String> headers = StreamSupport.stream(message.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)).toList();
        return message.key() + " "
                + (message.value() == null ? "" : new String(message.value(), StandardCharsets.UTF_8)) + headers;
    }

    private static double metric(String name) {
        return given().get(ManagementInterface.url("/q/metrics")).asString().lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElseThrow();
    }

    @Test
    @DisplayName("G1 G2 gets it again to the byte, in the old order and before any heartbeat, and that is said")
    void lostEventsAreSentAgain() throws Exception {
        await().atMost(LONG).until(() -> topic.recordsOf(dataSubjectId).size() == 4);
        List<String> sent = topic.recordsOf(dataSubjectId).stream().map(TopicRepairTest::described).toList();
        double sentAgain = metric("handschlag_outbox_sent_again_total");
        double lost = metric("handschlag_topic_lost_offsets_total");
        lose();
        Instant stopped = Instant.now();

        relay.start();

        await().atMost(LONG).until(state::isActive);
        await().atMost(LONG).until(() -> topic.recordsOf(dataSubjectId).size() == 8);
        List<ConsumerRecord<String, byte[]>> all = topic.recordsOf(dataSubjectId);
        assertThat(all.subList(4, 8).stream().map(TopicRepairTest::described)).isEqualTo(sent);
        await().atMost(LONG).until(() -> beatsAfter(stopped).size() > 8);
        int partition = all.getLast().partition();
        assertThat(beatsAfter(stopped)).filteredOn(beat -> beat.partition() == partition)
                .allSatisfy(beat -> assertThat(beat.offset()).isGreaterThan(all.getLast().offset()));
        assertThat(beatsAfter(stopped)).allSatisfy(
                beat -> assertThat(beat.heartbeat().afterOffset()).isNotNull().isLessThanOrEqualTo(beat.offset()));
        assertThat(metric("handschlag_outbox_sent_again_total")).isEqualTo(sentAgain + 4);
        assertThat(metric("handschlag_topic_lost_offsets_total")).isGreaterThan(lost);
        assertThat(Database.number("SELECT max(kafka_offset) FROM published_event WHERE data_subject_id = ?",
                dataSubjectId)).isEqualTo(all.getLast().offset());
    }

    private List<PlacedHeartbeat> beatsAfter(Instant moment) {
        return topic.heartbeats().stream().filter(beat -> beat.heartbeat().publishedBefore().isAfter(moment)).toList();
    }

    @Test
    @DisplayName("is not given what it has: a relay that starts again sends nothing twice")
    void nothingIsSentTwice() throws Exception {
        relay.stop();

        relay.start();

        await().atMost(LONG).until(state::isActive);
        person.enrol();
        published();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(topic.recordsOf(dataSubjectId)).hasSizeGreaterThanOrEqualTo(4));
        assertThat(topic.recordsOf(dataSubjectId)).hasSize(4);
    }

    @Test
    @DisplayName("and was made anew is refused until an operator has decided")
    void topicThatWasMadeAnewIsRefused() throws Exception {
        await().atMost(LONG)
                .until(() -> Database.number("SELECT count(*) FROM relay_position WHERE topic_id IS NOT NULL") == 1);
        await().atMost(LONG).until(() -> topic.recordsOf(dataSubjectId).size() == 4);
        relay.stop();
        Database.update("UPDATE relay_position SET topic_id = 'another'");

        relay.start();

        await().atMost(LONG).untilAsserted(() -> assertThat(state.refusal()).isNotNull().contains("made anew"));
        assertThat(topic.recordsOf(dataSubjectId)).hasSize(4);
    }

    @Test
    @DisplayName("G5 gets nothing of a person who is erased but the erasure and its tombstones")
    void erasedPersonIsNotSentAgain() throws Exception {
        person.erase();
        published();

        assertThat(Database.number(
                "SELECT count(*) FROM published_event WHERE data_subject_id = ? AND data IS NOT NULL", dataSubjectId))
                .isEqualTo(1);
        assertThat(Database.number("SELECT count(*) FROM published_event WHERE data_subject_id = ? AND type = ?",
                dataSubjectId, EventType.PERSON_ERASED.typeName())).isEqualTo(1);
    }

    @Test
    @DisplayName("G6 A decision whose receipt does not come is sent again, once; one that has its receipt is not")
    void decisionWithoutReceiptIsSentAgain() throws Exception {
        UUID answered = PersonActor.selfEnrolled().dataSubjectId();
        published();
        try (RegistryActor registry = new RegistryActor()) {
            registry.enforces(answered, 5, Instant.now());
        }
        await().atMost(LONG).until(
                () -> Database.number("SELECT count(*) FROM enforcement WHERE data_subject_id = ?", answered) == 1);
        await().atMost(LONG).until(() -> !topic.recordsOf(answered).isEmpty());
        int before = topic.recordsOf(answered).size();
        Database.update("UPDATE published_event SET published_at = now() - interval '3 hours'"
                + " WHERE data_subject_id IN (?, ?)", dataSubjectId, answered);

        relay.stop();
        relay.start();

        await().atMost(LONG).until(() -> topic.recordsOf(dataSubjectId).size() == 5);

        List<ConsumerRecord<String, byte[]>> all = topic.recordsOf(dataSubjectId);
        assertThat(described(all.get(4))).isEqualTo(described(all.get(3)));
        assertThat(topic.recordsOf(answered)).hasSize(before);
    }
}
