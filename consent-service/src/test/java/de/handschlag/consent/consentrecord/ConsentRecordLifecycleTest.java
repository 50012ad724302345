package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.PersonEvent;

@QuarkusTest
class ConsentRecordLifecycleTest {

    @Inject
    ConsentRecordLifecycle lifecycle;

    private AgencyActor jobcenter;
    private String caseReference;
    private PersonActor person;

    @BeforeEach
    void enrol() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
    }

    @Test
    @DisplayName("R1 a grant ends by itself, once, however many replicas look")
    void dueGrantsExpireOnce() throws Exception {
        UUID due = granted("family_name");
        UUID alsoDue = granted("birth_date");
        UUID later = granted("phone");
        Database.update("UPDATE consent_record SET expires_at = now() - interval '1 second' WHERE id IN (?, ?)", due,
                alsoDue);
        int revision = person.consentRevision();

        try (ExecutorService replicas = Executors.newFixedThreadPool(4)) {
            List<? extends Future<?>> runs = IntStream.range(0, 4).mapToObj(i -> replicas.submit(lifecycle::expireDue))
                    .toList();
            for (Future<?> run : runs) {
                run.get();
            }
        }

        assertThat(person.consentRevision()).isEqualTo(revision + 2);
        assertThat(person.status(due)).isEqualTo("ConsentExpired");
        assertThat(person.status(later)).isEqualTo("ConsentGiven");
        UUID dataSubjectId = person.dataSubjectId();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(revision + 2));
            List<PersonEvent> last = topic.eventsOf(dataSubjectId).subList(revision, revision + 2);
            assertThat(last).hasOnlyElementsOfType(ConsentExpired.class);
            assertThat(last).extracting(event -> ((ConsentExpired) event).consentRecord().consentRecordId())
                    .containsExactlyInAnyOrder(due, alsoDue);
            assertThat(((ConsentExpired) last.getFirst()).consentRecord().endedAt()).isNotNull();
        }
    }

    @Test
    @DisplayName("A request that its agency took back has ended at once; the topic is told by a job, once")
    void takenBackRequestIsTold() {
        UUID waiting = jobcenter.asks(caseReference, "phone");
        UUID given = jobcenter.asks(caseReference, "family_name");
        person.approve(given).then().statusCode(200);
        jobcenter.takesBack(waiting).then().statusCode(204);
        jobcenter.takesBack(given).then().statusCode(204);
        int revision = person.consentRevision();
        assertThat(person.status(waiting)).isEqualTo("ConsentInvalidated");
        assertThat(person.refuse(waiting).statusCode()).isEqualTo(409);

        lifecycle.tellEnds();
        lifecycle.tellEnds();

        assertThat(person.consentRevision()).isEqualTo(revision + 1);
        assertThat(person.status(given)).isEqualTo("ConsentGiven");
        assertThat(person.consentRecord(waiting).<String>path("endReason")).isEqualTo("request-taken-back");
        UUID dataSubjectId = person.dataSubjectId();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(revision + 1));
            assertThat(topic.eventsOf(dataSubjectId).getLast()).isInstanceOfSatisfying(ConsentInvalidated.class,
                    told -> assertThat(told.consentRecord().consentRecordId()).isEqualTo(waiting));
        }
    }

    @Test
    @DisplayName("R7 what the catalogue no longer carries is invalidated")
    void requestsAndGrantsWithoutBasisAreInvalidated() {
        UUID grant = granted("literacy");
        UUID request = jobcenter.asks(caseReference, "literacy");
        UUID other = granted("phone");
        Database.update("UPDATE attribute SET shareable = 'STATUTE_ONLY' WHERE key = 'literacy'");
        try {
            lifecycle.invalidateWithoutBasis();
            lifecycle.invalidateWithoutBasis();
        } finally {
            Database.update("UPDATE attribute SET shareable = 'YES' WHERE key = 'literacy'");
        }

        assertThat(person.status(grant)).isEqualTo("ConsentInvalidated");
        assertThat(person.status(request)).isEqualTo("ConsentInvalidated");
        assertThat(person.status(other)).isEqualTo("ConsentGiven");
        assertThat(person.consentRecord(grant).<String>path("endReason")).isEqualTo("attribute-not-of-the-purpose");
        assertThat(person.consentRevision()).isEqualTo(12);
        UUID dataSubjectId = person.dataSubjectId();
        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.eventsOf(dataSubjectId)).hasSize(12));
            assertThat(topic.eventsOf(dataSubjectId).subList(10, 12)).hasOnlyElementsOfType(ConsentInvalidated.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            purpose-removed               | UPDATE purpose SET retired = true WHERE key = 'research'       | UPDATE purpose SET retired = false WHERE key = 'research'
            purpose-rests-on-statute      | UPDATE purpose_use SET basis = 'STATUTE' WHERE purpose = 'research' | UPDATE purpose_use SET basis = 'CONSENT' WHERE purpose = 'research'
            purpose-not-of-the-agency-type | UPDATE purpose_use SET basis = 'EMERGENCY' WHERE purpose = 'research' | UPDATE purpose_use SET basis = 'CONSENT' WHERE purpose = 'research'
            attribute-not-of-the-purpose  | UPDATE consent_attribute SET attribute = 'skills' WHERE purpose = 'research' AND attribute = 'occupation' | UPDATE consent_attribute SET attribute = 'occupation' WHERE purpose = 'research' AND attribute = 'skills'
            attribute-sensitivity-changed | UPDATE attribute SET sensitivity_since = now() WHERE key = 'occupation' | UPDATE attribute SET sensitivity_since = '-infinity' WHERE key = 'occupation'
            """)
    @DisplayName("R7 a grant that a new catalogue does not carry ends, and says why")
    void grantsEndWithTheReasonOfTheCatalogue(String reason, String change, String back) {
        AgencyActor researchers = AgencyActor.registered("research-test", "kommunales_integrationszentrum", "research");
        String reference = researchers.newCase();
        PersonActor asked = PersonActor.of(researchers, reference);
        UUID grant = UUID.fromString(researchers.requestConsent(reference, "research", 6, "occupation").then()
                .statusCode(201).extract().path("consentRequestId"));
        asked.approve(grant).then().statusCode(200);
        Database.update(change);
        try {
            lifecycle.invalidateWithoutBasis();
        } finally {
            Database.update(back);
        }

        assertThat(asked.status(grant)).isEqualTo("ConsentInvalidated");
        assertThat(asked.consentRecord(grant).<String>path("endReason")).isEqualTo(reason);
    }

    @Test
    @DisplayName("R7 what was given to an agency that has no case any more ends, also where only the end of the case came back from the topic")
    void grantsWithoutACaseEnd() {
        UUID grant = granted("phone");
        UUID dataSubjectId = person.dataSubjectId();
        Database.update("UPDATE case_link SET unlinked_at = now() WHERE data_subject_id = ?", dataSubjectId);

        lifecycle.invalidateWithoutBasis();

        assertThat(person.status(grant)).isEqualTo("ConsentInvalidated");
        assertThat(person.consentRecord(grant).<String>path("endReason")).isEqualTo("case-ended");
    }

    @Test
    @DisplayName("R7 an agency that became one of another type has no consent any more")
    void changedRecipientEndsItsConsents() {
        AgencyActor counselling = AgencyActor.registered("changing-test", "mbe", "case-management");
        String reference = counselling.newCase();
        PersonActor client = PersonActor.of(counselling, reference);
        UUID grant = counselling.asks(reference, "phone");
        client.approve(grant).then().statusCode(200);
        AgencyActor.registered("changing-test", "mbe", "case-management");
        assertThat(client.status(grant)).isEqualTo("ConsentGiven");

        AgencyActor.registered("changing-test", "auslaenderbehoerde", "case-management");

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(client.status(grant)).isEqualTo("ConsentInvalidated"));
        assertThat(counselling.consentRequest(grant).<String>path("status")).isEqualTo("no-permission");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"name,Another name", "body,another-body", "mayInformImmigrationOffice,true",
            "dataProtectionRegime,DSGVO+BDSG"})
    @DisplayName("R7 an agency with another name, of another body, under another law, or with another duty is another recipient")
    void recipientIsAnotherByAnyOfItsMarks(String member, String value) {
        String agencyId = "renamed-" + UUID.randomUUID().toString().substring(0, 8);
        AgencyActor agency = AgencyActor.described(agencyId, "auslaenderbehoerde", Map.of(), "appointments");
        String reference = agency.newCase();
        PersonActor client = PersonActor.of(agency, reference);
        UUID grant = UUID.fromString(agency.requestConsent(reference, "appointments", 6, "phone").then().statusCode(201)
                .extract().path("consentRequestId"));
        client.approve(grant).then().statusCode(200);
        AgencyActor.described(agencyId, "auslaenderbehoerde", Map.of("authority", "bfdi"));
        lifecycle.invalidateWithoutBasis();
        assertThat(client.status(grant)).as("who receives complaints is not the recipient").isEqualTo("ConsentGiven");

        AgencyActor.described(agencyId, "auslaenderbehoerde", Map.of(member, value));

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(client.status(grant)).isEqualTo("ConsentInvalidated"));
        assertThat(client.consentRecord(grant).<String>path("endReason")).isEqualTo("recipient-changed");
    }

    /** To an agency of its own: there is one grant per person, agency and purpose. */
    private UUID granted(String attribute) {
        AgencyActor agency = AgencyActor.registered("ends-" + attribute.replace('_', '-'),
                "kommunales_integrationszentrum", "case-management");
        String ofAgency = AgencyActor.newCaseReference();
        agency.linkCase(ofAgency, person.linkCode()).then().statusCode(201);
        UUID id = agency.asks(ofAgency, attribute);
        person.approve(id).then().statusCode(200);
        return id;
    }
}
