package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.expired;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.DataDisclosed;
import de.handschlag.registry.PlayedConsentService;
import de.handschlag.registry.sharingview.ConsentEventConsumer;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("Change feed")
class ChangeFeedTest extends NotificationTestCase {

    @Inject
    ConsentEventConsumer consumer;

    @Test
    @DisplayName("R23 an agency that received data learns of the withdrawal, with case, attributes and deadline, and without values")
    void recipientLearnsOfWithdrawal() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone", "email"));
        assertThat(read(3).statusCode()).isEqualTo(200);
        Instant before = Instant.now();
        consentService.send(withdrawn(person, 4, record, reader, PURPOSE, "phone", "email"));

        List<Map<String, Object>> changes = awaitFeed(reader, "GRANT_WITHDRAWN");

        assertThat(changes.getFirst()).containsOnlyKeys("type", "caseReferences", "purpose", "attributes", "at",
                "obligationId", "dueAt", "releaseEnded");
        assertThat(changes.getFirst()).containsEntry("caseReferences", List.of(readerCase))
                .containsEntry("purpose", PURPOSE).containsEntry("attributes", List.of("phone"));
        assertThat(Instant.parse((String) changes.getFirst().get("dueAt")))
                .isBetween(before.plus(Duration.ofHours(72)).minusSeconds(5), Instant.now().plus(Duration.ofHours(72)));
        assertThat(feed(reader, "").prettify()).doesNotContain("+49 30 1").doesNotContain(person.toString());
    }

    @Test
    @DisplayName("R10 an agency that received nothing learns neither of a withdrawal nor, afterwards, that there was a grant")
    void whoReceivedNothingLearnsNothing() {
        UUID second = UUID.randomUUID();
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        awaitFeed(reader, "GRANT_GIVEN");
        consentService.send(withdrawn(person, 4, record, reader, PURPOSE, "phone"));
        consentService.send(given(person, 5, second, reader, PURPOSE, "email"));
        // Permitted, but there is no value: nothing was received.
        assertThat(read(5).jsonPath().getMap("attributes")).isEmpty();
        consentService.send(expired(person, 6, second, reader, PURPOSE, "email"));
        assertThat(read(6).statusCode()).isEqualTo(403);

        awaitFeed(reader);
        awaitFeed(source);
    }

    @Test
    @DisplayName("R23 expiry and invalidation reach recipients like a withdrawal")
    void expiryAndInvalidationReachRecipients() {
        UUID second = UUID.randomUUID();
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);
        consentService.send(expired(person, 4, record, reader, PURPOSE, "phone"));
        consentService.send(given(person, 5, second, reader, PURPOSE, "phone"));
        read(5).then().statusCode(200);
        consentService.send(new ConsentInvalidated(person, 6,
                PlayedConsentService.consent(second, reader, PURPOSE, List.of("phone"), List.of(), Instant.now())));

        awaitFeed(reader, "GRANT_EXPIRED", "GRANT_INVALIDATED");
    }

    @Test
    @DisplayName("R18 a new grant is told to clients of its purpose only; ends are told to all clients of the agency")
    void newGrantIsToldToEntitledClients() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        Map<String, Object> change = awaitFeed(reader, "GRANT_GIVEN").getFirst();
        assertThat(change).containsOnlyKeys("type", "caseReferences", "purpose", "attributes", "at", "releaseEnded");
        String other = tokens.agencySystem(reader, "housing-search");
        assertThat(as(other).get("/v1/changes").jsonPath().getList("changes")).isEmpty();

        read(3).then().statusCode(200);
        consentService.send(withdrawn(person, 4, record, reader, PURPOSE, "phone"));
        awaitFeed(reader, "GRANT_WITHDRAWN");

        assertThat(as(other).get("/v1/changes").jsonPath().getList("changes.type")).containsExactly("GRANT_WITHDRAWN");
    }

    @Test
    @DisplayName("R24 a correction reaches every recipient of the attribute and nobody else; repeating a value is none")
    void correctionReachesRecipients() {
        UUID stranger = UUID.randomUUID();
        String other = "other-" + stranger;
        consentService.send(linked(person, 3, UUID.randomUUID(), other, "O-" + person));
        consentService.send(given(person, 4, stranger, other, PURPOSE, "email"));
        consentService.send(given(person, 5, record, reader, PURPOSE, "phone"));
        read(5).then().statusCode(200);

        contribute("phone", "+49 30 1");
        contribute("email", "a@b.example");
        contribute("phone", "+49 30 2");

        List<Map<String, Object>> changes = awaitFeed(reader, "GRANT_GIVEN", "VALUE_CORRECTED");
        assertThat(changes.getLast()).containsEntry("attributes", List.of("phone")).containsKeys("obligationId",
                "dueAt");
        awaitFeed(other, "GRANT_GIVEN");
        awaitFeed(source);
    }

    @Test
    @DisplayName("R26 replaying the topic from offset 0 adds nothing to the feed")
    void replayAddsNothing() throws SQLException {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);
        consentService.send(withdrawn(person, 4, record, reader, PURPOSE, "phone"));
        consentService.send(given(person, 5, UUID.randomUUID(), reader, PURPOSE, "phone"));
        List<Map<String, Object>> before = awaitFeed(reader, "GRANT_WITHDRAWN", "GRANT_GIVEN");
        consumer.stop();
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE applied_partition SET next_offset = 0, receipted_offset = 0");
        }

        consumer.start();
        consentService.send(given(person, 6, UUID.randomUUID(), reader, "housing-search", "phone"));
        // While the whole topic is read again, a busy machine may answer 503 at first.
        await().atMost(Duration.ofSeconds(120)).until(() -> read(6).statusCode() == 200);
        // A marker behind the replay: when it is placed, all that the replay might have added is, too.
        UUID last = UUID.randomUUID();
        consentService.send(given(person, 7, last, reader, PURPOSE, "email"));

        assertThat(awaitFeed(reader, "GRANT_WITHDRAWN", "GRANT_GIVEN", "GRANT_GIVEN").subList(0, 2)).isEqualTo(before);
    }

    @Test
    @DisplayName("G5 R23 an erased person is forgotten, and recipients are told to delete")
    void erasureReachesRecipients() throws SQLException {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);
        consentService.send(erased(person, 4));

        Map<String, Object> change = awaitFeed(reader, "PERSON_ERASED").getFirst();

        assertThat(change).containsEntry("caseReferences", List.of(readerCase)).containsKey("obligationId");
        for (String table : List.of("grant_disclosure", "change_entry", "obligation", "value_correction")) {
            assertThat(only("SELECT count(*) FROM " + table + " WHERE data_subject_id = '" + person + "'")).as(table)
                    .isEqualTo("0");
        }
    }

    @Test
    @DisplayName("R24 G5 who deleted one item as it was corrected is still told of the erasure, about all that it received")
    void deletedCorrectionHidesNoErasure() {
        contribute("email", "a@b.example");
        consentService.send(given(person, 3, record, reader, PURPOSE, "email", "phone"));
        read(3).then().statusCode(200);
        contribute("phone", "+49 30 2");
        Object corrected = awaitFeed(reader, "GRANT_GIVEN", "VALUE_CORRECTED").getLast().get("obligationId");
        as(tokens.agencySystem(reader, PURPOSE)).body("{\"outcome\":\"DELETED\"}")
                .post("/v1/obligations/" + corrected + "/answer").then().statusCode(200);

        consentService.send(erased(person, 4));

        assertThat(awaitFeed(reader, "PERSON_ERASED").getFirst()).containsEntry("attributes", List.of("email", "phone"))
                .containsKey("obligationId");
    }

    @Test
    void pagesFollowEachOtherAndTheCursorWaitsForWhatComes() {
        for (int i = 0; i < 5; i++) {
            consentService.send(given(person, 3 + i, UUID.randomUUID(), reader, PURPOSE, "phone"));
        }
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_GIVEN", "GRANT_GIVEN", "GRANT_GIVEN", "GRANT_GIVEN");

        JsonPath first = feed(reader, "?limit=3");
        JsonPath second = feed(reader, "?limit=3&after=" + first.getString("next"));
        assertThat(first.getBoolean("more")).isTrue();
        assertThat(first.getList("changes")).hasSize(3);
        assertThat(second.getBoolean("more")).isFalse();
        assertThat(second.getList("changes")).hasSize(2);
        String end = second.getString("next");
        assertThat(feed(reader, "?after=" + end).getList("changes")).isEmpty();
        String again = feed(reader, "?after=" + end).getString("next");
        assertThat(again).as("the same place, in other words").hasSameSizeAs(end).isNotEqualTo(end);
        assertThat(feed(reader, "?after=" + again).getList("changes")).isEmpty();

        consentService.send(given(person, 8, UUID.randomUUID(), reader, PURPOSE, "phone"));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(feed(reader, "?after=" + end).getList("changes")).hasSize(1));
    }

    @Test
    @DisplayName("a reader that follows its cursor misses nothing, however the writing transactions overlap")
    void nothingAppearsBehindACursor() throws Exception {
        int writers = 6;
        int each = 40;
        try (ExecutorService executor = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                writing.add(executor.submit(() -> {
                    write(number, each);
                    return null;
                }));
            }
            List<String> seen = new ArrayList<>();
            String cursor = "";
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (seen.size() < writers * each && System.nanoTime() < end) {
                JsonPath page = feed(reader, cursor);
                seen.addAll(page.getList("changes.attributes.flatten()"));
                cursor = "?after=" + page.getString("next");
            }
            for (Future<?> done : writing) {
                done.get();
            }
            assertThat(seen).hasSize(writers * each).doesNotHaveDuplicates();
        }
    }

    /** Entries in transactions that stay open for different times, so that they commit in another order than they write. */
    private void write(int writer, int each) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO change_entry (agency_id, type, consent_record_id, purpose, attributes, case_references,
                        changed_at) VALUES (?, 'GRANT_WITHDRAWN', gen_random_uuid(), 'p', ARRAY[?], '{}', now())""");
                    Statement pause = connection.createStatement()) {
                for (int i = 0; i < each; i++) {
                    insert.setString(1, reader);
                    insert.setString(2, writer + "-" + i);
                    insert.executeUpdate();
                    pause.execute("SELECT pg_sleep(0.0" + (writer + 1) + ")");
                    if (i % (writer + 1) == 0) {
                        connection.commit();
                    }
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    @Test
    @DisplayName("R23 G1 a first disclosure and a withdrawal at the same time: whoever got an answer has an obligation")
    void racingWithdrawalReachesWhoeverGotAnAnswer() throws Exception {
        int rounds = 30;
        long revision = 3;
        int answered = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < rounds; round++) {
                UUID grant = UUID.randomUUID();
                consentService.send(given(person, revision, grant, reader, PURPOSE, "phone"));
                long given = revision++;
                await().atMost(Duration.ofSeconds(120)).until(
                        () -> only("SELECT count(*) FROM consent_grant" + " WHERE consent_record_id = '" + grant + "'")
                                .equals("1"));
                long ended = revision++;
                Future<Integer> reading = executor.submit(() -> read(given).statusCode());
                if (round % 3 == 0) {
                    // On a busy machine the withdrawal would win each time: here the read has its answer before.
                    reading.get();
                }
                Future<?> withdrawing = executor
                        .submit(() -> consentService.send(withdrawn(person, ended, grant, reader, PURPOSE, "phone")));
                withdrawing.get();
                int status = reading.get();
                assertThat(status).isIn(200, 403, 503);
                assertThat(read(ended).statusCode()).isEqualTo(403);
                String obligations = only("SELECT count(*) FROM obligation WHERE consent_record_id = '" + grant + "'");
                if (status == 200) {
                    answered++;
                    assertThat(obligations).isEqualTo("1");
                }
            }
        }
        assertThat(answered).isPositive();
    }

    @Test
    @DisplayName("R23 a disclosure that cannot be written down is not made")
    void readFailsClosedWithoutItsNote() throws SQLException {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        await().atMost(Duration.ofSeconds(120))
                .until(() -> only("SELECT count(*) FROM consent_grant WHERE consent_record_id = '" + record + "'")
                        .equals("1"));
        try (Connection connection = TestStack.superuserConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Somebody is changing the grant.
                statement.execute("SELECT 1 FROM consent_grant WHERE consent_record_id = '" + record + "' FOR UPDATE");
                var refused = read(3);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.asString()).doesNotContain("+49 30 1");
            }
            connection.rollback();
        }
        accessEvents.await(DataDisclosed.class, e -> person.equals(e.dataSubjectId()));
        assertThat(read(3).statusCode()).isEqualTo(200);
    }

    @Test
    void cursorOrLimitThatIsNoneIsRefused() {
        String token = tokens.agencySystem(reader);
        for (String query : List.of("?after=x", "?after=!", "?after=YzE6LTE", "?limit=0", "?limit=501")) {
            assertThat(as(token).get("/v1/changes" + query).statusCode()).as(query).isEqualTo(422);
        }
    }

    @Test
    @DisplayName("401 and 403")
    void othersAreRefused() {
        assertThat(RestAssured.get("/v1/changes").statusCode()).isEqualTo(401);
        for (String token : List.of(tokens.caseworker(reader), tokens.dpo(), tokens.admin(),
                tokens.dataSubject("someone"), tokens.agencySystemWithoutAgency())) {
            assertThat(as(token).get("/v1/changes").statusCode()).isEqualTo(403);
        }
    }
}
