package de.handschlag.consent.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
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
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentRequested;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.LoginBindingRequested;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonPartitioner;
import de.handschlag.event.Senders;
import de.handschlag.event.Topics;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.teststack.TestIdentities;
import de.handschlag.teststack.TestStack;

/** The database comes back from a backup, or a standby that had not everything becomes the primary (ADR 39). */
@QuarkusTest
@DisplayName("A database that went back")
class RestoredDatabaseTest extends RestoredDatabaseTestCase {

    @Test
    @DisplayName("R39 What somebody else put on the topic is no decision: it neither stops the relay nor is taken in")
    void forgedEventIsNoDecision() throws Exception {
        await().atMost(LONG).until(() -> text("SELECT next_offsets::text FROM relay_position") != null);
        relay.stop();
        int revision = person.consentRevision();
        ConsentGiven claim = new ConsentGiven(dataSubjectId, revision + 1,
                new ConsentRecordState(UUID.randomUUID(), "jobcenter", "case-management", List.of("phone"), List.of(),
                        "Art. 6(1)(a) DSGVO", Instant.now(), Instant.now(), Instant.now().plus(Duration.ofDays(30)),
                        null, null, null));
        try (RegistryActor stranger = new RegistryActor()) {
            stranger.send(EventCodec.toRecord(
                    new EventEnvelope<>(UUID.randomUUID(), Senders.CONSENT, Instant.now(), null, claim),
                    Topics.CONSENT_EVENTS, PersonPartitioner.partitionFor(dataSubjectId, TestStack.PARTITIONS),
                    claim.messageKey()));
        }

        catchingUp.start();

        await().atMost(LONG).until(stateOfCatchingUp::isActive);
        assertThat(person.consentRevision()).isEqualTo(revision);
        assertThat(Database.number(
                "SELECT count(*) FROM consent_record WHERE id = '" + claim.consentRecord().consentRecordId() + "'"))
                .isZero();
    }

    @Test
    @DisplayName("G1 G2 a relay on a database that is older than its topic publishes nothing, no heartbeat either")
    void olderDatabasePublishesNothing() throws Exception {
        Backup backup = backup();
        jobcenter.asks(caseReference, "family_name");
        backup.restore();
        // Under a revision that readers have seen already.
        jobcenter.asks(caseReference, "phone");
        assertRevisionsWithoutGap(4);
        Instant restored = Instant.now();

        relay.start();

        await().atMost(LONG).until(state::refuses);
        assertThat(state.isActive()).isFalse();
        assertThat(topic.heartbeats()).noneMatch(h -> h.heartbeat().publishedBefore().isAfter(restored));
        assertRevisionsWithoutGap(4);
        assertThat(Database.number("SELECT count(*) FROM outbox_event")).isEqualTo(1);
    }

    @Test
    @DisplayName("G2 a relay publishes nothing to a topic that lost what is not kept any more, and says why")
    void shorterTopicIsRefused() throws Exception {
        relay.stop();
        Database.update("UPDATE relay_position SET next_offsets[3] = next_offsets[3] + 1000000,"
                + " kept_from = (SELECT array_agg(place + 1000000) FROM unnest(next_offsets) AS place)");

        relay.start();

        await().atMost(LONG).until(state::refuses);
        assertThat(state.isActive()).isFalse();
        assertThat(state.refusal()).contains("consent-events-", "not kept any more");
        given().get(ManagementInterface.url("/q/health/well")).then().statusCode(503)
                .body("checks.find { it.name == 'outbox-relay' }.data.detail", equalTo(state.refusal()));
        given().get(ManagementInterface.url("/q/health/ready")).then().statusCode(200);
    }

    @Test
    @DisplayName("What waits in the outbox, was sent twice, or is about an earlier revision is no stranger")
    void ownEventsAreKnown() throws Exception {
        published();
        String earlier = text("SELECT next_offsets::text FROM relay_position");
        jobcenter.asks(caseReference, "family_name");
        published();
        relay.stop();
        Database.update("UPDATE relay_position SET next_offsets = ?::bigint[]", earlier);
        jobcenter.asks(caseReference, "phone");

        relay.start();

        await().atMost(LONG).until(state::isActive);
        published();
        assertRevisionsWithoutGap(5);
    }

