package de.handschlag.consent.datasubject;

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

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;

@QuarkusTest
class MeTest {

    @Test
    void enrolmentIsIdempotent() {
        PersonActor person = PersonActor.unbound();
        assertThat(person.request().get("/v1/me").statusCode()).isEqualTo(404);

        Response first = person.enrol();
        Response second = person.enrol();

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("Consent-Revision")).as("a person's answer").isNull();
        assertThat(first.<Integer>path("consentRevision")).isEqualTo(1);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(Json.text(second, "dataSubjectId")).isEqualTo(first.path("dataSubjectId"));
    }

    @Test
    void tenEnrolmentsOfALoginAtTheSameMomentAreOnePerson() throws Exception {
        PersonActor person = PersonActor.unbound();
        person.token();
        Set<String> ids = new HashSet<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> enrolments = IntStream.range(0, 10).mapToObj(i -> clients.submit(person::enrol))
                    .toList();
            for (Future<Response> enrolment : enrolments) {
                assertThat(enrolment.get().statusCode()).isIn(200, 201);
                ids.add(enrolment.get().path("dataSubjectId"));
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    @DisplayName("R35 for a person who has no login yet an agency's code binds one at once")
    void bindingCodeTiesTheFirstLoginToThePersonOfTheCase() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.unbound();

        Response bound = person.bind(jobcenter.bindingCode(caseReference));

        assertThat(bound.statusCode()).isEqualTo(201);
        assertThat(Json.text(bound, "means")).isEqualTo("AGENCY_CODE");
        assertThat(Json.text(bound, "unconfirmedAgency")).isEqualTo(jobcenter.agencyId());
        assertThat(person.consentRevision()).isEqualTo(3);
        assertThat(person.request().get("/v1/me").<List<?>>path("waitingLoginBindings")).isEmpty();
        UUID asked = jobcenter.asks(caseReference, "phone");
        assertThat(person.status(asked)).isEqualTo("ConsentRequested");
    }

    @Test
    void boundLoginIsNotBoundAgainAndTheCodeStaysGood() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String code = jobcenter.bindingCode(jobcenter.newCase());

        Response refused = PersonActor.selfEnrolled().bind(code);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Json.text(refused, "type")).isEqualTo("urn:handschlag:problem:login-already-bound");
        assertThat(PersonActor.unbound().bind(code).statusCode()).isEqualTo(201);
    }

    @Test
    void bindingWithoutACodeIsRefused() {
        PersonActor person = PersonActor.unbound();

        assertThat(person.request().body(Map.of()).post("/v1/me/login-bindings").statusCode()).isEqualTo(422);
        assertThat(person.bind(" ").statusCode()).isEqualTo(422);
        assertThat(person.request().post("/v1/me/login-bindings").statusCode()).isEqualTo(400);
    }
}
