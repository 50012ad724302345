package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;

@DisplayName("JSON Schemas of the events")
class SchemaTest {

    /** Formats are asserted, which 2020-12 leaves to the validator. */
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12,
            registry -> registry
                    .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    @BeforeAll
    static void rewriteIfAskedTo() {
        if (SchemaFiles.update()) {
            for (EventType type : EventType.values()) {
                SchemaFiles.CURRENT.write(type.typeName(), SchemaGenerator.schemaOf(type));
            }
        }
    }

    static Stream<GoldenSample> samples() {
        return GoldenSample.all().stream();
    }

    @ParameterizedTest
    @EnumSource
    void committedSchemaIsThatOfTheRecord(EventType type) {
        JsonNode generated = SchemaGenerator.schemaOf(type);

        assertThat(SchemaFiles.CURRENT.read().get(type.typeName()))
                .as("run: mvn test -pl event-contract -DupdateSchemas=true, and look at the difference")
                .isEqualTo(generated);
    }

    @Test
    void thereIsASchemaForEachTypeAndNoOther() {
        assertThat(SchemaFiles.CURRENT.read().keySet()).containsExactlyInAnyOrderElementsOf(
                Arrays.stream(EventType.values()).map(EventType::typeName).toList());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void goldenSampleIsValid(GoldenSample sample) {
        assertThat(validate(sample.type(), sample.json())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void emptyObjectIsNotValid(GoldenSample sample) {
        assertThat(validate(sample.type(), "{}")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "consent.given|`\"purpose\":\"german-course-placement\",`|``|required property 'purpose' not found",
            "consent.given|\"channel\":\"WEB\"|\"channel\":\"FAX\"|does not have a value in the enumeration",
            "consent.given|`[\"accessibility_need\",`|`[7,`|integer found, string expected",
            "case.linked|0193a4c8-1111|0193a4c8|must be a valid RFC 4122 UUID",
            "case.linked|2026-11-20T08:15:30Z|20.11.2026|must be a valid RFC 3339 date-time",
            "case.linked|\"consentRevision\":1|\"consentRevision\":\"1\"|string found, integer expected",
            "log.queried|\"decision\":\"DENIED\"|\"decision\":[]|array found, string expected",
            "log.queried|`\"resultCount\":12`|`\"resultCount\":12.5`|number found, integer expected",
            "disclosure.denied|\"reason\":\"NO_GRANT\"|\"reason\":null|null found, string expected"})
    void sampleWithAMistakeIsNotValid(String type, String right, String wrong, String message) {
        GoldenSample sample = GoldenSample.named("de.handschlag." + type + ".v1");
        assertThat(sample.json()).contains(right);

        assertThat(validate(sample.type(), sample.json().replace(right, wrong)))
                .anySatisfy(error -> assertThat(error.getMessage()).contains(message));
    }

    @Test
    void additionalComponentIsValid() {
        GoldenSample sample = GoldenSample.named("de.handschlag.heartbeat.v1");

        assertThat(validate(sample.type(), sample.json().replaceFirst("\\{", "{\"relay\":\"r1\","))).isEmpty();
    }

    @Test
    void componentOfAnUnknownKindIsRefusedByTheGenerator() {
        assertThatThrownBy(() -> SchemaGenerator.describe(Odd.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void everyKindOfComponentHasItsSchema() {
        JsonNode properties = SchemaGenerator.describe(Even.class).get("properties");

        Map<String, String> kinds = new TreeMap<>();
        properties.properties().forEach(kind -> kinds.put(kind.getKey(), kind.getValue().toString()));
        assertThat(kinds).containsExactly(
                Map.entry("counts",
                        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\",\"format\":\"int64\"}}"),
                Map.entry("flag", "{\"type\":\"boolean\"}"),
                Map.entry("requesters", "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/Requester\"}}"));
        assertThat(SchemaGenerator.describe(Even.class).get("required")).map(JsonNode::textValue)
                .containsExactly("counts", "requesters");
    }

    record Odd(Object anything) {}

    record Even(List<Requester> requesters, Map<String, Long> counts, @Nullable Boolean flag) {}

    private static List<Error> validate(EventType type, String json) {
        return REGISTRY.getSchema(SchemaFiles.CURRENT.read().get(type.typeName())).validate(json, InputFormat.JSON);
    }
}
