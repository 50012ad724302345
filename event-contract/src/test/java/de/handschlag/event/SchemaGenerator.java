package de.handschlag.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * JSON Schema (2020-12) of an event's data, from its record: a component that is not {@code @Nullable} is required. Other
 * components are allowed, so that optional ones can be added. A kind of component that no schema is known for is refused.
 */
final class SchemaGenerator {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedMap<String, ObjectNode> definitions = new TreeMap<>();

    private SchemaGenerator() {}

    static ObjectNode schemaOf(EventType type) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:handschlag:event:" + type.typeName());
        schema.put("title", type.dataClass().getSimpleName());
        return schema.setAll(describe(type.dataClass()));
    }

    /** The schema of a record, with the definitions of those inside it. */
    static ObjectNode describe(Class<?> recordClass) {
        SchemaGenerator generator = new SchemaGenerator();
        ObjectNode schema = JSON.createObjectNode();
        generator.describe(recordClass, schema);
        if (!generator.definitions.isEmpty()) {
            schema.set("$defs", JSON.valueToTree(generator.definitions));
        }
        return schema;
    }

    private void describe(Class<?> recordClass, ObjectNode schema) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        sorted(recordClass).forEach(component -> {
            properties.set(nameOf(component), schemaOf(component.getGenericType()));
            if (!RequiredComponents.isNullable(component)) {
                required.add(nameOf(component));
            }
        });
        schema.put("additionalProperties", true);
    }

    private static Stream<RecordComponent> sorted(Class<?> recordClass) {
        return Stream.of(recordClass.getRecordComponents()).sorted(Comparator.comparing(SchemaGenerator::nameOf));
    }

    /** As it stands in JSON: some names are no names in Java. */
    private static String nameOf(RecordComponent component) {
        JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }

    private ObjectNode schemaOf(Type type) {
        ObjectNode schema = JSON.createObjectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        } else if (type == UUID.class) {
            return schema.put("type", "string").put("format", "uuid");
        } else if (type == Instant.class) {
            return schema.put("type", "string").put("format", "date-time");
        } else if (type == int.class || type == Integer.class) {
            return schema.put("type", "integer").put("format", "int32");
        } else if (type == long.class || type == Long.class) {
            return schema.put("type", "integer").put("format", "int64");
        } else if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            schema.put("type", "array").set("items", schemaOf(generic.getActualTypeArguments()[0]));
            return schema;
        } else if (type instanceof ParameterizedType generic && isMapFromString(generic)) {
            schema.put("type", "object").set("additionalProperties", schemaOf(generic.getActualTypeArguments()[1]));
            return schema;
        } else if (type instanceof Class<?> enumClass && enumClass.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            Stream.of(enumClass.getEnumConstants()).map(value -> ((Enum<?>) value).name()).sorted()
                    .forEach(values::add);
            return schema;
        } else if (type instanceof Class<?> recordClass && recordClass.isRecord()) {
            define(recordClass);
            return schema.put("$ref", "#/$defs/" + recordClass.getSimpleName());
        }
        throw new IllegalArgumentException("no schema is known for a component of " + type);
    }

    private static boolean isMapFromString(ParameterizedType type) {
        return (type.getRawType() == Map.class || type.getRawType() == SortedMap.class)
                && type.getActualTypeArguments()[0] == String.class;
    }

    private void define(Class<?> recordClass) {
        if (definitions.containsKey(recordClass.getSimpleName())) {
            return;
        }
        ObjectNode definition = JSON.createObjectNode();
        definitions.put(recordClass.getSimpleName(), definition);
        describe(recordClass, definition);
    }
}