    @Test
    @DisplayName("Catching up, it has again what was asked and decided, and nothing is published anew")
    void lostDecisionsComeBack() throws Exception {
        UUID given = jobcenter.asks(caseReference, "family_name", "phone");
        Backup backup = backup();
        person.approve(given, Map.of("attributes", List.of("phone"))).then().statusCode(200);
        person.withdraw(given);
        counselling.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        UUID refused = jobcenter.asks(caseReference, "phone");
        person.refuse(refused).then().statusCode(200);
        UUID approved = jobcenter.asks(caseReference, "email");
        person.approve(approved).then().statusCode(200);
        String record = person.consentRecord(given).asString();
        String lost = person.consentRecord(approved).asString();
        backup.restore();
        assertThat(person.status(given)).isEqualTo("ConsentRequested");

        catchUp();

        assertThat(person.consentRecord(given).asString()).isEqualTo(record);
        assertThat(person.consentRecord(approved).asString()).isEqualTo(lost);
        assertThat(person.status(refused)).isEqualTo("ConsentRefused");
        assertThat(person.consentRevision()).isEqualTo(11);
        assertRevisionsWithoutGap(11);
        person.withdraw(approved);
        assertRevisionsWithoutGap(12);
    }

    @Test
    @DisplayName("R6 of a lost withdrawal that an office recorded it comes back who did and how; why is lost")
    void recordedWithdrawalComesBack() throws Exception {
        UUID given = jobcenter.asks(caseReference, "phone");
        person.approve(given).then().statusCode(200);
        Backup backup = backup();
        jobcenter.recordsWithdrawal(given, Map.of("channel", "ORAL", "reason", "No telephone")).then().statusCode(202);
        backup.restore();
        assertThat(person.status(given)).isEqualTo("ConsentGiven");

        catchUp();

        person.consentRecord(given).then().body("status", equalTo("ConsentWithdrawn"), "recordedWithdrawal.channel",
                equalTo("ORAL"), "recordedWithdrawal.reason", nullValue());
        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE id = ? AND withdrawal_recorded_by = ?",
                given, TestIdentities.subjectOf(jobcenter.staff()))).isEqualTo(1);
        assertThat(jobcenter.recordsWithdrawal(given, Map.of("channel", "PAPER")).<String>path("channel"))
                .isEqualTo("ORAL");
    }

    @Test
    @DisplayName("R6 of a lost consent that two employees recorded it comes back who, how and what the person said of it; nothing gives it twice")
    void recordedApprovalComesBack() throws Exception {
        UUID asked = jobcenter.asks(caseReference, "phone");
        Backup backup = backup();
        jobcenter.givenOnPaper(asked, "phone");
        backup.restore();
        assertThat(person.status(asked)).isEqualTo("ConsentRequested");

        catchUp();

        person.consentRecord(asked).then().body("status", equalTo("ConsentGiven"), "recordedApproval.channel",
                equalTo("PAPER"), "recordedApproval.signedBy", equalTo("PERSON"), "recordedApproval.toBeAnswered",
                equalTo(true));
        int revision = person.consentRevision();
        jobcenter.givenOnPaper(asked, "phone");
        assertThat(person.consentRevision()).isEqualTo(revision);
        person.saysNo(asked).then().statusCode(202);
        assertThat(person.status(asked)).isEqualTo("ConsentWithdrawn");
    }

    @Test
    @DisplayName("G1 what was decided before it caught up is published behind what it had missed")
    void decisionsMeanwhileComeAfter() throws Exception {
        UUID given = jobcenter.asks(caseReference, "phone");
        person.approve(given).then().statusCode(200);
        Backup backup = backup();
        UUID lost = jobcenter.asks(caseReference, "family_name");
        person.refuse(lost).then().statusCode(200);
        backup.restore();
        person.withdraw(given);
        UUID asked = jobcenter.asks(caseReference, "address");

        catchUp();

        assertRevisionsWithoutGap(9);
        assertThat(events().subList(7, 9)).satisfiesExactly(
                event -> assertThat(((ConsentWithdrawn) event).consentRecord().consentRecordId()).isEqualTo(given),
                event -> assertThat(((ConsentRequested) event).consentRecord().consentRecordId()).isEqualTo(asked));
        assertThat(person.status(lost)).isEqualTo("ConsentRefused");
        assertThat(person.status(given)).isEqualTo("ConsentWithdrawn");
        person.consentRecord(given).then().body("consentRevision", equalTo(8));
        person.consentRecord(asked).then().body("consentRevision", equalTo(9));
        assertThat(person.consentRevision()).isEqualTo(9);
    }

    @Tag("long")
    @Test
    @DisplayName("R42 a lost approval takes the place of the earlier grant once more")
    void lostReplacementComesBack() throws Exception {
        UUID earlier = jobcenter.asks(caseReference, "phone");
        person.approve(earlier).then().statusCode(200);
        Backup backup = backup();
        UUID later = jobcenter.asks(caseReference, "family_name");
        person.approve(later).then().statusCode(202);
        String ended = person.consentRecord(earlier).asString();
        backup.restore();

        catchUp();

        assertThat(person.consentRecord(earlier).asString()).isEqualTo(ended);
        assertThat(person.status(later)).isEqualTo("ConsentGiven");
        assertRevisionsWithoutGap(8);
    }

    @Tag("long")
    @Test
    @DisplayName("R42 of a lost grant and one that was given after the restore the later one stands, and the other's end is told")
    void grantOfAfterTheRestoreStands() throws Exception {
        UUID lost = jobcenter.asks(caseReference, "phone");
        UUID since = Database.anotherOpenRequest(lost);
        Backup backup = backup();
        person.approve(lost).then().statusCode(200);
        backup.restore();
        person.approve(since).then().statusCode(200);

        catchUp();

        assertRevisionsWithoutGap(6);
        assertThat(Database.number(
                "SELECT count(*) FROM consent_record WHERE id = ? AND status = 'GIVEN'" + " AND replaced_by = ?", lost,
                since)).isEqualTo(1);
        assertThat(person.withdraw(lost).<String>path("replacedBy")).isEqualTo(since.toString());
        person.withdraw(since).then().statusCode(202);
        assertThat(person.status(lost)).isEqualTo("ConsentInvalidated");
        assertRevisionsWithoutGap(8);
    }

    @Tag("long")
    @Test
    @DisplayName("G1 of two decisions about the same record the one that was made after the restore holds")
    void laterDecisionHolds() throws Exception {
        UUID record = jobcenter.asks(caseReference, "phone");
        Backup backup = backup();
        person.approve(record).then().statusCode(200);
        backup.restore();
        person.refuse(record).then().statusCode(200);

        catchUp();

        assertRevisionsWithoutGap(6);
        assertThat(events().getLast().consentRevision()).isEqualTo(6);
        assertThat(events()).filteredOn(ConsentRecordEvent.class::isInstance).extracting(Object::getClass)
                .extracting(Class::getSimpleName).containsExactly("ConsentRequested", "ConsentGiven", "ConsentRefused");
        assertThat(person.status(record)).isEqualTo("ConsentRefused");
    }

    @Tag("long")
    @Test
    @DisplayName("R35 a person of whom the backup knows nothing comes back; that they had a login is known, so one agency's code binds no other at once")
    void lostPersonComesBack() throws Exception {
        String elsewhere = AgencyActor.newCaseReference();
        counselling.linkCase(elsewhere, person.linkCode()).then().statusCode(201);
        UUID record = jobcenter.asks(caseReference, "phone");
        person.approve(record).then().statusCode(200);
        Backup backup = backup();
        backup.forgetRows();
        backup.restore();
        Database.update("UPDATE relay_position SET next_offsets = ?::bigint[]", beforePerson);
        person.request().get("/v1/me").then().statusCode(404);

        catchUp();

        assertThat(jobcenter.consentRequest(record).<String>path("status")).isEqualTo("permission");
        PersonActor anew = PersonActor.unbound();
        anew.bind(jobcenter.bindingCode(caseReference)).then().statusCode(202);
        anew.bind(counselling.bindingCode(elsewhere)).then().statusCode(202).body("takesEffectAt", notNullValue());
        assertRevisionsWithoutGap(10);
        assertThat(events().getLast()).isInstanceOf(LoginBindingRequested.class);
    }

    @Tag("long")
    @Test
    @DisplayName("R35 a login that was ended, and one that was refused, stay it after a restore")
    void endedLoginsStayEnded() throws Exception {
        PersonActor second = PersonActor.unbound();
        second.bind(jobcenter.bindingCode(caseReference)).then().statusCode(202);
        person.confirm(second.loginBindingId()).then().statusCode(200);
        PersonActor stranger = PersonActor.unbound();
        stranger.bind(jobcenter.bindingCode(caseReference)).then().statusCode(202);
        UUID wish = stranger.loginBindingId();
        Backup backup = backup();
        person.endLogin(second.loginBindingId()).then().statusCode(204);
        person.refuseLogin(wish).then().statusCode(204);
        backup.restore();
        assertThat(second.request().get("/v1/me").statusCode()).isEqualTo(200);

        catchUp();

        assertThat(second.request().get("/v1/me").statusCode()).isEqualTo(404);
        assertThat(stranger.loginBindings().statusCode()).isEqualTo(404);
        assertThat(person.confirm(wish).statusCode()).isEqualTo(404);
        assertThat(person.loginBindings().<List<?>>path("loginBindings")).hasSize(1);
        assertRevisionsWithoutGap(10);
    }

    @Tag("long")
    @Test
    @DisplayName("R35 a login that was confirmed meanwhile is bound again, as the backup still knows which it is")
    void confirmedLoginComesBack() throws Exception {
        PersonActor second = PersonActor.unbound();
        second.bind(jobcenter.bindingCode(caseReference)).then().statusCode(202);
        UUID binding = second.loginBindingId();
        Backup backup = backup();
        person.confirm(binding).then().statusCode(200);
        backup.restore();
        assertThat(second.request().get("/v1/me").statusCode()).isEqualTo(404);

        catchUp();

        assertThat(second.dataSubjectId()).isEqualTo(dataSubjectId);
        assertThat(second.loginBindingId()).isEqualTo(binding);
    }

    @Test
    @DisplayName("G5 an erasure that the backup does not know holds, also against what was decided after the restore")
    void lostErasureHolds() throws Exception {
        UUID record = jobcenter.asks(caseReference, "phone");
        Backup backup = backup();
        person.request().delete("/v1/me").then().statusCode(202);
        backup.restore();
        person.approve(record).then().statusCode(200);

        catchUp();

        person.request().get("/v1/me").then().statusCode(404);
        assertThat(Database.number("SELECT count(*) FROM consent_record WHERE data_subject_id = ?", dataSubjectId))
                .isZero();
        assertThat(Database.number("SELECT consent_revision FROM data_subject WHERE id = ? AND erased_at IS NOT NULL",
                dataSubjectId)).isEqualTo(5);
        assertRevisionsWithoutGap(5);
        assertThat(events().getLast()).isInstanceOf(PersonErased.class);
    }

    @Tag("long")
    @Test
    @DisplayName("G5 who was erased after the restore is forgotten by the topic with what the backup does not know")
    void erasureMeanwhileReachesWhatWasMissed() throws Exception {
        Backup backup = backup();
        UUID lost = jobcenter.asks(caseReference, "phone");
        backup.restore();
        person.request().delete("/v1/me").then().statusCode(202);

        catchUp();

        assertRevisionsWithoutGap(5);
        assertThat(events().getLast()).isInstanceOf(PersonErased.class);
        String key = ConsentRecordEvent.messageKey(dataSubjectId, lost);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(topic.recordsOf(dataSubjectId))
                        .filteredOn(message -> message.key().equals(key)).last()
                        .satisfies(m -> assertThat(m.value()).isNull()));
    }

    @Tag("long")
    @Test
    @DisplayName("R6 the notice of a lost decision is written again, or said to be lost; its hash stays in any case")
    void noticesComeBack() throws Exception {
        String elsewhere = AgencyActor.newCaseReference();
        counselling.linkCase(elsewhere, person.linkCode()).then().statusCode(201);
        Backup backup = backup();
        UUID same = asked(jobcenter, caseReference, 5);
        person.approve(same, List.of("phone"), List.of()).then().statusCode(200);
        UUID renamed = asked(counselling, elsewhere, 4);
        person.approve(renamed, List.of("phone"), List.of()).then().statusCode(200);
        String written = person.consentRecord(same).path("notice.text");
        String hash = person.consentRecord(renamed).path("notice.hash");
        backup.restore();
        loseNotices();
        Database.update("UPDATE agency SET name = 'Another name' WHERE agency_id = ?", counselling.agencyId());

        catchUp();

        person.consentRecord(same).then().body("notice.text", equalTo(written), "months", equalTo(5));
        person.consentRecord(renamed).then().body("notice.hash", equalTo(hash), "months", equalTo(4), "attributes",
                equalTo(List.of("phone")), "notice.text", containsString("ging mit der Datenbank verloren"));
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"UPDATE consent_record SET purpose = 'gone' WHERE id = '%s'",
            "UPDATE agency SET agency_type = 'gone' WHERE agency_id = 'leaving-test' AND '%s' <> ''",
            "UPDATE agency SET data_protection_regime = 'gone' WHERE agency_id = 'leaving-test' AND '%s' <> ''"})
    @DisplayName("R6 a lost decision comes back whose purpose, type of agency or law the catalogue has no more: its notice is said to be lost")
    void decisionOfWhatLeftTheCatalogueComesBack(String change) throws Exception {
        Database.update("INSERT INTO purpose (key, label_de, basis_kind, dpv_iri, legal_basis, retired)"
                + " VALUES ('gone', 'Gone', 'CONSENT', 'x', 'x', true) ON CONFLICT DO NOTHING");
        Database.update("INSERT INTO agency_type (key, label_de, sector, default_regime, enforcement_function,"
                + " bound_to_secrecy, retired) VALUES ('gone', 'Gone', 'PRIVATE', 'x', false, false, true)"
                + " ON CONFLICT DO NOTHING");
        AgencyActor leaving = AgencyActor.registered("leaving-test", "mbe", "case-management");
        String elsewhere = AgencyActor.newCaseReference();
        leaving.linkCase(elsewhere, person.linkCode()).then().statusCode(201);
        UUID record = asked(leaving, elsewhere, 3);
        Backup backup = backup();
        person.approve(record, List.of("phone"), List.of()).then().statusCode(200);
        String hash = person.consentRecord(record).path("notice.hash");
        backup.restore();
        loseNotices();
        Database.update(change.formatted(record));

        catchUp();

        person.consentRecord(record).then().body("status", equalTo("ConsentGiven"), "notice.hash", equalTo(hash),
                "notice.text", containsString("ging mit der Datenbank verloren"));
    }

    @Tag("long")
    @Test
    @DisplayName("R6 a lost decision comes back for a purpose that the catalogue had between the backup and now only")
    void decisionForAPurposeThatTheBackupNeverHadComesBack() throws Exception {
        AgencyActor mentors = AgencyActor.registered("mentors-test", "ehrenamt", "mentoring");
        String elsewhere = AgencyActor.newCaseReference();
        mentors.linkCase(elsewhere, person.linkCode()).then().statusCode(201);
        Backup backup = backup();
        UUID record = UUID.fromString(mentors.requestConsent(elsewhere, "mentoring", 6, "phone").then().statusCode(201)
                .extract().path("consentRequestId"));
        person.approve(record).then().statusCode(200);
        backup.restore();
        // Under another key it is kept aside, with all that refers to it.
        Database.update("ALTER TABLE purpose DISABLE TRIGGER ALL");
        Database.update("UPDATE purpose SET key = 'kept-aside' WHERE key = 'mentoring'");
        try {
            catchUp();
            person.consentRecord(record).then().body("status", equalTo("ConsentGiven"), "purpose",
                    equalTo("mentoring"));
        } finally {
            Database.update("DELETE FROM purpose WHERE key = 'mentoring'");
            Database.update("UPDATE purpose SET key = 'mentoring' WHERE key = 'kept-aside'");
            Database.update("ALTER TABLE purpose ENABLE TRIGGER ALL");
        }
    }

    private static UUID asked(AgencyActor agency, String caseReference, int months) {
        return UUID.fromString(agency.requestConsent(caseReference, "case-management", months, "phone", "family_name")
                .then().statusCode(201).extract().path("consentRequestId"));
    }

    @Tag("long")
    @Test
    @DisplayName("An agency that the backup does not know is named, and all waits until it is registered")
    void lostAgencyIsNamed() throws Exception {
        Backup backup = backup();
        String agencyId = "lost-" + dataSubjectId;
        AgencyActor lost = AgencyActor.registered(agencyId, "mbe", "case-management");
        lost.linkCase("L-1", person.linkCode()).then().statusCode(201);
        published();
        backup.restore();
        Database.update("DELETE FROM agency WHERE agency_id = ?", agencyId);

        catchingUp.start();

        await().atMost(LONG).until(stateOfCatchingUp::refuses);
        assertThat(stateOfCatchingUp.isActive()).isFalse();
        AgencyActor.registered(agencyId, "mbe", "case-management");
        await().atMost(LONG).until(stateOfCatchingUp::isActive);
        assertThat(person.consentRevision()).isEqualTo(4);
    }

    @Tag("long")
    @Test
    @DisplayName("A case reference that stands for somebody else by now is named, and all waits until the agency unlinks it")
    void referenceLinkedAnewIsNamed() throws Exception {
        String reference = AgencyActor.newCaseReference();
        Backup backup = backup();
        counselling.linkCase(reference, person.linkCode()).then().statusCode(201);
        backup.restore();
        counselling.createCase(reference).then().statusCode(201);

        catchingUp.start();

        await().atMost(LONG).until(stateOfCatchingUp::refuses);
        assertThat(stateOfCatchingUp.isActive()).isFalse();
        assertThat(person.consentRevision()).isEqualTo(3);
        counselling.unlinkCase(reference).then().statusCode(lessThan(300));
        await().atMost(LONG).until(stateOfCatchingUp::isActive);
        assertThat(person.consentRevision()).isEqualTo(4);
        assertRevisionsWithoutGap(4);
    }

    @Tag("long")
    @Test
    @DisplayName("What the relay had sent before the backup, and the backup still wants to send, does not overtake what came after")
    void whatWasSentIsNotSentAgainBehindNewer() throws Exception {
        UUID record = jobcenter.asks(caseReference, "phone");
        published();
        relay.stop();
        person.approve(record).then().statusCode(200);
        Backup backup = new Backup();
        relay.start();
        person.withdraw(record);
        backup.restore();

        catchUp();

        assertThat(person.status(record)).isEqualTo("ConsentWithdrawn");
        assertRevisionsWithoutGap(6);
        assertThat(events()).extracting(Object::getClass).last().isEqualTo(ConsentWithdrawn.class);
        assertThat(events()).filteredOn(ConsentGiven.class::isInstance).hasSize(1);
    }
}
