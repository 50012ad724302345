package de.handschlag.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

@DisplayName("Compatibility with the published schemas")
class CompatibilityTest {

    private static final String WHAT_TO_DO = """
            The form of published events changed incompatibly. Undo the change, or make it a new version of the type: \
            add a record and a constant ….v2 to EventType beside the old one; let every consumer understand both before \
            a producer sends the new one; keep the old one as long as events of it lie on a topic or in the log. Only \
            adding an optional (@Nullable) component is compatible.""";

    /**
     * Everything on the main branch counts as published. With {@code -DupdateSchemas=true} a compatible change enters the
     * baseline; an incompatible one never does.
     */
    @Test
    void currentSchemasAreCompatibleWithTheBaselineAndInIt() {
        Map<String, JsonNode> current = new TreeMap<>();
        Arrays.stream(EventType.values()).forEach(type -> current.put(type.typeName(), SchemaGenerator.schemaOf(type)));

        assertThat(CompatibilityCheck.changes(SchemaFiles.BASELINE.read(), current)).as(WHAT_TO_DO).isEmpty();
        if (SchemaFiles.update()) {
            current.forEach(SchemaFiles.BASELINE::write);
        }
        assertThat(SchemaFiles.BASELINE.read())
                .as("A compatible change is to be published. Run: mvn test -pl event-contract -DupdateSchemas=true")
                .isEqualTo(current);
    }
}
