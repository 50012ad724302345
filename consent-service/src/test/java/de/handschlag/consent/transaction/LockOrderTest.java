package de.handschlag.consent.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

/**
 * Two requests are stopped at real row locks so that each has what the other one wants, if they take their locks in different
 * orders; chance decides nothing.
 */
@QuarkusTest
@DisplayName("R42 One order of locks")
class LockOrderTest {

    private static final String WAITING = """
            SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()""";

    @Inject
    MeterRegistry metrics;

    /** Two requests that use the same code and person, the one that uses the code up first. */
    private enum Pair {
        LINK_CODE_REDEEMED_AND_REPLACED(false, false),
        LINK_CODE_REDEEMED_AND_PERSON_ERASED(false, true),
        BINDING_CODE_REDEEMED_AND_REPLACED(true, false),
        BINDING_CODE_REDEEMED_AND_PERSON_ERASED(true, true);

        private final boolean binding;
        private final boolean erased;

        Pair(boolean binding, boolean erased) {
            this.binding = binding;
            this.erased = erased;
        }
    }

    @ParameterizedTest
    @EnumSource
    void codeThatIsRedeemedWhileItEndsIsAnsweredOnBothSides(Pair pair) throws Exception {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        AgencyActor counselling = AgencyActor.counselling();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, caseReference);
        UUID dataSubjectId = person.dataSubjectId();
        PersonActor newLogin = PersonActor.unbound();
        newLogin.token();
        String code = pair.binding ? jobcenter.bindingCode(caseReference) : person.linkCode();
        Callable<Response> redeeming = pair.binding
                ? () -> newLogin.bind(code)
                : () -> counselling.linkCase(AgencyActor.newCaseReference(), code);
        Callable<Response> ending = pair.erased
                ? () -> person.request().delete("/v1/me")
                : pair.binding
                        ? () -> jobcenter.request().post("/v1/cases/{case}/binding-codes", caseReference)
                        : () -> person.request().post("/v1/me/link-codes");

        List<Integer> answers;
        try (Connection third = TestStack.superuserConnection();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            hold(third, "SELECT 1 FROM one_time_code WHERE data_subject_id = ? FOR UPDATE", dataSubjectId);
            long before = Database.number(WAITING);
            Future<Response> redeemed = clients.submit(redeeming);
            await().atMost(Duration.ofSeconds(120)).until(() -> Database.number(WAITING) == before + 1);
            Future<Response> ended = clients.submit(ending);
            await().atMost(Duration.ofSeconds(120)).until(() -> Database.number(WAITING) == before + 2);
            third.rollback();
            answers = List.of(redeemed.get().statusCode(), ended.get().statusCode());
        }

