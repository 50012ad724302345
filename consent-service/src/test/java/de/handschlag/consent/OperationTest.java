package de.handschlag.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestStack;

/** What an operator relies on: headers, health, metrics, and a database role that may do little. */
@QuarkusTest
class OperationTest {

    @Inject
    AgroalDataSource dataSource;

    @AfterEach
    void resume() {
        TestStack.resumeKafka();
    }

    @Test
    void readinessReportsTheRelayAndDoesNotDependOnKafka() {
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(relay()).contains("active"));
        TestStack.pauseKafka();

        AgencyActor jobcenter = AgencyActor.jobcenter();
        assertThat(jobcenter.createCase(AgencyActor.newCaseReference()).statusCode()).isEqualTo(201);
        given().get(ManagementInterface.url("/q/health/ready")).then().statusCode(200);
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(given().get(ManagementInterface.url("/q/metrics")).asString())
                        .containsPattern("handschlag_outbox_backlog [1-9]"));
        given().get(ManagementInterface.url("/q/health/ready")).then().statusCode(200);
        given().get(ManagementInterface.url("/q/health/live")).then().statusCode(200);
        given().get(ManagementInterface.url("/q/health/started")).then().statusCode(200);

        TestStack.resumeKafka();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(given().get(ManagementInterface.url("/q/metrics")).asString())
                        .contains("handschlag_outbox_backlog 0.0"));
    }

    @Test
    void metricsHaveUsefulNames() {
        assertThat(given().get(ManagementInterface.url("/q/metrics")).asString()).contains("handschlag_outbox_backlog",
                "handschlag_outbox_oldest_unpublished_age_seconds", "handschlag_outbox_published_total",
                "handschlag_outbox_failures_total", "handschlag_outbox_relay_active", "handschlag_outbox_relay_refuses",
                "handschlag_dead_letters_total");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABLE anything (id int)", "DROP TABLE outbox_event", "TRUNCATE consent_record",
            "DELETE FROM data_subject", "DELETE FROM agency", "DELETE FROM purpose", "DELETE FROM notice",
            "UPDATE notice SET text = ''", "UPDATE outbox_event SET type = 'x'",
            "UPDATE login_binding SET subject = 'x'", "UPDATE login_binding SET data_subject_id = gen_random_uuid()",
            "UPDATE one_time_code SET expires_at = now()", "UPDATE one_time_code SET agency_id = 'x'",
            "UPDATE ended_login_binding SET data_subject_id = NULL", "DELETE FROM receipt_offset",
            "UPDATE flyway_schema_history SET success = false"})
    void servicesRoleMayNotDoWhatItNeedsNot(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection(); var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("42501"));
        }
    }

    private static String relay() {
        return given().get(ManagementInterface.url("/q/health/ready")).jsonPath()
                .getString("checks.find { it.name == 'outbox-relay' }.data.role");
    }
}
