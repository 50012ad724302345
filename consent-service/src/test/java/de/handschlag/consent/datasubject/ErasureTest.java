package de.handschlag.consent.datasubject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.ConsentEventsReader;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.ConsentEvent;
import de.handschlag.event.PersonErased;
import de.handschlag.teststack.DocumentedTable;
import de.handschlag.teststack.Json;

@QuarkusTest
class ErasureTest {

    @Test
    @DisplayName("G5 after an erasure nothing is left but a random id, the revision and the time")
    void everythingAboutThePersonGoes() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, caseReference);
        UUID dataSubjectId = person.dataSubjectId();
        UUID granted = jobcenter.asks(caseReference, "family_name");
        UUID open = jobcenter.asks(caseReference, "phone");
        person.approve(granted).then().statusCode(200);
        AgencyActor centre = AgencyActor.underSecrecy();
        centre.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        person.release(granted, centre.agencyId()).then().statusCode(201);
        person.request().body(Map.of("attributes", List.of("phone"), "agencies", List.of()))
                .put("/v1/me/confidential-marks").then().statusCode(200);
        jobcenter.recordsApproval(open, jobcenter.approval(open, Map.of(), "phone")).then().statusCode(200);
        person.linkCode();
        person.entersAddress("erased-" + dataSubjectId + "@example.org", false).then().statusCode(200);
        PersonActor.unbound().bind(jobcenter.bindingCode(caseReference)).then().statusCode(202);
        try (RegistryActor registry = new RegistryActor()) {
            registry.enforces(dataSubjectId, 10, Instant.parse("2026-11-23T10:00:00Z"));
        }
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(rows("enforcement", dataSubjectId)).isEqualTo(1));
        Database.update(
                "INSERT INTO ended_login_binding (login_binding_id, data_subject_id) VALUES (gen_random_uuid(), ?)",
                dataSubjectId);
        // Of who confirmed an address.
        Database.update(
                "INSERT INTO notification_news (event_id, data_subject_id, occurred_at) VALUES (gen_random_uuid(), ?, now())",
                dataSubjectId);
        List<String> deleted = DocumentedTable.of("consent-service").stream()
                .filter(DocumentedTable::isDeletedAtErasure).map(DocumentedTable::table)
                // Keeps what was published of the erasure itself: below.
                .filter(table -> !table.equals("published_event")).toList();
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(rows("published_event", dataSubjectId)).isPositive());
        assertThat(deleted).as("this test fills every table that docs/tables.md says to be deleted from").hasSize(12)
                .allSatisfy(table -> assertThat(rows(table, dataSubjectId)).as(table).isPositive());

        Response erased = person.request().delete("/v1/me");

        assertThat(erased.statusCode()).isEqualTo(202);
        assertThat(deleted).allSatisfy(table -> assertThat(rows(table, dataSubjectId)).as(table).isZero());
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> assertThat(Database.number("""
                SELECT count(*) FROM published_event
                WHERE data_subject_id = ? AND data IS NOT NULL AND type <> 'de.handschlag.person.erased.v1'
                """, dataSubjectId)).isZero());
        assertThat(Database.number("""
                SELECT count(*) FROM data_subject
                WHERE id = ? AND consent_revision = 11 AND enrolled_at IS NULL AND erased_at IS NOT NULL
                """, dataSubjectId)).isEqualTo(1);
        assertThat(jobcenter.consentRequest(granted).statusCode()).isEqualTo(404);
        assertThat(jobcenter.consentRequest(open).statusCode()).isEqualTo(404);
        assertThat(jobcenter.unlinkCase(caseReference).statusCode()).isEqualTo(404);
        assertThat(jobcenter.createCase(caseReference).statusCode()).isEqualTo(201);
    }

    @Test
    @DisplayName("G5 the topic is told to forget: tombstones for every key but that of the erasure itself")
    void topicForgets() {
        AgencyActor jobcenter = AgencyActor.jobcenter();
        String caseReference = jobcenter.newCase();
        PersonActor person = PersonActor.of(jobcenter, caseReference);
        UUID dataSubjectId = person.dataSubjectId();
        UUID login = person.loginBindingId();
        UUID id = jobcenter.asks(caseReference, "family_name");
        jobcenter.unlinkCase(caseReference).then().statusCode(202);
        person.request().delete("/v1/me").then().statusCode(202);

        try (ConsentEventsReader topic = new ConsentEventsReader()) {
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(topic.firstDeliveriesOf(dataSubjectId)).hasSize(11));
            List<ConsumerRecord<String, byte[]>> records = topic.firstDeliveriesOf(dataSubjectId);
            ConsentEvent seventh = ConsentEventsReader.envelope(records.get(6)).data();
            assertThat(seventh).isInstanceOf(PersonErased.class);
            assertThat(((PersonErased) seventh).consentRevision()).isEqualTo(7);
            List<ConsumerRecord<String, byte[]>> tombstones = records.subList(7, 11);
            assertThat(tombstones).allSatisfy(message -> assertThat(message.value()).isNull());
            assertThat(tombstones).extracting(ConsumerRecord::key).containsExactlyInAnyOrder(records.get(0).key(),
                    dataSubjectId + "/binding-code", dataSubjectId + "/login-binding/" + login,
                    dataSubjectId + "/consent-record/" + id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me", "/v1/me/consent-records", "/v1/me/enforcements/1"})
    void loginBelongsToNobodyAfterwards(String path) {
        PersonActor person = PersonActor.selfEnrolled();
        person.request().delete("/v1/me").then().statusCode(202);

        Response answer = person.request().get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:login-not-bound");
        assertThat(person.request().delete("/v1/me").statusCode()).isEqualTo(404);
        assertThat(person.enrol().statusCode()).isEqualTo(201);
    }

    private static long rows(String table, UUID dataSubjectId) {
        return Database.number("SELECT count(*) FROM " + table + " WHERE data_subject_id = ?", dataSubjectId);
    }
}
