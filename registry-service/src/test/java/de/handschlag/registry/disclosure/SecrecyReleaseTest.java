package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.releaseWithdrawn;
import static de.handschlag.registry.PlayedConsentService.released;
import static de.handschlag.registry.PlayedConsentService.releasing;
import static de.handschlag.registry.PlayedConsentService.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.event.ConsentGiven;
import de.handschlag.event.DataDisclosed;
import de.handschlag.registry.RegistryTestCase;

/** What a release from professional secrecy opens, and all that it does not. */
@QuarkusTest
@DisplayName("R9 Release from secrecy")
class SecrecyReleaseTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String OTHER_PURPOSE = "housing-search";

    /** A type of agency that the consent-service knows and this catalogue does not, or not any more. */
    private static final String STRANGE_TYPE = "type-of-another-catalogue";

    @Inject
    @DataSource("reader")
    AgroalDataSource reading;

    private final UUID person = UUID.randomUUID();
    private final UUID record = UUID.randomUUID();
    private final String office = "office-" + person;
    private final String counselling = "counselling-" + person;
    private final String refuge = "refuge-" + person;
    private final String untold = "untold-" + person;
    private final String strange = "strange-" + person;
    private final String reader = "reader-" + person;
    private long newest;

    @BeforeEach
    void valuesOfAllKindsOfSources() {
        contribute(office, "wohnungsamt", "phone", "+49 30 1");
        contribute(counselling, "mbe", "phone", "+49 30 2");
        contribute(refuge, "frauenhaus", "phone", "+49 30 3");
        contribute(untold, null, "phone", "+49 30 4");
        contribute(strange, STRANGE_TYPE, "phone", "+49 30 5");
        link(reader, "wohnungsamt");
    }

    private static String caseOf(String agency) {
        return "C-" + agency;
    }

    private long link(String agency, @Nullable String type) {
        consentService.send(linked(person, ++newest, UUID.randomUUID(), agency, caseOf(agency), type));
        return newest;
    }

    private void contribute(String agency, @Nullable String type, String attribute, String value) {
        contribute(agency, link(agency, type), attribute, value);
    }

    private void contribute(String agency, long revision, String attribute, String value) {
        as(tokens.agencySystem(agency)).header("Consent-Revision", revision(person, revision, agency, caseOf(agency)))
                .body("{\"value\":\"" + value + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + caseOf(agency) + "/attributes/" + attribute).then().statusCode(204);
    }

    private void give() {
        consentService.send(given(person, ++newest, record, reader, PURPOSE, "phone"));
    }

    private void release(String... sources) {
        consentService.send(released(person, ++newest, record, reader, PURPOSE, List.of(sources), "phone"));
    }

    private Response read(String agency, String purpose, String more) {
        return as(tokens.agencySystem(agency, PURPOSE, OTHER_PURPOSE))
                .header("Consent-Revision", revision(person, newest, agency, caseOf(agency)))
                .get("/v1/cases/" + caseOf(agency) + "/view?purpose=" + purpose + more);
    }

    /** Whose phone numbers the reader sees. */
    private List<String> sources() {
        return read(reader, PURPOSE, "").jsonPath().getList("attributes.phone.source");
    }

    @Test
    @DisplayName("R9 the released source is read under the grant; others under secrecy, and who is of no known type, are not")
    void releaseOpensItsSourceAndNoOther() {
        give();
        assertThat(sources()).containsExactly(office);

        release(counselling);

        assertThat(sources()).containsExactlyInAnyOrder(office, counselling);
        assertThat(accessEvents
                .await(DataDisclosed.class, e -> person.equals(e.dataSubjectId()) && e.consentRevision() == newest)
                .grantIds()).containsExactly(record);
    }

    @Test
    @DisplayName("R9 R14 what a shelter said is read once it is released, and the shelter is not named")
    void releasedShelterIsNotNamed() {
        give();
        release(refuge);

        Response answer = read(reader, PURPOSE, "");

        assertThat(answer.jsonPath().getList("attributes.phone.value")).containsExactly("+49 30 1", "+49 30 3");
        assertThat(answer.jsonPath().getList("attributes.phone.source")).containsExactly(office, null);
        assertThat(answer.asString()).doesNotContain(refuge);
    }

    @Test
    @DisplayName("R9 R14 a source of a type that the catalogue does not have is closed; released it is read and not named")
    void sourceOfAnUnknownTypeIsClosed() {
        give();
        assertThat(read(reader, PURPOSE, "").jsonPath().getList("attributes.phone.value")).containsExactly("+49 30 1");

        release(strange);

        Response answer = read(reader, PURPOSE, "");
        assertThat(answer.jsonPath().getList("attributes.phone.value")).containsExactly("+49 30 1", "+49 30 5");
        assertThat(answer.jsonPath().getList("attributes.phone.source")).containsExactly(office, null);
        assertThat(answer.asString()).doesNotContain(strange);
    }

    @Test
    @DisplayName("R9 R37 a release of a source of which there is nothing to read leaves the agency's copy as it was")
    void releaseThatOpensNothingChangesNothing() {
        give();
        Response before = read(reader, PURPOSE, "");

        release("counselling-without-values-" + person);

        Response after = read(reader, PURPOSE, "");
        assertThat(after.header("ETag")).isEqualTo(before.header("ETag"));
        assertThat(after.asString()).isEqualTo(before.asString());
    }

    @Test
    @DisplayName("R9 R14 several sources are released one by one, also one whose type nobody has told, which is not named")
    void eachSourceIsReleasedByItself() {
        give();
        release(counselling);
        release(counselling, untold);

        assertThat(sources()).containsExactlyInAnyOrder(office, counselling, null);
    }

    @Test
    @DisplayName("R9 a release is for its purpose: a grant for another one opens nothing of the source")
    void otherPurposeStaysClosed() {
        give();
        release(counselling);
        consentService.send(given(person, ++newest, UUID.randomUUID(), reader, OTHER_PURPOSE, "phone"));

        assertThat(read(reader, OTHER_PURPOSE, "").jsonPath().getList("attributes.phone.source"))
                .containsExactly(office);
    }

    @Test
    @DisplayName("R9 a release is for its reader: another one with the same grant sees nothing of the source")
    void otherReaderSeesNothing() {
        give();
        release(counselling);
        String other = "other-" + person;
        link(other, "wohnungsamt");
        consentService.send(given(person, ++newest, UUID.randomUUID(), other, PURPOSE, "phone"));

        assertThat(read(other, PURPOSE, "").jsonPath().getList("attributes.phone.source")).containsExactly(office);
    }

    @Test
    @DisplayName("R9 a release is for the items of its grant: what else the source contributed is not read")
    void attributeOutsideOfTheGrantStaysClosed() {
        contribute(counselling, 2, "email", "planted@example.org");
        give();
        release(counselling);

        assertThat(read(reader, PURPOSE, "").jsonPath().getMap("attributes")).containsOnlyKeys("phone");
        assertThat(read(reader, PURPOSE, "&attributes=email").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("R9 R23 a release that is taken back opens nothing any more, and the grant goes on; the agency's copy is out of date")
    void releaseIsTakenBack() {
        give();
        release(counselling);
        String tag = read(reader, PURPOSE, "").header("ETag");

        consentService
                .send(releaseWithdrawn(person, ++newest, record, reader, PURPOSE, counselling, List.of(), "phone"));

        Response answer = as(tokens.agencySystem(reader, PURPOSE)).header("If-None-Match", tag)
                .header("Consent-Revision", revision(person, newest, reader, caseOf(reader)))
                .get("/v1/cases/" + caseOf(reader) + "/view?purpose=" + PURPOSE);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("attributes.phone.source")).containsExactly(office);
    }

    @Test
    @DisplayName("R9 G1 a release that comes once more, behind its withdrawal, opens nothing")
    void lateReleaseOpensNothing() {
        give();
        ProducerRecord<String, byte[]> release = consentService.signer().sign(consentService
                .unsigned(released(person, ++newest, record, reader, PURPOSE, List.of(counselling), "phone")));
        consentService.send(release);
        assertThat(sources()).contains(counselling);
        consentService
                .send(releaseWithdrawn(person, ++newest, record, reader, PURPOSE, counselling, List.of(), "phone"));
        assertThat(sources()).containsExactly(office);

        consentService.send(release);
        link("later-" + person, "wohnungsamt");

        assertThat(sources()).containsExactly(office);
    }

    @Test
    @DisplayName("R9 the end of the grant ends its releases: a new grant opens nothing until it is released again")
    void newGrantNeedsANewRelease() {
        give();
        release(counselling);
        consentService.send(withdrawn(person, ++newest, record, reader, PURPOSE, "phone"));
        assertThat(read(reader, PURPOSE, "").statusCode()).isEqualTo(403);

        UUID later = UUID.randomUUID();
        consentService.send(given(person, ++newest, later, reader, PURPOSE, "phone"));
        assertThat(sources()).containsExactly(office);

        consentService.send(released(person, ++newest, later, reader, PURPOSE, List.of(counselling), "phone"));
        assertThat(sources()).containsExactlyInAnyOrder(office, counselling);
    }

    @Test
    @DisplayName("R9 a release is a declaration of its own: a consent that comes with one releases nothing")
    void consentReleasesNothing() {
        consentService.send(
                new ConsentGiven(person, ++newest, releasing(record, reader, PURPOSE, List.of(counselling), "phone")));

        assertThat(sources()).containsExactly(office);
    }

    @Test
    @DisplayName("R9 R22 a statute reads nothing of a released source, whoever reads by both")
    void statuteReadsNothing() {
        String immigration = "immigration-" + person;
        link(immigration, "auslaenderbehoerde");
        contribute(counselling, 2, "address", "Frauenhaus, Musterau");
        consentService.send(released(person, ++newest, record, immigration, PURPOSE, List.of(counselling), "address"));
        assertThat(read(immigration, PURPOSE, "").jsonPath().getList("attributes.address.source"))
                .containsExactly(counselling);

        Response answer = as(tokens.agencySystem(immigration, "residence-procedure")).header("File-Number", "ABH 1/26")
                .header("Read-Reason", "Verl%C3%A4ngerung")
                .get("/v1/cases/" + caseOf(immigration) + "/view?purpose=residence-procedure");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).doesNotContain("Musterau");
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "FORMER, 1", "BY_NORM, 0", "UNKNOWN, 0"})
    @DisplayName("R9 R16 row-level security shows what is open, never what is of an unknown type, and a released value to a read by grants only")
    void rowLevelSecurityAgrees(String kind, int seen) throws SQLException {
        give();
        release(counselling);
        assertThat(sources()).contains(counselling);

        assertThat(seenBy(reader, kind)).hasSize(seen == 0 ? 1 : 2).contains(office);
        assertThat(seenBy(reader, kind).contains(counselling)).isEqualTo(seen == 1);
        assertThat(seenBy("other-" + person, kind)).isEmpty();

        consentService
                .send(releaseWithdrawn(person, ++newest, record, reader, PURPOSE, counselling, List.of(), "phone"));
        assertThat(sources()).containsExactly(office);
        assertThat(seenBy(reader, kind)).containsExactly(office);
    }

    /**
     * Sources of what a statement without any condition sees, in a transaction that says what it reads by, or does not; or one of the
     * version before this one.
     */
    private List<String> seenBy(String agency, String kind) throws SQLException {
        try (Connection connection = reading.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL handschlag.agency = '" + agency + "'");
            statement.execute(kind.equals("FORMER")
                    ? "SET LOCAL handschlag.secret_types = '{mbe,frauenhaus,type-of-another-catalogue}'"
                    : "SET LOCAL handschlag.open_types = '{wohnungsamt,jobcenter}'");
            if (!kind.equals("UNKNOWN")) {
                statement.execute("SET LOCAL handschlag.norm_items = '"
                        + (kind.equals("BY_NORM") ? "{address/meldebehoerde}" : "{}") + "'");
            }
            List<String> sources = new ArrayList<>();
            try (ResultSet row = statement
                    .executeQuery("SELECT source_agency_id FROM attribute_value WHERE attribute = 'phone'")) {
                while (row.next()) {
                    sources.add(row.getString(1));
                }
            }
            connection.commit();
            return sources;
        }
    }
}
