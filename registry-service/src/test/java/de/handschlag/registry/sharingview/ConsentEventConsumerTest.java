package de.handschlag.registry.sharingview;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestStack;

@QuarkusTest
class ConsentEventConsumerTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String AGENCY = "schulamt-1";

    @Inject
    ConsentEventConsumer consumer;

    @Inject
    AgroalDataSource dataSource;

    private final UUID person = UUID.randomUUID();
    private final UUID record = UUID.randomUUID();
    private final String reference = "C-" + person;

    @BeforeEach
    void linkedAndGranted() {
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        consentService.send(given(person, 2, record, AGENCY, PURPOSE, "phone"));
        assertThat(statusAtRevision(2)).isEqualTo(200);
    }

    /** Asks again, as a client does, while the registry has not come to the revision or is not fresh. */
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

    @Test
    @DisplayName("G1 an enforcement receipt follows each revision, and only after the view holds it")
    void receiptFollowsTheView() {
        consentService.send(withdrawn(person, 3, record, AGENCY, PURPOSE, "phone"));

        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() == 3);

        assertThat(settledStatus()).isEqualTo(403);
    }

    @Test
    @DisplayName("G1 an older event that arrives late does not bring a withdrawn grant back")
    void lateOlderEventChangesNothing() {
        consentService.send(withdrawn(person, 3, record, AGENCY, PURPOSE, "phone"));
        consentService.send(given(person, 2, record, AGENCY, PURPOSE, "phone"));
        UUID marker = UUID.randomUUID();
        consentService.send(given(person, 4, marker, AGENCY, "housing-search", "phone"));

        assertThat(statusAtRevision(4)).isEqualTo(403);
    }

    @Test
    @DisplayName("G1 replaying the whole topic from offset 0 changes nothing")
    void replayFromTheStartChangesNothing() throws SQLException {
        consentService.send(withdrawn(person, 3, record, AGENCY, PURPOSE, "phone"));
        assertThat(statusAtRevision(3)).isEqualTo(403);
        consumer.stop();
        List<String> before = views();
        update("UPDATE applied_partition SET next_offset = 0, receipted_offset = 0");

        consumer.start();
        consentService.send(given(person, 4, UUID.randomUUID(), AGENCY, "housing-search", "phone"));
        assertThat(statusAtRevision(4)).isEqualTo(403);

        assertThat(views()).containsAll(before.stream().filter(row -> !row.contains(person.toString())).toList());
        assertThat(views().stream().filter(row -> row.contains(record.toString())).toList())
                .isEqualTo(before.stream().filter(row -> row.contains(record.toString())).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NULL", "1000000"})
    @DisplayName("G1 G2 ADR 58 a registry that has read further than the topic goes does not skip what is written meanwhile, and says so")
    void whatIsWrittenBehindACutIsRead(String leaderEpoch) throws SQLException {
        double lost = lostOffsets();
        consumer.stop();
        update("UPDATE applied_partition SET next_offset = next_offset + 1000000,"
                + " receipted_offset = receipted_offset + 1000000, leader_epoch = " + leaderEpoch);
        consentService.send(withdrawn(person, 3, record, AGENCY, PURPOSE, "phone"));

        consumer.start();

        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() == 3);
        assertThat(statusAtRevision(3)).isEqualTo(403);
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(number("SELECT max(next_offset) FROM applied_partition")).isLessThan(1000000));
        assertThat(lostOffsets()).isGreaterThanOrEqualTo(lost + 1000000);
    }

    @Test
    @DisplayName("G2 ADR 58 a heartbeat that stands before what it vouches for proves nothing, and health says that reads are not answered")
    void heartbeatInAHoleProvesNothing() {
        consentService.beating(false);
        try {
            await().atMost(Duration.ofSeconds(120)).until(() -> status() == 503);
            consentService.beat(Instant.now(), Long.MAX_VALUE);
            consentService.send(given(person, 3, UUID.randomUUID(), AGENCY, "housing-search", "phone"));
            receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() == 3);

            assertThat(status()).isEqualTo(503);
            RestAssured.get(ManagementInterface.url("/q/health/well")).then().statusCode(503)
                    .body("checks.find { it.name == 'freshness' }.data.reads", equalTo("503"));
            RestAssured.get(ManagementInterface.url("/q/health/ready")).then().statusCode(200)
                    .body("checks.find { it.name == 'freshness' }.data.reads", equalTo("503"));
            await().atMost(Duration.ofSeconds(120)).until(() -> {
                consentService.beat(Instant.now(), 0L);
                return status() == 200;
            });
        } finally {
            consentService.beating(true);
        }
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(RestAssured.get(ManagementInterface.url("/q/health/well")).statusCode())
                        .isEqualTo(200));
    }

    private static double lostOffsets() {
        String name = "handschlag_topic_lost_offsets_total ";
        return RestAssured.get(ManagementInterface.url("/q/metrics")).asString().lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length()))).findFirst().orElseThrow();
    }

    @Test
    void restartGoesOnWhereItStopped() {
        consumer.stop();
        consentService.send(withdrawn(person, 3, record, AGENCY, PURPOSE, "phone"));

        consumer.start();

        assertThat(statusAtRevision(3)).isEqualTo(403);
    }

    /** A messaging framework's channel would deliver the next batch (ADR 4). */
    @Test
    @DisplayName("G1 G2 when the session ends in the middle of a batch, the heartbeats behind that batch prove nothing before it is applied")
    void whatComesBehindAFailedBatchWaits() throws SQLException {
        try (Connection other = TestStack.superuserConnection(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT FROM consent_grant WHERE consent_record_id = '" + record + "' FOR UPDATE");
            consentService.send(withdrawn(person, 3, record, AGENCY, PURPOSE, "phone"));
            await().atMost(Duration.ofSeconds(120)).until(this::endWaitingConsumer);

            await().atMost(Duration.ofSeconds(120)).until(() -> status() == 503);
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(120)).until(() -> status() == 503);
        }

        assertThat(statusAtRevision(3)).isEqualTo(403);
    }

    /** Ends the consumer's session if it waits for a lock. */
    private boolean endWaitingConsumer() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet ended = statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE application_name = 'registry-service consent-events' AND wait_event_type = 'Lock'")) {
            return ended.next();
        }
    }

    @Test
    @DisplayName("G2 what cannot be understood blocks this person and goes to the dead letters; a newer event of the key unblocks")
    void poisonBlocksThePersonOnly() {
        UUID other = UUID.randomUUID();
        String otherReference = "C-" + other;
        String key = given(person, 3, record, AGENCY, PURPOSE, "phone").messageKey();

        consentService.sendUnintelligible(person, key);
        consentService.send(linked(other, 1, UUID.randomUUID(), AGENCY, otherReference));
        consentService.send(given(other, 2, UUID.randomUUID(), AGENCY, PURPOSE, "phone"));

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(status()).isEqualTo(503));
        assertThat(deadLetters.awaitKey(key)).isEqualTo("de.handschlag.consent.given.v99");
        assertThat(as(tokens.agencySystem(AGENCY, PURPOSE))
                .header("Consent-Revision", revision(other, 2, AGENCY, otherReference))
                .get("/v1/cases/" + otherReference + "/view?purpose=" + PURPOSE).statusCode()).isEqualTo(200);

        // An old copy of the record says nothing about the one that was not understood, which may be a withdrawal (G1).
        consentService.send(given(person, 2, record, AGENCY, PURPOSE, "phone"));
        consentService.send(given(person, 3, UUID.randomUUID(), AGENCY, "housing-search", "phone"));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() == 3);
        assertThat(status()).isEqualTo(503);

        consentService.send(given(person, 4, record, AGENCY, PURPOSE, "phone"));
        assertThat(statusAtRevision(4)).isEqualTo(200);
    }

    @Test
    @DisplayName("G2 what could not be understood does not block again when it is read a second time after a newer event")
    void poisonThatWasHealedStaysHealed() throws SQLException {
        String key = given(person, 3, record, AGENCY, PURPOSE, "phone").messageKey();
        consentService.sendUnintelligible(person, key);
        consentService.send(given(person, 4, record, AGENCY, PURPOSE, "phone"));
        assertThat(statusAtRevision(4)).isEqualTo(200);
        consumer.stop();
        update("UPDATE applied_partition SET next_offset = 0, receipted_offset = 0");

        consumer.start();

        consentService.send(given(person, 5, UUID.randomUUID(), AGENCY, "housing-search", "phone"));
        assertThat(statusAtRevision(5)).isEqualTo(200);
    }

    @Test
    @DisplayName("G5 an erased person leaves a random id and a revision, nothing else, and no later event brings anything back")
    void erasedPersonLeavesNothing() throws SQLException {
        as(tokens.agencySystem(AGENCY)).body("{\"value\":\"+49 1\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + reference + "/attributes/phone").then().statusCode(204);

        consentService.send(erased(person, 3));
        consentService.send(given(person, 2, record, AGENCY, PURPOSE, "phone"));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(person) && r.consentRevision() == 3);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(
                        count("SELECT count(*) FROM person WHERE data_subject_id = '%s' AND erased_at IS NOT NULL"))
                        .isEqualTo(1));

        assertThat(count("SELECT count(*) FROM case_link WHERE data_subject_id = '%s'")).isZero();
        assertThat(count("SELECT count(*) FROM consent_grant WHERE data_subject_id = '%s'")).isZero();
        assertThat(count("SELECT count(*) FROM attribute_value WHERE data_subject_id = '%s'")).isZero();
        assertThat(settledStatus()).isEqualTo(403);
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.formatted(person))) {
            row.next();
            return row.getLong(1);
        }
    }

    private List<String> views() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                                SELECT 'link ' || l::text FROM case_link l UNION ALL SELECT 'grant ' || g::text FROM consent_grant g
                                UNION ALL SELECT 'value ' || v::text FROM attribute_value v ORDER BY 1""")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
