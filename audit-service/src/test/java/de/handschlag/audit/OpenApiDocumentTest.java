package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

@QuarkusTest
class OpenApiDocumentTest extends AuditTestCase {

    private static final Path DOCUMENT = Path.of("../docs/openapi/audit-service.yaml");

    @Test
    @DisplayName("The committed OpenAPI document says what the service does; -DupdateOpenApi=true writes it anew")
    void committedDocumentIsUpToDate() throws IOException {
        String generated = RestAssured.given().accept("application/yaml").get("/q/openapi").asString();
        if (Boolean.getBoolean("updateOpenApi")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, generated);
        }

        assertThat(Files.readString(DOCUMENT)).as("run the tests with -DupdateOpenApi=true and look at the change")
                .isEqualTo(generated);
    }
}
