package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("Who may call what")
class EndpointAuthorisationTest extends AuditTestCase {

    private static long decision;

    @BeforeAll
    static void someEntries() {
        decision = awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "z")).id(),
                corridor.send(Corridor.denied(UUID.randomUUID(), 0, "a", "z", "housing")).id()).getLast();
        awaitPublic(decision);
    }

    private static String token(String who) {
        return switch (who) {
            case "data-subject" -> tokens.dataSubject("amira");
            case "caseworker" -> tokens.caseworker("jobcenter", "case-management");
            case "agency-system" -> tokens.agencySystem("jobcenter", "case-management");
            case "dpo" -> tokens.dpo();
            case "admin" -> tokens.admin();
            case "nobody" -> tokens.withoutRole();
            default -> throw new IllegalArgumentException(who);
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # endpoint,                                data-subject, caseworker, agency-system, dpo, admin, nobody
            /v1/log-entries?queryPurpose=incident,     403,          403,        403,           200, 403,   403
            /v1/log-entries/0?queryPurpose=incident,   403,          403,        403,           200, 403,   403
            /v1/log-entries/%d/explanation?queryPurpose=incident, 403, 403, 403, 200, 403, 403
            /v1/log-entries/counts?queryPurpose=incident&from=2026-11-01&to=2026-11-02, 403, 403, 403, 200, 403, 403
            /v1/retention-policies,                    403,          403,        403,           200, 403,   403
            /v1/log-erasures,                          403,          403,        403,           200, 403,   403
            /v1/log-erasures/0193a4c8-4444-7000-8000-000000000004, 403, 403,     403,           404, 403,   403
            /v1/legal-holds,                           403,          403,        403,           200, 403,   403
            /v1/legal-holds/0193a4c8-4444-7000-8000-000000000004, 403, 403,      403,           404, 403,   403
            /v1/saved-searches,                        403,          403,        403,           200, 403,   403
            /v1/saved-searches/0193a4c8-4444-7000-8000-000000000004, 403, 403,   403,           404, 403,   403
            /v1/saved-searches/0193a4c8-4444-7000-8000-000000000004/log-entries, 403, 403, 403, 404, 403,   403
            /v1/my/accesses,                           200,          403,        403,           403, 403,   403
            /v1/completeness-proofs?queryPurpose=incident, 403,      403,        403,           422, 403,   403
            /v1/log-entries/0/tlog-proof?queryPurpose=incident, 403, 403,        403,           200, 403,   403
            /v1/my/accesses/999999999/tlog-proof,      404,          403,        403,           403, 403,   403
            /log/consistency/1/1,                      200,          200,        200,           200, 200,   200
            /log/vkey,                                 200,          200,        200,           200, 200,   200
            /log/checkpoint,                           200,          200,        200,           200, 200,   200
            /log/checkpoint/cosigned,                  404,          404,        404,           404, 404,   404
            /log/timestamps,                           200,          200,        200,           200, 200,   200
            /log/tile/0/000.p/1,                       200,          200,        200,           200, 200,   200
            /log/tile/entries/000.p/1,                 200,          200,        200,           200, 200,   200
            """)
    @DisplayName("403 for every role but the one that an endpoint is for")
    void rolesAndEndpoints(String path, int dataSubject, int caseworker, int agencySystem, int dpo, int admin,
            int nobody) {
        List<String> who = List.of("data-subject", "caseworker", "agency-system", "dpo", "admin", "nobody");
        List<Integer> statuses = who.stream()
                .map(role -> as(token(role)).get(path.replace("%d", String.valueOf(decision))).statusCode()).toList();

        assertThat(statuses).containsExactly(dataSubject, caseworker, agencySystem, dpo, admin, nobody);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/log-entries?queryPurpose=incident", "/v1/log-entries/0?queryPurpose=incident",
            "/v1/log-entries/counts?queryPurpose=incident&from=2026-11-01&to=2026-11-02",
            "/v1/log-entries/0/explanation?queryPurpose=incident", "/v1/my/accesses",
            "/v1/log-entries/0/tlog-proof?queryPurpose=incident", "/v1/my/accesses/0/tlog-proof",
            "/v1/my/accesses/completeness", "/v1/completeness-proofs", "/v1/retention-policies", "/v1/log-erasures",
            "/v1/log-erasures/0193a4c8-4444-7000-8000-000000000004", "/v1/legal-holds",
            "/v1/legal-holds/0193a4c8-4444-7000-8000-000000000004", "/v1/saved-searches",
            "/v1/saved-searches/0193a4c8-4444-7000-8000-000000000004",
            "/v1/saved-searches/0193a4c8-4444-7000-8000-000000000004/log-entries"})
    @DisplayName("401 without a token, with one that is none, with one for another audience, and with one of an agency that the log could not name")
    void withoutValidTokenIsUnauthenticated(String path) {
        for (Response answer : List.of(RestAssured.get(path), as("none").get(path),
                as(tokens.agencySystemWithWrongAudience("jobcenter")).get(path),
                as(tokens.agencySystemOfALongName()).get(path))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:unauthenticated");
        }
    }

    @Test
    @DisplayName("A browser is led to the identity provider, with PKCE")
    void browserLogsIn() {
        Response answer = RestAssured.given().redirects().follow(false).get("/app/session");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).startsWith(tokens.issuer() + "/protocol/openid-connect/auth")
                .contains("code_challenge_method=S256").contains("code_challenge=");
    }
}
