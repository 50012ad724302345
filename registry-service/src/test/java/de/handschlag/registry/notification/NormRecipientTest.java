package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.unlinked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.NewsForPerson;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.registry.sharingview.ConsentEventConsumer;
import de.handschlag.teststack.TestStack;

/** A health office that reads by a statute what a shelter contributed. Both are new for each test. */
@QuarkusTest
@DisplayName("R24 Who read by a statute or in an emergency")
class NormRecipientTest extends NotificationTestCase {

    private static final String BY_STATUTE = "infection-control";
    private static final String NORM = "§ 16 Abs. 1 Satz 2, § 25 Abs. 1 und 2, § 34 Abs. 6, § 36 Abs. 3a IfSG";
    private static final String EMERGENCY = "vital-emergency";
    private static final String NAMED_BASIS = "Art. 6(1)(d), Art. 9(2)(c) DSGVO";

    @Inject
    ConsentEventConsumer consumer;

    private final String shelter = "shelter-" + UUID.randomUUID().toString().substring(0, 8);
    private final String health = "health-" + UUID.randomUUID().toString().substring(0, 8);
    private final String shelterCase = "U-" + UUID.randomUUID();
    private final String healthCase = "G-" + UUID.randomUUID();
    private final UUID healthLink = UUID.randomUUID();

    @BeforeEach
    void aShelterAndAHealthOffice() {
        consentService.send(linked(person, 3, UUID.randomUUID(), shelter, shelterCase, "gemeinschaftsunterkunft"));
        consentService.send(linked(person, 4, healthLink, health, healthCase, "gesundheitsamt"));
        shelterSays("phone", "+49 30 71");
        shelterSays("vaccination_status", "measles-open");
        // Nobody said anything of it; when this is answered, the office's case is known.
        read("&attributes=gender").then().statusCode(200);
    }

