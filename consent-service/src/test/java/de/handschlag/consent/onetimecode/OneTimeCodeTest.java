package de.handschlag.consent.onetimecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
class OneTimeCodeTest {

    private static final String WRONG = "2222-2222-2222";

    @Inject
    OneTimeCodeService codes;

    @Test
    void codeHasFiftyBitsAndNoCharactersThatPeopleConfuse() {
        double bits = CodeAlphabet.LENGTH * Math.log(CodeAlphabet.CHARACTERS.length()) / Math.log(2);
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 1_000; i++) {
            String code = CodeAlphabet.newCode();
            assertThat(code).matches("[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}");
            seen.add(code);
        }

        assertThat(bits).isGreaterThan(50);
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void databaseHoldsNoCode() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String code = jobcenter.bindingCode(jobcenter.newCase());

        assertThat(Database.number("SELECT count(*) FROM one_time_code WHERE code_hash ILIKE ? OR code_hash ILIKE ?",
                "%" + code + "%", "%" + code.replace("-", "") + "%")).isZero();
        assertThat(Database.number("SELECT count(*) FROM one_time_code WHERE code_hash !~ '^[0-9a-f]{64}$'")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lower", "blanks", "nothing between", "dashes"})
    void typingIsForgiven(String how) {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String code = jobcenter.bindingCode(jobcenter.newCase());

        String typed = switch (how) {
            case "lower" -> code.toLowerCase(Locale.ROOT);
            case "blanks" -> " " + code.replace('-', ' ') + " ";
            case "nothing between" -> code.replace("-", "");
            default -> code.replace('-', '–');
        };

        assertThat(PersonActor.unbound().bind(typed).statusCode()).isEqualTo(201);
    }

    @Test
    void codeIsUsedOnceAlsoByTwentyAtTheSameMoment() throws Exception {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String code = jobcenter.bindingCode(jobcenter.newCase());
        List<PersonActor> logins = IntStream.range(0, 20).mapToObj(i -> PersonActor.unbound()).toList();
        logins.forEach(PersonActor::token);

        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> attempts = logins.stream().map(login -> clients.submit(() -> login.bind(code)))
                    .toList();
            for (Future<Response> attempt : attempts) {
                answers.add(attempt.get().statusCode());
            }
        }

        assertThat(answers).containsOnlyOnce(201);
        assertThat(answers.stream().filter(status -> status == 422)).hasSize(19);
    }

    @Test
    void usedExpiredReplacedUnknownAndMisusedCodesAreTheSameAnswer() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        String used = jobcenter.bindingCode(caseReference);
        PersonActor person = PersonActor.unbound();
        person.bind(used).then().statusCode(201);
        String replaced = jobcenter.bindingCode(caseReference);
        String valid = jobcenter.bindingCode(caseReference);
        String otherCase = jobcenter.newCase();
        String expired = jobcenter.bindingCode(otherCase);
        Database.update("UPDATE one_time_code SET expires_at = now() WHERE data_subject_id = (SELECT data_subject_id"
                + " FROM case_link WHERE case_reference = ?)", otherCase);
        String ofAnotherKind = person.linkCode();

