package de.handschlag.audit.asking.complaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.PlayedConsentService;
import de.handschlag.event.PersonErased;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("Art. 12(3) Complaints")
class ComplaintTest extends AuditTestCase {

    private static final String TEXT = "Das Jobcenter kennt mich nicht.\nWarum?";
    private static final String ANSWER = "Die Auskunft war durch Ihre Einwilligung gedeckt.";

    private final String token = tokens.dataSubject("complaints-" + UUID.randomUUID());
    private final UUID me = PlayedConsentService.personOf(token);

    private static long disclosedOf(UUID person) {
        return awaitIndexes(corridor.send(Corridor.disclosed(person, 0, "jobcenter", "worker-1", "C-1",
                "case-management", UUID.randomUUID(), "address")).id()).getFirst();
    }

    private Response complain(long index, String text) {
        return as(token).contentType(ContentType.JSON).body(Map.of("entryIndex", index, "text", text))
                .post("/v1/my/complaints");
    }

    private static Response answer(String id, String text) {
        return as(tokens.dpo()).contentType(ContentType.JSON).body(Map.of("text", text))
                .put("/v1/complaints/" + id + "/answer");
    }

    @Test
    @DisplayName("a person complains about an entry, the officer gets it as a file and answers within a month, and the person reads the answer")
    void fromComplaintToAnswer() {
        awaitDayThatLasts(Complaint.TIME_ZONE);
        long index = disclosedOf(me);

        Response made = complain(index, TEXT);

        assertThat(made.statusCode()).isEqualTo(201);
        String id = Json.text(made, "id");
        LocalDate deadline = LocalDate.now(Complaint.TIME_ZONE).plusMonths(1);
        assertThat(Json.text(made, "deadline")).isEqualTo(deadline.toString());
        assertThat(complain(index, TEXT).jsonPath().getString("id")).as("sent twice").isEqualTo(id);

        Response listed = as(tokens.dpo()).get("/v1/complaints?limit=200");
        assertThat(listed.jsonPath().getList("complaints.id", String.class)).contains(id);
        assertThat(listed.asString()).doesNotContain(me.toString()).doesNotContain("Jobcenter");

        JsonPath file = as(tokens.dpo()).get("/v1/complaints/" + id).jsonPath();
        assertThat(file.getString("text")).isEqualTo(TEXT);
        assertThat(file.getString("dataSubjectId")).isEqualTo(me.toString());
        assertThat(file.getLong("entry.index")).isEqualTo(index);
        assertThat(file.getString("explanation.verdict.result")).isEqualTo("not-covered");
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(as(token).get("/v1/my/accesses").jsonPath().getString("accesses[0].queryPurpose"))
                        .as("R29 the person sees that it was opened").isEqualTo("complaint"));

        assertThat(answer(id, ANSWER).statusCode()).isEqualTo(200);
        assertThat(answer(id, ANSWER).statusCode()).as("sent twice").isEqualTo(200);
        Response other = answer(id, "Eine andere Antwort.");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(Json.text(other, "type")).endsWith("already-answered");
        JsonPath own = as(token).get("/v1/my/complaints").jsonPath();
        assertThat(own.getList("complaints.id")).containsExactly(id);
        assertThat(own.getString("complaints[0].answer")).isEqualTo(ANSWER);
        assertThat(own.prettify()).doesNotContain("answeredBy");
        assertThat(as(tokens.dpo()).get("/v1/complaints?state=answered&limit=200").jsonPath().getList("complaints.id",
                String.class)).contains(id);
    }

    @Test
    @DisplayName("R37 only an entry that the person is shown can be complained about; another one is not found, as one that does not exist")
    void ownEntriesOnly() {
        long other = disclosedOf(UUID.randomUUID());
        Response ofOther = complain(other, TEXT);
        Response ofNobody = complain(Long.MAX_VALUE, TEXT);
        assertThat(ofOther.statusCode()).isEqualTo(404);
        assertThat(ofNobody.statusCode()).isEqualTo(404);
        assertThat(Json.text(ofOther, "detail")).isEqualTo(Json.text(ofNobody, "detail"));
        long hidden = awaitIndexes(corridor.send(Corridor.caseLinked(me, 1, "jobcenter", "C-1")).id()).getFirst();
        assertThat(complain(hidden, TEXT).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("Sent eight times at once it is one")
    void sentAtTheSameMoment() throws Exception {
        long index = disclosedOf(me);
        Set<String> made = new HashSet<>();
        for (Response answer : AtOnce.answers(Collections.nCopies(8, () -> complain(index, TEXT)))) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            made.add(Json.text(answer, "id"));
        }

        assertThat(made).hasSize(1);
        assertThat(as(token).get("/v1/my/complaints").jsonPath().getList("complaints.id"))
                .containsExactlyElementsOf(made);
    }

    @Test
    @DisplayName("G5 a complaint goes with the person")
    void goesWithThePerson() {
        String id = complain(disclosedOf(me), TEXT).jsonPath().getString("id");
        assertThat(one("SELECT count(*) FROM complaint WHERE id = '" + id + "'")).isOne();

        awaitIndexes(corridor.send(new PersonErased(me, 2, Corridor.now())).id());

        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(one("SELECT count(*) FROM complaint WHERE id = '" + id + "'")).isZero());
        assertThat(as(tokens.dpo()).get("/v1/complaints/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("no more than twenty of one person wait for an answer")
    void notTooMany() {
        long index = disclosedOf(me);
        for (int i = 0; i < ComplaintService.MOST_OPEN; i++) {
            complain(index, TEXT + i).then().statusCode(201);
        }
        Response more = complain(index, TEXT);
        assertThat(more.statusCode()).isEqualTo(409);
        assertThat(Json.text(more, "type")).endsWith("too-many-complaints");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"text":"Warum?"}                         | entryIndex
            {"entryIndex":0}                          | text
            {"entryIndex":0,"text":"..."}             | text
            {"entryIndex":-1,"text":"Warum?"}         | entryIndex
            {"entryIndex":0,"text":"Warum?","to":"x"} | to
            """)
    @DisplayName("what is missing or not understood is refused by name")
    void refusedByName(String body, String field) {
        Response refused = as(token).contentType(ContentType.JSON).body(body).post("/v1/my/complaints");
        assertThat(refused.statusCode()).isBetween(400, 422);
        assertThat(refused.asString()).contains(field);
    }

    @Test
    @DisplayName("persons complain, data-protection officers answer, and nobody does the other's")
    void roles() {
        RestAssured.get("/v1/my/complaints").then().statusCode(401);
        RestAssured.get("/v1/complaints").then().statusCode(401);
        as(tokens.dpo()).get("/v1/my/complaints").then().statusCode(403);
        as(token).get("/v1/complaints").then().statusCode(403);
        as(token).get("/v1/complaints/" + UUID.randomUUID()).then().statusCode(403);
        as(token).contentType(ContentType.JSON).body(Map.of("text", ANSWER))
                .put("/v1/complaints/" + UUID.randomUUID() + "/answer").then().statusCode(403);
        as(tokens.dpo()).get("/v1/complaints/" + UUID.randomUUID()).then().statusCode(404);
    }
}
