package de.handschlag.systemtest;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Values that mean something to the services, by the name of the parameter or member; a name may be qualified by its operation
 * ({@code "POST /v1/cases linkCode"}). Null: left out.
 */
final class KnownValues {

    private static final ObjectMapper JSON = Api.JSON;

    private final Map<String, Object> values;

    KnownValues(Map<String, Object> values) {
        this.values = values;
    }

    /** Missing if nothing is known, JSON's null if it is to be left out. */
    JsonNode of(Operation operation, String name, JsonNode schema) {
        String qualified = operation + " " + name;
        String known = values.containsKey(qualified) ? qualified : name;
        if (!values.containsKey(known)) {
            return JSON.missingNode();
        }
        JsonNode value = JSON.valueToTree(values.get(known));
        boolean isList = schema.path("type").asText().equals("array");
        return isList && !value.isArray() && !value.isNull() ? JSON.createArrayNode().add(value) : value;
    }

    /** Something of the schema's type. */
    JsonNode otherwise(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").get(0);
        }
        if (schema.path("pattern").asText().matches("\\[[a-fA-F0-9-]+]\\{8}.*")) {
            return JSON.getNodeFactory().textNode("0190a0e4-0000-4000-8000-000000000000");
        }
        return switch (schema.path("type").asText() + schema.path("format").asText()) {
            case "integerint32", "integerint64", "integer" ->
                JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            case "stringdate" -> JSON.getNodeFactory().textNode("2026-03-02");
            case "stringdate-time" -> JSON.getNodeFactory().textNode("2026-03-02T08:00:00Z");
            case "stringuuid" -> JSON.getNodeFactory().textNode("0190a0e4-0000-4000-8000-000000000000");
            default -> JSON.getNodeFactory().textNode("A text of the test, long enough for a reason");
        };
    }
}
