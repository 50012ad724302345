package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.DataDisclosed;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.PlayedPersons;

/** What the person contests and wants nobody to use meanwhile, on every path on which values are read. */
@QuarkusTest
@DisplayName("R10 A restricted value (Art. 18 GDPR) is as absent as one that nobody contributed")
class RestrictedValueTest extends RegistryTestCase {

    private static final String SOURCE = "unterkunft-restricted";
    private static final String READER = "gesundheitsamt-restricted";
    private static final String CONSENT = "case-management";
    private static final String STATUTE = "infection-control";
    private static final String EMERGENCY = "vital-emergency";

    @Inject
    @DataSource("reader")
    AgroalDataSource reader;

    private final String token = tokens.dataSubject("restricted-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final String sourceCase = "S-" + me;
    private final String readerCase = "R-" + me;
    private final String address = "/v1/cases/" + readerCase + "/view?purpose=";

    @BeforeEach
    void personWhoIsReadByConsentAndStatute() {
        consentService.send(linked(me, 1, UUID.randomUUID(), SOURCE, sourceCase, "gemeinschaftsunterkunft"));
        consentService.send(linked(me, 2, UUID.randomUUID(), READER, readerCase, "gesundheitsamt"));
        put("phone", "+49 30 7654321");
        put("german_level", "B1");
        put("accessibility_need", "wheelchair");
        consentService.send(given(me, 3, UUID.randomUUID(), READER, CONSENT, "phone", "german_level"));
        assertThat(attributes(byConsent())).containsOnlyKeys("phone", "german_level");
    }

    private void put(String attribute, String value) {
        as(tokens.agencySystem(SOURCE)).header("Consent-Revision", revision(me, 1, SOURCE, sourceCase))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + sourceCase + "/attributes/" + attribute).then().statusCode(204);
    }

    private String restrict() {
        Response made = as(token)
                .body("{\"attribute\":\"phone\",\"source\":\"" + SOURCE + "\",\"wish\":\"DELETE\",\"restrict\":true}")
                .post("/v1/my/correction-requests");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return Json.text(made, "correctionRequestId");
    }

    private static Map<String, Object> attributes(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath().getMap("attributes");
    }

    private RequestSpecification asReader() {
        return as(tokens.agencySystem(READER, CONSENT, STATUTE)).header("Consent-Revision",
                revision(me, 3, READER, readerCase));
    }

    private Response byConsent() {
        return asReader().get(address + CONSENT + "&basis=consent");
    }

    private Response byStatute() {
        return asReader().header("File-Number", "GA 1/26").header("Read-Reason", "Kontaktperson eines Masernfalls")
                .get(address + STATUTE);
    }

    private Response batch(String purpose, String more) {
        return as(tokens.agencySystem(READER, CONSENT, STATUTE)).body(
                "{\"purpose\":\"" + purpose + "\",\"caseReferences\":[\"" + readerCase + "\",\"nobody\"]" + more + "}")
                .post("/v1/views");
    }

    @Test
    @DisplayName("R10 by consent, by a statute, one by one and in batches: the same answer and the same ETag as without a value")
    void isAbsentOnEveryPath() {
        String before = byConsent().header("ETag");
        restrict();

        Response restricted = byConsent();
        Response statute = byStatute();
        Response alone = asReader().get(address + CONSENT + "&basis=consent&attributes=phone");
        Response batch = batch(CONSENT, "");
        Response batchByStatute = batch(STATUTE,
                ",\"fileNumber\":\"GA 1/26\",\"reason\":\"Kontaktperson eines Masernfalls\"");

        assertThat(attributes(restricted)).containsOnlyKeys("german_level");
        assertThat(attributes(statute)).isEmpty();
        assertThat(attributes(alone)).isEmpty();
        assertThat(batch.jsonPath().getMap("views[0].view.attributes")).containsOnlyKeys("german_level");
        assertThat(batchByStatute.jsonPath().getMap("views[0].view.attributes")).isEmpty();
        assertThat(accessEvents.await(DataDisclosed.class, e -> me.equals(e.dataSubjectId()) && e.norm() != null)
                .attributes()).isEmpty();
        Response conditional = asReader().header("If-None-Match", before).get(address + CONSENT + "&basis=consent");
        assertThat(conditional.statusCode()).as("what the agency has is not confirmed").isEqualTo(200);
        assertThat(conditional.asString()).isEqualTo(restricted.asString()).doesNotContain("7654321");

        as(tokens.agencySystem(SOURCE)).delete("/v1/cases/" + sourceCase + "/attributes/phone").then().statusCode(204);

        Response absent = byConsent();
        assertThat(absent.asString()).isEqualTo(restricted.asString());
        assertThat(absent.header("ETag")).isEqualTo(restricted.header("ETag"));
        assertThat(absent.headers().asList().stream().map(header -> header.getName())).containsExactlyElementsOf(
                restricted.headers().asList().stream().map(header -> header.getName()).toList());
        assertThat(byStatute().asString()).isEqualTo(statute.asString());
        assertThat(batch(CONSENT, "").asString()).isEqualTo(batch.asString());
    }

