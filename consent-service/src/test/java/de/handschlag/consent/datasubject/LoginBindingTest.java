package de.handschlag.consent.datasubject;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
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

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.LoginBindingRequested;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.event.LoginBound;
import de.handschlag.event.LoginUnbound;
import de.handschlag.event.PersonEvent;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

/** A person who enrolled, and is known to two offices; and what these can do with codes for logins. */
@QuarkusTest
@DisplayName("R35 A person's login is the person's")
class LoginBindingTest {

    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND"
            + " datname = current_database()";

    @Inject
    LoginBindingLifecycle lifecycle;

    private final ConsentEventsReader topic = new ConsentEventsReader();
    private AgencyActor jobcenter;
    private AgencyActor counselling;
    private PersonActor person;
    private String jobcenterCase;
    private String counsellingCase;

    @BeforeEach
    void personWithALoginIsKnownToTwoOffices() {
        jobcenter = AgencyActor.jobcenter();
        counselling = AgencyActor.counselling();
        person = PersonActor.selfEnrolled();
        jobcenterCase = AgencyActor.newCaseReference();
        jobcenter.linkCase(jobcenterCase, person.linkCode()).then().statusCode(201);
        counsellingCase = AgencyActor.newCaseReference();
        counselling.linkCase(counsellingCase, person.linkCode()).then().statusCode(201);
    }

    @AfterEach
    void close() {
        topic.close();
    }

