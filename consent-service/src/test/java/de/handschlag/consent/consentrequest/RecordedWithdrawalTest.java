package de.handschlag.consent.consentrequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.WithdrawalEvidence;
import de.handschlag.teststack.TestIdentities;

/** A person who granted something to an office, and an employee of it before whom they take it back. */
@QuarkusTest
@DisplayName("A withdrawal on paper or by word of mouth")
class RecordedWithdrawalTest {

    private static final Map<String, Object> PAPER = Map.of("channel", "PAPER");
    private static final String REASON = "Herr Meier hat kein Telefon mehr.";
    private static final Map<String, Object> ORAL = Map.of("channel", "ORAL", "reason", REASON);

    private AgencyActor office;
    private String caseReference;
    private PersonActor person;
    private UUID granted;

    @BeforeEach
    void grant() {
        office = AgencyActor.jobcenter();
        caseReference = office.newCase();
        person = PersonActor.of(office, caseReference);
        granted = office.asks(caseReference, "family_name", "phone");
        person.approve(granted, List.of("phone"), List.of()).then().statusCode(200);
    }

    private static void assertProblem(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    private ConsentWithdrawn told(ConsentEventsReader topic) {
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(topic.eventsOf(person.dataSubjectId())).last().isInstanceOf(ConsentWithdrawn.class));
        return (ConsentWithdrawn) topic.eventsOf(person.dataSubjectId()).getLast();
    }

