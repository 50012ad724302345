package de.handschlag.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TextDoor;
import de.handschlag.teststack.TextDoorsTestCase;

/** The rule for texts (ADR 47) at every door of this service at which a text comes in. */
@QuarkusTest
@DisplayName("Texts that come in")
class TextDoorsTest extends TextDoorsTestCase {

    private static final TestIdentities IDENTITIES = TestIdentities.handschlag();
    private static final String SOMETHING = UUID.randomUUID().toString();

    private static TextDoor personsDoor(String decision, String body, String member) {
        return new TextDoor("POST", "/v1/me/consent-records/" + SOMETHING + "/" + decision, body, member,
                () -> IDENTITIES.dataSubject("text-doors"));
    }

    private static TextDoor agencysDoor(String path, String body, String member) {
        return new TextDoor("POST", path, body, member, () -> IDENTITIES.agencySystem("text-doors", "case-management"));
    }

    private static TextDoor nameOfAgency() {
        return new TextDoor("PUT", "/v1/agencies/text-doors", "{\"name\":\"%s\",\"agencyType\":\"kita\"}", "name",
                IDENTITIES::admin);
    }

    private static TextDoor reasonOfWithdrawal() {
        return new TextDoor("POST", "/v1/consent-requests/" + SOMETHING + "/withdrawal",
                "{\"channel\":\"ORAL\",\"reason\":\"%s\"}", "reason",
                () -> IDENTITIES.caseworker("text-doors", "case-management"));
    }

    private static TextDoor reasonOfApproval() {
        return new TextDoor("POST", "/v1/consent-requests/" + SOMETHING + "/approval",
                "{\"channel\":\"ORAL\",\"reason\":\"%s\",\"attributes\":[\"phone\"],\"language\":\"de\",\"noticeHash\":\""
                        + "0".repeat(64) + "\",\"signedBy\":\"PERSON\",\"interpreter\":false}",
                "reason", () -> IDENTITIES.caseworker("text-doors", "case-management"));
    }

    @Override
    protected Stream<TextDoor> ofSeveralLines() {
        return Stream.of(reasonOfWithdrawal(), reasonOfApproval());
    }

    @Override
    protected Stream<TextDoor> ofOneLine() {
        String hash = "0".repeat(64);
        return Stream.of(nameOfAgency(),
                new TextDoor("PUT", "/v1/agencies/text-doors", "{\"name\":\"Kita\",\"agencyType\":\"%s\"}",
                        "agencyType", IDENTITIES::admin),
                agencysDoor("/v1/cases", "{\"caseReference\":\"%s\"}", "caseReference"),
                agencysDoor("/v1/consent-requests",
                        "{\"caseReference\":\"T-1\",\"purpose\":\"%s\",\"attributes\":[\"phone\"],\"months\":1}",
                        "purpose"),
                agencysDoor("/v1/consent-requests",
                        "{\"caseReference\":\"T-1\",\"purpose\":\"case-management\","
                                + "\"attributes\":[\"phone\",\"%s\"],\"months\":1}",
                        "attributes[1]"),
                personsDoor("approval", "{\"language\":\"%s\",\"noticeHash\":\"" + hash + "\"}", "language"),
                personsDoor("approval", "{\"language\":\"de\",\"noticeHash\":\"%s\"}", "noticeHash"),
                personsDoor("secrecy-releases",
                        "{\"sourceAgencyId\":\"%s\",\"language\":\"de\",\"noticeHash\":\"" + hash + "\"}",
                        "sourceAgencyId"),
                personsDoor("secrecy-releases",
                        "{\"sourceAgencyId\":\"mbe\",\"language\":\"%s\",\"noticeHash\":\"" + hash + "\"}", "language"),
                personsDoor("secrecy-releases",
                        "{\"sourceAgencyId\":\"mbe\",\"language\":\"de\",\"noticeHash\":\"%s\"}", "noticeHash"),
                personsDoor("refusal", "{\"language\":\"%s\"}", "language"),
                new TextDoor("PUT", "/v1/me/notifications", "{\"address\":\"%s\",\"language\":\"de\"}", "address",
                        () -> IDENTITIES.dataSubject("text-doors")),
                new TextDoor("PUT", "/v1/me/notifications", "{\"address\":\"a@example.org\",\"language\":\"%s\"}",
                        "language", () -> IDENTITIES.dataSubject("text-doors")));
    }

    @Override
    protected Stream<TextDoor> ofWords() {
        return Stream.of(nameOfAgency(), reasonOfWithdrawal(), reasonOfApproval());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me/consent-records?status=", "/v1/me/consent-records?cursor=",
            "/v1/me/consent-records/0193a4c8-4444-7000-8000-000000000004?language="})
    @DisplayName("422 that names the parameter")
    void parametersAreUnderTheRule(String question) {
        String name = question.replaceAll(".*[?&](\\w+)=", "$1");
        for (String text : List.of("%00", "de%00", "%E2%80%8B%E2%81%A0", "d%E2%80%AEe", "%EF%BF%BD", "d%0Ae",
                "%C2%A0")) {
            Response answer = RestAssured.given().auth().oauth2(IDENTITIES.dataSubject("text-doors"))
                    .urlEncodingEnabled(false).get(question + text);

            assertThat(answer.statusCode()).as(text + ": " + answer.asString()).isEqualTo(422);
            assertThat(Json.text(answer, "detail")).startsWith(name + ": ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "kita%00", "ki%E2%80%8Fta", "%EF%BF%BD"})
    @DisplayName("422 that names the part of the address")
    void addressIsUnderTheRule(String text) {
        Response answer = RestAssured.given().auth().oauth2(IDENTITIES.admin()).urlEncodingEnabled(false)
                .get("/v1/agencies/" + text);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(Json.text(answer, "detail")).startsWith("agencyId: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-doors%20", "%C2%A0text-doors", "text-doors%E2%80%8F"})
    @DisplayName("A part of the address names a thing: with blanks around it, it names none")
    void partOfTheAddressIsNotTrimmed(String text) {
        nameOfAgency().send("Kita");

        assertThat(RestAssured.given().auth().oauth2(IDENTITIES.admin()).urlEncodingEnabled(false)
                .get("/v1/agencies/" + text).statusCode()).isEqualTo(422);
        assertThat(RestAssured.given().auth().oauth2(IDENTITIES.admin()).get("/v1/agencies/text-doors").statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("R7 The same name of an agency in another form is the same name: kept as NFC, without blanks; measured in characters")
    void nameIsKeptInItsNormalForm() {
        TextDoor door = nameOfAgency();

        Response decomposed = door.send(" Stadtbu\u0308cherei \u0130zmir\u00a0");
        assertThat(decomposed.statusCode()).as(decomposed.asString()).isIn(200, 201);
        assertThat(Json.text(decomposed, "name")).isEqualTo("Stadtb\u00fccherei \u0130zmir");
        assertThat(RestAssured.given().auth().oauth2(IDENTITIES.withoutRole()).get("/v1/agencies/text-doors").jsonPath()
                .getString("name")).isEqualTo("Stadtb\u00fccherei \u0130zmir");
        assertThat(door.send("\ud801\udcb0".repeat(200)).statusCode()).isEqualTo(200);
        assertThat(door.send("\ud801\udcb0".repeat(201)).statusCode()).isEqualTo(422);
    }
}
