package de.handschlag.registry;

import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.teststack.TestStack;

/** What becomes of a text that is taken (ADR 47): its normal form, its length in characters; and parameters under the same rule. */
@QuarkusTest
@DisplayName("Texts that are kept")
class KeptTextsTest extends RegistryTestCase {

    private static final String AGENCY = "text-doors";

    private final UUID person = UUID.randomUUID();
    private final String reference = "T-" + person;
    private final String address = "/v1/cases/" + reference + "/attributes/family_name";

    @Inject
    PersonKeys keys;

    private void put(String value) {
        as(tokens.agencySystem(AGENCY)).header("Consent-Revision", revision(person, 1, AGENCY, reference))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-01\"}").put(address).then().statusCode(204);
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
    @DisplayName("R24 The same name composed, decomposed or between blanks is no correction, whichever was stored; kept as NFC")
    void sameNameInAnotherFormIsNoCorrection() throws SQLException {
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        String composed = "Nguy\u1ec5n-M\u00fcller";
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        put(composed);
        for (String same : List.of(decomposed, " " + composed + " ", "\u00a0" + decomposed + "\u200f")) {
            put(same);
        }
        assertThat(corrections()).isZero();

        storeAsBefore(decomposed);
        put(composed);
        assertThat(corrections()).as("stored decomposed before the rule was there").isZero();
        put(decomposed + "a");
        assertThat(corrections()).isEqualTo(1);
        assertThat(stored()).isEqualTo(composed + "a");
    }

    private void storeAsBefore(String value) throws SQLException {
        byte[] sealed = QuarkusTransaction.requiringNew()
                .call(() -> keys.find(person).orElseThrow().seal("family_name", AGENCY, value));
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection
                        .prepareStatement("UPDATE attribute_value SET sealed_value = ? WHERE data_subject_id = ?")) {
            statement.setBytes(1, sealed);
            statement.setObject(2, person);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private String stored() throws SQLException {
        try (Connection connection = TestStack.superuserConnection();
                PreparedStatement statement = connection
                        .prepareStatement("SELECT sealed_value FROM attribute_value WHERE data_subject_id = ?")) {
            statement.setObject(1, person);
            try (ResultSet row = statement.executeQuery()) {
                assertThat(row.next()).isTrue();
                byte[] sealed = row.getBytes(1);
                return QuarkusTransaction.requiringNew()
                        .call(() -> keys.find(person).orElseThrow().open("family_name", AGENCY, sealed));
            }
        }
    }

    @Test
    @DisplayName("A length counts characters, not Java's halves of them")
    void lengthIsInCharacters() {
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        put("\ud83d\udd6f".repeat(2000));

        Response longer = as(tokens.agencySystem(AGENCY))
                .body("{\"value\":\"" + "\ud83d\udd6f".repeat(2001) + "\",\"asOf\":\"2026-01-01\"}").put(address);

        assertThat(longer.statusCode()).isEqualTo(422);
        assertThat(longer.jsonPath().getList("violations.field")).containsExactly("value");
    }

    @Test
    @DisplayName("422 that names the parameter or header")
    void parametersAndHeadersAreUnderTheRule() {
        for (String query : List.of("%00", "case-management%00", "%E2%80%AEcase", "%EF%BF%BD", "case%09management")) {
            Response answer = RestAssured.given().auth().oauth2(tokens.agencySystem(AGENCY, "case-management"))
                    .urlEncodingEnabled(false).get("/v1/cases/T-1/view?purpose=" + query);

            assertThat(answer.statusCode()).as(query + " " + answer.asString()).isEqualTo(422);
            assertThat(answer.jsonPath().getList("violations.field")).containsExactly("purpose");
        }
        for (String employee : List.of("a b", "Kerze\u00fc", "x".repeat(65))) {
            Response answer = as(tokens.agencySystem(AGENCY, "case-management")).header("Employee-Reference", employee)
                    .get("/v1/cases/T-1/view?purpose=case-management");

            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
            assertThat(answer.asString()).contains("Employee-Reference").doesNotContain("Kerze");
        }
    }
}
