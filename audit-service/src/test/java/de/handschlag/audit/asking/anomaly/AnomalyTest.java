package de.handschlag.audit.asking.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.ClientLimitExceeded;
import de.handschlag.event.ClientLimitExceeded.Limit;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.LoginBindingRequested;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.event.LoginBound;
import de.handschlag.event.LoginUnbound;
import de.handschlag.event.Requester;

@QuarkusTest
@DisplayName("R29 What may need a question, explained with the figures compared")
class AnomalyTest extends AuditTestCase {

    private static final String ANOMALIES = "/v1/log-anomalies";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate WEDNESDAY = LocalDate.now(BERLIN)
            .with(TemporalAdjusters.previous(DayOfWeek.WEDNESDAY));

    private final String agency = "odd-" + UUID.randomUUID();
    private final UUID grant = UUID.randomUUID();
    private final List<EventEnvelope<Event>> events = new ArrayList<>();

    private static Instant at(LocalDate day, String time) {
        return day.atTime(LocalTime.parse(time)).atZone(BERLIN).toInstant();
    }

    private void event(Instant time, Event event) {
        events.add(new EventEnvelope<>(UUID.randomUUID(), Corridor.sourceOf(event), time, null, event));
    }

    private void reads(LocalDate day, String time, @Nullable String employee, String purpose, int count) {
        for (int i = 0; i < count; i++) {
            event(at(day, time),
                    Corridor.disclosed(UUID.randomUUID(), 0, agency, employee, "C-1", purpose, grant, "phone"));
        }
    }

    private void denials(LocalDate day, String employee, int count, int cases) {
        for (int i = 0; i < count; i++) {
            event(at(day, "10:00"),
                    new DisclosureDenied(null, null, new Requester(agency, "c", employee), "C-" + i % cases, "housing",
                            DisclosureDenied.Reason.UNKNOWN_CASE, Corridor.now(), Corridor.now(), Corridor.now()));
        }
    }

    private void log() {
        corridor.sendAll(events);
        awaitIndexes(events.stream().map(EventEnvelope::id).toList());
    }

    private Response asked(String kind, LocalDate from, LocalDate to) {
        return asDpo().queryParam("agencyId", agency).queryParam("kind", kind).queryParam("from", from.toString())
                .queryParam("to", to.toString()).get(ANOMALIES);
    }

