package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
class AuditAcknowledgementTest extends RegistryTestCase {

    private static final String AGENCY = "wohnungsamt-1";

    @AfterEach
    void brokerGoesOn() {
        TestStack.resumeKafka();
    }

    @Test
    @DisplayName("G3 R26 while the broker acknowledges nothing, no read is answered with data, and reads recover by themselves")
    void withoutAcknowledgementNothingIsDisclosed() {
        UUID person = UUID.randomUUID();
        String reference = "C-" + person;
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        consentService.send(given(person, 2, UUID.randomUUID(), AGENCY, "housing-search", "phone"));
        String view = "/v1/cases/" + reference + "/view?purpose=housing-search";
        String token = tokens.agencySystem(AGENCY, "housing-search");
        as(token).header("Consent-Revision", revision(person, 2, AGENCY, reference)).get(view).then().statusCode(200);

        TestStack.pauseKafka();
        Response first = as(token).get(view);

        // The proof of freshness is still good; it is the record that cannot be had.
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(Json.text(first, "type")).isIn("urn:handschlag:problem:access-not-recorded",
                "urn:handschlag:problem:not-fresh");
        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(as(token).get(view).statusCode()).isEqualTo(503));

        TestStack.resumeKafka();

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(as(token).get(view).statusCode()).isEqualTo(200));
    }
}
