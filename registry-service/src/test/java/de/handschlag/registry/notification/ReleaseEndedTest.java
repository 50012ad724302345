package de.handschlag.registry.notification;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.releaseWithdrawn;
import static de.handschlag.registry.PlayedConsentService.released;
import static de.handschlag.registry.PlayedConsentService.replaced;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.registry.sharingview.ConsentEventConsumer;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("R9 R23 What recipients are told of a release from secrecy and its end")
class ReleaseEndedTest extends NotificationTestCase {

    private final String counselling = "counselling-" + UUID.randomUUID().toString().substring(0, 8);
    private final String counsellingCase = "B-" + UUID.randomUUID();

    /** A type of agency that the link does not tell. */
    private static final String UNTOLD = "untold";

    /** A type of agency that the consent-service knows and this catalogue does not, or not any more. */
    private static final String STRANGE_TYPE = "type-of-another-catalogue";

    @Inject
    ConsentEventConsumer consumer;

    @BeforeEach
    void valuesUnderSecrecy() {
        consentService.send(linked(person, 3, UUID.randomUUID(), counselling, counsellingCase, "mbe"));
        counsellingSays("phone", "+49 30 7");
        counsellingSays("email", "a@b.example");
    }

    private void counsellingSays(String attribute, String value) {
        says(counselling, counsellingCase, attribute, value);
    }