    private JsonPath found(String kind) {
        Response answer = asked(kind, WEDNESDAY, WEDNESDAY);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    @Test
    @DisplayName("Volume is compared with the usual day of that agency, and both figures are told")
    void unusualVolume() {
        for (int day = 1; day <= 6; day++) {
            reads(WEDNESDAY.minusDays(day), "10:00", "e-1", "housing", 8);
        }
        reads(WEDNESDAY, "10:00", "e-1", "housing", 9);
        reads(WEDNESDAY, "11:00", "e-2", "housing", 41);
        reads(WEDNESDAY, "11:00", "e-3", "housing", 40);
        log();

        JsonPath found = found("unusual-volume");

        assertThat(found.getList("anomalies.employee")).containsExactly("e-2");
        assertThat(found.getInt("anomalies[0].count")).isEqualTo(41);
        assertThat(found.getInt("anomalies[0].figures.usual")).isEqualTo(8);
        assertThat(found.getInt("anomalies[0].figures.usualRestsOn")).isEqualTo(6);
        assertThat(found.getString("anomalies[0].explanation")).startsWith("41 reads on " + WEDNESDAY)
                .contains("usual day at this agency one has 8 (median of 6 days");
        assertThat(found.getString("anomalies[0].explanationDe")).contains("Median aus 6 Tagen");
        assertThat(found.getList("anomalies[0].entries")).hasSize(20);
    }

    @Test
    @DisplayName("Without enough days to compare with, nothing is said about volume")
    void nothingToCompareWith() {
        reads(WEDNESDAY.minusDays(1), "10:00", "e-1", "housing", 1);
        reads(WEDNESDAY, "11:00", "e-2", "housing", 60);
        log();

        assertThat(found("unusual-volume").getList("anomalies")).isEmpty();
    }

    @Test
    @DisplayName("Office hours are those of Europe/Berlin; systems work at night")
    void outsideOfficeHours() {
        reads(WEDNESDAY, "05:59:59", "early", "housing", 2);
        reads(WEDNESDAY, "06:00", "punctual", "housing", 1);
        reads(WEDNESDAY, "19:59:59", "diligent", "housing", 1);
        reads(WEDNESDAY, "20:00", "late", "housing", 1);
        reads(WEDNESDAY, "03:00", null, "housing", 5);
        reads(WEDNESDAY.minusDays(3), "12:00", "on-sunday", "housing", 1);
        log();

        JsonPath found = asked("outside-office-hours", WEDNESDAY.minusDays(3), WEDNESDAY).jsonPath();

        assertThat(found.getList("anomalies.employee")).containsExactlyInAnyOrder("early", "late", "on-sunday");
        assertThat(found.getMap("anomalies.find { it.employee == 'early' }.figures")).containsEntry("count", 2)
                .containsEntry("officeFrom", "06:00").containsEntry("officeTo", "20:00");
    }

    @Test
    @DisplayName("Denials are counted per day, with how many cases there were and how many the agency does not have")
    void repeatedDenials() {
        denials(WEDNESDAY, "e-1", 12, 4);
        denials(WEDNESDAY, "e-2", 9, 9);
        log();

        JsonPath found = found("repeated-denials");

        assertThat(found.getList("anomalies.employee")).containsExactly("e-1");
        assertThat(found.getString("anomalies[0].explanation")).startsWith("12 denials on " + WEDNESDAY)
                .contains("about 4 different cases", "does not have the case in 12 of them");
    }

    @Test
    @DisplayName("R25 tries without a right are shown from three in a day on, or as soon as they are too many for the log")
    void refusedTries() {
        for (int i = 0; i < 3; i++) {
            event(at(WEDNESDAY, "10:00"),
                    Corridor.refused(null, 0, agency, "curious", "C-" + i, "child-protection", "purpose-not-entitled"));
        }
        event(at(WEDNESDAY, "10:00"),
                Corridor.refused(null, 0, agency, "mistaken", "C-1", "child-protection", "purpose-not-entitled"));
        denials(WEDNESDAY, "unlucky", 9, 9);
        event(at(WEDNESDAY, "11:00"), new ClientLimitExceeded(new Requester(agency, "c", "flooding"), Limit.REQUESTS,
                1000, at(WEDNESDAY, "11:00"), at(WEDNESDAY, "11:20"), true));
        event(at(WEDNESDAY, "11:00"), new ClientLimitExceeded(new Requester(agency, "c", "busy"), Limit.REQUESTS, 1000,
                at(WEDNESDAY, "11:00"), at(WEDNESDAY, "11:20")));
        log();

        JsonPath found = found("refused-tries");

        assertThat(found.getList("anomalies.employee")).containsExactlyInAnyOrder("curious", "flooding");
        assertThat(found.getString("anomalies.find { it.employee == 'curious' }.explanation"))
                .startsWith("3 tries on " + WEDNESDAY).contains("about 3 different cases, for child-protection.");
        assertThat(found.getMap("anomalies.find { it.employee == 'flooding' }.figures")).containsEntry("count", 0)
                .containsEntry("beyondLimit", true);
        assertThat(found.getString("anomalies.find { it.employee == 'flooding' }.explanationDe"))
                .contains("mehr als das Limit");
    }

    @Test
    @DisplayName("R21 an emergency access without review after 72 hours, and none with one")
    void emergencyWithoutReview() {
        UUID reviewed = UUID.randomUUID();
        UUID person = UUID.randomUUID();
        Instant opened = Corridor.now().minus(Duration.ofHours(80));
        event(opened, Corridor.opened(UUID.randomUUID(), person, agency, "e-1", opened, null, "phone"));
        event(opened, Corridor.opened(reviewed, person, agency, "e-2", opened, null, "phone"));
        event(opened.plusSeconds(60), Corridor.reviewed(reviewed, person, agency, "dpo-1", null));
        Instant recent = Corridor.now().minus(Duration.ofHours(71));
        event(recent, Corridor.opened(UUID.randomUUID(), person, agency, "e-3", recent, null, "phone"));
        log();

        JsonPath found = asked("emergency-not-reviewed", LocalDate.now(BERLIN).minusDays(6), LocalDate.now(BERLIN))
                .jsonPath();

        assertThat(found.getList("anomalies.employee")).containsExactly("e-1");
        assertThat(found.getInt("anomalies[0].figures.hours")).isEqualTo(80);
        assertThat(found.getString("anomalies[0].explanation")).contains("opened 80 hours ago", "due after 72 hours.");
    }

    @Test
    @DisplayName("R21 a review is due when the registry's operator set it, sooner or later than after 72 hours")
    void reviewWithinWhatTheOperatorSet() {
        UUID person = UUID.randomUUID();
        Instant dayAgo = Corridor.now().minus(Duration.ofHours(25));
        event(dayAgo, Corridor.openedWithReviewDue(UUID.randomUUID(), person, agency, "strict", dayAgo,
                dayAgo.plus(Duration.ofHours(24))));
        Instant daysAgo = Corridor.now().minus(Duration.ofHours(80));
        event(daysAgo, Corridor.openedWithReviewDue(UUID.randomUUID(), person, agency, "patient", daysAgo,
                daysAgo.plus(Duration.ofHours(100))));
        log();

        JsonPath found = asked("emergency-not-reviewed", LocalDate.now(BERLIN).minusDays(6), LocalDate.now(BERLIN))
                .jsonPath();

        assertThat(found.getList("anomalies.employee")).containsExactly("strict");
        assertThat(found.getMap("anomalies[0].figures")).containsEntry("hours", 25).containsEntry("due", 24);
        assertThat(found.getString("anomalies[0].explanation")).contains("due after 24 hours.");
        assertThat(found.getString("anomalies[0].explanationDe")).contains("nach 24 Stunden.");
    }

    @Test
    @DisplayName("A purpose that the agency never used before, however long ago")
    void newPurpose() {
        reads(WEDNESDAY.minusDays(200), "10:00", "e-1", "old-purpose", 1);
        log();
        events.clear();
        reads(WEDNESDAY, "10:00", "e-1", "old-purpose", 1);
        reads(WEDNESDAY, "10:00", "e-1", "new-purpose", 3);
        log();

        JsonPath found = found("new-purpose");

        assertThat(found.getList("anomalies.figures.purpose")).containsExactly("new-purpose");
        assertThat(found.getInt("anomalies[0].count")).isEqualTo(3);
        assertThat(found.<Object>get("anomalies[0].employee")).isNull();
    }

    @Test
    @DisplayName("A case with the employee's own reference is all that the log can know of an own record")
    void ownRecord() {
        event(at(WEDNESDAY, "10:00"),
                Corridor.disclosed(UUID.randomUUID(), 0, agency, "P-17", "p-17", "housing", grant, "phone"));
        event(at(WEDNESDAY, "10:00"),
                Corridor.disclosed(UUID.randomUUID(), 0, agency, "P-18", "p-17", "housing", grant, "phone"));
        log();

        assertThat(found("own-record").getList("anomalies.employee")).containsExactly("P-17");
    }

    @Test
    @DisplayName("R35 a further login on agencies' word alone, while it waits and once it is bound; not one that the person confirmed, refused or let lapse")
    void furtherLogin() {
        UUID person = UUID.randomUUID();
        UUID waits = UUID.randomUUID();
        UUID bound = UUID.randomUUID();
        Instant end = at(WEDNESDAY.plusDays(3), "10:00");
        event(at(WEDNESDAY, "10:00"),
                new LoginBindingRequested(person, 3, Corridor.furtherLogin(waits, null, end, null, agency, "other")));
        event(at(WEDNESDAY, "11:00"), new LoginBindingRequested(person, 4,
                Corridor.furtherLogin(UUID.randomUUID(), null, null, null, agency)));
        event(at(WEDNESDAY, "12:00"), new LoginBound(person, 5,
                Corridor.furtherLogin(UUID.randomUUID(), Means.LOGIN_CONFIRMATION, end, null, agency)));
        event(at(WEDNESDAY, "13:00"), new LoginBound(person, 6,
                Corridor.furtherLogin(UUID.randomUUID(), Means.TWO_AGENCIES, null, null, "other", agency)));
        event(at(WEDNESDAY, "14:00"),
                new LoginBindingRequested(person, 7, Corridor.furtherLogin(bound, null, end, null, "other", agency)));
        event(at(WEDNESDAY, "15:00"), new LoginBound(person, 8,
                Corridor.furtherLogin(bound, Means.TWO_AGENCIES, end, null, "other", agency)));
        long revision = 9;
        for (EndReason reason : List.of(EndReason.REFUSED, EndReason.TAKEN_BACK, EndReason.LAPSED)) {
            UUID ended = UUID.randomUUID();
            event(at(WEDNESDAY, "16:00"), new LoginBindingRequested(person, revision++,
                    Corridor.furtherLogin(ended, null, end, null, "other", agency)));
            event(at(WEDNESDAY.plusDays(1), "16:00"), new LoginUnbound(person, revision++,
                    Corridor.furtherLogin(ended, null, end, reason, "other", agency)));
        }
        for (Instant when : List.of(at(WEDNESDAY, "17:30"), at(WEDNESDAY.plusDays(1), "10:00"))) {
            UUID confirmed = UUID.randomUUID();
            event(at(WEDNESDAY, "17:00"), new LoginBindingRequested(person, revision++,
                    Corridor.furtherLogin(confirmed, null, end, null, "other", agency)));
            event(when, new LoginBound(person, revision++,
                    Corridor.furtherLogin(confirmed, Means.LOGIN_CONFIRMATION, end, null, "other", agency)));
        }
        log();

        JsonPath found = found("further-login");

        assertThat(found.getList("anomalies.count", Integer.class)).containsExactly(2, 1);
        assertThat(found.getMap("anomalies[0].figures")).containsEntry("agencies", 2).containsEntry("bound", true)
                .containsEntry("means", "TWO_AGENCIES");
        assertThat(found.getString("anomalies[0].explanation")).isEqualTo("A further login became a person's with codes"
                + " of 2 agencies; no login that the person had confirmed it, and none refused it within the waiting time.");
        assertThat(found.getMap("anomalies[1].figures")).containsEntry("bound", false);
        assertThat(found.getString("anomalies[1].explanationDe")).endsWith("Die Wartezeit läuft.");
    }

    @Test
    @DisplayName("R35 many codes for logins in a day, and several for the same person")
    void manyBindingCodes() {
        UUID person = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            event(at(WEDNESDAY, "10:00"), Corridor.bindingCode(UUID.randomUUID(), 2, agency, "e-many"));
        }
        for (int i = 0; i < 4; i++) {
            event(at(WEDNESDAY, "11:00"), Corridor.bindingCode(person, 2 + i, agency, "e-again"));
        }
        for (int i = 0; i < 19; i++) {
            event(at(WEDNESDAY, "12:00"), Corridor.bindingCode(UUID.randomUUID(), 2, agency, "e-usual"));
        }
        log();

        JsonPath found = found("many-binding-codes");

        assertThat(found.getList("anomalies.employee")).containsExactlyInAnyOrder("e-again", "e-many");
        assertThat(found.getMap("anomalies.find { it.employee == 'e-again' }.figures")).containsEntry("count", 4)
                .containsEntry("persons", 1).containsEntry("least", 20).containsEntry("repeated", 3);
        assertThat(found.getString("anomalies.find { it.employee == 'e-many' }.explanation"))
                .startsWith("20 codes for logins on " + WEDNESDAY);
    }

