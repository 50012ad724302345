package de.handschlag.consent.agency;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestIdentities;

@QuarkusTest
class AgencyTest {

    private static final TestIdentities IDENTITIES = TestIdentities.handschlag();

    @Test
    void registrationIsIdempotent() {
        String id = "kita-" + UUID.randomUUID();

        assertThat(put(id, Map.of("name", "Kita Sonne", "agencyType", "kita")).statusCode()).isEqualTo(201);
        assertThat(put(id, Map.of("name", "Kita Sonne", "agencyType", "kita")).statusCode()).isEqualTo(200);
        assertThat(put(id, Map.of("name", "Kita Mond", "agencyType", "kita")).statusCode()).isEqualTo(200);

        Response one = given().auth().oauth2(IDENTITIES.withoutRole()).get("/v1/agencies/" + id);
        assertThat(one.jsonPath().<String, Object>getMap("")).isEqualTo(Map.of("agencyId", id, "name", "Kita Mond",
                "agencyType", "kita", "sector", "PUBLIC", "dataProtectionRegime", "SGB X", "authority", "state-dpa",
                "mayInformImmigrationOffice", false));
        assertThat(given().auth().oauth2(IDENTITIES.withoutRole()).get("/v1/agencies").<List<String>>path("agencyId"))
                .contains(id).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jobcenter", "job_center", "-jobcenter", "job%20center"})
    void idIsASlug(String id) {
        assertThat(put(id, Map.of("name", "Jobcenter", "agencyType", "jobcenter")).statusCode()).isEqualTo(422);
    }

    @Test
    void agencyCanBeAPartOfABody() {
        String id = "branch-" + UUID.randomUUID();

        assertThat(put(id, Map.of("name", "Bürgerbüro", "agencyType", "meldebehoerde", "body", "stadt-musterstadt"))
                .<String>path("body")).isEqualTo("stadt-musterstadt");
        assertThat(put(id, Map.of("name", "Bürgerbüro", "agencyType", "meldebehoerde", "body", "Stadt Musterstadt"))
                .statusCode()).isEqualTo(422);
        assertThat(given().auth().oauth2(IDENTITIES.withoutRole()).get("/v1/agencies/" + id).<String>path("body"))
                .isEqualTo("stadt-musterstadt");
    }

    @Test
    void descriptionMustBeComplete() {
        assertThat(put("incomplete", Map.of("name", "Jobcenter")).statusCode()).isEqualTo(422);
        assertThat(put("incomplete", Map.of("name", " ", "agencyType", "jobcenter")).statusCode()).isEqualTo(422);
        assertThat(put("incomplete", Map.of("name", "Jobcenter", "agencyType", "casino")).statusCode()).isEqualTo(422);
    }

    @Test
    void unknownAgencyIsNotFound() {
        assertThat(given().auth().oauth2(IDENTITIES.withoutRole()).get("/v1/agencies/nowhere").statusCode())
                .isEqualTo(404);
    }

    @Test
    void regimeAndAuthorityBelongToTheAgencyAndItsTypeHasTheDefaults() {
        String id = "mbe-" + UUID.randomUUID();

        Response byDefault = put(id, Map.of("name", "Beratung", "agencyType", "mbe"));
        assertThat(Json.text(byDefault, "dataProtectionRegime")).isEqualTo("DSGVO+BDSG");
        Response ofTheChurch = put(id, Map.of("name", "Beratung der Caritas", "agencyType", "mbe", "sector", "CHURCH",
                "dataProtectionRegime", "KDG", "authority", "kdsz"));
        assertThat(ofTheChurch.statusCode()).isEqualTo(200);
        assertThat(Json.text(ofTheChurch, "dataProtectionRegime")).isEqualTo("KDG");
        assertThat(Json.text(ofTheChurch, "authority")).isEqualTo("kdsz");
    }

    @ParameterizedTest
    @CsvSource({"CHURCH,DSGVO+LDSG,kdsz", "PRIVATE,DSGVO+LDSG,state-dpa", "PUBLIC,KDG,state-dpa",
            "PUBLIC,SGB XX,state-dpa", "PUBLIC,SGB X,nobody"})
    void regimeFitsTheSectorAndTheAuthorityExists(String sector, String regime, String authority) {
        assertThat(put("unfit", Map.of("name", "Beratung", "agencyType", "mbe", "sector", sector,
                "dataProtectionRegime", regime, "authority", authority)).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"jobcenter,PRIVATE,DSGVO+BDSG", "schule,CHURCH,KDG", "gemeinschaftsunterkunft,PRIVATE,DSGVO+BDSG"})
    @DisplayName("R22 an agency whose type reads by a statute is a public body: no other one is registered under this type")
    void statutesAreForPublicBodies(String type, String sector, String regime) {
        Response answer = put("statute-" + UUID.randomUUID(),
                Map.of("name", "Träger", "agencyType", type, "sector", sector, "dataProtectionRegime", regime));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "violations[0].field")).contains("sector");
    }

    @ParameterizedTest
    @CsvSource({"schule,PUBLIC", "mbe,PRIVATE"})
    @DisplayName("R20 § 87 AufenthG binds no place of education and nobody but public bodies: no notice says that it does")
    void dutyToInformBindsNobodyElse(String type, String sector) {
        Response answer = given()
                .auth().oauth2(IDENTITIES.admin()).contentType(ContentType.JSON).body(Map.of("name", "Stelle",
                        "agencyType", type, "sector", sector, "mayInformImmigrationOffice", true))
                .put("/v1/agencies/informs-" + UUID.randomUUID());

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Json.text(answer, "violations[0].field")).contains("mayInformImmigrationOffice");
    }

    @Test
    void firstRegistrationsAtTheSameMomentAreBothTaken() throws Exception {
        for (int round = 0; round < 5; round++) {
            String id = "twice-" + UUID.randomUUID();
            assertThat(AtOnce.statuses(3, () -> put(id, Map.of("name", "Kita Sonne", "agencyType", "kita"))))
                    .containsExactlyInAnyOrder(201, 200, 200);
        }
    }

    private static Response put(String id, Map<String, String> description) {
        return given().auth().oauth2(IDENTITIES.admin()).contentType(ContentType.JSON).body(description)
                .urlEncodingEnabled(false).put("/v1/agencies/" + id);
    }
}
