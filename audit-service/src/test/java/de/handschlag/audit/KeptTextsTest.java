package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import de.handschlag.teststack.Json;
import de.handschlag.teststack.TextDoor;

/** What becomes of a text that is taken (ADR 47): its normal form, its length in characters; and parameters under the same rule. */
@QuarkusTest
@DisplayName("Texts that are kept")
class KeptTextsTest extends AuditTestCase {

    private static TextDoor door(String path, String body, String member) {
        return new TextDoor("POST", path, body, member, tokens::dpo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/log-entries?agencyId=", "/v1/log-entries?agencyId=a&caseReference=",
            "/v1/log-entries?purpose=", "/v1/log-entries?employee=", "/v1/log-digests/2026-W48?agencyId=",
            "/v1/log-entries/counts?from=2026-11-01&to=2026-11-02&agencyId=",
            "/v1/log-entries/counts?from=2026-11-01&to=2026-11-02&purpose=",
            "/v1/log-anomalies?from=2026-11-01&to=2026-11-02&agencyId="})
    @DisplayName("422 that names the parameter")
    void parametersAreUnderTheRule(String question) {
        String name = question.replaceAll(".*[?&](\\w+)=", "$1");
        for (String text : List.of("%00", "Kerze%00", "%E2%80%8B%E2%81%A0", "Ker%E2%80%AEze", "%EF%BF%BD",
                "Kerze%0Aund", "%C2%A0", "Kerze".repeat(130))) {
            Response answer = as(tokens.dpo()).urlEncodingEnabled(false)
                    .get(question + text + "&queryPurpose=incident");

            assertThat(answer.statusCode()).as(text + ": " + answer.asString()).isEqualTo(422);
            assertThat(Json.text(answer, "detail")).startsWith(name + ": ");
            assertThat(answer.asString().replaceAll("\"instance\":\"[^\"]*\"", "")).doesNotContain("Kerze");
        }
    }

    @Test
    @DisplayName("A parameter is looked for in its normal form")
    void parameterIsNormalised() {
        String agency = "b\u00fcro-" + UUID.randomUUID();
        awaitIndexes(corridor.send(Corridor.unknownCase(agency, "x", "housing")).id());

        for (String written : List.of(agency, agency.replace("\u00fc", "u\u0308"), " " + agency + "\u00a0")) {
            Response answer = asDpo().queryParam("agencyId", written).get("/v1/log-entries");
            assertThat(answer.jsonPath().getList("entries")).as(written).hasSize(1);
        }
    }

    @Test
    @DisplayName("A reason is kept as NFC, with its lines and without blanks around it; its length counts characters")
    void reasonIsKeptInItsNormalForm() {
        String agency = "reasons-" + UUID.randomUUID();
        awaitIndexes(corridor.send(Corridor.unknownCase(agency, "x", "housing")).id());
        TextDoor door = door("/v1/legal-holds", "{\"agencyId\":\"" + agency + "\",\"reason\":\"%s\"}", "reason");

        assertThat(door.send("\ud801\udcb0".repeat(1001)).statusCode()).isEqualTo(422);
        assertThat(door.send("M\u00fchle \u0661\u0662").statusCode()).as("eight characters").isEqualTo(422);
        Response set = door.send(" \\r\\nMu\u0308hlenbach 17\\nvor Gericht\u00a0\\n");
        Response longest = as(tokens.dpo()).contentType(ContentType.JSON)
                .body("{\"reason\":\"" + "\ud801\udcb0".repeat(1000) + "\"}")
                .post("/v1/legal-holds/" + Json.text(set, "id") + "/release");

        assertThat(set.statusCode()).as(set.asString()).isEqualTo(201);
        assertThat(Json.text(set, "reason")).isEqualTo("M\u00fchlenbach 17\nvor Gericht");
        assertThat(longest.statusCode()).as(longest.asString()).isEqualTo(200);
        assertThat(Json.text(longest, "releaseReason").codePoints().count()).isEqualTo(1000);
    }
}
