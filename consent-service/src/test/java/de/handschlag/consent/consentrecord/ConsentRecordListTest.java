package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.teststack.Json;

@QuarkusTest
class ConsentRecordListTest {

    private static final String LIST = "/v1/me/consent-records";

    private AgencyActor jobcenter;
    private String caseReference;
    private PersonActor person;

    @BeforeEach
    void enrol() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
    }

    @Test
    void pagesShowEveryRecordOnceNewestFirst() {
        List<String> newestFirst = new ArrayList<>();
        for (String attribute : List.of("phone", "email", "address", "family_name", "birth_date")) {
            newestFirst.addFirst(jobcenter.asks(caseReference, attribute).toString());
        }

        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            var request = person.request().queryParam("limit", 2);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(LIST);
            assertThat(page.statusCode()).isEqualTo(200);
            seen.addAll(page.path("consentRecords.consentRecordId"));
            cursor = page.path("nextCursor");
            pages++;
        } while (cursor != null);

        assertThat(seen).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void statusWithoutAValueIsRefused() {
        assertThat(person.request().queryParam("status", "").get(LIST).statusCode()).isEqualTo(422);
    }

    @Test
    void statusFilterTakesAGrantThatIsOverForExpiredBeforeTheJobSaysSo() {
        AgencyActor counselling = AgencyActor.counselling();
        String otherReference = AgencyActor.newCaseReference();
        counselling.linkCase(otherReference, person.linkCode()).then().statusCode(201);
        UUID over = counselling.asks(otherReference, "phone");
        person.approve(over);
        UUID refused = jobcenter.asks(caseReference, "email");
        person.refuse(refused);
        UUID withdrawn = jobcenter.asks(caseReference, "phone");
        person.approve(withdrawn);
        person.withdraw(withdrawn);
        UUID given = jobcenter.asks(caseReference, "phone");
        person.approve(given);
        UUID requested = jobcenter.asks(caseReference, "phone");
        Database.update("UPDATE consent_record SET expires_at = now() - interval '1 second' WHERE id = ?", over);

        assertThat(idsWith("ConsentRequested")).containsExactly(requested.toString());
        assertThat(idsWith("ConsentRefused")).containsExactly(refused.toString());
        assertThat(idsWith("ConsentGiven")).containsExactly(given.toString());
        assertThat(idsWith("ConsentExpired")).containsExactly(over.toString());
        assertThat(idsWith("ConsentWithdrawn")).containsExactly(withdrawn.toString());
        assertThat(idsWith("ConsentInvalidated")).isEmpty();
        assertThat(person.status(over)).isEqualTo("ConsentExpired");
        assertThat(person.withdraw(over).statusCode()).isEqualTo(409);
    }

    @Test
    void parametersThatMakeNoSenseAreRefused() {
        assertThat(person.request().queryParam("status", "given").get(LIST).statusCode()).isEqualTo(422);
        assertThat(person.request().queryParam("cursor", "nonsense").get(LIST).statusCode()).isEqualTo(422);
        assertThat(person.request().queryParam("limit", 0).get(LIST).statusCode()).isEqualTo(422);
        assertThat(person.request().queryParam("limit", 101).get(LIST).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R31 a language without a notice falls back to German, and the answer says so")
    void noticeSaysItsLanguage() {
        UUID id = jobcenter.asks(caseReference, "accessibility_need", "phone");

        Response english = person.request().header("Accept-Language", "tlh, en-GB;q=0.8, de;q=0.5")
                .get(LIST + "/" + id);
        Response fallback = person.request().queryParam("language", "tlh").get(LIST + "/" + id);

        assertThat(Json.text(english, "notice.language")).isEqualTo("en");
        assertThat(Json.text(english, "missingLanguage")).isNull();
        assertThat(Json.text(fallback, "notice.language")).isEqualTo("de");
        assertThat(Json.text(fallback, "missingLanguage")).isEqualTo("tlh");
        assertThat(Json.text(fallback, "notice.text"))
                .contains("Stelle jobcenter-test ist: Kommunales Integrationszentrum").contains("Fallbegleitung",
                        "Art. 6 Abs. 1 Buchst. a und Art. 9 Abs. 2 Buchst. a DSGVO", "- Telefon", "höchstens 6 Monate",
                        "gibt es in Ihrer Sprache noch nicht. Sie lesen ihn auf Deutsch.");
        assertThat(person.approve(id,
                Map.of("language", "de", "noticeHash", fallback.path("notice.hash"), "explicitAttributes", List.of()))
                .statusCode()).isEqualTo(200);
        assertThat(person.consentRecord(id).<String>path("notice.text")).as("what was shown, with the sentence")
                .contains("Sie lesen ihn auf Deutsch.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en_US", "en-US", "EN-gb", "en_US.UTF-8", "eng"})
    @DisplayName("R31 a language is read and approved under the same tag, however systems write it; what was shown is kept")
    void tagsAreTakenAsSystemsWriteThem(String tag) {
        UUID id = jobcenter.asks(caseReference, "phone");

        Response shown = person.request().queryParam("language", tag).get(LIST + "/" + id);
        Response byHeader = person.request().header("Accept-Language", tag + ",de;q=0.5").get(LIST + "/" + id);

        assertThat(Json.text(shown, "notice.language")).isEqualTo("en");
        assertThat(Json.text(byHeader, "notice.language")).isEqualTo("en");
        assertThat(person.approve(id, Map.of("language", tag, "noticeHash", shown.path("notice.hash"))).statusCode())
                .isEqualTo(200);
        assertThat(person.consentRecord(id).<String>path("notice.language")).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "en US", "en,de", "whicheverlanguage", "*"})
    @DisplayName("R31 what is no language tag is refused, not answered in German")
    void whatIsNoTagIsRefused(String text) {
        UUID id = jobcenter.asks(caseReference, "phone");
        String hash = person.noticeHash(id);

        Response shown = person.request().queryParam("language", text).get(LIST + "/" + id);

        assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(422);
        assertThat(Json.text(shown, "detail")).startsWith("language: ");
        assertThat(person.request().header("Accept-Language", text + ";q=x").get(LIST + "/" + id).statusCode())
                .isEqualTo(422);
        assertThat(person.approve(id, Map.of("language", text, "noticeHash", hash)).statusCode()).isEqualTo(422);
        assertThat(person.request().body(Map.of("language", text)).post(LIST + "/" + id + "/refusal").statusCode())
                .isEqualTo(422);
        assertThat(person.status(id)).isEqualTo("ConsentRequested");
    }

    private List<String> idsWith(String status) {
        return person.request().queryParam("status", status).get(LIST).then().statusCode(200).extract()
                .path("consentRecords.consentRecordId");
    }
}