        for (String code : List.of(used, replaced, expired, ofAnotherKind, WRONG)) {
            Response answer = PersonActor.unbound().bind(code);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:code-not-valid");
            assertThat(Json.text(answer, "detail")).isEqualTo("The code is unknown, used or expired.");
        }
        assertThat(PersonActor.unbound().bind(valid).statusCode()).isEqualTo(202);
    }

    @Test
    void loginMayBeWrongFiveTimesAndThenHasToWait() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor guesser = PersonActor.unbound();
        for (int i = 0; i < 5; i++) {
            assertThat(guesser.bind(WRONG).statusCode()).isEqualTo(422);
        }

        Response limited = guesser.bind(jobcenter.bindingCode(caseReference));

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(800, 901);
        assertThat(Json.text(limited, "type")).isEqualTo("urn:handschlag:problem:too-many-requests");
        assertThat(PersonActor.unbound().bind(jobcenter.bindingCode(caseReference)).statusCode()).isEqualTo(201);

        Database.update("UPDATE code_attempt SET window_start = window_start - interval '16 minutes'");
        assertThat(guesser.bind(jobcenter.bindingCode(caseReference)).statusCode()).isEqualTo(202);
    }

    @Test
    void limitHoldsForAttemptsAtTheSameMoment() throws Exception {
        PersonActor guesser = PersonActor.unbound();
        guesser.token();
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> attempts = IntStream.range(0, 20)
                    .mapToObj(i -> clients.submit(() -> guesser.bind(WRONG))).toList();
            for (Future<Response> attempt : attempts) {
                answers.add(attempt.get().statusCode());
            }
        }

        assertThat(answers.stream().filter(status -> status == 422)).hasSize(5);
        assertThat(answers.stream().filter(status -> status == 429)).hasSize(15);
    }

    @Test
    @DisplayName("One clerk's typos lock out neither the agency's other cases nor its other clients")
    void wrongCodesCountPerClientAndCase() {
        AgencyActor clerk = AgencyActor.registered("typing-test", "ehrenamt", "mentoring");
        AgencyActor colleague = new AgencyActor("typing-test", "mentoring", "appointments");
        String caseReference = AgencyActor.newCaseReference();
        for (int i = 0; i < 5; i++) {
            assertThat(clerk.linkCase(caseReference, WRONG).statusCode()).isEqualTo(422);
        }

        assertThat(clerk.linkCase(caseReference, PersonActor.selfEnrolled().linkCode()).statusCode()).isEqualTo(429);
        assertThat(clerk.linkCase(AgencyActor.newCaseReference(), PersonActor.selfEnrolled().linkCode()).statusCode())
                .isEqualTo(201);
        assertThat(colleague.linkCase(caseReference, PersonActor.selfEnrolled().linkCode()).statusCode())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("Guessing for many cases is no way round the limit, also not at the same moment")
    void agencyIsLimitedAsAWhole() throws Exception {
        AgencyActor guesser = AgencyActor.registered("guesser-test", "ehrenamt", "mentoring");
        guesser.request();
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            List<Future<Response>> attempts = IntStream.range(0, 120)
                    .mapToObj(i -> clients.submit(() -> guesser.linkCase(AgencyActor.newCaseReference(), WRONG)))
                    .toList();
            for (Future<Response> attempt : attempts) {
                answers.add(attempt.get().statusCode());
            }
        }
        AgencyActor colleague = new AgencyActor("guesser-test", "mentoring", "appointments");

        assertThat(answers.stream().filter(status -> status == 422)).hasSize(100);
        assertThat(answers.stream().filter(status -> status == 429)).hasSize(20);
        assertThat(colleague.linkCase(AgencyActor.newCaseReference(), WRONG).statusCode()).isEqualTo(429);
        assertThat(colleague.createCase(AgencyActor.newCaseReference()).statusCode()).isEqualTo(201);
        assertThat(AgencyActor.jobcenter()
                .linkCase(AgencyActor.newCaseReference(), PersonActor.selfEnrolled().linkCode()).statusCode())
                .isEqualTo(201);
    }

    @Test
    @DisplayName("An agency's request sent again after it was accepted is told so, and is no wrong code")
    void acceptedLinkRequestIsRecognised() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        AgencyActor counselling = AgencyActor.counselling();
        PersonActor person = PersonActor.selfEnrolled();
        String code = person.linkCode();
        String caseReference = AgencyActor.newCaseReference();
        jobcenter.linkCase(caseReference, code).then().statusCode(201);
        int revision = person.consentRevision();

        for (int i = 0; i < 6; i++) {
            Response again = jobcenter.linkCase(caseReference, " " + code.toLowerCase(Locale.ROOT));
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(Json.text(again, "type")).isEqualTo("urn:handschlag:problem:code-already-used");
        }
        assertThat(person.consentRevision()).isEqualTo(revision);
        // Nobody else learns that the code was one, not even the same agency for another case.
        assertThat(jobcenter.linkCase(AgencyActor.newCaseReference(), code).statusCode()).isEqualTo(422);
        assertThat(counselling.linkCase(caseReference, code).statusCode()).isEqualTo(422);
        assertThat(PersonActor.unbound().bind(code).statusCode()).isEqualTo(422);
        // A newer code does not make the used one forgotten; its own end does.
        person.linkCode();
        assertThat(jobcenter.linkCase(caseReference, code).statusCode()).isEqualTo(409);
        Database.update("UPDATE one_time_code SET expires_at = now() WHERE data_subject_id = ?",
                person.dataSubjectId());
        assertThat(jobcenter.linkCase(caseReference, code).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("A login's code sent again after it was accepted is told so, bound or waiting, and is no wrong code")
    void acceptedBindingRequestIsRecognised() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        String first = jobcenter.bindingCode(caseReference);
        PersonActor person = PersonActor.unbound();
        person.bind(first).then().statusCode(201);
        String second = jobcenter.bindingCode(caseReference);
        PersonActor waiting = PersonActor.unbound();
        waiting.bind(second).then().statusCode(202);

        for (int i = 0; i < 6; i++) {
            assertThat(person.bind(first).<String>path("type")).isEqualTo("urn:handschlag:problem:code-already-used");
            assertThat(waiting.bind(second).<String>path("type")).isEqualTo("urn:handschlag:problem:code-already-used");
        }
        assertThat(person.bind(second).statusCode()).isEqualTo(422);
        assertThat(waiting.bind(first).statusCode()).isEqualTo(422);
        assertThat(person.loginBindings().<List<?>>path("loginBindings")).hasSize(2);
    }

    @Test
    @DisplayName("R35 R37 an agency's new code ends its own older one for the person, and no other agency's")
    void codesOfTwoAgenciesAreIndependent() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        AgencyActor counselling = AgencyActor.counselling();
        PersonActor person = PersonActor.selfEnrolled();
        String one = AgencyActor.newCaseReference();
        jobcenter.linkCase(one, person.linkCode()).then().statusCode(201);
        String two = AgencyActor.newCaseReference();
        counselling.linkCase(two, person.linkCode()).then().statusCode(201);
        String replaced = jobcenter.bindingCode(one);
        String other = counselling.bindingCode(two);
        String newest = jobcenter.bindingCode(one);

        assertThat(PersonActor.unbound().bind(replaced).statusCode()).isEqualTo(422);
        PersonActor login = PersonActor.unbound();
        assertThat(login.bind(other).statusCode()).isEqualTo(202);
        assertThat(login.bind(newest).statusCode()).isEqualTo(202);
    }

    @Test
    void rightCodesDoNotCountAsFailures() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        for (int i = 0; i < 8; i++) {
            String code = PersonActor.selfEnrolled().linkCode();
            assertThat(jobcenter.linkCase(AgencyActor.newCaseReference(), code).statusCode()).isEqualTo(201);
        }
    }

    @Test
    @DisplayName("A right code that is sent eight times at once is accepted once and otherwise used already; none counts as wrong")
    void rightCodeAtTheSameMoment() throws Exception {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String code = PersonActor.of(jobcenter, jobcenter.newCase()).linkCode();
        String caseReference = AgencyActor.newCaseReference();

        assertThat(AtOnce.statuses(8, () -> jobcenter.linkCase(caseReference, code))).containsExactlyInAnyOrder(201,
                409, 409, 409, 409, 409, 409, 409);
    }

    @Test
    void expiredCodesAreClearedOut() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        jobcenter.bindingCode(jobcenter.newCase());
        Database.update("UPDATE one_time_code SET expires_at = now() - interval '1 second'");

        codes.clearOut();

        assertThat(Database.number("SELECT count(*) FROM one_time_code")).isZero();
    }

    @Test
    @DisplayName("R42 Clearing out waits for no code that somebody is using")
    void clearingOutLeavesACodeThatSomebodyHolds() throws Exception {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        jobcenter.bindingCode(jobcenter.newCase());
        codes.clearOut();
        Database.update("UPDATE one_time_code SET expires_at = now() - interval '1 second'");
        long expired = Database.number("SELECT count(*) FROM one_time_code");
        try (Connection user = TestStack.superuserConnection(); Statement statement = user.createStatement()) {
            user.setAutoCommit(false);
            statement.execute("SELECT 1 FROM one_time_code ORDER BY code_hash LIMIT 1 FOR UPDATE");

            codes.clearOut();

            assertThat(expired).isPositive();
            assertThat(Database.number("SELECT count(*) FROM one_time_code")).isEqualTo(1);
            user.rollback();
        }
    }
}
