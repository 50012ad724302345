package de.handschlag.consent.datasubject;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.GuardianActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.Guardianship;
import de.handschlag.event.Guardianship.Kind;
import de.handschlag.event.Guardianship.Proof;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBound;
import de.handschlag.event.LoginUnbound;
import de.handschlag.event.PersonEvent;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

/** A child whom two offices know, with and without a login of its own, and who acts for it. */
@QuarkusTest
@DisplayName("R11 A guardian decides for who is too young, and nobody for whom decides alone")
class GuardianTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Guardianship PARENT = new Guardianship(Kind.PARENT, Proof.BIRTH_CERTIFICATE);

    @Inject
    GuardianService guardians;

    private final ConsentEventsReader topic = new ConsentEventsReader();
    private AgencyActor jobcenter;
    private AgencyActor counselling;
    private PersonActor child;
    private String jobcenterCase;
    private String counsellingCase;

    @BeforeEach
    void childIsKnownToTwoOffices() {
        jobcenter = AgencyActor.jobcenter();
        counselling = AgencyActor.counselling();
        child = PersonActor.selfEnrolled();
        jobcenterCase = AgencyActor.newCaseReference();
        jobcenter.linkCase(jobcenterCase, child.linkCode()).then().statusCode(201);
        counsellingCase = AgencyActor.newCaseReference();
        counselling.linkCase(counsellingCase, child.linkCode()).then().statusCode(201);
    }

    @AfterEach
    void close() {
        topic.close();
    }

    private static LocalDate aged(int years) {
        return LocalDate.now(BERLIN).minusYears(years).minusDays(1);
    }

    /** Who acts for the child, which has a login and confirmed it. */
    private GuardianActor confirmedParent(LocalDate birthDate) {
        GuardianActor parent = GuardianActor.unbound();
        parent.enters(GuardianActor.code(jobcenter, jobcenterCase, birthDate)).then().statusCode(202);
        child.confirm(parent.child()).then().statusCode(200);
        return parent;
    }

    private static void assertProblem(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    @Test
    @DisplayName("R11 R35 a guardian of who has no login is bound at once, decides all but what the office that vouched asks, and all once another office did, too")
    void guardianOfWhoHasNoLogin() {
        String caseReference = counselling.newCase();
        UUID person = UUID.fromString(personOf(counselling, caseReference));
        GuardianActor parent = GuardianActor.unbound();
        LocalDate born = aged(8);
        assertThat(parent.children().<List<?>>path("children")).isEmpty();
        parent.login().request().get("/v1/me").then().statusCode(404);

        parent.enters(GuardianActor.code(counselling, caseReference, born)).then().statusCode(201);

        Response children = parent.children();
        assertThat(children.<List<String>>path("children.status")).containsExactly("bound");
        assertThat(children.<Map<String, String>>path("children[0].guardianship")).containsEntry("kind", "PARENT")
                .containsEntry("proof", "BIRTH_CERTIFICATE");
        assertThat(children.<Integer>path("children[0].birthYear")).isEqualTo(born.getYear());
        assertThat(children.<String>path("children[0].unconfirmedAgency")).isEqualTo(counselling.agencyId());
        assertThat(children.asString()).doesNotContain(person.toString()).doesNotContain(born.toString());
        parent.login().request().get("/v1/me").then().statusCode(404);
        UUID own = counselling.asks(caseReference, "phone");
        assertThat(parent.acting().get("/v1/me/consent-records").<List<String>>path("consentRecords.consentRecordId"))
                .containsExactly(own.toString());
        assertProblem(parent.approves(own, "phone"), 409, "login-not-confirmed");

        String linked = AgencyActor.newCaseReference();
        jobcenter.linkCase(linked, Json.text(parent.acting().post("/v1/me/link-codes"), "code")).then().statusCode(201);
        assertThat(personOf(jobcenter, linked)).isEqualTo(person.toString());
        UUID others = jobcenter.asks(linked, "phone", "email");
        Response granted = parent.approves(others, "phone");
        assertThat(granted.statusCode()).as(granted.asString()).isEqualTo(200);
        parent.enters(GuardianActor.code(jobcenter, linked, born)).then().statusCode(200);
        assertThat(parent.approves(own, "phone").statusCode()).isEqualTo(200);
        parent.acting().get("/v1/me/consent-records/{id}/receipt", own).then().statusCode(200);
        parent.acting().post("/v1/me/consent-records/{id}/withdrawal", own).then().statusCode(202);

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(topic.eventsOf(person)).filteredOn(ConsentGiven.class::isInstance).hasSize(2));
        List<PersonEvent> events = topic.eventsOf(person);
        BindingCodeMade code = (BindingCodeMade) events.stream().filter(BindingCodeMade.class::isInstance).findFirst()
                .orElseThrow();
        assertThat(code.guardianship()).isEqualTo(PARENT);
        assertThat(code.requester().employeeId()).isNotNull();
        LoginBound bound = (LoginBound) events.stream().filter(LoginBound.class::isInstance).findFirst().orElseThrow();
        assertThat(bound.loginBinding().guardianship()).isEqualTo(PARENT);
        assertThat(bound.loginBinding().bindingCodeIds()).containsExactly(code.bindingCodeId());
        assertThat(events).filteredOn(ConsentGiven.class::isInstance)
                .allSatisfy(event -> assertThat(((ConsentGiven) event).consentRecord().decidedByLoginBinding())
                        .isEqualTo(bound.loginBinding().loginBindingId()));
        assertThat(topic.recordsOf(person))
                .allSatisfy(message -> assertThat(new String(message.value(), StandardCharsets.UTF_8))
                        .doesNotContain(born.toString()));
    }

    private static String personOf(AgencyActor agency, String caseReference) {
        return TestStack.asSuperuser(connection -> {
            try (var statement = connection.prepareStatement(
                    "SELECT data_subject_id::text FROM case_link WHERE agency_id = ? AND case_reference = ?")) {
                statement.setString(1, agency.agencyId());
                statement.setString(2, caseReference);
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    /** As if the person had given the agency a code, for which they have no login. */
    private static void linkTo(UUID person, AgencyActor agency, String caseReference) {
        assertThat(Database.update("""
                INSERT INTO case_link (case_link_id, data_subject_id, agency_id, case_reference, linked_at)
                SELECT gen_random_uuid(), ?, agency_id, ?, now() FROM agency WHERE agency_id = ?""", person,
                caseReference, agency.agencyId())).isOne();
    }

    @Test
    @DisplayName("R11 what a guardian gives ends on the day from which the person decides alone, and then no guardian sees or decides anything")
    void guardiansGrantEndsOnTheBirthday() {
        LocalDate birthday = LocalDate.now(BERLIN).plusDays(40);
        GuardianActor parent = confirmedParent(birthday.minusYears(15));
        UUID binding = parent.child();
        UUID request = counselling.asks(counsellingCase, "phone");

        Response granted = parent.approves(request, "phone");

        assertThat(granted.statusCode()).as(granted.asString()).isEqualTo(200);
        assertThat(Instant.parse(granted.path("expiresAt"))).isEqualTo(birthday.atStartOfDay(BERLIN).toInstant());
        assertThat(parent.approves(request, "phone").statusCode()).as("once more").isEqualTo(200);
        UUID open = jobcenter.asks(jobcenterCase, "phone");
        guardians.endByAge();
        assertThat(parent.child()).isEqualTo(binding);

        Database.update("UPDATE data_subject SET birth_date = birth_date - 40 WHERE id = ?", child.dataSubjectId());

        assertProblem(parent.acting(binding).get("/v1/me/consent-records"), 404, "not-acting-for-this-person");
        assertProblem(parent.acting(binding).post("/v1/me/consent-records/{id}/refusal", open), 404,
                "not-acting-for-this-person");
        assertThat(parent.children().<List<?>>path("children")).isEmpty();
        try (ExecutorService replicas = Executors.newFixedThreadPool(3)) {
            List<? extends Future<?>> runs = IntStream.range(0, 3).mapToObj(_ -> replicas.submit(guardians::endByAge))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(Database.number("SELECT count(*) FROM login_binding WHERE login_binding_id = ?", binding)).isZero();
        UUID person = child.dataSubjectId();
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(topic.eventsOf(person)).filteredOn(LoginUnbound.class::isInstance).hasSize(1));
        LoginUnbound ended = (LoginUnbound) topic.eventsOf(person).getLast();
        assertThat(ended.loginBinding().endReason()).isEqualTo(EndReason.LAPSED);
        assertThat(ended.loginBinding().boundAt()).isNotNull();
        assertThat(ended.loginBinding().guardianship()).isEqualTo(PARENT);
    }

    @Test
    @DisplayName("R11 a child with a login of its own approves nothing, and refuses and withdraws as everybody; from 16 on it approves")
    void childWithALoginOfItsOwn() {
        GuardianActor parent = confirmedParent(aged(14));
        UUID request = counselling.asks(counsellingCase, "phone");
        assertProblem(child.approve(request), 403, "too-young-to-decide-online");
        assertThat(child.status(request)).isEqualTo("ConsentRequested");
        assertThat(parent.approves(request, "phone").statusCode()).isEqualTo(200);
        assertThat(child.withdraw(request).statusCode()).isIn(200, 202);
        UUID other = counselling.asks(counsellingCase, "email");
        assertThat(child.refuse(other).statusCode()).isEqualTo(200);
        assertThat(parent.record(other).<String>path("status")).isEqualTo("ConsentRefused");
        assertProblem(child.endLogin(parent.child()), 409, "guardian-decides");

        Database.update("UPDATE data_subject SET birth_date = ? WHERE id = ?", aged(15), child.dataSubjectId());
        UUID between = jobcenter.asks(jobcenterCase, "phone");
        assertProblem(child.approve(between), 403, "too-young-to-decide-online");
        Database.update("UPDATE data_subject SET birth_date = ? WHERE id = ?", aged(16), child.dataSubjectId());
        assertThat(child.approve(between).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R11 R35 who makes themselves an adult's guardian waits for the adult, who can end it afterwards as well")
    void guardianOfAnAdultWaits() {
        GuardianActor office = GuardianActor.unbound();
        String code = Json
                .text(GuardianActor.wantsCode(jobcenter, jobcenterCase, "LEGAL_GUARDIAN", "COURT_ORDER", null), "code");

        office.enters(code).then().statusCode(202);

        UUID binding = office.child();
        UUID request = counselling.asks(counsellingCase, "phone");
        assertProblem(office.acting().get("/v1/me/consent-records"), 404, "not-acting-for-this-person");
        assertProblem(office.acting().post("/v1/me/consent-records/{id}/refusal", request), 404,
                "not-acting-for-this-person");
        assertProblem(office.acting().post("/v1/me/login-bindings/{id}/confirmation", binding), 404,
                "not-acting-for-this-person");
        assertThat(child.request().get("/v1/me").<List<String>>path("waitingLoginBindings.guardianship.kind"))
                .containsExactly("LEGAL_GUARDIAN");
        child.confirm(binding).then().statusCode(200);
        assertThat(office.approves(request, "phone").statusCode()).isEqualTo(200);
        // Beside a legal guardian an adult decides, too.
        assertThat(child.withdraw(request).statusCode()).isIn(200, 202);
        child.endLogin(binding).then().statusCode(204);
        assertProblem(office.acting(binding).get("/v1/me/consent-records"), 404, "not-acting-for-this-person");
    }

    @Test
    @DisplayName("R11 what is not a guardian's stays closed to them, and a request that says for whom it acts does nothing for the guardian's own person")
    void whatIsNotOpenToGuardians() {
        GuardianActor parent = confirmedParent(aged(9));
        parent.login().enrol().then().statusCode(201);
        UUID binding = parent.child();

        assertProblem(parent.acting().delete("/v1/me"), 403, "not-for-guardians");
        assertProblem(parent.acting().get("/v1/me"), 403, "not-for-guardians");
        assertProblem(parent.acting().get("/v1/me/login-bindings"), 403, "not-for-guardians");
        assertProblem(parent.acting().post("/v1/me/login-bindings/{id}/refusal", binding), 403, "not-for-guardians");

        parent.login().request().get("/v1/me").then().statusCode(200);
        child.request().get("/v1/me").then().statusCode(200);
        assertThat(parent.login().endLogin(binding).statusCode()).as("is no login of the own person").isEqualTo(404);
        UUID childs = counselling.asks(counsellingCase, "phone");
        assertThat(parent.login().consentRecord(childs).statusCode()).as("without the header").isEqualTo(404);
    }

    @Test
    @DisplayName("R11 another guardian's binding, an ended one, the child's own and what is none open nothing")
    void wrongBindings() {
        GuardianActor parent = confirmedParent(aged(9));
        GuardianActor stranger = GuardianActor.unbound();
        UUID binding = parent.child();
        UUID childs = child.loginBindingId();

        for (UUID wrong : List.of(binding, childs, UUID.randomUUID())) {
            assertProblem(stranger.acting(wrong).get("/v1/me/consent-records"), 404, "not-acting-for-this-person");
        }
        assertProblem(child.request().header("Acting-For", childs).get("/v1/me/consent-records"), 404,
                "not-acting-for-this-person");
        assertProblem(child.request().header("Acting-For", binding).get("/v1/me/consent-records"), 404,
                "not-acting-for-this-person");
        assertThat(stranger.ends(binding).statusCode()).isEqualTo(404);
        parent.acting().get("/v1/me/consent-records").then().statusCode(200);
        assertThat(parent.ends(binding).statusCode()).isEqualTo(204);
        assertProblem(parent.acting(binding).get("/v1/me/consent-records"), 404, "not-acting-for-this-person");
        assertThat(parent.ends(binding).statusCode()).isEqualTo(404);
        for (String nonsense : List.of("nonsense", "", " ")) {
            assertThat(child.request().header("Acting-For", nonsense).get("/v1/me/consent-records").statusCode())
                    .as("'%s'", nonsense).isIn(400, 404, 422);
        }
    }

    @Test
    @DisplayName("R11 a login is not its own person's guardian, nor a guardian's the person's own")
    void nobodyIsTheirOwnGuardian() {
        assertProblem(new GuardianActor(child).enters(GuardianActor.code(jobcenter, jobcenterCase, aged(9))), 409,
                "own-guardian");
        GuardianActor parent = confirmedParent(aged(9));
        assertProblem(parent.login().bind(jobcenter.bindingCode(jobcenterCase)), 409, "own-guardian");
        assertProblem(parent.login().bind(GuardianActor.code(jobcenter, jobcenterCase, aged(9))), 422,
                "code-not-valid");
        assertProblem(GuardianActor.unbound().enters(jobcenter.bindingCode(jobcenterCase)), 422, "code-not-valid");
    }

    @Test
    @DisplayName("R11 a further guardian waits until another one confirms; each sees the other")
    void furtherGuardian() {
        GuardianActor mother = confirmedParent(aged(9));
        GuardianActor father = GuardianActor.unbound();
        father.enters(GuardianActor.code(counselling, counsellingCase, aged(9))).then().statusCode(202);
        UUID fathers = father.child();
        assertThat(father.children().<List<?>>path("children[0].guardians")).isEmpty();
        assertThat(father.children().<Object>path("children[0].birthYear")).isNull();
        assertThat(mother.children().<List<String>>path("children[0].guardians.loginBindingId"))
                .containsExactly(fathers.toString());

        mother.acting().post("/v1/me/login-bindings/{id}/confirmation", fathers).then().statusCode(200);
        assertThat(father.children().<List<List<String>>>path("children[0].guardians.agencies"))
                .as("which office vouched for the other one may betray a place").containsExactly(List.of());

        UUID request = jobcenter.asks(jobcenterCase, "phone");
        assertThat(father.approves(request, "phone").statusCode()).isEqualTo(200);
        assertThat(mother.record(request).<String>path("status")).isEqualTo("ConsentGiven");
        assertThat(mother.acting().post("/v1/me/consent-records/{id}/withdrawal", request).statusCode()).isIn(200, 202);
        assertThat(father.record(request).<String>path("status")).isEqualTo("ConsentWithdrawn");
    }

    /** Whom the office knows, with a guardian on another one's word, and without a login of their own. */
    private GuardianActor guardianOf(String caseReference, String kind, @Nullable LocalDate birthDate) {
        String elsewhere = AgencyActor.newCaseReference();
        linkTo(UUID.fromString(personOf(counselling, caseReference)), jobcenter, elsewhere);
        GuardianActor guardian = GuardianActor.unbound();
        guardian.enters(Json.text(GuardianActor.wantsCode(jobcenter, elsewhere, kind, "OTHER", birthDate), "code"))
                .then().statusCode(201);
        return guardian;
    }

    @Test
    @DisplayName("R11 R35 an office that makes the person's own login brings in no second guardian by it, ends none and erases nobody")
    void oneOfficeMakesBoth() {
        String caseReference = counselling.newCase();
        GuardianActor mother = guardianOf(caseReference, "PARENT", aged(9));
        PersonActor made = PersonActor.unbound();
        made.bind(counselling.bindingCode(caseReference)).then().statusCode(201);
        GuardianActor second = GuardianActor.unbound();
        second.enters(GuardianActor.code(counselling, caseReference, aged(9))).then().statusCode(202);
        UUID seconds = second.child();

        assertProblem(made.confirm(seconds), 409, "login-not-confirmed");
        assertProblem(made.endLogin(mother.child()), 409, "guardian-decides");
        assertProblem(made.erase(), 409, "login-not-confirmed");
        assertThat(mother.acting().get("/v1/me/consent-records").statusCode()).isEqualTo(200);

        Database.update("UPDATE login_binding SET unconfirmed_agency = NULL WHERE login_binding_id = ?",
                made.loginBindingId());
        assertProblem(made.confirm(seconds), 409, "guardian-decides");
        mother.acting().post("/v1/me/login-bindings/{id}/confirmation", seconds).then().statusCode(200);
    }

    @Test
    @DisplayName("R11 R35 nor does it free an adult from a legal guardian, also with a login that the identity provider has proofed")
    void oneOfficeAgainstALegalGuardian() {
        String caseReference = counselling.newCase();
        GuardianActor guardian = guardianOf(caseReference, "LEGAL_GUARDIAN", null);
        PersonActor made = PersonActor.proofed();

        made.bind(counselling.bindingCode(caseReference)).then().statusCode(201);

        assertThat(made.request().get("/v1/me/login-bindings")
                .<String>path("loginBindings.find { it.current }.unconfirmedAgency")).isEqualTo(counselling.agencyId());
        assertProblem(made.endLogin(guardian.child()), 409, "login-not-confirmed");
        assertProblem(made.approve(counselling.asks(caseReference, "phone")), 409, "login-not-confirmed");
        assertThat(made.proof(made.loginBindingId()).statusCode()).isBetween(400, 499);
        GuardianActor second = GuardianActor.unbound();
        second.enters(GuardianActor.code(counselling, caseReference, aged(9))).then().statusCode(202);
        assertProblem(made.confirm(second.child()), 409, "login-not-confirmed");
    }

    @Test
    @DisplayName("R11 a code of another kind neither confirms nor changes how a login acts for the person")
    void anotherKind() {
        String caseReference = counselling.newCase();
        GuardianActor guardian = guardianOf(caseReference, "LEGAL_GUARDIAN", null);

        assertProblem(guardian.enters(GuardianActor.code(counselling, caseReference, aged(9))), 409,
                "guardian-already-bound");

        assertThat(guardian.children().<String>path("children[0].unconfirmedAgency")).isEqualTo(jobcenter.agencyId());
        assertThat(guardian.children().<Object>path("children[0].birthYear")).isNull();
    }

    @Test
    @DisplayName("R11 a birth date on which nobody acts or waits is replaced by the next one, and codes that rest on it end; on who waits it stands")
    void birthDateThatNobodyUsed() {
        String mistaken = GuardianActor.code(jobcenter, jobcenterCase, aged(3));
        GuardianActor ofAnAdult = GuardianActor.unbound();
        ofAnAdult.enters(Json.text(
                GuardianActor.wantsCode(counselling, counsellingCase, "LEGAL_GUARDIAN", "COURT_ORDER", null), "code"))
                .then().statusCode(202);

        String right = GuardianActor.code(counselling, counsellingCase, aged(9));

        assertProblem(GuardianActor.unbound().enters(mistaken), 422, "code-not-valid");
        GuardianActor parent = GuardianActor.unbound();
        parent.enters(right).then().statusCode(202);
        assertProblem(GuardianActor.wantsCode(jobcenter, jobcenterCase, "PARENT", "OTHER", aged(3)), 409,
                "birth-date-differs");
        assertProblem(GuardianActor.wantsCode(counselling, counsellingCase, "PARENT", "OTHER", aged(3)), 409,
                "birth-date-differs");
    }

    @Test
    @DisplayName("R11 where the database lost that a guardian was bound on the birth date, nobody acts until the guardian enters a new code")
    void birthDateLostInARestore() {
        GuardianActor parent = confirmedParent(aged(9));
        UUID binding = parent.child();
        Database.update("UPDATE data_subject SET birth_date = NULL, birth_date_agency = NULL, birth_date_counts = false"
                + " WHERE id = ?", child.dataSubjectId());
        assertProblem(parent.acting(binding).get("/v1/me/consent-records"), 404, "not-acting-for-this-person");

        parent.enters(GuardianActor.code(jobcenter, jobcenterCase, aged(9))).then().statusCode(200);

        parent.acting(binding).get("/v1/me/consent-records").then().statusCode(200);
        assertProblem(child.approve(counselling.asks(counsellingCase, "phone")), 403, "too-young-to-decide-online");
    }

    @Test
    @DisplayName("R11 of one office's unused codes for a person's guardians the newest four stand")
    void unusedCodes() {
        String first = GuardianActor.code(jobcenter, jobcenterCase, aged(9));
        String second = GuardianActor.code(jobcenter, jobcenterCase, aged(9));
        for (int i = 0; i < 3; i++) {
            GuardianActor.code(jobcenter, jobcenterCase, aged(9));
        }

        assertProblem(GuardianActor.unbound().enters(first), 422, "code-not-valid");
        GuardianActor.unbound().enters(second).then().statusCode(202);
    }

    @Test
    @DisplayName("R11 a guardian confirms no login of the child's own, and proofing says nothing of whose guardian somebody is")
    void guardianConfirmsGuardiansOnly() {
        GuardianActor parent = confirmedParent(aged(9));
        PersonActor further = PersonActor.unbound();
        further.bind(jobcenter.bindingCode(jobcenterCase)).then().statusCode(202);
        assertThat(
                parent.acting().post("/v1/me/login-bindings/{id}/confirmation", further.loginBindingId()).statusCode())
                .isEqualTo(404);
        GuardianActor proofed = new GuardianActor(PersonActor.proofed());
        proofed.enters(GuardianActor.code(counselling, counsellingCase, aged(9))).then().statusCode(202);
        assertThat(proofed.children().<Object>path("children[0].takesEffectAt")).isNull();
        assertThat(proofed.login().proof(proofed.child()).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("R11 the first birth date stands; who names another one is not told which, and cannot guess for long")
    void firstBirthDateStands() {
        confirmedParent(aged(9));
        LocalDate wrong = aged(8);
        Response differs = GuardianActor.wantsCode(counselling, counsellingCase, "PARENT", "OTHER", wrong);
        assertProblem(differs, 409, "birth-date-differs");
        assertThat(differs.asString()).doesNotContain(aged(9).toString());
        for (int i = 0; i < 4; i++) {
            GuardianActor.wantsCode(counselling, counsellingCase, "PARENT", "OTHER", wrong.minusDays(i)).then()
                    .statusCode(409);
        }
        GuardianActor.wantsCode(counselling, counsellingCase, "PARENT", "OTHER", aged(9)).then().statusCode(429);
    }

    @Test
    @DisplayName("R11 a birth date on which no guardian was bound hinders nobody")
    void birthDateAlone() {
        assertThat(GuardianActor.code(jobcenter, jobcenterCase, aged(9))).isNotBlank();
        assertThat(child.approve(counselling.asks(counsellingCase, "phone")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R11 a code needs the birth date of a minor, of nobody else, and an employee")
    void whatACodeNeeds() {
        GuardianActor.wantsCode(jobcenter, jobcenterCase, "PARENT", "OTHER", null).then().statusCode(422);
        GuardianActor.wantsCode(jobcenter, jobcenterCase, "PARENT", "OTHER", aged(15)).then().statusCode(422);
        GuardianActor.wantsCode(jobcenter, jobcenterCase, "PARENT", "OTHER", LocalDate.now(BERLIN).plusDays(2)).then()
                .statusCode(422);
        GuardianActor.wantsCode(jobcenter, jobcenterCase, "LEGAL_GUARDIAN", "COURT_ORDER", aged(40)).then()
                .statusCode(422);
        GuardianActor.wantsCode(jobcenter, jobcenterCase, "AUNT", "OTHER", aged(9)).then().statusCode(422);
        GuardianActor.wantsCode(jobcenter, counsellingCase, "PARENT", "OTHER", aged(9)).then().statusCode(404);
        for (Map<String, String> body : List.of(Map.of("kind", "PARENT", "birthDate", aged(9).toString()),
                Map.of("proof", "OTHER", "birthDate", aged(9).toString()), Map.<String, String>of())) {
            assertThat(jobcenter.staffRequest().body(body).post("/v1/cases/{case}/guardian-codes", jobcenterCase)
                    .statusCode()).isIn(400, 422);
        }
        jobcenter.request().body(Map.of("kind", "PARENT", "proof", "OTHER", "birthDate", aged(9).toString()))
                .post("/v1/cases/{case}/guardian-codes", jobcenterCase).then().statusCode(403);
    }

    @Test
    @DisplayName("R11 a legal guardian of an adult does not act for whom an office knows as a minor")
    void legalGuardianOfAMinor() {
        confirmedParent(aged(14));
        String code = Json.text(
                GuardianActor.wantsCode(counselling, counsellingCase, "LEGAL_GUARDIAN", "COURT_ORDER", null), "code");
        assertProblem(GuardianActor.unbound().enters(code), 409, "guardian-not-at-this-age");
    }

    @Test
    @DisplayName("R13 a code for an official guardian is for a login of that duty, acts as long as it has it, and not for whom the youth office's same employee works on")
    void officialGuardian() {
        AgencyActor youthOffice = AgencyActor.registered("jugendamt-test", "jugendamt");
        String youthCase = AgencyActor.newCaseReference();
        youthOffice.linkCase(youthCase, child.linkCode()).then().statusCode(201);
        String code = Json.text(GuardianActor.wantsCode(counselling, counsellingCase, "OFFICIAL",
                "CERTIFICATE_OF_APPOINTMENT", aged(9)), "code");
        assertProblem(GuardianActor.unbound().enters(code), 403, "official-guardian-needed");
        String official = TestIdentities.handschlag().officialGuardian("amtsvormund-" + UUID.randomUUID());
        given().auth().oauth2(official).contentType(ContentType.JSON).body(Map.of("code", code)).post("/v1/me/children")
                .then().statusCode(202);
        UUID binding = UUID
                .fromString(given().auth().oauth2(official).get("/v1/me/children").path("children[0].loginBindingId"));
        child.confirm(binding).then().statusCode(200);
        given().auth().oauth2(official).header("Acting-For", binding).get("/v1/me/consent-records").then()
                .statusCode(200);

        // The same employee, as whom the youth office's caseworker logs in.
        Database.update("UPDATE login_binding SET subject = ? WHERE login_binding_id = ?",
                TestIdentities.subjectOf(youthOffice.staff()), binding);
        assertProblem(youthOffice.staffRequest().post("/v1/cases/{case}/binding-codes", youthCase), 403,
                "official-guardian-of-this-person");
        assertProblem(GuardianActor.wantsCode(youthOffice, youthCase, "PARENT", "OTHER", aged(9)), 403,
                "official-guardian-of-this-person");
        youthOffice.request().post("/v1/cases/{case}/binding-codes", youthCase).then().statusCode(201);
        Database.update("UPDATE login_binding SET subject = ? WHERE login_binding_id = ?",
                TestIdentities.subjectOf(child.token()), binding);
        assertProblem(child.request().header("Acting-For", binding).get("/v1/me/consent-records"), 404,
                "not-acting-for-this-person");
    }

    @Test
    @DisplayName("R13 a token that is official guardian and works for an agency has no role anywhere, and is told why")
    void rolesOfOneToken() {
        String both = TestIdentities.handschlag().officialGuardianAndCaseworker("jugendamt-test");
        for (String path : List.of("/v1/cases", "/v1/consent-requests", "/v1/me", "/v1/me/children")) {
            assertProblem(given().auth().oauth2(both).get(path), 403, "incompatible-roles");
        }
    }

    @Test
    @DisplayName("G5 with the person the birth date and the guardians go")
    void erasure() {
        GuardianActor parent = confirmedParent(aged(9));
        UUID person = child.dataSubjectId();
        UUID binding = parent.child();

        assertThat(child.erase().statusCode()).isIn(200, 202);

        assertThat(Database.number("SELECT count(*) FROM data_subject WHERE id = ? AND birth_date IS NULL"
                + " AND birth_date_agency IS NULL AND NOT birth_date_counts", person)).isOne();
        assertProblem(parent.acting(binding).get("/v1/me/consent-records"), 404, "not-acting-for-this-person");
        assertThat(parent.children().<List<?>>path("children")).isEmpty();
    }
}
