package de.handschlag.audit.asking.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.Requester;

@QuarkusTest
@DisplayName("R29 A week of the log on one page")
class LogDigestTest extends AuditTestCase {

    private static final String DIGESTS = "/v1/log-digests/";
    private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("YYYY-'W'ww", Locale.GERMANY);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final String agency = "weekly-" + UUID.randomUUID();
    private final UUID person = UUID.randomUUID();
    private final UUID grant = UUID.randomUUID();
    private final List<EventEnvelope<Event>> events = new ArrayList<>();

    private static String week(Instant time) {
        return WEEK.format(LocalDate.ofInstant(time, ZoneOffset.UTC));
    }

    /** Now, or two hours before where the week has begun in the offices' time zone, whose days the anomalies go by. */
    private static Instant inThisWeek() {
        Instant now = Corridor.now();
        boolean begun = !week(now).equals(WEEK.format(LocalDate.ofInstant(now, BERLIN)));
        return begun ? now.minus(Duration.ofHours(2)) : now;
    }

    /** In the middle of that week, which begins and ends at other times where the offices are, and at others after a change of clocks. */
    private static Instant weeksBefore(Instant time, int weeks) {
        return time.atZone(BERLIN).minusWeeks(weeks).with(DayOfWeek.WEDNESDAY).with(LocalTime.NOON).toInstant();
    }

    private void event(Instant time, Event event) {
        events.add(new EventEnvelope<>(UUID.randomUUID(), Corridor.sourceOf(event), time, null, event));
    }

    private void log() {
        corridor.sendAll(events);
        awaitCheckpointOver(awaitIndexes(events.stream().map(EventEnvelope::id).toList()).stream()
                .mapToLong(Long::longValue).max().orElseThrow());
    }

