package de.handschlag.audit.asking.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.Event;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.ViewUnchanged;
import de.handschlag.teststack.Json;
import de.handschlag.teststack.TestStack;

@QuarkusTest
@DisplayName("G7 A decision explained at its moment, from the log alone")
class ExplanationTest extends AuditTestCase {

    private final UUID person = UUID.randomUUID();
    private final UUID grant = UUID.randomUUID();
    private final String agency = "agency-" + person;

    private long logged(Event event) {
        return awaitIndexes(corridor.send(event).id()).getFirst();
    }

    private long given(long revision, String... attributes) {
        return logged(Corridor.given(person, revision, grant, agency, "case-management", attributes));
    }

    private DataDisclosed disclosure(long revision, String... attributes) {
        return Corridor.disclosed(person, revision, agency, "e-1", "C-1", "case-management", grant, attributes);
    }

    private DisclosureDenied denial(DisclosureDenied.Reason reason, List<String> requested) {
        return new DisclosureDenied(person, 9L, new Requester(agency, "c", null), "C-1", "case-management", reason,
                Corridor.now(), Corridor.now(), Corridor.now(), null, null, null, null, requested, null);
    }

    private static JsonPath explanation(long index) {
        Response answer = asDpo().get("/v1/log-entries/" + index + "/explanation");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static void assertNotCovered(JsonPath explained, String reason) {
        assertThat(explained.getString("verdict.result")).isEqualTo("not-covered");
        assertThat(explained.getBoolean("verdict.holds")).isFalse();
        assertThat(String.join("|", explained.<String>getList("verdict.reasons.title"))).contains(reason);
        assertThat(explained.getList("verdict.reasons.titleDe")).doesNotContainNull();
    }

    @Test
    @DisplayName("G7 R6 a covered disclosure names grant, attributes, expiry, revision and the notice that was shown")
    void coveredDisclosure() {
        long consent = given(2, "address", "phone");
        long index = logged(disclosure(2, "phone"));
        logged(Corridor.withdrawn(person, 3, grant, agency, "case-management", "address", "phone"));

        JsonPath explained = explanation(index);

        assertThat(explained.getString("verdict.result")).isEqualTo("covered");
        assertThat(explained.getBoolean("verdict.holds")).isTrue();
        assertThat(explained.getString("verdict.titleDe")).startsWith("Wirksame Einwilligungen");
        assertThat(explained.getString("entry.decision")).isEqualTo("disclosed");
        assertThat(explained.getLong("revision")).isEqualTo(2);
        assertThat(explained.getList("consents")).hasSize(1);
        assertThat(explained.getString("consents[0].id")).isEqualTo(grant.toString());
        assertThat(explained.getString("consents[0].status")).isEqualTo("given");
        assertThat(explained.getBoolean("consents[0].inForce")).isTrue();
        assertThat(explained.getLong("consents[0].index")).isEqualTo(consent);
        assertThat(explained.getLong("consents[0].revision")).isEqualTo(2);
        assertThat(Instant.parse(explained.getString("consents[0].expiresAt"))).isAfter(Instant.now());
        assertThat(explained.getMap("consents[0].notice")).containsEntry("hash", "0".repeat(64))
                .containsEntry("version", "1").containsEntry("language", "de").containsEntry("channel", "WEB");
        assertThat(explained.getList("attributes")).hasSize(1);
        assertThat(explained.getString("attributes[0].attribute")).isEqualTo("phone");
        assertThat(explained.getList("attributes[0].consents")).containsExactly(grant.toString());
    }

    @Test
    @DisplayName("G7 an attribute beyond the grant, and a grant that the log does not have, are named")
    void uncoveredAttribute() {
        given(2, "phone");

        JsonPath explained = explanation(logged(disclosure(2, "address", "phone")));

        assertNotCovered(explained, "covers address");
        assertThat(explained.getList("attributes.covered")).containsExactly(false, true);
        assertNotCovered(explanation(logged(
                Corridor.disclosed(person, 2, agency, "e-1", "C-1", "case-management", UUID.randomUUID(), "phone"))),
                "The log has no consent");
    }

    @Test
    @DisplayName("G7 R4 a consent that was given after the read does not make it lawful")
    void laterConsentCoversNothing() {
        long index = logged(disclosure(0, "phone"));
        given(1, "phone");

        assertNotCovered(explanation(index), "The log has no consent");
    }

    @Test
    @DisplayName("G7 G1 a withdrawal that was enforced before the read began counts, whatever revision the read saw")
    void enforcedWithdrawalCounts() {
        given(2, "phone");
        logged(Corridor.withdrawn(person, 3, grant, agency, "case-management", "phone"));
        DataDisclosed before = disclosure(2, "phone");
        Instant enforcedAt = Corridor.now();
        logged(new RevisionEnforced(person, 3, enforcedAt));
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> Corridor.now().isAfter(enforcedAt));
        DataDisclosed after = disclosure(2, "phone");

        assertThat(explanation(logged(before)).getString("verdict.result")).isEqualTo("covered");
        JsonPath explained = explanation(logged(after));
        assertNotCovered(explained, "was not in force: withdrawn");
        assertThat(explained.getLong("revision")).isEqualTo(3);
    }

