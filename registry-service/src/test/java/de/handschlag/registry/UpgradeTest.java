package de.handschlag.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.teststack.FormerState;
import de.handschlag.teststack.Json;

/** The demonstration municipality as the version of 2026-11-28 (04859a5) left it, with the key of its values. */
@QuarkusTest
@QuarkusTestResource(value = FormerState.class, restrictToAnnotatedClass = true, initArgs = {
        @ResourceArg(name = "service", value = "registry"), @ResourceArg(name = "version", value = "22"),
        @ResourceArg(name = "file.values-master.key", value = "values-master.txt")})
class UpgradeTest extends RegistryTestCase {

    /** The first read of a replica is its slowest, and before it the topic must have been read to its end. */
    private static Response read(String agencyId, String caseReference, String purpose) {
        String token = tokens.agencySystem(agencyId, purpose);
        return await().atMost(Duration.ofSeconds(120)).until(
                () -> as(token).get("/v1/cases/" + caseReference + "/view?purpose=" + purpose),
                answer -> answer.statusCode() != 503);
    }

    @Test
    @DisplayName("An office reads on what was granted and sealed under an earlier version, and no more than that")
    void officeReadsOn() {
        Response view = read("integrationsmanagement", "IM-2026-0001", "case-management");

        assertThat(view.statusCode()).as(view.asString()).isEqualTo(200);
        assertThat(view.jsonPath().getMap("attributes")).containsOnlyKeys("address", "family_name", "german_level",
                "given_names");
        assertThat(Json.text(view, "attributes.family_name[0].value")).isEqualTo("Haddad");
        assertThat(Json.text(view, "attributes.german_level[0].source")).isEqualTo("volkshochschule");
    }

    @Test
    @DisplayName("What was withdrawn under an earlier version stays withdrawn")
    void withdrawnStaysWithdrawn() {
        Response view = read("jobcenter", "JC-2026-0001", "appointments");

        assertThat(view.statusCode()).isEqualTo(403);
        assertThat(Json.text(view, "type")).isEqualTo("urn:handschlag:problem:no-permission");
    }
}
