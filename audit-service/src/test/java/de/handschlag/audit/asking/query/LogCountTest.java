package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;

@QuarkusTest
@DisplayName("Counts by day and type")
class LogCountTest extends AuditTestCase {

    private static final String COUNTS = "/v1/log-entries/counts";

    @Test
    @DisplayName("Of one agency and of all, by the events' own days, with the decision")
    void countsByDayAndType() {
        awaitDayThatLasts(ZoneOffset.UTC);
        String agency = "counted-" + UUID.randomUUID();
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        List<UUID> sent = List.of(corridor.send(Corridor.given(person, 1, grant, agency, "housing", "phone")).id(),
                corridor.send(Corridor.disclosed(person, 1, agency, "e", "C-1", "housing", grant, "phone")).id(),
                corridor.send(Corridor.disclosed(person, 1, agency, "e", "C-1", "housing", grant, "phone")).id(),
                corridor.send(Corridor.denied(person, 1, agency, "C-2", "housing")).id());
        awaitIndexes(sent);
        String today = Corridor.now().toString().substring(0, 10);

        JsonPath answer = asDpo().queryParam("from", today).queryParam("to", today).queryParam("agencyId", agency)
                .get(COUNTS).then().statusCode(200).extract().jsonPath();

        assertThat(answer.getString("from")).isEqualTo(today);
        assertThat(answer.getList("days.type")).containsExactly("de.handschlag.consent.given.v1",
                "de.handschlag.data.disclosed.v1", "de.handschlag.disclosure.denied.v1");
        assertThat(answer.getList("days.entries", Integer.class)).containsExactly(1, 2, 1);
        assertThat(answer.getList("days.decision")).containsExactly(null, "disclosed", "denied");
        assertThat(answer.getList("days.day")).containsOnly(today);

        JsonPath all = asDpo().queryParam("from", "2020-01-01").queryParam("to", "2020-12-31").get(COUNTS).then()
                .statusCode(200).extract().jsonPath();
        assertThat(all.getList("days")).isEmpty();
    }

    @Test
    @DisplayName("By purpose as well, or of one purpose")
    void countsByPurpose() {
        awaitDayThatLasts(ZoneOffset.UTC);
        String agency = "counted-" + UUID.randomUUID();
        UUID person = UUID.randomUUID();
        awaitIndexes(corridor.send(Corridor.denied(person, 1, agency, "C-1", "housing")).id(),
                corridor.send(Corridor.denied(person, 1, agency, "C-1", "housing")).id(),
                corridor.send(Corridor.denied(person, 1, agency, "C-1", "appointments")).id(),
                corridor.send(Corridor.caseLinked(person, 2, agency, "C-1")).id());
        String today = Corridor.now().toString().substring(0, 10);

        JsonPath each = asDpo().queryParam("from", today).queryParam("to", today).queryParam("agencyId", agency)
                .queryParam("groupBy", "purpose").get(COUNTS).then().statusCode(200).extract().jsonPath();
        JsonPath housing = asDpo().queryParam("from", today).queryParam("to", today).queryParam("agencyId", agency)
                .queryParam("purpose", "housing").get(COUNTS).then().statusCode(200).extract().jsonPath();

        assertThat(each.getList("days.purpose")).containsExactly(null, "appointments", "housing");
        assertThat(each.getList("days.entries", Integer.class)).containsExactly(1, 1, 2);
        assertThat(housing.getList("days.type")).containsExactly("de.handschlag.disclosure.denied.v1");
        assertThat(housing.getList("days.entries", Integer.class)).containsExactly(2);
        assertThat(housing.getList("days.purpose")).containsExactly((Object) null);
    }

    @Test
    @DisplayName("R26 an event that comes twice is counted once")
    void replayIsCountedOnce() {
        awaitDayThatLasts(ZoneOffset.UTC);
        String agency = "counted-" + UUID.randomUUID();
        EventEnvelope<Event> event = Corridor.envelope(Corridor.caseLinked(UUID.randomUUID(), 1, agency, "n"));
        corridor.sendAll(List.of(event, event));
        awaitIndexes(event.id());
        corridor.send(event);
        awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, agency, "n")).id());

        assertThat(one("SELECT entries FROM log_day WHERE agency_id = '" + agency + "'")).isEqualTo(2);
    }

    @Test
    @DisplayName("R29 the question is in the log, with its purpose")
    void questionIsRecorded() {
        asDpo().queryParam("from", "2021-02-03").queryParam("to", "2021-02-04").get(COUNTS).then().statusCode(200);

        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE type ="
                        + " 'de.handschlag.log.queried.v1' AND payload LIKE '%\"from\":\"2021-02-03\"%\"queryPurpose\":\"incident\"%'"))
                        .isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"queryPurpose=incident", "from=2026-11-01", "to=2026-11-01",
            "from=2026-11-02&to=2026-11-01", "from=x&to=2026-11-01", "from=2026-11-01&to=2027-11-02",
            "from=2026-11-01&to=2026-11-01&groupBy=employee", "from=1969-12-31&to=1970-01-01"})
    void unusableQuestionIsRefused(String query) {
        assertThat(asDpo().get(COUNTS + "?" + query).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R29 without a purpose there is no answer")
    void purposeIsCompulsory() {
        assertThat(as(tokens.dpo()).get(COUNTS + "?from=2026-11-01&to=2026-11-01").statusCode()).isEqualTo(422);
    }
}
