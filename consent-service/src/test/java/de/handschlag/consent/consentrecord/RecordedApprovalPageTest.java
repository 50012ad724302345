package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedLog;
import de.handschlag.consent.datasubject.ChildrenMessages;
import de.handschlag.page.PageLanguage;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
@DisplayName("What a person's pages say of a consent that an office recorded")
class RecordedApprovalPageTest {

    @TestHTTPResource
    URL service;

    @Inject
    RecordedApprovals approvals;

    private AgencyActor office;
    private PersonActor person;
    private PersonBrowser browser;
    private UUID given;

    @BeforeEach
    void giveOnPaper() {
        PlayedLog.tells();
        office = AgencyActor.jobcenter();
        String caseReference = AgencyActor.newCaseReference();
        person = PersonActor.selfEnrolled();
        office.linkCase(caseReference, person.linkCode()).then().statusCode(201);
        given = office.asks(caseReference, "family_name", "phone");
        browser = PersonBrowser.of(person, service.getPort());
    }

    private void give(Map<String, Object> differing) {
        office.colleague()
                .confirmsApproval(given, office.recordsApproval(given, office.approval(given, differing, "phone"))
                        .then().statusCode(200).extract().path("recordedApprovalId"))
                .then().statusCode(200);
    }

    private String answer() {
        return "/app/consents/" + given + "/answer";
    }

    @Test
    @DisplayName("R41 first page, list and record say so in the person's language and ask whether it is true, with equal answers")
    void asked() {
        give(Map.of("channel", "ORAL", "reason", "Ohne <Brille>", "interpreter", true, "language", "ar"));

        for (PageLanguage language : PageLanguage.values()) {
            ConsentsMessages text = MessageBundles.get(ConsentsMessages.class, Localized.Literal.of(language.tag()));
            PersonBrowser reading = browser.reading(language.tag());
            for (String page : new String[]{"/app", "/app/consents/" + given}) {
                Document shown = reading.open(page);
                assertThat(shown.select("html").attr("dir")).isEqualTo(language.dir());
                assertThat(shown.select("form[action=" + answer() + "] .decide button").eachText())
                        .as(language.tag() + page).containsExactly(text.didNotSay(), text.saidIt());
                assertThat(shown.text()).contains(text.didYouSay(), text.didYouSayHint());
            }
            assertThat(reading.open("/app/consents").select(".status").eachText()).as(language.tag())
                    .containsExactly(text.givenByWord());
            assertThat(reading.open("/app/consents/" + given).text()).contains(text.interpreted(), "Ohne <Brille>");
        }
    }

    @Test
    @DisplayName("What nobody confirmed is forgotten with its request, and not before")
    void forgotten() {
        office.recordsApproval(given, office.approval(given, Map.of(), "phone")).then().statusCode(200);
        String count = "SELECT count(*) FROM recorded_approval WHERE consent_record_id = ?";

        approvals.forgetLapsed();
        assertThat(Database.number(count, given)).isEqualTo(1);
        Database.update("UPDATE consent_record SET lapses_at = now() WHERE id = ?", given);
        approvals.forgetLapsed();
        assertThat(Database.number(count, given)).isZero();
    }

    @Test
    @DisplayName("R6 yes lets it go on and asks no more; nothing chosen changes nothing")
    void yes() {
        give(Map.of());

        assertThat(browser.submit(answer()).status()).isEqualTo(303);
        assertThat(browser.open("/app").select("form[action=" + answer() + "]")).hasSize(1);
        assertThat(browser.submit(answer(), "decision", "yes").status()).isEqualTo(303);

        assertThat(browser.open("/app").select("form[action=" + answer() + "]")).isEmpty();
        Document record = browser.open("/app/consents/" + given);
        assertThat(record.select("form[action=" + answer() + "]")).isEmpty();
        assertThat(record.select(".status").eachText())
                .containsExactly("Auf Papier erlaubt, von der Stelle eingetragen");
        person.consentRecord(given).then().statusCode(200);
        assertThat(person.consentRecord(given).<String>path("recordedApproval.answer")).isEqualTo("CONFIRMED");
    }

    @Test
    @DisplayName("R11 who is too young to decide online is told so on the page, and it stays as it was")
    void tooYoung() {
        give(Map.of());
        Database.update(
                "UPDATE data_subject SET birth_date = (current_date - interval '15 years 1 month')::date,"
                        + " birth_date_agency = ?, birth_date_counts = true WHERE id = ?",
                office.agencyId(), person.dataSubjectId());

        WireRequest.Answer answer = browser.submit(answer(), "decision", "yes");

        assertThat(answer.status()).isEqualTo(403);
        Document page = PersonBrowser.page(answer);
        assertThat(page.select("main .notice.warning").eachText())
                .anyMatch(text -> text.contains(MessageBundles.get(ChildrenMessages.class).tooYoung()));
        assertThat(page.select("form[action=" + answer() + "]")).hasSize(1);
        assertThat(person.status(given)).isEqualTo("ConsentGiven");
    }

    @Test
    @DisplayName("R6 R42 no ends it at once, and leads to how far that got; in Arabic, too")
    void no() {
        give(Map.of("signedBy", "PERSON"));

        assertThat(browser.reading("ar").submit(answer(), "decision", "no").status()).isEqualTo(303);

        assertThat(person.status(given)).isEqualTo("ConsentWithdrawn");
        assertThat(browser.reading("ar").open("/app/consents/" + given).select(".status").eachText())
                .containsExactly(MessageBundles.get(ConsentsMessages.class, Localized.Literal.of("ar")).contested());
        assertThat(browser.submit(answer(), "decision", "yes").status()).isEqualTo(409);
        assertThat(browser.submit(answer(), "decision", "no").status()).isEqualTo(303);
    }
}
