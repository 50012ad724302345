package de.handschlag.registry.disclosure;

import static de.handschlag.registry.PlayedConsentService.consent;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.event.ConsentGiven;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("R22 Disclosures that a statute permits")
class StatutoryDisclosureTest extends RegistryTestCase {

    private static final String NORM = "§ 16 Abs. 1 Satz 2, § 25 Abs. 1 und 2, § 34 Abs. 6, § 36 Abs. 3a IfSG";

    private final UUID person = UUID.randomUUID();
    private final String agency = "health-office";
    private final String source = "shelter";
    private final String reference = "G-" + person;
    private final String sourceCase = "H-" + person;
    /** Each change of the person is a revision of its own. */
    private long newest = 2;
    private final String view = "/v1/cases/" + reference + "/view?purpose=";

    @BeforeEach
    void personWithFourValuesAndNoConsent() {
        consentService.send(linked(person, 1, UUID.randomUUID(), source, sourceCase, "gemeinschaftsunterkunft"));
        consentService.send(linked(person, 2, UUID.randomUUID(), agency, reference, "gesundheitsamt"));
        as(tokens.agencySystem(source)).header("Consent-Revision", revision(person, 1, source, sourceCase)).body("""
                {"values":[{"attribute":"phone","value":"+49 30 7654321","asOf":"2026-01-15"},
                           {"attribute":"vaccination_status","value":"measles-open","asOf":"2026-01-15"},
                           {"attribute":"income","value":"1200.00","asOf":"2026-01-15"},
                           {"attribute":"medical_need","value":"none","asOf":"2026-01-15"}]}""")
                .put("/v1/cases/" + sourceCase + "/attributes").then().statusCode(204);
    }

    /** A system that says for which file it reads, and why. */
    private RequestSpecification forAFile(String agencyId, String... purposes) {
        return as(tokens.agencySystem(agencyId, purposes)).header("File-Number", "GA 12/26").header("Read-Reason",
                "Kontaktperson eines Masernfalls, H%C3%A4user 3+4");
    }

    private Response read(String purpose) {
        return forAFile(agency, "infection-control", "child-protection", "case-management")
                .header("Consent-Revision", revision(person, 2, agency, reference)).get(view + purpose);
    }

