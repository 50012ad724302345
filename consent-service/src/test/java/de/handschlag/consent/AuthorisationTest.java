package de.handschlag.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

/** Who may call what. The table names every endpoint; {@link #tableNamesEveryEndpoint} sees to it. */
@QuarkusTest
class AuthorisationTest {

    /** Method, path, and the roles that may call it; {@code *} for whoever is logged in. */
    private static final String ENDPOINTS = """
            GET    | /v1/token                                     | *
            GET    | /v1/attributes                                | *
            GET    | /v1/purposes                                  | *
            GET    | /v1/agency-types                              | *
            GET    | /v1/agencies                                  | *
            GET    | /v1/agencies/{agencyId}                       | *
            PUT    | /v1/agencies/{agencyId}                       | admin
            GET    | /v1/notices/completeness                      | admin
            GET    | /v1/notices/wordings                          | admin
            GET    | /v1/notices/wordings/{wordingId}              | admin
            POST   | /v1/notices/wordings/{wordingId}/approval     | admin
            POST   | /v1/notices/wordings/{wordingId}/publication  | admin
            GET    | /v1/cases                                     | agency-system caseworker
            POST   | /v1/cases                                     | agency-system caseworker
            DELETE | /v1/cases/{caseReference}                     | agency-system caseworker
            POST   | /v1/cases/{caseReference}/binding-codes       | agency-system caseworker
            POST   | /v1/cases/{caseReference}/guardian-codes      | caseworker
            GET    | /v1/case-unlinkings/{unlinkingId}             | agency-system caseworker
            GET    | /v1/consent-requests                          | agency-system caseworker
            POST   | /v1/consent-requests                          | agency-system caseworker
            GET    | /v1/consent-requests/{consentRequestId}       | agency-system caseworker
            DELETE | /v1/consent-requests/{consentRequestId}       | agency-system caseworker
            POST   | /v1/consent-requests/{consentRequestId}/withdrawal | caseworker
            GET    | /v1/consent-requests/{consentRequestId}/withdrawal | agency-system caseworker
            GET    | /v1/consent-requests/{consentRequestId}/notice | caseworker
            POST   | /v1/consent-requests/{consentRequestId}/approval | caseworker
            GET    | /v1/consent-requests/{consentRequestId}/approval | caseworker
            POST   | /v1/consent-requests/{consentRequestId}/approval/confirmation | caseworker
            GET    | /v1/recorded-approvals                        | caseworker
            GET    | /v1/me                                        | data-subject
            POST   | /v1/me                                        | data-subject
            DELETE | /v1/me                                        | data-subject
            GET    | /v1/erasures/{erasureId}                      | data-subject
            GET    | /v1/me/login-bindings                         | data-subject
            POST   | /v1/me/login-bindings                         | data-subject
            DELETE | /v1/me/login-bindings/{loginBindingId}        | data-subject
            POST   | /v1/me/login-bindings/{loginBindingId}/confirmation | data-subject
            POST   | /v1/me/login-bindings/{loginBindingId}/refusal | data-subject
            POST   | /v1/me/login-bindings/{loginBindingId}/proofing | data-subject
            GET    | /v1/me/children                               | data-subject
            POST   | /v1/me/children                               | data-subject
            DELETE | /v1/me/children/{loginBindingId}              | data-subject
            GET    | /v1/me/confidential-marks                     | data-subject
            PUT    | /v1/me/confidential-marks                     | data-subject
            GET    | /v1/me/case-links                             | data-subject
            DELETE | /v1/me/case-links/{caseLinkId}                | data-subject
            POST   | /v1/me/link-codes                             | data-subject
            GET    | /v1/me/consent-records                        | data-subject
            GET    | /v1/me/consent-records/{id}                   | data-subject
            POST   | /v1/me/consent-records/{id}/approval          | data-subject
            POST   | /v1/me/consent-records/{id}/refusal           | data-subject
            POST   | /v1/me/consent-records/{id}/withdrawal        | data-subject
            POST   | /v1/me/consent-records/{id}/confirmation      | data-subject
            POST   | /v1/me/consent-records/{id}/contestation      | data-subject
            GET    | /v1/me/consent-records/{id}/receipt           | data-subject
            GET    | /v1/me/consent-records/{id}/secrecy-releases  | data-subject
            POST   | /v1/me/consent-records/{id}/secrecy-releases  | data-subject
            POST   | /v1/me/consent-records/{id}/secrecy-releases/{agencyId}/withdrawal | data-subject
            GET    | /v1/me/enforcements/{revision}                | data-subject
            GET    | /v1/me/notifications                          | data-subject
            PUT    | /v1/me/notifications                          | data-subject
            DELETE | /v1/me/notifications                          | data-subject
            POST   | /v1/me/notifications/confirmation             | data-subject
            """;

