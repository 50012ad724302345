package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.teststack.AtOnce;
import de.handschlag.teststack.Json;

/** A person known to an integration centre that reads, to a psychosocial centre under secrecy, and to a registration office that is not. */
@QuarkusTest
@DisplayName("R9 Releases from professional secrecy")
class SecrecyReleaseTest {

    private static final String SOURCE = "psz-test";

    private AgencyActor reader;
    private AgencyActor source;
    private String caseReference;
    private String sourceCase;
    private PersonActor person;
    private UUID consent;

    @BeforeEach
    void consentInForce() {
        reader = AgencyActor.jobcenter();
        source = AgencyActor.underSecrecy();
        caseReference = reader.newCase();
        person = PersonActor.of(reader, caseReference);
        sourceCase = AgencyActor.newCaseReference();
        source.linkCase(sourceCase, person.linkCode()).then().statusCode(201);
        AgencyActor.registered("meldebehoerde-test", "meldebehoerde")
                .linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        consent = given();
    }

    private UUID given() {
        UUID id = reader.asks(caseReference, "phone", "family_name");
        person.approve(id).then().statusCode(200);
        return id;
    }

    private List<PersonEvent> events() {
        UUID dataSubjectId = person.dataSubjectId();
        int revision = person.consentRevision();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(revision));
            return topic.eventsOf(dataSubjectId);
        }
    }

    private static void assertProblem(Response answer, String type) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(409);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:" + type);
    }

    @Test
    @DisplayName("R9 R6 a source is released by a declaration of its own, with the notice that was read; sent twice it is one")
    void released() {
        int revision = person.consentRevision();
        String hash = person.releaseHash(consent, SOURCE);

        Response released = person.release(consent, SOURCE);

        released.then().statusCode(201).body("sourceAgencyId", equalTo(SOURCE), "released", equalTo(true),
                "consentRevision", equalTo(revision + 1), "notice.hash", equalTo(hash));
        person.release(consent, SOURCE).then().statusCode(200).body("consentRevision", equalTo(revision + 1));
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        person.consentRecord(consent).then().body("status", equalTo("ConsentGiven"), "releasedSources",
                contains(SOURCE));
        person.secrecyReleases(consent).then().statusCode(200).body("secrecyReleases.sourceAgencyId", contains(SOURCE),
                "secrecyReleases[0].released", equalTo(true), "secrecyReleases[0].notice.hash", equalTo(hash));
        assertThat(events().getLast()).isInstanceOfSatisfying(SecrecyReleased.class, event -> {
            assertThat(event.sourceAgencyId()).isEqualTo(SOURCE);
            assertThat(event.evidence().noticeHash()).isEqualTo(hash);
            assertThat(event.evidence().language()).isEqualTo("de");
            assertThat(event.byLoginBinding()).isEqualTo(person.loginBindingId());
            assertThat(event.consentRecord().consentRecordId()).isEqualTo(consent);
            assertThat(event.consentRecord().releasedSources()).containsExactly(SOURCE);
            assertThat(event.consentRecord().evidence().noticeHash()).as("of the consent").isNotEqualTo(hash);
        });
    }

    @Test
    @DisplayName("R9 approving a request releases nobody, and a later consent in the place of this one needs a release of its own")
    void consentAloneReleasesNobody() {
        person.consentRecord(consent).then().body("releasedSources", empty());
        person.release(consent, SOURCE).then().statusCode(201);

        UUID later = reader.asks(caseReference, "email");
        person.approve(later).then().statusCode(202);

        person.consentRecord(consent).then().body("status", equalTo("ConsentInvalidated"), "releasedSources", empty());
        person.consentRecord(later).then().body("status", equalTo("ConsentGiven"), "releasedSources", empty());
        person.secrecyReleases(later).then().body("secrecyReleases[0].released", equalTo(false));
        assertThat(events()).filteredOn(SecrecyReleased.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("R9 R42 taken back, the consent goes on; it is acknowledged when it is enforced, and the same again says the same")
    void takenBack() {
        person.release(consent, SOURCE).then().statusCode(201);
        int revision = person.consentRevision();

        Response pending = person.withdrawRelease(consent, SOURCE);

        pending.then().statusCode(202).body("enforcement", equalTo("pending"), "consentRevision", equalTo(revision + 1),
                "sourceAgencyId", equalTo(SOURCE));
        assertThat(pending.header("Location")).endsWith("/v1/me/enforcements/" + (revision + 1));
        person.consentRecord(consent).then().body("status", equalTo("ConsentGiven"), "releasedSources", empty());
        assertThat(events().getLast()).isInstanceOfSatisfying(SecrecyReleaseWithdrawn.class, event -> {
            assertThat(event.sourceAgencyId()).isEqualTo(SOURCE);
            assertThat(event.byLoginBinding()).isEqualTo(person.loginBindingId());
            assertThat(event.consentRecord().releasedSources()).isNull();
            assertThat(event.consentRecord().endedAt()).isNull();
        });
        try (RegistryActor registry = new RegistryActor()) {
            registry.enforces(person.dataSubjectId(), revision + 1, Instant.now());
        }
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> person.withdrawRelease(consent, SOURCE).then()
                .statusCode(200).body("enforcement", equalTo("enforced"), "consentRevision", equalTo(revision + 1)));
        assertThat(person.consentRevision()).isEqualTo(revision + 1);
    }

    @Test
    @DisplayName("R9 what was taken back can be released again")
    void releasedAgain() {
        person.release(consent, SOURCE).then().statusCode(201);
        person.withdrawRelease(consent, SOURCE).then().statusCode(202);

        person.release(consent, SOURCE).then().statusCode(201);

        person.consentRecord(consent).then().body("releasedSources", contains(SOURCE));
        person.withdrawRelease(consent, SOURCE).then().statusCode(202);
        person.consentRecord(consent).then().body("releasedSources", empty());
        assertThat(Database.number("SELECT count(*) FROM secrecy_release WHERE consent_record_id = ?"
                + " AND withdrawn_by_login_binding IS NOT NULL", consent)).isEqualTo(2);
    }

    @Test
    @DisplayName("R9 R6 sent once more, a release answers with the declaration that stands and not with one that was taken back; and that one is taken back")
    void standingDeclarationAnswers() {
        String first = person.releaseHash(consent, SOURCE);
        person.release(consent, SOURCE, "de", first).then().statusCode(201);
        person.withdrawRelease(consent, SOURCE).then().statusCode(202);
        String second = person.request().queryParam("language", "en")
                .get("/v1/me/consent-records/{id}/secrecy-releases", consent).path("secrecyReleases[0].notice.hash");
        person.release(consent, SOURCE, "en", second).then().statusCode(201);
        int revision = person.consentRevision();
        // As if what was taken back had got a later revision than what stands.
        Database.update("UPDATE secrecy_release SET consent_revision = consent_revision + 10"
                + " WHERE consent_record_id = ? AND withdrawn_at IS NOT NULL", consent);

        person.release(consent, SOURCE, "de", first).then().statusCode(200).body("notice.hash", equalTo(second),
                "notice.language", equalTo("en"), "consentRevision", equalTo(revision));

        assertThat(person.consentRevision()).isEqualTo(revision);
        person.withdrawRelease(consent, SOURCE).then().statusCode(202);
        assertThat(Database.number(
                "SELECT count(*) FROM secrecy_release WHERE consent_record_id = ? AND withdrawn_at IS NULL", consent))
                .isZero();
    }

    @Test
    @DisplayName("R9 nothing is taken back that was never released, nor once the consent is over")
    void nothingToTakeBack() {
        assertProblem(person.withdrawRelease(consent, SOURCE), "not-released");
        person.release(consent, SOURCE).then().statusCode(201);
        person.withdraw(consent).then().statusCode(202);
        int revision = person.consentRevision();

        assertProblem(person.withdrawRelease(consent, SOURCE), "not-released");

        assertThat(person.consentRevision()).isEqualTo(revision);
        person.consentRecord(consent).then().body("releasedSources", empty());
        person.secrecyReleases(consent).then().statusCode(200).body("secrecyReleases", empty());
    }

    @Test
    @DisplayName("R9 only a source is released that has a case of the person, is bound to secrecy and is not the recipient; anything else is 422 and named")
    void sourceThatCannotBeReleased() {
        AgencyActor elsewhere = AgencyActor.registered("psz-elsewhere-test", "psz");
        elsewhere.newCase();
        int revision = person.consentRevision();

        for (String other : List.of("meldebehoerde-test", elsewhere.agencyId(), reader.agencyId(), "nobody-test",
                SOURCE.toUpperCase(Locale.ROOT))) {
            Response refused = person.release(consent, other, "de", person.releaseHash(consent, SOURCE));

            assertThat(refused.statusCode()).as(other + refused.asString()).isEqualTo(422);
            assertThat(Json.text(refused, "violations[0].field")).as(other).isEqualTo("sourceAgencyId");
        }
        assertThat(person.consentRevision()).isEqualTo(revision);
        person.secrecyReleases(consent).then().body("secrecyReleases.sourceAgencyId", contains(SOURCE));
    }

    @Test
    @DisplayName("R9 a recipient that is bound to secrecy itself is no source of its own consent")
    void recipientUnderSecrecy() {
        AgencyActor counselling = AgencyActor.counselling();
        String advice = AgencyActor.newCaseReference();
        counselling.linkCase(advice, person.linkCode()).then().statusCode(201);
        UUID own = counselling.asks(advice, "phone");
        person.approve(own).then().statusCode(200);

        person.secrecyReleases(own).then().statusCode(200).body("secrecyReleases.sourceAgencyId", contains(SOURCE));
        assertThat(person.release(own, counselling.agencyId(), "de", "0".repeat(64)).statusCode()).isEqualTo(422);
        person.secrecyReleases(consent).then().body("secrecyReleases.sourceAgencyId",
                contains(counselling.agencyId(), SOURCE));
    }

    @Test
    @DisplayName("R9 a source whose case ended since can be released no more, and its release can still be taken back")
    void sourceWithoutACase() {
        person.release(consent, SOURCE).then().statusCode(201);
        source.unlinkCase(sourceCase).then().statusCode(202);
        person.secrecyReleases(consent).then().body("secrecyReleases[0].released", equalTo(true));

        person.withdrawRelease(consent, SOURCE).then().statusCode(202);

        person.secrecyReleases(consent).then().body("secrecyReleases", empty());
        assertThat(person.release(consent, SOURCE, "de", "0".repeat(64)).statusCode()).isEqualTo(422);
    }

    @Test
    @DisplayName("R9 R7 a release ends as its source becomes another agency, and the consent goes on")
    void sourceBecomesAnother() {
        AgencyActor counselling = AgencyActor.registered("wandelt-sich-test", "mbe");
        counselling.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        person.release(consent, SOURCE).then().statusCode(201);
        person.release(consent, counselling.agencyId()).then().statusCode(201);

        AgencyActor.described(counselling.agencyId(), "frauenhaus", Map.of());
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> person.consentRecord(consent).then().body("releasedSources", contains(SOURCE)));

        person.consentRecord(consent).then().body("status", equalTo("ConsentGiven"));
        person.secrecyReleases(consent).then()
                .body("secrecyReleases.find { it.sourceAgencyId == 'wandelt-sich-test' }.released", equalTo(false));
        assertThat(events()).filteredOn(SecrecyReleaseWithdrawn.class::isInstance).singleElement()
                .isInstanceOfSatisfying(SecrecyReleaseWithdrawn.class, event -> {
                    assertThat(event.sourceAgencyId()).isEqualTo(counselling.agencyId());
                    assertThat(event.byLoginBinding()).isNull();
                });
        person.release(consent, counselling.agencyId()).then().statusCode(201);
        AgencyActor.registered(counselling.agencyId(), "mbe");
    }

    /** How a record stands that nothing can be released for. */
    private enum Standing {
        OPEN,
        REFUSED,
        WITHDRAWN,
        EXPIRED,
        REPLACED,
        OF_A_FORMER_RECIPIENT
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9 R7 nothing is released for a record that is not in force, or whose recipient became another one")
    void recordThatIsNotInForce(Standing standing) {
        String hash = person.releaseHash(consent, SOURCE);
        UUID id = standing == Standing.OPEN || standing == Standing.REFUSED
                ? reader.asks(caseReference, "email")
                : consent;
        switch (standing) {
            case OPEN -> {
            }
            case REFUSED -> person.refuse(id).then().statusCode(200);
            case WITHDRAWN -> person.withdraw(id).then().statusCode(202);
            case EXPIRED ->
                Database.update("UPDATE consent_record SET expires_at = now() - interval '1 second' WHERE id = ?", id);
            case REPLACED -> person.approve(reader.asks(caseReference, "email")).then().statusCode(202);
            case OF_A_FORMER_RECIPIENT ->
                Database.update("UPDATE consent_record SET recipient_version = recipient_version - 1 WHERE id = ?", id);
        }
        int revision = person.consentRevision();

        assertProblem(person.release(id, SOURCE, "de", hash), "no-consent-to-release-for");

        assertThat(person.consentRevision()).isEqualTo(revision);
        person.secrecyReleases(id).then().statusCode(200).body("secrecyReleases", empty());
    }

    @Test
    @DisplayName("R6 R7 the notice must be the one about this source, in the language that is named, as it reads now")
    void noticeMustHaveBeenRead() {
        String hash = person.releaseHash(consent, SOURCE);
        AgencyActor another = AgencyActor.registered("frauenhaus-test", "frauenhaus");
        another.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);

        assertProblem(person.release(consent, SOURCE, "de", person.noticeHash(consent)), "notice-changed");
        assertProblem(person.release(consent, SOURCE, "en", hash), "notice-changed");
        assertProblem(person.release(consent, another.agencyId(), "de", hash), "notice-changed");
        assertThat(person.release(consent, SOURCE, "zu", hash).<String>path("violations[0].field"))
                .isEqualTo("language");
        AgencyActor.described(SOURCE, "psz", Map.of("name", "Ein anderer Name"));
        assertProblem(person.release(consent, SOURCE, "de", hash), "notice-changed");
        AgencyActor.underSecrecy();
        person.release(consent, SOURCE, "de", hash).then().statusCode(201);
        person.secrecyReleases(consent).then().body(
                "secrecyReleases.find { it.sourceAgencyId == 'frauenhaus-test' }.released", equalTo(false),
                "secrecyReleases.find { it.sourceAgencyId == 'frauenhaus-test' }.releasedAt", nullValue());
    }

    @Test
    @DisplayName("R35 a login that only the recipient, or only the source, has vouched for releases nobody; it takes back")
    void unconfirmedLogin() {
        AgencyActor counselling = AgencyActor.counselling();
        for (AgencyActor voucher : List.of(reader, source)) {
            String own = voucher.newCase();
            PersonActor unconfirmed = PersonActor.unconfirmed(voucher, own);
            AgencyActor other = voucher.equals(reader) ? source : reader;
            String elsewhere = AgencyActor.newCaseReference();
            other.linkCase(elsewhere, unconfirmed.linkCode()).then().statusCode(201);
            String advice = AgencyActor.newCaseReference();
            counselling.linkCase(advice, unconfirmed.linkCode()).then().statusCode(201);
            UUID id = reader.asks(voucher.equals(reader) ? own : elsewhere, "phone");
            if (voucher.equals(reader)) {
                // As if the grant were from before the login was the only one.
                Database.update("UPDATE login_binding SET unconfirmed_agency = NULL WHERE data_subject_id = ?",
                        unconfirmed.dataSubjectId());
            }
            unconfirmed.approve(id).then().statusCode(200);
            unconfirmed.release(id, "mbe-test").then().statusCode(201);
            Database.update("UPDATE login_binding SET unconfirmed_agency = ? WHERE data_subject_id = ?",
                    voucher.agencyId(), unconfirmed.dataSubjectId());

            assertProblem(unconfirmed.release(id, SOURCE), "login-not-confirmed");
            unconfirmed.consentRecord(id).then().body("releasedSources", contains("mbe-test"));
            unconfirmed.withdrawRelease(id, "mbe-test").then().statusCode(202);
        }
    }

    @Test
    @DisplayName("R9 R37 the agency's view of its request does not tell what was released")
    void agencyIsNotTold() {
        String before = reader.consentRequest(consent).asString();

        person.release(consent, SOURCE).then().statusCode(201);

        assertThat(reader.consentRequest(consent).asString()).isEqualTo(before).doesNotContain(SOURCE);
    }

    @Test
    @DisplayName("R9 of releases at the same moment none is lost, and each counts once")
    void releasesAtOnce() throws Exception {
        AgencyActor.registered("frauenhaus-test", "frauenhaus")
                .linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        int revision = person.consentRevision();

        List<Supplier<Response>> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(() -> person.release(consent, SOURCE));
            requests.add(() -> person.release(consent, "frauenhaus-test"));
        }
        assertThat(AtOnce.answers(requests)).extracting(Response::statusCode).containsExactlyInAnyOrder(201, 201, 200,
                200, 200, 200);

        person.consentRecord(consent).then().body("releasedSources", contains("frauenhaus-test", SOURCE));
        assertThat(person.consentRevision()).isEqualTo(revision + 2);
        assertThat(events()).filteredOn(SecrecyReleased.class::isInstance).hasSize(2).last().isInstanceOfSatisfying(
                SecrecyReleased.class, event -> assertThat(event.consentRecord().releasedSources())
                        .containsExactly("frauenhaus-test", SOURCE));
    }

    @Test
    @DisplayName("R9 G1 a release at the moment at which the consent is withdrawn never outlives it")
    void releaseWhileTheConsentIsWithdrawn() throws Exception {
        for (int round = 0; round < 5; round++) {
            UUID id = round == 0 ? consent : given();
            String hash = person.releaseHash(id, SOURCE);

            List<Response> answers = AtOnce
                    .answers(List.of(() -> person.release(id, SOURCE, "de", hash), () -> person.withdraw(id)));

            assertThat(answers.getFirst().statusCode()).as(answers.getFirst().asString()).isIn(201, 409);
            assertThat(answers.getLast().statusCode()).isEqualTo(202);
            person.consentRecord(id).then().body("status", equalTo("ConsentWithdrawn"), "releasedSources", empty());
            assertThat(events().getLast()).isInstanceOfSatisfying(ConsentWithdrawn.class, event -> {
                assertThat(event.consentRecord().consentRecordId()).isEqualTo(id);
                assertThat(event.consentRecord().releasedSources()).isNull();
            });
        }
    }
}
