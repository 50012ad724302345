package de.handschlag.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;

/** The committed document is what the service does. {@code -DupdateOpenApi=true} writes it anew. */
@QuarkusTest
class OpenApiTest {

    private static final Path COMMITTED = Path.of("..", "docs", "openapi", "consent-service.yaml");

    @Test
    void committedDocumentHasNotDrifted() throws IOException {
        String document = given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (Boolean.getBoolean("updateOpenApi")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, document);
        }

        assertThat(COMMITTED).as("run mvn test -Dtest=OpenApiTest -DupdateOpenApi=true").exists();
        assertThat(document).as("run mvn test -Dtest=OpenApiTest -DupdateOpenApi=true and commit the difference")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void documentNamesTitleVersionAndSecurity() {
        assertThat(given().get("/q/openapi").asString()).contains("title: Handschlag consent-service", "version: \"1\"",
                "scheme: bearer");
    }
}
