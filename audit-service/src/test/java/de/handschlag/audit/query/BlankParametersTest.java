package de.handschlag.audit.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.audit.AuditTestCase;

@QuarkusTest
@DisplayName("A filter without a value is refused: it would narrow nothing")
class BlankParametersTest extends AuditTestCase {

    /** Every parameter of a query string that the interface has. */
    static Stream<Arguments> parameters() throws IOException {
        JsonNode paths = new YAMLMapper().readTree(Path.of("../docs/openapi/audit-service.yaml").toFile())
                .path("paths");
        return paths.properties().stream().flatMap(path -> path.getValue().properties().stream()
                .flatMap(operation -> operation.getValue().path("parameters").valueStream()
                        .filter(parameter -> parameter.path("in").asText().equals("query"))
                        .map(parameter -> Arguments.of(operation.getKey(), address(path.getKey()),
                                parameter.path("name").asText()))));
    }

    private static String address(String template) {
        return template.replace("{week}", "2026-W48").replace("{index}", "0").replaceAll("\\{\\w+}",
                "0193a4c8-4444-7000-8000-000000000004");
    }

    private static RequestSpecification asked(String path) {
        return as(path.startsWith("/v1/my/") ? tokens.dataSubject("amira") : tokens.dpo());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("parameters")
    void isRefused(String method, String path, String name) {
        for (RequestSpecification blank : List.of(asked(path).queryParam(name), asked(path).queryParam(name, ""),
                asked(path).queryParam(name, " "), asked(path).queryParam(name, "", "x"),
                asked(path).queryParam(name, "x", ""))) {
            Response answer = blank.request(method, path);

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:handschlag:problem:invalid-request");
            assertThat(answer.jsonPath().getString("detail"))
                    .isEqualTo(name + ": has no value; name one, or leave it out.");
        }
    }

    @Test
    @DisplayName("No endpoint that takes filters is missing above")
    void interfaceHasFilters() throws IOException {
        assertThat(parameters().map(each -> each.get()[0] + " " + each.get()[1])).contains("get /v1/log-entries",
                "get /v1/log-entries/counts", "get /v1/log-digests/2026-W48", "get /v1/log-anomalies",
                "post /v1/log-exports", "get /v1/legal-holds", "get /v1/completeness-proofs", "get /v1/my/accesses");
    }

    @Test
    @DisplayName("401 and 403 come first")
    void whoMayNotAskLearnsNothing() {
        assertThat(RestAssured.get("/v1/log-entries/counts?agencyId=").statusCode()).isEqualTo(401);
        assertThat(as(tokens.dataSubject("amira")).get("/v1/log-entries/counts?agencyId=").statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("The public log is answered whatever a cache's or a monitor's tool adds")
    void publicLogIsAnswered() {
        assertThat(RestAssured.get("/log/vkey?fresh").statusCode()).isEqualTo(200);
    }
}
