package de.handschlag.teststack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

@Tag("long")
class StackTestResourceTest {

    private static final StackTestResource STACK = new StackTestResource();
    private static Map<String, String> configuration = Map.of();

    @BeforeAll
    static void start() {
        STACK.init(Map.of("service", "registry"));
        configuration = STACK.start();
    }

    @AfterAll
    static void stop() {
        STACK.stop();
    }

    @Test
    void applicationRoleMayConnectButNotCreate() throws SQLException {
        try (Connection connection = DriverManager.getConnection(configuration.get("handschlag.db.url"),
                configuration.get("handschlag.db.user"), configuration.get("handschlag.db.password"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table t (a int)")).isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for schema public");
        }
    }

    @Test
    void applicationRoleMayNotConnectToAnotherServicesDatabase() {
        String consent = configuration.get("handschlag.db.url").replace("/registry", "/consent");
        assertThatThrownBy(() -> DriverManager.getConnection(consent, configuration.get("handschlag.db.user"),
                configuration.get("handschlag.db.password"))).hasMessageContaining("permission denied for database");
    }

    @Test
    void ownerMigrates() throws SQLException {
        try (Connection connection = DriverManager.getConnection(configuration.get("handschlag.db.url"),
                configuration.get("handschlag.db.owner-user"), configuration.get("handschlag.db.owner-password"));
                Statement statement = connection.createStatement()) {
            statement.execute("create table probe (a int)");
            statement.execute("drop table probe");
        }
    }

    @Test
    void topicsAreThereAndNoOtherIsMade() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestStack.kafkaBootstrapServers()))) {
            Set<String> topics = admin.listTopics().names().get();
            assertThat(topics).containsExactlyInAnyOrder("consent-events", "access-events", "enforcement-receipts",
                    "consent-events.registry.dlt", "consent-events.audit.dlt", "access-events.audit.dlt",
                    "enforcement-receipts.audit.dlt", "enforcement-receipts.consent.dlt");
            assertThat(admin.describeTopics(Set.of("consent-events")).allTopicNames().get().get("consent-events")
                    .partitions()).hasSize(TestStack.PARTITIONS);
        }
    }

    @Test
    @DisplayName("R18 an agency's token says for which agency and for which purposes")
    void agencysTokenCarriesAgencyAndPurposes() {
        JsonNode claims = TestIdentities.claimsOf(
                TestIdentities.handschlag().agencySystem("jobcenter", "case-management", "counselling-referral"));
        assertThat(claims.path("iss").asText()).isEqualTo(configuration.get("handschlag.oidc.issuer"));
        assertThat(claims.path("agency_id").asText()).isEqualTo("jobcenter");
        assertThat(claims.path("purposes")).extracting(JsonNode::asText).containsExactly("case-management",
                "counselling-referral");
        assertThat(claims.path("aud")).extracting(JsonNode::asText).containsExactlyInAnyOrder("consent-service",
                "registry-service", "audit-service");
        assertThat(claims.path("realm_access").path("roles")).extracting(JsonNode::asText).contains("agency-system");
        assertThat(claims.path("azp").asText()).isEqualTo("agency-jobcenter-for-case-management+counselling-referral");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    }

    @Test
    void caseworkersTokenCarriesAgencyAndPurposes() {
        JsonNode claims = TestIdentities
                .claimsOf(TestIdentities.handschlag().caseworker("sozialamt", "case-management"));
        assertThat(claims.path("agency_id").asText()).isEqualTo("sozialamt");
        assertThat(claims.path("purposes")).extracting(JsonNode::asText).containsExactly("case-management");
        assertThat(claims.path("realm_access").path("roles")).extracting(JsonNode::asText).contains("caseworker")
                .doesNotContain("agency-system");
    }

    @Test
    void personsTokenNamesNobody() {
        JsonNode claims = TestIdentities.claimsOf(TestIdentities.handschlag().dataSubject("amira"));
        assertThat(claims.path("sub").asText()).hasSize(36);
        assertThat(claims.path("acr").asText()).isEqualTo("1");
        assertThat(claims.has("agency_id")).isFalse();
        assertThat(claims.has("preferred_username")).isFalse();
        assertThat(claims.has("email")).isFalse();
        assertThat(TestIdentities.subjectOf(TestIdentities.handschlag().dataSubject("amira")))
                .isEqualTo(claims.path("sub").asText());
    }

    @Test
    void wrongAudienceIsNotOurs() {
        JsonNode claims = TestIdentities
                .claimsOf(TestIdentities.handschlag().agencySystemWithWrongAudience("jobcenter", "case-management"));
        assertThat(claims.path("aud").toString()).doesNotContain("registry-service");
        assertThat(claims.path("agency_id").asText()).isEqualTo("jobcenter");
    }

    @Test
    void secondIssuerHasTheSameClaims() {
        JsonNode claims = TestIdentities
                .claimsOf(TestIdentities.partner().agencySystem("jobcenter", "case-management"));
        assertThat(claims.path("iss").asText()).endsWith("/realms/handschlag-partner");
        assertThat(claims.path("agency_id").asText()).isEqualTo("jobcenter");
    }
}
