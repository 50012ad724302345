package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;

import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.datasubject.Login;
import de.handschlag.consent.enforcement.EnforcementService;
import de.handschlag.consent.enforcement.EnforcementWaiter;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class DecisionTest {

    @Inject
    ConsentRecordService consentRecords;

    @Inject
    EnforcementService enforcement;

    @Inject
    EntityManagerFactory entityManagerFactory;

    private AgencyActor jobcenter;
    private String caseReference;
    private PersonActor person;

    @BeforeEach
    void enrol() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
    }

    @Test
    void approvalGrantsTheChosenAttributesUntilTheEnd() {
        UUID id = jobcenter.asks(caseReference, "family_name", "birth_date", "phone");

        Response approval = person.approve(id, List.of("phone", "birth_date"), List.of());

        assertThat(approval.statusCode()).isEqualTo(200);
        assertThat(Json.text(approval, "status")).isEqualTo("ConsentGiven");
        assertThat(approval.<List<String>>path("attributes")).containsExactly("birth_date", "phone");
        assertThat(approval.<List<String>>path("requestedAttributes")).containsExactly("birth_date", "family_name",
                "phone");
        Instant decidedAt = Instant.parse(approval.path("decidedAt"));
        assertThat(Instant.parse(approval.path("expiresAt")))
                .isEqualTo(decidedAt.atOffset(ZoneOffset.UTC).plusMonths(6).toInstant());
    }

    @Test
    @DisplayName("R1 R10 a grant may be for a shorter time than was asked, never for a longer; the agency does not see of an ended one that it was")
    void aShorterTime() {
        UUID id = jobcenter.asks(caseReference, "phone");
        assertThat(person.approve(id, Map.of("months", 7)).statusCode()).isEqualTo(422);

        Response approval = person.approve(id, Map.of("months", 2));

        assertThat(Instant.parse(approval.path("expiresAt"))).isEqualTo(
                Instant.parse(approval.path("decidedAt")).atOffset(ZoneOffset.UTC).plusMonths(2).toInstant());
        assertThat(person.approve(id, Map.of("months", 2)).statusCode()).as("once more").isEqualTo(200);
        assertThat(person.approve(id, Map.of("months", 3)).statusCode()).as("another one").isEqualTo(409);
        person.withdraw(id);
        assertThat(jobcenter.consentRequest(id).<Integer>path("months")).isEqualTo(6);
    }

    @Test
    @DisplayName("R4 a grant begins when it is given")
    void grantDoesNotActBackwards() {
        UUID id = jobcenter.asks(caseReference, "phone");
        Instant before = Instant.now();

        Response approval = person.approve(id);

        assertThat(Instant.parse(approval.path("decidedAt"))).isAfter(before.minusMillis(1));
    }

    @Test
    @DisplayName("R2 an approval that names nothing grants nothing, and one that names only what has its own step grants that")
    void whatIsNotNamedIsNotGranted() {
        UUID id = jobcenter.asks(caseReference, "family_name", "accessibility_need", "counselling_contact");
        Map<String, Object> read = Map.of("language", "de", "noticeHash", person.noticeHash(id));

        Response nothing = approval(id, read);

        assertThat(nothing.statusCode()).isEqualTo(422);
        assertThat(Json.text(nothing, "detail")).startsWith("attributes: ");
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
        Map<String, Object> explicit = new HashMap<>(read);
        explicit.put("explicitAttributes", List.of("accessibility_need"));
        assertThat(approval(id, explicit).<List<String>>path("attributes")).containsExactly("accessibility_need");
    }

    @Test
    @DisplayName("R36 what the purpose does not work without is marked; the person grants something else all the same")
    void requiredIsMarkedAndNotDemanded() {
        UUID id = jobcenter.asks(caseReference, "given_names", "family_name", "phone");

        assertThat(person.consentRecord(id).<List<String>>path("requiredAttributes")).containsExactly("family_name",
                "given_names");
        assertThat(person.approve(id, List.of("phone"), List.of()).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R5 a special category that is named without its own step is refused")
    void namedSpecialCategoryNeedsItsOwnStep() {
        UUID id = jobcenter.asks(caseReference, "family_name", "accessibility_need");

        Response answer = person.approve(id, List.of("family_name", "accessibility_need"), List.of());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:explicit-step-missing");
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("R5 a special category confirmed in its own step is granted")
    void confirmedSpecialCategoryIsGranted() {
        UUID id = jobcenter.asks(caseReference, "family_name", "accessibility_need", "counselling_contact");

        Response approval = person.approve(id, List.of("family_name"), List.of("accessibility_need"));

        assertThat(approval.<List<String>>path("attributes")).containsExactly("accessibility_need", "family_name");
        assertThat(approval.<List<String>>path("explicitAttributes")).containsExactly("accessibility_need");
    }

    @Test
    void approvalOfWhatWasNotAskedIsRefused() {
        UUID id = jobcenter.asks(caseReference, "family_name");

        assertThat(person.approve(id, List.of("family_name", "phone"), List.of()).statusCode()).isEqualTo(422);
        assertThat(person.approve(id, List.of("family_name"), List.of("accessibility_need")).statusCode())
                .isEqualTo(422);
        assertThat(person.approve(id, List.of("family_name"), List.of("family_name")).statusCode()).isEqualTo(422);
        assertThat(person.approve(id, List.of(), List.of()).statusCode()).isEqualTo(422);
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("R2 a yes to a question for one attribute alone names it")
    void theOnlyOneIsNamed() {
        UUID id = jobcenter.asks(caseReference, "phone");

        Response approved = approval(id, Map.of("language", "de", "noticeHash", person.noticeHash(id)));

        assertThat(approved.statusCode()).as(approved.asString()).isEqualTo(200);
        assertThat(approved.<List<String>>path("attributes")).containsExactly("phone");
    }

    @Test
    @DisplayName("R5 an approval that would grant nothing is refused")
    void approvalOfNothingIsRefused() {
        UUID id = jobcenter.asks(caseReference, "accessibility_need");

        assertThat(person.approve(id).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R6 an approval says which notice was read, in which language")
    void approvalNeedsTheNotice() {
        UUID id = jobcenter.asks(caseReference, "family_name");
        String hash = person.noticeHash(id);

        assertThat(approval(id, Map.of("language", "de")).statusCode()).isEqualTo(422);
        assertThat(approval(id, Map.of("noticeHash", hash)).statusCode()).isEqualTo(422);
        assertThat(approval(id, Map.of("language", "de", "noticeHash", "abc")).statusCode()).isEqualTo(422);
        assertThat(approval(id, Map.of("language", "tlh", "noticeHash", hash)).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R6 text, version, language and assurance level of the login are kept with the decision")
    void evidenceIsKept() {
        UUID id = jobcenter.asks(caseReference, "family_name");
        Response shown = person.request().queryParam("language", "en").get("/v1/me/consent-records/{id}", id);
        String text = shown.path("notice.text");

        approval(id,
                Map.of("attributes", List.of("family_name"), "language", "en", "noticeHash", shown.path("notice.hash")))
                .then().statusCode(200);

        Response kept = person.request().queryParam("language", "de").get("/v1/me/consent-records/{id}", id);
        assertThat(Json.text(kept, "notice.text")).isEqualTo(text).contains("Family name (Familienname)");
        assertThat(Json.text(kept, "notice.language")).isEqualTo("en");
        assertThat(Json.text(kept, "notice.version")).isEqualTo("1.1");
        assertThat(Database.number("""
                SELECT count(*) FROM consent_record r JOIN notice n ON n.hash = r.notice_hash
                WHERE r.id = ? AND r.channel = 'WEB' AND r.language = 'en' AND r.notice_version = '1.1'
                    AND r.assurance_level IS NOT NULL AND n.text = ?""", id, text)).isEqualTo(1);
    }

    @Test
    @DisplayName("R7 a notice that reads differently by now is not covered by the old one's approval")
    void changedNoticeIsAConflict() {
        AgencyActor renamed = AgencyActor.registered("renamed-test", "kommunales_integrationszentrum",
                "case-management");
        String reference = renamed.newCase();
        PersonActor reader = PersonActor.of(renamed, reference);
        UUID id = renamed.asks(reference, "family_name");
        String hash = reader.noticeHash(id);
        Database.update("UPDATE agency SET name = 'Anderer Name' WHERE agency_id = 'renamed-test'");

        Response answer = reader.approve(id, Map.of("noticeHash", hash));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:notice-changed");
        assertThat(reader.status(id)).isEqualTo("ConsentRequested");
        // Not through the interface: a name that changes there makes another recipient, whose open requests end.
        Database.update("UPDATE agency SET name = 'Stelle renamed-test' WHERE agency_id = 'renamed-test'");
        assertThat(reader.approve(id, Map.of("noticeHash", hash)).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R2 a refusal needs no more than an approval: no body at all")
    void refusalNeedsNothing() {
        UUID id = jobcenter.asks(caseReference, "family_name");

        Response refusal = person.refuse(id);

        assertThat(refusal.statusCode()).isEqualTo(200);
        assertThat(Json.text(refusal, "status")).isEqualTo("ConsentRefused");
        assertThat(refusal.<Integer>path("consentRevision")).isEqualTo(5);
    }

    @Test
    void refusalKeepsWhatWasReadIfItIsTold() {
        UUID id = jobcenter.asks(caseReference, "family_name");
        String hash = person.noticeHash(id);

        person.request().body(Map.of("language", "de", "noticeHash", hash))
                .post("/v1/me/consent-records/{id}/refusal", id).then().statusCode(200);

        assertThat(person.consentRecord(id).<String>path("notice.hash")).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approval", "refusal", "withdrawal"})
    void unknownRecordIsNotFound(String decision) {
        RequestSpecification request = decision.equals("withdrawal")
                ? person.request()
                : person.request().body(Map.of("language", "de", "noticeHash", "0".repeat(64)));

        Response answer = request.post("/v1/me/consent-records/{id}/" + decision, UUID.randomUUID());

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void loginWithoutAPersonIsNotFound() {
        PersonActor nobody = PersonActor.unbound();

        Response answer = nobody.withdraw(UUID.randomUUID());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:login-not-bound");
    }

    @Test
    void withdrawalTakesSixStatements() {
        Login login = new Login(person.issuer().issuer(), TestIdentities.subjectOf(person.token()), null, null, false);
        Statistics statistics = entityManagerFactory.unwrap(SessionFactory.class).getStatistics();
        List<Long> costs = new ArrayList<>();
        statistics.setStatisticsEnabled(true);
        for (int i = 0; i < 5; i++) {
            UUID id = jobcenter.asks(caseReference, "phone");
            person.approve(id).then().statusCode(200);
            long before = statistics.getPrepareStatementCount();
            try (EnforcementWaiter receipt = enforcement.waiter()) {
                consentRecords.withdraw(login, id, receipt);
            }
            costs.add(statistics.getPrepareStatementCount() - before);
        }
        statistics.setStatisticsEnabled(false);

        // The lock of the person, its login again, the record, the event, the person's revision, the record. A job may run beside.
        assertThat(Collections.min(costs)).isEqualTo(6);
    }

    private Response approval(UUID id, Map<String, Object> body) {
        return person.request().body(body).post("/v1/me/consent-records/{id}/approval", id);
    }
}
