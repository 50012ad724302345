package de.handschlag.registry.correction;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.unlinked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.event.NewsForPerson;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.PlayedPersons;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("A person says that a stored value is wrong (Art. 16, 18, 19 GDPR)")
class CorrectionRequestTest extends RegistryTestCase {

    private static final String MINE = "/v1/my/correction-requests";
    private static final String OF_SOURCE = "/v1/correction-requests";
    private static final String SOURCE = "meldebehoerde-wrong";
    private static final String OTHER = "jobcenter-wrong";

    private final String token = tokens.dataSubject("corrections-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final String reference = "K-" + me;

    @BeforeEach
    void personWithAWrongNumber() {
        consentService.send(linked(me, 1, UUID.randomUUID(), SOURCE, reference, "meldebehoerde"));
        put("phone", "+49 30 1111111");
    }

    private void put(String attribute, String value) {
        as(tokens.agencySystem(SOURCE)).header("Consent-Revision", revision(me, 1, SOURCE, reference))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-02\"}")
                .put("/v1/cases/" + reference + "/attributes/" + attribute).then().statusCode(204);
    }

    private static String wanted(String attribute, String rightValue, boolean restrict) {
        return "{\"attribute\":\"" + attribute + "\",\"source\":\"" + SOURCE
                + "\",\"wish\":\"CHANGE\",\"rightValue\":\"" + rightValue
                + "\",\"words\":\"That was my neighbour's.\\nSince May.\",\"restrict\":" + restrict + "}";
    }

    private Response make(String body) {
        return as(token).body(body).post(MINE);
    }

    private String made(boolean restrict) {
        Response answer = make(wanted("phone", "+49 30 2222222", restrict));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return Json.text(answer, "correctionRequestId");
    }

    private static Response look(String agency, String id) {
        return as(tokens.agencySystem(agency)).get(OF_SOURCE + "/" + id);
    }

    private static Response answer(String agency, String id, String body) {
        return as(tokens.agencySystem(agency)).body(body).post(OF_SOURCE + "/" + id + "/answer");
    }

    private Response kept(String id) {
        return answer(SOURCE, id, "{\"outcome\":\"KEPT\",\"reason\":\"VALUE_IS_RIGHT\"}");
    }

