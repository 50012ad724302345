package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentWithdrawn;
import de.handschlag.event.Event;
import de.handschlag.event.WithdrawalEvidence;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
@DisplayName("R6 Withdrawals that an office recorded, in the log")
class RecordedWithdrawalsInTheLogTest extends AuditTestCase {

    private final String token = tokens.dataSubject("recorded-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final String employee = "e-" + UUID.randomUUID();

    private static long logged(Event event) {
        return awaitIndexes(corridor.send(event).id()).getFirst();
    }

    private void story() {
        logged(Corridor.caseLinked(me, 1, "jobcenter", "C-1"));
        ConsentGiven given = Corridor.given(me, 2, UUID.randomUUID(), "jobcenter", "case-management", "phone");
        logged(given);
        ConsentRecordState state = given.consentRecord();
        awaitCheckpointOver(logged(new ConsentWithdrawn(me, 3,
                new ConsentRecordState(state.consentRecordId(), state.agencyId(), state.purpose(), state.attributes(),
                        state.explicitAttributes(), state.legalBasis(), state.requestedAt(), state.decidedAt(),
                        state.expiresAt(), Corridor.now(), null, state.evidence(), UUID.randomUUID(), null, null, null,
                        new WithdrawalEvidence(WithdrawalEvidence.Channel.PAPER, employee)))));
    }

    @Test
    @DisplayName("R6 R25 the officer finds the entry by the employee who recorded it, and it names no login")
    void officerFindsIt() {
        story();

        JsonPath entries = asDpo().get("/v1/log-entries?employee=" + employee).jsonPath();

        assertThat(entries.getList("entries.type")).containsExactly("de.handschlag.consent.withdrawn.v1");
        Map<String, Object> entry = entries.getMap("entries[0]");
        assertThat(entry).containsEntry("agency", "jobcenter").containsEntry("purpose", "case-management");
        assertThat(entries.<Object>get("entries[0].login")).isNull();
    }

    @Test
    @DisplayName("R6 the person's report says how they withdrew and that an employee recorded it; the login that gave it did not withdraw")
    void reportHasIt() {
        story();

        JsonPath report = as(token).get("/v1/my/report").then().statusCode(200).extract().jsonPath();

        assertThat(report.getList("decisions.kind")).containsExactly("consent.withdrawn", "consent.given");
        assertThat(report.getString("decisions[0].channel")).isEqualTo("PAPER");
        assertThat(report.getBoolean("decisions[0].byEmployee")).isTrue();
        assertThat(report.getString("decisions[0].employee")).isNull();
        assertThat(report.getString("decisions[0].login")).isNull();
        assertThat(report.getBoolean("decisions[1].byEmployee")).isFalse();
    }
}
