package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

@DisplayName("The check for compatibility")
class CompatibilityCheckTest {

    private ObjectNode before;
    private ObjectNode now;

    @BeforeEach
    void takeOneSchemaTwice() {
        before = SchemaGenerator.schemaOf(EventType.DISCLOSURE_DENIED);
        now = before.deepCopy();
    }

    @Test
    void passesTheSame() {
        assertChanges();
    }

    @Test
    void passesANewOptionalComponent() {
        properties(now).putObject("ruleVersion").put("type", "string");
        requester(now).withObject("/properties").putObject("sessionId").put("type", "string");

        assertChanges();
    }

    @Test
    void passesOtherWordsForReaders() {
        now.put("title", "Denied").put("description", "A read was denied.");

        assertChanges();
    }

    @Test
    void passesADefinitionUnderAnotherName() {
        now.withObject("/$defs").set("Asker", now.withObject("/$defs").remove("Requester"));
        properties(now).putObject("requester").put("$ref", "#/$defs/Asker");

        assertChanges();
    }

    @Test
    void refusesARemovedComponent() {
        properties(now).remove("purpose");
        unrequire(now, "purpose");

        assertChanges(".purpose was removed or renamed");
    }

    @Test
    void refusesARemovedOptionalComponent() {
        properties(now).remove("dataSubjectId");

        assertChanges(".dataSubjectId was removed or renamed");
    }

    @Test
    void refusesARenamedComponent() {
        properties(now).set("aim", properties(now).remove("purpose"));
        unrequire(now, "purpose").add("aim");

        assertChanges(".purpose was removed or renamed", ".aim is new and required: stored events lack it");
    }

    @Test
    void refusesAComponentOfAnotherType() {
        properties(now).putObject("purpose").put("type", "integer");

        assertChanges(".purpose has another type: \"string\" became \"integer\"");
    }

    @Test
    void refusesAComponentOfAnotherFormat() {
        properties(now).putObject("caseReference").put("type", "string").put("format", "uuid");

        assertChanges(".caseReference has another format: none became \"uuid\"");
    }

    @Test
    void refusesANarrowerComponent() {
        properties(now).withObject("/purpose").put("maxLength", 10);

        assertChanges(".purpose has another maxLength: none became 10");
    }

    @Test
    void refusesANewRequiredComponent() {
        properties(now).putObject("ruleVersion").put("type", "string");
        now.withArray("required").add("ruleVersion");

        assertChanges(".ruleVersion is new and required: stored events lack it");
    }

    @Test
    void refusesAnOptionalComponentThatBecameRequired() {
        now.withArray("required").add("dataSubjectId");

        assertChanges(".dataSubjectId became required: stored events lack it");
    }

    @Test
    void refusesARequiredComponentThatBecameOptional() {
        unrequire(now, "purpose");

        assertChanges(".purpose became optional: older consumers refuse data without it");
    }

    @Test
    void refusesANarrowedEnum() {
        ((ArrayNode) properties(now).at("/reason/enum")).remove(0);

        assertChanges(".reason lost the value ATTRIBUTES_NOT_GRANTED: stored events hold it");
    }

    @Test
    void refusesAWidenedEnum() {
        ((ArrayNode) properties(now).at("/reason/enum")).add("HEADACHE");

        assertChanges(".reason got the value HEADACHE: older consumers do not understand it");
    }

    @Test
    void refusesAStringThatBecameAnEnum() {
        properties(now).withObject("/purpose").putArray("enum").add("a");

        assertChanges(".purpose has another enum: none became [\"a\"]");
    }

    @Test
    void refusesAChangeInsideAComponent() {
        requester(now).withObject("/properties").remove("clientId");
        requester(now).withArray("required").remove(0);

        assertChanges(".requester.clientId was removed or renamed");
    }

    @Test
    void refusesAClosedObject() {
        now.put("additionalProperties", false);

        assertChanges("the data has other additionalProperties: true became false");
    }

    @Test
    void refusesOtherElementsOfAListAndOtherValuesOfAMap() {
        before = SchemaGenerator.schemaOf(EventType.DATA_DISCLOSED);
        now = before.deepCopy();
        properties(now).withObject("/grantIds/items").put("format", "iri");
        assertChanges(".grantIds[] has another format: \"uuid\" became \"iri\"");

        before = SchemaGenerator.schemaOf(EventType.LOG_QUERIED);
        now = before.deepCopy();
        properties(now).withObject("/filter/additionalProperties").put("type", "integer");
        assertChanges(".filter.* has another type: \"string\" became \"integer\"");
    }

    @Test
    void refusesARemovedTypeAndPassesANewOne() {
        assertThat(
                CompatibilityCheck.changes(Map.of("de.handschlag.a.v1", before), Map.of("de.handschlag.a.v2", before)))
                .containsExactly("de.handschlag.a.v1: the type was removed");
        assertThat(CompatibilityCheck.changes(Map.of(), Map.of("de.handschlag.a.v1", before))).isEmpty();
    }

    private void assertChanges(String... changes) {
        assertThat(CompatibilityCheck.changes(before, now)).isEqualTo(List.of(changes));
    }

    private static ObjectNode properties(ObjectNode schema) {
        return schema.withObject("/properties");
    }

    private static ObjectNode requester(ObjectNode schema) {
        return schema.withObject("/$defs/Requester");
    }

    private static ArrayNode unrequire(ObjectNode schema, String name) {
        ArrayNode required = schema.withArray("required");
        for (int i = required.size() - 1; i >= 0; i--) {
            if (required.get(i).textValue().equals(name)) {
                required.remove(i);
            }
        }
        return required;
    }
}
