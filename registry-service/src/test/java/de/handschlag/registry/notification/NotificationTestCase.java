package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;

import io.agroal.api.AgroalDataSource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;

/** A person with a case at a source and at a reader; both agencies are new for each test, so that their feeds are empty. */
abstract class NotificationTestCase extends RegistryTestCase {

    static final String PURPOSE = "case-management";

    final UUID person = UUID.randomUUID();
    final UUID record = UUID.randomUUID();
    final String source = "source-" + UUID.randomUUID().toString().substring(0, 8);
    final String reader = "reader-" + UUID.randomUUID().toString().substring(0, 8);
    final String sourceCase = "S-" + UUID.randomUUID();
    final String readerCase = "R-" + UUID.randomUUID();

    @Inject
    AgroalDataSource dataSource;

    @BeforeEach
    void twoCasesAndAValue() {
        consentService.send(linked(person, 1, UUID.randomUUID(), source, sourceCase));
        consentService.send(linked(person, 2, UUID.randomUUID(), reader, readerCase));
        contribute("phone", "+49 30 1");
    }

    void contribute(String attribute, String value) {
        // A registry that has not seen the link within its bound says 503, and its clients try again.
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> as(tokens.agencySystem(source))
                        .header("Consent-Revision", revision(person, 1, source, sourceCase))
                        .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                        .put("/v1/cases/" + sourceCase + "/attributes/" + attribute).then().statusCode(204));
    }

    Response read(long revision) {
        return as(tokens.agencySystem(reader, PURPOSE))
                .header("Consent-Revision", revision(person, revision, reader, readerCase))
                .get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE);
    }

    JsonPath feed(String agency, String query) {
        Response answer = as(tokens.agencySystem(agency, PURPOSE)).get("/v1/changes" + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath();
    }

    /** The feed once it holds entries of these types, in this order. */
    List<Map<String, Object>> awaitFeed(String agency, String... types) {
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(Json.of(as(tokens.agencySystem(agency, PURPOSE)).get("/v1/changes")).path("changes"))
                        .extracting(change -> change.path("type").asText()).containsExactly(types));
        return feed(agency, "").getList("changes");
    }

    String only(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
