package de.handschlag.consent.caselink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
class CasesPageTest {

    @TestHTTPResource
    URL service;

    @Test
    @DisplayName("A code is shown once as text and picture and links an office; the tie is ended by one button")
    void codeAndEnd() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        PersonActor person = PersonActor.selfEnrolled();
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());
        assertThat(browser.open("/app/cases").text()).contains("Noch keine Stelle");

        WireRequest.Answer made = browser.submit("/app/cases/code");

        assertThat(made.status()).isEqualTo(200);
        Document page = PersonBrowser.page(made);
        String code = page.select(".code").text();
        assertThat(code).matches("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}");
        assertThat(page.select("svg.qr[role=img] path").attr("d")).isNotEmpty();
        assertThat(browser.open("/app/cases/code").text()).doesNotContain(code);
        String caseReference = AgencyActor.newCaseReference();
        jobcenter.linkCase(caseReference, code).then().statusCode(201);
        Document cases = browser.open("/app/cases");
        assertThat(cases.text()).contains("Stelle jobcenter-test", caseReference);

        String end = cases.select("a[href$=/end]").attr("href");
        assertThat(browser.open(end).select("form button")).hasSize(1);
        WireRequest.Answer ended = browser.submit(end);
        assertThat(ended.status()).isEqualTo(303);
        assertThat(ended.header("Location")).contains("/app/enforcements/" + person.consentRevision());
        assertThat(browser.open("/app/cases").text()).doesNotContain(caseReference);
        assertThat(browser.submit(end).status()).as("twice").isEqualTo(409);
    }
}
