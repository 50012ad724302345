package de.handschlag.registry.deferral;

import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.event.DataDisclosed;
import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.LoggedInBrowser;

@QuarkusTest
@DisplayName("R22 The caseworkers' pages about reads that are shown later")
class NoticeDeferralPageTest extends RegistryTestCase {

    private static final int KNOWN_PORT = 8082;
    private static final String AGENCY = "pages-jugendamt";
    private static final String PURPOSE = "child-protection";
    private static final String REASON = "Wüssten die Eltern davon, wäre das Kind gefährdet.";

    private final UUID about = UUID.randomUUID();
    private final String reference = "K-" + about;
    private final String shelterCase = "U-" + about;
    private final String address = "/app/cases/" + reference + "/" + PURPOSE;

    @TestHTTPResource
    URL service;

    private void personWithAPhone() {
        consentService.send(linked(about, 1, UUID.randomUUID(), "pages-home", shelterCase, "gemeinschaftsunterkunft"));
        consentService.send(linked(about, 2, UUID.randomUUID(), AGENCY, reference, "jugendamt"));
        as(tokens.agencySystem("pages-home")).header("Consent-Revision", revision(about, 2, "pages-home", shelterCase))
                .body("{\"values\":[{\"attribute\":\"phone\",\"value\":\"+49 30 5550142\",\"asOf\":\"2026-01-15\"}]}")
                .put("/v1/cases/" + shelterCase + "/attributes").then().statusCode(204);
        // A contribution waits for the link of its own case only; a read waits for the revision.
        as(tokens.agencySystem("pages-home", "case-management"))
                .header("Consent-Revision", revision(about, 2, "pages-home", shelterCase))
                .get("/v1/cases/" + shelterCase + "/view?purpose=case-management&basis=consent").then().statusCode(403);
    }

