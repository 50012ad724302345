package de.handschlag.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;

@QuarkusTest
class MainJourneyTest {

    @Test
    void agencyAsksPersonGrantsAndWithdraws() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, caseReference);
        assertThat(person.consentRevision()).isEqualTo(3);

        UUID id = jobcenter.asks(caseReference, "family_name", "birth_date");
        assertThat(jobcenter.consentRequest(id).<String>path("status")).isEqualTo("no-permission");

        Response approval = person.approve(id, List.of("family_name"), List.of());
        assertThat(approval.statusCode()).isEqualTo(200);
        assertThat(approval.<Integer>path("consentRevision")).isEqualTo(5);
        assertThat(approval.header("Consent-Revision")).as("a person's answer").isNull();
        assertThat(Json.text(approval, "status")).isEqualTo("ConsentGiven");
        assertThat(jobcenter.consentRequest(id).<String>path("status")).isEqualTo("permission");
        assertThat(jobcenter.consentRequest(id).<List<String>>path("grantedAttributes")).containsExactly("family_name");

        Response withdrawal = person.withdraw(id);
        assertThat(withdrawal.statusCode()).isEqualTo(202);
        assertThat(Json.text(withdrawal, "enforcement")).isEqualTo("pending");
        assertThat(withdrawal.header("Location")).endsWith("/v1/me/enforcements/6");
        assertThat(jobcenter.consentRequest(id).<String>path("status")).isEqualTo("no-permission");
    }
}