    @Test
    @DisplayName("R14 no override of a disclosure block opens it; another source's value stays; its own source reads it no more than others")
    void nothingElseOpensIt() {
        consentService.send(linked(me, 4, UUID.randomUUID(), "third-restricted", "T-" + me, "jobcenter"));
        as(tokens.agencySystem("third-restricted"))
                .header("Consent-Revision", revision(me, 4, "third-restricted", "T-" + me))
                .body("{\"value\":\"+49 30 9\",\"asOf\":\"2026-01-15\"}").put("/v1/cases/T-" + me + "/attributes/phone")
                .then().statusCode(204);
        consentService.send(given(me, 5, UUID.randomUUID(), SOURCE, CONSENT, "phone"));
        Response before = bySource();
        restrict();
        Response bySource = bySource();
        put("disclosure_block", "bmg-51-1");

        Response overriding = as(tokens.agencySystemOverridingBlocks(READER, CONSENT))
                .header("Override-Disclosure-Block", "danger-averted").get(address + CONSENT + "&basis=consent");

        assertThat(overriding.jsonPath().getList("attributes.phone.value")).containsExactly("+49 30 9");
        assertThat(before.asString()).contains("7654321");
        assertThat(bySource.jsonPath().getList("attributes.phone.value")).containsExactly("+49 30 9");
    }

    private Response bySource() {
        return as(tokens.agencySystem(SOURCE, CONSENT)).header("Consent-Revision", revision(me, 5, SOURCE, sourceCase))
                .get("/v1/cases/" + sourceCase + "/view?purpose=" + CONSENT + "&basis=consent");
    }

    @Test
    @DisplayName("R40 the person still sees it, marked, and that nobody may see it; with the answer it is read again, with the ETag of before")
    void endsWithTheAnswer() {
        String before = byConsent().header("ETag");
        String id = restrict();
        Response own = as(token).get("/v1/my/attribute-values");
        assertThat(own.jsonPath().getString("values.find { it.attribute == 'phone' }.value"))
                .isEqualTo("+49 30 7654321");
        assertThat(own.jsonPath().getBoolean("values.find { it.attribute == 'phone' }.restricted")).isTrue();
        assertThat(own.jsonPath().getList("values.find { it.attribute == 'phone' }.mayBeSeenBy")).isEmpty();

        as(tokens.agencySystem(SOURCE)).body("{\"outcome\":\"KEPT\",\"reason\":\"VALUE_IS_RIGHT\"}")
                .post("/v1/correction-requests/" + id + "/answer").then().statusCode(200);

        assertThat(byConsent().header("ETag")).isEqualTo(before);
        assertThat(attributes(byStatute())).containsKey("phone");
        assertThat(as(token).get("/v1/my/attribute-values").jsonPath()
                .getList("values.find { it.attribute == 'phone' }.mayBeSeenBy")).isNotEmpty();
    }

    @Test
    @DisplayName("R21 Art. 18(2): in an emergency it is disclosed, and says that it is contested; what is not has no such member")
    void isReadInAnEmergency() {
        restrict();
        String helper = "unterkunft-restricted-2";
        consentService.send(linked(me, 4, UUID.randomUUID(), helper, "N-" + me, "gemeinschaftsunterkunft"));
        String caseworker = tokens.caseworker(helper, EMERGENCY);
        String view = "/v1/cases/N-" + me + "/view?purpose=" + EMERGENCY;
        as(caseworker).header("Consent-Revision", revision(me, 4, helper, "N-" + me)).get(view).then().statusCode(403);
        String access = Json.text(as(caseworker).body("{\"caseReference\":\"N-" + me + "\",\"purpose\":\"" + EMERGENCY
                + "\",\"basis\":\"Art. 6(1)(d), Art. 9(2)(c) DSGVO\",\"reason\":\"Found unconscious at the shelter.\"}")
                .post("/v1/emergency-accesses"), "emergencyAccessId");

        Response answer = as(caseworker).header("Emergency-Access", access).get(view);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(Json.text(answer, "attributes.phone[0].value")).isEqualTo("+49 30 7654321");
        assertThat(answer.jsonPath().getBoolean("attributes.phone[0].contested")).isTrue();
        assertThat(answer.jsonPath().getMap("attributes.accessibility_need[0]")).doesNotContainKey("contested");
        Response made = as(caseworker).header("Emergency-Access", UUID.randomUUID()).get(view);
        assertThat(made.statusCode()).as("an access that is none").isEqualTo(403);
    }

    @Test
    @DisplayName("R16 ADR 11: a statement that forgets the condition sees nothing restricted, whatever permits the rest")
    void rowLevelSecurityHoldsItBesides() throws SQLException {
        assertThat(seen("")).containsExactlyInAnyOrder("phone", "german_level");
        restrict();

        assertThat(seen("")).containsExactly("german_level");
        assertThat(seen("SELECT set_config('handschlag.in_emergency', 'false', true)")).containsExactly("german_level");
        assertThat(seen("SELECT set_config('handschlag.in_emergency', 'true', true)"))
                .containsExactlyInAnyOrder("phone", "german_level");
    }

    private List<String> seen(String before) throws SQLException {
        try (Connection connection = reader.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL handschlag.agency = '" + READER + "'");
            statement.execute("SET LOCAL handschlag.open_types = '{gemeinschaftsunterkunft}'");
            if (!before.isEmpty()) {
                statement.execute(before);
            }
            List<String> rows = new ArrayList<>();
            try (ResultSet row = statement
                    .executeQuery("SELECT attribute FROM attribute_value WHERE data_subject_id = '" + me + "'")) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            connection.commit();
            return rows;
        }
    }
}
