package de.handschlag.consent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;

/** What becomes of releases from secrecy where the database went back (ADR 39). */
@QuarkusTest
@DisplayName("Releases from secrecy in a database that went back")
class RestoredReleasesTest extends RestoredDatabaseTestCase {

    /** Somebody whom a centre under secrecy knows, too, beside a consent in force. */
    private UUID consentBesideASource() {
        AgencyActor source = AgencyActor.underSecrecy();
        source.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        AgencyActor.registered("frauenhaus-test", "frauenhaus")
                .linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        UUID consent = jobcenter.asks(caseReference, "phone");
        person.approve(consent).then().statusCode(200);
        return consent;
    }

    @Test
    @DisplayName("R9 R6 lost releases come back with what was read, and what was taken back stays taken back")
    void lostReleasesComeBack() throws Exception {
        UUID consent = consentBesideASource();
        person.release(consent, "frauenhaus-test").then().statusCode(201);
        Backup backup = backup();
        person.release(consent, "psz-test").then().statusCode(201);
        person.withdrawRelease(consent, "frauenhaus-test").then().statusCode(202);
        String record = person.consentRecord(consent).asString();
        String read = person.secrecyReleases(consent).path("secrecyReleases[1].notice.text");
        int revision = person.consentRevision();
        backup.restore();
        loseNotices();
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of("frauenhaus-test")));

        catchUp();

        assertThat(person.consentRecord(consent).asString()).isEqualTo(record).contains("psz-test")
                .doesNotContain("frauenhaus-test");
        person.secrecyReleases(consent).then().body("secrecyReleases.sourceAgencyId",
                equalTo(List.of("frauenhaus-test", "psz-test")), "secrecyReleases.released",
                equalTo(List.of(false, true)), "secrecyReleases[1].notice.text", equalTo(read),
                "secrecyReleases[1].byLoginBinding", equalTo(person.loginBindingId().toString()));
        assertThat(person.consentRevision()).isEqualTo(revision);
        person.withdrawRelease(consent, "psz-test").then().statusCode(202);
        assertRevisionsWithoutGap(revision + 1);
    }

    @Test
    @DisplayName("R7 R9 that a release ended as its source became another agency is known again, too")
    void lostEndByAFormerSourceComesBack() throws Exception {
        AgencyActor.registered("wird-anders-test", "mbe");
        UUID consent = consentBesideASource();
        person.release(consent, "psz-test").then().statusCode(201);
        Backup backup = backup();
        // As if it had been released before its source became another agency; that any agency did has it looked for.
        Database.update("UPDATE secrecy_release SET source_version = source_version - 1 WHERE consent_record_id = ?",
                consent);
        AgencyActor.registered("wird-anders-test", "frauenhaus");
        await().atMost(LONG).until(() -> declarations(consent, "source_changed") == 1);
        backup.restore();
        assertThat(declarations(consent, "source_changed")).isZero();

        catchUp();

        assertThat(declarations(consent, "source_changed AND withdrawn_at IS NOT NULL")).isEqualTo(1);
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of()));
    }

    @Test
    @DisplayName("G1 R9 a release that was declared before it caught up does not bring back a consent whose withdrawal it had missed")
    void releaseMeanwhileBringsNoConsentBack() throws Exception {
        UUID consent = consentBesideASource();
        Backup backup = backup();
        person.withdraw(consent).then().statusCode(202);
        int revision = person.consentRevision();
        backup.restore();
        person.release(consent, "psz-test").then().statusCode(201);

        catchUp();

        assertThat(person.status(consent)).isEqualTo("ConsentWithdrawn");
        assertRevisionsWithoutGap(revision + 1);
        assertThat(events().subList(revision - 1, revision + 1))
                .allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(ConsentWithdrawn.class,
                        end -> assertThat(end.consentRecord().consentRecordId()).isEqualTo(consent)));
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of()), "consentRevision",
                equalTo(revision + 1));
    }

    @Test
    @DisplayName("G1 R9 a release that was declared before it caught up does not bring back another one whose withdrawal it had missed")
    void releaseMeanwhileBringsNoOtherReleaseBack() throws Exception {
        UUID consent = consentBesideASource();
        person.release(consent, "frauenhaus-test").then().statusCode(201);
        Backup backup = backup();
        person.withdrawRelease(consent, "frauenhaus-test").then().statusCode(202);
        int revision = person.consentRevision();
        backup.restore();
        person.release(consent, "psz-test").then().statusCode(201);

        catchUp();

        assertRevisionsWithoutGap(revision + 1);
        assertThat(events().getLast()).isInstanceOfSatisfying(SecrecyReleased.class,
                event -> assertThat(event.consentRecord().releasedSources()).containsExactly("psz-test"));
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of("psz-test")));
        person.release(consent, "frauenhaus-test").then().statusCode(201);
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of("frauenhaus-test", "psz-test")));
    }

    private static long declarations(UUID consent, String condition) {
        return Database.number("SELECT count(*) FROM secrecy_release WHERE consent_record_id = ? AND " + condition,
                consent);
    }

    @Test
    @DisplayName("R9 a release that it had missed and one that was declared before it caught up stand both, on the topic, too; each is taken back by itself")
    void missedReleaseAndThatOfMeanwhileStand() throws Exception {
        UUID consent = consentBesideASource();
        Backup backup = backup();
        person.release(consent, "psz-test").then().statusCode(201);
        String read = person.secrecyReleases(consent)
                .path("secrecyReleases.find { it.sourceAgencyId == 'psz-test' }.notice.text");
        int revision = person.consentRevision();
        backup.restore();
        person.release(consent, "frauenhaus-test").then().statusCode(201);

        catchUp();

        assertRevisionsWithoutGap(revision + 1);
        assertThat(events().getLast()).isInstanceOfSatisfying(SecrecyReleased.class, event -> {
            assertThat(event.sourceAgencyId()).isEqualTo("frauenhaus-test");
            assertThat(event.consentRecord().releasedSources()).containsExactly("frauenhaus-test", "psz-test");
        });
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of("frauenhaus-test", "psz-test")),
                "consentRevision", equalTo(revision + 1));
        person.secrecyReleases(consent).then().body("secrecyReleases.released", equalTo(List.of(true, true)),
                "secrecyReleases[1].notice.text", equalTo(read), "secrecyReleases[1].consentRevision",
                equalTo(revision), "secrecyReleases[1].byLoginBinding", equalTo(person.loginBindingId().toString()));
        person.withdrawRelease(consent, "psz-test").then().statusCode(202);
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of("frauenhaus-test")));
        assertThat(declarations(consent, "withdrawn_at IS NULL")).isEqualTo(1);
    }

    @Test
    @DisplayName("R9 a release that was taken back before it caught up is so whatever it had missed, and no other one falls with it")
    void withdrawalOfMeanwhileIsAboutItsReleaseOnly() throws Exception {
        UUID consent = consentBesideASource();
        person.release(consent, "frauenhaus-test").then().statusCode(201);
        Backup backup = backup();
        person.release(consent, "psz-test").then().statusCode(201);
        int revision = person.consentRevision();
        backup.restore();
        person.withdrawRelease(consent, "frauenhaus-test").then().statusCode(202);

        catchUp();

        assertRevisionsWithoutGap(revision + 1);
        assertThat(events().getLast()).isInstanceOfSatisfying(SecrecyReleaseWithdrawn.class,
                event -> assertThat(event.consentRecord().releasedSources()).containsExactly("psz-test"));
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of("psz-test")));
        assertThat(declarations(consent, "withdrawn_at IS NULL AND source_agency_id = 'psz-test'")).isEqualTo(1);
        assertThat(declarations(consent, "withdrawn_at IS NOT NULL AND source_agency_id = 'frauenhaus-test'"))
                .isEqualTo(1);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("R9 what was released unseen and once more after the restore is one release; taken back since, it is none")
    void releasedTwice(boolean takenBack) throws Exception {
        UUID consent = consentBesideASource();
        Backup backup = backup();
        person.release(consent, "psz-test").then().statusCode(201);
        int revision = person.consentRevision();
        backup.restore();
        person.release(consent, "psz-test").then().statusCode(201);
        if (takenBack) {
            person.withdrawRelease(consent, "psz-test").then().statusCode(202);
        }

        catchUp();

        assertRevisionsWithoutGap(revision + (takenBack ? 2 : 1));
        assertThat(((ConsentRecordEvent) events().getLast()).consentRecord().releasedSources())
                .isEqualTo(takenBack ? null : List.of("psz-test"));
        person.consentRecord(consent).then().body("releasedSources",
                equalTo(takenBack ? List.of() : List.of("psz-test")));
        assertThat(declarations(consent, "true")).isEqualTo(2);
        assertThat(declarations(consent, "withdrawn_at IS NULL")).isEqualTo(takenBack ? 0 : 1);
        person.release(consent, "psz-test").then().statusCode(takenBack ? 201 : 200);
    }

    @Test
    @DisplayName("G1 R9 a consent whose withdrawal it had missed is not given by what was approved and released before it caught up")
    void withdrawnConsentIsNotGivenAgain() throws Exception {
        UUID consent = consentBesideASource();
        person.withdraw(consent).then().statusCode(202);
        UUID asked = jobcenter.asks(caseReference, "family_name");
        Backup backup = backup();
        person.approve(asked).then().statusCode(200);
        person.withdraw(asked).then().statusCode(202);
        int revision = person.consentRevision();
        backup.restore();
        person.approve(asked).then().statusCode(200);
        person.release(asked, "psz-test").then().statusCode(201);

        catchUp();

        assertRevisionsWithoutGap(revision + 2);
        assertThat(events().subList(revision - 1, revision + 2))
                .allSatisfy(event -> assertThat(event).isInstanceOfSatisfying(ConsentWithdrawn.class,
                        end -> assertThat(end.consentRecord().consentRecordId()).isEqualTo(asked)));
        person.consentRecord(asked).then().body("status", equalTo("ConsentWithdrawn"), "consentRevision",
                equalTo(revision + 2), "releasedSources", equalTo(List.of()), "notice.hash", notNullValue());
    }

    @Tag("long")
    @Test
    @DisplayName("R9 with a consent that was refused after the restore a lost release is none, and can be declared anew when it is given after all")
    void releaseOfWhatWasRefusedSince() throws Exception {
        UUID first = consentBesideASource();
        person.withdraw(first).then().statusCode(202);
        UUID asked = jobcenter.asks(caseReference, "family_name");
        Backup backup = backup();
        person.approve(asked).then().statusCode(200);
        person.release(asked, "psz-test").then().statusCode(201);
        backup.restore();
        person.refuse(asked).then().statusCode(200);

        catchUp();

        assertThat(declarations(asked, "withdrawn_at IS NOT NULL")).isEqualTo(1);
        String hash = person.request().queryParam("language", "de").queryParam("afterAll", true)
                .get("/v1/me/consent-records/{id}", asked).path("notice.hash");
        person.approve(asked, Map.of("noticeHash", hash, "afterAll", true)).then().statusCode(200);
        person.consentRecord(asked).then().body("releasedSources", equalTo(List.of()));
        person.release(asked, "psz-test").then().statusCode(201);
    }

    @Tag("long")
    @Test
    @DisplayName("R9 a release stands on a consent that was given anew after the restore, though it had missed that another one took its place")
    void releaseStandsOnAConsentGivenAnew() throws Exception {
        UUID first = consentBesideASource();
        person.withdraw(first).then().statusCode(202);
        UUID asked = jobcenter.asks(caseReference, "family_name");
        Backup backup = backup();
        person.approve(asked).then().statusCode(200);
        person.approve(jobcenter.asks(caseReference, "email")).then().statusCode(202);
        int revision = person.consentRevision();
        backup.restore();
        person.approve(asked).then().statusCode(200);
        person.release(asked, "psz-test").then().statusCode(201);

        catchUp();

        assertRevisionsWithoutGap(revision + 2);
        assertThat(events().subList(revision, revision + 2)).satisfiesExactly(
                event -> assertThat(event).isInstanceOf(ConsentGiven.class),
                event -> assertThat(((SecrecyReleased) event).consentRecord().releasedSources())
                        .containsExactly("psz-test"));
        person.consentRecord(asked).then().body("status", equalTo("ConsentGiven"), "releasedSources",
                equalTo(List.of("psz-test")));
    }

    @Tag("long")
    @Test
    @DisplayName("R9 what was taken back unseen and released again after the restore is released")
    void releasedAgainAfterTheRestore() throws Exception {
        UUID consent = consentBesideASource();
        person.release(consent, "psz-test").then().statusCode(201);
        Backup backup = backup();
        person.withdrawRelease(consent, "psz-test").then().statusCode(202);
        int revision = person.consentRevision();
        backup.restore();
        person.withdrawRelease(consent, "psz-test").then().statusCode(202);
        person.release(consent, "psz-test").then().statusCode(201);

        catchUp();

        assertRevisionsWithoutGap(revision + 2);
        assertThat(events().getLast()).isInstanceOfSatisfying(SecrecyReleased.class,
                event -> assertThat(event.consentRecord().releasedSources()).containsExactly("psz-test"));
        person.consentRecord(consent).then().body("releasedSources", equalTo(List.of("psz-test")));
    }
}
