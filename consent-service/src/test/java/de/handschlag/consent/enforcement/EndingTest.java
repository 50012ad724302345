package de.handschlag.consent.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.consent.actor.AgencyActor;
import de.handschlag.consent.actor.Database;
import de.handschlag.consent.actor.InTime;
import de.handschlag.consent.actor.PersonActor;
import de.handschlag.consent.actor.RegistryActor;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("R42 An erasure and an unlinking are answered as enforced, or as pending with a link")
class EndingTest {

    private static final Instant ENFORCED = Instant.parse("2026-11-28T10:00:00.123456Z");

    @Inject
    EnforcementRepository receipts;

    @Inject
    EndingRepository endings;

    private final RegistryActor registry = new RegistryActor();
    private AgencyActor jobcenter;
    private String caseReference;
    private PersonActor person;
    private UUID dataSubjectId;

    @BeforeEach
    void personWithACase() {
        jobcenter = AgencyActor.jobcenter();
        caseReference = jobcenter.newCase();
        person = PersonActor.of(jobcenter, caseReference);
        dataSubjectId = person.dataSubjectId();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"erasure", "unlinking"})
    void isAnsweredAsEnforcedWhenTheReceiptComesInTime(String end) throws Exception {
        Response answer = InTime.answer(this::personWithACase, () -> {
            CompletableFuture<Void> played = CompletableFuture.runAsync(() -> {
                await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(20))
                        .until(() -> pendingOf(dataSubjectId) == 1);
                registry.enforces(dataSubjectId, 4, ENFORCED);
            });
            Response given = ended(end).get();
            played.get(120, TimeUnit.SECONDS);
            return given;
        });

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().<String, Object>getMap(""))
                .isEqualTo(Map.of("enforcement", "enforced", "enforcedAt", ENFORCED.toString()));
        assertThat(answer.header("Location")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"erasure", "unlinking"})
    void isPendingWithoutAReceiptAndItsLinkTellsLater(String end) {
        Response answer = ended(end).get();

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().<String, Object>getMap("")).isEqualTo(Map.of("enforcement", "pending"));
        String link = answer.header("Location");
        assertThat(asked(end, link).<String>path("enforcement")).isEqualTo("pending");

        registry.enforces(dataSubjectId, 1, ENFORCED.minusSeconds(60));
        registry.enforces(dataSubjectId, 4, ENFORCED);

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(asked(end, link).<String>path("enforcement")).isEqualTo("enforced"));
        assertThat(asked(end, link).<String>path("enforcedAt")).isEqualTo(ENFORCED.toString());
        // What stays tells of nobody.
        assertThat(pendingOf(dataSubjectId)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"erasure", "unlinking"})
    void receiptThatOnlyAnotherReplicaHasReadIsFoundAfterTheWait(String end) throws Exception {
        Response answer = InTime.answer(this::personWithACase, () -> {
            CompletableFuture<Void> played = CompletableFuture.runAsync(() -> {
                await().atMost(Duration.ofSeconds(120)).until(() -> pendingOf(dataSubjectId) == 1);
                receipts.store(List.of(new RevisionEnforced(dataSubjectId, 4, ENFORCED)), Map.of());
            });
            Response given = ended(end).get();
            played.get(120, TimeUnit.SECONDS);
            return given;
        });

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.text(answer, "enforcedAt")).isEqualTo(ENFORCED.toString());
    }

    @Test
    @DisplayName("R37 the link of an unlinking is the agency's own, and does not move with what the person decides afterwards")
    void linkOfAnUnlinkingTellsNothingElse() {
        AgencyActor counselling = AgencyActor.counselling();
        counselling.linkCase(AgencyActor.newCaseReference(), person.linkCode()).then().statusCode(201);
        String link = jobcenter.unlinkCase(caseReference).then().statusCode(202).extract().header("Location");
        receipts.store(List.of(new RevisionEnforced(dataSubjectId, 5, ENFORCED)), Map.of());

        receipts.store(List.of(new RevisionEnforced(dataSubjectId, 6, ENFORCED.plusSeconds(60))), Map.of());

        assertThat(jobcenter.request().get(link).<String>path("enforcedAt")).isEqualTo(ENFORCED.toString());
        assertThat(counselling.request().get(link).statusCode()).isEqualTo(404);
        assertThat(person.request().get(link.replace("case-unlinkings", "erasures")).statusCode()).isEqualTo(404);
        assertThat(jobcenter.request().get("/v1/case-unlinkings/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(jobcenter.request().get("/v1/case-unlinkings/x").statusCode()).isEqualTo(422);
    }

    @Test
    void unlinkingIsEnforcedAlsoWhenThePersonIsErasedBefore() {
        String link = jobcenter.unlinkCase(caseReference).then().statusCode(202).extract().header("Location");
        person.request().delete("/v1/me").then().statusCode(202);
        assertThat(jobcenter.request().get(link).<String>path("enforcement")).isEqualTo("pending");

        receipts.store(List.of(new RevisionEnforced(dataSubjectId, 5, ENFORCED)), Map.of());

        assertThat(jobcenter.request().get(link).<String>path("enforcement")).isEqualTo("enforced");
        assertThat(pendingOf(dataSubjectId)).isZero();
    }

    @Test
    void linkIsFollowedForThirtyDays() {
        String link = person.request().delete("/v1/me").then().statusCode(202).extract().header("Location");
        endings.clearOut();
        assertThat(person.request().get(link).statusCode()).isEqualTo(200);
        Database.update("UPDATE ending SET ended_at = now() - interval '31 days' WHERE data_subject_id = ?",
                dataSubjectId);

        endings.clearOut();

        assertThat(person.request().get(link).statusCode()).isEqualTo(404);
    }

    private Supplier<Response> ended(String end) {
        return end.equals("erasure")
                ? () -> person.request().delete("/v1/me")
                : () -> jobcenter.unlinkCase(caseReference);
    }

    /** Who is erased asks with a login that belongs to nobody any more. */
    private Response asked(String end, String link) {
        return (end.equals("erasure") ? person.request() : jobcenter.request()).get(link);
    }

    private static long pendingOf(UUID dataSubjectId) {
        return Database.number("SELECT count(*) FROM ending WHERE data_subject_id = ?", dataSubjectId);
    }

    @Test
    void serviceCanChangeNothingOfAnEndingButWhatAReceiptAndAShiftNeed() {
        assertThat(Database.number("""
                SELECT count(*) FROM information_schema.columns WHERE table_name = 'ending'
                    AND has_column_privilege('consent_app', 'ending', column_name, 'UPDATE')
                    AND column_name NOT IN ('enforced_at', 'data_subject_id', 'consent_revision')""")).isZero();
    }
}
