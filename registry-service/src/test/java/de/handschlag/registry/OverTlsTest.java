package de.handschlag.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

@Tag("long")
@QuarkusTest
@QuarkusTestResource(value = TlsStack.class, restrictToAnnotatedClass = true)
@DisplayName("With TLS and logins, set as the guide says")
class OverTlsTest {

    private static final String PURPOSE = "case-management";

    @Inject
    Flyway flyway;

    @Test
    @DisplayName("Every client of Kafka and every session of the database uses them")
    void everyClient() throws SQLException {
        TestIdentities identities = TestIdentities.handschlag();
        UUID person = UUID.randomUUID();
        String reference = "TLS-" + person;
        try (PlayedConsentService consentService = new PlayedConsentService(asConsentService())) {
            consentService.send(PlayedConsentService.linked(person, 1, UUID.randomUUID(), "jobcenter-tls", reference));
            // Decided by what was consumed, and answered when its record is durable.
            await().atMost(Duration.ofSeconds(120)).until(() -> as(identities.agencySystem("jobcenter-tls", PURPOSE))
                    .get("/v1/cases/" + reference + "/view?purpose=" + PURPOSE).statusCode() == 403);
            Response rebuild = as(identities.admin()).post("/v1/view-rebuilds?checkOnly=true");
            assertThat(rebuild.statusCode()).isEqualTo(202);
            await().atMost(Duration.ofSeconds(120)).until(() -> as(identities.admin()).get(rebuild.header("Location"))
                    .jsonPath().getString("state").equals("done"));
        }
        try (Connection ofTheOwner = flyway.getConfiguration().getDataSource().getConnection()) {
            assertThat(ofTheOwner.isValid(5)).isTrue();
            assertThat(sessions())
                    .contains("registry_app registry-service t", "registry_app registry-service consent-events t",
                            "registry_reader registry-service reader t")
                    .anyMatch(session -> session.startsWith("registry_owner"))
                    .allMatch(session -> session.endsWith(" t"));
        }
    }

    private static Map<String, Object> asConsentService() {
        Map<String, Object> settings = new HashMap<>();
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith(TlsStack.CONSENT_SERVICE))
                .forEach(name -> settings.put(name.substring(TlsStack.CONSENT_SERVICE.length()),
                        System.getProperty(name)));
        return settings;
    }

    private static io.restassured.specification.RequestSpecification as(String token) {
        return RestAssured.given().auth().oauth2(token).contentType("application/json");
    }

    /** Of the service: role, name, and whether it is encrypted. */
    private static List<String> sessions() throws SQLException {
        List<String> sessions = new ArrayList<>();
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT usename || ' ' || application_name || ' ' || CASE WHEN ssl THEN 't' ELSE 'f' END"
                                + " FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename LIKE 'registry%'")) {
            while (row.next()) {
                sessions.add(row.getString(1));
            }
        }
        return sessions;
    }
}