    @Test
    @DisplayName("G7 R42 a consent in whose place a later one stands covers until that was decided, and is called replaced")
    void replacedConsent() {
        UUID later = UUID.randomUUID();
        given(2, "phone");
        logged(Corridor.given(person, 3, later, agency, "case-management", "email"));
        JsonPath between = explanation(logged(disclosure(3, "phone")));
        logged(Corridor.replaced(person, 4, grant, later, agency, "case-management", "phone"));
        JsonPath after = explanation(logged(disclosure(4, "phone")));

        assertThat(between.getString("verdict.result")).isEqualTo("covered");
        assertNotCovered(after, "was not in force: replaced");
    }

    @Test
    @DisplayName("G7 a denial is explained by what the person had decided and what was asked for")
    void explainedDenial() {
        given(2, "phone");
        JsonPath beyond = explanation(
                logged(denial(DisclosureDenied.Reason.ATTRIBUTES_NOT_GRANTED, List.of("address"))));
        assertThat(beyond.getString("verdict.result")).isEqualTo("not-covered");
        assertThat(beyond.getBoolean("verdict.holds")).isTrue();
        assertThat(beyond.getList("requestedAttributes")).containsExactly("address");
        JsonPath wrong = explanation(logged(denial(DisclosureDenied.Reason.NO_GRANT, List.of("phone"))));
        assertThat(wrong.getString("verdict.result")).isEqualTo("covered");
        assertThat(wrong.getBoolean("verdict.holds")).isFalse();
        logged(Corridor.withdrawn(person, 3, grant, agency, "case-management", "phone"));
        JsonPath withdrawn = explanation(logged(denial(DisclosureDenied.Reason.NO_GRANT, List.of("phone"))));
        assertThat(withdrawn.getList("verdict.reasons.title"))
                .contains("Consent " + grant + " was not in force: withdrawn.");
        JsonPath unknown = explanation(
                logged(new DisclosureDenied(null, null, new Requester(agency, "c", null), "C-9", "case-management",
                        DisclosureDenied.Reason.UNKNOWN_CASE, Corridor.now(), Corridor.now(), Corridor.now())));
        assertThat(unknown.getList("verdict.reasons.title"))
                .containsExactly("The agency had no case with this reference.");
    }

    @ParameterizedTest
    @CsvSource({"purpose-not-entitled,was not entitled to this purpose",
            "block-override-not-entitled,override a disclosure block", "forbidden,no role that reads",
            "no-agency-in-token,named no agency", "of-a-later-version,of-a-later-version"})
    @DisplayName("G7 R18 a try without a right is explained by that alone, though a consent in force covers what was asked for")
    void explainedRefusal(String refusal, String said) {
        given(2, "phone");

        JsonPath refused = explanation(
                logged(Corridor.refused(person, 2, agency, "e-1", "C-1", "case-management", refusal)));

        assertThat(refused.getString("verdict.result")).isEqualTo("not-covered");
        assertThat(refused.getBoolean("verdict.holds")).isTrue();
        assertThat(refused.<String>getList("verdict.reasons.title")).singleElement().asString().contains(said);
        assertThat(refused.getString("entry.reason")).isEqualTo(refusal);
    }

    @Test
    @DisplayName("G7 R22 a statutory disclosure is explained by its norm")
    void statutoryDisclosure() {
        JsonPath explained = explanation(logged(Corridor.disclosedByNorm(person, agency, "e-1", "infection-control",
                "IfSG", null, null, null, "phone")));

        assertThat(explained.getString("verdict.result")).isEqualTo("covered");
        assertThat(explained.getString("verdict.title")).contains("IfSG");
        assertThat(explained.getString("attributes[0].norm")).isEqualTo("IfSG");
    }

