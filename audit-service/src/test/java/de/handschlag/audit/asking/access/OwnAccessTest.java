package de.handschlag.audit.asking.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationCause;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.event.Requester;
import de.handschlag.event.ViewUnchanged;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.PlayedPersons;
import de.handschlag.teststack.PlayedPersons.Mode;

@QuarkusTest
@DisplayName("A person's own \"who saw what\"")
class OwnAccessTest extends AuditTestCase {

    private static final UUID GRANT = UUID.randomUUID();

    @AfterEach
    void consentServiceKnowsEverybodyAgain() {
        PlayedPersons.behave(Mode.KNOWS_EVERYBODY);
    }

    private static UUID disclose(UUID person, String agency) {
        return corridor
                .send(Corridor.disclosed(person, 0, agency, "worker-1", "C-1", "case-management", GRANT, "address"))
                .id();
    }

    @Test
    @DisplayName("shows disclosures, denials and readings of the log, newest first, and of nobody else")
    void ownAccessesOnly() {
        String token = tokens.dataSubject("own-accesses-" + UUID.randomUUID());
        UUID me = PlayedPersons.personOf(token);
        UUID other = UUID.randomUUID();
        UUID disclosed = disclose(me, "jobcenter");
        awaitIndexes(disclosed);
        UUID denied = corridor.send(Corridor.denied(me, 0, "school", "S-1", "school-placement")).id();
        awaitIndexes(denied, disclose(other, "jobcenter"));
        corridor.send(Corridor.caseLinked(me, 1, "jobcenter", "C-1"));
        asDpo().get("/v1/log-entries?dataSubjectId=" + me).then().statusCode(200);
        asDpo().get("/v1/log-entries?dataSubjectId=" + other).then().statusCode(200);

        JsonPath answer = Awaitility.await().atMost(Duration.ofSeconds(120))
                .until(() -> as(token).get("/v1/my/accesses").jsonPath(), page -> page.getList("accesses").size() == 3);

        assertThat(answer.getList("accesses.kind")).containsExactly("log-read", "denied", "disclosed");
        assertThat(answer.getList("accesses.id")).endsWith(denied.toString(), disclosed.toString());
        assertThat(answer.getString("accesses[0].queryPurpose")).isEqualTo("incident");
        assertThat(answer.getString("accesses[1].agency")).isEqualTo("school");
        assertThat(answer.getString("accesses[1].purpose")).isEqualTo("school-placement");
        assertThat(answer.getList("accesses[2].attributes")).containsExactly("address");
        assertThat(answer.getList("accesses[2].grants")).containsExactly(GRANT.toString());
        assertThat(answer.getString("accesses[2].basis")).isEqualTo("Art. 6(1)(a) DSGVO");
        assertThat(answer.<Object>get("nextCursor")).isNull();
        assertThat(answer.prettify()).doesNotContain("worker-1").doesNotContain("employee");
    }

    @Test
    @DisplayName("shows one entry by its position, and nobody else's")
    void oneEntry() {
        String token = tokens.dataSubject("own-entry-" + UUID.randomUUID());
        UUID me = PlayedPersons.personOf(token);
        List<Long> indexes = awaitIndexes(disclose(me, "jobcenter"), disclose(UUID.randomUUID(), "jobcenter"));

        JsonPath entry = as(token).get("/v1/my/accesses/" + indexes.getFirst()).jsonPath();

        assertThat(entry.getLong("index")).isEqualTo(indexes.getFirst());
        assertThat(entry.getString("kind")).isEqualTo("disclosed");
        as(token).get("/v1/my/accesses/" + indexes.getLast()).then().statusCode(404);
        as(token).get("/v1/my/accesses/-1").then().statusCode(422);
        as(tokens.dpo()).get("/v1/my/accesses/" + indexes.getFirst()).then().statusCode(403);
    }

    @Test
    @DisplayName("R25 shows what an office tried without a right to, and that it had none")
    void triesWithoutARight() {
        String token = tokens.dataSubject("own-tries-" + UUID.randomUUID());
        UUID me = PlayedPersons.personOf(token);
        awaitIndexes(corridor.send(Corridor.denied(me, 0, "school", "S-1", "school-placement")).id());
        awaitIndexes(corridor.send(
                Corridor.refused(me, 0, "jobcenter", "worker-1", "C-1", "child-protection", "purpose-not-entitled"))
                .id());

        JsonPath answer = as(token).get("/v1/my/accesses").jsonPath();

        assertThat(answer.getList("accesses.kind")).containsExactly("denied", "denied");
        assertThat(answer.getString("accesses[0].agency")).isEqualTo("jobcenter");
        assertThat(answer.getString("accesses[0].purpose")).isEqualTo("child-protection");
        assertThat(answer.getString("accesses[0].refusal")).isEqualTo("purpose-not-entitled");
        assertThat(answer.getMap("accesses[1]")).doesNotContainKeys("refusal", "reason");
        assertThat(answer.prettify()).doesNotContain("worker-1");
    }

