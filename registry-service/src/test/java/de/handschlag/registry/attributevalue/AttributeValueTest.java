package de.handschlag.registry.attributevalue;

import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.unlinked;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.catalogue.ValueForm;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
class AttributeValueTest extends RegistryTestCase {

    private static final String AGENCY = "meldebehoerde-1";

    @Inject
    AttributeValueRepository values;

    @Inject
    PersonKeys keys;

    private final UUID person = UUID.randomUUID();
    private final UUID link = UUID.randomUUID();
    private final String reference = "M-" + person;
    private final String address = "/v1/cases/" + reference + "/attributes";

    @BeforeEach
    void linkedCase() {
        consentService.send(linked(person, 1, link, AGENCY, reference));
    }

    private Response put(String attribute, String body) {
        return as(tokens.agencySystem(AGENCY)).header("Consent-Revision", revision(person, 1, AGENCY, reference))
                .body(body).put(address + "/" + attribute);
    }

    @Test
    void contributionIsKeptReplacedAndTakenBack() {
        put("address", "{\"value\":\"Hauptstr. 1\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        put("address", "{\"value\":\"Hauptstr. 2\",\"asOf\":\"2026-02-01\"}").then().statusCode(204);

        Response own = as(tokens.agencySystem(AGENCY)).get(address);
        assertThat(own.jsonPath().getList("values")).hasSize(1);
        assertThat(Json.text(own, "values[0].asOf")).isEqualTo("2026-02-01");
        assertThat(kept("address")).isEqualTo("Hauptstr. 2");

        as(tokens.agencySystem(AGENCY)).delete(address + "/address").then().statusCode(204);
        as(tokens.agencySystem(AGENCY)).delete(address + "/address").then().statusCode(404);
    }

    @Test
    @DisplayName("The first value of a person, contributed eight times at once, is one contribution")
    void contributedAtTheSameMoment() throws Exception {
        assertThat(AtOnce.statuses(8, () -> put("address", "{\"value\":\"Hauptstr. 1\",\"asOf\":\"2026-01-01\"}")))
                .containsOnly(204);
        assertThat(kept("address")).isEqualTo("Hauptstr. 1");
    }

    /** The value that the registry keeps; no agency can ask for its own. */
    private String kept(String attribute) {
        return QuarkusTransaction.requiringNew().call(() -> {
            AttributeValue value = values.findById(new AttributeValue.Key(person, attribute, AGENCY));
            return keys.find(person).orElseThrow().open(attribute, AGENCY, value.sealedValue());
        });
    }

    @Test
    @DisplayName("R18 G3 an agency sees of what it contributed a value, of which day and when, and no value: that would be a read without purpose and record")
    void ownContributionsHaveNoValues() {
        Instant before = Instant.now();
        put("phone", "{\"value\":\"+49 1515 5550199\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);

        for (String token : new String[]{tokens.agencySystem(AGENCY), tokens.caseworker(AGENCY)}) {
            Response own = as(token).get(address);

            assertThat(own.jsonPath().getMap("values[0]")).containsOnlyKeys("attribute", "source", "asOf", "recordedAt")
                    .containsEntry("attribute", "phone").containsEntry("source", AGENCY)
                    .containsEntry("asOf", "2026-01-01");
            assertThat(Instant.parse(Json.text(own, "values[0].recordedAt"))).isBetween(before.minusSeconds(1),
                    Instant.now());
            assertThat(own.asString()).doesNotContain("5550199");
        }
    }

    @Test
    void severalValuesAreTakenAllOrNone() {
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .until(() -> as(tokens.agencySystem(AGENCY)).get(address).statusCode() == 200);
        as(tokens.agencySystem(AGENCY)).header("Consent-Revision", revision(person, 1, AGENCY, reference)).body("""
                {"values":[{"attribute":"phone","value":"1","asOf":"2026-01-01"},
                           {"attribute":"no_such","value":"1","asOf":"2026-01-01"}]}""").put(address).then()
                .statusCode(422);
        assertThat(as(tokens.agencySystem(AGENCY)).get(address).jsonPath().getList("values")).isEmpty();

        as(tokens.agencySystem(AGENCY)).body("""
                {"values":[{"attribute":"phone","value":"1","asOf":"2026-01-01"},
                           {"attribute":"email","value":"a@b.example","asOf":"2026-01-01"}]}""").put(address).then()
                .statusCode(204);
        assertThat(as(tokens.agencySystem(AGENCY)).get(address).jsonPath().getList("values.attribute"))
                .containsExactly("email", "phone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no_such        | {"value":"x","asOf":"2026-01-01"}
            flight_history | {"value":"x","asOf":"2026-01-01"}
            phone          | {"value":"","asOf":"2026-01-01"}
            phone          | {"value":"x"}
            phone          | {"value":"x","asOf":"2999-01-01"}
            phone          | {"value":"x","asOf":"0020-05-15"}
            photo          | {"value":"x","asOf":"2026-01-01"}
            religion       | {"value":"x","asOf":"2026-01-01"}
            """)
    @DisplayName("R5 what the catalogue does not know or does not let be shared is refused, as is what is no value")
    void invalidContributionIsRefused(String attribute, String body) {
        Response answer = put(attribute, body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:invalid-request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gender        | f          | m (männlich), w (weiblich), d (divers), x (ohne Angabe)
            nationalities | Syrien     | ISO 3166-1
            birth_date    | 17.05.1990 | 1990-05-17
            bank_account  | DE00370400440532013000 | check digits
            birth_date    | 0020-05-15 | from 1900-01-01 to today
            birth_date    | 0000-01-01 | from 1900-01-01 to today
            birth_date    | 2990-01-01 | from 1900-01-01 to today
            birth_date    | 1991-02-29 | from 1900-01-01 to today
            entry_date    | 2999-01-01 | from 1900-01-01 to today
            title_valid_until | 0000-01-01 | from 1950-01-01 to 50 years from now
            title_valid_until | 2999-01-01 | from 1950-01-01 to 50 years from now
            income        | 1.200,50   | two decimals
            residence_title | Paragraf 25 | ae-25-2
            nationalities | SY         | three letters
            nationalities | CS         | ask the person again
            """)
    @DisplayName("A value of another form is refused; the answer names what is allowed and does not repeat the value")
    void valueOfAnotherFormIsRefused(String attribute, String value, String allowed) {
        Response answer = put(attribute, "{\"value\":\"" + value + "\",\"asOf\":\"2026-01-01\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:invalid-request");
        assertThat(Json.text(answer, "detail")).contains(attribute).contains(allowed);
        if (value.length() > 2) {
            assertThat(answer.asString()).doesNotContain(value);
        }
    }

    @Test
    void aliasOfACodeIsKeptAsTheCode() {
        put("birth_country", "{\"value\":\"RKS\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);

        assertThat(kept("birth_country")).isEqualTo("XXK");
    }

    @Test
    @DisplayName("A birth the day after tomorrow is refused, and a title may be valid until then")
    void validityMayEndInTheFuture() {
        String soon = LocalDate.now(ZoneId.of("Europe/Berlin")).plusDays(2).toString();

        assertThat(put("birth_date", "{\"value\":\"" + soon + "\",\"asOf\":\"2026-01-01\"}").statusCode())
                .isEqualTo(422);
        assertThat(put("title_valid_until", "{\"value\":\"" + soon + "\",\"asOf\":\"2026-01-01\"}").statusCode())
                .isEqualTo(204);
    }

    @Test
    void incompleteBirthDateIsAValue() {
        put("birth_date", "{\"value\":\"1990-05\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);

        assertThat(kept("birth_date")).isEqualTo("1990-05");
    }

    @Test
    @DisplayName("R24 a value that becomes another one, or none, is noted as changed; the same value said again is not")
    void correctionIsNoted() throws SQLException {
        put("phone", "{\"value\":\"1\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        put("phone", "{\"value\":\"1\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        assertThat(corrections()).isZero();

        put("phone", "{\"value\":\"2\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        assertThat(corrections()).isEqualTo(1);

        as(tokens.agencySystem(AGENCY)).delete(address + "/phone").then().statusCode(204);
        assertThat(corrections()).isEqualTo(2);
    }

    private long corrections() throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection
                        .prepareStatement("SELECT count(*) FROM value_correction WHERE data_subject_id = ?")) {
            statement.setObject(1, person);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Test
    @DisplayName("R24 a code in the words of an earlier catalogue is the same value, so that saying it anew obliges nobody")
    void valueOfAnEarlierCatalogueSaidAnewIsNoCorrection() throws SQLException {
        put("phone", "{\"value\":\"1\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        QuarkusTransaction.requiringNew()
                .run(() -> values.put(new AttributeValue.Key(person, "benefit_type", AGENCY),
                        keys.findOrMake(person).seal("benefit_type", AGENCY, "SGB II"), LocalDate.of(2026, 1, 1),
                        Instant.now(), ValueForm.TEXT));

        put("benefit_type", "{\"value\":\"sgb2\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);

        assertThat(corrections()).isZero();
        assertThat(kept("benefit_type")).isEqualTo("sgb2");
        put("benefit_type", "{\"value\":\"sgb3\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        assertThat(corrections()).isEqualTo(1);
    }

    @Test
    @DisplayName("A contribution for the person of its Consent-Revision never goes to the one whose the case reference was before")
    void contributionGoesToThePersonOfItsRevision() {
        put("phone", "{\"value\":\"1\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        UUID next = UUID.randomUUID();
        String token = revision(next, 1, AGENCY, reference);
        String other = "{\"value\":\"2\",\"asOf\":\"2026-01-01\"}";

        Response early = as(tokens.agencySystem(AGENCY)).header("Consent-Revision", token).body(other)
                .put(address + "/phone");

        assertThat(early.statusCode()).isEqualTo(404);
        assertThat(Json.text(early, "type")).isEqualTo("urn:handschlag:problem:case-not-found");
        assertThat(kept("phone")).isEqualTo("1");
        consentService.send(unlinked(person, 2, link, AGENCY, reference));
        consentService.send(linked(next, 1, UUID.randomUUID(), AGENCY, reference));
        as(tokens.agencySystem(AGENCY)).header("Consent-Revision", token).body(other).put(address + "/phone").then()
                .statusCode(204);
        assertThat(kept("phone")).isEqualTo("1");
        assertThat(QuarkusTransaction.requiringNew()
                .call(() -> values.findById(new AttributeValue.Key(next, "phone", AGENCY)))).isNotNull();
    }

    @Test
    @DisplayName("While the registry has not come to the revision of a contribution, the answer is the one of a read")
    void revisionThatIsNotReached() {
        put("phone", "{\"value\":\"1\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        consentService.beating(false);
        try {
            Response answer = as(tokens.agencySystem(AGENCY))
                    .header("Consent-Revision", revision(UUID.randomUUID(), 1, AGENCY, reference))
                    .body("{\"value\":\"2\",\"asOf\":\"2026-01-01\"}").put(address + "/phone");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:revision-not-reached");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        } finally {
            consentService.beating(true);
        }
        assertThat(kept("phone")).isEqualTo("1");
    }

    @Test
    void bodyThatIsNoJsonOrHasUnknownMembersIsMalformed() {
        assertThat(put("phone", "{").statusCode()).isEqualTo(400);
        assertThat(put("phone", "{\"value\":\"x\",\"asOf\":\"2026-01-01\",\"extra\":1}").statusCode()).isEqualTo(400);
        assertThat(put("phone", "{\"value\":\"x\",\"asOf\":\"yesterday\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void tooLongValueIsRefused() {
        assertThat(put("phone", "{\"value\":\"" + "x".repeat(2001) + "\",\"asOf\":\"2026-01-01\"}").statusCode())
                .isEqualTo(422);
        assertThat(put("phone", "{\"value\":\"" + "x".repeat(300_000) + "\",\"asOf\":\"2026-01-01\"}").statusCode())
                .isEqualTo(413);
    }

    @Test
    void caseOfAnotherAgencyDoesNotExist() {
        put("phone", "{\"value\":\"1\",\"asOf\":\"2026-01-01\"}").then().statusCode(204);
        String stranger = tokens.agencySystem("jobcenter-9");

        assertThat(as(stranger).get(address).statusCode()).isEqualTo(404);
        assertThat(as(stranger).body("{\"value\":\"2\",\"asOf\":\"2026-01-01\"}").put(address + "/phone").statusCode())
                .isEqualTo(404);
        assertThat(as(stranger).delete(address + "/phone").statusCode()).isEqualTo(404);
        assertThat(kept("phone")).isEqualTo("1");
    }
}