    @Test
    @DisplayName("R35 a further login that the person refused, and none that lapsed or that the person ended")
    void loginRefused() {
        UUID person = UUID.randomUUID();
        long revision = 3;
        for (EndReason reason : EndReason.values()) {
            event(at(WEDNESDAY, "10:00"), new LoginUnbound(person, revision++,
                    Corridor.furtherLogin(UUID.randomUUID(), null, null, reason, agency)));
        }
        log();

        JsonPath found = found("login-refused");

        assertThat(found.getList("anomalies.count")).hasSize(1);
        assertThat(found.getMap("anomalies[0].figures")).containsEntry("agencies", 1);
        assertThat(found.getString("anomalies[0].agency")).isEqualTo(agency);
        assertThat(found.getString("anomalies[0].explanation")).startsWith("A person refused a further login");
    }

    @Test
    @DisplayName("R2 an office that asks the same persons again and again, with how often, and one that does so twice is not shown")
    void askedAgain() {
        UUID person = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            event(at(WEDNESDAY, "10:0" + i), Corridor.askedAgain(person, 2 + i, agency, "case-management"));
        }
        event(at(WEDNESDAY, "10:05"), Corridor.askedAgain(UUID.randomUUID(), 2, agency, "appointments"));
        event(at(WEDNESDAY, "10:06"), Corridor.withdrawn(person, 5, grant, agency, "case-management", "phone"));
        event(at(WEDNESDAY, "10:07"), Corridor.askedAgain(UUID.randomUUID(), 2, "seldom-" + agency, "housing"));
        event(at(WEDNESDAY, "10:08"), Corridor.askedAgain(UUID.randomUUID(), 2, "seldom-" + agency, "housing"));
        log();

