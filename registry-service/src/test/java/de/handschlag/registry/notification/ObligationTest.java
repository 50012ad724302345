package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.event.NewsForPerson;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.ObligationCause;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("Obligations of recipients")
class ObligationTest extends NotificationTestCase {

    @AfterEach
    void brokerGoesOn() {
        TestStack.resumeKafka();
    }

    private String withdrawnAfterReading() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);
        consentService.send(withdrawn(person, 4, record, reader, PURPOSE, "phone"));
        return (String) awaitFeed(reader, "GRANT_WITHDRAWN").getFirst().get("obligationId");
    }

    private Response answer(String agency, String obligation, String body) {
        return as(tokens.agencySystem(agency, PURPOSE)).header("Employee-Reference", "desk-7").body(body)
                .post("/v1/obligations/" + obligation + "/answer");
    }

    private List<Map<String, Object>> list(String token, String query) {
        Response answer = as(token).get("/v1/obligations" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath().getList("obligations");
    }

    @Test
    @DisplayName("R23 G6 an answer is in the log before it is acknowledged, and is not given twice")
    void answerIsRecordedOnce() {
        String obligation = withdrawnAfterReading();

        Response first = answer(reader, obligation, "{\"outcome\":\"KEPT_BY_NORM\",\"norm\":\"§ 84 SGB X\"}");
        Response again = answer(reader, obligation, "{\"outcome\":\"KEPT_BY_NORM\",\"norm\":\"§ 84 SGB X\"}");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Json.text(first, "state")).isEqualTo("answered");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Json.text(again, "answeredAt")).isEqualTo(Json.text(first, "answeredAt"));
        ObligationAnswered recorded = accessEvents.await(ObligationAnswered.class,
                e -> obligation.equals(e.obligationId().toString()));
        assertThat(recorded.dataSubjectId()).isEqualTo(person);
        assertThat(recorded.cause()).isEqualTo(ObligationCause.GRANT_WITHDRAWN);
        assertThat(recorded.outcome()).isEqualTo(Outcome.KEPT_BY_NORM);
        assertThat(recorded.norm()).isEqualTo("§ 84 SGB X");
        assertThat(recorded.attributes()).containsExactly("phone");
        assertThat(recorded.grantIds()).containsExactly(record);
        assertThat(recorded.requester().agencyId()).isEqualTo(reader);
        assertThat(recorded.requester().employeeId()).isEqualTo("desk-7");
        assertThat(accessEvents
                .count(e -> e instanceof ObligationAnswered a && obligation.equals(a.obligationId().toString())))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("409 for another answer than the one given")
    void anotherAnswerIsAConflict() {
        String obligation = withdrawnAfterReading();
        answer(reader, obligation, "{\"outcome\":\"DELETED\"}").then().statusCode(200);

        Response other = answer(reader, obligation, "{\"outcome\":\"RESTRICTED\"}");

        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(Json.text(other, "type")).isEqualTo("urn:handschlag:problem:obligation-answered");
    }

    @Test
    @DisplayName("404 for another agency's obligation, as for one that does not exist")
    void obligationOfAnotherAgencyDoesNotExist() {
        String obligation = withdrawnAfterReading();

        Response others = answer(source, obligation, "{\"outcome\":\"DELETED\"}");
        Response unknown = answer(source, UUID.randomUUID().toString(), "{\"outcome\":\"DELETED\"}");

        assertThat(List.of(others.statusCode(), unknown.statusCode())).containsOnly(404);
        assertThat(others.asString().replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.asString().replaceAll("\"instance\":\"[^\"]*\"", ""));
        assertThat(list(tokens.agencySystem(source), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"outcome\":\"KEPT_BY_NORM\"}", "{\"outcome\":\"DELETED\",\"norm\":\"§ 84 SGB X\"}",
            "{\"outcome\":\"CORRECTED\"}", "{}"})
    @DisplayName("422 for an answer that does not fit")
    void answerThatDoesNotFitIsRefused(String body) {
        assertThat(answer(reader, withdrawnAfterReading(), body).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R24 a correction is answered as corrected")
    void correctionIsAnswered() {
        consentService.send(given(person, 3, record, reader, PURPOSE, "phone"));
        read(3).then().statusCode(200);
        contribute("phone", "+49 30 2");
        String obligation = (String) awaitFeed(reader, "GRANT_GIVEN", "VALUE_CORRECTED").getLast().get("obligationId");

        answer(reader, obligation, "{\"outcome\":\"CORRECTED\"}").then().statusCode(200);

        assertThat(accessEvents.await(ObligationAnswered.class, e -> obligation.equals(e.obligationId().toString()))
                .cause()).isEqualTo(ObligationCause.VALUE_CORRECTED);
    }

    @Test
    @DisplayName("R23 R41 what is not answered in time is recorded as overdue, once, the person is told, and it can still be answered")
    void overdueIsRecordedOnce() throws SQLException {
        String obligation = withdrawnAfterReading();
        assertThat(list(tokens.agencySystem(reader), "?state=open")).extracting(o -> o.get("obligationId"))
                .containsExactly(obligation);
        try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE obligation SET due_at = now() - interval '1 second' WHERE obligation_id = '"
                    + obligation + "'");
        }

        ObligationOverdue recorded = accessEvents.await(ObligationOverdue.class,
                e -> obligation.equals(e.obligationId().toString()));

        receipts.await(NewsForPerson.class, n -> n.dataSubjectId().equals(person));
        await().atMost(Duration.ofSeconds(120))
                .until(() -> only(
                        "SELECT person_told_at IS NOT NULL FROM obligation WHERE obligation_id = '" + obligation + "'")
                        .equals("t"));
        assertThat(receipts.count(e -> e instanceof NewsForPerson n && n.dataSubjectId().equals(person))).isEqualTo(1);
        assertThat(recorded.requester().agencyId()).isEqualTo(reader);
        assertThat(recorded.dataSubjectId()).isEqualTo(person);
        assertThat(list(tokens.agencySystem(reader), "?state=open")).isEmpty();
        assertThat(list(tokens.agencySystem(reader), "?state=overdue").getFirst()).containsEntry("state", "overdue");
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(RestAssured.get(ManagementInterface.url("/q/metrics")).asString())
                        .containsPattern("handschlag_obligations_overdue [1-9]"));
        assertThat(answer(reader, obligation, "{\"outcome\":\"DELETED\"}").statusCode()).isEqualTo(200);
        assertThat(list(tokens.agencySystem(reader), "?state=answered").getFirst()).containsEntry("outcome", "DELETED");
        assertThat(accessEvents
                .count(e -> e instanceof ObligationOverdue o && obligation.equals(o.obligationId().toString())))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("R23 an overdue obligation that another replica holds is left to it and holds up no other")
    void heldObligationIsLeftToWhoeverHoldsIt() throws SQLException {
        String held = withdrawnAfterReading();
        UUID second = UUID.randomUUID();
        consentService.send(given(person, 5, second, reader, PURPOSE, "phone"));
        read(5).then().statusCode(200);
        consentService.send(withdrawn(person, 6, second, reader, PURPOSE, "phone"));
        String free = (String) awaitFeed(reader, "GRANT_WITHDRAWN", "GRANT_WITHDRAWN").getLast().get("obligationId");
        try (Connection other = TestStack.superuserConnection(); Statement statement = other.createStatement()) {
            statement.executeUpdate("UPDATE obligation SET due_at = now() + CASE WHEN obligation_id = '" + held
                    + "' THEN interval '5 seconds' ELSE interval '6 seconds' END WHERE agency_id = '" + reader + "'");
            other.setAutoCommit(false);
            statement.execute("SELECT FROM obligation WHERE obligation_id = '" + held + "' FOR UPDATE");

            await().atMost(Duration.ofSeconds(120)).until(() -> accessEvents
                    .count(e -> e instanceof ObligationOverdue o && free.equals(o.obligationId().toString())) == 1);

            assertThat(accessEvents
                    .count(e -> e instanceof ObligationOverdue o && held.equals(o.obligationId().toString()))).isZero();
            other.rollback();
        }
        accessEvents.await(ObligationOverdue.class, e -> held.equals(e.obligationId().toString()));
    }

    @Test
    @DisplayName("The data-protection officer sees the obligations of all agencies, by consent record and without case references")
    void dpoSeesAllAgencies() {
        String obligation = withdrawnAfterReading();

        List<Map<String, Object>> all = list(tokens.dpo(), "?state=open&limit=500");

        Map<String, Object> found = all.stream().filter(o -> obligation.equals(o.get("obligationId"))).findFirst()
                .orElseThrow();
        assertThat(found).containsEntry("agency", reader).containsEntry("grant", record.toString())
                .doesNotContainKey("caseReferences");
        assertThat(list(tokens.agencySystem(reader), "").getFirst())
                .containsEntry("caseReferences", List.of(readerCase)).doesNotContainKeys("agency", "grant");
    }

    @Test
    @DisplayName("G5 R23 after an erasure the obligation is still answered, and then nothing of the case is left")
    void obligationOfErasedPersonIsAnswered() throws SQLException {
        String obligation = withdrawnAfterReading();
        consentService.send(erased(person, 5));
        String ofErasure = (String) awaitFeed(reader, "GRANT_WITHDRAWN", "PERSON_ERASED").getLast().get("obligationId");

        for (String id : List.of(obligation, ofErasure)) {
            answer(reader, id, "{\"outcome\":\"DELETED\"}").then().statusCode(200);
            assertThat(accessEvents.await(ObligationAnswered.class, e -> id.equals(e.obligationId().toString()))
                    .dataSubjectId()).isNull();
            assertThat(only("SELECT case_references::text FROM obligation WHERE obligation_id = '" + id + "'"))
                    .isEqualTo("{}");
        }
        awaitFeed(reader);
    }

    @Test
    void pagesFollowEachOther() {
        withdrawnAfterReading();
        UUID second = UUID.randomUUID();
        consentService.send(given(person, 5, second, reader, PURPOSE, "phone"));
        read(5).then().statusCode(200);
        consentService.send(withdrawn(person, 6, second, reader, PURPOSE, "phone"));
        awaitFeed(reader, "GRANT_WITHDRAWN", "GRANT_WITHDRAWN");
        String token = tokens.agencySystem(reader);

        JsonPath first = as(token).get("/v1/obligations?limit=1").jsonPath();
        JsonPath next = as(token).get("/v1/obligations?limit=1&after=" + first.getString("next")).jsonPath();

        assertThat(first.getList("obligations")).hasSize(1);
        assertThat(next.getList("obligations")).hasSize(1);
        assertThat(next.getString("obligations[0].obligationId"))
                .isNotEqualTo(first.getString("obligations[0].obligationId"));
        assertThat(next.<Object>get("next")).isNull();
        assertThat(as(token).get("/v1/obligations?state=lost").statusCode()).isEqualTo(422);
        assertThat(as(token).get("/v1/obligations?after=x").statusCode()).isEqualTo(422);
        String unknown = "/v1/obligations?after=" + UUID.randomUUID();
        assertThat(as(token).get(unknown).jsonPath().getList("obligations")).as("behind what is not there").isEmpty();
        assertThat(as(tokens.agencySystem(source)).get("/v1/obligations?after=" + first.getString("next")).jsonPath()
                .getList("obligations")).as("behind another agency's").isEmpty();
    }

    @Test
    @DisplayName("R26 while the log does not take it an answer is not acknowledged; afterwards it is there once")
    void answerWaitsForTheLog() {
        String obligation = withdrawnAfterReading();

        TestStack.pauseKafka();
        assertThat(answer(reader, obligation, "{\"outcome\":\"DELETED\"}").statusCode()).isEqualTo(503);
        TestStack.resumeKafka();

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(answer(reader, obligation, "{\"outcome\":\"DELETED\"}").statusCode()).isEqualTo(200));
        accessEvents.await(ObligationAnswered.class, e -> obligation.equals(e.obligationId().toString()));
    }

    @Test
    @DisplayName("401 and 403")
    void othersAreRefused() {
        String answer = "/v1/obligations/" + UUID.randomUUID() + "/answer";
        String body = "{\"outcome\":\"DELETED\"}";
        assertThat(RestAssured.get("/v1/obligations").statusCode()).isEqualTo(401);
        assertThat(RestAssured.given().contentType("application/json").body(body).post(answer).statusCode())
                .isEqualTo(401);
        for (String token : List.of(tokens.caseworker(reader), tokens.admin(), tokens.dataSubject("someone"),
                tokens.agencySystemWithoutAgency())) {
            assertThat(as(token).get("/v1/obligations").statusCode()).isEqualTo(403);
            assertThat(as(token).body(body).post(answer).statusCode()).isEqualTo(403);
        }
        assertThat(as(tokens.dpo()).body(body).post(answer).statusCode()).isEqualTo(403);
    }
}
