package de.handschlag.consent.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedLog;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
@DisplayName("A person asks the data-protection officer about an entry")
class ComplaintPageTest {

    private static final String COMPLAINT = "/app/accesses/5/complaint";

    @TestHTTPResource
    URL service;

    private PersonBrowser browser;

    @BeforeEach
    void logIn() {
        AgencyActor.jobcenter();
        PlayedLog.tells("""
                {"index":5,"id":"0193a4c8-4444-7000-8000-000000000005","time":"2026-11-02T10:00:00Z","kind":"disclosed",
                "purpose":"case-management","attributes":["phone"],"grants":[],"agency":"jobcenter-test"}""");
        PlayedLog.answersComplaints(201);
        browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
    }

    @AfterEach
    void logTellsNothing() {
        PlayedLog.tells();
        PlayedLog.answersComplaints(201);
    }

    @Test
    @DisplayName("In several lines, and without what nobody sees in a pasted text")
    void severalLines() {
        assertThat(browser.open(COMPLAINT).text()).contains("Stelle jobcenter-test");

        WireRequest.Answer sent = browser.submit(COMPLAINT, "text", "Warum?\r\nIch kenne das Amt\u00ad nicht.");

        assertThat(sent.status()).as(sent.body()).isEqualTo(303);
        assertThat(sent.header("Location")).endsWith("/app/complaints");
        assertThat(PlayedLog.complaint()).contains("\"entryIndex\":5",
                "\"text\":\"Warum?\\nIch kenne das Amt nicht.\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    @DisplayName("What is not taken stays in the form, with the reason")
    void notTaken(int status) {
        PlayedLog.answersComplaints(status);

        WireRequest.Answer refused = browser.submit(COMPLAINT, "text", "Warum?\r\nZum 21. Mal.");

        assertThat(refused.status()).isEqualTo(422);
        Document page = PersonBrowser.page(refused);
        assertThat(page.select(".summary a").text())
                .contains(status == 409 ? "warten schon viele Fragen" : "Zeichen, die nicht gehen");
        assertThat(page.selectFirst("textarea").wholeText()).contains("Warum?\nZum 21. Mal.");
    }

    @Test
    @DisplayName("An entry that is gone meanwhile is not found; a log that is away is said to be away")
    void goneOrAway() {
        PlayedLog.answersComplaints(404);
        assertThat(browser.submit(COMPLAINT, "text", "Warum denn?").status()).isEqualTo(404);
        PlayedLog.answersComplaints(500);
        assertThat(browser.submit(COMPLAINT, "text", "Warum denn?").status()).isEqualTo(503);
    }

    @Test
    @DisplayName("A page of the list that does not exist is not found, and no failure of the log")
    void brokenCursor() {
        assertThat(browser.look("/app/accesses?cursor=broken").status()).isEqualTo(404);
    }
}