    private void says(String agency, String caseReference, String attribute, String value) {
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> as(tokens.agencySystem(agency))
                        .header("Consent-Revision", revision(person, 3, agency, caseReference))
                        .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                        .put("/v1/cases/" + caseReference + "/attributes/" + attribute).then().statusCode(204));
    }

    private void give() {
        give(4);
    }

    private void give(long revision) {
        consentService.send(given(person, revision, record, reader, PURPOSE, "email", "phone", "preferred_language"));
    }

    private void release(long revision) {
        consentService.send(released(person, revision, record, reader, PURPOSE, List.of(counselling), "email", "phone",
                "preferred_language"));
    }

    private void takeBack(long revision) {
        consentService.send(releaseWithdrawn(person, revision, record, reader, PURPOSE, counselling, List.of(), "email",
                "phone", "preferred_language"));
    }

    @Test
    @DisplayName("R9 R23 who read a released source owes an answer when the release ends, about what it got of it; the grant goes on")
    void recipientIsAskedAboutWhatItReceived() {
        give();
        release(5);
        read(5).then().statusCode(200);

        takeBack(6);

        Map<String, Object> told = awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN").getLast();
        assertThat(told).containsEntry("attributes", List.of("email", "phone"))
                .containsEntry("caseReferences", List.of(readerCase)).containsEntry("releasedSource", counselling);
        assertThat(as(tokens.agencySystem(reader, PURPOSE)).get("/v1/obligations").jsonPath()
                .getList("obligations.releasedSource")).containsExactly(counselling);
        assertThat(read(6).jsonPath().<Map<String, Object>>get("attributes")).containsOnlyKeys("phone");
    }

    @Test
    @DisplayName("R9 R18 R37 the source is named until the answer is given, to clients of the purpose, while the grant goes on; to all it is an end of a release")
    void sourceIsNamedToWhoCouldReadIt() {
        give();
        release(5);
        read(5).then().statusCode(200);
        takeBack(6);
        Map<String, Object> told = awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN").getLast();
        String ofPurpose = tokens.agencySystem(reader, PURPOSE);
        String other = tokens.agencySystem(reader, "housing-search");
        assertThat(namedIn(ofPurpose)).containsExactly(counselling, counselling);
        assertThat(namedIn(other)).containsExactly(null, null);

        consentService.send(withdrawn(person, 7, record, reader, PURPOSE, "email", "phone", "preferred_language"));
        awaitFeed(reader, "GRANT_WITHDRAWN", "GRANT_WITHDRAWN");
        assertThat(namedIn(ofPurpose)).containsExactly(null, null);

        consentService.send(given(person, 8, UUID.randomUUID(), reader, PURPOSE, "email"));
        awaitFeed(reader, "GRANT_WITHDRAWN", "GRANT_WITHDRAWN", "GRANT_GIVEN");
        assertThat(namedIn(ofPurpose)).containsExactly(null, null);
        Response answer = answerDeleted(told);
        assertThat(answer.jsonPath().getBoolean("releaseEnded")).isTrue();
        assertThat(Json.text(answer, "releasedSource")).isNull();
    }

    @Test
    @DisplayName("R9 R37 once the answer is given the source is not named any more, while the grant goes on; the officer still sees it")
    void answeredDoesNotNameTheSource() {
        give();
        release(5);
        read(5).then().statusCode(200);
        takeBack(6);
        Map<String, Object> told = awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN").getLast();
        assertThat(told).containsEntry("releasedSource", counselling);

        Response answer = answerDeleted(told);

        assertThat(Json.text(answer, "releasedSource")).isNull();
        assertThat(namedIn(tokens.agencySystem(reader, PURPOSE))).containsExactly(null, null);
        assertThat(as(tokens.dpo()).get("/v1/obligations?limit=500").jsonPath()
                .getList("obligations.findAll { it.grant == '" + record + "' }.releasedSource"))
                .containsExactly(counselling);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frauenhaus", UNTOLD, STRANGE_TYPE})
    @DisplayName("R9 R14 a source that betrays a place, or may do so, is named to nobody; that it is an end of a release is said")
    void placeIsNotNamed(String type) {
        String refuge = "refuge-" + person;
        consentService
                .send(linked(person, 4, UUID.randomUUID(), refuge, "F-" + person, type.equals(UNTOLD) ? null : type));
        says(refuge, "F-" + person, "email", "c@d.example");
        consentService.send(given(person, 5, record, reader, PURPOSE, "email", "phone"));
        consentService.send(released(person, 6, record, reader, PURPOSE, List.of(refuge), "email", "phone"));
        read(6).then().statusCode(200);
        consentService.send(releaseWithdrawn(person, 7, record, reader, PURPOSE, refuge, List.of(), "email", "phone"));

        assertThat(awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN").getLast())
                .containsEntry("attributes", List.of("email")).containsEntry("releaseEnded", true)
                .doesNotContainKey("releasedSource");
        assertThat(namedIn(tokens.agencySystem(reader, PURPOSE))).containsExactly(null, null);
    }

    /** What feed and list of obligations call the source of the release that ended, in both of which it is one. */
    private List<String> namedIn(String token) {
        List<String> named = new ArrayList<>();
        for (String list : List.of("changes", "obligations")) {
            JsonPath ended = as(token).get("/v1/" + list).jsonPath();
            List<String> sources = ended.getList(list + ".findAll { it.releaseEnded }.releasedSource");
            assertThat(sources).as(list).hasSize(1);
            named.addAll(sources);
        }
        return named;
    }

    private Response answerDeleted(Map<String, Object> told) {
        Response answer = as(tokens.agencySystem(reader, PURPOSE)).body("{\"outcome\":\"DELETED\"}")
                .post("/v1/obligations/" + told.get("obligationId") + "/answer");
        answer.then().statusCode(200);
        return answer;
    }

    @Test
    @DisplayName("R10 R37 R9 who read nothing of the source is told nothing of the end, nor any more that there was a release")
    void whoGotNothingIsToldNothing() throws SQLException {
        give();
        read(4).then().statusCode(200);
        release(5);
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_GIVEN");

        takeBack(6);
        read(6).then().statusCode(200);

        awaitFeed(reader, "GRANT_GIVEN");
        assertThat(obligations()).isEqualTo("0");

        release(7);
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_GIVEN");
    }

    @Test
    @DisplayName("R9 R23 who is told that its copy is right after another release is a recipient again, and owes an answer when that ends")
    void unchangedCopyIsReceivedAgain() {
        give();
        release(5);
        String tag = read(5).header("ETag");
        takeBack(6);
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN");
        release(7);
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN", "GRANT_GIVEN");

        as(tokens.agencySystem(reader, PURPOSE)).header("If-None-Match", tag)
                .header("Consent-Revision", revision(person, 7, reader, readerCase))
                .get("/v1/cases/" + readerCase + "/view?purpose=" + PURPOSE).then().statusCode(304);
        takeBack(8);

        assertThat(awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN", "GRANT_WITHDRAWN").getLast())
                .containsEntry("attributes", List.of("email", "phone")).containsEntry("releaseEnded", true)
                .containsEntry("releasedSource", counselling);
    }

    @Test
    @DisplayName("R9 R37 of a release that opens no value the agency is told nothing: the feed is as if there was none")
    void releaseThatOpensNothingIsNotTold() {
        String silent = "silent-" + person;
        consentService.send(linked(person, 4, UUID.randomUUID(), silent, "Z-" + person, "mbe"));
        consentService.send(given(person, 5, record, reader, PURPOSE, "phone", "preferred_language"));
        consentService
                .send(released(person, 6, record, reader, PURPOSE, List.of(silent), "phone", "preferred_language"));
        // What it said is no item of this grant.
        UUID other = UUID.randomUUID();
        consentService.send(given(person, 7, other, reader, PURPOSE, "preferred_language"));
        consentService.send(released(person, 8, other, reader, PURPOSE, List.of(counselling), "preferred_language"));

        assertToldBefore(9, List.of(List.of("phone", "preferred_language"), List.of("preferred_language")));
    }

    @Test
    @DisplayName("R9 R14 R37 of a release of what a disclosure block hides the agency is told nothing, as if nobody had said it")
    void releaseOfHiddenValuesIsNotTold() {
        contribute("disclosure_block", "bmg-51-1");
        consentService.send(given(person, 4, record, reader, PURPOSE, "phone"));
        consentService.send(released(person, 5, record, reader, PURPOSE, List.of(counselling), "phone"));

        assertToldBefore(6, List.of(List.of("phone")));
    }

    /** Once the agency was told of a grant that is made now, these are the attributes of all that it was told of before. */
    private void assertToldBefore(long revision, List<List<String>> before) {
        String marker = "email";
        consentService.send(given(person, revision, UUID.randomUUID(), reader, PURPOSE, marker));
        List<List<String>> expected = new ArrayList<>(before);
        expected.add(List.of(marker));
        await().atMost(Duration.ofSeconds(120))
                .until(() -> feed(reader, "").<List<String>>getList("changes.attributes").contains(List.of(marker)));
        assertThat(feed(reader, "").<List<String>>getList("changes.attributes")).isEqualTo(expected);
    }

    @Test
    @DisplayName("R9 a second release and its end are told as the first ones were, and a replay adds nothing")
    void againAndAgain() throws SQLException {
        give();
        release(5);
        read(5).then().statusCode(200);
        ProducerRecord<String, byte[]> firstEnd = consentService.signer()
                .sign(consentService.unsigned(releaseWithdrawn(person, 6, record, reader, PURPOSE, counselling,
                        List.of(), "email", "phone", "preferred_language")));
        consentService.send(firstEnd);
        read(6).then().statusCode(200);
        release(7);
        read(7).then().statusCode(200);
        // In one batch with the second end the first one, which comes again, does not take its place.
        consumer.stop();
        consentService.send(firstEnd);
        takeBack(8);
        consumer.start();
        read(8).then().statusCode(200);
        consentService.send(firstEnd);

        consentService.send(linked(person, 9, UUID.randomUUID(), source, sourceCase + "b"));
        read(9).then().statusCode(200);
        assertThat(obligations()).isEqualTo("2");
    }

    @Test
    @DisplayName("R9 R23 one event ends the releases of several sources: the recipient owes an answer about each")
    void severalReleasesEndAtOnce() {
        String second = secondSource();
        give(5);
        consentService.send(released(person, 6, record, reader, PURPOSE, List.of(counselling, second), "email", "phone",
                "preferred_language"));
        read(6).then().statusCode(200);

        takeBack(7);

        awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN", "GRANT_WITHDRAWN");
        assertThat(feed(reader, "").getList("changes.findAll { it.releaseEnded }.releasedSource"))
                .containsExactly(counselling, second);
        assertThat(feed(reader, "").getList("changes.findAll { it.releaseEnded }.attributes"))
                .containsExactly(List.of("email", "phone"), List.of("email"));
    }

    @Test
    @DisplayName("R9 R23 R26 the end of a release whose event is missing is told with the next release, once, and that one beside it")
    void missedEndIsToldWithTheNextRelease() throws SQLException {
        String second = secondSource();
        give(5);
        release(6);
        read(6).then().statusCode(200);
        ProducerRecord<String, byte[]> next = consentService.signer().sign(consentService.unsigned(
                released(person, 7, record, reader, PURPOSE, List.of(second), "email", "phone", "preferred_language")));

        consentService.send(next);
        read(7).then().statusCode(200);
        consentService.send(next);
        consentService.send(linked(person, 8, UUID.randomUUID(), source, sourceCase + "b"));
        read(8).then().statusCode(200);

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(feed(reader, "").getList("changes.type"))
                .containsExactlyInAnyOrder("GRANT_GIVEN", "GRANT_WITHDRAWN", "GRANT_GIVEN"));
        assertThat(feed(reader, "").getList("changes.findAll { it.releaseEnded }.releasedSource"))
                .containsExactly(counselling);
        assertThat(obligations()).isEqualTo("1");
        assertThat(only("SELECT released_items FROM grant_disclosure WHERE consent_record_id = '" + record + "'"))
                .isEqualTo("{email/" + second + "}");
    }

    /** Another counselling service, which has told an e-mail address. */
    private String secondSource() {
        String second = "second-" + person;
        consentService.send(linked(person, 4, UUID.randomUUID(), second, "D-" + person, "mbe"));
        says(second, "D-" + person, "email", "e@f.example");
        return second;
    }

    @Test
    @DisplayName("R9 R24 what was deleted of the source does not hide a later correction by another one, nor the end of the grant")
    void restIsStillCorrectedAndEnded() {
        give();
        release(5);
        read(5).then().statusCode(200);
        takeBack(6);
        Map<String, Object> told = awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN").getLast();
        answerDeleted(told);

        contribute("phone", "+49 30 2");
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN", "VALUE_CORRECTED");

        consentService.send(withdrawn(person, 7, record, reader, PURPOSE, "email", "phone"));
        assertThat(awaitFeed(reader, "GRANT_WITHDRAWN", "VALUE_CORRECTED", "GRANT_WITHDRAWN").getLast()
                .get("releasedSource")).isNull();
    }

    @Test
    @DisplayName("R9 R24 R37 a correction by a source under secrecy is told to who received it by a release, and to no other recipient of the item")
    void correctionUnderSecrecyIsToldByRelease() {
        contribute("email", "open@b.example");
        String other = "other-" + person;
        consentService.send(linked(person, 4, UUID.randomUUID(), other, "O-" + person));
        consentService.send(given(person, 5, record, reader, PURPOSE, "email", "phone"));
        consentService.send(given(person, 6, UUID.randomUUID(), other, PURPOSE, "email", "phone"));
        consentService.send(released(person, 7, record, reader, PURPOSE, List.of(counselling), "email", "phone"));
        read(7).then().statusCode(200);
        as(tokens.agencySystem(other, PURPOSE)).header("Consent-Revision", revision(person, 7, other, "O-" + person))
                .get("/v1/cases/O-" + person + "/view?purpose=" + PURPOSE).then().statusCode(200);

        counsellingSays("email", "new@b.example");
        as(tokens.agencySystem(counselling)).delete("/v1/cases/" + counsellingCase + "/attributes/phone").then()
                .statusCode(204);

        assertThat(correctedOf(reader)).containsExactly("email", "phone");
        // What an open source corrects afterwards is the first that the other recipient is told.
        contribute("phone", "+49 30 2");
        assertThat(correctedOf(other)).containsExactly("phone");
    }

    @Test
    @DisplayName("R24 R9 a correction that a replica of the version before noted without types is told if its source is open, and not if it is under secrecy")
    void correctionWithoutTypesIsTold() throws SQLException {
        contribute("email", "open@b.example");
        give();
        read(4).then().statusCode(200);

        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        """
                                INSERT INTO value_correction (data_subject_id, attribute, source_agency_id, replaced_recorded_at)
                                VALUES (?, 'email', ?, now()), (?, 'phone', ?, now())""")) {
            insert.setObject(1, person);
            insert.setString(2, counselling);
            insert.setObject(3, person);
            insert.setString(4, source);
            insert.executeUpdate();
        }

        assertThat(correctedOf(reader)).containsExactly("phone");
    }

    @Test
    @DisplayName("R9 R37 a correction by a source of a type that the catalogue does not have is told to no other recipient of the item")
    void correctionByASourceOfUnknownTypeIsNotTold() {
        String strange = "strange-" + person;
        consentService.send(linked(person, 4, UUID.randomUUID(), strange, "X-" + person, STRANGE_TYPE));
        says(strange, "X-" + person, "email", "x@b.example");
        contribute("email", "open@b.example");
        give(5);
        read(5).then().statusCode(200);

        says(strange, "X-" + person, "email", "y@b.example");
        contribute("phone", "+49 30 2");

        assertThat(correctedOf(reader)).containsExactly("phone");
    }

    @Test
    @DisplayName("R9 R24 who received it by a release that has ended owes its erasure already, and is told of no correction")
    void correctionAfterTheReleaseIsNotTold() {
        contribute("email", "open@b.example");
        give();
        release(5);
        read(5).then().statusCode(200);
        takeBack(6);
        awaitFeed(reader, "GRANT_GIVEN", "GRANT_WITHDRAWN");

        counsellingSays("email", "new@b.example");
        contribute("phone", "+49 30 2");

        assertThat(correctedOf(reader)).containsExactly("phone");
    }

    /** The attributes of all corrections that the agency is told of, once it is told of one. */
    private List<String> correctedOf(String agency) {
        String corrected = "changes.findAll { it.type == 'VALUE_CORRECTED' }.attributes.flatten()";
        await().atMost(Duration.ofSeconds(120)).until(() -> as(tokens.agencySystem(agency, PURPOSE)).get("/v1/changes")
                .jsonPath().<String>getList(corrected).contains("phone"));
        return as(tokens.agencySystem(agency, PURPOSE)).get("/v1/changes").jsonPath().<String>getList(corrected)
                .stream().sorted().toList();
    }

    @Test
    @DisplayName("R9 R42 what a release opened falls with its grant, also where a later grant covers the item")
    void laterGrantDoesNotKeepWhatWasReleased() {
        give();
        release(5);
        read(5).then().statusCode(200);

        UUID later = UUID.randomUUID();
        consentService.send(given(person, 6, later, reader, PURPOSE, "email", "phone"));
        consentService.send(replaced(person, 7, record, later, reader, PURPOSE, "email", "phone"));

        assertThat(awaitFeed(reader, "GRANT_GIVEN", "GRANT_INVALIDATED").getLast()).containsEntry("attributes",
                List.of("email", "phone"));
        assertThat(read(7).jsonPath().<Map<String, Object>>get("attributes")).containsOnlyKeys("phone");
    }

    @Test
    @DisplayName("R9 grant, release and its end in one batch: the agency is told of its grant")
    void oneBatch() throws SQLException {
        read(3).then().statusCode(403);
        consumer.stop();
        give();
        release(5);
        takeBack(6);
        consumer.start();

        assertThat(awaitFeed(reader, "GRANT_GIVEN").getFirst()).containsEntry("attributes",
                List.of("email", "phone", "preferred_language"));
        assertThat(obligations()).isEqualTo("0");
    }

    private String obligations() throws SQLException {
        return only("SELECT count(*) FROM obligation WHERE consent_record_id = '" + record + "'");
    }
}
