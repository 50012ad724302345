package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.InTime;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.PersonEvent;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("R42 One grant per person, office and purpose: a later one takes the place of an earlier one")
class ReplacedConsentTest {

    @Inject
    ConsentRecordLifecycle lifecycle;

    private AgencyActor jobcenter;
    private String caseReference;
    private PersonActor person;
    private UUID dataSubjectId;

    @BeforeEach
    void personWithACase() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
        dataSubjectId = person.dataSubjectId();
    }

    @Test
    void laterApprovalEndsTheEarlierGrantAndSaysWhatFallsAway() {
        UUID earlier = jobcenter.asks(caseReference, "email", "family_name", "phone");
        Response first = person.approve(earlier);
        UUID later = jobcenter.asks(caseReference, "address", "phone");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.<Object>path("replaces")).isNull();
        assertThat(person.consentRecord(later).<List<String>>path("replaces.consents[0].attributesFallingAway"))
                .as("before deciding").containsExactly("email", "family_name");

        Response second = person.approve(later);

        assertThat(second.statusCode()).as("no registry says that it is enforced").isEqualTo(202);
        assertThat(Json.text(second, "status")).isEqualTo("ConsentGiven");
        assertThat(second.<List<Map<String, Object>>>path("replaces.consents"))
                .containsExactly(Map.of("consentRecordId", earlier.toString(), "attributesFallingAway",
                        List.of("email", "family_name"), "formerExpiresAt", first.path("expiresAt")));
        assertThat(Json.text(second, "replaces.enforcement")).isEqualTo("pending");
        assertThat(second.header("Location")).endsWith("/v1/me/enforcements/8");
        Response ended = person.consentRecord(earlier);
        assertThat(Json.text(ended, "status")).isEqualTo("ConsentInvalidated");
        assertThat(Json.text(ended, "endReason")).isEqualTo("replaced");
        assertThat(Json.text(ended, "replacedBy")).isEqualTo(later.toString());
        assertThat(person.approve(later).<List<Object>>path("replaces.consents")).as("sent twice").hasSize(1);
        assertThat(grantsInForce()).isEqualTo(1);
    }

    @Test
    void readersAreToldOfTheNewGrantFirst() {
        UUID earlier = jobcenter.asks(caseReference, "phone");
        person.approve(earlier);
        UUID later = jobcenter.asks(caseReference, "phone");
        person.approve(later);

        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(8));
            List<PersonEvent> events = topic.eventsOf(dataSubjectId);
            ConsentGiven given = (ConsentGiven) events.get(6);
            ConsentInvalidated replaced = (ConsentInvalidated) events.get(7);
            assertThat(given.consentRecord().consentRecordId()).isEqualTo(later);
            assertThat(given.consentRevision()).isEqualTo(7);
            assertThat(replaced.consentRevision()).isEqualTo(8);
            assertThat(replaced.consentRecord().consentRecordId()).isEqualTo(earlier);
            assertThat(replaced.consentRecord().endReason()).isEqualTo("replaced");
            assertThat(replaced.consentRecord().replacedBy()).isEqualTo(later);
        }
    }

    @Test
    void approvalThatReplacesWaitsForTheReceipt() throws Exception {
        Instant enforcedAt = Instant.parse("2026-11-28T10:00:00.123456Z");

        Response answer = InTime.answer(this::personWithACase, () -> {
            UUID earlier = jobcenter.asks(caseReference, "phone");
            UUID later = jobcenter.asks(caseReference, "email");
            person.approve(earlier).then().statusCode(200);
            String hash = person.noticeHash(later);
            CompletableFuture<Void> played = CompletableFuture.runAsync(() -> {
                await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20)).until(() -> Database
                        .number("SELECT consent_revision FROM data_subject WHERE id = ?", dataSubjectId) == 8);
                try (RegistryActor registry = new RegistryActor()) {
                    registry.enforces(dataSubjectId, 8, enforcedAt);
                }
            });
            Response given = person.approve(later, Map.of("noticeHash", hash));
            played.get(120, TimeUnit.SECONDS);
            return given;
        });

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.text(answer, "replaces.enforcement")).isEqualTo("enforced");
        assertThat(Json.text(answer, "replaces.enforcedAt")).isEqualTo(enforcedAt.toString());
    }

    @Test
    void oneWithdrawalEndsItAll() {
        UUID earlier = jobcenter.asks(caseReference, "phone");
        person.approve(earlier);
        UUID later = jobcenter.asks(caseReference, "phone");
        person.approve(later);

        person.withdraw(later).then().statusCode(202);

        assertThat(grantsInForce()).isZero();
        assertThat(jobcenter.consentRequest(earlier).<String>path("status")).isEqualTo("no-permission");
        assertThat(jobcenter.consentRequest(later).<String>path("status")).isEqualTo("no-permission");
    }

    @Test
    void takingBackTheOldCardNamesTheOneThatStandsInItsPlace() {
        UUID first = jobcenter.asks(caseReference, "phone");
        person.approve(first);
        UUID second = jobcenter.asks(caseReference, "phone");
        person.approve(second);
        UUID third = jobcenter.asks(caseReference, "phone");
        person.approve(third);

        Response old = person.withdraw(first);

        assertThat(old.statusCode()).isEqualTo(409);
        assertThat(Json.text(old, "type")).isEqualTo("urn:handschlag:problem:replaced");
        assertThat(Json.text(old, "replacedBy")).isEqualTo(third.toString());
        person.withdraw(third).then().statusCode(202);
        assertThat(person.withdraw(first).<String>path("type")).isEqualTo("urn:handschlag:problem:not-in-force");
    }

    @Test
    void olderRequestThatIsApprovedLaterTakesThePlaceToo() {
        UUID older = jobcenter.asks(caseReference, "phone");
        UUID newer = Database.anotherOpenRequest(older);
        person.approve(newer);

        person.approve(older);

        assertThat(person.status(older)).isEqualTo("ConsentGiven");
        assertThat(person.status(newer)).isEqualTo("ConsentInvalidated");
    }

    @Test
    void otherPurposeAndOtherOfficeKeepTheirGrants() {
        AgencyActor counselling = AgencyActor.counselling();
        String otherReference = AgencyActor.newCaseReference();
        counselling.linkCase(otherReference, person.linkCode()).then().statusCode(201);
        UUID ofAnother = counselling.asks(otherReference, "phone");
        UUID earlier = jobcenter.asks(caseReference, "phone");
        person.approve(ofAnother).then().statusCode(200);

        person.approve(earlier).then().statusCode(200);

        assertThat(person.status(ofAnother)).isEqualTo("ConsentGiven");
        assertThat(grantsInForce()).isEqualTo(2);
    }

    @Test
    void twoApprovalsAtTheSameMomentLeaveOneGrant() throws Exception {
        UUID one = jobcenter.asks(caseReference, "phone");
        UUID other = Database.anotherOpenRequest(one);

        assertThat(AtOnce.answers(List.of(() -> person.approve(one), () -> person.approve(other))))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 202));

        assertThat(grantsInForce()).isEqualTo(1);
        assertThat(List.of(person.status(one), person.status(other))).containsExactlyInAnyOrder("ConsentGiven",
                "ConsentInvalidated");
    }

    @Test
    void grantThatIsOverExpiresAndIsNotReplaced() {
        UUID over = jobcenter.asks(caseReference, "phone");
        person.approve(over);
        UUID later = jobcenter.asks(caseReference, "phone");
        Database.update("UPDATE consent_record SET expires_at = now() - interval '1 second' WHERE id = ?", over);

        Response answer = person.approve(later);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<Object>path("replaces")).isNull();
        assertThat(person.status(over)).isEqualTo("ConsentExpired");
    }

    @Test
    void twinsFromBeforeAreEndedByTheJobThroughTheTopic() {
        UUID[] twins = twins();
        assertThat(person.withdraw(twins[0]).<String>path("replacedBy")).as("before the job")
                .isEqualTo(twins[1].toString());

        lifecycle.endReplaced();

        assertThat(person.status(twins[0])).isEqualTo("ConsentInvalidated");
        assertThat(person.status(twins[1])).isEqualTo("ConsentGiven");
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).last()
                    .isInstanceOfSatisfying(ConsentInvalidated.class, end -> {
                        assertThat(end.consentRecord().consentRecordId()).isEqualTo(twins[0]);
                        assertThat(end.consentRecord().replacedBy()).isEqualTo(twins[1]);
                    }));
        }
    }

    @Test
    void withdrawalTakesATwinWithItThatTheJobHasNotReached() {
        UUID[] twins = twins();

        person.withdraw(twins[1]).then().statusCode(202);

        assertThat(grantsInForce()).isZero();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(8));
            List<PersonEvent> events = topic.eventsOf(dataSubjectId);
            assertThat(events.subList(6, 8)).extracting(PersonEvent::getClass,
                    event -> ((ConsentRecordEvent) event).consentRecord().consentRecordId()).containsExactly(
                            tuple(ConsentInvalidated.class, twins[0]), tuple(ConsentWithdrawn.class, twins[1]));
        }
    }

    @Test
    void twinIsWithdrawnThatOutlivesTheOneInItsPlace() {
        UUID[] twins = twins();
        Database.update("UPDATE consent_record SET expires_at = now() - interval '1 second' WHERE id = ?", twins[1]);

        person.withdraw(twins[0]).then().statusCode(202);

        assertThat(person.status(twins[0])).isEqualTo("ConsentWithdrawn");
        assertThat(person.withdraw(twins[0]).statusCode()).as("sent twice").isEqualTo(202);
        lifecycle.expireDue();
        assertThat(grantsInForce()).isZero();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).anySatisfy(event -> {
                        assertThat(event).isInstanceOf(ConsentWithdrawn.class);
                        assertThat(((ConsentWithdrawn) event).consentRecord().consentRecordId()).isEqualTo(twins[0]);
                    }));
        }
    }

    /** Two grants as a version before this rule left them, and as the migration marks them. */
    private UUID[] twins() {
        UUID older = jobcenter.asks(caseReference, "phone");
        person.approve(older);
        UUID newer = jobcenter.asks(caseReference, "phone");
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE consent_record SET replaced_by = '" + newer + "' WHERE id = '" + older + "'");
            statement.execute("""
                    UPDATE consent_record n SET status = 'GIVEN', decided_at = o.decided_at, expires_at = o.expires_at,
                        notice_version = o.notice_version, notice_hash = o.notice_hash, language = o.language,
                        channel = o.channel, consent_revision = 7
                    FROM consent_record o WHERE n.id = '%s' AND o.id = '%s'""".formatted(newer, older));
            // As if the approval of the newer one had been told.
            statement.execute("UPDATE data_subject SET consent_revision = 7 WHERE id = '" + dataSubjectId + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new UUID[]{older, newer};
    }

    private long grantsInForce() {
        return Database.number("SELECT count(*) FROM consent_record WHERE data_subject_id = ? AND status = 'GIVEN'",
                dataSubjectId);
    }
}
