package de.handschlag.audit.asking.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.Event;
import de.handschlag.event.Guardianship;
import de.handschlag.event.LoginBindingRequested;
import de.handschlag.event.LoginBindingState;
import de.handschlag.event.LoginBindingState.EndReason;
import de.handschlag.event.LoginBindingState.Means;
import de.handschlag.event.LoginBound;
import de.handschlag.event.LoginUnbound;
import de.handschlag.teststack.PlayedPersons;

@QuarkusTest
@DisplayName("R35 What became of a person's logins stands in the log, and the person sees it")
class LoginsInTheLogTest extends AuditTestCase {

    private final String token = tokens.dataSubject("logins-" + UUID.randomUUID());
    private final UUID me = PlayedPersons.personOf(token);
    private final UUID own = UUID.randomUUID();
    private final UUID further = UUID.randomUUID();

    private static long logged(Event event) {
        return awaitIndexes(corridor.send(event).id()).getFirst();
    }

    /** The person enrols; an office makes a code; a further login enters it and is refused. */
    private void story() {
        logged(new LoginBound(me, 1, new LoginBindingState(own, Means.SELF_ENROLMENT, List.of(), List.of(), null, null,
                Corridor.now(), null, Corridor.now(), null, null, null, null, null)));
        logged(Corridor.bindingCode(me, 2, "jobcenter", "e-secret"));
        logged(new LoginBindingRequested(me, 3, Corridor.furtherLogin(further, null, null, null, "jobcenter")));
        awaitCheckpointOver(logged(
                new LoginUnbound(me, 4, Corridor.furtherLogin(further, null, null, EndReason.REFUSED, "jobcenter"))));
    }

    @Test
    @DisplayName("among the person's own accesses, with the office and without its employee")
    void personSeesIt() {
        story();

        JsonPath answer = as(token).get("/v1/my/accesses").jsonPath();

        assertThat(answer.getList("accesses.kind")).containsExactly("login-unbound", "login-binding-requested",
                "binding-code-made", "login-bound");
        assertThat(answer.getString("accesses[0].reason")).isEqualTo("REFUSED");
        assertThat(answer.getString("accesses[1].login.loginBinding")).isEqualTo(further.toString());
        assertThat(answer.getList("accesses[1].login.agencies")).containsExactly("jobcenter");
        assertThat(answer.getString("accesses[2].agency")).isEqualTo("jobcenter");
        assertThat(answer.getString("accesses[3].login.means")).isEqualTo("SELF_ENROLMENT");
        assertThat(answer.prettify()).doesNotContain("e-secret");
    }

    @Test
    @DisplayName("R11 of a guardian's login the person and the officer are told what its owner is to them")
    void guardianIsTold() {
        awaitCheckpointOver(logged(new LoginBound(me, 1,
                new LoginBindingState(further, Means.AGENCY_CODE, List.of("jobcenter"), List.of(UUID.randomUUID()),
                        "jobcenter", "1", Corridor.now(), null, Corridor.now(), null, null, null, null,
                        new Guardianship(Guardianship.Kind.PARENT, Guardianship.Proof.BIRTH_CERTIFICATE)))));

        assertThat(as(token).get("/v1/my/accesses").jsonPath().getString("accesses[0].login.guardian"))
                .isEqualTo("PARENT");
        assertThat(asDpo().get("/v1/log-entries?dataSubjectId=" + me).jsonPath().getString("entries[0].login.guardian"))
                .isEqualTo("PARENT");
    }

    @Test
    @DisplayName("in the person's report, where employees are masked")
    void reportHasIt() {
        story();

        JsonPath report = as(token).get("/v1/my/report").then().statusCode(200).extract().jsonPath();

        assertThat(report.getList("logins.kind")).containsExactly("login.unbound", "login.binding-requested",
                "binding-code.made", "login.bound");
        assertThat(report.getList("logins.byEmployee")).containsExactly(false, false, true, false);
        assertThat(report.prettify()).doesNotContain("e-secret");
        assertThat(as(tokens.dpo()).contentType(ContentType.JSON)
                .body("{\"queryPurpose\":\"complaint\",\"reason\":\"The office agreed, file 2026/17\"}")
                .post("/v1/person-reports/" + me + "/staff-named").jsonPath().getList("logins.employee"))
                .contains("e-secret");
    }

    @Test
    @DisplayName("for the data-protection officer, with the employee who made a code and the login that decided")
    void officerFindsIt() {
        story();
        UUID record = UUID.randomUUID();
        UUID refused = corridor.send(new ConsentRefused(me, 5,
                new ConsentRecordState(record, "jobcenter", "case-management", List.of("phone"), List.of(),
                        "Art. 6(1)(a) DSGVO", Corridor.now(), Corridor.now(), null, null, null, null, own, null)))
                .id();
        long denied = awaitIndexes(refused,
                corridor.send(Corridor.denied(me, 5, "jobcenter", "C-1", "case-management")).id()).getLast();

        JsonPath entries = asDpo().get("/v1/log-entries?dataSubjectId=" + me).jsonPath();

        String code = "entries.find { it.type == 'de.handschlag.binding-code.made.v1' }.";
        assertThat(entries.getString(code + "employee")).isEqualTo("e-secret");
        assertThat(entries.getList(code + "login.bindingCodes")).hasSize(1);
        assertThat(entries.getString("entries.find { it.type == 'de.handschlag.login.unbound.v1' }.reason"))
                .isEqualTo("REFUSED");
        assertThat(entries.getString("entries.find { it.id == '" + refused + "' }.login.loginBinding"))
                .isEqualTo(own.toString());
        assertThat(entries.getList("entries.findAll { it.agency == 'jobcenter' }.type"))
                .contains("de.handschlag.login.binding-requested.v1");
        assertThat(asDpo().get("/v1/log-entries/" + denied + "/explanation").jsonPath().getString("consents[0].login"))
                .isEqualTo(own.toString());
    }
}