    @Test
    @DisplayName("G6 R23 shows what an agency answered after a withdrawal, that it is late, and that it asked for what it had")
    void answersOfRecipientsAreShown() {
        String token = tokens.dataSubject("own-answers-" + UUID.randomUUID());
        UUID me = PlayedPersons.personOf(token);
        UUID obligation = UUID.randomUUID();
        Requester agency = new Requester("jobcenter", "agency-jobcenter", "worker-1");
        UUID unchanged = corridor.send(new ViewUnchanged(me, 0, agency, "C-1", "case-management", List.of(GRANT),
                Corridor.now(), Corridor.now(), Corridor.now())).id();
        awaitIndexes(unchanged);
        UUID overdue = corridor.send(new ObligationOverdue(me, new Requester("jobcenter", "registry-service", null),
                obligation, ObligationCause.GRANT_WITHDRAWN, "case-management", List.of("address"), List.of(GRANT),
                Corridor.now(), Corridor.now())).id();
        awaitIndexes(overdue);
        UUID answered = corridor.send(new ObligationAnswered(me, agency, obligation, ObligationCause.GRANT_WITHDRAWN,
                "case-management", List.of("address"), List.of(GRANT), ObligationAnswered.Outcome.KEPT_BY_NORM,
                "§ 84 SGB X", Corridor.now(), Corridor.now(), Corridor.now())).id();
        awaitIndexes(answered);

        JsonPath answer = as(token).get("/v1/my/accesses").jsonPath();

        assertThat(answer.getList("accesses.kind")).containsExactly("obligation-answered", "obligation-overdue",
                "unchanged");
        assertThat(answer.getList("accesses.agency")).containsOnly("jobcenter");
        assertThat(answer.getString("accesses[0].outcome")).isEqualTo("KEPT_BY_NORM");
        assertThat(answer.getString("accesses[0].norm")).isEqualTo("§ 84 SGB X");
        assertThat(answer.getString("accesses[1].cause")).isEqualTo("GRANT_WITHDRAWN");
        assertThat(answer.getList("accesses[2].attributes")).isEmpty();
        assertThat(answer.prettify()).doesNotContain("worker-1");
        assertThat(
                asDpo().get("/v1/log-entries?decision=unchanged&dataSubjectId=" + me).jsonPath().getList("entries.id"))
                .containsExactly(unchanged.toString());
    }

    @Test
    @DisplayName("R22 R21 a person sees what a statute or an emergency let be read, unless the norm forbids it or the notice is deferred; the DPO sees all")
    void statutoryAndEmergencyAccesses() {
        String token = tokens.dataSubject("own-norms-" + UUID.randomUUID());
        UUID me = PlayedPersons.personOf(token);
        UUID open = UUID.randomUUID();
        UUID deferred = UUID.randomUUID();
        UUID shown = corridor.send(Corridor.disclosedByNorm(me, "gesundheitsamt", "worker-1", "infection-control",
                "IfSG", null, null, null, "phone")).id();
        UUID hidden = corridor.send(Corridor.disclosedByNorm(me, "jugendamt", "worker-1", "child-protection",
                "§ 8a SGB VIII", null, true, null, "phone")).id();
        UUID opened = corridor.send(Corridor.opened(open, me, "sozialamt", "worker-1", Corridor.now(), null, "phone"))
                .id();
        UUID reviewed = corridor.send(Corridor.reviewed(open, me, "sozialamt", "dpo-1", null)).id();
        awaitIndexes(shown, hidden, opened, reviewed);
        // Long enough for the two events below on a busy machine, too.
        Instant soon = Corridor.now().plusSeconds(8);
        UUID late = corridor.send(Corridor.opened(deferred, me, "jobcenter", "worker-1", Corridor.now(), soon, "phone"))
                .id();
        UUID lateRead = corridor.send(Corridor.disclosedByNorm(me, "jobcenter", "worker-1", "vital-emergency",
                "§ 34 StGB", deferred, null, soon, "phone")).id();
        awaitIndexes(late, lateRead);

        JsonPath before = as(token).get("/v1/my/accesses").jsonPath();

        assertThat(before.getList("accesses.id")).containsExactly(reviewed.toString(), opened.toString(),
                shown.toString());
        assertThat(before.getList("accesses.kind")).containsExactly("emergency-reviewed", "emergency-opened",
                "disclosed");
        assertThat(before.getString("accesses[0].outcome")).isEqualTo("NOT_JUSTIFIED");
        assertThat(before.getString("accesses[0].agency")).isEqualTo("sozialamt");
        assertThat(before.getList("accesses.emergency")).containsExactly(open.toString(), open.toString(), null);
        assertThat(before.getString("accesses[1].norm")).isEqualTo("§ 34 StGB");
        assertThat(before.getString("accesses[2].norm")).isEqualTo("IfSG");
        assertThat(before.getString("accesses[2].fileNumber")).as("R22").isEqualTo("A 12/26");
        assertThat(before.getString("accesses[2].statedReason")).isEqualTo("Decides about the application");
        assertThat(before.getMap("accesses[1]")).doesNotContainKeys("fileNumber", "statedReason");
        assertThat(before.prettify()).doesNotContain("worker-1").doesNotContain("dpo-1");
        assertThat(as(token).get("/v1/my/accesses?limit=3").jsonPath().<Object>get("nextCursor"))
                .as("no page tells of what is hidden").isNull();
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(
                () -> as(token).get("/v1/my/accesses").jsonPath().getList("accesses.id"),
                ids -> ids.contains(late.toString()) && ids.contains(lateRead.toString()));
        assertThat(as(token).get("/v1/my/accesses").jsonPath().getList("accesses.id"))
                .doesNotContain(hidden.toString());
        JsonPath dpo = asDpo().get("/v1/log-entries?purpose=vital-emergency&dataSubjectId=" + me).jsonPath();
        assertThat(dpo.getList("entries.id")).contains(opened.toString(), late.toString(), lateRead.toString(),
                reviewed.toString());
        assertThat(asDpo().get("/v1/log-entries?agencyId=sozialamt&employee=dpo-1&dataSubjectId=" + me).jsonPath()
                .getList("entries.id")).containsExactly(reviewed.toString());
        assertThat(asDpo().get("/v1/log-entries?purpose=child-protection&dataSubjectId=" + me).jsonPath()
                .getBoolean("entries[0].hiddenFromPerson")).isTrue();
    }