    @Test
    @DisplayName("R22 R5 R16 nobody is asked: the listed attributes are disclosed with the norm, all others are absent")
    void listedAttributesAreDisclosedWithTheNorm() {
        Response answer = read("infection-control");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("")).containsOnlyKeys("caseReference", "purpose", "attributes",
                "obligation", "norm");
        assertThat(answer.jsonPath().getMap("attributes")).containsOnlyKeys("phone", "vaccination_status");
        assertThat(Json.text(answer, "attributes.phone[0].value")).isEqualTo("+49 30 7654321");
        assertThat(Json.text(answer, "norm")).isEqualTo(NORM);
    }

    @Test
    @DisplayName("R3 under a purpose that rests on consent no norm helps")
    void consentIsNotReplacedByANorm() {
        assertThat(read("case-management").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("R3 a read on the basis of consent is not answered by a statute, also where nobody is ever asked for one")
    void consentThatWasNamedIsNotReplacedByAStatute() {
        read("infection-control").then().statusCode(200);

        Response answer = forAFile(agency, "infection-control").get(view + "infection-control&basis=consent");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:no-permission");
        assertThat(accessEvents.await(DisclosureDenied.class, e -> reference.equals(e.caseReference())).norm())
                .isNull();
    }

    @Test
    @DisplayName("R22 R25 the record names the norm, no grant and no value, and hides nothing from the person")
    void recordNamesTheNorm() {
        read("infection-control").then().statusCode(200);
        forAFile(agency, "infection-control").get(view + "infection-control&attributes=phone,address").then()
                .statusCode(200);

        DataDisclosed shown = accessEvents.await(DataDisclosed.class,
                e -> person.equals(e.dataSubjectId()) && e.requestedAttributes() == null);
        assertThat(shown.norm()).isEqualTo(NORM);
        assertThat(shown.legalBasis())
                .isEqualTo("Art. 6 Abs. 1 Buchst. c und e, Abs. 3, Art. 9 Abs. 2 Buchst. i DSGVO");
        assertThat(shown.grantIds()).isEmpty();
        assertThat(shown.attributes()).containsExactly("phone", "vaccination_status");
        assertThat(shown.consentRevision()).isEqualTo(2);
        assertThat(shown.hiddenFromPerson()).isNull();
        assertThat(shown.requestedAttributes()).isNull();
        DataDisclosed narrowed = accessEvents.await(DataDisclosed.class,
                e -> person.equals(e.dataSubjectId()) && e.requestedAttributes() != null);
        assertThat(narrowed.hiddenFromPerson()).isNull();
        assertThat(narrowed.requestedAttributes()).containsExactly("phone", "address");
        assertThat(accessEvents.raw()).noneMatch(json -> json.contains("7654321"));
    }

    @Test
    @DisplayName("R10 R22 an unknown case and attributes beyond the norm get the identical neutral denial")
    void denialsAreNeutral() {
        Response unknown = forAFile(agency, "infection-control")
                .get("/v1/cases/unknown-" + person + "/view?purpose=infection-control");
        Response beyond = forAFile(agency, "infection-control")
                .get(view + "infection-control&attributes=income,medical_need");

        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(Json.text(unknown, "type")).isEqualTo("urn:handschlag:problem:no-permission");
        assertThat(beyond.asString().replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.asString().replaceAll("\"instance\":\"[^\"]*\"", ""));
        DisclosureDenied denied = accessEvents.await(DisclosureDenied.class, e -> reference.equals(e.caseReference()));
        assertThat(denied.reason()).isEqualTo(DisclosureDenied.Reason.ATTRIBUTES_NOT_GRANTED);
        assertThat(denied.norm()).isEqualTo(NORM);
        assertThat(
                accessEvents.await(DisclosureDenied.class, e -> e.caseReference().equals("unknown-" + person)).reason())
                .isEqualTo(DisclosureDenied.Reason.UNKNOWN_CASE);
    }

    @Test
    @DisplayName("R18 R22 a client that is not entitled to the purpose reads nothing, norm or not")
    void entitlementIsNeeded() {
        Response answer = as(tokens.agencySystem(agency, "case-management")).get(view + "infection-control");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:purpose-not-entitled");
    }

    @Test
    @DisplayName("R22 the batch reads by norm too, case by case")
    void batchReadsByNorm() {
        read("infection-control");

        Response answer = as(tokens.agencySystem(agency, "infection-control"))
                .body("{\"purpose\":\"infection-control\",\"caseReferences\":[\"nobody\",\"" + reference
                        + "\"],\"fileNumber\":\"GA 13/26\",\"reason\":\"Impfaktion in der Unterkunft\"}")
                .post("/v1/views");

        assertThat(answer.jsonPath().getBoolean("views[0].permitted")).isFalse();
        assertThat(Json.text(answer, "views[1].view.norm")).isEqualTo(NORM);
        assertThat(answer.jsonPath().getMap("views[1].view.attributes")).containsOnlyKeys("phone",
                "vaccination_status");
    }

    @Test
    @DisplayName("R21 Emergency-Access has no place under another purpose")
    void emergencyAccessBelongsToAnEmergency() {
        forAFile(agency, "infection-control").header("Emergency-Access", UUID.randomUUID())
                .get(view + "infection-control").then().statusCode(422);
    }

    /** Another agency that knows the person, reads by statute, and what it sees. */
    private Response readAs(String reader, String type, String purpose) {
        String case_ = reader + "-" + person;
        consentService.send(linked(person, ++newest, UUID.randomUUID(), reader, case_, type));
        return forAFile(reader, purpose).header("Consent-Revision", revision(person, newest, reader, case_))
                .get("/v1/cases/" + case_ + "/view?purpose=" + purpose);
    }

    /** Somebody else contributes an address of the person. */
    private void contributesAnAddress(String contributor, @Nullable String type, String address) {
        String case_ = contributor + "-" + person;
        consentService.send(linked(person, ++newest, UUID.randomUUID(), contributor, case_, type));
        as(tokens.agencySystem(contributor)).header("Consent-Revision", revision(person, newest, contributor, case_))
                .body("{\"value\":\"" + address + "\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + case_ + "/attributes/address").then().statusCode(204);
    }

    @Test
    @DisplayName("R9 R22 what a psychosocial centre contributed under secrecy is read by no statute, what the registration office did is")
    void sourceUnderSecrecyIsNeverRead() {
        contributesAnAddress("refuge", "psz", "Frauenhaus, Musterau");
        assertThat(readAs("immigration-office", "auslaenderbehoerde", "residence-procedure").statusCode())
                .isEqualTo(200);
        contributesAnAddress("registration-office", "meldebehoerde", "Lindenweg 4");

        Response answer = readAs("immigration-office-2", "auslaenderbehoerde", "residence-procedure");

        assertThat(answer.jsonPath().getList("attributes.address.source")).containsExactly("registration-office");
        assertThat(answer.asString()).doesNotContain("Frauenhaus", "refuge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobcenter", "wohnungsamt", "auslaenderbehoerde", "mbe", "jugendamt"})
    @DisplayName("R22 a statute lets be read what the types of agency that it names contributed, and from nobody else")
    void sourceThatIsNotListedIsNotRead(String type) {
        contributesAnAddress("other-source", type, "Lindenweg 5");

        Response answer = readAs("immigration-office", "auslaenderbehoerde", "residence-procedure");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getMap("attributes")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobcenter", "sozialamt", "mbe", "schule", "einbuergerungsbehoerde"})
    @DisplayName("R22 a type of agency that the catalogue does not list for a statute reads nothing under it, entitled client or not")
    void typeThatIsNotListedReadsNothing(String type) {
        contributesAnAddress("registration-office", "meldebehoerde", "Lindenweg 4");

        Response answer = readAs("other-reader", type, "residence-procedure");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:no-permission");
        DisclosureDenied denied = accessEvents.await(DisclosureDenied.class,
                e -> ("other-reader-" + person).equals(e.caseReference()));
        assertThat(denied.reason()).isEqualTo(DisclosureDenied.Reason.NO_GRANT);
    }

    @Test
    @DisplayName("R3 where the person has the choice nothing is read silently")
    void personsChoiceIsNoSilentRead() {
        contributesAnAddress("registration-office", "meldebehoerde", "Lindenweg 4");

        Response answer = readAs("job-office", "jobcenter", "benefit-eligibility");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(accessEvents.await(DisclosureDenied.class, e -> ("job-office-" + person).equals(e.caseReference()))
                .norm()).contains("§ 67f");
    }

    @Test
    @DisplayName("R22 a reader or a source whose type nobody has told reads and gives nothing, until it is told")
    void unknownTypeFailsClosed() {
        contributesAnAddress("registration-office", null, "Lindenweg 4");
        String case_ = "registration-office-" + person;
        assertThat(readAs("untold-office", null, "residence-procedure").statusCode()).isEqualTo(403);
        assertThat(readAs("immigration-office", "auslaenderbehoerde", "residence-procedure").jsonPath()
                .getMap("attributes")).isEmpty();

        consentService
                .send(linked(person, ++newest, UUID.randomUUID(), "registration-office", case_ + "b", "meldebehoerde"));

        assertThat(readAt(newest, "immigration-office").jsonPath().getMap("attributes")).containsOnlyKeys("address");
    }

    @Test
    @DisplayName("R9 a source that turns out to be under secrecy gives nothing any more, and not again when it is described otherwise")
    void typeThatChangedTakesBackWhatCanBeRead() {
        UUID link = UUID.randomUUID();
        String case_ = "registration-office-" + person;
        contributesAnAddress("registration-office", "meldebehoerde", "Lindenweg 4");
        assertThat(readAs("immigration-office", "auslaenderbehoerde", "residence-procedure").jsonPath()
                .getMap("attributes")).containsOnlyKeys("address");

        consentService.send(linked(person, ++newest, link, "registration-office", case_ + "b", "frauenhaus"));
        assertThat(readAt(newest, "immigration-office").jsonPath().getMap("attributes")).isEmpty();

        consentService.send(linked(person, ++newest, link, "registration-office", case_ + "b", "meldebehoerde"));
        assertThat(readAt(newest, "immigration-office").jsonPath().getMap("attributes")).isEmpty();
    }

    private Response readAt(long revision, String reader) {
        return forAFile(reader, "residence-procedure")
                .header("Consent-Revision", revision(person, revision, reader, reader + "-" + person))
                .get("/v1/cases/" + reader + "-" + person + "/view?purpose=residence-procedure");
    }

    @Test
    @DisplayName("R3 a purpose that rests on both is read by the statute, or with basis=consent by what the person granted")
    void purposeWithTwoBasesIsReadByEither() {
        String case_ = "reception-" + person;
        consentService.send(linked(person, ++newest, UUID.randomUUID(), "reception", case_, "aufnahmeeinrichtung"));
        consentService.send(
                new ConsentGiven(person, 4, consent(UUID.randomUUID(), "reception", "vulnerability-identification",
                        List.of("medical_need"), List.of("medical_need"), Instant.now().plus(Duration.ofDays(1)))));
        as(tokens.agencySystem("reception")).header("Consent-Revision", revision(person, 3, "reception", case_))
                .body("{\"value\":\"own-room\",\"asOf\":\"2026-01-15\"}")
                .put("/v1/cases/" + case_ + "/attributes/vulnerability").then().statusCode(204);
        RequestSpecification reception = forAFile("reception", "vulnerability-identification")
                .header("Consent-Revision", revision(person, 4, "reception", case_));
        String both = "/v1/cases/" + case_ + "/view?purpose=vulnerability-identification";

        Response byStatute = reception.get(both);
        Response byConsent = forAFile("reception", "vulnerability-identification").get(both + "&basis=consent");

        assertThat(byStatute.jsonPath().getMap("attributes")).containsOnlyKeys("vulnerability");
        assertThat(Json.text(byStatute, "norm")).contains("§ 44 Abs. 2 AsylG");
        assertThat(byConsent.jsonPath().getMap("attributes")).containsOnlyKeys("medical_need");
        assertThat(Json.text(byConsent, "norm")).isNull();
        assertThat(forAFile("reception", "vulnerability-identification").get(both + "&basis=other").statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R22 the record has file and reason as they were typed, of each case of a batch and of a denial; reads by consent have none")
    void fileAndReasonAreRecorded() {
        read("infection-control").then().statusCode(200);
        DataDisclosed disclosed = accessEvents.await(DataDisclosed.class, e -> reference.equals(e.caseReference()));
        assertThat(disclosed.fileNumber()).isEqualTo("GA 12/26");
        assertThat(disclosed.statedReason()).isEqualTo("Kontaktperson eines Masernfalls, Häuser 3+4");

        as(tokens.agencySystem(agency, "infection-control"))
                .body("{\"purpose\":\"infection-control\",\"caseReferences\":[\"nobody-" + person + "\",\"" + reference
                        + "\"],\"fileNumber\":\"GA 13/26\",\"reason\":\"Impfaktion in der Unterkunft\"}")
                .post("/v1/views").then().statusCode(200);
        assertThat(accessEvents.await(DisclosureDenied.class, e -> ("nobody-" + person).equals(e.caseReference()))
                .fileNumber()).isEqualTo("GA 13/26");
        assertThat(
                accessEvents
                        .await(DataDisclosed.class,
                                e -> reference.equals(e.caseReference()) && "GA 13/26".equals(e.fileNumber()))
                        .statedReason())
                .isEqualTo("Impfaktion in der Unterkunft");

        forAFile(agency, "case-management").get(view + "case-management").then().statusCode(403);
        assertThat(
                accessEvents
                        .await(DisclosureDenied.class,
                                e -> reference.equals(e.caseReference()) && e.purpose().equals("case-management"))
                        .fileNumber())
                .isNull();
    }

    @Test
    @DisplayName("R22 R10 who names no file and no reason reads nothing by a statute, and does not learn whether there is the case")
    void withoutFileAndReasonNothingIsRead() {
        read("infection-control").then().statusCode(200);
        RequestSpecification system = as(tokens.agencySystem(agency, "infection-control"));
        Response known = system.get(view + "infection-control");
        Response unknown = as(tokens.agencySystem(agency, "infection-control"))
                .get("/v1/cases/unknown-" + person + "/view?purpose=infection-control");

        assertThat(known.statusCode()).isEqualTo(422);
        assertThat(Json.text(known, "violations[0].field")).isEqualTo("File-Number");
        assertThat(known.asString().replaceAll("\"instance\":\"[^\"]*\"", ""))
                .isEqualTo(unknown.asString().replaceAll("\"instance\":\"[^\"]*\"", ""));
        Response batch = as(tokens.agencySystem(agency, "infection-control"))
                .body("{\"purpose\":\"infection-control\",\"caseReferences\":[\"" + reference + "\"]}")
                .post("/v1/views");
        assertThat(batch.statusCode()).isEqualTo(422);
        assertThat(Json.text(batch, "violations[0].field")).isEqualTo("fileNumber");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            no reason            | GA 12/26 | -                          | Read-Reason
            no file              | -        | A reason that says enough  | File-Number
            dots                 | GA 12/26 | ..............             | Read-Reason
            too short            | GA 12/26 | because                    | Read-Reason
            no percent-encoding  | GA 12/26 | A reason with %zz in it    | Read-Reason
            not UTF-8            | GA 12/26 | A reason with %e4 in it    | Read-Reason
            a line break         | GA%0A12  | A reason that says enough  | File-Number
            a hidden direction   | GA 12/26 | A reason%E2%80%AE that lies | Read-Reason
            nothing to see       | %20      | A reason that says enough  | File-Number
            """)
    @DisplayName("R22 a reason is in words, and both are held against the rule for texts")
    void badGroundsAreRefused(String what, @Nullable String file, @Nullable String reason, String field) {
        RequestSpecification system = as(tokens.agencySystem(agency, "infection-control"));
        if (file != null) {
            system = system.header("File-Number", file);
        }
        if (reason != null) {
            system = system.header("Read-Reason", reason);
        }

        Response answer = system.get(view + "infection-control");

        assertThat(answer.statusCode()).as(what).isEqualTo(422);
        assertThat(Json.text(answer, "violations[0].field")).isEqualTo(field);
        assertThat(answer.asString()).as("it is not repeated").doesNotContain("says enough");
    }
}
