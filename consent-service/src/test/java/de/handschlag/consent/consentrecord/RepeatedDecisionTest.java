package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;

/** Two decisions on one record: the same twice, contrary ones, several at the same moment. */
@QuarkusTest
class RepeatedDecisionTest {

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
    void sameDecisionSentTwiceIsAnsweredAsTheFirstTimeAndChangesNothing() {
        UUID given = jobcenter.asks(caseReference, "family_name");
        UUID refused = jobcenter.asks(caseReference, "phone");
        assertThat(person.approve(given).<Integer>path("consentRevision")).isEqualTo(6);
        assertThat(person.refuse(refused).<Integer>path("consentRevision")).isEqualTo(7);

        Response approvedAgain = person.approve(given, Map.of("noticeHash", "0".repeat(64)));
        Response refusedAgain = person.refuse(refused);
        person.withdraw(given).then().statusCode(202);
        Response withdrawnAgain = person.withdraw(given);

        assertThat(approvedAgain.statusCode()).isEqualTo(200);
        assertThat(approvedAgain.<Integer>path("consentRevision")).isEqualTo(6);
        assertThat(refusedAgain.statusCode()).isEqualTo(200);
        assertThat(refusedAgain.<Integer>path("consentRevision")).isEqualTo(7);
        assertThat(withdrawnAgain.statusCode()).isEqualTo(202);
        assertThat(withdrawnAgain.<Integer>path("consentRevision")).isEqualTo(8);
        assertThat(person.consentRevision()).isEqualTo(8);
    }

    @Test
    void contraryDecisionIsAConflict() {
        UUID given = jobcenter.asks(caseReference, "family_name", "phone");
        UUID refused = jobcenter.asks(caseReference, "email");
        UUID open = jobcenter.asks(caseReference, "address");
        person.approve(given).then().statusCode(200);
        person.refuse(refused).then().statusCode(200);

        assertConflict(person.approve(given, List.of("phone"), List.of()), "already-decided");
        assertConflict(person.refuse(given), "already-decided");
        // Who refused can approve after all (R2), by the notice as it reads now.
        assertConflict(person.approve(refused, Map.of("noticeHash", "0".repeat(64), "afterAll", true)),
                "notice-changed");
        assertConflict(person.approve(refused, Map.of("noticeHash", "0".repeat(64))), "already-decided");
        assertConflict(person.withdraw(refused), "not-in-force");
        assertConflict(person.withdraw(open), "not-in-force");
        person.withdraw(given).then().statusCode(202);
        assertConflict(person.approve(given, Map.of("noticeHash", "0".repeat(64))), "already-decided");
    }

    @Test
    void concurrentWithdrawalsWithdrawOnceAndAllSayWithdrawn() throws Exception {
        UUID id = jobcenter.asks(caseReference, "family_name");
        person.approve(id).then().statusCode(200);

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> answers = IntStream.range(0, 8)
                    .mapToObj(i -> clients.submit(() -> person.withdraw(id))).toList();
            for (Future<Response> answer : answers) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
                assertThat(answer.get().<Integer>path("consentRevision")).isEqualTo(6);
            }
        }
        assertThat(person.consentRevision()).isEqualTo(6);
    }

    @Test
    void concurrentChangesEachGetARevisionOfTheirOwn() throws Exception {
        int changes = 20;
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> revisions = IntStream.range(0, changes).mapToObj(i -> clients.submit(() -> jobcenter
                    .revisionIn(jobcenter.requestConsent(caseReference, "case-management", 1, "phone"), caseReference)
                    .consentRevision())).toList();
            Set<Long> distinct = new HashSet<>();
            for (Future<Long> revision : revisions) {
                distinct.add(revision.get());
            }
            assertThat(distinct).hasSize(changes);
        }
        assertThat(person.consentRevision()).isEqualTo(3 + changes);
    }

    private static void assertConflict(Response answer, String type) {
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + type);
    }
}