    private JsonPath digest(String week) {
        Response answer = asDpo().queryParam("agencyId", agency).get(DIGESTS + week);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    @Test
    @DisplayName("Counts by type and purpose, anomalies by kind, holds, and the checkpoint; nobody is named")
    void week() {
        Instant now = inThisWeek();
        event(weeksBefore(now, 1), Corridor.denied(person, 0, agency, "C-1", "housing"));
        for (int i = 0; i < 10; i++) {
            event(weeksBefore(now, 2), Corridor.unknownCase(agency, "X-" + i, "housing"));
        }
        log();
        events.clear();
        event(now, Corridor.disclosed(person, 0, agency, "e-secret", "C-1", "housing", grant, "phone"));
        event(now, Corridor.disclosed(person, 0, agency, "e-secret", "C-1", "housing", grant, "phone"));
        event(now, Corridor.denied(person, 0, agency, "C-1", "school-placement"));
        log();
        String hold = as(tokens.dpo()).contentType(ContentType.JSON)
                .body("{\"agencyId\":\"" + agency + "\",\"reason\":\"Complaint 2026/17\"}").post("/v1/legal-holds")
                .then().statusCode(201).extract().jsonPath().getString("id");

        JsonPath thisWeek = digest(week(now));

        assertThat(thisWeek.getList("types.type")).contains("de.handschlag.data.disclosed.v1",
                "de.handschlag.disclosure.denied.v1");
        assertThat(thisWeek.getInt("types.find { it.type == 'de.handschlag.data.disclosed.v1' }.entries")).isEqualTo(2);
        assertThat(thisWeek.getList("purposes.purpose")).containsExactly("housing", "school-placement");
        assertThat(thisWeek.getList("purposes.disclosed", Integer.class)).containsExactly(2, 0);
        assertThat(thisWeek.getList("purposes.denied", Integer.class)).containsExactly(0, 1);
        assertThat(thisWeek.getMap("anomalies")).containsOnlyKeys("unusual-volume", "outside-office-hours",
                "repeated-denials", "refused-tries", "emergency-not-reviewed", "new-purpose", "own-record",
                "further-login", "many-binding-codes", "login-refused", "asked-again").containsEntry("new-purpose", 1);
        assertThat(thisWeek.getInt("holds.set")).isEqualTo(1);
        assertThat(thisWeek.getInt("holds.inForce")).isEqualTo(1);
        assertThat(thisWeek.<Object>get("erasures")).isNull();
        assertThat(thisWeek.getLong("integrity.size")).isPositive();
        assertThat(thisWeek.getString("integrity.checkpoint")).startsWith("handschlag.test/log\n");
        assertThat(thisWeek.prettify()).doesNotContain("e-secret", person.toString());
        as(tokens.dpo()).contentType(ContentType.JSON).body("{\"reason\":\"The complaint is decided\"}")
                .post("/v1/legal-holds/" + hold + "/release").then().statusCode(200);
        assertThat(digest(week(now)).getMap("holds")).containsEntry("released", 1).containsEntry("inForce", 0);
        JsonPath twoWeeksAgo = digest(week(weeksBefore(now, 2)));
        assertThat(twoWeeksAgo.getInt("anomalies.repeated-denials")).isEqualTo(1);
        assertThat(twoWeeksAgo.getInt("holds.set")).isZero();
        assertThat(asDpo().get(DIGESTS + week(now)).jsonPath().getMap("erasures")).containsOnlyKeys("carriedOut",
                "payloads", "pending");
    }

    @Test
    @DisplayName("R21 emergency accesses by the state of their review")
    void emergencies() {
        Instant now = Corridor.now();
        UUID justified = UUID.randomUUID();
        UUID not = UUID.randomUUID();
        event(now, Corridor.opened(justified, person, agency, "e-1", now, null, "phone"));
        event(now, Corridor.opened(not, person, agency, "e-1", now, null, "phone"));
        event(now, Corridor.opened(UUID.randomUUID(), person, agency, "e-1", now, null, "phone"));
        Instant longAgo = weeksBefore(now, 3);
        event(longAgo, Corridor.opened(UUID.randomUUID(), person, agency, "e-1", longAgo, null, "phone"));
        event(now, Corridor.reviewed(not, person, agency, "dpo-1", null));
        event(now, new EmergencyAccessReviewed(justified, person, new Requester(null, "c", "dpo-1"), agency,
                "vital-emergency", EmergencyAccessReviewed.Outcome.JUSTIFIED, now, null));
        log();

        assertThat(digest(week(now)).getMap("emergencyAccesses")).containsEntry("opened", 3)
                .containsEntry("justified", 1).containsEntry("notJustified", 1).containsEntry("pending", 1)
                .containsEntry("overdue", 0);
        assertThat(digest(week(longAgo)).getMap("emergencyAccesses")).containsEntry("opened", 1)
                .containsEntry("overdue", 1);
    }

    @Test
    @DisplayName("R21 a review is overdue by what the registry's operator set, sooner than after 72 hours")
    void emergencyOfAStricterOperator() {
        Instant opened = Corridor.now().minus(Duration.ofHours(30));
        event(opened, Corridor.openedWithReviewDue(UUID.randomUUID(), person, agency, "e-1", opened,
                opened.plus(Duration.ofHours(24))));
        event(opened, Corridor.opened(UUID.randomUUID(), person, agency, "e-1", opened, null, "phone"));
        log();

        assertThat(digest(week(opened)).getMap("emergencyAccesses")).containsEntry("opened", 2)
                .containsEntry("pending", 1).containsEntry("overdue", 1);
    }

    @Test
    @DisplayName("A week without anything, and before there was a log")
    void emptyWeek() {
        JsonPath week = digest("1999-W01");

        assertThat(week.getString("from")).isEqualTo("1999-01-04");
        assertThat(week.getString("to")).isEqualTo("1999-01-10");
        assertThat(week.getList("types")).isEmpty();
        assertThat(week.getList("purposes")).isEmpty();
        assertThat(week.getInt("emergencyAccesses.opened")).isZero();
        assertThat(week.<Object>get("integrity.size")).isNull();
    }

    @Test
    @DisplayName("R29 the question is in the log, with its purpose")
    void questionIsRecorded() {
        digest("1998-W07");

        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(one(
                "SELECT count(*) FROM log_payload WHERE type = 'de.handschlag.log.queried.v1' AND payload LIKE '%\"agencyId\":\""
                        + agency + "\",\"digest\":\"1998-W07\"%\"queryPurpose\":\"incident\"%'"))
                .isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-W54?queryPurpose=incident", "2026-11-23?queryPurpose=incident",
            "x?queryPurpose=incident", "2026-W48", "2026-W48?queryPurpose=fun"})
    void unusableQuestionIsRefused(String query) {
        assertThat(as(tokens.dpo()).get(DIGESTS + query).statusCode()).isEqualTo(422);
    }

    @Test
    void agencyThatIsTooLongIsRefused() {
        assertThat(asDpo().queryParam("agencyId", "x".repeat(601)).get(DIGESTS + "2026-W48").statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("401 and 403")
    void whoMayAsk() {
        String query = DIGESTS + "2026-W48?queryPurpose=incident";
        assertThat(RestAssured.get(query).statusCode()).isEqualTo(401);
        for (String other : List.of(tokens.caseworker("jobcenter", "case-management"), tokens.dataSubject("amira"),
                tokens.agencySystem("jobcenter", "case-management"), tokens.admin(), tokens.withoutRole())) {
            assertThat(as(other).get(query).statusCode()).isEqualTo(403);
        }
    }
}
