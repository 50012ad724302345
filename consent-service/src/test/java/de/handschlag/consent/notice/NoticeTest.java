package de.handschlag.consent.notice;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.catalogue.AgencyType;
import de.handschlag.catalogue.AgencyType.Sector;
import de.handschlag.catalogue.Attribute.Sensitivity;
import de.handschlag.catalogue.Basis;
import de.handschlag.catalogue.Purpose;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.agency.AgencyView;
import de.handschlag.consent.catalogue.CatalogueService;
import de.handschlag.consent.notice.WantedLanguages.Shown;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class NoticeTest {

    private static final TestIdentities IDENTITIES = TestIdentities.handschlag();
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final List<String> ALWAYS_THERE = List.of("title", "controller", "purpose", "attributes", "choose",
            "sources", "legal-basis", "duration", "voluntary", "no-detriment", "without-consent", "withdrawal",
            "after-withdrawal", "recipients", "retention", "access-overview", "rights", "dpo", "complaint",
            "no-automated-decision", "third-country", "answer-yes", "answer-no");
    private static final String HINT = "immigration-office-hint";

    @Inject
    NoticeService notices;

    @Inject
    NoticeWordings wordings;

    @Inject
    CatalogueService catalogue;

    @Inject
    EntityManager entityManager;

    @ParameterizedTest
    @EnumSource
    @DisplayName("R6 R31 for every purpose and kind of recipient there is a whole notice in every language, and its hash is of its content")
    void noticeIsCompleteInEveryLanguage(NoticeLanguage language) {
        Map<String, String> documents = new HashMap<>();
        for (Purpose purpose : catalogue.askedFor()) {
            for (AgencyType type : publicAndPrivate(purpose)) {
                NoticeContent content = new NoticeContent(agency("Stelle Musterstadt", type.key()), purpose.key(),
                        List.copyOf(catalogue.consentAttributes(purpose.key(), type.key())), 6);

                Notice notice = notices.write(content, language, false, NOW);

                String of = language + " " + purpose.key() + " " + type.key();
                assertThat(notice.language()).isEqualTo(language);
                assertThat(notice.text()).as(of).doesNotContain("{", "}").contains("Stelle Musterstadt", "28.05.2027",
                        "28.05.2029");
                assertThat(notice.parts()).as(of).extracting(NoticePart::element).containsAll(ALWAYS_THERE);
                assertThat(notice.parts()).as(of).extracting(NoticePart::text)
                        .allSatisfy(text -> assertThat(text).isNotBlank().isEqualTo(text.strip()));
                assertThat(notice.text())
                        .isEqualTo(String.join("\n", notice.parts().stream().map(NoticePart::text).toList()));
                assertThat(notice.hash()).as(of).isEqualTo(hashOf(notice, purpose.key()));
                assertThat(notices.write(content, language, false, NOW).hash()).isEqualTo(notice.hash());
                assertThat(documents.put(notice.hash(), requireNonNull(notice.document()))).as("another content")
                        .isNull();
            }
        }
        assertThat(documents).hasSizeGreaterThan(catalogue.askedFor().size());
    }

    private List<AgencyType> publicAndPrivate(Purpose purpose) {
        List<AgencyType> asking = catalogue.agencyTypes().stream()
                .filter(type -> catalogue.use(purpose.key(), type.key(), Basis.CONSENT).isPresent()).toList();
        List<AgencyType> chosen = new ArrayList<>();
        for (boolean isPublic : new boolean[]{true, false}) {
            asking.stream().filter(type -> isPublic == (type.sector() == Sector.PUBLIC)).findFirst()
                    .ifPresent(chosen::add);
        }
        assertThat(chosen).isNotEmpty();
        return chosen;
    }

    /** As somebody computes it who has the notice only. */
    private static String hashOf(Notice notice, String purpose) {
        List<Map<String, String>> parts = new ArrayList<>();
        for (NoticePart part : notice.parts()) {
            Map<String, String> members = new LinkedHashMap<>(Map.of("element", part.element(), "text", part.text()));
            if (part.attribute() != null) {
                members.put("attribute", part.attribute());
            }
            parts.add(members);
        }
        Map<String, Object> document = new LinkedHashMap<>(Map.of("language", notice.language().tag(), "version",
                notice.version(), "purpose", purpose, "recipient", "a", "parts", parts));
        if (notice.draft()) {
            document.put("draft", true);
        }
        try {
            return sha256(new JsonCanonicalizer(new ObjectMapper().writeValueAsString(document)).getEncodedString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9 R31 the notice of a release names source, recipient, items and purpose in every language, and nothing of the consent's own; another source is another text")
    void releaseHasItsOwnNotice(NoticeLanguage language) {
        AgencyView recipient = agency("Stelle Musterstadt", "jmd");
        AgencyView source = new AgencyView("psz-musterstadt", "Zentrum Musterau", "psz", recipient.sector(),
                recipient.dataProtectionRegime(), recipient.authority(), false, null, null, null, null);
        ReleaseContent content = new ReleaseContent(recipient, source, "mentoring", List.of("email", "phone"));

        Notice notice = notices.writeRelease(content, language);

        assertThat(notice.parts()).extracting(NoticePart::element).containsExactly("secrecy-release",
                "secrecy-release-statement", "secrecy-release-end", "answer-release-yes");
        assertThat(notice.text()).doesNotContain("{", "}").contains("Zentrum Musterau", "§ 203");
        assertThat(notice.parts().get(1).text()).contains("Zentrum Musterau", "Stelle Musterstadt", "E-Mail",
                "Telefon");
        assertThat(requireNonNull(notice.document())).contains("\"source\":\"psz-musterstadt\"", "\"recipient\":\"a\"",
                "\"purpose\":\"mentoring\"");
        AgencyView namesake = new AgencyView("psz-other", "Zentrum Musterau", "psz", recipient.sector(),
                recipient.dataProtectionRegime(), recipient.authority(), false, null, null, null, null);
        for (ReleaseContent other : List.of(new ReleaseContent(recipient, namesake, "mentoring", content.attributes()),
                new ReleaseContent(recipient, source, "mentoring", List.of("phone")),
                new ReleaseContent(recipient, source, "case-management", content.attributes()))) {
            assertThat(notices.writeRelease(other, language).hash()).isNotEqualTo(notice.hash());
        }
        assertThat(notices.rewriteRelease(content, language, notice.hash())).contains(notice);
        assertThat(notices.rewriteRelease(content, language, "0".repeat(64))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R5 each special category is named, and has words of its own for its own yes")
    void specialCategoriesHaveTheirOwnYes(NoticeLanguage language) {
        List<String> attributes = List.copyOf(catalogue.consentAttributes("health-appointment", "gesundheitsamt"));
        List<String> special = attributes.stream()
                .filter(key -> catalogue.attribute(key).orElseThrow().sensitivity() == Sensitivity.SPECIAL).toList();
        Notice notice = write("gesundheitsamt", "health-appointment", language, attributes.toArray(String[]::new));

        assertThat(special).isNotEmpty();
        assertThat(parts(notice, "answer-special-yes")).extracting(NoticePart::attribute).isEqualTo(special);
        assertThat(parts(notice, "special-categories")).singleElement().extracting(NoticePart::text).asString()
                .contains("Art. 9");
        assertThat(parts(write("gesundheitsamt", "health-appointment", language, "phone"), "answer-special-yes"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"aufnahmeeinrichtung,true", "schule,false", "kita,false", "mbe,false", "auslaenderbehoerde,false"})
    @DisplayName("R20 public bodies tell that they may have to inform the immigration office; schools and that office itself do not")
    void immigrationOfficeIsNamedForPublicBodies(String agencyType, boolean named) {
        String purpose = catalogue.askedFor().stream().map(Purpose::key)
                .filter(key -> catalogue.use(key, agencyType, Basis.CONSENT).isPresent()).findFirst().orElseThrow();
        String attribute = catalogue.consentAttributes(purpose, agencyType).getFirst();

        for (NoticeLanguage language : NoticeLanguage.values()) {
            assertThat(parts(write(agencyType, purpose, language, attribute), HINT).size() == 1)
                    .as(language + " " + purpose).isEqualTo(named);
        }
        assertThat(parts(write("auslaenderbehoerde", "appointments", NoticeLanguage.DE, "phone"),
                "immigration-office-itself")).hasSize(1);
    }

    @Test
    void whatTheAgencyHasNotToldIsNotInvented() {
        AgencyView silent = agency("Stelle", "mbe");
        AgencyView told = new AgencyView("a", "Stelle", "mbe", silent.sector(), silent.dataProtectionRegime(),
                silent.authority(), false, null, "Rathaus, Zimmer 3", "datenschutz@stelle.example", 18);

        Notice honest = notices.write(new NoticeContent(silent, "mentoring", List.of("phone"), 6), NoticeLanguage.DE,
                false, NOW);
        Notice complete = notices.write(new NoticeContent(told, "mentoring", List.of("phone"), 6), NoticeLanguage.DE,
                false, NOW);

        for (String element : List.of("controller", "dpo", "retention")) {
            assertThat(parts(honest, element).getFirst().text()).contains("bitte fragen Sie die Stelle");
        }
        assertThat(complete.text()).doesNotContain("bitte fragen Sie die Stelle").contains(
                "Kontakt: Rathaus, Zimmer 3.", "datenschutz@stelle.example", "18 Monate nach dem Ende Ihrer Erlaubnis");
    }

    @Test
    void namesStandInTheLanguageWithTheGermanWordBesideThem() {
        String arabic = write("mbe", "mentoring", NoticeLanguage.AR, "phone").text();

        assertThat(arabic).contains("(\u2066Telefon\u2069)").doesNotContain("\u2068\n");
        assertThat(write("mbe", "mentoring", NoticeLanguage.FR, "phone").text()).contains("(Telefon)");
        assertThat(write("mbe", "mentoring", NoticeLanguage.DE_SIMPLE, "phone").text()).contains("- Telefon\n");
    }

    @Test
    @DisplayName("R7 any difference in purpose, recipient, attributes or duration is another notice")
    void differenceIsAnotherNotice() {
        AgencyView agency = agency("Jobcenter Musterstadt", "mbe");
        String hash = hash(agency, "mentoring", 6, "phone");

        assertThat(hash(agency, "mentoring", 6, "phone")).isEqualTo(hash);
        assertThat(hash(agency, "counselling-referral", 6, "phone")).isNotEqualTo(hash);
        assertThat(hash(agency, "mentoring", 7, "phone")).isNotEqualTo(hash);
        assertThat(hash(agency, "mentoring", 6, "phone", "email")).isNotEqualTo(hash);
        assertThat(hash(agency("Jobcenter Altstadt", "mbe"), "mentoring", 6, "phone")).isNotEqualTo(hash);
        assertThat(hash(agency("Jobcenter Musterstadt", "ehrenamt"), "mentoring", 6, "phone")).isNotEqualTo(hash);
    }

    @Test
    @DisplayName("R6 who reads a notice before midnight can decide after it, and the consent ends on the day that was read")
    void noticeOfYesterdayCanBeDecidedOn() {
        NoticeContent content = new NoticeContent(agency("Stelle", "mbe"), "mentoring", List.of("phone"), 6);
        Notice yesterday = notices.write(content, NoticeLanguage.DE, false, NOW.minusSeconds(86_400));

        assertThat(yesterday.text()).contains("27.05.2027");
        assertThat(notices.findRead(content, NoticeLanguage.DE, yesterday.hash(), NOW).orElseThrow().countedFrom())
                .isEqualTo(NOW.minusSeconds(86_400));
        assertThat(notices.findRead(content, NoticeLanguage.DE, yesterday.hash(), NOW.plusSeconds(86_400))).isEmpty();
    }

    @Test
    @DisplayName("R6 a notice that was kept as one text is read as it was, under its own hash")
    void noticeFromBeforeThereWerePartsStaysReadable() {
        String text = "Einwilligung in die Weitergabe von Daten\n\nWer möchte die Daten?";
        Database.update("INSERT INTO notice (hash, version, language, text) VALUES (?, '1', 'de', ?)"
                + " ON CONFLICT DO NOTHING", sha256(text), text);

        Notice kept = QuarkusTransaction.requiringNew().call(() -> notices.kept(sha256(text)));

        assertThat(kept.text()).isEqualTo(text);
        assertThat(kept.version()).isEqualTo("1");
        assertThat(kept.hash()).isEqualTo(sha256(text));
        assertThat(kept.parts()).containsExactly(new NoticePart("text", null, text));
    }

    @Test
    @DisplayName("R32 a draft is not shown outside a demonstration: the next published language is, and what was wanted is told")
    void draftIsShownInADemonstrationOnly() {
        WantedLanguages wanted = WantedLanguages.ofTag("ps").orElseThrow();

        assertThat(notices.shown(wanted, "mentoring")).isEqualTo(new Shown(NoticeLanguage.PS, null));
        assertThat(write("mbe", "mentoring", NoticeLanguage.PS, "phone").draft()).isTrue();
        assertThat(write("mbe", "mentoring", NoticeLanguage.DE, "phone").draft()).isFalse();
        assertThat(write("mbe", "mentoring", NoticeLanguage.EN, "phone").draft()).isFalse();
        assertThat(shownInProduction(wanted, "mentoring")).isEqualTo(new Shown(NoticeLanguage.DE, "ps"));
        assertThat(
                shownInProduction(WantedLanguages.ofAcceptLanguage(List.of("ps, en;q=0.5")).orElseThrow(), "mentoring"))
                .isEqualTo(new Shown(NoticeLanguage.EN, null));
        NoticeContent content = new NoticeContent(agency("Stelle", "mbe"), "mentoring", List.of("phone"), 6);
        String draft = notices.write(content, NoticeLanguage.PS, false, NOW).hash();
        Optional<NoticeService.Read> read = QuarkusTransaction.requiringNew()
                .call(() -> production().findRead(content, NoticeLanguage.PS, draft, NOW));
        assertThat(read).isEmpty();
    }

    @Test
    @DisplayName("R32 a translation is published when a named person approved it, and is a draft again when the German text has changed")
    void translationIsApprovedByANamedPerson() {
        WantedLanguages wanted = WantedLanguages.ofTag("so").orElseThrow();
        String common = newest("so", "common");
        String own = newest("so", "mentoring");
        assertThat(completeness("so", "mentoring")).isEqualTo("DRAFT");
        assertProblem(publish(common), 409, "wording-not-approved");
        assertProblem(approve(common, "Catalogue"), 422, "wording-approved-by-its-proposer");
        assertThat(approve(common, " ").statusCode()).isEqualTo(422);

        for (String wording : List.of(common, own)) {
            Response approved = approve(wording, "Amina Warsame");
            assertThat(approved.statusCode()).as(approved.asString()).isEqualTo(200);
            assertThat(Json.text(approved, "approvedBy")).isEqualTo("Amina Warsame");
            assertProblem(approve(wording, "Amina Warsame"), 409, "wording-no-draft");
            assertThat(shownInProduction(wanted, "mentoring").language()).isEqualTo(NoticeLanguage.DE);
        }
        assertThat(completeness("so", "mentoring")).isEqualTo("APPROVED");
        for (String wording : List.of(common, own)) {
            assertThat(publish(wording).<String>path("state")).isEqualTo("PUBLISHED");
        }

        assertThat(completeness("so", "mentoring")).isEqualTo("PUBLISHED");
        assertThat(completeness("so", "appointments")).isEqualTo("DRAFT");
        assertThat(shownInProduction(wanted, "mentoring")).isEqualTo(new Shown(NoticeLanguage.SO, null));
        assertThat(shownInProduction(wanted, "appointments").language()).isEqualTo(NoticeLanguage.DE);
        assertThat(write("mbe", "mentoring", NoticeLanguage.SO, "phone").draft()).isFalse();

        // As if it were of another German text than today's.
        Database.update("UPDATE notice_wording SET source_hash = repeat('0', 64) WHERE id = ?::uuid", own);
        assertThat(shownInProduction(wanted, "mentoring").language()).isEqualTo(NoticeLanguage.DE);
        assertThat(wordings.propose()).isEqualTo(1);
        assertThat(completeness("so", "mentoring")).isEqualTo("DRAFT");
        assertThat(write("mbe", "mentoring", NoticeLanguage.SO, "phone").draft()).isTrue();
        assertThat(wordings.propose()).isZero();
    }

    @Test
    void wordingStandsBesideTheGermanOne() {
        Response shown = given().auth().oauth2(IDENTITIES.admin())
                .get("/v1/notices/wordings/" + newest("fr", "common"));

        assertThat(Json.text(shown, "language")).isEqualTo("fr");
        assertThat(Json.text(shown, "proposedBy")).isEqualTo("catalogue");
        assertThat(shown.<String>path("texts.find { it.key == 'attribute phone' }.german")).isEqualTo("Telefon");
        assertThat(shown.<String>path("texts.find { it.key == 'voluntary (always)' }.german"))
                .startsWith("Sie entscheiden frei.");
        assertThat(shown.<List<String>>path("texts.text")).doesNotContainNull().hasSizeGreaterThan(100);
        assertThat(given().auth().oauth2(IDENTITIES.admin()).queryParam("language", "tlh").get("/v1/notices/wordings")
                .statusCode()).isEqualTo(422);
    }

    private static String newest(String language, String scope) {
        return given().auth().oauth2(IDENTITIES.admin()).queryParam("language", language).queryParam("scope", scope)
                .get("/v1/notices/wordings").then().statusCode(200).extract().path("wordingId[-1]");
    }

    private static String completeness(String language, String purpose) {
        return given().auth().oauth2(IDENTITIES.admin()).get("/v1/notices/completeness").then().statusCode(200)
                .extract().path("find { it.language == '" + language + "' && it.purpose == '" + purpose + "' }.state");
    }

    private static Response approve(String wording, String name) {
        return given().auth().oauth2(IDENTITIES.admin()).contentType(ContentType.JSON).body(Map.of("approvedBy", name))
                .post("/v1/notices/wordings/" + wording + "/approval");
    }

    private static Response publish(String wording) {
        return given().auth().oauth2(IDENTITIES.admin()).post("/v1/notices/wordings/" + wording + "/publication");
    }

    private static void assertProblem(Response answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    private Shown shownInProduction(WantedLanguages wanted, String purpose) {
        return QuarkusTransaction.requiringNew().call(() -> production().shown(wanted, purpose));
    }

    /** A service that shows no drafts. */
    private NoticeService production() {
        return new NoticeService(catalogue, wordings, new Production(), entityManager);
    }

    private record Production() implements NoticeSettings {

        @Override
        public boolean draftsAllowed() {
            return false;
        }

        @Override
        public Optional<String> operatorName() {
            return Optional.empty();
        }

        @Override
        public Optional<OperatorRole> operatorRole() {
            return Optional.empty();
        }

        @Override
        public int evidenceMonths() {
            return 24;
        }

        @Override
        public int answerHours() {
            return 72;
        }
    }

    private static List<NoticePart> parts(Notice notice, String element) {
        return notice.parts().stream().filter(part -> part.element().equals(element)).toList();
    }

    /** As the catalogue has agencies of the type. */
    private AgencyView agency(String name, String agencyType) {
        AgencyType type = catalogue.agencyType(agencyType).orElseThrow();
        return new AgencyView("a", name, agencyType, type.sector(), type.defaultRegime(), type.defaultAuthority(),
                type.mayInformImmigrationOffice(), null, null, null, null);
    }

    private String hash(AgencyView agency, String purpose, int months, String... attributes) {
        return notices
                .write(new NoticeContent(agency, purpose, List.of(attributes), months), NoticeLanguage.DE, false, NOW)
                .hash();
    }

    private Notice write(String agencyType, String purpose, NoticeLanguage language, String... attributes) {
        return notices.write(
                new NoticeContent(agency("Stelle Musterstadt", agencyType), purpose, List.of(attributes), 6), language,
                false, NOW);
    }
}