    private static final Set<String> GUARDIANS = Set.of("POST /v1/me/link-codes", "GET /v1/me/consent-records",
            "GET /v1/me/consent-records/{}", "POST /v1/me/consent-records/{}/approval",
            "POST /v1/me/consent-records/{}/refusal", "POST /v1/me/consent-records/{}/withdrawal",
            "POST /v1/me/consent-records/{}/confirmation", "POST /v1/me/consent-records/{}/contestation",
            "GET /v1/me/consent-records/{}/receipt", "GET /v1/me/enforcements/{}",
            "POST /v1/me/login-bindings/{}/confirmation");

    private static final TestIdentities IDENTITIES = TestIdentities.handschlag();
    private static final List<String> ROLES = List.of("data-subject", "caseworker", "agency-system", "dpo", "admin");

    private record Call(Instant began, int status) {}

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = ENDPOINTS)
    void nobodyGetsInWithoutAValidToken(String method, String path) {
        assertProblem(call(given(), method, path), 401, "unauthenticated");
        assertProblem(call(given().auth().oauth2("nonsense"), method, path), 401, "unauthenticated");
        assertProblem(
                call(given().auth().oauth2(IDENTITIES.agencySystemWithWrongAudience("jobcenter-test")), method, path),
                401, "unauthenticated");
        // R26: the log could not name it.
        assertProblem(call(given().auth().oauth2(IDENTITIES.agencySystemOfALongName("case-management")), method, path),
                401, "unauthenticated");
        assertProblem(call(given().auth().oauth2(forged(IDENTITIES.dataSubject("forger"))), method, path), 401,
                "unauthenticated");
    }

    @ParameterizedTest(name = "{0} {1} is for {2}")
    @CsvSource(delimiter = '|', textBlock = ENDPOINTS)
    void everyOtherRoleIsForbidden(String method, String path, String allowed) {
        if (allowed.equals("*")) {
            assertThat(call(given().auth().oauth2(IDENTITIES.withoutRole()), method, path).statusCode()).isIn(200, 404);
            return;
        }
        assertProblem(call(given().auth().oauth2(IDENTITIES.withoutRole()), method, path), 403, "forbidden");
        Set<String> others = new TreeSet<>(ROLES);
        others.removeAll(Arrays.asList(allowed.split(" ")));
        for (String role : others) {
            assertProblem(call(given().auth().oauth2(tokenOf(role)), method, path), 403, "forbidden");
        }
    }

    @ParameterizedTest(name = "{0} {1} for {2}")
    @CsvSource(delimiter = '|', textBlock = ENDPOINTS)
    @DisplayName("R11 a request that says for whom it acts gets in nowhere but where guardians may: what they decide and see is listed here")
    void guardiansGetInNowhereElse(String method, String path, String allowed) {
        String token = allowed.equals("*") || allowed.contains("data-subject")
                ? IDENTITIES.dataSubject("somebody")
                : tokenOf(allowed.split(" ")[0]);

        Response answer = call(given().auth().oauth2(token).header("Acting-For", UUID.randomUUID()), method, path);

        boolean open = GUARDIANS.contains(method + " " + path.replaceAll("\\{\\w+}", "{}"));
        if (open) {
            // Not refused here; what it acts for is not the login's, or the request has no body.
            assertThat(answer.asString()).doesNotContain("not-for-guardians");
            assertThat(answer.statusCode()).isIn(400, 404, 415, 422);
        } else {
            assertProblem(answer, 403, "not-for-guardians");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/cases
            POST   | /v1/cases
            DELETE | /v1/cases/T-1
            POST   | /v1/cases/T-1/binding-codes
            GET    | /v1/case-unlinkings/0190a0e4-0000-4000-8000-000000000000
            GET    | /v1/consent-requests
            GET    | /v1/consent-requests/0190a0e4-0000-4000-8000-000000000000
            DELETE | /v1/consent-requests/0190a0e4-0000-4000-8000-000000000000
            GET    | /v1/consent-requests/0190a0e4-0000-4000-8000-000000000000/withdrawal
            """)
    @DisplayName("R18 a token that names no agency speaks for none")
    void tokenWithoutAgencyIsForbidden(String method, String path) {
        for (String token : List.of(IDENTITIES.agencySystemWithoutAgency("case-management"),
                IDENTITIES.agencySystemOfNoText("case-management"))) {
            RequestSpecification request = given().auth().oauth2(token).contentType(ContentType.JSON);
            Response answer = method.equals("POST") && path.equals("/v1/cases")
                    ? request.body("{\"caseReference\": \"T-1\"}").request(method, path)
                    : request.request(method, path);

            assertProblem(answer, 403, "no-agency-in-token");
        }
    }

    @Test
    void agencyThatNobodyRegisteredIsForbidden() {
        Response answer = given().auth().oauth2(IDENTITIES.agencySystem("never-registered", "case-management"))
                .contentType(ContentType.JSON).body("{\"caseReference\": \"T-1\"}").post("/v1/cases");

        assertProblem(answer, 403, "agency-not-registered");
    }

    @Test
    void tokenOfTheSecondIssuerIsAccepted() {
        String token = TestIdentities.partner().dataSubject("newcomer-" + UUID.randomUUID());

        assertProblem(given().auth().oauth2(token).get("/v1/me"), 404, "login-not-bound");
        given().auth().oauth2(token).post("/v1/me").then().statusCode(201);
        given().auth().oauth2(token).get("/v1/me").then().statusCode(200);
        assertProblem(given().auth().oauth2(token).contentType(ContentType.JSON).post("/v1/cases"), 403, "forbidden");
    }

    @Test
    @DisplayName("R15 a token that was accepted a moment before is refused from its expiry on")
    void acceptedTokenEndsWithItsExpiry() {
        String token;
        Instant expiry;
        int accepted;
        int tries = 0;
        do {
            // On a busy machine a token may end before it was used once: then another one.
            token = IDENTITIES.shortLivedAgencySystem("consent-expiry", Duration.ofSeconds(5), "case-management");
            expiry = Instant.ofEpochSecond(TestIdentities.claimsOf(token).path("exp").asLong());
            accepted = given().auth().oauth2(token).get("/v1/attributes").statusCode();
            tries++;
        } while (!Instant.now().isBefore(expiry) && tries < 5);
        assertThat(accepted).isEqualTo(200);

        List<Call> calls = new ArrayList<>();
        Instant began;
        do {
            began = Instant.now();
            calls.add(new Call(began, given().auth().oauth2(token).get("/v1/attributes").statusCode()));
        } while (began.isBefore(expiry));

        Instant end = expiry;
        assertThat(calls).filteredOn(call -> !call.began().isBefore(end)).extracting(Call::status).containsOnly(401);
    }

    @Test
    @DisplayName("R18 tokens that are used in turn speak each for its own login")
    void acceptedTokensAreNotMistakenForEachOther() {
        String person = IDENTITIES.dataSubject("in-turn-" + UUID.randomUUID());
        given().auth().oauth2(person).post("/v1/me").then().statusCode(201);
        String stranger = IDENTITIES.dataSubject("in-turn-" + UUID.randomUUID());

        for (int turn = 0; turn < 3; turn++) {
            assertThat(given().auth().oauth2(person).get("/v1/me").statusCode()).isEqualTo(200);
            assertProblem(given().auth().oauth2(stranger).get("/v1/me"), 404, "login-not-bound");
            assertProblem(given().auth().oauth2(IDENTITIES.dpo()).get("/v1/me"), 403, "forbidden");
            assertProblem(given().auth().oauth2(forged(person)).get("/v1/me"), 401, "unauthenticated");
        }
    }

    @Test
    void tableNamesEveryEndpoint() {
        Set<String> named = new TreeSet<>();
        ENDPOINTS.lines().map(line -> line.split("\\s*\\|\\s*"))
                .forEach(row -> named.add(row[0].strip() + " " + row[1].replaceAll("\\{\\w+}", "{}")));
        Set<String> existing = new TreeSet<>();
        given().accept("application/json").get("/q/openapi?format=json").jsonPath()
                .<Map<String, Map<String, Object>>>get("paths")
                .forEach((path, operations) -> operations.keySet().forEach(method -> existing
                        .add(method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{\\w+}", "{}"))));
        // The session answers a browser with a redirection instead; SessionTest holds it.
        existing.remove("GET /app/session");
        // Public keys are for everybody; ReceiptTest holds it.
        existing.remove("GET /v1/receipt-keys");

        assertThat(named).isEqualTo(existing);
    }

    private static Response call(RequestSpecification request, String method, String path) {
        String address = path.replace("{agencyId}", "jobcenter-test").replace("{caseReference}", "T-1")
                .replace("{revision}", "1").replaceAll("\\{\\w+}", "0190a0e4-0000-4000-8000-000000000000");
        return method.equals("GET")
                ? request.get(address)
                : request.contentType(ContentType.JSON).request(method, address);
    }

    private static String tokenOf(String role) {
        return switch (role) {
            case "data-subject" -> IDENTITIES.dataSubject("somebody");
            case "caseworker" -> IDENTITIES.caseworker("jobcenter-test", "case-management");
            case "agency-system" -> IDENTITIES.agencySystem("jobcenter-test", "case-management");
            case "dpo" -> IDENTITIES.dpo();
            case "admin" -> IDENTITIES.admin();
            default -> throw new IllegalArgumentException(role);
        };
    }

    /** The same claims with a signature that does not belong to them. */
    private static String forged(String token) {
        String[] parts = token.split("\\.");
        return parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();
    }

    private static void assertProblem(Response answer, int status, String type) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        JsonNode problem = Json.of(answer);
        assertThat(problem.path("type").asText()).isEqualTo("urn:handschlag:problem:" + type);
        assertThat(problem.path("titleDe").asText()).isNotBlank();
    }
}
