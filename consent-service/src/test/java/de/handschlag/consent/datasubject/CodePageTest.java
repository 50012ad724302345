package de.handschlag.consent.datasubject;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.teststack.WireRequest;

/** The page on which a login becomes somebody's. What a code does, {@link LoginBindingTest} holds. */
@QuarkusTest
class CodePageTest {

    private static final String CODE_PAGE = "/app/code";

    @TestHTTPResource
    URL service;

    @Test
    @DisplayName("R35 a code of an office makes the login that of its case's person; typed as people type")
    void aCodeBinds() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String code = jobcenter.bindingCode(jobcenter.newCase());
        PersonActor person = PersonActor.unbound();
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());
        assertThat(browser.open("/app").select("h1").text()).isEqualTo("Code eingeben");

        WireRequest.Answer wrong = browser.submit(CODE_PAGE, "code", "ABCD EFGH");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(wrong).select("#code").val()).as("what was typed stays").isEqualTo("ABCD EFGH");
        assertThat(PersonBrowser.page(wrong).select(".summary a[href=#code]")).hasSize(1);
        assertThat(browser.submit(CODE_PAGE, "code", " ").status()).isEqualTo(422);

        WireRequest.Answer right = browser.submit(CODE_PAGE, "code", code.toLowerCase(java.util.Locale.ROOT));

        assertThat(right.status()).isEqualTo(303);
        assertThat(right.header("Location")).endsWith("/app");
        assertThat(browser.open("/app").select("h1").text()).isEqualTo("Übersicht");
        assertThat(browser.submit(CODE_PAGE, "code", code).status()).as("the same once more").isEqualTo(409);
        assertThat(browser.open(CODE_PAGE).text()).contains("Diese Anmeldung gehört zu Ihnen", "nur eine Stelle");
    }

    @Test
    @DisplayName("R35 a further login waits, and the page says what to do")
    void aFurtherLoginWaits() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor.of(jobcenter, caseReference);
        PersonBrowser browser = PersonBrowser.of(PersonActor.unbound(), service.getPort());

        WireRequest.Answer answer = browser.submit(CODE_PAGE, "code", jobcenter.bindingCode(caseReference));

        assertThat(answer.header("Location")).endsWith(CODE_PAGE);
        assertThat(browser.open(CODE_PAGE).text()).contains("Diese Anmeldung wartet noch");
    }

    @Test
    @DisplayName("Somebody without a code begins alone")
    void withoutACode() {
        PersonActor person = PersonActor.unbound();
        PersonBrowser browser = PersonBrowser.of(person, service.getPort());

        assertThat(browser.submit(CODE_PAGE, "begin", "begin").header("Location")).endsWith("/app");

        assertThat(person.dataSubjectId()).isNotNull();
        assertThat(browser.open(CODE_PAGE).select("button[name=begin]")).isEmpty();
    }
}
