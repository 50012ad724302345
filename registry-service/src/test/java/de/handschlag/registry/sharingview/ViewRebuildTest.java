package de.handschlag.registry.sharingview;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.expired;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.released;
import static de.handschlag.registry.PlayedConsentService.unlinked;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("Rebuilding the sharing views from the topic")
class ViewRebuildTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String AGENCY = "jobcenter-rebuild";
    private static final List<String> VIEWS = List.of("SELECT case_link::text FROM case_link ORDER BY case_link_id",
            "SELECT consent_grant::text FROM consent_grant ORDER BY consent_record_id",
            // Since when is not what the topic says.
            """
                    SELECT ROW(message_key, data_subject_id, kafka_partition, kafka_offset, consent_revision, refused, claimed_revision)::text
                    FROM unintelligible_key WHERE blocked ORDER BY message_key""",
            """
                    SELECT concat_ws(' ', data_subject_id, consent_revision, kafka_partition, erased_at IS NULL,
                        disclosure_blocked) FROM person ORDER BY data_subject_id""");

    @Inject
    AgroalDataSource dataSource;

    private final UUID granting = UUID.randomUUID();
    private final UUID withdrawing = UUID.randomUUID();
    private final UUID erasedPerson = UUID.randomUUID();
    private final UUID blocked = UUID.randomUUID();
    private final UUID grant = UUID.randomUUID();
    private final UUID withdrawnGrant = UUID.randomUUID();
    private final UUID link = UUID.randomUUID();

    @BeforeEach
    void personsInEveryState() {
        consentService.send(linked(granting, 1, link, AGENCY, caseOf(granting)));
        as(tokens.agencySystem(AGENCY)).header("Consent-Revision", revision(granting, 1, AGENCY, caseOf(granting)))
                .body("""
                        {"values":[{"attribute":"phone","value":"+49 30 1","asOf":"2026-01-15"},
                                   {"attribute":"income","value":"1.00","asOf":"2026-01-15"}]}""")
                .put("/v1/cases/" + caseOf(granting) + "/attributes").then().statusCode(204);
        consentService.send(given(granting, 2, grant, AGENCY, PURPOSE, "phone"));
        UUID expiring = UUID.randomUUID();
        consentService.send(given(granting, 3, expiring, AGENCY, "housing-search", "phone"));
        consentService.send(expired(granting, 4, expiring, AGENCY, "housing-search", "phone"));
        consentService.send(linked(withdrawing, 1, UUID.randomUUID(), AGENCY, caseOf(withdrawing)));
        consentService.send(given(withdrawing, 2, withdrawnGrant, AGENCY, PURPOSE, "phone"));
        consentService.send(withdrawn(withdrawing, 3, withdrawnGrant, AGENCY, PURPOSE, "phone"));
        UUID ended = UUID.randomUUID();
        consentService.send(linked(withdrawing, 4, ended, AGENCY, "ended-" + withdrawing));
        consentService.send(unlinked(withdrawing, 5, ended, AGENCY, "ended-" + withdrawing));
        consentService.send(linked(erasedPerson, 1, UUID.randomUUID(), AGENCY, caseOf(erasedPerson)));
        consentService.send(given(erasedPerson, 2, UUID.randomUUID(), AGENCY, PURPOSE, "phone"));
        consentService.send(erased(erasedPerson, 3));
        consentService.send(linked(blocked, 1, UUID.randomUUID(), AGENCY, caseOf(blocked)));
        consentService.sendUnintelligible(blocked, blocked + "/consent/" + UUID.randomUUID());
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(granting) && r.consentRevision() >= 4);
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(withdrawing) && r.consentRevision() >= 5);
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(erasedPerson) && r.consentRevision() >= 3);
        await().atMost(Duration.ofSeconds(120)).until(() -> read(blocked).statusCode() == 503);
        // What other tests did to the tables by hand is put right here.
        assertThat(rebuild(false).getString("state")).isEqualTo("done");
    }

    private static String caseOf(UUID person) {
        return "V-" + person;
    }

    private static Response read(UUID person) {
        return as(tokens.agencySystem(AGENCY, PURPOSE)).get("/v1/cases/" + caseOf(person) + "/view?purpose=" + PURPOSE);
    }

    private static JsonPath rebuild(boolean checkOnly) {
        Response started = as(tokens.admin()).post("/v1/view-rebuilds?checkOnly=" + checkOnly);
        assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
        String address = started.header("Location");
        return await().atMost(Duration.ofSeconds(120))
                .until(() -> as(tokens.admin()).get(address), run -> !"running".equals(Json.text(run, "state")))
                .jsonPath();
    }

    private List<String> views() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (String sql : VIEWS) {
                try (PreparedStatement select = connection.prepareStatement(sql);
                        ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        rows.add(row.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private void plant(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static List<Integer> differences(JsonPath run) {
        return List.of(run.getInt("differences.missing"), run.getInt("differences.differing"),
                run.getInt("differences.surplus"), run.getInt("differences.beyondTopic"));
    }

    @Test
    @DisplayName("The result is what ran before, and all of the topic was read")
    void resultEqualsTheRunningState() throws SQLException {
        List<String> before = views();
        assertThat(before).hasSizeGreaterThan(10);

        JsonPath run = rebuild(false);

        assertThat(run.getString("failure")).isNull();
        assertThat(differences(run)).containsExactly(0, 0, 0, 0);
        assertThat(run.getLong("recordsRead")).isPositive().isEqualTo(run.getLong("recordsTotal"));
        assertThat(views()).isEqualTo(before);
    }

    @Test
    @DisplayName("G1 R16 planted corruption is named by a check and put right by a rebuild: widened, revived, invented, moved, lost")
    void corruptedViewsArePutRight() throws SQLException {
        List<String> before = views();
        plant("UPDATE consent_grant SET attributes = '{income,phone}' WHERE consent_record_id = ?", grant);
        plant("""
                UPDATE consent_grant SET in_force = true, attributes = '{phone}', expires_at = now() + interval '1 year'
                WHERE consent_record_id = ?""", withdrawnGrant);
        plant("""
                INSERT INTO consent_grant VALUES (?, ?, ?, 'mentoring', '{phone}', 'none', now() + interval '1 year', 1, true)
                """,
                UUID.randomUUID(), withdrawing, AGENCY);
        plant("UPDATE case_link SET case_reference = ? WHERE case_link_id = ?", "moved-" + granting, link);
        plant("UPDATE person SET kafka_partition = (kafka_partition + 1) % ? WHERE data_subject_id = ?",
                TestStack.PARTITIONS, granting);
        plant("DELETE FROM unintelligible_key WHERE data_subject_id = ?", blocked);
        assertThat(read(withdrawing).statusCode()).isEqualTo(200);
        List<String> planted = views();

        JsonPath check = rebuild(true);
        assertThat(differences(check)).containsExactly(1, 4, 1, 0);
        assertThat(views()).isEqualTo(planted);

        assertThat(differences(rebuild(false))).containsExactly(1, 4, 1, 0);
        assertThat(views()).isEqualTo(before);
        assertThat(read(withdrawing).statusCode()).isEqualTo(403);
        assertThat(read(granting).jsonPath().getMap("attributes")).containsOnlyKeys("phone");
        assertThat(read(blocked).statusCode()).isEqualTo(503);
    }

    @Test
    @DisplayName("R9 a release that was lost comes back by a rebuild, and one that nobody declared goes")
    void releasesAreThoseOfTheTopic() throws SQLException {
        consentService.send(released(granting, 5, grant, AGENCY, PURPOSE, List.of("counselling"), "phone"));
        receipts.await(RevisionEnforced.class, r -> r.dataSubjectId().equals(granting) && r.consentRevision() >= 5);
        List<String> before = views();
        assertThat(before).anyMatch(row -> row.contains(grant.toString()) && row.contains("{counselling}"));
        plant("UPDATE consent_grant SET released_sources = '{}' WHERE consent_record_id = ?", grant);
        plant("UPDATE consent_grant SET released_sources = '{refuge}' WHERE consent_record_id = ?", withdrawnGrant);

        assertThat(differences(rebuild(true))).containsExactly(0, 2, 0, 0);
        assertThat(differences(rebuild(false))).containsExactly(0, 2, 0, 0);

        assertThat(views()).isEqualTo(before);
    }

    @Test
    @DisplayName("G5 R24 an erasure that was missed is made up for, also of what is no part of the views, and recipients are told")
    void missedErasureIsMadeUpFor() throws SQLException {
        List<String> before = views();
        plant("UPDATE person SET erased_at = NULL, disclosure_blocked = true WHERE data_subject_id = ?", erasedPerson);
        plant("""
                INSERT INTO attribute_value (data_subject_id, attribute, source_agency_id, sealed_value, as_of, recorded_at, form)
                VALUES (?, 'phone', ?, decode(repeat('00', 29), 'hex'), current_date, now(), 'TEXT')""",
                erasedPerson, AGENCY);
        plant("""
                INSERT INTO value_correction (data_subject_id, attribute, source_agency_id, replaced_recorded_at, corrected_at)
                VALUES (?, 'phone', ?, now(), now() + interval '1 hour')""",
                erasedPerson, AGENCY);

        UUID record = UUID.randomUUID();
        plant("""
                INSERT INTO grant_disclosure VALUES (?, ?, ?, 'case-management', '{phone}', '{V-erased}', now())""",
                record, erasedPerson, AGENCY);
        plant("""
                INSERT INTO norm_disclosure VALUES (?, 'address', 'source', ?, 'benefit-eligibility', '§ 67a SGB X',
                    '{V-erased}', NULL, now())""", erasedPerson, AGENCY);

        assertThat(differences(rebuild(true))).containsExactly(0, 1, 0, 0);
        assertThat(differences(rebuild(false))).containsExactly(0, 1, 0, 0);

        assertThat(views()).isEqualTo(before);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT cause, data_subject_id FROM obligation WHERE consent_record_id = ?""")) {
            select.setObject(1, record);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("PERSON_ERASED");
                assertThat(row.getString(2)).isNull();
            }
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT FROM obligation WHERE cause = 'PERSON_ERASED' AND read_norm = '§ 67a SGB X'
                            AND '{address}' = attributes AND data_subject_id IS NULL""")) {
            assertThat(select.executeQuery().next()).isTrue();
        }
        for (String table : List.of("attribute_value", "value_correction", "grant_disclosure", "norm_disclosure")) {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement select = connection
                            .prepareStatement("SELECT FROM " + table + " WHERE data_subject_id = ?")) {
                select.setObject(1, erasedPerson);
                assertThat(select.executeQuery().next()).as(table).isFalse();
            }
        }
    }

    @Test
    @DisplayName("R24 what was read by a norm is not on the topic, and stays")
    void normDisclosuresStay() throws SQLException {
        plant("""
                INSERT INTO norm_disclosure VALUES (?, 'phone', 'source', ?, 'infection-control', 'IfSG', '{V-1}', NULL,
                    now())""", granting, AGENCY);

        assertThat(differences(rebuild(false))).containsExactly(0, 0, 0, 0);

        // That there is one row to delete is what is shown.
        plant("DELETE FROM norm_disclosure WHERE data_subject_id = ?", granting);
    }

    @Test
    @DisplayName("G1 a grant that claims a newer revision than the topic has does not stay in force")
    void grantBeyondTheTopicIsTakenOutOfForce() throws SQLException {
        plant("UPDATE consent_grant SET consent_revision = 99, attributes = '{income,phone}' WHERE consent_record_id = ?",
                grant);

        assertThat(differences(rebuild(false))).containsExactly(0, 0, 0, 1);

        assertThat(read(granting).statusCode()).isEqualTo(403);
        // The test's own trace, which no other test is to find.
        plant("UPDATE consent_grant SET consent_revision = 1 WHERE consent_record_id = ?", grant);
        rebuild(false);
        assertThat(read(granting).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("G1 a block is lifted by something newer only, as the consumer would, and not because the topic gives no reason")
    void blockIsLiftedBySomethingNewerOnly() throws SQLException {
        String key = granting + "/consent-record/" + grant;
        plant("""
                INSERT INTO unintelligible_key (message_key, data_subject_id, kafka_offset, consent_revision)
                VALUES (?, ?, 0, 2)""", key, granting);
        assertThat(differences(rebuild(false))).containsExactly(0, 0, 0, 0);
        assertThat(read(granting).statusCode()).isEqualTo(503);

        plant("UPDATE unintelligible_key SET consent_revision = 1 WHERE message_key = ?", key);
        assertThat(differences(rebuild(false))).containsExactly(0, 1, 0, 0);
        assertThat(read(granting).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("401 without a token, 403 for all but administrators, 404 for a run that is none, 422 for what is no id")
    void onlyAdministrators() {
        String run = "/v1/view-rebuilds/" + UUID.randomUUID();
        assertThat(as("none").post("/v1/view-rebuilds").statusCode()).isEqualTo(401);
        assertThat(as("none").get(run).statusCode()).isEqualTo(401);
        for (String token : List.of(tokens.agencySystem(AGENCY, PURPOSE), tokens.caseworker(AGENCY), tokens.dpo(),
                tokens.dataSubject("someone"))) {
            assertThat(as(token).post("/v1/view-rebuilds").statusCode()).isEqualTo(403);
            assertThat(as(token).get(run).statusCode()).isEqualTo(403);
        }
        assertThat(as(tokens.admin()).get(run).statusCode()).isEqualTo(404);
        assertThat(as(tokens.admin()).get("/v1/view-rebuilds/none").statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("409 while one runs; one whose replica has ended does not stand in the way for ever")
    void onlyOneAtATime() throws SQLException {
        UUID running = UUID.randomUUID();
        plant("INSERT INTO view_rebuild (rebuild_id, check_only, started_by) VALUES (?, true, 'test')", running);

        Response refused = as(tokens.admin()).post("/v1/view-rebuilds");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Json.text(refused, "type")).isEqualTo("urn:handschlag:problem:view-rebuild-running");

        plant("UPDATE view_rebuild SET alive_at = now() - interval '11 minutes' WHERE rebuild_id = ?", running);
        assertThat(rebuild(true).getString("state")).isEqualTo("done");
        assertThat(as(tokens.admin()).get("/v1/view-rebuilds/" + running).jsonPath().getString("state"))
                .isEqualTo("failed");
    }
}
