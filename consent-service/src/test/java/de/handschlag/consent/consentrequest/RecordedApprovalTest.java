package de.handschlag.consent.consentrequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
import de.handschlag.consent.actor.GuardianActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.ApprovalEvidence.Answer;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

/** A person before two employees of an office that asked them for something. */
@QuarkusTest
@DisplayName("A consent that is given on paper or by word of mouth")
class RecordedApprovalTest {

    private static final String REASON = "Frau Meier kann nicht schreiben.";

    private AgencyActor office;
    private AgencyActor colleague;
    private String caseReference;
    private PersonActor person;
    private UUID asked;

    @BeforeEach
    void ask() {
        office = AgencyActor.jobcenter();
        colleague = office.colleague();
        caseReference = office.newCase();
        person = PersonActor.of(office, caseReference);
        asked = office.asks(caseReference, "family_name", "phone");
    }

    private static void assertProblem(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    private static String id(Response recorded) {
        return recorded.then().statusCode(200).extract().path("recordedApprovalId");
    }

    private String recorded(Map<String, ?> differing) {
        return id(office.recordsApproval(asked, office.approval(asked, differing, "phone")));
    }

    private String permission(UUID id) {
        return office.consentRequest(id).path("status");
    }

    private <E extends ConsentRecordEvent> ConsentRecordState told(ConsentEventsReader topic, Class<E> type) {
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(topic.eventsOf(person.dataSubjectId())).last().isInstanceOf(type));
        return type.cast(topic.eventsOf(person.dataSubjectId()).getLast()).consentRecord();
    }

