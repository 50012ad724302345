package de.handschlag.consent.operation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.Map;
import java.util.UUID;

import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;

import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.actor.PlayedLog;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
@DisplayName("The administrator's pages")
class AdminPagesTest {

    private static final TestIdentities IDENTITIES = TestIdentities.handschlag();
    private static final String AGENCY = "admin-pages-test";

    private static PersonBrowser admin;
    private static PersonBrowser person;

    @TestHTTPResource
    URL service;

    @BeforeEach
    void logIn() {
        if (admin == null) {
            given().auth().oauth2(IDENTITIES.admin()).contentType(ContentType.JSON)
                    .body(Map.of("name", "Wohnungsamt <Musterstadt>", "agencyType", "wohnungsamt"))
                    .put("/v1/agencies/" + AGENCY).then().statusCode(201);
            admin = PersonBrowser.administrator(service.getPort());
            person = PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort());
        }
        admin.reading("de");
    }

    @AfterEach
    void logTellsAgain() {
        PlayedLog.tells();
    }

    @ParameterizedTest
    @CsvSource({"/app/admin, Verwaltung, Administration", "/app/admin/agencies, Stellen, Agencies",
            "/app/admin/agencies/admin-pages-test, Stelle Wohnungsamt <Musterstadt>, Agency Wohnungsamt <Musterstadt>",
            "/app/admin/agencies/admin-pages-test/processing-record, Art. 30 Abs. 1 DSGVO Verzeichnis, Art. 30(1) GDPR Record",
            "/app/admin/agencies/admin-pages-test/impact-assessment, Art. 35 Abs. 7 DSGVO Anlage, Art. 35(7) GDPR Annex",
            "/app/admin/agencies/admin-pages-test/joint-controllers, Art. 26 DSGVO Anlage, Art. 26 GDPR Annex",
            "/app/admin/registration, Stellen Stelle eintragen, Agencies Register an agency",
            "/app/admin/registration/admin-pages-test, Stellen Stelle neu beschreiben, Agencies Describe the agency anew",
            "/app/admin/catalogue, Katalog, Catalogue",
            "/app/admin/catalogue/purposes/case-management, Zweck Fallbegleitung, Purpose Case management",
            "/app/admin/catalogue/attributes, Katalog Merkmale, Catalogue Attributes",
            "/app/admin/catalogue/agency-types, Katalog Typen von Stellen, Catalogue Types of agency",
            "/app/admin/notices, Aufklärungstexte, Notices",
            "/app/admin/notices/ar, Aufklärungstexte العربية, Notices العربية",
            "/app/admin/issuers, Anmeldedienste, Issuers", "/app/admin/operation, Betrieb, Operation"})
    @DisplayName("are there in German and English, for nobody else, and after a login only; nobody becomes a person by them")
    void everyPage(String path, String german, String english) {
        long persons = Database.number("SELECT count(*) FROM data_subject");

        check(path, admin.open(path), "de", german);
        check(path, admin.reading("en").open(path), "en", english);
        check(path, admin.reading("ar").open(path), "de", german);

        assertThat(Database.number("SELECT count(*) FROM data_subject")).isEqualTo(persons);
        assertThat(person.look(path).status()).isEqualTo(403);
        assertThat(RestAssured.given().redirects().follow(false).get(path).statusCode()).isEqualTo(302);
    }

    private static void check(String path, Document page, String language, String heading) {
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo(language);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.selectFirst("h1").text()).startsWith(heading);
        assertThat(page.select("nav.menu a")).hasSize(6);
        assertThat(page.text()).as(path).doesNotContain("NOT_FOUND", "{admin:", "null");
        assertThat(page.select("[style], script")).as(path).isEmpty();
    }

    @Test
    @DisplayName("An administrator is led to them, and has no person's pages")
    void noPerson() {
        assertThat(admin.look("/app").header("Location")).endsWith("/app/admin");
        assertThat(admin.look("/app/consents").status()).isEqualTo(403);
        assertThat(admin.look("/app/code").status()).isEqualTo(403);
        assertThat(person.open("/app").select("a[href^=/app/admin]")).isEmpty();
    }

    @Test
    void agenciesAndCatalogueAreAsTheyAre() {
        assertThat(admin.open("/app/admin/agencies").select("a[href=/app/admin/agencies/" + AGENCY + "]").text())
                .isEqualTo("Wohnungsamt <Musterstadt>");
        Document agency = admin.open("/app/admin/agencies/" + AGENCY);
        assertThat(agency.select("main").text()).contains("öffentlich", "nicht angegeben", "Es fehlen Angaben");
        assertThat(admin.look("/app/admin/agencies/nowhere").status()).isEqualTo(404);

        assertThat(admin.open("/app/admin/catalogue").select("main tbody tr")).hasSize(39);
        assertThat(admin.open("/app/admin/catalogue/attributes").select("main tbody tr")).hasSize(62);
        assertThat(admin.open("/app/admin/catalogue/agency-types").select("main tbody tr")).hasSize(50);
        assertThat(admin.open("/app/admin/catalogue/purposes/case-management").select("main").text())
                .contains("Jobcenter", "Gesetz", "Einwilligung", "Telefon");
        assertThat(admin.look("/app/admin/catalogue/purposes/nothing").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("R7 an agency is registered, and described anew; who would end all consents by it says that it is known")
    void registersAnAgency() {
        String id = "registered-" + UUID.randomUUID();
        WireRequest.Answer empty = admin.submit("/app/admin/registration", "agencyId", "Jobcenter", "name", " ");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(empty).select(".summary a").eachAttr("href")).containsExactly("#agencyId",
                "#name", "#agencyType");
        assertThat(PersonBrowser.page(empty).selectFirst("#agencyId").val()).isEqualTo("Jobcenter");
        assertThat(wrongField("/app/admin/registration", "agencyId", AGENCY, "name", "Amt", "agencyType", "kita"))
                .isEqualTo("#agencyId");
        assertThat(wrongField("/app/admin/registration", "agencyId", id, "name", "Amt", "agencyType", "jobcenter",
                "sector", "PRIVATE")).isEqualTo("#sector");
        assertThat(wrongField("/app/admin/registration", "agencyId", id, "name", "Amt", "agencyType", "kita",
                "retentionMonths", "1201")).isEqualTo("#retentionMonths");
        assertThat(wrongField("/app/admin/registration", "agencyId", id, "name", "Amt", "agencyType", "kita",
                "mayInformImmigrationOffice", "yes")).isEqualTo("#mayInformImmigrationOffice");
        assertThat(
                person.submit("/app/admin/registration", "agencyId", id, "name", "Amt", "agencyType", "kita").status())
                .isEqualTo(403);

        WireRequest.Answer registered = admin.submit("/app/admin/registration", "agencyId", id, "name", "Kita Sonne",
                "agencyType", "kita", "sector", "", "retentionMonths", "6");
        assertThat(registered.status()).as(registered.body()).isEqualTo(303);
        String described = "/app/admin/registration/" + id;
        assertThat(admin.open("/app/admin/agencies/" + id).text()).contains("Kita Sonne", "6 Monate");
        assertThat(admin.open(described).selectFirst("#name").val()).isEqualTo("Kita Sonne");
        assertThat(
                admin.submit(described, "name", "Kita Sonne", "agencyType", "kita", "contact", "Telefon 1234").status())
                .as("the same recipient").isEqualTo(303);
        WireRequest.Answer renamed = admin.submit(described, "name", "Kita Mond", "agencyType", "kita");
        assertThat(renamed.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(renamed).select(".summary a").attr("href")).isEqualTo("#sure-yes");
        assertThat(admin.open("/app/admin/agencies/" + id).text()).contains("Kita Sonne");
        assertThat(admin.submit(described, "name", "Kita Mond", "agencyType", "kita", "sure", "yes").status())
                .isEqualTo(303);
        assertThat(admin.open("/app/admin/agencies/" + id).text()).contains("Kita Mond");
        assertThat(admin.look("/app/admin/registration/nowhere").status()).isEqualTo(404);
    }

    private static String wrongField(String path, String... namesAndValues) {
        WireRequest.Answer answer = admin.submit(path, namesAndValues);
        assertThat(answer.status()).isEqualTo(422);
        return PersonBrowser.page(answer).select(".summary a").attr("href");
    }

    @Test
    @DisplayName("R32 a translation is approved by a named person and then published, by two buttons; nothing else passes")
    void approvesAWording() {
        String path = admin.open("/app/admin/notices/ti").select("main tbody tr a").last().attr("href");
        Document draft = admin.open(path);
        assertThat(draft.select("main td[lang=ti]")).isNotEmpty();
        assertThat(draft.select("main .facts").text()).contains("Entwurf");
        assertThat(draft.select("input[checked]")).isEmpty();

        WireRequest.Answer empty = admin.submit(path, "step", "approve", "approvedBy", " - ");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(empty).select(".summary a").eachAttr("href")).containsExactly("#approvedBy",
                "#read-yes");
        WireRequest.Answer proposer = admin.submit(path, "step", "approve", "approvedBy", "Catalogue", "read", "yes");
        assertThat(proposer.status()).isEqualTo(422);
        assertThat(PersonBrowser.page(proposer).selectFirst("#approvedBy").val()).isEqualTo("Catalogue");
        assertThat(admin.submit(path, "step", "approve", "approvedBy", "x".repeat(201), "read", "yes").status())
                .isEqualTo(422);
        assertThat(admin.submit(path, "approvedBy", "Selam Tesfay", "read", "yes").status()).isEqualTo(422);
        assertThat(admin.submit(path, "step", "publish").status()).as("nobody approved it").isEqualTo(409);
        assertThat(person.submit(path, "step", "approve", "approvedBy", "Selam Tesfay", "read", "yes").status())
                .isEqualTo(403);

        WireRequest.Answer approved = admin.submit(path, "step", "approve", "approvedBy", "Selam Tesfay", "read",
                "yes");
        assertThat(approved.status()).as(approved.body()).isEqualTo(303);
        assertThat(approved.header("Location")).endsWith(path);
        Document afterwards = admin.open(path);
        assertThat(afterwards.select("main .facts").text()).contains("freigegeben", "Selam Tesfay");
        assertThat(afterwards.select("#approvedBy")).isEmpty();
        assertThat(admin.submit(path, "step", "approve", "approvedBy", "Selam Tesfay", "read", "yes").status())
                .as("twice").isEqualTo(409);

        assertThat(admin.submit(path, "step", "publish").status()).isEqualTo(303);
        assertThat(admin.open(path).select("main .facts").text()).contains("veröffentlicht");
        assertThat(admin.open(path).select("form")).isEmpty();
        assertThat(admin.look("/app/admin/notices/wordings/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(admin.look("/app/admin/notices/tlh").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("R31 R32 how far each language is, and each purpose in it")
    void completeness() {
        Document page = admin.open("/app/admin/notices");

        assertThat(page.select("main table").first().select("tbody tr")).hasSize(15);
        assertThat(page.select("main table").first().select("tbody tr").first().text()).startsWith("Deutsch 0 0 0");
        assertThat(page.select("main table").last().select("tbody tr").first().select("td")).hasSize(15);
        assertThat(page.select("main table").last().select("tbody tr").first().select("td").first().text())
                .isEqualTo("veröffentlicht");
        assertThat(page.select("bdi[lang=ar][dir=rtl]")).isNotEmpty();
    }

    @Test
    @DisplayName("R38 whose tokens count, and with which roles")
    void issuers() {
        Document page = admin.open("/app/admin/issuers");

        assertThat(page.select("main .card")).hasSize(2);
        assertThat(page.select("main .card").first().text()).contains("/realms/handschlag ", "Sachbearbeitung", "jede");
        assertThat(page.select("main .card").last().text())
                .contains("/realms/handschlag-partner", TestIdentities.PARTNER_AGENCY).doesNotContain("dpo", "admin");
        assertThat(page.select("main").text()).contains("realm_access/roles", "consent-service", "Sachbearbeitung");
    }

    @Test
    @DisplayName("Relay, registry, topics and log are in one view, and what is away is said")
    void operation() {
        Document page = admin.open("/app/admin/operation");
        assertThat(page.select("main").text()).contains("Das Protokoll antwortet", "4711 Einträge",
                "handschlag.test/log");
        assertThat(page.select("main tbody th").eachText()).contains("consent-events", "access-events",
                "enforcement-receipts");

        PlayedLog.isAway();
        assertThat(admin.open("/app/admin/operation").select(".notice.stop h2").eachText())
                .contains("Das Protokoll antwortet nicht");
    }
}
