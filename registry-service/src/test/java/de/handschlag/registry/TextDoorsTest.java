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
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.registry.personkey.PersonKeys;
import de.handschlag.teststack.TestStack;
import de.handschlag.teststack.TextsOfStrangers;

/** The rule for texts (ADR 47) at every door of this service at which a text comes in. */
@QuarkusTest
@DisplayName("Texts that come in")
class TextDoorsTest extends RegistryTestCase {

    private static final String AGENCY = "text-doors";
    private static final String SOMETHING = UUID.randomUUID().toString();

    /** @param body with a place for the text between quotes */
    private record Door(String method, String path, String body, String member, String token) {

        Response send(String text) {
            return RestAssured.given().auth().oauth2(token).contentType(ContentType.JSON).body(body.formatted(text))
                    .request(method, path);
        }

        @Override
        public String toString() {
            return method + " " + path + " " + member;
        }
    }

    private static Door door(String method, String path, String body, String member) {
        return new Door(method, path, body, member, tokens.caseworker(AGENCY, "case-management", "vital-emergency"));
    }

    private static Door systemsDoor(String method, String path, String body, String member) {
        return new Door(method, path, body, member, tokens.agencySystem(AGENCY, "case-management"));
    }

    private static String emergency(String basis, String more) {
        return "{\"caseReference\":\"T-1\",\"purpose\":\"vital-emergency\",\"basis\":\"" + basis + "\"" + more + "}";
    }

    private static Stream<Door> ofSeveralLines() {
        String reason = "The hospital asks for allergies.";
        return Stream
                .of(door("POST", "/v1/emergency-accesses", emergency("§ 34 StGB", ",\"reason\":\"%s\""), "reason"),
                        door("POST", "/v1/emergency-accesses",
                                emergency("§ 34 StGB", ",\"reason\":\"" + reason
                                        + "\",\"deferNotice\":{\"reason\":\"%s\",\"until\":\"2027-01-01T00:00:00Z\"}"),
                                "deferNotice.reason"),
                        door("POST", "/v1/emergency-accesses/" + SOMETHING + "/review",
                                "{\"outcome\":\"JUSTIFIED\",\"comment\":\"%s\"}", "comment"));
    }

    private static Stream<Door> ofOneLine() {
        return Stream.of(norm(),
                door("POST", "/v1/emergency-accesses",
                        emergency("%s", ",\"reason\":\"The hospital asks for allergies.\""), "basis"),
                door("PUT", "/v1/cases/T-1/attributes/phone", "{\"value\":\"%s\",\"asOf\":\"2026-01-01\"}", "value"),
                door("PUT", "/v1/cases/T-1/attributes",
                        "{\"values\":[{\"attribute\":\"phone\",\"value\":\"%s\",\"asOf\":\"2026-01-01\"}]}",
                        "values[0].value"),
                door("POST", "/v1/views", "{\"purpose\":\"case-management\",\"caseReferences\":[\"T-1\",\"%s\"]}",
                        "caseReferences[1]"),
                systemsDoor("PUT", "/v1/webhook", "{\"url\":\"%s\"}", "url"));
    }

    private static Door norm() {
        return systemsDoor("POST", "/v1/obligations/" + SOMETHING + "/answer",
                "{\"outcome\":\"KEPT_BY_NORM\",\"norm\":\"%s\"}", "norm");
    }

    private static Stream<Door> ofWords() {
        return Stream.concat(ofSeveralLines(), Stream.of(norm()));
    }

    private static Stream<Arguments> each(Stream<Door> doors, Stream<String> texts) {
        List<String> all = texts.toList();
        return doors.flatMap(door -> all.stream().map(text -> Arguments.of(door, text)));
    }

    static Stream<Arguments> refused() {
        return each(Stream.concat(ofOneLine(), ofSeveralLines()), TextsOfStrangers.refused());
    }

    static Stream<Arguments> severalLines() {
        return each(ofOneLine(), TextsOfStrangers.severalLines());
    }

    static Stream<Arguments> wordless() {
        return each(ofWords(), TextsOfStrangers.wordless());
    }

    private static void isRefused(Door door, String text) {
        Response answer = door.send(text);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.jsonPath().getString("type")).isEqualTo("urn:handschlag:problem:invalid-request");
        assertThat(answer.jsonPath().getList("violations.field")).containsExactly(door.member());
        assertThat(answer.jsonPath().getList("violations.in")).containsExactly("body");
        assertThat(answer.asString()).doesNotContain("Kerze", "Docht", "rze");
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("422 that names the member, never the text, for what cannot be stored, seen or trusted")
    void brokenOrUnseenTextIsRefused(Door door, String text) {
        isRefused(door, text);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("422 for line breaks where one line is meant")
    void severalLines(Door door, String text) {
        isRefused(door, text);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("422 for a text without words where something has to be said")
    void wordless(Door door, String text) {
        isRefused(door, text);
    }

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