    private void shelterSays(String attribute, String value) {
        as(tokens.agencySystem(shelter)).header("Consent-Revision", revision(person, 3, shelter, shelterCase))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + shelterCase + "/attributes/" + attribute).then().statusCode(204);
    }

    private RequestSpecification forAFile() {
        return as(tokens.agencySystem(health, BY_STATUTE)).header("File-Number", "GA 12/26").header("Read-Reason",
                "Kontaktperson eines Masernfalls");
    }

    private Response readByStatute() {
        return read("");
    }

    private Response read(String query) {
        return forAFile().header("Consent-Revision", revision(person, 4, health, healthCase))
                .get("/v1/cases/" + healthCase + "/view?purpose=" + BY_STATUTE + query);
    }

    private static Response readInAnEmergency(String agency, String caseReference) {
        String caseworker = tokens.caseworker(agency, EMERGENCY);
        String access = as(caseworker)
                .body("{\"caseReference\":\"" + caseReference + "\",\"purpose\":\"" + EMERGENCY + "\",\"basis\":\""
                        + NAMED_BASIS + "\",\"reason\":\"Found unconscious, the hospital asks.\"}")
                .post("/v1/emergency-accesses").jsonPath().getString("emergencyAccessId");
        return as(caseworker).header("Emergency-Access", access)
                .get("/v1/cases/" + caseReference + "/view?purpose=" + EMERGENCY);
    }

    private String answered(String obligation, String outcome) {
        Response answer = as(tokens.agencySystem(health, BY_STATUTE)).body("{\"outcome\":\"" + outcome + "\"}")
                .post("/v1/obligations/" + obligation + "/answer");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return obligation;
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

    private String disclosures() throws SQLException {
        return only("SELECT count(*) FROM norm_disclosure WHERE data_subject_id = '" + person + "'");
    }

    @Test
    @DisplayName("R24 is told of a correction with case, purpose and attribute, answers like the others, and the log has it without a grant")
    void correctionReachesWhoReadByAStatute() {
        readByStatute().then().statusCode(200);

        shelterSays("phone", "+49 30 72");

        Map<String, Object> change = awaitFeed(health, "VALUE_CORRECTED").getFirst();
        assertThat(change).containsOnlyKeys("type", "caseReferences", "purpose", "attributes", "at", "obligationId",
                "dueAt", "releaseEnded");
        assertThat(change).containsEntry("caseReferences", List.of(healthCase)).containsEntry("purpose", BY_STATUTE)
                .containsEntry("attributes", List.of("phone"));
        awaitFeed(shelter);
        awaitFeed(reader);
        String obligation = answered((String) change.get("obligationId"), "CORRECTED");
        ObligationAnswered recorded = accessEvents.await(ObligationAnswered.class,
                e -> obligation.equals(e.obligationId().toString()));
        assertThat(recorded.dataSubjectId()).isEqualTo(person);
        assertThat(recorded.grantIds()).isEmpty();
        assertThat(recorded.noticeDeferredUntil()).isNull();
        Map<String, Object> own = as(tokens.agencySystem(health, BY_STATUTE)).get("/v1/obligations").jsonPath()
                .getMap("obligations[0]");
        assertThat(own).containsEntry("readNorm", NORM).containsEntry("outcome", "CORRECTED")
                .doesNotContainKeys("agency", "grant", "noticeDeferredUntil");
    }

    @Test
    @DisplayName("R24 R23 owes its answer in time, and is recorded as late like the others")
    void lateAnswerIsRecorded() throws SQLException {
        readByStatute().then().statusCode(200);
        shelterSays("phone", "+49 30 72");
        String obligation = (String) awaitFeed(health, "VALUE_CORRECTED").getFirst().get("obligationId");

        plant("UPDATE obligation SET due_at = now() - interval '1 second' WHERE obligation_id = ?::uuid", obligation);

        ObligationOverdue late = accessEvents.await(ObligationOverdue.class,
                e -> obligation.equals(e.obligationId().toString()));
        assertThat(late.requester().agencyId()).isEqualTo(health);
        assertThat(late.grantIds()).isEmpty();
    }

    @Test
    @DisplayName("R22 R41 that an answer is late the person is told only once they may know of the read")
    void deferredIsNotToldBefore() throws SQLException {
        readByStatute().then().statusCode(200);
        shelterSays("phone", "+49 30 72");
        String deferred = (String) awaitFeed(health, "VALUE_CORRECTED").getFirst().get("obligationId");
        shelterSays("vaccination_status", "measles-proved");
        String shown = (String) awaitFeed(health, "VALUE_CORRECTED", "VALUE_CORRECTED").getLast().get("obligationId");
        plant("UPDATE obligation SET due_at = now() - interval '2 seconds', notice_deferred_until = now() + interval '1 day'"
                + " WHERE obligation_id = ?::uuid", deferred);
        plant("UPDATE obligation SET due_at = now() - interval '1 second' WHERE obligation_id = ?::uuid", shown);

        accessEvents.await(ObligationOverdue.class, e -> deferred.equals(e.obligationId().toString()));
        awaitTold(shown);

        assertThat(news()).isEqualTo(1);
        assertThat(only("SELECT person_told_at IS NULL FROM obligation WHERE obligation_id = '" + deferred + "'"))
                .isEqualTo("t");
        plant("UPDATE obligation SET notice_deferred_until = now() WHERE obligation_id = ?::uuid", deferred);
        awaitTold(deferred);
        await().atMost(Duration.ofSeconds(120)).until(() -> news() == 2);
    }

    private void awaitTold(String obligation) {
        await().atMost(Duration.ofSeconds(120))
                .until(() -> only(
                        "SELECT person_told_at IS NOT NULL FROM obligation WHERE obligation_id = '" + obligation + "'")
                        .equals("t"));
    }

    private long news() {
        return receipts.count(e -> e instanceof NewsForPerson n && n.dataSubjectId().equals(person));
    }

    @Test
    @DisplayName("R24 a value that its source takes back is a correction, also where the office's case is linked no more")
    void whoHasNoCaseAnyMoreIsToldToo() {
        readByStatute().then().statusCode(200);
        consentService.send(unlinked(person, 5, healthLink, health, healthCase));

        as(tokens.agencySystem(shelter)).delete("/v1/cases/" + shelterCase + "/attributes/phone").then()
                .statusCode(204);

        assertThat(awaitFeed(health, "VALUE_CORRECTED").getFirst()).containsEntry("caseReferences",
                List.of(healthCase));
    }

    @Test
    @DisplayName("R37 R9 of a correction by a source that the norm does not let be read, the office learns nothing")
    void correctionByAnotherSourceIsNotTold() {
        readByStatute().then().statusCode(200);

        contribute("phone", "+49 30 2");
        shelterSays("vaccination_status", "measles-proved");

        assertThat(awaitFeed(health, "VALUE_CORRECTED").getFirst()).containsEntry("attributes",
                List.of("vaccination_status"));
    }

    @Test
    @DisplayName("R10 R24 who was denied, or got no value, is no recipient")
    void whoGotNothingIsNoRecipient() throws SQLException {
        read("&attributes=income").then().statusCode(403);
        assertThat(read("&attributes=gender").jsonPath().getMap("attributes")).isEmpty();

        assertThat(disclosures()).isEqualTo("0");
    }

    @Test
    @DisplayName("R24 what the office received for the same purpose by a consent as well, it is asked for once")
    void askedOnceForWhatWasReceivedByBoth() throws SQLException {
        readByStatute().then().statusCode(200);
        plant("INSERT INTO grant_disclosure VALUES (?, ?, ?, ?, '{phone}', ARRAY[?], now())", record, person, health,
                BY_STATUTE, healthCase);

        // Both at once, so that one statement has to tell them apart.
        as(tokens.agencySystem(shelter)).body("""
                {"values":[{"attribute":"phone","value":"+49 30 73","asOf":"2026-01-15"},
                           {"attribute":"vaccination_status","value":"measles-proved","asOf":"2026-01-15"}]}""")
                .put("/v1/cases/" + shelterCase + "/attributes").then().statusCode(204);

        List<Map<String, Object>> changes = awaitFeed(health, "VALUE_CORRECTED", "VALUE_CORRECTED");
        assertThat(changes).extracting(change -> change.get("attributes")).containsExactlyInAnyOrder(List.of("phone"),
                List.of("vaccination_status"));
        consentService.send(erased(person, 5));
        List<Map<String, Object>> erasures = awaitFeed(health, "VALUE_CORRECTED", "VALUE_CORRECTED", "PERSON_ERASED",
                "PERSON_ERASED").subList(2, 4);
        assertThat(erasures).extracting(change -> change.get("attributes")).containsExactlyInAnyOrder(List.of("phone"),
                List.of("vaccination_status"));
    }

    @Test
    @DisplayName("R24 who has deleted its copy is left in peace, until it reads again")
    void whoDeletedIsToldAgainOnlyAfterAnotherRead() {
        readByStatute().then().statusCode(200);
        shelterSays("phone", "+49 30 72");
        answered((String) awaitFeed(health, "VALUE_CORRECTED").getFirst().get("obligationId"), "DELETED");

        shelterSays("phone", "+49 30 73");
        shelterSays("vaccination_status", "measles-proved");
        assertThat(awaitFeed(health, "VALUE_CORRECTED", "VALUE_CORRECTED").getLast()).containsEntry("attributes",
                List.of("vaccination_status"));

        readByStatute().then().statusCode(200);
        shelterSays("phone", "+49 30 74");
        assertThat(awaitFeed(health, "VALUE_CORRECTED", "VALUE_CORRECTED", "VALUE_CORRECTED").getLast())
                .containsEntry("attributes", List.of("phone"));
    }

    @Test
    @DisplayName("R24 R21 who read in an emergency is told, too, with the basis that it named")
    void emergencyReaderIsTold() throws SQLException {
        readInAnEmergency(health, healthCase).then().statusCode(200);

        shelterSays("phone", "+49 30 72");

        assertThat(awaitFeed(health, "VALUE_CORRECTED").getFirst()).containsEntry("purpose", EMERGENCY)
                .containsEntry("attributes", List.of("phone"));
        assertThat(only("SELECT read_norm FROM obligation WHERE agency_id = '" + health + "'")).isEqualTo(NAMED_BASIS);
    }

    @Test
    @DisplayName("R24 of a batch each person counts, of each its own case; a case that nobody has does not")
    void batchIsWrittenDownPersonByPerson() throws SQLException {
        UUID other = UUID.randomUUID();
        consentService.send(linked(other, 1, UUID.randomUUID(), shelter, "U-" + other, "gemeinschaftsunterkunft"));
        consentService.send(linked(other, 2, UUID.randomUUID(), health, "G-" + other, "gesundheitsamt"));
        as(tokens.agencySystem(shelter)).header("Consent-Revision", revision(other, 1, shelter, "U-" + other))
                .body("{\"value\":\"+49 30 81\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/U-" + other + "/attributes/phone").then().statusCode(204);
        forAFile().header("Consent-Revision", revision(other, 2, health, "G-" + other))
                .get("/v1/cases/G-" + other + "/view?purpose=" + BY_STATUTE + "&attributes=gender").then()
                .statusCode(200);

        as(tokens.agencySystem(health, BY_STATUTE)).body("{\"purpose\":\"" + BY_STATUTE + "\",\"caseReferences\":[\"G-"
                + other + "\",\"nobodys\",\"" + healthCase
                + "\"],\"attributes\":[\"phone\"],\"fileNumber\":\"GA 13/26\",\"reason\":\"Impfaktion in der Unterkunft\"}")
                .post("/v1/views").then().statusCode(200);

        assertThat(disclosures()).isEqualTo("1");
        assertThat(only("SELECT case_references::text FROM norm_disclosure WHERE data_subject_id = '" + other + "'"))
                .isEqualTo("{G-" + other + "}");
    }

    @Test
    @DisplayName("R26 R24 a disclosure by a norm that cannot be written down is not made")
    void readFailsClosedWithoutItsNote() throws SQLException {
        readByStatute().then().statusCode(200);
        try (Connection connection = TestStack.superuserConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // Somebody is changing the person.
                statement.execute("SELECT FROM person WHERE data_subject_id = '" + person + "' FOR UPDATE");
                Response refused = once(tokens.agencySystem(health, BY_STATUTE)).header("File-Number", "GA 12/26")
                        .header("Read-Reason", "Kontaktperson eines Masernfalls")
                        .get("/v1/cases/" + healthCase + "/view?purpose=" + BY_STATUTE);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.asString()).doesNotContain("+49 30 71");
            }
            connection.rollback();
        }
        assertThat(readByStatute().statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("G5 R24 an erasure tells it to delete; nothing names the person any more, and a replay adds nothing")
    void erasureReachesWhoReadByAStatute() throws SQLException {
        readByStatute().then().statusCode(200);
        consentService.send(erased(person, 5));

        List<Map<String, Object>> before = awaitFeed(health, "PERSON_ERASED");

        assertThat(before.getFirst()).containsEntry("caseReferences", List.of(healthCase))
                .containsEntry("attributes", List.of("phone", "vaccination_status")).containsKey("obligationId");
        for (String table : List.of("norm_disclosure", "change_entry", "obligation", "value_correction")) {
            assertThat(only("SELECT count(*) FROM " + table + " WHERE data_subject_id = '" + person + "'")).as(table)
                    .isEqualTo("0");
        }
        assertThat(readByStatute().statusCode()).isEqualTo(403);

        consumer.stop();
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE applied_partition SET next_offset = 0, receipted_offset = 0");
        }
        consumer.start();
        UUID next = UUID.randomUUID();
        consentService.send(linked(next, 1, UUID.randomUUID(), health, "G-" + next, "gesundheitsamt"));
        // Whoever is answered at a revision behind the replay is answered after it.
        await().atMost(Duration.ofSeconds(120))
                .until(() -> forAFile().header("Consent-Revision", revision(next, 1, health, "G-" + next))
                        .get("/v1/cases/G-" + next + "/view?purpose=" + BY_STATUTE).statusCode() == 200);
        assertThat(only("SELECT count(*) FROM obligation WHERE agency_id = '" + health + "'")).isEqualTo("1");
        answered((String) before.getFirst().get("obligationId"), "DELETED");
        awaitFeed(health);
    }

    @Test
    @DisplayName("G5 R24 a read and an erasure at the same time: whoever got an answer owes one")
    void racingErasureReachesWhoeverGotAnAnswer() throws Exception {
        int answered = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 9; round++) {
                UUID one = UUID.randomUUID();
                String case_ = "G-" + one;
                consentService.send(linked(one, 1, UUID.randomUUID(), shelter, "U-" + one, "gemeinschaftsunterkunft"));
                consentService.send(linked(one, 2, UUID.randomUUID(), health, case_, "gesundheitsamt"));
                as(tokens.agencySystem(shelter)).header("Consent-Revision", revision(one, 1, shelter, "U-" + one))
                        .body("{\"value\":\"+49 30 9\",\"asOf\":\"2026-01-15\"}")
                        .put("/v1/cases/U-" + one + "/attributes/phone").then().statusCode(204);
                RequestSpecification asking = forAFile().header("Consent-Revision", revision(one, 2, health, case_));
                Future<Response> reading = executor
                        .submit(() -> asking.get("/v1/cases/" + case_ + "/view?purpose=" + BY_STATUTE));
                if (round % 3 == 0) {
                    // On a busy machine the erasure would win each time: here the read has its answer before.
                    reading.get();
                }
                executor.submit(() -> consentService.send(erased(one, 3))).get();
                Response answer = reading.get();
                assertThat(answer.statusCode()).isIn(200, 403, 503);
                await().atMost(Duration.ofSeconds(120)).until(() -> only(
                        "SELECT count(*) FROM person WHERE erased_at IS NOT NULL AND data_subject_id = '" + one + "'")
                        .equals("1"));
                if (answer.statusCode() == 200 && answer.asString().contains("+49 30 9")) {
                    answered++;
                    assertThat(only("SELECT count(*) FROM obligation WHERE '" + case_ + "' = ANY (case_references)"))
                            .isEqualTo("1");
                }
                assertThat(only("SELECT count(*) FROM norm_disclosure WHERE data_subject_id = '" + one + "'"))
                        .isEqualTo("0");
            }
        }
        assertThat(answered).isPositive();
    }

    @Test
    @DisplayName("R37 what an office contributed itself it did not receive")
    void ownContributionIsNotReceived() throws SQLException {
        Response answer = readInAnEmergency(shelter, shelterCase);

        assertThat(answer.jsonPath().getMap("attributes")).containsOnlyKeys("phone");
        assertThat(disclosures()).isEqualTo("0");
    }
}