    private List<PersonEvent> events(int count) {
        UUID dataSubjectId = person.dataSubjectId();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(count));
        return topic.eventsOf(dataSubjectId);
    }

    /** A further login that entered these codes and waits. */
    private static PersonActor waiting(String... codes) {
        PersonActor further = PersonActor.unbound();
        for (String code : codes) {
            further.bind(code).then().statusCode(202);
        }
        return further;
    }

    private static void assertProblem(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    private static void assertNobody(PersonActor login) {
        assertProblem(login.request().get("/v1/me"), 404, "login-not-bound");
        assertProblem(login.request().get("/v1/me/consent-records"), 404, "login-not-bound");
        assertProblem(login.request().post("/v1/me/link-codes"), 404, "login-not-bound");
        assertProblem(login.erase(), 404, "login-not-bound");
    }

    private static void waitingTimeIsOver(UUID loginBindingId) {
        Database.update("UPDATE login_binding SET takes_effect_at = takes_effect_at - interval '72 hours'"
                + " WHERE login_binding_id = ?", loginBindingId);
    }

    @Test
    @DisplayName("R35 an office that makes a code and enters it with a login of its own is not the person: it reads, approves and erases nothing")
    void officeCannotMakeItselfThePerson() {
        UUID request = jobcenter.asks(jobcenterCase, "phone");
        PersonActor office = PersonActor.unbound();

        Response entered = office.bind(jobcenter.bindingCode(jobcenterCase));

        assertThat(entered.statusCode()).isEqualTo(202);
        assertThat(entered.asString()).doesNotContain(person.dataSubjectId().toString());
        assertThat(entered.header("Consent-Revision")).isNull();
        assertNobody(office);
        assertThat(office.approve(request, Map.of("noticeHash", person.noticeHash(request))).statusCode())
                .isEqualTo(404);
        assertThat(office.withdraw(request).statusCode()).isEqualTo(404);
        assertThat(office.confirm(office.loginBindingId()).statusCode()).isEqualTo(404);
        assertThat(person.status(request)).isEqualTo("ConsentRequested");
    }

    @Test
    @DisplayName("R35 a further login is the person's once a login of the person confirmed it; each step is in the events, and no login is")
    void furtherLoginIsConfirmed() {
        PersonActor atWork = waiting(jobcenter.bindingCode(jobcenterCase));
        UUID further = atWork.loginBindingId();
        Response me = person.request().get("/v1/me");
        assertThat(me.<List<String>>path("waitingLoginBindings.loginBindingId")).containsExactly(further.toString());
        assertThat(me.<List<String>>path("waitingLoginBindings[0].agencies")).containsExactly(jobcenter.agencyId());
        assertThat(atWork.loginBindings().<List<String>>path("loginBindings.status")).containsExactly("waiting");

        Response confirmed = person.confirm(further);

        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(Json.text(confirmed, "means")).isEqualTo("LOGIN_CONFIRMATION");
        assertThat(atWork.dataSubjectId()).isEqualTo(person.dataSubjectId());
        assertThat(person.confirm(further).statusCode()).as("once more").isEqualTo(200);
        assertThat(person.loginBindings().<List<String>>path("loginBindings.status")).containsExactly("bound", "bound");
        assertThat(person.request().get("/v1/me").<List<?>>path("waitingLoginBindings")).isEmpty();
        List<PersonEvent> events = events(6);
        assertThat(events).extracting(PersonEvent::consentRevision).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        LoginBound enrolled = (LoginBound) events.getFirst();
        assertThat(enrolled.loginBinding().means()).isEqualTo(Means.SELF_ENROLMENT);
        BindingCodeMade code = (BindingCodeMade) events.get(3);
        assertThat(code.requester().agencyId()).isEqualTo(jobcenter.agencyId());
        LoginBindingRequested requested = (LoginBindingRequested) events.get(4);
        assertThat(requested.loginBinding().loginBindingId()).isEqualTo(further);
        assertThat(requested.loginBinding().bindingCodeIds()).containsExactly(code.bindingCodeId());
        assertThat(requested.loginBinding().takesEffectAt()).isNull();
        LoginBound bound = (LoginBound) events.get(5);
        assertThat(bound.loginBinding().confirmedByLoginBinding()).isEqualTo(enrolled.loginBinding().loginBindingId());
        assertThat(topic.recordsOf(person.dataSubjectId())).allSatisfy(message -> {
            for (PersonActor login : List.of(person, atWork)) {
                assertThat(new String(message.value(), StandardCharsets.UTF_8))
                        .doesNotContain(TestIdentities.subjectOf(login.token())).doesNotContain(login.issuer().issuer())
                        .doesNotContain("/realms/");
            }
        });
    }

    @Test
    @DisplayName("R25 a code names the employee: the caseworker's login, or whom the agency's system says")
    void codeNamesTheEmployee() {
        String caseworker = TestIdentities.handschlag().caseworker(jobcenter.agencyId(), "case-management");
        given().auth().oauth2(caseworker).contentType(ContentType.JSON)
                .post("/v1/cases/{case}/binding-codes", jobcenterCase).then().statusCode(201);
        jobcenter.request().header("Employee-Reference", "desk-7").post("/v1/cases/{case}/binding-codes", jobcenterCase)
                .then().statusCode(201);
        jobcenter.request().header("Employee-Reference", "no name, please")
                .post("/v1/cases/{case}/binding-codes", jobcenterCase).then().statusCode(422);

        List<PersonEvent> events = events(5);

        assertThat(((BindingCodeMade) events.get(3)).requester().employeeId())
                .isEqualTo(TestIdentities.subjectOf(caseworker));
        assertThat(((BindingCodeMade) events.get(3)).assuranceLevel()).isEqualTo("1");
        assertThat(((BindingCodeMade) events.get(4)).requester().employeeId()).isEqualTo("desk-7");
    }

    @Test
    @DisplayName("R35 a login that the person refuses is nobody's, and stays it")
    void furtherLoginIsRefused() {
        PersonActor stranger = waiting(jobcenter.bindingCode(jobcenterCase), counselling.bindingCode(counsellingCase));
        UUID further = stranger.loginBindingId();

        assertThat(person.refuseLogin(further).statusCode()).isEqualTo(204);

        assertThat(person.refuseLogin(further).statusCode()).as("once more").isEqualTo(204);
        assertThat(person.confirm(further).statusCode()).isEqualTo(404);
        assertProblem(stranger.loginBindings(), 404, "login-not-bound");
        lifecycle.settle();
        assertNobody(stranger);
        LoginUnbound unbound = (LoginUnbound) events(8).getLast();
        assertThat(unbound.loginBinding().endReason()).isEqualTo(EndReason.REFUSED);
        assertThat(unbound.loginBinding().boundAt()).isNull();
        assertThat(unbound.loginBinding().endedByLoginBinding()).isEqualTo(person.loginBindingId());
        assertThat(Database.number("SELECT count(*) FROM login_binding WHERE login_binding_id = ?", further)).isZero();
    }

    @Test
    @DisplayName("R35 codes of two different agencies begin a waiting time, in which the old login is told and can stop it, and which nothing hurries")
    void lostLoginIsReplacedAfterTheWaitingTime() throws Exception {
        PersonActor replacement = waiting(jobcenter.bindingCode(jobcenterCase));
        assertThat(replacement.loginBindings().<String>path("loginBindings[0].takesEffectAt")).isNull();
        Response second = replacement.bind(counselling.bindingCode(counsellingCase));
        UUID further = replacement.loginBindingId();
        Instant takesEffectAt = Instant.parse(second.path("takesEffectAt"));
        assertThat(Duration.between(Instant.now(), takesEffectAt)).isBetween(Duration.ofHours(72).minusMinutes(1),
                Duration.ofHours(72));
        assertThat(person.request().get("/v1/me").<String>path("waitingLoginBindings[0].takesEffectAt"))
                .isEqualTo(takesEffectAt.toString());

        replacement.bind(jobcenter.bindingCode(jobcenterCase)).then().statusCode(202);
        lifecycle.settle();

        assertThat(replacement.loginBindings().<String>path("loginBindings[0].takesEffectAt"))
                .isEqualTo(takesEffectAt.toString());
        assertNobody(replacement);

        waitingTimeIsOver(further);
        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<? extends Future<?>> runs = IntStream.range(0, 4).mapToObj(i -> replicas.submit(lifecycle::settle))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        }

        assertThat(replacement.dataSubjectId()).isEqualTo(person.dataSubjectId());
        List<PersonEvent> events = events(10);
        assertThat(((LoginBound) events.getLast()).loginBinding().means()).isEqualTo(Means.TWO_AGENCIES);
        assertThat(((LoginBound) events.getLast()).loginBinding().agencies()).containsExactly(jobcenter.agencyId(),
                counselling.agencyId());
        assertThat(replacement.endLogin(person.loginBindingId()).statusCode()).isEqualTo(204);
        assertNobody(person);
    }

    @Test
    @DisplayName("R35 an agency with two cases, its system and its caseworkers are one agency")
    void oneAgencyIsNotTwo() {
        String otherCase = AgencyActor.newCaseReference();
        jobcenter.linkCase(otherCase, person.linkCode()).then().statusCode(201);
        String caseworker = TestIdentities.handschlag().caseworker(jobcenter.agencyId(), "case-management");
        PersonActor office = waiting(jobcenter.bindingCode(jobcenterCase));
        office.bind(jobcenter.bindingCode(otherCase)).then().statusCode(202);
        office.bind(given().auth().oauth2(caseworker).contentType(ContentType.JSON)
                .post("/v1/cases/{case}/binding-codes", otherCase).path("code")).then().statusCode(202);

        assertThat(office.loginBindings().<String>path("loginBindings[0].takesEffectAt")).isNull();
        assertThat(office.loginBindings().<List<String>>path("loginBindings[0].agencies"))
                .containsExactly(jobcenter.agencyId());
    }

    @ParameterizedTest(name = "{0} of {1}, {2} of {3}")
    @CsvSource({"branch-test,body-test,other-branch-test,body-test",
            "chain-a-test,chain-b-test,chain-b-test,chain-c-test", "part-a-test,part-b-test,part-c-test,part-d-test",
            "circle-a-test,circle-b-test,circle-b-test,circle-a-test"})
    @DisplayName("R35 agency ids that belong to one body are one agency, also through another one, and in a circle")
    void oneBodyIsNotTwo(String agencyId, String body, String otherAgencyId, String otherBody) {
        AgencyActor.branchOf("part-d-test", "part-b-test", "sozialamt");
        AgencyActor branch = AgencyActor.branchOf(body, agencyId, "jobcenter");
        AgencyActor otherBranch = AgencyActor.branchOf(otherBody, otherAgencyId, "sozialamt");
        String branchCase = AgencyActor.newCaseReference();
        branch.linkCase(branchCase, person.linkCode()).then().statusCode(201);
        String otherBranchCase = AgencyActor.newCaseReference();
        otherBranch.linkCase(otherBranchCase, person.linkCode()).then().statusCode(201);

        PersonActor office = waiting(branch.bindingCode(branchCase), otherBranch.bindingCode(otherBranchCase));
        assertThat(office.loginBindings().<String>path("loginBindings[0].takesEffectAt")).isNull();

        office.bind(jobcenter.bindingCode(jobcenterCase)).then().statusCode(202);
        assertThat(office.loginBindings().<String>path("loginBindings[0].takesEffectAt")).isNotNull();
    }

    @Test
    @DisplayName("R35 with the last case of an agency its codes end, whoever ended the case; with one of two they stay")
    void codesEndWithTheLastCase() {
        String otherCase = AgencyActor.newCaseReference();
        jobcenter.linkCase(otherCase, person.linkCode()).then().statusCode(201);
        String code = jobcenter.bindingCode(jobcenterCase);
        jobcenter.unlinkCase(otherCase).then().statusCode(202);
        PersonActor further = waiting(code);
        String unused = jobcenter.bindingCode(jobcenterCase);
        String others = counselling.bindingCode(counsellingCase);
        UUID link = UUID.fromString(person.request().get("/v1/me/case-links")
                .path("caseLinks.find { it.agencyId == '" + jobcenter.agencyId() + "' }.caseLinkId"));

        person.request().delete("/v1/me/case-links/{id}", link).then().statusCode(202);

        assertProblem(PersonActor.unbound().bind(unused), 422, "code-not-valid");
        further.bind(others).then().statusCode(202);
    }

    @Test
    @DisplayName("R35 two agencies that became one body while the login waited are not two, and nobody has proofed it: it lapses")
    void agenciesJoinedDuringTheWaitAreNotTwo() {
        AgencyActor[] joining = joiningAgencies();
        PersonActor office = waiting(joining[0].bindingCode(caseOf(joining[0])),
                joining[1].bindingCode(caseOf(joining[1])));
        UUID further = office.loginBindingId();
        assertThat(office.loginBindings().<String>path("loginBindings[0].takesEffectAt")).isNotNull();

        join(joining);
        waitingTimeIsOver(further);
        lifecycle.settle();

        assertNobody(office);
        LoginUnbound unbound = (LoginUnbound) events(10).getLast();
        assertThat(unbound.loginBinding().endReason()).isEqualTo(EndReason.LAPSED);
    }

    @Test
    @DisplayName("R35 what the login waits on is kept from the beginning of the wait, told in its event and seen by the person")
    void meansIsKeptFromTheBeginningOfTheWait() {
        AgencyActor[] joining = joiningAgencies();
        PersonActor further = waiting(joining[0].bindingCode(caseOf(joining[0])));
        assertThat(further.loginBindings().<String>path("loginBindings[0].means")).isNull();
        further.bind(joining[1].bindingCode(caseOf(joining[1]))).then().statusCode(202);

        assertThat(person.request().get("/v1/me").<String>path("waitingLoginBindings[0].means"))
                .isEqualTo("TWO_AGENCIES");
        assertThat(((LoginBindingRequested) events(9).getLast()).loginBinding().means()).isEqualTo(Means.TWO_AGENCIES);

        PersonActor proofed = PersonActor.proofed();
        proofed.bind(joining[0].bindingCode(caseOf(joining[0]))).then().statusCode(202);
        proofed.bind(joining[1].bindingCode(caseOf(joining[1]))).then().statusCode(202);
        join(joining);
        waitingTimeIsOver(proofed.loginBindingId());
        lifecycle.settle();
        assertThat(proofed.loginBindings().<String>path("loginBindings.find { it.current }.means"))
                .as("proofed, whoever made the codes").isEqualTo("IDENTITY_PROOFING");
    }

    @Test
    @DisplayName("R35 a login that stands on one agency's word hands this doubt on, also when its two agencies became one meanwhile")
    void doubtIsHandedOnWhenAgenciesJoin() {
        AgencyActor[] joining = joiningAgencies();
        String newCase = joining[0].newCase();
        PersonActor owner = PersonActor.unconfirmed(joining[0], newCase);
        String other = AgencyActor.newCaseReference();
        joining[1].linkCase(other, owner.linkCode()).then().statusCode(201);
        PersonActor further = waiting(joining[0].bindingCode(newCase), joining[1].bindingCode(other));

        join(joining);

        assertThat(owner.confirm(further.loginBindingId()).<String>path("unconfirmedAgency"))
                .isEqualTo(joining[0].agencyId());
    }

    /** Two agencies of their own, and what makes them parts of one body. */
    private static AgencyActor[] joiningAgencies() {
        String id = UUID.randomUUID().toString().substring(0, 8);
        return new AgencyActor[]{AgencyActor.registered("joining-a-" + id, "mbe", "case-management"),
                AgencyActor.registered("joining-b-" + id, "jmd", "case-management")};
    }

    private static void join(AgencyActor... agencies) {
        AgencyActor.branchOf("joint-body", agencies[0].agencyId(), "mbe");
        AgencyActor.branchOf("joint-body", agencies[1].agencyId(), "jmd");
    }

    private String caseOf(AgencyActor agency) {
        String reference = AgencyActor.newCaseReference();
        agency.linkCase(reference, person.linkCode()).then().statusCode(201);
        return reference;
    }

    @Test
    @DisplayName("R35 an agency and a part of it are one agency, also where the agency is a part of a larger body itself")
    void bodyWithinABodyIsNotASecondOne() {
        AgencyActor department = AgencyActor.branchOf("town-test", "department-test", "jobcenter");
        AgencyActor section = AgencyActor.branchOf("department-test", "section-test", "sozialamt");

        PersonActor office = waiting(department.bindingCode(caseOf(department)), section.bindingCode(caseOf(section)));

        assertThat(office.loginBindings().<String>path("loginBindings[0].takesEffectAt")).isNull();
    }

    @Test
    @DisplayName("R35 with the identity provider's proofing one code begins the waiting time")
    void proofedLoginWaits() {
        PersonActor proofed = PersonActor.proofed();

        Response entered = proofed.bind(jobcenter.bindingCode(jobcenterCase));

        assertThat(entered.statusCode()).isEqualTo(202);
        assertThat(Json.text(entered, "takesEffectAt")).isNotNull();
        assertThat(proofed.proof(proofed.loginBindingId()).<String>path("takesEffectAt"))
                .isEqualTo(entered.path("takesEffectAt"));
        assertNobody(proofed);
        waitingTimeIsOver(proofed.loginBindingId());
        lifecycle.settle();
        assertThat(proofed.dataSubjectId()).isEqualTo(person.dataSubjectId());
        assertThat(((LoginBound) events(6).getLast()).loginBinding().means()).isEqualTo(Means.IDENTITY_PROOFING);
    }

    @Test
    @DisplayName("R35 a level that is not configured, or another's issuer, is no proofing")
    void loginWithoutProofing() {
        PersonActor further = waiting(jobcenter.bindingCode(jobcenterCase));

        assertProblem(further.proof(further.loginBindingId()), 409, "login-not-proofed");
        assertThat(PersonActor.proofed().proof(further.loginBindingId()).statusCode()).isEqualTo(404);
        assertThat(person.proof(further.loginBindingId()).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("R35 a refusal in the last moment wins over the waiting time that is over")
    void refusalInTheLastMoment() {
        PersonActor stranger = waiting(jobcenter.bindingCode(jobcenterCase), counselling.bindingCode(counsellingCase));
        UUID further = stranger.loginBindingId();
        waitingTimeIsOver(further);

        person.refuseLogin(further).then().statusCode(204);
        lifecycle.settle();

        assertNobody(stranger);
    }

    @Test
    @DisplayName("A login that nobody confirmed waits thirty days and no longer")
    void waitLapses() {
        PersonActor further = waiting(jobcenter.bindingCode(jobcenterCase));
        lifecycle.settle();
        assertThat(further.loginBindings().statusCode()).isEqualTo(200);
        Database.update("UPDATE login_binding SET requested_at = requested_at - interval '30 days'"
                + " WHERE login_binding_id = ?", further.loginBindingId());

        lifecycle.settle();

        assertThat(further.loginBindings().statusCode()).isEqualTo(404);
        assertThat(((LoginUnbound) events(6).getLast()).loginBinding().endReason()).isEqualTo(EndReason.LAPSED);
    }

    @Test
    @DisplayName("R35 a code that was made while the person had no login is one for a further login once the person has one")
    void codeMadeBeforeTheFirstLogin() {
        String early = counselling.bindingCode(counsellingCase);
        String code = jobcenter.bindingCode(jobcenterCase);
        // The person has no login, as if the first agency had enrolled them.
        Database.update("DELETE FROM login_binding WHERE data_subject_id = ?", person.dataSubjectId());
        PersonActor first = PersonActor.unbound();
        first.bind(code).then().statusCode(201);

        PersonActor second = PersonActor.unbound();
        assertThat(second.bind(early).statusCode()).isEqualTo(202);

        assertNobody(second);
        assertThat(first.request().get("/v1/me").<List<?>>path("waitingLoginBindings")).hasSize(1);
    }

    @Test
    @DisplayName("R35 of two logins that enter two agencies' codes at the same moment one is the first, and the other waits")
    void twoLoginsAtTheSameMoment() throws Exception {
        PersonActor owner = PersonActor.selfEnrolled();
        String one = AgencyActor.newCaseReference();
        jobcenter.linkCase(one, owner.linkCode()).then().statusCode(201);
        String two = AgencyActor.newCaseReference();
        counselling.linkCase(two, owner.linkCode()).then().statusCode(201);
        UUID dataSubjectId = owner.dataSubjectId();
        List<String> codes = List.of(jobcenter.bindingCode(one), counselling.bindingCode(two));
        List<PersonActor> logins = List.of(PersonActor.unbound(), PersonActor.unbound());
        logins.forEach(PersonActor::token);
        // Nobody has a login any more, as after a database of before this rule.
        Database.update("DELETE FROM login_binding WHERE data_subject_id = ?", dataSubjectId);
        List<Integer> answers = new ArrayList<>();
        try (Connection third = TestStack.superuserConnection();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            third.setAutoCommit(false);
            third.createStatement()
                    .executeQuery("SELECT 1 FROM data_subject WHERE id = '" + dataSubjectId + "' FOR UPDATE");
            long before = Database.number(WAITING);
            List<Future<Response>> entered = IntStream.range(0, 2)
                    .mapToObj(i -> clients.submit(() -> logins.get(i).bind(codes.get(i)))).toList();
            await().atMost(Duration.ofSeconds(120)).until(() -> Database.number(WAITING) == before + 2);
            third.rollback();
            for (Future<Response> answer : entered) {
                answers.add(answer.get().statusCode());
            }
        }

        assertThat(answers).containsExactlyInAnyOrder(201, 202);
    }

    @Test
    @DisplayName("R35 a code for somebody else binds no login that is bound or waits, and stays good")
    void oneLoginIsOnePersons() {
        String elsewhere = jobcenter.newCase();
        String code = jobcenter.bindingCode(elsewhere);
        PersonActor waits = waiting(counselling.bindingCode(counsellingCase));

        assertProblem(person.bind(code), 409, "login-already-bound");
        assertProblem(waits.bind(code), 409, "login-waits");
        assertProblem(waits.enrol(), 409, "login-waits");
        assertThat(waits.endLogin(waits.loginBindingId()).statusCode()).isEqualTo(204);
        assertThat(waits.bind(code).statusCode()).isEqualTo(201);
        assertThat(waits.dataSubjectId()).isNotEqualTo(person.dataSubjectId());
    }

    @Test
    @DisplayName("G5 with an erased person codes and waiting logins end")
    void personIsErasedMeanwhile() {
        String code = counselling.bindingCode(counsellingCase);
        PersonActor waits = waiting(jobcenter.bindingCode(jobcenterCase));
        UUID further = waits.loginBindingId();
        UUID dataSubjectId = person.dataSubjectId();

        assertThat(person.erase().statusCode()).isIn(200, 202, 204);

        assertProblem(PersonActor.unbound().bind(code), 422, "code-not-valid");
        assertThat(waits.loginBindings().statusCode()).isEqualTo(404);
        assertThat(waits.endLogin(further).statusCode()).isEqualTo(404);
        assertThat(waits.enrol().statusCode()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(topic.recordsOf(dataSubjectId)).filteredOn(m -> m.value() == null)
                        .extracting(message -> message.key().substring(37))
                        .contains("binding-code", "login-binding/" + further));
    }

    @Test
    @DisplayName("R35 a token that speaks for an agency, too, enters no code")
    void staffDoesNotBecomeThePerson() {
        String token = TestIdentities.handschlag().caseworkerWithPersonsRole(jobcenter.agencyId());

        Response answer = given().auth().oauth2(token).contentType(ContentType.JSON)
                .body(Map.of("code", jobcenter.bindingCode(jobcenter.newCase()))).post("/v1/me/login-bindings");

        assertProblem(answer, 403, "staff-login");
    }

    @Test
    @DisplayName("R35 a token that speaks for an agency does nothing in a person's name, whatever it asks for")
    void staffDoesNotActAsAPerson() {
        String token = TestIdentities.handschlag().caseworkerWithPersonsRole(jobcenter.agencyId());
        String id = "/0190a0e4-0000-4000-8000-000000000000";
        List<String> asked = List.of("POST /v1/me", "GET /v1/me", "DELETE /v1/me", "POST /v1/me/link-codes",
                "GET /v1/me/login-bindings", "POST /v1/me/login-bindings" + id + "/confirmation",
                "POST /v1/me/login-bindings" + id + "/proofing", "DELETE /v1/me/login-bindings" + id,
                "GET /v1/me/case-links", "DELETE /v1/me/case-links" + id, "GET /v1/me/consent-records",
                "GET /v1/me/consent-records" + id, "POST /v1/me/consent-records" + id + "/withdrawal",
                "GET /v1/me/enforcements/1");

        assertThat(asked).allSatisfy(operation -> assertProblem(
                given().auth().oauth2(token).request(operation.split(" ")[0], operation.split(" ")[1]), 403,
                "staff-login"));
        assertProblem(given().auth().oauth2(token).contentType(ContentType.JSON)
                .body(Map.of("language", "de", "noticeHash", "0".repeat(64)))
                .post("/v1/me/consent-records" + id + "/approval"), 403, "staff-login");
    }

    @Test
    @DisplayName("R35 a person ends a login, also the one in use, but not the only one")
    void personEndsLogins() {
        assertProblem(person.endLogin(person.loginBindingId()), 409, "last-login");
        PersonActor second = waiting(jobcenter.bindingCode(jobcenterCase));
        person.confirm(second.loginBindingId()).then().statusCode(200);
        UUID old = person.loginBindingId();

        assertThat(person.endLogin(old).statusCode()).isEqualTo(204);

        assertNobody(person);
        assertThat(second.endLogin(old).statusCode()).as("ended already").isEqualTo(404);
        assertProblem(second.endLogin(second.loginBindingId()), 409, "last-login");
        assertThat(second.endLogin(UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(person.enrol().statusCode()).as("the login is free").isEqualTo(201);
    }

    @Test
    @DisplayName("R42 a decision that waited while its login was ended is not taken")
    void endedLoginDecidesNothingAnyMore() throws Exception {
        UUID request = jobcenter.asks(jobcenterCase, "phone");
        String hash = person.noticeHash(request);
        UUID dataSubjectId = person.dataSubjectId();
        UUID binding = person.loginBindingId();
        Response answer;
        try (Connection other = TestStack.superuserConnection();
                ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .executeQuery("SELECT 1 FROM data_subject WHERE id = '" + dataSubjectId + "' FOR UPDATE");
            long before = Database.number(WAITING);
            Future<Response> approval = client.submit(() -> person.approve(request, Map.of("noticeHash", hash)));
            await().atMost(Duration.ofSeconds(120)).until(() -> Database.number(WAITING) == before + 1);
            other.createStatement()
                    .executeUpdate("DELETE FROM login_binding WHERE login_binding_id = '" + binding + "'");
            other.commit();
            answer = approval.get();
        }

        assertProblem(answer, 404, "login-not-bound");
    }
}
