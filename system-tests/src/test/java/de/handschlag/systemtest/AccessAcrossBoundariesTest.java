package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import de.handschlag.systemtest.Api.Answer;

/**
 * Who reaches for what is somebody else's, and what they get. A and B are agencies, Amal and Bilal are persons: A has
 * Amal's case A-amal, B has Bilal's case B-bilal, and Bilal granted B the purpose case-management.
 */
@DisplayName("R10 R17 R18 nobody reaches across agencies or persons")
class AccessAcrossBoundariesTest {

    private static final String PURPOSE = "case-management";
    private static final RunningStack STACK = RunningStack.get();
    private static final String ID = UUID.randomUUID().toString().substring(0, 8);
    private static final String A_AMAL = "A-amal-" + ID;
    private static final String B_BILAL = "B-bilal-" + ID;
    private static final Map<String, Object> NOTHING = Map.of();

    private static Agency a;
    private static Agency b;
    private static Person amal;
    private static Person bilal;
    private static String requestOfB;
    private static String recordOfBilal;
    private static String dataSubjectIdOfBilal;

    @BeforeAll
    static void twoAgenciesAndTwoPersons() {
        a = Agency.registered(STACK, "jobcenter-a-" + ID, "kommunales_integrationszentrum", PURPOSE);
        b = Agency.registered(STACK, "mbe-b-" + ID, "mbe", PURPOSE);
        amal = Person.enrolledBy(a, A_AMAL, "amal-" + ID);
        bilal = Person.enrolledBy(b, B_BILAL, "bilal-" + ID);
        b.contribute(B_BILAL, "phone", "+49 30 2");
        requestOfB = recordOfBilal = b.ask(B_BILAL, PURPOSE, "phone");
        bilal.approve(recordOfBilal);
        dataSubjectIdOfBilal = bilal.dataSubjectId();
    }

    /** One line of the table. */
    record Attempt(String who, String token, Api at, String method, String path, Object body, int status,
            String problem) {

        @Override
        public String toString() {
            return who + " " + method + " " + path + " → " + status + " " + problem;
        }
    }

    private static Attempt attempt(String who, String token, Api at, String call, Object body, int status,
            String problem) {
        String[] parts = call.split(" ", 2);
        return new Attempt(who, token, at, parts[0], parts[1], body, status, problem);
    }

