package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

import de.handschlag.teststack.ManagementInterface;

@QuarkusTest
@DisplayName("Health and metrics")
class OperationTest extends AuditTestCase {

    @ParameterizedTest
    @ValueSource(strings = {"live", "ready", "started", "well"})
    void healthIsUp(String kind) {
        awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "health")).id());

        assertThat(RestAssured.get(ManagementInterface.url("/q/health/" + kind)).then().statusCode(200).extract()
                .jsonPath().getString("status")).isEqualTo("UP");
    }

    @Test
    @DisplayName("Readiness names the database and what the sequencer does")
    void readinessNamesItsParts() {
        var ready = RestAssured.get(ManagementInterface.url("/q/health/ready")).jsonPath();

        assertThat(ready.getList("checks.name", String.class)).contains("sequencer")
                .anyMatch(name -> name.contains("Database"));
        assertThat(ready.getString("checks.find { it.name == 'sequencer' }.data.state")).isEqualTo("active");
    }

    @Test
    void metricsHaveUsefulNames() {
        long index = awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "metrics")).id())
                .getFirst();
        awaitCheckpointOver(index);

        String metrics = RestAssured.get(ManagementInterface.url("/q/metrics")).asString();

        assertThat(metrics)
                .containsPattern("handschlag_audit_entries_total\\{type=\"de.handschlag.case.linked.v1\"\\} [1-9]")
                .contains("handschlag_audit_consumer_lag{topic=\"consent-events\"}",
                        "handschlag_audit_consumer_lag{topic=\"access-events\"}",
                        "handschlag_audit_consumer_lag{topic=\"enforcement-receipts\"}",
                        "handschlag_audit_causal_wait_alarms_total", "handschlag_dead_letters_total",
                        "handschlag_audit_topic_gaps_total", "handschlag_audit_duplicates_total",
                        "handschlag_audit_sequencer_state{state=\"active\"} 1.0")
                .containsPattern("handschlag_audit_log_size [1-9]")
                .containsPattern("handschlag_audit_checkpoint_age_seconds [0-9]");
    }
}
