package de.handschlag.systemtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An operation as its service's OpenAPI document describes it.
 *
 * @param body        what its document looks like; a missing node if it takes none
 * @param needsBody   whether it has to be there
 * @param description the whole OpenAPI document, for references within it
 */
record Operation(Api at, String method, String path, List<Parameter> parameters, JsonNode body, boolean needsBody,
        JsonNode description) {

    /** @param in path, query or header */
    record Parameter(String in, String name, JsonNode schema, boolean required) {

        /** Whether it has a form of its own, so that {@code "?"} is none. */
        boolean hasForm() {
            return !schema.path("type").asText().equals("string") || schema.has("format") || schema.has("pattern");
        }
    }

    /** All operations of {@code /v1}. */
    static List<Operation> of(Api service) {
        JsonNode description = service.get(null, "/q/openapi?format=json").expect(200).body();
        List<Operation> operations = new ArrayList<>();
        description.path("paths").properties().stream().filter(path -> path.getKey().startsWith("/v1"))
                .forEach(path -> path.getValue().properties()
                        .forEach(operation -> operations.add(new Operation(service,
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                                parameters(operation.getValue(), description),
                                resolved(operation.getValue().path("requestBody").path("content")
                                        .path("application/json").path("schema"), description),
                                operation.getValue().path("requestBody").path("required").asBoolean(), description))));
        return operations;
    }

    private static List<Parameter> parameters(JsonNode operation, JsonNode description) {
        List<Parameter> parameters = new ArrayList<>();
        operation.path("parameters")
                .forEach(parameter -> parameters.add(new Parameter(parameter.path("in").asText(),
                        parameter.path("name").asText(), resolved(parameter.path("schema"), description),
                        parameter.path("required").asBoolean())));
        return parameters;
    }

    static JsonNode resolved(JsonNode schema, JsonNode description) {
        return schema.has("$ref") ? description.at(schema.path("$ref").asText().substring(1)) : schema;
    }

    List<Parameter> parameters(String in) {
        return parameters.stream().filter(parameter -> parameter.in().equals(in)).toList();
    }

    boolean takesBody() {
        return !body.isMissingNode();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