    static Stream<Attempt> attempts() {
        Api consent = STACK.consent();
        Api registry = STACK.registry();
        Api audit = STACK.audit();
        String view = "/view?purpose=" + PURPOSE;
        String caseworkerOfA = STACK.identities().caseworker(a.id(), PURPOSE);
        Map<String, Object> value = Map.of("value", "x", "asOf", "2026-01-01");
        Map<String, Object> ask = Map.of("caseReference", B_BILAL, "purpose", PURPOSE, "attributes", List.of("phone"),
                "months", 1);
        Map<String, Object> approval = Map.of("attributes", List.of("phone"), "explicitAttributes", List.of(),
                "language", "de", "noticeHash", "0".repeat(64));
        Map<String, Object> release = Map.of("sourceAgencyId", b.id(), "language", "de", "noticeHash", "0".repeat(64));
        return Stream.of(
                // Agency against agency: B's case does not exist for A.
                attempt("A", a.token(), registry, "GET /v1/cases/" + B_BILAL + view, null, 403, "no-permission"),
                attempt("A's caseworker", caseworkerOfA, registry, "GET /v1/cases/" + B_BILAL + view, null, 403,
                        "no-permission"),
                attempt("A", a.token(), registry, "GET /v1/cases/" + B_BILAL + "/attributes", null, 404,
                        "case-not-found"),
                attempt("A", a.token(), registry, "PUT /v1/cases/" + B_BILAL + "/attributes/phone", value, 404,
                        "case-not-found"),
                attempt("A", a.token(), registry, "DELETE /v1/cases/" + B_BILAL + "/attributes/phone", null, 404,
                        "case-not-found"),
                attempt("A", a.token(), consent, "DELETE /v1/cases/" + B_BILAL, null, 404, null),
                attempt("A", a.token(), consent, "POST /v1/cases/" + B_BILAL + "/binding-codes", null, 404, null),
                attempt("A", a.token(), consent, "POST /v1/consent-requests", ask, 404, null),
                attempt("A", a.token(), consent, "GET /v1/consent-requests/" + requestOfB, null, 404, null),
                attempt("A", a.token(), consent, "DELETE /v1/consent-requests/" + requestOfB, null, 404, null),
                // An agency against a person, and against the log.
                attempt("Bilal", bilal.token(), consent, "GET /v1/cases", null, 403, "forbidden"),
                attempt("Bilal", bilal.token(), consent, "GET /v1/consent-requests", null, 403, "forbidden"),
                attempt("A", a.token(), consent, "GET /v1/me", null, 403, "forbidden"),
                attempt("B", b.token(), consent, "GET /v1/me/consent-records/" + recordOfBilal, null, 403, "forbidden"),
                attempt("B", b.token(), consent, "POST /v1/me/consent-records/" + recordOfBilal + "/approval", approval,
                        403, "forbidden"),
                attempt("B", b.token(), consent, "POST /v1/me/consent-records/" + recordOfBilal + "/secrecy-releases",
                        release, 403, "forbidden"),
                attempt("B", b.token(), audit, "GET /v1/log-entries?queryPurpose=routine-control", null, 403,
                        "forbidden"),
                attempt("B", b.token(), audit, "GET /v1/my/accesses", null, 403, "forbidden"),
                // Person against person: Bilal's records do not exist for Amal.
                attempt("Amal", amal.token(), consent, "GET /v1/me/consent-records/" + recordOfBilal, null, 404, null),
                attempt("Amal", amal.token(), consent, "POST /v1/me/consent-records/" + recordOfBilal + "/approval",
                        approval, 404, null),
                attempt("Amal", amal.token(), consent, "POST /v1/me/consent-records/" + recordOfBilal + "/refusal",
                        NOTHING, 404, null),
                attempt("Amal", amal.token(), consent, "POST /v1/me/consent-records/" + recordOfBilal + "/withdrawal",
                        null, 404, null),
                attempt("Amal", amal.token(), consent,
                        "POST /v1/me/consent-records/" + recordOfBilal + "/secrecy-releases", release, 404, null),
                attempt("Amal", amal.token(), consent,
                        "POST /v1/me/consent-records/" + recordOfBilal + "/secrecy-releases/" + b.id() + "/withdrawal",
                        null, 404, null),
                attempt("Amal", amal.token(), audit,
                        "GET /v1/log-entries?queryPurpose=routine-control&dataSubjectId=" + dataSubjectIdOfBilal, null,
                        403, "forbidden"),
                // A person against the agencies' interfaces.
                attempt("Bilal", bilal.token(), registry, "GET /v1/cases/" + B_BILAL + view, null, 403, "forbidden"),
                attempt("Bilal", bilal.token(), consent, "POST /v1/cases", Map.of("caseReference", "X-" + ID), 403,
                        "forbidden"),
                attempt("Bilal", bilal.token(), consent, "PUT /v1/agencies/mine-" + ID,
                        Map.of("name", "mine", "agencyType", "jobcenter"), 403, "forbidden"),
                attempt("Bilal", bilal.token(), registry, "GET /v1/obligations", null, 403, "forbidden"),
                attempt("Bilal", bilal.token(), registry, "GET /v1/changes", null, 403, "forbidden"),
                // Those who control see the log and what is owed, and nothing else.
                attempt("the DPO", STACK.identities().dpo(), registry, "GET /v1/changes", null, 403, "forbidden"),
                attempt("the DPO", STACK.identities().dpo(), registry, "POST /v1/obligations/" + requestOfB + "/answer",
                        Map.of("outcome", "DELETED"), 403, "forbidden"),
                attempt("the administrator", STACK.identities().admin(), registry, "GET /v1/webhook", null, 403,
                        "forbidden"),
                attempt("the DPO", STACK.identities().dpo(), registry, "GET /v1/cases/" + B_BILAL + view, null, 403,
                        "forbidden"),
                attempt("the administrator", STACK.identities().admin(), registry, "GET /v1/cases/" + B_BILAL + view,
                        null, 403, "forbidden"),
                attempt("the administrator", STACK.identities().admin(), audit,
                        "GET /v1/log-entries?queryPurpose=routine-control", null, 403, "forbidden"),
                attempt("somebody without a role", STACK.identities().withoutRole(), consent, "POST /v1/me", NOTHING,
                        403, "forbidden"));
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void attemptIsRefused(Attempt attempt) {
        Answer answer = Api
                .patiently(() -> attempt.at().call(attempt.token(), attempt.method(), attempt.path(), attempt.body()));

        assertThat(answer.status()).isEqualTo(attempt.status());
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        if (attempt.problem() != null) {
            assertThat(answer.problem()).isEqualTo(attempt.problem());
        }
        assertThat(answer.body().toString()).doesNotContain(dataSubjectIdOfBilal).doesNotContain("+49 30 2");
    }
}
