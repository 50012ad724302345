package de.handschlag.registry.freshness;

import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.registry.RegistryTestCase;
import de.handschlag.teststack.Json;

@QuarkusTest
class StaleViewTest extends RegistryTestCase {

    private static final String AGENCY = "jobcenter-stale";
    /** Bound + 500 ms: a read that begins later has no answer. */
    private static final Duration WITHIN = Duration.ofMillis(2500);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Inject
    MeterRegistry meters;

    @AfterEach
    void beatAgain() {
        consentService.beating(true);
    }

    @Test
    @DisplayName("G2 without heartbeats reads end with 503 and Retry-After within bound + 500 ms, and recover by themselves")
    void readsStopAndRecover() {
        UUID person = UUID.randomUUID();
        String reference = "C-" + person;
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        consentService.send(given(person, 2, UUID.randomUUID(), AGENCY, "case-management", "phone"));
        String known = "/v1/cases/" + reference + "/view?purpose=case-management";
        String unknown = "/v1/cases/unknown/view?purpose=case-management";
        awaitRead(known, revision(person, 2, AGENCY, reference));

        consentService.beating(false);

        long silent = System.nanoTime();
        Response answer;
        do {
            long asked = System.nanoTime();
            answer = as(tokens.agencySystem(AGENCY, "case-management")).get(known);
            if (asked - silent >= WITHIN.toNanos()) {
                assertThat(answer.statusCode()).isEqualTo(503);
            }
            // A slow broker may refuse a read for another reason before: its record was not acknowledged in time.
        } while (!isNotFresh(answer) && System.nanoTime() - silent < PATIENCE.toNanos());
        assertThat(isNotFresh(answer)).as(answer.asString()).isTrue();
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(as(tokens.agencySystem(AGENCY, "case-management")).get(unknown).statusCode()).isEqualTo(503);

        consentService.beating(true);

        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(as(tokens.agencySystem(AGENCY, "case-management")).get(known).statusCode())
                        .isEqualTo(200));
    }

    @Test
    @DisplayName("G2 a heartbeat from a clock that is ahead proves nothing, not even once its moment has come")
    void heartbeatFromTheFuture() {
        UUID person = UUID.randomUUID();
        String reference = "C-" + person;
        consentService.send(linked(person, 1, UUID.randomUUID(), AGENCY, reference));
        consentService.send(given(person, 2, UUID.randomUUID(), AGENCY, "case-management", "phone"));
        String known = "/v1/cases/" + reference + "/view?purpose=case-management";
        awaitRead(known, revision(person, 2, AGENCY, reference));
        consentService.beating(false);
        Instant ahead = Instant.now().plusSeconds(4);

        consentService.beat(ahead);

        List<Integer> answers = new ArrayList<>();
        do {
            answers.add(as(tokens.agencySystem(AGENCY, "case-management")).get(known).statusCode());
        } while (Instant.now().isBefore(ahead.plusSeconds(1)));
        // On a busy machine the only call until then may have begun while the last true heartbeat was still good.
        answers.add(as(tokens.agencySystem(AGENCY, "case-management")).get(known).statusCode());
        assertThat(answers).contains(503);
        assertThat(answers.subList(answers.indexOf(503), answers.size())).containsOnly(503);
        // Nothing is proven of any partition: an age that stood still would look well.
        await().atMost(Duration.ofSeconds(120)).untilAsserted(
                () -> assertThat(meters.get("handschlag.freshness.age").gauges()).allMatch(age -> age.value() > 2));
    }

    @Test
    @DisplayName("G2 a case that may have been linked meanwhile is 503 to its contributor, one that was not is 404")
    void contributionWaitsForTheLink() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(contribution().statusCode()).isEqualTo(404));

        consentService.beating(false);

        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            Response answer = contribution();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
    }

    private static boolean isNotFresh(Response answer) {
        return answer.statusCode() == 503 && Json.text(answer, "type").equals("urn:handschlag:problem:not-fresh");
    }

    /** The test before may have left the views without a proof, until the next heartbeat. */
    private void awaitRead(String path, String revision) {
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(as(tokens.agencySystem(AGENCY, "case-management"))
                        .header("Consent-Revision", revision).get(path).statusCode()).isEqualTo(200));
    }

    private Response contribution() {
        return as(tokens.agencySystem(AGENCY, "case-management"))
                .header("Consent-Revision", revision(UUID.randomUUID(), 1, AGENCY, "unknown"))
                .body("{\"value\":\"+49 1\",\"asOf\":\"2026-01-15\"}").put("/v1/cases/unknown/attributes/phone");
    }
}
