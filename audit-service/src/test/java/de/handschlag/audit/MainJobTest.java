package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;

import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.teststack.PlayedPersons;

/** From the topics to the answers: what the house is for, seen from the log. */
@QuarkusTest
class MainJobTest extends AuditTestCase {

    @Test
    @DisplayName("R25 a disclosure is found with purpose, basis, attributes, time, requester, employee, decision and revision")
    void disclosureIsFoundByThePerson() {
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        UUID linked = corridor.send(Corridor.caseLinked(person, 1, "jobcenter", "JC-1")).id();
        UUID given = corridor.send(Corridor.given(person, 2, grant, "jobcenter", "case-management", "address")).id();
        EventEnvelope<Event> access = Corridor.envelope(
                Corridor.disclosed(person, 2, "jobcenter", "employee-7", "JC-1", "case-management", grant, "address"));
        corridor.send(access);

        assertThat(awaitIndexes(linked, given, access.id())).isSorted();
        long index = indexOf(access.id()).orElseThrow();
        awaitCheckpointOver(index);
        JsonPath answer = asDpo().get("/v1/log-entries?dataSubjectId=" + person).then().statusCode(200).extract()
                .jsonPath();

        assertThat(answer.getList("entries.type")).startsWith("de.handschlag.data.disclosed.v1",
                "de.handschlag.consent.given.v1", "de.handschlag.case.linked.v1");
        assertThat(answer.getLong("entries[0].index")).isEqualTo(index);
        assertThat(answer.getString("entries[0].id")).isEqualTo(access.id().toString());
        assertThat(answer.getString("entries[0].time")).isEqualTo(access.time().toString());
        assertThat(answer.getString("entries[0].agency")).isEqualTo("jobcenter");
        assertThat(answer.getString("entries[0].client")).isEqualTo("agency-jobcenter");
        assertThat(answer.getString("entries[0].employee")).isEqualTo("employee-7");
        assertThat(answer.getString("entries[0].caseReference")).isEqualTo("JC-1");
        assertThat(answer.getString("entries[0].purpose")).isEqualTo("case-management");
        assertThat(answer.getString("entries[0].decision")).isEqualTo("disclosed");
        assertThat(answer.getList("entries[0].attributes")).containsExactly("address");
        assertThat(answer.getList("entries[0].grants")).containsExactly(grant.toString());
        assertThat(answer.getString("entries[0].basis")).isEqualTo("Art. 6(1)(a) DSGVO");
        assertThat(answer.getLong("entries[0].consentRevision")).isEqualTo(2);
        assertThat(answer.getBoolean("entries[0].erased")).isFalse();
        assertThat(answer.getLong("checkpoint.size")).isGreaterThan(index);
        assertThat(answer.getString("checkpoint.note")).startsWith("handschlag.test/log\n");
        assertThat(RestAssured.get("/log/checkpoint").asString()).startsWith("handschlag.test/log\n");
    }

    @Test
    @DisplayName("A person sees who saw what")
    void personSeesOwnAccesses() {
        String token = tokens.dataSubject("amira");
        UUID person = PlayedPersons.personOf(token);
        UUID grant = UUID.randomUUID();
        corridor.send(Corridor.given(person, 1, grant, "school", "school-placement", "birth_date"));
        UUID access = corridor
                .send(Corridor.disclosed(person, 1, "school", "e-1", "S-9", "school-placement", grant, "birth_date"))
                .id();
        awaitIndexes(access);

        JsonPath answer = as(token).get("/v1/my/accesses").then().statusCode(200).extract().jsonPath();

        assertThat(answer.getString("accesses[0].id")).isEqualTo(access.toString());
        assertThat(answer.getString("accesses[0].kind")).isEqualTo("disclosed");
        assertThat(answer.getString("accesses[0].agency")).isEqualTo("school");
        assertThat(answer.getList("accesses[0].attributes")).containsExactly("birth_date");
        assertThat(answer.<Object>get("accesses[0].employee")).isNull();
    }
}
