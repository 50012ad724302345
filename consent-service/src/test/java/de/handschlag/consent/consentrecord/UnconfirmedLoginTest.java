package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.event.LoginBound;
import de.handschlag.event.PersonEvent;
import de.handschlag.teststack.Json;

/** A person whose only login was bound with a code of the job centre, where they are known; and a counselling service. */
@QuarkusTest
@DisplayName("R35 A login that stands on one agency's word alone")
class UnconfirmedLoginTest {

    private AgencyActor jobcenter;
    private AgencyActor counselling;
    private String jobcenterCase;
    private String counsellingCase;
    private PersonActor person;

    @BeforeEach
    void agencyBindsALogin() {
        jobcenter = AgencyActor.jobcenter();
        counselling = AgencyActor.counselling();
        jobcenterCase = jobcenter.newCase();
        person = PersonActor.unconfirmed(jobcenter, jobcenterCase);
        counsellingCase = AgencyActor.newCaseReference();
        counselling.linkCase(counsellingCase, person.linkCode()).then().statusCode(201);
    }

    private List<PersonEvent> events() {
        UUID dataSubjectId = person.dataSubjectId();
        int revision = person.consentRevision();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(revision));
            return topic.eventsOf(dataSubjectId);
        }
    }

    private static void assertProblem(Response answer, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    @Test
    @DisplayName("R35 does not approve that agency's requests, and is told what to do; it approves other agencies', and refuses and withdraws all")
    void agencysOwnRequestsStayOpen() {
        UUID own = jobcenter.asks(jobcenterCase, "phone");
        UUID other = counselling.asks(counsellingCase, "phone");

        Response refused = person.approve(own);

        assertProblem(refused, "login-not-confirmed");
        assertThat(Json.text(refused, "nextStep")).contains("another office", "eID");
        assertThat(person.status(own)).isEqualTo("ConsentRequested");
        assertThat(person.approve(other).statusCode()).isEqualTo(200);
        assertThat(person.withdraw(other).statusCode()).isEqualTo(202);
        assertThat(person.refuse(own).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R35 approves them once another agency's code confirmed it; the same agency's code does not, and stays good")
    void anotherAgencyConfirms() {
        UUID request = jobcenter.asks(jobcenterCase, "phone");
        String same = jobcenter.bindingCode(jobcenterCase);
        assertProblem(person.bind(same), "code-confirms-nothing");
        assertProblem(person.approve(request), "login-not-confirmed");

        Response confirmed = person.bind(counselling.bindingCode(counsellingCase));

        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(Json.text(confirmed, "means")).isEqualTo("TWO_AGENCIES");
        assertThat(Json.text(confirmed, "unconfirmedAgency")).isNull();
        assertThat(person.approve(request).statusCode()).isEqualTo(200);
        assertProblem(person.bind(same), "login-already-bound");
        assertThat(PersonActor.unbound().bind(same).statusCode()).isEqualTo(202);
    }

    @Test
    @DisplayName("R35 approves them once the identity provider has proofed it, which is logged before the decision")
    void proofingConfirms() {
        String caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
        UUID request = jobcenter.asks(caseReference, "phone");
        UUID login = person.loginBindingId();
        // As if the login had reached this level only now.
        Database.update(
                "UPDATE login_binding SET means = 'AGENCY_CODE', unconfirmed_agency = ? WHERE login_binding_id = ?",
                jobcenter.agencyId(), login);

        assertThat(person.approve(request).statusCode()).isEqualTo(200);

        List<PersonEvent> events = events();
        LoginBound confirmed = (LoginBound) events.get(events.size() - 2);
        assertThat(confirmed.loginBinding().means()).isEqualTo(Means.IDENTITY_PROOFING);
        assertThat(confirmed.loginBinding().unconfirmedAgency()).isNull();
        assertThat(((ConsentGiven) events.getLast()).consentRecord().decidedByLoginBinding()).isEqualTo(login);
    }

    @Test
    @DisplayName("R35 does not approve requests of another agency of the same body either")
    void otherPartsOfTheBody() {
        AgencyActor branch = AgencyActor.branchOf("city-test", "city-branch-test", "jobcenter");
        AgencyActor office = AgencyActor.branchOf("city-test", "city-office-test", "mbe", "case-management");
        String branchCase = branch.newCase();
        PersonActor bound = PersonActor.unconfirmed(branch, branchCase);
        String officeCase = AgencyActor.newCaseReference();
        office.linkCase(officeCase, bound.linkCode()).then().statusCode(201);

        assertProblem(bound.approve(office.asks(officeCase, "phone")), "login-not-confirmed");
        assertProblem(bound.bind(office.bindingCode(officeCase)), "code-confirms-nothing");
    }

    @Test
    @DisplayName("R35 confirms no further login of the same agency into one that decides that agency's requests")
    void doubtIsNotLiftedByItself() {
        UUID request = jobcenter.asks(jobcenterCase, "phone");
        PersonActor further = PersonActor.unbound();
        further.bind(jobcenter.bindingCode(jobcenterCase)).then().statusCode(202);
        person.confirm(further.loginBindingId()).then().statusCode(200);

        assertProblem(further.approve(request), "login-not-confirmed");

        PersonActor another = PersonActor.unbound();
        another.bind(counselling.bindingCode(counsellingCase)).then().statusCode(202);
        person.confirm(another.loginBindingId()).then().statusCode(200);
        assertThat(another.approve(request).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R35 which login decided and which withdrew stands in the record and the events, as a random id")
    void loginThatDecidedIsRecorded() {
        PersonActor second = PersonActor.unbound();
        second.bind(counselling.bindingCode(counsellingCase)).then().statusCode(202);
        person.confirm(second.loginBindingId()).then().statusCode(200);
        UUID given = counselling.asks(counsellingCase, "phone");
        UUID refused = counselling.asks(counsellingCase, "family_name");
        person.approve(given).then().statusCode(200);
        second.withdraw(given).then().statusCode(202);
        second.refuse(refused).then().statusCode(200);

        assertThat(person.consentRecord(given).<String>path("decidedByLoginBinding"))
                .isEqualTo(person.loginBindingId().toString());
        assertThat(person.consentRecord(given).<String>path("endedByLoginBinding"))
                .isEqualTo(second.loginBindingId().toString());
        List<PersonEvent> events = events();
        ConsentRefused refusal = (ConsentRefused) events.getLast();
        assertThat(refusal.consentRecord().decidedByLoginBinding()).isEqualTo(second.loginBindingId());
        assertThat(refusal.consentRecord().evidence()).as("R2 a refusal needs no notice").isNull();
        ConsentWithdrawn withdrawn = (ConsentWithdrawn) events.get(events.size() - 2);
        assertThat(withdrawn.consentRecord().decidedByLoginBinding()).isEqualTo(person.loginBindingId());
        assertThat(withdrawn.consentRecord().endedByLoginBinding()).isEqualTo(second.loginBindingId());
    }
}