    private LoggedInBrowser login(String... purposes) {
        return LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), AGENCY, purposes);
    }

    private static List<String> errors(Response refused) {
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(422);
        Document page = Jsoup.parse(refused.asString());
        List<String> links = page.select(".summary a").eachAttr("href");
        assertThat(links).allSatisfy(link -> assertThat(page.select(link)).as(link).hasSize(1));
        return links;
    }

    @Test
    @DisplayName("one asks, a colleague approves, the case is read with a choice that nothing preselects, and it is ended")
    void fromTheWishToTheEnd() {
        personWithAPhone();
        LoggedInBrowser asking = login(PURPOSE);
        LoggedInBrowser colleague = login(PURPOSE, "case-management");
        assertThat(login("case-management").open("/app/deferrals").text()).contains("Für keinen Ihrer Zwecke");

        Map<String, String> typed = new HashMap<>(Map.of("caseReference", "unknown-" + about, "purpose", PURPOSE,
                "fileNumber", "", "reason", "…", "days", "31", "number", UUID.randomUUID().toString()));
        assertThat(errors(asking.submit("/app/deferrals", typed))).containsExactly("#fileNumber", "#reason", "#days");
        typed.putAll(Map.of("fileNumber", "JA 7/26", "reason", REASON, "days", "10"));
        assertThat(errors(asking.submit("/app/deferrals", typed))).containsExactly("#caseReference");
        typed.put("caseReference", reference);
        String page = LoggedInBrowser.pathOf(asking.submit("/app/deferrals", typed));
        assertThat(LoggedInBrowser.pathOf(asking.submit("/app/deferrals", typed))).as("a double click").isEqualTo(page);
        typed.put("number", UUID.randomUUID().toString());
        assertThat(errors(asking.submit("/app/deferrals", typed))).as("the same words again")
                .containsExactly("#reason");

        assertThat(asking.open(page).select("form[action$=/review]")).as("the own one").isEmpty();
        assertThat(asking.submit(page + "/review", Map.of("outcome", "APPROVED", "comment", "Gut so.")).statusCode())
                .isEqualTo(403);
        assertThat(asking.open(address).select("input[name=deferral]")).as("nothing is in force").isEmpty();

        assertThat(colleague.open("/app").select("main a[href=/app/deferrals]").text()).matches("[1-9].*");
        assertThat(colleague.open("/app/deferrals").select("a[href=" + page + "]")).hasSize(1);
        assertThat(colleague.openInEnglish(page).text()).contains(REASON, "JA 7/26", "waits for a second person");
        assertThat(errors(colleague.submit(page + "/review", Map.of("comment", "…"))))
                .containsExactly("#outcome-APPROVED", "#comment");
        Map<String, String> finding = Map.of("outcome", "APPROVED", "comment", "Die Akte zeigt es.");
        assertThat(colleague.submitted(page + "/review", finding).text()).contains("in Kraft", "Die Akte zeigt es.");
        assertThat(colleague.submit(page + "/review", finding).statusCode()).as("a double click").isEqualTo(303);

        Document form = asking.open(address);
        assertThat(form.select("input[name=deferral]")).hasSize(2);
        assertThat(form.select("input[name=deferral][checked]")).as("nothing is chosen beforehand").isEmpty();
        String id = page.substring(page.lastIndexOf('/') + 1);
        Map<String, String> grounds = new HashMap<>(
                Map.of("fileNumber", "JA 8/26", "reason", "Meldung der Schule", "deferral", ""));
        assertThat(errors(asking.submit(address, grounds))).containsExactly("#deferral-at-once");
        grounds.put("deferral", id);
        assertThat(errors(asking.submit(address, grounds))).as("another file").containsExactly("#fileNumber");
        grounds.put("fileNumber", "JA 7/26");
        assertThat(asking.submit(address, grounds).asString()).contains("+49 30 5550142",
                "und die Person sieht ihn ab");
        DataDisclosed deferred = accessEvents.await(DataDisclosed.class, e -> about.equals(e.dataSubjectId()));
        assertThat(deferred.noticeDeferralId()).hasToString(id);
        assertThat(deferred.noticeDeferredUntil()).isNotNull();
        grounds.put("deferral", "at-once");
        assertThat(asking.submit(address, grounds).asString()).contains("und die Person sieht ihn.");

        assertThat(colleague.submitted(page + "/lift", Map.of()).text()).contains("vorzeitig beendet");
        assertThat(colleague.submit(page + "/lift", Map.of()).statusCode()).as("a double click").isEqualTo(303);
        accessEvents.await(NoticeDeferralChanged.class,
                e -> about.equals(e.dataSubjectId()) && e.state() == NoticeDeferralChanged.State.LIFTED);
        grounds.put("deferral", id);
        assertThat(errors(asking.submit(address, grounds))).as("it ended while the form was open")
                .containsExactly("#fileNumber");
    }

    @Test
    @DisplayName("R18 who may not read for the purpose, or is of another agency, is shown nothing of a deferral")
    void othersSeeNothing() {
        personWithAPhone();
        Map<String, String> typed = Map.of("caseReference", reference, "purpose", PURPOSE, "fileNumber", "JA 9/26",
                "reason", REASON, "days", "1", "number", UUID.randomUUID().toString());
        String page = LoggedInBrowser.pathOf(login(PURPOSE).submit("/app/deferrals", typed));
        LoggedInBrowser other = login("case-management");

        assertThat(other.look(page).statusCode()).isEqualTo(404);
        assertThat(other.open("/app/deferrals").text()).doesNotContain(reference);
        assertThat(other.submit(page + "/review", Map.of("outcome", "APPROVED", "comment", "Gut so.")).statusCode())
                .isEqualTo(404);
        assertThat(other.submit(page + "/lift", Map.of()).statusCode()).isEqualTo(404);
        assertThat(LoggedInBrowser.ofAgency(KNOWN_PORT, service.getPort(), "pages-jugendamt-2", PURPOSE).look(page)
                .statusCode()).isEqualTo(404);
        assertThat(LoggedInBrowser.withRole(KNOWN_PORT, service.getPort(), "data-subject").look(page).statusCode())
                .isEqualTo(403);
    }
}