    @Test
    @DisplayName("R6 R8 on paper it counts when a second employee has confirmed it, says who they are and how, and ends after 30 days")
    void onPaper() {
        int revision = person.consentRevision();
        String recorded = recorded(Map.of("interpreter", true));
        assertThat(permission(asked)).isEqualTo("no-permission");
        assertThat(person.status(asked)).isEqualTo("ConsentRequested");
        assertThat(person.consentRevision()).isEqualTo(revision);

        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            Response answer = colleague.confirmsApproval(asked, recorded);

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            ConsentRecordState state = told(topic, ConsentGiven.class);
            assertThat(state.attributes()).containsExactly("phone");
            assertThat(state.decidedByLoginBinding()).isNull();
            ConsentEvidence evidence = Objects.requireNonNull(state.evidence());
            assertThat(evidence.channel()).isEqualTo(ConsentEvidence.Channel.PAPER);
            assertThat(evidence.assistingEmployee()).isEqualTo(TestIdentities.subjectOf(office.staff()));
            assertThat(evidence.language()).isEqualTo("de");
            ApprovalEvidence approval = Objects.requireNonNull(state.approvalEvidence());
            assertThat(approval.confirmedBy()).isEqualTo(TestIdentities.subjectOf(colleague.staff()))
                    .isNotEqualTo(evidence.assistingEmployee());
            assertThat(approval.signedBy()).isEqualTo(Signer.PERSON);
            assertThat(approval.interpreter()).isTrue();
            assertThat(approval.answer()).isNull();
            assertThat(state.expiresAt()).isBetween(Instant.now().plus(29, ChronoUnit.DAYS),
                    Instant.now().plus(31, ChronoUnit.DAYS));
            assertThat(approval.agreedUntil()).isBetween(months(5), months(7));
        }
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        assertThat(permission(asked)).isEqualTo("permission");
        assertThat(person.request().accept("application/ld+json").get("/v1/me/consent-records/{id}/receipt", asked)
                .asString()).contains("on paper, recorded by two employees, with an interpreter");
        person.consentRecord(asked).then().body("status", equalTo("ConsentGiven"), "recordedApproval.channel",
                equalTo("PAPER"), "recordedApproval.signedBy", equalTo("PERSON"), "recordedApproval.interpreter",
                equalTo(true), "recordedApproval.answer", nullValue(), "recordedApproval.toBeAnswered", equalTo(true),
                "notice.hash", equalTo(office.noticeToRead(asked, "de").<String>path("notice.hash")));
    }

    private static Instant months(int months) {
        return Instant.now().atOffset(ZoneOffset.UTC).plusMonths(months).toInstant();
    }

    @Test
    @DisplayName("R8 by word of mouth only with a reason, which the person can read and no topic has")
    void byWordOfMouth() {
        assertProblem(office.recordsApproval(asked, office.approval(asked, Map.of("channel", "ORAL"), "phone")), 422,
                "invalid-request");
        for (String reason : List.of("", " ", "7", "x".repeat(501))) {
            assertProblem(
                    office.recordsApproval(asked,
                            office.approval(asked, Map.of("channel", "ORAL", "reason", reason), "phone")),
                    422, "invalid-request");
        }
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            colleague.confirmsApproval(asked, recorded(Map.of("channel", "ORAL", "reason", REASON))).then()
                    .statusCode(200);

            assertThat(Objects.requireNonNull(told(topic, ConsentGiven.class).evidence()).channel())
                    .isEqualTo(ConsentEvidence.Channel.ORAL);
            assertThat(topic.recordsOf(person.dataSubjectId())).isNotEmpty().allSatisfy(
                    message -> assertThat(message.value()).asString(StandardCharsets.UTF_8).doesNotContain("Meier"));
        }
        person.consentRecord(asked).then().body("recordedApproval.channel", equalTo("ORAL"), "recordedApproval.reason",
                equalTo(REASON));
    }

    @Test
    @DisplayName("R6 one employee does not do both, however they send it, and no system and no person records anything")
    void oneEmployeeTwice() {
        String recorded = recorded(Map.of());

        assertProblem(office.confirmsApproval(asked, recorded), 403, "own-recorded-approval");
        // Recorded anew by the second one, the first one would confirm what they did not see.
        String anew = id(colleague.recordsApproval(asked, office.approval(asked, Map.of(), "family_name", "phone")));
        assertThat(anew).isNotEqualTo(recorded);
        assertProblem(office.confirmsApproval(asked, recorded), 404, "not-found");
        assertProblem(colleague.confirmsApproval(asked, anew), 403, "own-recorded-approval");
        assertProblem(office.request().body(Map.of("recordedApprovalId", anew))
                .post("/v1/consent-requests/{id}/approval/confirmation", asked), 403, "forbidden");
        assertProblem(office.request().body(office.approval(asked, Map.of(), "phone"))
                .post("/v1/consent-requests/{id}/approval", asked), 403, "forbidden");
        assertProblem(person.request().body(Map.of("recordedApprovalId", anew))
                .post("/v1/consent-requests/{id}/approval/confirmation", asked), 403, "forbidden");
        assertThat(permission(asked)).isEqualTo("no-permission");
        assertThat(person.status(asked)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("R17 R18 only for the own office's requests, and for those of the employee's purposes")
    void othersRequests() {
        AgencyActor other = AgencyActor.counselling();
        other.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        AgencyActor otherPurpose = new AgencyActor("jobcenter-test", "appointments");
        Map<String, Object> approval = office.approval(asked, Map.of(), "phone");
        String recorded = recorded(Map.of());

        for (AgencyActor stranger : List.of(other, otherPurpose)) {
            assertProblem(stranger.noticeToRead(asked, "de"), 404, "not-found");
            assertProblem(stranger.recordsApproval(asked, approval), 404, "not-found");
            assertProblem(stranger.confirmsApproval(asked, recorded), 404, "not-found");
            assertProblem(stranger.staffRequest().get("/v1/consent-requests/{id}/approval", asked), 404, "not-found");
            assertThat(stranger.staffRequest().get("/v1/recorded-approvals").asString()).doesNotContain(recorded);
        }
        assertThat(colleague.staffRequest().get("/v1/recorded-approvals")
                .<List<String>>path("recordedApprovals.recordedApprovalId")).contains(recorded);
        colleague.staffRequest().get("/v1/consent-requests/{id}/approval", asked).then().statusCode(200).body(
                "recordedByYou", equalTo(false), "confirmed", equalTo(false), "attributes", equalTo(List.of("phone")));
        assertThat(permission(asked)).isEqualTo("no-permission");
    }

    @Test
    @DisplayName("R5 nothing of a special category is given so, R2 nothing beyond what was asked for, and not for longer")
    void notSo() {
        UUID special = office.asks(caseReference, "email", "accessibility_need");
        for (List<String> attributes : List.of(List.of("accessibility_need"), List.of("email", "accessibility_need"),
                List.of("email", "phone"), List.of("email", "email"), List.of("*"), List.<String>of())) {
            Response answer = office.recordsApproval(special,
                    office.approval(special, Map.of("attributes", attributes)));
            assertProblem(answer, 422, "invalid-request");
            assertThat(answer.<String>path("violations[0].field")).startsWith("attributes");
        }
        assertProblem(office.recordsApproval(asked, office.approval(asked, Map.of("months", 7), "phone")), 422,
                "invalid-request");
        office.givenOnPaper(special, "email");
        person.consentRecord(special).then().body("attributes", equalTo(List.of("email")), "explicitAttributes",
                equalTo(List.of()));
    }

    @Test
    @DisplayName("R6 R7 the notice must be the one that is published for the request in the language that was read")
    void notice() {
        assertProblem(
                office.recordsApproval(asked, office.approval(asked, Map.of("noticeHash", "0".repeat(64)), "phone")),
                409, "notice-changed");
        Map<String, Object> german = office.approval(asked, Map.of(), "phone");
        german.put("language", "ar");
        assertProblem(office.recordsApproval(asked, german), 409, "notice-changed");
        german.put("language", "tlh");
        assertProblem(office.recordsApproval(asked, german), 422, "invalid-request");

        colleague.confirmsApproval(asked, recorded(Map.of("language", "ar"))).then().statusCode(200);

        person.consentRecord(asked).then().body("notice.language", equalTo("ar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEB", "paper", "PHONE"})
    @DisplayName("R8 there are paper and word of mouth, and no other ways")
    void otherChannels(String channel) {
        assertThat(office
                .recordsApproval(asked, office.approval(asked, Map.of("channel", channel, "reason", REASON), "phone"))
                .statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("Sent again, and two confirmations at once, it is one consent, as it was recorded first")
    void replays() {
        Map<String, Object> approval = office.approval(asked, Map.of(), "phone");
        String recorded = id(office.recordsApproval(asked, approval));
        int revision = person.consentRevision();
        List<CompletableFuture<Response>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(CompletableFuture.supplyAsync(() -> colleague.confirmsApproval(asked, recorded),
                    Thread::startVirtualThread));
        }

        assertThat(both).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));

        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        colleague.confirmsApproval(asked, recorded).then().statusCode(200);
        assertThat(id(office.recordsApproval(asked, office.approval(asked, Map.of(), "family_name", "phone"))))
                .isEqualTo(recorded);
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        person.consentRecord(asked).then().body("attributes", equalTo(List.of("phone")));
        // Ended, nothing of it gives it again.
        person.withdraw(asked).then().statusCode(202);
        colleague.confirmsApproval(asked, recorded).then().statusCode(200);
        assertThat(permission(asked)).isEqualTo("no-permission");
    }

    /** What an office does about its request in the moment in which the person decides. */
    private enum Meanwhile {
        CONFIRMS,
        TAKES_BACK
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R2 R42 what the person decides in the same moment is not overwritten by what the office does")
    void sameMoment(Meanwhile what) throws Exception {
        String recorded = recorded(Map.of());
        try (Connection holder = TestStack.superuserConnection();
                Statement statement = holder.createStatement();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            statement.execute("SELECT FROM data_subject WHERE id = '" + person.dataSubjectId() + "' FOR UPDATE");
            long before = waitingForLocks();
            Future<Response> refusal = clients.submit(() -> person.refuse(asked));
            await().atMost(Duration.ofSeconds(120)).until(() -> waitingForLocks() > before);
            Future<Response> deed = clients.submit(() -> what == Meanwhile.CONFIRMS
                    ? colleague.confirmsApproval(asked, recorded)
                    : office.staffRequest().delete("/v1/consent-requests/{id}", asked));
            await().atMost(Duration.ofSeconds(120)).until(() -> waitingForLocks() > before + 1);
            holder.commit();

            assertThat(refusal.get().statusCode()).isEqualTo(200);
            assertThat(deed.get().statusCode()).isBetween(200, 204);
        }
        assertThat(person.status(asked)).isEqualTo("ConsentRefused");
        assertThat(permission(asked)).isEqualTo("no-permission");
    }

    private static long waitingForLocks() {
        return Database.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                + " AND datname = current_database()");
    }

    /** What keeps a request from being given on paper, without the office being told. */
    private enum NoEffect {
        REFUSED,
        REFUSED_IN_BETWEEN,
        GIVEN_AND_WITHDRAWN,
        PARTLY_REFUSED,
        NEVER_SHOWN,
        CONTESTED,
        NO_CASE_ANY_MORE
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R2 R10 what the person decided, or was not shown, no paper changes; the office is answered as always")
    void noEffect(NoEffect what) {
        UUID request = asked;
        switch (what) {
            case REFUSED -> person.refuse(asked).then().statusCode(200);
            case GIVEN_AND_WITHDRAWN -> {
                person.approve(asked).then().statusCode(200);
                person.withdraw(asked).then().statusCode(202);
            }
            case PARTLY_REFUSED -> {
                person.refuse(asked).then().statusCode(200);
                request = office.asks(caseReference, "email", "phone");
            }
            case NEVER_SHOWN -> request = office.asks(caseReference, "phone");
            case CONTESTED -> {
                office.givenOnPaper(asked, "phone");
                person.saysNo(asked).then().statusCode(202);
                request = office.asks(caseReference, "email", "phone");
            }
            case REFUSED_IN_BETWEEN, NO_CASE_ANY_MORE -> {
            }
        }
        // One that can be given beside one that the person said no to would tell the office which.
        String[] said = what == NoEffect.PARTLY_REFUSED ? new String[]{"email", "phone"} : new String[]{"phone"};
        Response recorded = office.recordsApproval(request, office.approval(request, Map.of(), said));
        assertThat(recorded.statusCode()).as(recorded.asString()).isEqualTo(200);
        if (what == NoEffect.REFUSED_IN_BETWEEN) {
            person.refuse(asked).then().statusCode(200);
        } else if (what == NoEffect.NO_CASE_ANY_MORE) {
            Database.update("UPDATE case_link SET unlinked_at = now() WHERE case_reference = ?", caseReference);
        }
        long before = Database.number("SELECT consent_revision FROM consent_record WHERE id = ?", request);

        Response confirmed = colleague.confirmsApproval(request, id(recorded));

        assertThat(confirmed.statusCode()).as(confirmed.asString()).isEqualTo(200);
        assertThat(confirmed.<Map<String, Object>>path("$")).containsEntry("confirmed", true).containsOnlyKeys(
                "recordedApprovalId", "consentRequestId", "caseReference", "purpose", "channel", "attributes",
                "signedBy", "interpreter", "language", "noticeHash", "agreedUntil", "recordedAt", "confirmed",
                "recordedByYou");
        assertThat(permission(request)).isEqualTo("no-permission");
        assertThat(Database.number("SELECT consent_revision FROM consent_record WHERE id = ?", request))
                .isEqualTo(before);
        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE id = ? AND status = 'GIVEN'", request))
                .isZero();
    }

    @Test
    @DisplayName("R6 R7 the second employee learns that the notice reads otherwise by now, and nothing is frozen by it")
    void noticeChangedInBetween() {
        String recorded = recorded(Map.of());
        Database.update("UPDATE recorded_approval SET language = 'en' WHERE consent_record_id = ?", asked);

        assertProblem(colleague.confirmsApproval(asked, recorded), 409, "notice-changed");

        String again = recorded(Map.of());
        assertThat(again).isNotEqualTo(recorded);
        colleague.confirmsApproval(asked, again).then().statusCode(200);
        assertThat(permission(asked)).isEqualTo("permission");
    }

    @Test
    @DisplayName("After the request was taken back, or its time is over, nothing is recorded or confirmed")
    void closed() {
        String recorded = recorded(Map.of());
        Map<String, Object> approval = office.approval(asked, Map.of(), "phone");
        office.takesBack(asked).then().statusCode(204);

        assertProblem(colleague.confirmsApproval(asked, recorded), 409, "conflict");
        assertProblem(office.recordsApproval(asked, approval), 409, "conflict");
        assertProblem(office.noticeToRead(asked, "de"), 409, "conflict");

        UUID later = office.asks(caseReference, "email");
        String waiting = id(office.recordsApproval(later, office.approval(later, Map.of(), "email")));
        Database.update("UPDATE consent_record SET lapses_at = now() WHERE id = ?", later);
        assertProblem(colleague.confirmsApproval(later, waiting), 409, "conflict");
        assertThat(permission(asked)).isEqualTo("no-permission");
        assertThat(permission(later)).isEqualTo("no-permission");
    }

    @Test
    @DisplayName("R6 who says by their login that they said so lets it last as was agreed; once more changes nothing")
    void confirmed() {
        office.givenOnPaper(asked, "phone");
        int revision = person.consentRevision();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            person.saysYes(asked).then().statusCode(200).body("recordedApproval.answer", equalTo("CONFIRMED"),
                    "recordedApproval.toBeAnswered", equalTo(false));

            ConsentRecordState state = told(topic, ConsentGiven.class);
            ApprovalEvidence approval = Objects.requireNonNull(state.approvalEvidence());
            assertThat(approval.answer()).isEqualTo(Answer.CONFIRMED);
            assertThat(state.expiresAt()).isEqualTo(approval.agreedUntil()).isAfter(months(5));
            assertThat(state.decidedByLoginBinding()).isEqualTo(person.loginBindingId());
            assertThat(Objects.requireNonNull(state.evidence()).channel()).isEqualTo(ConsentEvidence.Channel.PAPER);
        }
        person.saysYes(asked).then().statusCode(200);
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        assertProblem(person.saysNo(asked), 409, "nothing-to-answer");
        assertThat(person.withdraw(asked).statusCode()).isEqualTo(202);
    }

    @Test
    @DisplayName("R6 R42 who says that they did not ends it like a withdrawal, and for 90 days nothing on paper of this office counts")
    void contested() {
        office.givenOnPaper(asked, "phone");
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            Response answer = person.saysNo(asked);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.header("Location")).contains("/v1/me/enforcements/");
            ConsentRecordState state = told(topic, ConsentWithdrawn.class);
            assertThat(Objects.requireNonNull(state.approvalEvidence()).answer()).isEqualTo(Answer.CONTESTED);
            assertThat(state.endedByLoginBinding()).isEqualTo(person.loginBindingId());
        }
        assertThat(permission(asked)).isEqualTo("no-permission");
        int revision = person.consentRevision();
        person.saysNo(asked).then().statusCode(202);
        assertThat(person.consentRevision()).isEqualTo(revision);
        assertProblem(person.saysYes(asked), 409, "nothing-to-answer");

        UUID again = office.asks(caseReference, "email");
        office.givenOnPaper(again, "email");
        assertThat(permission(again)).isEqualTo("no-permission");
        Database.update("UPDATE consent_record SET ended_at = now() - interval '91 days' WHERE id = ?", asked);
        UUID later = office.asks(caseReference, "email", "address");
        office.givenOnPaper(later, "email");
        assertThat(permission(later)).isEqualTo("permission");
    }

    @Test
    @DisplayName("Another office is not held to what one office invented; what the person gave online nobody can contest or confirm")
    void answersAreForRecordedOnes() {
        person.approve(asked).then().statusCode(200);

        assertProblem(person.saysYes(asked), 409, "nothing-to-answer");
        assertProblem(person.saysNo(asked), 409, "nothing-to-answer");
        PersonActor stranger = PersonActor.selfEnrolled();
        assertProblem(stranger.saysNo(asked), 404, "not-found");
        assertProblem(stranger.saysYes(asked), 404, "not-found");
        assertThat(person.status(asked)).isEqualTo("ConsentGiven");
    }

    @Test
    @DisplayName("R35 an office does not confirm by a login that it made itself what its employees recorded")
    void ownLogin() {
        String newCase = office.newCase();
        PersonActor made = PersonActor.unconfirmed(office, newCase);
        UUID request = office.asks(newCase, "phone");
        office.givenOnPaper(request, "phone");

        assertProblem(made.saysYes(request), 409, "login-not-confirmed");
        made.saysNo(request).then().statusCode(202);
    }

    @Test
    @DisplayName("R11 below 15 a guardian signs and nobody else, until the person decides alone; from then on the person, and no guardian")
    void ages() {
        for (int age : new int[]{9, 15, 17}) {
            String child = office.newCase();
            LocalDate born = LocalDate.now(ZoneId.of("Europe/Berlin")).minusYears(Math.min(age, 14)).minusDays(1);
            GuardianActor.parent(office, child, born);
            if (age >= 15) {
                Database.update(
                        "UPDATE data_subject SET birth_date = (birth_date - ? * interval '1 year')::date WHERE id ="
                                + " (SELECT data_subject_id FROM case_link WHERE case_reference = ?)",
                        age - 14, child);
            }
            for (Signer signer : Signer.values()) {
                UUID request = office.asks(child, signer == Signer.PERSON ? "phone" : "email");
                colleague
                        .confirmsApproval(request,
                                id(office
                                        .recordsApproval(request,
                                                office.approval(request, Map.of("signedBy", signer.name()),
                                                        signer == Signer.PERSON ? "phone" : "email"))))
                        .then().statusCode(200);

                assertThat(permission(request)).as(age + " " + signer)
                        .isEqualTo((age < 15) == (signer == Signer.GUARDIAN) ? "permission" : "no-permission");
            }
        }
    }

    @Test
    @DisplayName("R11 the legal guardian of an adult signs for an adult, and for nobody who is not one yet")
    void legalGuardian() {
        String ward = office.newCase();
        GuardianActor.unbound()
                .enters(Json.text(GuardianActor.wantsCode(office, ward, "LEGAL_GUARDIAN", "COURT_ORDER", null), "code"))
                .then().statusCode(201);
        for (int age : new int[]{17, 18}) {
            Database.update(
                    "UPDATE data_subject SET birth_date = (current_date - ? * interval '1 year' - interval '2 days')::date,"
                            + " birth_date_agency = ?, birth_date_counts = true WHERE id ="
                            + " (SELECT data_subject_id FROM case_link WHERE case_reference = ?)",
                    age, office.agencyId(), ward);
            UUID request = office.asks(ward, age < 18 ? "phone" : "email");
            String recorded = id(office.recordsApproval(request,
                    office.approval(request, Map.of("signedBy", "GUARDIAN"), age < 18 ? "phone" : "email")));

            colleague.confirmsApproval(request, recorded).then().statusCode(200);

            assertThat(permission(request)).as("at " + age).isEqualTo(age < 18 ? "no-permission" : "permission");
        }
    }

    @Test
    @DisplayName("R2 what the person says they never gave counts as a no: they are not asked for it again so soon")
    void contestedIsNotAskedAgain() {
        office.givenOnPaper(asked, "phone");
        person.saysNo(asked).then().statusCode(202);

        UUID again = office.asks(caseReference, "phone");

        assertThat(person.request().get("/v1/me/consent-records").jsonPath().getList("consentRecords.consentRecordId"))
                .contains(asked.toString()).doesNotContain(again.toString());
    }

    @Test
    @DisplayName("R2 what is not on the paper nobody said no to: the person is asked for it")
    void restIsAskedFor() {
        office.givenOnPaper(asked, "phone");

        UUID rest = office.asks(caseReference, "family_name");

        assertThat(person.status(rest)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("R11 a guardian's signature does not stand for an adult who has a login of their own")
    void noGuardianOfAnAdult() {
        colleague.confirmsApproval(asked, recorded(Map.of("signedBy", "GUARDIAN"))).then().statusCode(200);

        assertThat(permission(asked)).isEqualTo("no-permission");
    }

    @Test
    @DisplayName("G5 an erasure takes along what was recorded and waits")
    void erasure() {
        recorded(Map.of());

        person.erase().then().statusCode(202);

        assertThat(Database.number("SELECT count(*) FROM recorded_approval WHERE consent_record_id = ?", asked))
                .isZero();
    }
}