    @Test
    @DisplayName("R6 on paper it ends the grant as the person's own does, and says who recorded it and how")
    void onPaper() {
        int revision = person.consentRevision();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            Response answer = office.recordsWithdrawal(granted, PAPER);

            assertThat(answer.statusCode()).isEqualTo(202);
            ConsentWithdrawn event = told(topic);
            assertThat(event.consentRevision()).isEqualTo(revision + 1);
            assertThat(event.consentRecord().consentRecordId()).isEqualTo(granted);
            assertThat(event.consentRecord().withdrawalEvidence()).isEqualTo(
                    new WithdrawalEvidence(WithdrawalEvidence.Channel.PAPER, TestIdentities.subjectOf(office.staff())));
            assertThat(event.consentRecord().endedByLoginBinding()).isNull();
            assertThat(event.consentRecord().decidedByLoginBinding()).isEqualTo(person.loginBindingId());
            assertThat(event.consentRecord().endedAt()).isNotNull();
        }
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        person.consentRecord(granted).then().body("status", equalTo("ConsentWithdrawn"), "recordedWithdrawal.channel",
                equalTo("PAPER"), "recordedWithdrawal.reason", nullValue(), "endedByLoginBinding", nullValue());
        assertThat(office.consentRequest(granted).<String>path("status")).isEqualTo("no-permission");
    }

    @Test
    @DisplayName("R8 by word of mouth only with a reason, which the person can read and nobody else")
    void byWordOfMouth() {
        Response without = office.recordsWithdrawal(granted, Map.of("channel", "ORAL"));

        assertProblem(without, 422, "invalid-request");
        assertThat(without.<String>path("violations[0].field")).isEqualTo("reason");
        for (String reason : List.of("", " ", "7", "x".repeat(501))) {
            assertProblem(office.recordsWithdrawal(granted, Map.of("channel", "ORAL", "reason", reason)), 422,
                    "invalid-request");
        }
        assertThat(person.status(granted)).isEqualTo("ConsentGiven");

        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            Response answer = office.recordsWithdrawal(granted, ORAL);

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
            assertThat(answer.asString()).doesNotContain(REASON);
            assertThat(Objects.requireNonNull(told(topic).consentRecord().withdrawalEvidence()).channel())
                    .isEqualTo(WithdrawalEvidence.Channel.ORAL);
            assertThat(topic.recordsOf(person.dataSubjectId())).isNotEmpty()
                    .allSatisfy(message -> assertThat(message.value()).asString(StandardCharsets.UTF_8)
                            .doesNotContain("Telefon", "Meier"));
        }
        person.consentRecord(granted).then().body("recordedWithdrawal.channel", equalTo("ORAL"),
                "recordedWithdrawal.reason", equalTo(REASON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEB", "paper", "PHONE"})
    @DisplayName("R8 there are paper and word of mouth, and no other ways")
    void otherChannels(String channel) {
        assertThat(office.recordsWithdrawal(granted, Map.of("channel", channel, "reason", REASON)).statusCode())
                .isEqualTo(422);
        assertThat(person.status(granted)).isEqualTo("ConsentGiven");
    }

    @Test
    @DisplayName("R42 R37 the office is told when it is enforced, and nothing that depends on what else the person does")
    void enforcement() {
        Response answer = office.recordsWithdrawal(granted, PAPER);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.<String>path("enforcement")).isEqualTo("pending");
        String link = answer.header("Location");
        assertThat(office.request().get(link).<String>path("enforcement")).isEqualTo("pending");

        try (RegistryActor registry = new RegistryActor()) {
            registry.enforces(person.dataSubjectId(), person.consentRevision(), Instant.now());
        }

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(office.request().get(link).<String>path("enforcement")).isEqualTo("enforced"));
        Response again = office.recordsWithdrawal(granted, PAPER);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.<Map<String, String>>path("$")).isEqualTo(
                Map.of("consentRequestId", granted.toString(), "channel", "PAPER", "enforcement", "enforced"));
        assertThat(again.headers().hasHeaderWithName("Consent-Revision")).isFalse();
    }

    @Test
    @DisplayName("Sent twice, also by a colleague who says something else, it is one withdrawal, as it was recorded first")
    void twice() {
        office.recordsWithdrawal(granted, ORAL).then().statusCode(202);
        int revision = person.consentRevision();

        Response again = office.recordsWithdrawal(granted, PAPER);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.<String>path("channel")).isEqualTo("ORAL");
        assertThat(person.consentRevision()).isEqualTo(revision);
        person.consentRecord(granted).then().body("recordedWithdrawal.reason", equalTo(REASON));
        // The person's own, sent afterwards, finds that it is done.
        assertThat(person.withdraw(granted).statusCode()).isEqualTo(202);
        assertThat(person.consentRevision()).isEqualTo(revision);
        person.consentRecord(granted).then().body("recordedWithdrawal.channel", equalTo("ORAL"));
    }

    /** What became of a request that is no permission. */
    private enum NoPermission {
        UNDECIDED,
        REFUSED,
        WITHDRAWN_BY_THE_PERSON,
        EXPIRED,
        LAPSED,
        REPLACED,
        TAKEN_BACK,
        NEVER_SHOWN
    }

    private UUID without(NoPermission what) {
        UUID asked = office.asks(caseReference, "birth_date");
        switch (what) {
            case UNDECIDED -> {
            }
            case REFUSED -> person.refuse(asked).then().statusCode(200);
            case WITHDRAWN_BY_THE_PERSON -> {
                person.approve(asked);
                person.withdraw(asked).then().statusCode(202);
            }
            case EXPIRED -> {
                person.approve(asked);
                Database.update("UPDATE consent_record SET expires_at = now() - interval '1 second' WHERE id = ?",
                        asked);
            }
            case LAPSED -> Database.update("UPDATE consent_record SET lapses_at = now() WHERE id = ?", asked);
            case REPLACED -> {
                person.approve(asked);
                person.approve(office.asks(caseReference, "email"));
            }
            case TAKEN_BACK -> office.takesBack(asked).then().statusCode(204);
            case NEVER_SHOWN -> {
                return office.asks(caseReference, "birth_date");
            }
        }
        return asked;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R10 of a request that is no permission nothing changes, and the office learns nothing but that")
    void noPermission(NoPermission what) {
        UUID asked = without(what);
        int revision = person.consentRevision();
        String open = person.request().queryParam("status", "ConsentRequested").get("/v1/me/consent-records")
                .asString();

        Response answer = office.recordsWithdrawal(asked, ORAL);

        assertProblem(answer, 409, "not-in-force");
        assertThat(answer.<String>path("detail")).isEqualTo("There is no permission by this request.");
        assertThat(answer.<Map<String, Object>>path("$")).containsOnlyKeys("type", "title", "titleDe", "status",
                "detail", "nextStep", "instance");
        assertThat(person.consentRevision()).isEqualTo(revision);
        assertThat(person.request().queryParam("status", "ConsentRequested").get("/v1/me/consent-records").asString())
                .isEqualTo(open);
        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE id = ? AND withdrawal_channel IS NULL",
                asked)).isEqualTo(1);
        assertProblem(office.request().get("/v1/consent-requests/{id}/withdrawal", asked), 404, "not-found");
    }

    @Test
    @DisplayName("R10 that another grant has the place of this one, as after a restore, is the same answer and names nothing")
    void replacedButNotEnded() {
        UUID later = office.asks(caseReference, "email");
        Database.update("UPDATE consent_record SET replaced_by = ? WHERE id = ?", later, granted);

        Response answer = office.recordsWithdrawal(granted, PAPER);

        assertProblem(answer, 409, "not-in-force");
        assertThat(answer.asString()).doesNotContain("replacedBy", later.toString());
    }

    @Test
    @DisplayName("R17 R18 only of the own office's requests, and of those for the employee's purposes")
    void othersRequests() {
        AgencyActor other = AgencyActor.counselling();
        other.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        int revision = person.consentRevision();

        assertProblem(other.recordsWithdrawal(granted, PAPER), 404, "not-found");
        assertProblem(new AgencyActor("jobcenter-test", "appointments").recordsWithdrawal(granted, PAPER), 404,
                "not-found");
        assertProblem(office.recordsWithdrawal(UUID.randomUUID(), PAPER), 404, "not-found");
        assertProblem(office.request().body(PAPER).post("/v1/consent-requests/{id}/withdrawal", granted), 403,
                "forbidden");

        assertThat(person.consentRevision()).isEqualTo(revision);
        assertThat(person.status(granted)).isEqualTo("ConsentGiven");
        assertProblem(new AgencyActor("jobcenter-test", "appointments").staffRequest().get("/v1/consent-requests/{id}",
                granted), 404, "not-found");
        office.staffRequest().get("/v1/consent-requests/{id}", granted).then().statusCode(200);
        office.recordsWithdrawal(granted, PAPER).then().statusCode(202);
        assertProblem(other.request().get("/v1/consent-requests/{id}/withdrawal", granted), 404, "not-found");
        assertProblem(new AgencyActor("jobcenter-test", "appointments").staffRequest()
                .get("/v1/consent-requests/{id}/withdrawal", granted), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("R2 afterwards the office asks as after the person's own: for what was granted, not for what was left out")
    void askedAgain(boolean recorded) {
        if (recorded) {
            office.recordsWithdrawal(granted, PAPER).then().statusCode(202);
        } else {
            person.withdraw(granted).then().statusCode(202);
        }

        office.asks(caseReference, "family_name");
        assertThat(open()).isEmpty();
        UUID again = office.asks(caseReference, "family_name", "phone");
        assertThat(open()).containsExactly(List.of("phone"));
        person.refuse(again).then().statusCode(200);
        office.asks(caseReference, "family_name", "phone");
        assertThat(open()).isEmpty();
    }

    private List<List<String>> open() {
        return person.request().queryParam("status", "ConsentRequested").get("/v1/me/consent-records").then()
                .statusCode(200).extract().path("consentRecords.requestedAttributes");
    }

    @Test
    @DisplayName("R9 with the consent its release from secrecy ends")
    void releases() {
        AgencyActor.underSecrecy().linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        person.release(granted, "psz-test").then().statusCode(201);
        try (ConsentEventsReader topic = new ConsentEventsReader()) {

            office.recordsWithdrawal(granted, PAPER).then().statusCode(202);

            assertThat(told(topic).consentRecord().releasedSources()).isNull();
        }
        person.consentRecord(granted).then().body("releasedSources", equalTo(List.of()));
    }

    @Test
    @DisplayName("G5 an erasure takes along what was recorded")
    void erasure() {
        office.recordsWithdrawal(granted, ORAL).then().statusCode(202);

        person.erase().then().statusCode(202);

        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE id = ?", granted)).isZero();
        assertProblem(office.recordsWithdrawal(granted, PAPER), 404, "not-found");
    }
}
