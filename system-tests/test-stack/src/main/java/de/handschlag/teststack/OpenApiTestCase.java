package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.http.TestHTTPResource;

import de.handschlag.deploy.local.ProjectLayout;

/** A service's OpenAPI document: the committed one is the service's own, and a client can be generated from it. */
public abstract class OpenApiTestCase {

    @TestHTTPResource("/q/openapi")
    URL document;

    @Test
    @DisplayName("The committed OpenAPI document says what the service does; -DupdateOpenApi=true writes it anew")
    void committedDocumentIsUpToDate() throws IOException, InterruptedException {
        Path committed = ProjectLayout.find().root().resolve("docs/openapi/"
                + ConfigProvider.getConfig().getValue("quarkus.application.name", String.class) + ".yaml");
        String generated = get("application/yaml");
        if (Boolean.getBoolean("updateOpenApi")) {
            Files.writeString(committed, generated);
        }

        assertThat(Files.readString(committed)).as("run the tests with -DupdateOpenApi=true and look at the change")
                .isEqualTo(generated);
    }

    @Test
    @DisplayName("Every operation has an id, described parameters, schemas of what it answers, its problems and its security")
    void clientsCanBeGenerated() throws IOException, InterruptedException {
        JsonNode openApi = new ObjectMapper().readTree(get("application/json"));
        List<String> wrong = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        openApi.path("paths").properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> member.getValue().has("responses"))
                        .forEach(operation -> check(operation.getKey() + " " + path.getKey(), operation.getValue(), ids,
                                wrong)));

        assertThat(wrong).isEmpty();
        assertThat(ids).hasSizeGreaterThan(15);
        assertThat(openApi.at("/servers/0/url").asText()).isNotEmpty();
        assertThat(openApi.at("/info/license/name").asText()).isNotEmpty();
        assertThat(openApi.at("/components/securitySchemes/bearer/scheme").asText()).isEqualTo("bearer");
        assertThat(openApi.at("/components/schemas/HttpProblem/properties").has("nextStep")).isTrue();
    }

    private static void check(String name, JsonNode operation, Set<String> ids, List<String> wrong) {
        if (!ids.add(operation.path("operationId").asText()) || ids.contains("")) {
            wrong.add(name + " has no id of its own");
        }
        if (!operation.has("security")) {
            wrong.add(name + " does not say whether it needs a token");
        }
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("description").asText().isEmpty()) {
                wrong.add(name + " does not describe " + parameter.path("name").asText());
            }
        });
        if (operation.path("responses").propertyStream().noneMatch(response -> response.getKey().startsWith("2"))) {
            wrong.add(name + " does not say what it answers");
        }
        operation.path("responses").properties().forEach(response -> {
            int status = Integer.parseInt(response.getKey());
            JsonNode content = response.getValue().path("content");
            boolean hasBody = status != 204 && status != 304;
            if (response.getValue().path("description").asText().isEmpty()
                    || hasBody && !content.elements().hasNext()) {
                wrong.add(name + " does not say what " + status + " answers");
            }
            content.properties().forEach(type -> {
                if (type.getValue().path("schema").isEmpty()
                        || status >= 400 && !type.getKey().equals("application/problem+json")) {
                    wrong.add(name + " has no schema, or an empty one, of " + status + " " + type.getKey());
                }
            });
        });
    }

    private String get(String mediaType) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http
                    .send(HttpRequest.newBuilder(URI.create(document.toString())).header("Accept", mediaType).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