    private static void refused(Response answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + slug);
    }

    private static void invalid(Response answer, String field) {
        refused(answer, 422, "invalid-request");
        assertThat(answer.jsonPath().getList("violations.field")).containsExactly(field);
    }

    private static String asOwner(String sql) {
        try (Connection connection = TestStack.superuserConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("R24 goes to the agency that contributed the value, with a month to answer, and to nobody else; nothing of it is on Kafka")
    void goesToItsSource() {
        String id = made(false);

        Response seen = look(SOURCE, id);
        assertThat(seen.jsonPath().getList("caseReferences")).containsExactly(reference);
        assertThat(Json.text(seen, "attribute")).isEqualTo("phone");
        assertThat(Json.text(seen, "rightValue")).isEqualTo("+49 30 2222222");
        assertThat(Json.text(seen, "words")).isEqualTo("That was my neighbour's.\nSince May.");
        assertThat(Json.text(seen, "state")).isEqualTo("open");
        assertThat(
                Duration.between(Instant.parse(Json.text(seen, "openedAt")), Instant.parse(Json.text(seen, "dueAt"))))
                .isBetween(Duration.ofDays(27), Duration.ofDays(32));
        Response list = as(tokens.agencySystem(SOURCE)).get(OF_SOURCE + "?state=open&limit=500");
        assertThat(list.jsonPath().getList("requests.correctionRequestId")).contains(id);
        assertThat(list.asString()).as("what was written is read one by one").doesNotContain("2222222", "neighbour");
        for (Response others : List.of(look(OTHER, id), answer(OTHER, id, "{\"outcome\":\"DELETED\"}"))) {
            refused(others, 404, "not-found");
        }
        assertThat(as(tokens.agencySystem(OTHER)).get(OF_SOURCE).asString()).doesNotContain(id);
        Response officers = as(tokens.dpo()).get(OF_SOURCE + "?state=open&limit=500");
        assertThat(officers.jsonPath().getString("requests.find { it.correctionRequestId == '" + id + "' }.agency"))
                .isEqualTo(SOURCE);
        assertThat(officers.asString()).doesNotContain("2222222", "neighbour", reference);
        assertThat(Stream.of(accessEvents.raw(), receipts.raw()).flatMap(List::stream))
                .noneMatch(json -> json.contains("2222222") || json.contains("neighbour"));
        assertThat(asOwner("SELECT r::text FROM correction_request r WHERE correction_request_id = '" + id + "'"))
                .as("sealed").doesNotContain("neighbour", "2222222");
    }

    @Test
    @DisplayName("R24 The same once more is the same request; another one about the value waits for its end")
    void oneAtATime() {
        String id = made(true);

        assertThat(made(true)).isEqualTo(id);
        refused(make(wanted("phone", "+49 30 3333333", true)), 409, "correction-request-open");
        refused(make(wanted("phone", "+49 30 2222222", false)), 409, "correction-request-open");
    }

    @Test
    @DisplayName("R24 CORRECTED is true: refused while the contested value is stored, also put once more; the person sees the answer")
    void correctedIsTrue() {
        String id = made(true);
        String corrected = "{\"outcome\":\"CORRECTED\"}";

        refused(answer(SOURCE, id, corrected), 409, "value-not-corrected");
        put("phone", " +49 30 1111111");
        refused(answer(SOURCE, id, corrected), 409, "value-not-corrected");
        assertThat(Json.text(look(SOURCE, id), "state")).as("it still waits").isEqualTo("open");
        put("phone", "+49 30 2222222");
        assertThat(restricted()).as("until the answer").isTrue();

        assertThat(answer(SOURCE, id, corrected).statusCode()).isEqualTo(200);
        assertThat(answer(SOURCE, id, corrected).statusCode()).as("once more").isEqualTo(200);
        refused(answer(SOURCE, id, "{\"outcome\":\"DELETED\"}"), 409, "correction-request-ended");
        assertThat(restricted()).isFalse();
        Response mine = as(token).get(MINE);
        assertThat(mine.jsonPath().getList("requests.outcome")).containsExactly("CORRECTED");
        assertThat(mine.jsonPath().getList("requests.state")).containsExactly("answered");
        assertThat(look(SOURCE, id).asString()).as("of no use any more").doesNotContain("2222222", "neighbour");
        refused(as(token).delete(MINE + "/" + id), 409, "correction-request-ended");
    }

    @Test
    @DisplayName("R24 A source that is unlinked, or of another type by now, still answers, and DELETED deletes what it contributed")
    void deletedIsTrue() {
        UUID link = UUID.randomUUID();
        consentService.send(linked(me, 2, link, OTHER, "J-" + me, "jobcenter"));
        as(tokens.agencySystem(OTHER)).header("Consent-Revision", revision(me, 2, OTHER, "J-" + me))
                .body("{\"value\":\"other@example.org\",\"asOf\":\"2026-01-02\"}")
                .put("/v1/cases/J-" + me + "/attributes/email").then().statusCode(204);
        String id = Json.text(
                make("{\"attribute\":\"email\",\"source\":\"" + OTHER + "\",\"wish\":\"DELETE\",\"restrict\":true}"),
                "correctionRequestId");
        consentService.send(linked(me, 3, UUID.randomUUID(), OTHER, "J2-" + me, "mbe"));
        consentService.send(unlinked(me, 4, link, OTHER, "J-" + me));
        await().atMost(Duration.ofSeconds(120))
                .until(() -> look(OTHER, id).jsonPath().getList("caseReferences").equals(List.of("J2-" + me)));

        assertThat(answer(OTHER, id, "{\"outcome\":\"DELETED\"}").statusCode()).isEqualTo(200);

        assertThat(as(token).get("/v1/my/attribute-values").jsonPath().getList("values.attribute"))
                .containsExactly("phone");
    }

    @Test
    @DisplayName("R17 A reference that is another person's by now does not stand for this one any more")
    void referenceOfSomebodyElse() {
        UUID link = UUID.randomUUID();
        consentService.send(linked(me, 2, link, OTHER, "J-" + me, "jobcenter"));
        as(tokens.agencySystem(OTHER)).header("Consent-Revision", revision(me, 2, OTHER, "J-" + me))
                .body("{\"value\":\"other@example.org\",\"asOf\":\"2026-01-02\"}")
                .put("/v1/cases/J-" + me + "/attributes/email").then().statusCode(204);
        String id = Json.text(
                make("{\"attribute\":\"email\",\"source\":\"" + OTHER + "\",\"wish\":\"DELETE\",\"restrict\":false}"),
                "correctionRequestId");
        consentService.send(unlinked(me, 3, link, OTHER, "J-" + me));
        assertThat(look(OTHER, id).jsonPath().getList("caseReferences")).isEqualTo(List.of("J-" + me));

        consentService.send(linked(UUID.randomUUID(), 1, UUID.randomUUID(), OTHER, "J-" + me, "jobcenter"));

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(look(OTHER, id).jsonPath().getList("caseReferences")).isEmpty());
    }

    @Test
    @DisplayName("R24 Art. 18: what its source let stay, or the person took back in between, is not restricted again while it is the same")
    void noRestrictionForEver() {
        String id = made(true);
        invalid(answer(SOURCE, id, "{\"outcome\":\"KEPT\"}"), "reason");
        invalid(answer(SOURCE, id, "{\"outcome\":\"DELETED\",\"reason\":\"LAW_REQUIRES\"}"), "reason");
        put("phone", "+49 30 3333333");
        invalid(kept(id), "outcome");
        put("phone", "+49 30 1111111");
        assertThat(kept(id).statusCode()).isEqualTo(200);
        assertThat(restricted()).isFalse();
        assertThat(as(token).get(MINE).jsonPath().getList("requests.reason")).containsExactly("VALUE_IS_RIGHT");

        put("phone", "+49 30 1111111");
        refused(make(wanted("phone", "+49 30 2222222", true)), 409, "restricted-before");
        assertThat(made(false)).as("asking again is free").isNotEqualTo(id);

        put("email", "a@example.org");
        String other = Json.text(make(wanted("email", "b@example.org", true)), "correctionRequestId");
        as(token).delete(MINE + "/" + other).then().statusCode(204);
        as(token).delete(MINE + "/" + other).then().statusCode(204);
        refused(look(SOURCE, other), 404, "not-found");
        assertThat(as(token).get(MINE).asString()).doesNotContain(other);
        refused(make(wanted("email", "b@example.org", true)), 409, "restricted-before");
        put("email", "c@example.org");
        assertThat(make(wanted("email", "b@example.org", true)).statusCode()).as("another value").isEqualTo(201);
    }

    @Test
    @DisplayName("R24 A source that takes the value back and contributes it again does not get round the restriction")
    void restrictionStaysWithTheRequest() {
        String id = made(true);
        as(tokens.agencySystem(SOURCE)).delete("/v1/cases/" + reference + "/attributes/phone").then().statusCode(204);
        invalid(kept(id), "outcome");
        refused(answer(SOURCE, id, "{\"outcome\":\"CORRECTED\"}"), 409, "value-not-corrected");
        put("phone", "+49 30 1111111");

        assertThat(restricted()).isTrue();
        assertThat(kept(id).statusCode()).isEqualTo(200);
        assertThat(restricted()).isFalse();
    }

    private boolean restricted() {
        return as(token).get("/v1/my/attribute-values").jsonPath().getList("values.restricted", Boolean.class)
                .getFirst();
    }

    @Test
    @DisplayName("R24 Of two answers at once one counts")
    void twoAnswersAtOnce() {
        String id = made(true);

        List<CompletableFuture<Integer>> answers = Stream
                .of("{\"outcome\":\"DELETED\"}", "{\"outcome\":\"KEPT\",\"reason\":\"PROOF_NEEDED\"}",
                        "{\"outcome\":\"KEPT\",\"reason\":\"LAW_REQUIRES\"}")
                .map(body -> CompletableFuture.supplyAsync(() -> answer(SOURCE, id, body).statusCode())).toList();

        assertThat(answers.stream().map(CompletableFuture::join)).containsOnlyOnce(200).containsOnly(200, 409);
    }

    @Test
    @DisplayName("Another person's value is nobody's to contest, and another person's request is not found")
    void onlyOnesOwn() {
        String stranger = tokens.dataSubject("corrections-stranger-" + UUID.randomUUID());
        String id = made(true);

        invalid(as(stranger).body(wanted("phone", "+49 30 2222222", true)).post(MINE), "source");
        assertThat(as(stranger).get(MINE).jsonPath().getList("requests")).isEmpty();
        refused(as(stranger).delete(MINE + "/" + id), 404, "not-found");
        assertThat(restricted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "attribute":"email","source":"meldebehoerde-wrong","wish":"DELETE","restrict":false                  | source
            "attribute":"phone","source":"jobcenter-wrong","wish":"DELETE","restrict":false                      | source
            "attribute":"phone","source":"a/b","wish":"DELETE","restrict":false                                  | source
            "attribute":"Phone","source":"meldebehoerde-wrong","wish":"DELETE","restrict":false                  | attribute
            "attribute":"phone","source":"meldebehoerde-wrong","wish":"CHANGE","restrict":false                  | rightValue
            "attribute":"phone","source":"meldebehoerde-wrong","wish":"DELETE","rightValue":"1","restrict":false | rightValue
            "attribute":"phone","source":"meldebehoerde-wrong","wish":"CHANGE","rightValue":"1\\n2","restrict":false | rightValue
            "attribute":"phone","source":"meldebehoerde-wrong","wish":"CHANGE","rightValue":"1\\u0000","restrict":false | rightValue
            "attribute":"phone","source":"meldebehoerde-wrong","wish":"DELETE","words":"a\\u0007b","restrict":false | words
            "attribute":"phone","source":"meldebehoerde-wrong","wish":"DELETE"                                   | restrict
            "attribute":"phone","source":"meldebehoerde-wrong","restrict":true                                   | wish
            """)
    @DisplayName("What is missing, does not fit or cannot be read is 422 and named")
    void badRequests(String members, String field) {
        invalid(make("{" + members + "}"), field);
    }

    @Test
    @DisplayName("Long texts are refused, markup is only text")
    void longTextsAndMarkup() {
        invalid(make(wanted("phone", "1".repeat(501), false)), "rightValue");
        invalid(make("{\"attribute\":\"phone\",\"source\":\"" + SOURCE + "\",\"wish\":\"DELETE\",\"words\":\""
                + "a".repeat(2001) + "\",\"restrict\":false}"), "words");
        String markup = "<script>alert(1)</script>{config:x}";
        assertThat(Json.text(make(wanted("phone", markup, false)), "rightValue")).isEqualTo(markup);
    }

    @Test
    @DisplayName("At most twenty wait at once")
    void twentyAtOnce() {
        asOwner("""
                INSERT INTO correction_request (correction_request_id, data_subject_id, attribute, source_agency_id, wish,
                    sealed_contested, contested_form, restricts, opened_at, due_at)
                SELECT gen_random_uuid(), '%s', 'made_up_' || i, '%s', 'DELETE', '\\x00', 'TEXT', false, now(),
                    now() + interval '1 day' FROM generate_series(1, 20) i"""
                .formatted(me, SOURCE));

        refused(make(wanted("phone", "+49 30 2222222", true)), 409, "too-many-correction-requests");
        assertThat(restricted()).isFalse();
    }

    @Test
    @DisplayName("G5 with the person all of it goes, and an answer finds nothing")
    void erasedWithThePerson() {
        String id = made(true);
        consentService.send(erased(me, 2));

        await().atMost(Duration.ofSeconds(120)).until(() -> look(SOURCE, id).statusCode() == 404);
        refused(answer(SOURCE, id, "{\"outcome\":\"DELETED\"}"), 404, "not-found");
        assertThat(asOwner("SELECT count(*) FROM correction_request WHERE data_subject_id = '" + me + "'"))
                .isEqualTo("0");
        invalid(make(wanted("phone", "+49 30 2222222", true)), "source");
        assertThat(as(token).get(MINE).jsonPath().getList("requests")).isEmpty();
    }

    @Test
    @DisplayName("R41 That it is late, and answered, the person is told once each, and not what")
    void lateAndAnswered() {
        String id = made(true);
        String day = Instant.now().minus(2, ChronoUnit.DAYS).toString();
        asOwner("UPDATE correction_request SET opened_at = '" + day + "', due_at = '"
                + Instant.now().minus(1, ChronoUnit.DAYS) + "' WHERE correction_request_id = '" + id + "'");

        await().atMost(Duration.ofSeconds(120)).until(() -> news() == 1);
        assertThat(as(token).get(MINE).jsonPath().getList("requests.state")).containsExactly("overdue");
        assertThat(as(tokens.agencySystem(SOURCE)).get(OF_SOURCE + "?state=overdue&limit=500").asString()).contains(id);
        assertThat(restricted()).as("who is late gains nothing by it").isTrue();
        assertThat(kept(id).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(120)).until(() -> news() == 2);
        assertThat(receipts.raw()).noneMatch(json -> json.contains(id) || json.contains(SOURCE));
    }

    private long news() {
        return receipts.count(e -> e instanceof NewsForPerson n && n.dataSubjectId().equals(me));
    }

    @Test
    @DisplayName("What the person wrote goes after its time; that an unchanged value is not restricted again stays")
    void keptForItsTime() {
        String id = made(true);
        assertThat(kept(id).statusCode()).isEqualTo(200);
        put("email", "a@example.org");
        String corrected = Json.text(make(wanted("email", "b@example.org", false)), "correctionRequestId");
        put("email", "b@example.org");
        assertThat(answer(SOURCE, corrected, "{\"outcome\":\"CORRECTED\"}").statusCode()).isEqualTo(200);

        asOwner("UPDATE correction_request SET ended_at = now() - interval '91 days' WHERE data_subject_id = '" + me
                + "'");

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(as(token).get(MINE).jsonPath().getList("requests.correctionRequestId"))
                        .containsExactly(id));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(as(token).get(MINE).asString()).doesNotContain("2222222", "neighbour"));
        refused(make(wanted("phone", "+49 30 2222222", true)), 409, "restricted-before");
    }

    @Test
    @DisplayName("R10 R24 a grant's recipient is told of a correction when the value changes, as ever, and of a request never")
    void recipientsAreToldOfTheChangeOnly() {
        consentService.send(linked(me, 2, UUID.randomUUID(), OTHER, "J-" + me, "jobcenter"));
        consentService.send(given(me, 3, UUID.randomUUID(), OTHER, "housing-search", "phone"));
        String view = "/v1/cases/J-" + me + "/view?purpose=housing-search";
        as(tokens.agencySystem(OTHER, "housing-search")).header("Consent-Revision", revision(me, 3, OTHER, "J-" + me))
                .get(view).then().statusCode(200);
        String id = made(true);
        assertThat(obligations()).isZero();

        put("phone", "+49 30 2222222");
        put("email", "a@example.org");
        put("email", "b@example.org");
        // As long ago as corrections are gathered. Who is told now would read nothing of the telephone, as it is restricted.
        asOwner("UPDATE value_correction SET corrected_at = now() - interval '1 hour' WHERE data_subject_id = '" + me
                + "'");
        await().atMost(Duration.ofSeconds(120)).until(() -> corrections("email").equals("0"));
        assertThat(corrections("phone")).isEqualTo("1");
        assertThat(obligations()).isZero();
        assertThat(answer(SOURCE, id, "{\"outcome\":\"CORRECTED\"}").statusCode()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(120)).until(() -> obligations() == 1);
        assertThat(as(tokens.agencySystem(OTHER, "housing-search")).get(view).asString()).contains("+49 30 2222222");
    }

    private String corrections(String attribute) {
        return asOwner("SELECT count(*) FROM value_correction WHERE data_subject_id = '" + me + "' AND attribute = '"
                + attribute + "'");
    }

    private int obligations() {
        return as(tokens.agencySystem(OTHER, "housing-search")).get("/v1/obligations?limit=500").jsonPath()
                .getList("obligations.findAll { 'J-" + me + "' in it.caseReferences }").size();
    }

    @Test
    @DisplayName("401 without a token, 403 for every other role")
    void onlyThoseConcerned() {
        String id = UUID.randomUUID().toString();
        Map<String, List<String>> mayNot = Map.of(MINE,
                List.of(tokens.agencySystem(SOURCE), tokens.caseworker(SOURCE), tokens.dpo(), tokens.admin()),
                OF_SOURCE, List.of(token, tokens.caseworker(SOURCE), tokens.admin()), OF_SOURCE + "/" + id,
                List.of(token, tokens.caseworker(SOURCE), tokens.dpo(), tokens.admin()));
        mayNot.forEach((path, others) -> {
            RestAssured.get(path).then().statusCode(401);
            others.forEach(other -> as(other).get(path).then().statusCode(403));
        });
        RestAssured.given().contentType("application/json").body("{}").post(MINE).then().statusCode(401);
        RestAssured.given().contentType("application/json").body("{}").post(OF_SOURCE + "/" + id + "/answer").then()
                .statusCode(401);
        RestAssured.delete(MINE + "/" + id).then().statusCode(401);
        as(tokens.agencySystem(SOURCE)).body("{}").post(MINE).then().statusCode(403);
        as(tokens.agencySystem(SOURCE)).delete(MINE + "/" + id).then().statusCode(403);
        as(token).body("{\"outcome\":\"DELETED\"}").post(OF_SOURCE + "/" + id + "/answer").then().statusCode(403);
        as(tokens.dpo()).body("{\"outcome\":\"DELETED\"}").post(OF_SOURCE + "/" + id + "/answer").then()
                .statusCode(403);
    }
}
