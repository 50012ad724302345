package de.handschlag.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.teststack.FormerState;
import de.handschlag.teststack.TestIdentities;

/** The demonstration municipality as the version of 2026-11-28 (04859a5) left it; its Keycloak and its topic are gone. */
@QuarkusTest
@QuarkusTestResource(value = FormerState.class, restrictToAnnotatedClass = true, initArgs = {
        @ResourceArg(name = "service", value = "consent"), @ResourceArg(name = "version", value = "11")})
class UpgradeTest {

    @Test
    @DisplayName("A person of an earlier version finds what she decided, and withdraws it")
    void personFindsHerDecisionsAndWithdraws() {
        PersonActor amira = PersonActor.unbound();
        // The login stays hers; only the identity provider of the tests calls it by another name.
        assertThat(Database.update("""
                UPDATE login_binding SET issuer = ?, subject = ? WHERE data_subject_id = (SELECT data_subject_id
                    FROM case_link WHERE agency_id = 'jobcenter' AND case_reference = 'JC-2026-0001')""",
                amira.issuer().issuer(), TestIdentities.subjectOf(amira.token()))).isEqualTo(1);
        int revision = amira.consentRevision();

        assertThat(amira.request().get("/v1/me/consent-records?limit=100").then().statusCode(200).extract().jsonPath()
                .<String>getList("consentRecords.status")).contains("ConsentGiven", "ConsentWithdrawn");
        UUID given = UUID.fromString(amira.request().get("/v1/me/consent-records?status=ConsentGiven").then()
                .statusCode(200).extract().path("consentRecords[0].consentRecordId"));
        assertThat(amira.consentRecord(given).jsonPath().getList("attributes")).hasSize(4);
        assertThat(amira.loginBindings().jsonPath().getString("loginBindings[0].means")).isEqualTo("TWO_AGENCIES");

        assertThat(amira.withdraw(given).statusCode()).isIn(200, 202);

        assertThat(amira.status(given)).isEqualTo("ConsentWithdrawn");
        assertThat(amira.consentRevision()).isEqualTo(revision + 1);
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(amira.dataSubjectId())).last()
                            .isInstanceOfSatisfying(ConsentWithdrawn.class,
                                    event -> assertThat(event.consentRevision()).isEqualTo(revision + 1)));
        }
    }
}