        JsonPath found = found("asked-again");

        assertThat(found.getList("anomalies.agency")).containsExactly(agency);
        assertThat(found.getMap("anomalies[0].figures")).containsEntry("count", 4).containsEntry("persons", 2)
                .containsEntry("mostOfOnePerson", 3).containsEntry("purposes", "appointments, case-management")
                .containsEntry("least", 3);
        assertThat(found.getString("anomalies[0].explanation")).contains("up to 3 times the same person")
                .doesNotContain(person.toString());
        assertThat(asDpo().queryParam("agencyId", "seldom-" + agency).queryParam("kind", "asked-again")
                .queryParam("from", WEDNESDAY.toString()).queryParam("to", WEDNESDAY.toString()).get(ANOMALIES)
                .jsonPath().getList("anomalies")).isEmpty();
    }

    @Test
    @DisplayName("R29 for routine control employees are not named; the order is that of time, page by page; the question is logged")
    void noRanking() {
        for (int employee = 1; employee <= 5; employee++) {
            reads(WEDNESDAY, "22:0" + employee, "e-" + employee, "housing", employee == 3 ? 9 : 1);
            log();
            events.clear();
        }
        String query = ANOMALIES + "?queryPurpose=routine-control&kind=outside-office-hours&limit=2&agencyId=" + agency
                + "&from=" + WEDNESDAY + "&to=" + WEDNESDAY;
        List<String> times = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        while (cursor != null) {
            JsonPath page = as(tokens.dpo()).get(query + cursor).then().statusCode(200).extract().jsonPath();
            assertThat(page.prettify()).doesNotContain("\"employee\"");
            times.addAll(page.getList("anomalies.time"));
            cursor = page.getString("nextCursor") == null ? null : "&cursor=" + page.getString("nextCursor");
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(times).hasSize(5).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(one(
                "SELECT count(*) FROM log_payload WHERE type = 'de.handschlag.log.queried.v1' AND payload LIKE '%\"agencyId\":\""
                        + agency + "\",\"anomalies\":\"outside-office-hours\"%routine-control%'"))
                .isEqualTo(3));
    }

    @Test
    @DisplayName("All kinds at once, and of all agencies")
    void allKinds() {
        reads(WEDNESDAY, "23:00", "P-9", "housing-" + agency, 1);
        log();

        Response answer = asDpo().queryParam("from", WEDNESDAY.toString()).queryParam("to", WEDNESDAY.toString())
                .queryParam("agencyId", agency).get(ANOMALIES);

        assertThat(answer.jsonPath().getList("anomalies.kind")).containsExactly("outside-office-hours", "new-purpose");
        assertThat(asDpo().queryParam("from", WEDNESDAY.toString()).queryParam("to", WEDNESDAY.toString())
                .queryParam("limit", 200).get(ANOMALIES).jsonPath().getList("anomalies.agency")).contains(agency);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queryPurpose=incident", "queryPurpose=incident&from=2026-11-01",
            "queryPurpose=incident&from=2026-11-02&to=2026-11-01",
            "queryPurpose=incident&from=2026-10-01&to=2026-11-01",
            "queryPurpose=incident&from=2026-11-01&to=2026-11-02&kind=worst", "from=2026-11-01&to=2026-11-02",
            "queryPurpose=incident&from=2026-11-01&to=2026-11-02&cursor=x",
            "queryPurpose=incident&from=2026-11-01&to=2026-11-02&limit=0"})
    void unusableQuestionIsRefused(String query) {
        assertThat(as(tokens.dpo()).get(ANOMALIES + "?" + query).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("401 and 403")
    void whoMayAsk() {
        String query = ANOMALIES + "?queryPurpose=incident&from=2026-11-01&to=2026-11-02";
        assertThat(RestAssured.get(query).statusCode()).isEqualTo(401);
        for (String other : List.of(tokens.caseworker("jobcenter", "case-management"), tokens.dataSubject("amira"),
                tokens.agencySystem("jobcenter", "case-management"), tokens.admin(), tokens.withoutRole())) {
            assertThat(as(other).get(query).statusCode()).isEqualTo(403);
        }
    }
}
