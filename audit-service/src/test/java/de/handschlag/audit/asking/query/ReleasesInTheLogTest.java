package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.Event;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
@DisplayName("R9 Releases from secrecy in the log")
class ReleasesInTheLogTest extends AuditTestCase {

    private static final String RELEASED = "de.handschlag.secrecy.released.v1";
    private static final String WITHDRAWN = "de.handschlag.secrecy.release-withdrawn.v1";

    private final String token = tokens.dataSubject("releases-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final UUID grant = UUID.randomUUID();
    private final UUID login = UUID.randomUUID();

    private static long logged(Event event) {
        return awaitIndexes(corridor.send(event).id()).getFirst();
    }

    private static ConsentRecordState releasing(ConsentRecordState given, List<String> sources) {
        return new ConsentRecordState(given.consentRecordId(), given.agencyId(), given.purpose(), given.attributes(),
                given.explicitAttributes(), given.legalBasis(), given.requestedAt(), given.decidedAt(),
                given.expiresAt(), null, null, given.evidence(), null, null, null, sources);
    }

    /** Given, released, read, taken back; returns where the read stands. */
    private long story() {
        logged(Corridor.caseLinked(me, 1, "jobcenter", "C-1"));
        ConsentGiven consent = Corridor.given(me, 2, grant, "jobcenter", "case-management", "phone");
        ConsentRecordState given = consent.consentRecord();
        logged(consent);
        logged(new SecrecyReleased(me, 3, releasing(given, List.of("mbe-caritas")), "mbe-caritas",
                new ConsentEvidence("9", "ab".repeat(32), "uk", ConsentEvidence.Channel.WEB, null, null, null), login));
        long read = logged(
                Corridor.disclosed(me, 3, "jobcenter", "e-secret", "C-1", "case-management", grant, "phone"));
        logged(new SecrecyReleaseWithdrawn(me, 4, releasing(given, List.of()), "mbe-caritas", login));
        awaitCheckpointOver(logged(new RevisionEnforced(me, 4, Corridor.now())));
        return read;
    }

    @Test
    @DisplayName("R9 the officer finds who was released for whom, by which login, and taken back; also in a table")
    void officerFindsThem() {
        story();

        JsonPath entries = asDpo().get("/v1/log-entries?dataSubjectId=" + me).jsonPath();

        for (String type : List.of(RELEASED, WITHDRAWN)) {
            Map<String, Object> entry = entries.getMap("entries.find { it.type == '" + type + "' }");
            assertThat(entry).containsEntry("releasedSource", "mbe-caritas").containsEntry("agency", "jobcenter")
                    .containsEntry("purpose", "case-management").containsEntry("attributes", List.of("phone"))
                    .containsEntry("grants", List.of(grant.toString()));
            assertThat(entries.getString("entries.find { it.type == '" + type + "' }.login.loginBinding"))
                    .isEqualTo(login.toString());
        }
        assertThat(entries.getList("entries.findAll { it.releasedSource != null }.type"))
                .containsExactlyInAnyOrder(RELEASED, WITHDRAWN);
    }

    @Test
    @DisplayName("R9 the explanation of a read says which sources were released when it was decided")
    void explanationNamesTheRelease() {
        long read = story();

        JsonPath explained = asDpo().get("/v1/log-entries/" + read + "/explanation").jsonPath();

        assertThat(explained.getList("consents")).hasSize(1);
        assertThat(explained.getBoolean("consents[0].inForce")).isTrue();
        assertThat(explained.getList("consents[0].releasedSources")).containsExactly("mbe-caritas");
    }

    @Test
    @DisplayName("R9 R25 the person's report has each release as a decision of its own, with its notice, and when its end was enforced")
    void reportHasThem() {
        story();

        JsonPath report = as(token).get("/v1/my/report").then().statusCode(200).extract().jsonPath();

        assertThat(report.getList("decisions.kind")).containsExactly("secrecy.release-withdrawn", "secrecy.released",
                "consent.given");
        assertThat(report.getList("decisions.releasedSource")).containsExactly("mbe-caritas", "mbe-caritas", null);
        assertThat(report.getString("decisions[1].notice")).isEqualTo("9");
        assertThat(report.getString("decisions[1].language")).isEqualTo("uk");
        assertThat(report.getString("decisions[0].enforcedAt")).isNotNull();
    }
}
