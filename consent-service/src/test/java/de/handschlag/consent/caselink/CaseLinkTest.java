package de.handschlag.consent.caselink;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.PersonEvent;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class CaseLinkTest {

    @Test
    void newCaseEnrolsAPersonAtRevisionOne() {
        String caseReference = AgencyActor.newCaseReference();

        AgencyActor jobcenter = AgencyActor.jobcenter();

        Response created = jobcenter.createCase(caseReference);

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(jobcenter.revisionIn(created, caseReference).consentRevision()).isEqualTo(1);
        assertThat(created.jsonPath().<String, Object>getMap("")).isEqualTo(Map.of("caseReference", caseReference));
    }

    @Test
    void caseworkerMayDoTheSame() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String token = TestIdentities.handschlag().caseworker(jobcenter.agencyId(), "case-management");

        Response created = given().auth().oauth2(token).contentType(ContentType.JSON)
                .body(Map.of("caseReference", AgencyActor.newCaseReference())).post("/v1/cases");

        assertThat(created.statusCode()).isEqualTo(201);
    }

    @Test
    void linkCodeTiesAnotherAgencyToTheSamePerson() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        AgencyActor counselling = AgencyActor.counselling();
        PersonActor person = PersonActor.of(jobcenter, jobcenter.newCase());
        String caseReference = AgencyActor.newCaseReference();

        Response linked = counselling.linkCase(caseReference, person.linkCode());

        assertThat(linked.statusCode()).isEqualTo(201);
        assertThat(counselling.revisionIn(linked, caseReference))
                .isEqualTo(new PersonRevision(person.dataSubjectId(), 4));
        UUID id = counselling.asks(caseReference, "phone");
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
    }

    @Test
    void takenCaseReferenceIsAConflictAndUsesNoCodeUp() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String taken = jobcenter.newCase();
        String code = PersonActor.selfEnrolled().linkCode();

        Response again = jobcenter.createCase(taken);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Json.text(again, "type")).isEqualTo("urn:handschlag:problem:case-reference-taken");
        assertThat(jobcenter.linkCase(taken, code).statusCode()).isEqualTo(409);
        assertThat(jobcenter.linkCase(AgencyActor.newCaseReference(), code).statusCode()).isEqualTo(201);
    }

    @Test
    void sameReferenceCreatedByTenAtTheSameMomentIsOneCase() throws Exception {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = AgencyActor.newCaseReference();
        long persons = Database.number("SELECT count(*) FROM data_subject");
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> attempts = IntStream.range(0, 10)
                    .mapToObj(i -> clients.submit(() -> jobcenter.createCase(caseReference))).toList();
            for (Future<Response> attempt : attempts) {
                answers.add(attempt.get().statusCode());
            }
        }

        assertThat(answers).containsOnlyOnce(201);
        assertThat(answers.stream().filter(status -> status == 409)).hasSize(9);
        assertThat(Database.number("SELECT count(*) FROM data_subject")).isEqualTo(persons + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a%20b", "a?b",
            "12345678901234567890123456789012345678901234567890123456789012345"})
    void caseReferenceThatAUrlCannotCarryIsRefused(String caseReference) {
        assertThat(AgencyActor.jobcenter().createCase(caseReference).statusCode()).isEqualTo(422);
    }

    @Test
    void unknownPropertyIsRefused() {
        Response answer = AgencyActor.jobcenter().request()
                .body(Map.of("caseReference", AgencyActor.newCaseReference(), "name", "Ali")).post("/v1/cases");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void unlinkedCaseIsGoneAndItsReferenceFree() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        UUID dataSubjectId = PersonActor.of(jobcenter, caseReference).dataSubjectId();

        Response unlinked = jobcenter.unlinkCase(caseReference);

        assertThat(unlinked.statusCode()).isEqualTo(202);
        assertThat(jobcenter.revisionIn(unlinked, caseReference)).isEqualTo(new PersonRevision(dataSubjectId, 4));
        assertThat(jobcenter.unlinkCase(caseReference).statusCode()).isEqualTo(404);
        assertThat(jobcenter.request().post("/v1/cases/{case}/binding-codes", caseReference).statusCode())
                .isEqualTo(404);
        assertThat(jobcenter.createCase(caseReference).statusCode()).isEqualTo(201);
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(4));
            List<PersonEvent> events = topic.eventsOf(dataSubjectId);
            CaseLinked linked = (CaseLinked) events.getFirst();
            CaseUnlinked gone = (CaseUnlinked) events.getLast();
            assertThat(linked.caseLink().caseReference()).isEqualTo(caseReference);
            assertThat(linked.caseLink().agencyId()).isEqualTo(jobcenter.agencyId());
            assertThat(gone.caseLink().caseLinkId()).isEqualTo(linked.caseLink().caseLinkId());
            assertThat(gone.caseLink().unlinkedAt()).isAfterOrEqualTo(linked.caseLink().linkedAt());
        }
    }

    @Test
    @DisplayName("R35 R42 a person sees which agencies' cases stand for them, and ends them")
    void personEndsACaseLink() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        AgencyActor counselling = AgencyActor.counselling();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, caseReference);
        String other = AgencyActor.newCaseReference();
        counselling.linkCase(other, person.linkCode()).then().statusCode(201);
        Response links = person.request().get("/v1/me/case-links");
        assertThat(links.<List<String>>path("caseLinks.agencyId")).containsExactly(counselling.agencyId(),
                jobcenter.agencyId());
        assertThat(links.<List<String>>path("caseLinks.caseReference")).containsExactly(other, caseReference);
        String ended = links.path("caseLinks[0].caseLinkId");

        Response answer = person.request().delete("/v1/me/case-links/{id}", ended);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Json.text(answer, "enforcement")).isEqualTo("pending");
        String link = answer.header("Location");
        try (RegistryActor registry = new RegistryActor()) {
            registry.enforces(person.dataSubjectId(), person.consentRevision(), Instant.parse("2026-11-23T10:00:00Z"));
        }
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(person.request().get(link).<String>path("enforcement")).isEqualTo("enforced"));
        assertThat(person.request().delete("/v1/me/case-links/{id}", ended).statusCode()).isEqualTo(404);
        assertThat(person.request().get("/v1/me/case-links").<List<String>>path("caseLinks.caseReference"))
                .containsExactly(caseReference);
        assertThat(counselling.requestConsent(other, "case-management", 1, "phone").statusCode()).isEqualTo(404);
        UUID dataSubjectId = person.dataSubjectId();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).last().isInstanceOfSatisfying(
                            CaseUnlinked.class,
                            event -> assertThat(event.caseLink().caseReference()).isEqualTo(other)));
        }
    }

    @Test
    void codesSayHowLongTheyLast() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, caseReference);

        Response binding = jobcenter.request().post("/v1/cases/{case}/binding-codes", caseReference);
        Response link = person.request().post("/v1/me/link-codes");

        assertThat(Duration.between(Instant.now(), Instant.parse(binding.path("expiresAt"))))
                .isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));
        assertThat(Duration.between(Instant.now(), Instant.parse(link.path("expiresAt"))))
                .isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        assertThat(link.header("Consent-Revision")).isNull();
        assertThat(binding.header("Consent-Revision")).as("nothing changed").isNull();
    }

    @Test
    @DisplayName("A case that is made, and a login that is enrolled, eight times at once are made once")
    void madeAtTheSameMoment() throws Exception {
        String caseReference = AgencyActor.newCaseReference();
        PersonActor person = PersonActor.unbound();
        AgencyActor jobcenter = AgencyActor.jobcenter();

        List<Integer> statuses = AtOnce.statuses(8, () -> jobcenter.createCase(caseReference));
        List<Integer> enrolments = AtOnce.statuses(8, person::enrol);

        assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409, 409, 409, 409, 409, 409);
        assertThat(enrolments).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
    }

    @Test
    void loginWithoutAPersonGetsNoLinkCode() {
        assertThat(PersonActor.unbound().request().post("/v1/me/link-codes").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("R7 A grant ends with the agency's last case of the person; linked anew, the agency asks anew")
    void grantEndsWithTheLastCase() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String first = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, first);
        String second = AgencyActor.newCaseReference();
        jobcenter.linkCase(second, person.linkCode()).then().statusCode(201);
        UUID granted = jobcenter.asks(first, "phone");
        person.approve(granted).then().statusCode(200);
        UUID open = jobcenter.asks(first, "email");

        jobcenter.unlinkCase(first).then().statusCode(202);
        assertThat(person.status(granted)).as("another case is linked").isEqualTo("ConsentGiven");
        jobcenter.unlinkCase(second).then().statusCode(202);

        assertThat(person.status(granted)).isEqualTo("ConsentInvalidated");
        assertThat(person.consentRecord(granted).<String>path("endReason")).isEqualTo("case-ended");
        assertThat(person.status(open)).isEqualTo("ConsentInvalidated");
        jobcenter.linkCase(first, person.linkCode()).then().statusCode(201);
        assertThat(jobcenter.consentRequest(granted).<String>path("status")).isEqualTo("no-permission");
    }
}
