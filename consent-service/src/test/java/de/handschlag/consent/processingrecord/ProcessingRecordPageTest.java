package de.handschlag.consent.processingrecord;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;

import de.handschlag.catalogue.Attribute;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Catalogue;
import de.handschlag.catalogue.PurposeUse;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.PersonBrowser;
import de.handschlag.consent.paper.PdfProbe;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.WireRequest;

@QuarkusTest
@DisplayName("R34 Papers of an agency from the catalogue")
class ProcessingRecordPageTest {

    private static final TestIdentities IDENTITIES = TestIdentities.handschlag();
    private static final Catalogue CATALOGUE = Catalogue.read(Path.of("../deploy/catalogue"),
            LocalDate.of(2026, 8, 19));

    private static PersonBrowser admin;

    @TestHTTPResource
    URL service;

    @BeforeEach
    void logIn() {
        if (admin == null) {
            admin = PersonBrowser.administrator(service.getPort());
        }
        admin.reading("de");
    }

    private static String registered(String type) {
        String id = "papers-" + UUID.randomUUID();
        given().auth().oauth2(IDENTITIES.admin()).contentType(ContentType.JSON)
                .body(Map.of("name", "Stelle <" + type + ">", "agencyType", type)).put("/v1/agencies/" + id).then()
                .statusCode(201);
        return id;
    }

    private static Document paper(String agency, String name) {
        return admin.open("/app/admin/agencies/" + agency + "/" + name);
    }

    private static Stream<PurposeUse> uses(String type) {
        return CATALOGUE.purposes().keySet().stream().flatMap(key -> CATALOGUE.usesOf(key).stream())
                .filter(use -> use.agencyType().equals(type));
    }

    @Test
    @DisplayName("R34 the Art. 30 record has each purpose and basis of the agency's type, with its data, and no other")
    void record() {
        Document page = paper(registered("jugendamt"), "processing-record");

        List<Element> sections = page.select("main section");
        assertThat(sections).hasSameSizeAs(uses("jugendamt").toList());
        assertThat(page.select("main section tbody tr")).hasSize((int) uses("jugendamt").mapToLong(
                use -> CATALOGUE.attributesOf(use.purpose()).stream().filter(row -> row.basis() == use.basis()).count())
                .sum());
        uses("jugendamt").map(PurposeUse::norm).filter(norm -> norm != null)
                .forEach(norm -> assertThat(page.select("main").text()).contains(norm));
        assertThat(page.select("main").text()).contains("Stelle <jugendamt>", "noch anzugeben", "besondere Kategorie",
                "noch nicht festgelegt");
        assertThat(page.select("form")).as("nothing can be pressed").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"processing-record", "impact-assessment", "joint-controllers"})
    @DisplayName("R34 each is there as PDF/UA-1, too, with all words of the page and for administrators alone")
    void asPdf(String paper) {
        String agency = registered("jugendamt");
        Document page = paper(agency, paper);
        String address = page.select("main .actions a").first().attr("href");

        WireRequest.Answer answer = admin.look(address);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(PdfProbe.faults(answer.content())).isEmpty();
        List<String> texts = PdfProbe.texts(answer.content());
        assertThat(texts.getFirst()).isEqualTo(page.select("h1").text());
        assertThat(String.join(" ", texts)).contains("Stelle <jugendamt>");
        page.select("main .actions").remove();
        assertThat(letters(String.join(" ", texts))).containsAll(letters(page.select("main").text()));
        assertThat(PersonBrowser.of(PersonActor.selfEnrolled(), service.getPort()).look(address).status())
                .isEqualTo(403);
    }

    private static Set<String> letters(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}§]+")).collect(Collectors.toSet());
    }

    @Test
    @DisplayName("R34 the impact assessment's annex names a risk where the catalogue has it, and the rules that reduce it")
    void assessment() {
        Document ofYouthOffice = paper(registered("jugendamt"), "impact-assessment");
        Document ofNursery = paper(registered("kita"), "impact-assessment");

        assertThat(risks(ofYouthOffice)).contains("Besondere Kategorien (Art. 9)", "Abruf ohne Einwilligung",
                "Auffinden einer geschützten Person");
        boolean special = uses("kita")
                .flatMap(
                        use -> CATALOGUE.attributesOf(use.purpose()).stream().filter(row -> row.basis() == use.basis()))
                .map(row -> CATALOGUE.attributes().get(row.attribute())).anyMatch(ProcessingRecordPageTest::isSpecial);
        boolean statute = uses("kita").map(PurposeUse::basis).anyMatch(Predicate.isEqual(Basis.STATUTE));
        assertThat(risks(ofNursery).contains("Besondere Kategorien (Art. 9)")).isEqualTo(special);
        assertThat(risks(ofNursery).contains("Abruf ohne Einwilligung")).isEqualTo(statute);
        assertThat(ofYouthOffice.select("main table").last().select("tbody td:last-child").eachText())
                .allMatch(rules -> rules.matches("R\\d+(, R\\d+)*"));
    }

    private static boolean isSpecial(Attribute attribute) {
        return attribute.sensitivity() == Attribute.Sensitivity.SPECIAL;
    }

    private static List<String> risks(Document page) {
        return page.select("main table").last().select("tbody th").eachText();
    }

    @Test
    @DisplayName("R34 the joint controllers' annex names who has which duty, and the agencies that are connected")
    void arrangement() {
        String other = registered("wohnungsamt");
        String agency = registered("jobcenter");

        Document page = paper(agency, "joint-controllers");

        assertThat(page.select("main table").first().select("tbody tr")).hasSize(9);
        assertThat(page.select("main table").last().select("tbody th").eachText()).contains("Stelle <wohnungsamt>")
                .doesNotContain("Stelle <jobcenter>");
        assertThat(page.select("main .actions a").last().attr("href")).isEqualTo("/app/admin/agencies/" + agency);
        assertThat(admin.open("/app/admin/agencies/" + other).select("main ul a").eachAttr("href"))
                .extracting(link -> link.substring(link.lastIndexOf('/') + 1))
                .containsExactly("processing-record", "impact-assessment", "joint-controllers");
        assertThat(admin.look("/app/admin/agencies/nowhere/joint-controllers").status()).isEqualTo(404);
    }
}
