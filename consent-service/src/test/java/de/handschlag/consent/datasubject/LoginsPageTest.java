package de.handschlag.consent.datasubject;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;

@QuarkusTest
class LoginsPageTest {

    @TestHTTPResource
    URL service;

    @Test
    @DisplayName("R35 a login that waits is confirmed or refused with equal buttons; one that is bound can be ended, but not the only one")
    void confirmRefuseEnd() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        PersonActor person = PersonActor.selfEnrolled();
        String caseReference = AgencyActor.newCaseReference();
        jobcenter.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());
        Document alone = browser.open("/app/logins");
        assertThat(alone.text()).contains("Das ist Ihre einzige Anmeldung");
        assertThat(browser.look("/app/logins/" + person.loginBindingId() + "/end").body()).contains("inzwischen");

        UUID refused = further(jobcenter, caseReference);
        Document waits = browser.open("/app/logins");
        assertThat(waits.select(".decide button").eachText()).containsExactly("Nein, das war ich nicht",
                "Ja, das war ich");
        assertThat(browser.submit("/app/logins/" + refused, "decision", "no").status()).isEqualTo(303);
        assertThat(browser.open("/app/logins").select(".decide")).isEmpty();
        assertThat(browser.submit("/app/logins/" + refused, "decision", "yes").status()).as("stale").isEqualTo(409);

        UUID confirmed = further(jobcenter, caseReference);
        assertThat(browser.submit("/app/logins/" + confirmed, "decision", "yes").status()).isEqualTo(303);
        assertThat(browser.open("/app/logins").select("h2").eachText()).contains("Diese benutzen Sie gerade",
                "Eine andere Anmeldung");
        String end = "/app/logins/" + confirmed + "/end";
        assertThat(browser.open(end).select("form button")).hasSize(1);
        assertThat(browser.submit(end).status()).isEqualTo(303);
        assertThat(browser.open("/app/logins").text()).contains("Das ist Ihre einzige Anmeldung");
        assertThat(browser.submit(end).status()).as("twice").isEqualTo(409);
        assertThat(browser.submit("/app/logins/" + confirmed, "decision", "perhaps").status()).isEqualTo(422);
    }

    private static UUID further(AgencyActor agency, String caseReference) {
        PersonActor another = PersonActor.unbound();
        another.bind(agency.bindingCode(caseReference)).then().statusCode(202);
        return another.loginBindingId();
    }
}