    @Test
    @DisplayName("G7 R21 a read in an emergency is explained by access and review; outside of its scope it was not covered")
    void emergencyDisclosure() {
        UUID access = UUID.randomUUID();
        long opened = logged(Corridor.opened(access, person, agency, "e-1", Corridor.now(), null, "phone"));
        long index = logged(emergencyRead(access, "e-1", "phone"));

        JsonPath pending = explanation(index);
        assertThat(pending.getString("verdict.result")).isEqualTo("covered");
        assertThat(pending.getString("emergencyAccess.id")).isEqualTo(access.toString());
        assertThat(pending.getLong("emergencyAccess.openedIndex")).isEqualTo(opened);
        assertThat(pending.getString("emergencyAccess.review")).isEqualTo("pending");

        long review = logged(Corridor.reviewed(access, person, agency, "dpo-1", null));
        JsonPath reviewed = explanation(index);
        assertThat(reviewed.getString("emergencyAccess.review")).isEqualTo("not-justified");
        assertThat(reviewed.getLong("emergencyAccess.reviewIndex")).isEqualTo(review);
        assertThat(reviewed.getString("emergencyAccess.reviewedBy")).isEqualTo("dpo-1");

        assertNotCovered(explanation(logged(emergencyRead(access, "e-2", "phone"))), "another employee");
        assertNotCovered(explanation(logged(emergencyRead(access, "e-1", "address"))), "does not cover address");
        assertNotCovered(explanation(logged(emergencyRead(UUID.randomUUID(), "e-1", "phone"))), "no opening");
        UUID old = UUID.randomUUID();
        logged(Corridor.opened(old, person, agency, "e-1", Corridor.now().minus(73, ChronoUnit.HOURS), null, "phone"));
        JsonPath late = explanation(logged(emergencyRead(old, "e-1", "phone")));
        assertNotCovered(late, "did not begin while it was open");
        assertThat(late.getString("emergencyAccess.review")).isEqualTo("overdue");
    }

    private DataDisclosed emergencyRead(UUID access, String employee, String attribute) {
        return Corridor.disclosedByNorm(person, agency, employee, "vital-emergency", "§ 34 StGB", access, null, null,
                attribute);
    }

    @Test
    @DisplayName("G5 G7 of an erased payload it is said that nothing can be replayed")
    void erasedPayload() {
        long index = logged(disclosure(0, "phone"));

        whileErased(index, () -> {
            JsonPath explained = explanation(index);

            assertThat(explained.getBoolean("erased")).isTrue();
            assertThat(explained.getString("verdict.result")).isEqualTo("unknown");
            assertThat(explained.<Object>get("entry")).isNull();
        });
    }

    @Test
    @DisplayName("404 for no entry, 409 for one without a decision, 422 without a purpose")
    void whatCannotBeExplained() {
        long consent = given(1, "phone");

        assertThat(asDpo().get("/v1/log-entries/999999999/explanation").statusCode()).isEqualTo(404);
        Response noDecision = asDpo().get("/v1/log-entries/" + consent + "/explanation");
        assertThat(noDecision.statusCode()).isEqualTo(409);
        assertThat(Json.text(noDecision, "type")).isEqualTo("urn:handschlag:problem:entry-without-decision");
        long unchanged = logged(new ViewUnchanged(person, 1, new Requester("jobcenter", "agency-jobcenter", null),
                "C-1", "case-management", List.of(UUID.randomUUID()), Corridor.now(), Corridor.now(), Corridor.now()));
        assertThat(asDpo().get("/v1/log-entries/" + unchanged + "/explanation").statusCode())
                .as("a view that is unchanged is no new decision").isEqualTo(409);
        assertThat(as(tokens.dpo()).get("/v1/log-entries/" + consent + "/explanation").statusCode()).isEqualTo(422);
        assertThat(
                as(tokens.dpo()).get("/v1/log-entries/" + consent + "/explanation?queryPurpose=curiosity").statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName("R29 an explanation is itself in the log, about the person, before it is answered")
    void explanationIsLogged() {
        long index = logged(disclosure(0, "phone"));
        explanation(index);

        String count = "SELECT count(*) FROM log_payload WHERE type = 'de.handschlag.log.queried.v1' AND data_subject_id = '"
                + person + "' AND payload LIKE '%\"explanation\":\"true\",\"index\":\"" + index + "\"%'";
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> one(count) == 1);
        TestStack.pauseKafka();
        try {
            assertThat(asDpo().get("/v1/log-entries/" + index + "/explanation").statusCode()).isEqualTo(503);
        } finally {
            TestStack.resumeKafka();
        }
    }
}
