package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.releaseWithdrawn;
import static de.handschlag.registry.PlayedConsentService.released;
import static de.handschlag.registry.PlayedConsentService.replaced;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.registry.sharingview.ConsentEventConsumer;

@QuarkusTest
@DisplayName("R9 R23 What recipients are told of a release from secrecy and its end")
class ReleaseEndedTest extends NotificationTestCase {

    private final String counselling = "counselling-" + UUID.randomUUID().toString().substring(0, 8);
    private final String counsellingCase = "B-" + UUID.randomUUID();

    @Inject
    ConsentEventConsumer consumer;

    @BeforeEach
    void valuesUnderSecrecy() {
        consentService.send(linked(person, 3, UUID.randomUUID(), counselling, counsellingCase, "mbe"));
        counsellingSays("phone", "+49 30 7");
        counsellingSays("email", "a@b.example");
    }

    private void counsellingSays(String attribute, String value) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> as(tokens.agencySystem(counselling))
                        .header("Consent-Revision", revision(person, 3, counselling, counsellingCase))
                        .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                        .put("/v1/cases/" + counsellingCase + "/attributes/" + attribute).then().statusCode(204));
    }

    private void give() {
        consentService.send(given(person, 4, record, reader, PURPOSE, "email", "phone", "preferred_language"));
    }

    private void release(long revision) {
        consentService.send(released(person, revision, record, reader, PURPOSE, List.of(counselling), "email", "phone",
                "preferred_language"));
    }

    private void takeBack(long revision) {
        consentService.send(releaseWithdrawn(person, revision, record, reader, PURPOSE, counselling, List.of(), "email",
                "phone", "preferred_language"));
    }

    @Test
    @DisplayName("R9 R23 who read a released source owes an answer when the release ends, about what it got of it; the grant goes on")
    void recipientIsAskedAboutWhatItReceived() {
        give();
        release(5);
        read(5).then().statusCode(200);

        takeBack(6);

        Map<String, Object> told = awaitFeed(reader, "GRANT_GIVEN", "GRANT_GIVEN", "GRANT_WITHDRAWN").getLast();
        assertThat(told).containsEntry("attributes", List.of("email", "phone"))
                .containsEntry("caseReferences", List.of(readerCase)).containsEntry("releasedSource", counselling);
        assertThat(as(tokens.agencySystem(reader, PURPOSE)).get("/v1/obligations").jsonPath()
                .getList("obligations.releasedSource")).containsExactly(counselling);
        assertThat(read(6).jsonPath().<Map<String, Object>>get("attributes")).containsOnlyKeys("phone");
    }

    @Test
    @DisplayName("R10 R9 who read nothing of the source is told nothing of the end")
    void whoGotNothingIsToldNothing() throws SQLException {
        give();
        read(4).then().statusCode(200);
        release(5);
        takeBack(6);
        read(6).then().statusCode(200);

        awaitFeed(reader, "GRANT_GIVEN", "GRANT_GIVEN");
        assertThat(obligations()).isEqualTo("0");
    }

    @Test
    @DisplayName("R9 a second release and its end are told as the first ones were, and a replay adds nothing")
    void againAndAgain() throws SQLException {
        give();
        release(5);
        read(5).then().statusCode(200);
        ProducerRecord<String, byte[]> firstEnd = consentService.signer()
                .sign(consentService.unsigned(releaseWithdrawn(person, 6, record, reader, PURPOSE, counselling,
                        List.of(), "email", "phone", "preferred_language")));
        consentService.send(firstEnd);
        read(6).then().statusCode(200);
        release(7);
        read(7).then().statusCode(200);
        consentService.send(firstEnd);

        takeBack(8);
        read(8).then().statusCode(200);
        consentService.send(firstEnd);

        consentService.send(linked(person, 9, UUID.randomUUID(), source, sourceCase + "b"));
        read(9).then().statusCode(200);
        assertThat(obligations()).isEqualTo("2");
    }

    @Test
    @DisplayName("R9 R24 what was deleted of the source does not hide a later correction by another one, nor the end of the grant")
    void restIsStillCorrectedAndEnded() {
        give();
        release(5);
        read(5).then().statusCode(200);
        takeBack(6);
        Map<String, Object> told = awaitFeed(reader, "GRANT_GIVEN", "GRANT_GIVEN", "GRANT_WITHDRAWN").getLast();
        as(tokens.agencySystem(reader, PURPOSE)).body("{\"outcome\":\"DELETED\"}")
                .post("/v1/obligations/" + told.get("obligationId") + "/answer").then().statusCode(200);

        contribute("phone", "+49 30 2");
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_GIVEN", "GRANT_WITHDRAWN", "VALUE_CORRECTED");

        consentService.send(withdrawn(person, 7, record, reader, PURPOSE, "email", "phone"));
        assertThat(awaitFeed(reader, "GRANT_WITHDRAWN", "VALUE_CORRECTED", "GRANT_WITHDRAWN").getLast()
                .get("releasedSource")).isNull();
    }

    @Test
    @DisplayName("R9 R42 what a release opened falls with its grant, also where a later grant covers the item")
    void laterGrantDoesNotKeepWhatWasReleased() {
        give();
        release(5);
        read(5).then().statusCode(200);

        UUID later = UUID.randomUUID();
        consentService.send(given(person, 6, later, reader, PURPOSE, "email", "phone"));
        consentService.send(replaced(person, 7, record, later, reader, PURPOSE, "email", "phone"));

        assertThat(awaitFeed(reader, "GRANT_GIVEN", "GRANT_INVALIDATED").getLast()).containsEntry("attributes",
                List.of("email", "phone"));
        assertThat(read(7).jsonPath().<Map<String, Object>>get("attributes")).containsOnlyKeys("phone");
    }

    @Test
    @DisplayName("R9 grant, release and its end in one batch: the agency is told of its grant")
    void oneBatch() throws SQLException {
        read(3).then().statusCode(403);
        consumer.stop();
        give();
        release(5);
        takeBack(6);
        consumer.start();

        assertThat(awaitFeed(reader, "GRANT_GIVEN").getFirst()).containsEntry("attributes",
                List.of("email", "phone", "preferred_language"));
        assertThat(obligations()).isEqualTo("0");
    }

    private String obligations() throws SQLException {
        return only("SELECT count(*) FROM obligation WHERE consent_record_id = '" + record + "'");
    }
}
