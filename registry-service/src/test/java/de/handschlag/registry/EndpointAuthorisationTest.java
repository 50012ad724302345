package de.handschlag.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.DisclosureDenied;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

/** Every endpoint refuses whoever has no token, another's token, or a role that is not its. */
@QuarkusTest
class EndpointAuthorisationTest extends RegistryTestCase {

    static Stream<Arguments> endpoints() {
        return Stream.of(Arguments.of("GET", "/v1/cases/C-1/view?purpose=case-management", null),
                Arguments.of("POST", "/v1/views", "{\"purpose\":\"case-management\",\"caseReferences\":[\"C-1\"]}"),
                Arguments.of("POST", "/v1/emergency-accesses", """
                        {"caseReference":"C-1","purpose":"vital-emergency","basis":"Art. 6(1)(d), Art. 9(2)(c) DSGVO",
                         "reason":"found unconscious, no contact"}"""),
                Arguments.of("GET", "/v1/cases/C-1/attributes", null),
                Arguments.of("PUT", "/v1/cases/C-1/attributes",
                        "{\"values\":[{\"attribute\":\"phone\",\"value\":\"1\",\"asOf\":\"2026-01-01\"}]}"),
                Arguments.of("PUT", "/v1/cases/C-1/attributes/phone", "{\"value\":\"1\",\"asOf\":\"2026-01-01\"}"),
                Arguments.of("DELETE", "/v1/cases/C-1/attributes/phone", null));
    }

    private static Response call(RequestSpecification request, String method, String address, String body) {
        RequestSpecification call = request.contentType("application/json");
        return (body == null ? call : call.body(body)).request(method, address);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    @DisplayName("401 without a token, with a token that is none, for another audience, or of an agency that the log could not name")
    void withoutValidTokenIsUnauthenticated(String method, String address, String body) {
        for (RequestSpecification request : new RequestSpecification[]{RestAssured.given(), as("no-token"),
                as(tokens.agencySystemWithWrongAudience("elsewhere")),
                as(tokens.agencySystemOfALongName("case-management"))}) {
            Response answer = call(request, method, address, body);
            assertThat(answer.statusCode()).as(method + " " + address).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:unauthenticated");
        }
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    @DisplayName("403 for data subjects, data-protection officers and administrators")
    void otherRolesAreForbidden(String method, String address, String body) {
        for (String token : new String[]{tokens.dataSubject("someone"), tokens.dpo(), tokens.admin()}) {
            Response answer = call(as(token), method, address, body);
            assertThat(answer.statusCode()).as(method + " " + address).isEqualTo(403);
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:forbidden");
        }
    }

    @Test
    @DisplayName("R25 a caseworker reads on behalf of the own agency; the log names the login's random id")
    void caseworkerActsForTheOwnAgency() {
        String caseworker = tokens.caseworker("jobcenter-7", "case-management");

        Response answer = as(caseworker).header("Employee-Reference", "somebody-else")
                .get("/v1/cases/C-1/view?purpose=case-management");

        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:no-permission");
        assertThat(accessEvents.await(DisclosureDenied.class, e -> "jobcenter-7".equals(e.requester().agencyId()))
                .requester().employeeId()).isEqualTo(TestIdentities.subjectOf(caseworker));
    }

    @Test
    void browserIsLedToTheIdentityProviderWithPkce() {
        Response answer = RestAssured.given().redirects().follow(false).get("/app/session");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).contains("/protocol/openid-connect/auth").contains("code_challenge=")
                .contains("code_challenge_method=S256");
    }
}
