package de.handschlag.registry.revision;

import static de.handschlag.registry.PlayedConsentService.erased;
import static de.handschlag.registry.PlayedConsentService.given;
import static de.handschlag.registry.PlayedConsentService.linked;
import static de.handschlag.registry.PlayedConsentService.unlinked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;

import de.handschlag.event.RevisionEnforced;
import de.handschlag.registry.RegistryTestCase;
import de.handschlag.sealing.RevisionTokens;
import de.handschlag.sealing.RevisionTokens.PersonRevision;
import de.handschlag.sealing.SealingKeys;
import de.handschlag.teststack.Json;

@QuarkusTest
@DisplayName("R10 R37 The header Consent-Revision")
class RevisionHeaderTest extends RegistryTestCase {

    private static final String PURPOSE = "case-management";
    private static final String AGENCY = "jobcenter-revision";
    private static final String OTHER_AGENCY = "sozialamt-revision";

    @ConfigProperty(name = "handschlag.revision.key-file")
    Path keyFile;

    private final UUID person = UUID.randomUUID();
    private final UUID link = UUID.randomUUID();
    private final String reference = "C-" + person;
    private final String view = "/v1/cases/" + reference + "/view?purpose=" + PURPOSE;

    @BeforeEach
    void personAtRevisionThree() {
        consentService.send(linked(person, 1, link, AGENCY, reference));
        consentService.send(linked(person, 2, UUID.randomUUID(), OTHER_AGENCY, reference));
        consentService.send(given(person, 3, UUID.randomUUID(), AGENCY, PURPOSE, "phone"));
        enforced(person, 3);
    }

    private static void enforced(UUID person, long revision) {
        receipts.await(RevisionEnforced.class,
                r -> r.dataSubjectId().equals(person) && r.consentRevision() >= revision);
    }

    private Response read(String header) {
        return as(tokens.agencySystem(AGENCY, PURPOSE)).header("Consent-Revision", header).get(view);
    }

    private String expired() {
        return new RevisionTokens(SealingKeys.read(keyFile, "revision key")).seal(AGENCY, reference,
                new PersonRevision(person, 1), Instant.now().minusSeconds(1));
    }

    @Test
    @DisplayName("that was not issued, is another agency's or for another case, or has expired, is refused in the same words, and nothing is read")
    void whatIsNoTokenOfThisCaseIsRefusedAlike() {
        String own = revision(person, 1, AGENCY, reference);
        String changed = own.substring(0, 40) + (own.charAt(40) == 'A' ? 'B' : 'A') + own.substring(41);
        List<String> refused = new ArrayList<>(List.of("1", "3", "4", "19", "0", "-1", "x", "A".repeat(80), changed,
                revision(person, 1, OTHER_AGENCY, reference), revision(person, 1, AGENCY, reference + "-2"), expired(),
                own + own, "9".repeat(1000)));

        assertThat(read(own).statusCode()).isEqualTo(200);
        assertThat(refused).allSatisfy(header -> {
            Response answer = read(header);
            assertThat(answer.statusCode()).as(header).isEqualTo(422);
            assertThat(answer.asString()).isEqualTo(read("made-up").asString());
        });
        assertThat(read("made-up").<String>path("detail")).startsWith("Consent-Revision: ");
        assertThat(as(tokens.agencySystem(AGENCY, PURPOSE)).header("Consent-Revision", "1")
                .get("/v1/cases/nobody/view?purpose=" + PURPOSE).<String>path("detail"))
                .as("a case that does not exist").isEqualTo(read("made-up").path("detail"));
        assertThat(accessEvents.raw().stream().filter(event -> event.contains(reference))).hasSize(1);
    }

    @Test
    @DisplayName("is looked at by contributions as well, before anything is kept")
    void contributionsRefuseItToo() {
        String attributes = "/v1/cases/" + reference + "/attributes";
        String values = "{\"values\":[{\"attribute\":\"phone\",\"value\":\"1\",\"asOf\":\"2026-01-01\"}]}";

        for (String header : List.of("1", revision(person, 1, OTHER_AGENCY, reference), expired())) {
            assertThat(as(tokens.agencySystem(AGENCY)).header("Consent-Revision", header).body(values).put(attributes)
                    .<String>path("detail")).as(header).startsWith("Consent-Revision: ");
            assertThat(as(tokens.agencySystem(AGENCY)).header("Consent-Revision", header)
                    .body("{\"value\":\"1\",\"asOf\":\"2026-01-01\"}").put(attributes + "/phone").statusCode())
                    .isEqualTo(422);
        }
        assertThat(as(tokens.agencySystem(AGENCY)).get(attributes).jsonPath().getList("values")).isEmpty();
    }

    @Test
    void readWaitsForTheRevisionOfTheToken() {
        assertThat(read(revision(person, 3, AGENCY, reference)).statusCode()).isEqualTo(200);

        String token = revision(person, 4, AGENCY, reference);
        AtomicLong asked = new AtomicLong();
        // A busy machine may be late with the proof of freshness; it is no answer about the revision.
        Response early = await().atMost(Duration.ofSeconds(120)).until(() -> {
            asked.set(System.nanoTime());
            return once(tokens.agencySystem(AGENCY, PURPOSE)).header("Consent-Revision", token).get(view);
        }, given -> !given.asString().contains(":not-fresh"));

        assertThat(Duration.ofNanos(System.nanoTime() - asked.get())).as("it has waited for it").isGreaterThanOrEqualTo(
                ConfigProvider.getConfig().getValue("handschlag.revision.wait", Duration.class));
        assertThat(early.statusCode()).isEqualTo(503);
        assertThat(Json.text(early, "type")).isEqualTo("urn:handschlag:problem:revision-not-reached");
    }

    @Test
    @DisplayName("of a case that was unlinked, or whose person was erased, ends in the neutral no, and not in waiting for ever")
    void endedCaseIsAnsweredNeutrally() {
        String beforehand = revision(person, 1, AGENCY, reference);
        consentService.send(unlinked(person, 4, link, AGENCY, reference));

        Response unlinked = read(revision(person, 4, AGENCY, reference));
        consentService.send(erased(person, 5));
        Response erased = read(beforehand);

        Response unknown = as(tokens.agencySystem(AGENCY, PURPOSE))
                .get("/v1/cases/unknown-" + person + "/view?purpose=" + PURPOSE);
        assertThat(unknown.statusCode()).isEqualTo(403);
        for (Response answer : List.of(unlinked, erased)) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(withoutInstance(answer)).isEqualTo(withoutInstance(unknown));
        }
    }

    private static String withoutInstance(Response answer) {
        return answer.asString().replaceAll("\"instance\":\"[^\"]*\"", "");
    }

    @Test
    @DisplayName("of the person whom the case stood for before is no yardstick for the revision of the person whom it stands for now")
    void tokensOfAFormerPersonMeasureNothing() {
        consentService.send(unlinked(person, 4, link, AGENCY, reference));
        UUID next = UUID.randomUUID();
        consentService.send(linked(next, 1, UUID.randomUUID(), "others-agency", "X-" + next));
        consentService.send(linked(next, 2, UUID.randomUUID(), AGENCY, reference));
        enforced(next, 2);

        // With two persons of its own making, an agency has a token for each number and looks for where the answer changes.
        for (long revision = 1; revision <= 19; revision++) {
            String token = revision(person, revision, AGENCY, reference);
            assertThat(read(token).statusCode()).as("revision %d", revision).isEqualTo(403);
        }
        assertThat(read(revision(next, 2, AGENCY, reference)).statusCode()).isEqualTo(403);
    }
}