    @Test
    @DisplayName("R24 R21 what an office answers about a read whose notice is deferred is shown no earlier than the read; the DPO sees it")
    void answerAboutADeferredReadIsWithheld() {
        String token = tokens.dataSubject("own-deferred-answers-" + UUID.randomUUID());
        UUID me = PlayedPersons.personOf(token);
        Instant later = Corridor.now().plus(Duration.ofDays(20));
        Requester office = new Requester("jobcenter", "agency-jobcenter", "worker-1");
        UUID late = corridor.send(new ObligationOverdue(me, new Requester("jobcenter", "registry-service", null),
                UUID.randomUUID(), ObligationCause.VALUE_CORRECTED, "vital-emergency", List.of("phone"), List.of(),
                Corridor.now(), Corridor.now(), later)).id();
        UUID answered = corridor.send(new ObligationAnswered(me, office, UUID.randomUUID(),
                ObligationCause.VALUE_CORRECTED, "vital-emergency", List.of("phone"), List.of(),
                ObligationAnswered.Outcome.CORRECTED, null, Corridor.now(), Corridor.now(), Corridor.now(), later))
                .id();
        UUID shown = corridor.send(new ObligationAnswered(me, office, UUID.randomUUID(),
                ObligationCause.VALUE_CORRECTED, "infection-control", List.of("phone"), List.of(),
                ObligationAnswered.Outcome.DELETED, null, Corridor.now(), Corridor.now(), Corridor.now())).id();
        List<Long> withheld = awaitIndexes(late, answered);
        awaitIndexes(shown);

        JsonPath own = as(token).get("/v1/my/accesses").jsonPath();

        assertThat(own.getList("accesses.id")).containsExactly(shown.toString());
        assertThat(own.getList("accesses[0].grants")).isEmpty();
        assertThat(withheld).allSatisfy(index -> as(token).get("/v1/my/accesses/" + index).then().statusCode(404));
        JsonPath officer = asDpo().get("/v1/log-entries?purpose=vital-emergency&dataSubjectId=" + me).jsonPath();
        assertThat(officer.getList("entries.id")).containsExactlyInAnyOrder(late.toString(), answered.toString());
        assertThat(officer.getString("entries[0].noticeDeferredUntil")).isEqualTo(later.toString());
    }

    @Test
    void pagesFollowEachOther() {
        String token = tokens.dataSubject("own-pages-" + UUID.randomUUID());
        UUID me = PlayedPersons.personOf(token);
        List<UUID> accesses = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            accesses.add(disclose(me, "agency-" + i));
        }
        awaitIndexes(accesses);

        JsonPath first = as(token).get("/v1/my/accesses?limit=3").jsonPath();
        JsonPath second = as(token).queryParam("cursor", first.getString("nextCursor")).get("/v1/my/accesses?limit=3")
                .jsonPath();

        assertThat(first.getList("accesses.agency")).containsExactly("agency-4", "agency-3", "agency-2");
        assertThat(second.getList("accesses.agency")).containsExactly("agency-1", "agency-0");
        assertThat(second.<Object>get("nextCursor")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1000000", "cursor=none"})
    void invalidPageIsRefused(String query) {
        Response answer = as(tokens.dataSubject("amira")).get("/v1/my/accesses?" + query);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void loginOfNobodyIsNotFound() {
        PlayedPersons.behave(Mode.KNOWS_NOBODY);

        Response answer = as(tokens.dataSubject("unbound")).get("/v1/my/accesses");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:not-found");
        assertThat(Json.text(answer, "detail")).isEqualTo("This login is not bound to a person.");
    }

    @Test
    @DisplayName("G2 without the consent-service nobody is shown anything")
    void failingConsentServiceIsUnavailable() {
        PlayedPersons.behave(Mode.FAILS);

        Response answer = as(tokens.dataSubject("amira")).get("/v1/my/accesses");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }
}
