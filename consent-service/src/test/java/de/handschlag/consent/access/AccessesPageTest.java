package de.handschlag.consent.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedLog;

/** Who saw what. What the log tells, its own tests hold. */
@QuarkusTest
class AccessesPageTest {

    @TestHTTPResource
    URL service;

    @AfterEach
    void logTellsNothing() {
        PlayedLog.tells();
    }

    private static String entry(int index, String kind, String more) {
        return """
                {"index":%d,"id":"%s","time":"2026-11-02T10:00:00Z","kind":"%s","purpose":"case-management",
                "attributes":["phone"],"grants":[]%s}""".formatted(index, UUID.randomUUID(), kind, more);
    }

    @Test
    @DisplayName("Each entry is a sentence with office, purpose and data; statutes and emergencies stand out")
    void plainWords() {
        AgencyActor.jobcenter();
        UUID grant = UUID.randomUUID();
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        assertThat(browser.open("/app/accesses").text()).contains("Bisher hat niemand");
        PlayedLog.tells(
                entry(5, "disclosed", ",\"agency\":\"jobcenter-test\",\"grants\":[\"" + grant + "\"]")
                        .replace("\"grants\":[],", ""),
                entry(4, "disclosed", ",\"agency\":\"jobcenter-test\",\"norm\":\"§ 67a SGB X\""),
                entry(3, "disclosed",
                        ",\"agency\":\"jobcenter-test\",\"norm\":\"Art. 6\",\"emergency\":\"" + grant + "\""),
                entry(2, "denied", ",\"agency\":\"jobcenter-test\""),
                entry(1, "log-read", ",\"queryPurpose\":\"routine-control\""));

        Document page = browser.open("/app/accesses");

        assertThat(page.select("div.card")).hasSize(5);
        assertThat(page.select(".status").eachText()).containsExactly("Ein Gesetz erlaubt es", "Notfall",
                "Nichts gezeigt");
        assertThat(page.text()).contains("Stelle jobcenter-test", "hat Angaben über Sie angesehen", "Fallbegleitung",
                "Telefon", "Datenschutzbeauftragte Person").doesNotContain("case-management");
    }

    @ParameterizedTest
    @CsvSource({"VALUE_CORRECTED,Eine Angabe über Sie wurde berichtigt", "GRANT_WITHDRAWN,eine Erlaubnis zurücknehmen"})
    @DisplayName("R24 G6 why an office had to answer is told, also where no permission led to it")
    void whyAnOfficeAnswers(String cause, String why) {
        AgencyActor.jobcenter();
        PlayedLog.tells(entry(7, "obligation-answered",
                ",\"agency\":\"jobcenter-test\",\"outcome\":\"DELETED\",\"cause\":\"" + cause + "\""));

        Document page = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort()).open("/app/accesses/7");

        assertThat(page.text()).contains("hat die Kopie Ihrer Angaben gelöscht", why);
        assertThat(page.select("main a[href^=/app/consents]")).isEmpty();
    }

    @Test
    @DisplayName("R11 R35 the login of somebody who acts for the person is not told as the person's own")
    void loginOfAGuardian() {
        AgencyActor.jobcenter();
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        String guardian = ",\"login\":{\"guardian\":\"PARENT\",\"agencies\":[\"jobcenter-test\"]}";
        PlayedLog.tells(entry(4, "login-unbound", guardian), entry(3, "login-bound", guardian),
                entry(2, "login-binding-requested", guardian),
                entry(1, "binding-code-made", ",\"agency\":\"jobcenter-test\"" + guardian));

        String told = browser.open("/app/accesses").text();

        assertThat(told)
                .contains("Jemand entscheidet nicht mehr für Sie.", "Jemand kann jetzt hier für Sie entscheiden.",
                        "Jemand möchte für Sie entscheiden",
                        "hat einen Code für jemanden gemacht, der für Sie entscheiden möchte")
                .doesNotContain("gehört jetzt zu Ihnen", "möchte zu Ihnen gehören");
        PlayedLog.tells(entry(1, "login-bound", ",\"login\":{\"agencies\":[]}"));
        assertThat(browser.open("/app/accesses").text()).contains("Eine Anmeldung gehört jetzt zu Ihnen.");
    }

    @Test
    @DisplayName("An entry of a kind that only a later version of the log knows is said to be there, and hides no other one")
    void unknownKind() {
        AgencyActor.jobcenter();
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        PlayedLog.tells(entry(2, "of-a-later-version", ",\"agency\":\"jobcenter-test\""),
                entry(1, "own-values-read", ""));

        Document page = browser.open("/app/accesses");

        assertThat(page.select("div.card")).hasSize(2);
        assertThat(page.text()).contains("Etwas wurde aufgeschrieben, das diese Seite nicht erklären kann");
        PlayedLog.tells(entry(2, "of-a-later-version", ",\"agency\":\"jobcenter-test\""));
        assertThat(browser.open("/app/accesses/2").text()).contains("Etwas wurde aufgeschrieben");
    }

    @Test
    @DisplayName("R22 What was shown later says so, until when and why; so does what became of the office's wish")
    void shownLater() {
        AgencyActor.jobcenter();
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        String later = ",\"agency\":\"jobcenter-test\",\"norm\":\"§ 8a SGB VIII\",\"shownFrom\":\"2026-11-20T10:00:00Z\""
                + ",\"deferralReason\":\"Das Kind wäre in Gefahr gewesen\"";
        PlayedLog.tells(entry(4, "deferral-lifted", later), entry(3, "disclosed", later),
                entry(2, "deferral-approved", later), entry(1, "deferral-requested", later));

        Document page = browser.open("/app/accesses");

        assertThat(page.select(".status").eachText()).containsExactly("Ein Gesetz erlaubt es", "Später gezeigt");
        assertThat(page.text()).contains("Das spätere Zeigen ist zu Ende", "Ein zweiter Mensch hat zugestimmt",
                "wollte Ihnen Abrufe erst später zeigen").doesNotContain("das diese Seite nicht erklären kann");
        PlayedLog.tells(entry(3, "disclosed", later));
        assertThat(browser.open("/app/accesses/3").text()).contains("Später gezeigt, längstens bis",
                "20. November 2026", "Warum erst später?", "Das Kind wäre in Gefahr gewesen");
        PlayedLog.tells(entry(1, "deferral-requested", later));
        assertThat(browser.open("/app/accesses/1").text()).contains("ein zweiter Mensch muss zustimmen",
                "Das Kind wäre in Gefahr gewesen");
    }

    @Test
    @DisplayName("While the log is away the page says so; a paper is not to be had then")
    void logIsAway() {
        PersonBrowser browser = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        PlayedLog.isAway();

        assertThat(browser.open("/app/accesses").text()).contains("Das können wir gerade nicht zeigen");
        assertThat(browser.look("/app/papers/report").status()).isEqualTo(503);
        assertThat(browser.open("/app/papers").select("h1").text()).isEqualTo("Meine Papiere");
    }
}
