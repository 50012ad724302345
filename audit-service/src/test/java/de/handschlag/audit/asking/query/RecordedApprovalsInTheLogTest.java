package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.ApprovalEvidence.Answer;
import de.handschlag.event.ApprovalEvidence.Signer;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.Event;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
@DisplayName("R6 Consents that an office recorded, in the log")
class RecordedApprovalsInTheLogTest extends AuditTestCase {

    private final String token = tokens.dataSubject("approved-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final String first = "e-" + UUID.randomUUID();
    private final String second = "e-" + UUID.randomUUID();
    private final ConsentRecordState asked = Corridor
            .given(me, 2, UUID.randomUUID(), "jobcenter", "case-management", "phone").consentRecord();

    private static long logged(Event event) {
        return awaitIndexes(corridor.send(event).id()).getFirst();
    }

    private ConsentRecordState onPaper(@Nullable Answer answer) {
        ConsentEvidence evidence = new ConsentEvidence("1", "0".repeat(64), "ar", ConsentEvidence.Channel.PAPER, null,
                first, null);
        boolean contested = answer == Answer.CONTESTED;
        return new ConsentRecordState(asked.consentRecordId(), asked.agencyId(), asked.purpose(), asked.attributes(),
                List.of(), asked.legalBasis(), asked.requestedAt(), asked.decidedAt(), asked.expiresAt(),
                contested ? Corridor.now() : null, null, evidence, null, contested ? UUID.randomUUID() : null, null,
                null, null,
                new ApprovalEvidence(second, Signer.PERSON, true, Corridor.now().plus(Duration.ofDays(180)), answer));
    }

    private void story() {
        logged(Corridor.caseLinked(me, 1, "jobcenter", "C-1"));
        logged(new ConsentGiven(me, 2, onPaper(null)));
        awaitCheckpointOver(logged(new ConsentWithdrawn(me, 3, onPaper(Answer.CONTESTED))));
    }

    @Test
    @DisplayName("R25 the officer finds the entries by either employee, and sees that the person contests it")
    void officerFindsIt() {
        story();

        for (String employee : List.of(first, second)) {
            JsonPath entries = asDpo().get("/v1/log-entries?employee=" + employee).jsonPath();

            assertThat(entries.getList("entries.type")).containsExactly("de.handschlag.consent.withdrawn.v1",
                    "de.handschlag.consent.given.v1");
            assertThat(entries.getString("entries[0].outcome")).isEqualTo("CONTESTED");
            assertThat(entries.getList("entries.employee")).containsOnly(first);
            assertThat(entries.getList("entries.confirmedBy")).containsOnly(second);
            assertThat(entries.<Object>get("entries[1].login")).isNull();
        }
    }

    @Test
    @DisplayName("R6 the person's report says that it was on paper and that an employee recorded it")
    void reportHasIt() {
        story();

        JsonPath report = as(token).get("/v1/my/report").then().statusCode(200).extract().jsonPath();

        assertThat(report.getList("decisions.kind")).containsExactly("consent.withdrawn", "consent.given");
        assertThat(report.getString("decisions[1].channel")).isEqualTo("PAPER");
        assertThat(report.getBoolean("decisions[1].byEmployee")).isTrue();
        assertThat(report.getString("decisions[1].employee")).isNull();
    }
}