        assertThat(answers.getFirst()).isIn(201, 202, 422);
        assertThat(answers.getLast()).isIn(201, 202);
    }

    @Test
    void transactionThatADeadlockEndedIsRunAgainAndNobodyHearsOfIt() throws Exception {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, caseReference);
        UUID dataSubjectId = person.dataSubjectId();
        UUID record = jobcenter.asks(caseReference, "phone");
        person.approve(record).then().statusCode(200);
        int revision = person.consentRevision();

        Response withdrawn;
        try (Connection third = TestStack.superuserConnection();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            hold(third, "SELECT 1 FROM consent_record WHERE id = ? FOR UPDATE", record);
            try (Statement patient = third.createStatement()) {
                // So that PostgreSQL ends the service's transaction and not this one.
                patient.execute("SET LOCAL deadlock_timeout = '1min'");
            }
            long before = Database.number(WAITING);
            Future<Response> answer = clients.submit(() -> person.withdraw(record));
            await().atMost(Duration.ofSeconds(120)).until(() -> Database.number(WAITING) == before + 1);
            hold(third, "SELECT 1 FROM data_subject WHERE id = ? FOR UPDATE", dataSubjectId);
            third.rollback();
            withdrawn = answer.get();
        }

        assertThat(withdrawn.statusCode()).isEqualTo(202);
        assertThat(Json.text(withdrawn, "status")).isEqualTo("ConsentWithdrawn");
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        assertThat(metrics.counter("handschlag.transactions.retried").count()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void newCodesWhileOldOnesAreRedeemedNeverFail() throws Exception {
        AgencyActor counselling = AgencyActor.counselling();
        String taken = counselling.newCase();
        PersonActor person = PersonActor.selfEnrolled();
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                String code = person.linkCode();
                Database.update("DELETE FROM code_attempt");
                List<Callable<Response>> atOnce = new ArrayList<>();
                IntStream.range(0, 3).forEach(i -> {
                    atOnce.add(() -> counselling.linkCase(taken, code));
                    atOnce.add(() -> person.request().post("/v1/me/link-codes"));
                });
                for (Future<Response> answer : clients.invokeAll(atOnce)) {
                    answers.add(answer.get().statusCode());
                }
            }
        }

        assertThat(answers).hasSize(120).allMatch(status -> List.of(201, 409, 422).contains(status));
    }

    /** What an agency may for its case only. */
    private enum OfTheCase {
        CONSENT_REQUEST,
        BINDING_CODE
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R7 R35 an agency whose case ended while it waited for the person asks for nothing and makes no code")
    void caseIsLookedAtAgainUnderTheLock(OfTheCase action) throws Exception {
        AgencyActor counselling = AgencyActor.counselling();
        PersonActor person = PersonActor.selfEnrolled();
        String reference = AgencyActor.newCaseReference();
        counselling.linkCase(reference, person.linkCode()).then().statusCode(201);
        UUID dataSubjectId = person.dataSubjectId();
        Callable<Response> acting = action == OfTheCase.CONSENT_REQUEST
                ? () -> counselling.requestConsent(reference, "case-management", 6, "phone")
                : () -> counselling.request().post("/v1/cases/{case}/binding-codes", reference);

        Response answer;
        try (Connection third = TestStack.superuserConnection();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            hold(third, "SELECT 1 FROM data_subject WHERE id = ? FOR UPDATE", dataSubjectId);
            long before = Database.number(WAITING);
            Future<Response> waiting = clients.submit(acting);
            await().atMost(Duration.ofSeconds(120)).until(() -> Database.number(WAITING) == before + 1);
            third.createStatement().executeUpdate(
                    "UPDATE case_link SET unlinked_at = now() WHERE data_subject_id = '" + dataSubjectId + "'");
            third.commit();
            answer = waiting.get();
        }

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    /** What reads the type of an agency and keeps it. */
    private enum Keeping {
        CASE_LINK("case_link"),
        CONSENT_REQUEST("consent_record");

        private final String table;

        Keeping(String table) {
            this.table = table;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R7 R9 R22 an agency that becomes another while a link or a request is being written is another for it, too")
    void whatIsWrittenWhileTheAgencyBecomesAnotherFollows(Keeping keeping) throws Exception {
        String agencyId = "turning-" + UUID.randomUUID().toString().substring(0, 8);
        AgencyActor agency = AgencyActor.registered(agencyId, "mbe", "case-management");
        PersonActor person = PersonActor.selfEnrolled();
        String reference = AgencyActor.newCaseReference();
        agency.linkCase(reference, person.linkCode()).then().statusCode(201);
        String code = person.linkCode();
        String second = AgencyActor.newCaseReference();
        Callable<Response> writing = keeping == Keeping.CASE_LINK
                ? () -> agency.linkCase(second, code)
                : () -> agency.requestConsent(reference, "case-management", 6, "phone");

        try (Connection third = TestStack.superuserConnection();
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            third.setAutoCommit(false);
            third.createStatement().execute("LOCK TABLE " + keeping.table + " IN SHARE MODE");
            long before = Database.number(WAITING);
            Future<Response> written = clients.submit(writing);
            await().atMost(Duration.ofSeconds(120)).until(() -> Database.number(WAITING) > before);
            Future<AgencyActor> changed = clients.submit(() -> AgencyActor.registered(agencyId, "psz"));
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> changed.isDone() || Database.number(WAITING) > before + 1);
            third.rollback();
            written.get().then().statusCode(201);
            changed.get();
        }

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(Database.number("""
                SELECT (SELECT count(*) FROM case_link WHERE agency_id = ? AND told_agency_type <> 'psz')
                    + (SELECT count(*) FROM consent_record WHERE agency_id = ? AND status = 'REQUESTED'
                        AND agency_type <> 'psz')""", agencyId, agencyId)).isZero());
    }

    private static void hold(Connection connection, String sql, UUID id) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, id);
            select.executeQuery();
        }
    }
}
