package de.handschlag.audit.asking.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.ExportedLog;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.Requester;
import de.handschlag.teststack.Json;
import de.handschlag.verifier.fault.FaultKind;

/** The log is shared with other tests, which also write what is not lawful; so each test judges its own entries. */
@QuarkusTest
@DisplayName("G4 Export for the stand-alone verifier")
class LogExportTest extends AuditTestCase {

    @Inject
    LogExportService service;

    /** A person's grant and two reads of it, after more than a tile of other entries. */
    private long lawfulReads() {
        List<EventEnvelope<Event>> before = IntStream.range(0, 270)
                .mapToObj(i -> Corridor.envelope((Event) Corridor.caseLinked(UUID.randomUUID(), 1, "agency", "x" + i)))
                .toList();
        corridor.sendAll(before);
        awaitIndexes(before.stream().map(EventEnvelope::id).toList());
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        long first = awaitIndexes(corridor.send(Corridor.caseLinked(person, 1, "agency", "A-1")).id()).getFirst();
        awaitIndexes(corridor.send(Corridor.given(person, 2, grant, "agency", "appointments", "email", "phone")).id());
        List<Long> reads = awaitIndexes(
                corridor.send(Corridor.disclosed(person, 2, "agency", "e", "A-1", "appointments", grant, "phone")).id(),
                corridor.send(Corridor.disclosed(person, 2, "agency", "\u0130\u015fg\u00f6ren \"e\"", "A-1",
                        "appointments", grant, "email")).id());
        awaitCheckpointOver(reads.getLast());
        return first;
    }

    @Test
    @DisplayName("The real service's export passes; with one byte changed it does not")
    void exportPassesAndOneByteMakesItFail() throws IOException {
        long first = lawfulReads();
        byte[] archive = ExportedLog.fetch();
        Map<String, byte[]> files = ExportedLog.files(archive);

        assertThat(ExportedLog.verify(archive, first)).isEmpty();

        byte[] bundle = files.get("tile/entries/000");
        bundle[bundle.length - 1] ^= 1;
        assertThat(ExportedLog.verify(ExportedLog.zip(files), first))
                .contains(new ExportedLog.Found(FaultKind.HASH_TILE, 255), new ExportedLog.Found(FaultKind.ROOT, -1));
        bundle[bundle.length - 1] ^= 1;

        String payloads = new String(files.get("payloads.ndjson"), StandardCharsets.UTF_8);
        files.put("payloads.ndjson",
                payloads.replaceFirst("\"attributes\":\\[\"phone\"\\]", "\"attributes\":[\"email\"]")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(ExportedLog.verify(ExportedLog.zip(files), 0)).extracting(ExportedLog.Found::kind)
                .contains(FaultKind.COMMITMENT, FaultKind.MANIFEST);
    }

    @Test
    @DisplayName("A disclosure after its withdrawal is in the log, and the verifier names it")
    void unlawfulReadIsNamed() throws IOException {
        UUID person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        long first = awaitIndexes(corridor.send(Corridor.caseLinked(person, 1, "agency", "A-1")).id()).getFirst();
        awaitIndexes(corridor.send(Corridor.given(person, 2, grant, "agency", "appointments", "phone")).id());
        awaitIndexes(corridor.send(Corridor.withdrawn(person, 3, grant, "agency", "appointments", "phone")).id());
        long read = awaitIndexes(
                corridor.send(Corridor.disclosed(person, 3, "agency", "e", "A-1", "appointments", grant, "phone")).id())
                .getFirst();
        awaitCheckpointOver(read);

        assertThat(ExportedLog.verify(ExportedLog.fetch(), first))
                .containsExactly(new ExportedLog.Found(FaultKind.GRANT_ENDED, read));
    }

    @Test
    @DisplayName("Everything is cut at one checkpoint, while the log goes on")
    void oneCheckpoint() throws IOException {
        lawfulReads();
        Map<String, byte[]> files = ExportedLog.files(ExportedLog.fetch());
        JsonNode manifest = new ObjectMapper().readTree(files.get("manifest.json"));
        long size = Long.parseLong(new String(files.get("checkpoint"), StandardCharsets.UTF_8).split("\n")[1]);

        assertThat(manifest.path("format").asText()).isEqualTo("handschlag-log-export/1");
        assertThat(manifest.path("size").asLong()).isEqualTo(size);
        assertThat(manifest.path("filter").isEmpty()).isTrue();
        assertThat(manifest.path("counts").path("payloads").asLong() + manifest.path("counts").path("erased").asLong())
                .isEqualTo(size);
        assertThat(new String(files.get("payloads.ndjson"), StandardCharsets.UTF_8).lines()).hasSize((int) size);
        assertThat(files.keySet()).contains("tile/entries/000", "tile/0/000", "tile/1/000.p/" + size / 256);
        assertThat(new String(files.get("vkey"), StandardCharsets.UTF_8))
                .isEqualTo(RestAssured.get("/log/vkey").asString()).startsWith("handschlag.test/log+");
    }

    @Test
    @DisplayName("R29 An export is in the log before it leaves, with its purpose")
    void exportIsRecorded() {
        lawfulReads();
        Instant began = Corridor.now();
        ExportedLog.fetch();

        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE occurred_at >= '" + began
                        + "' AND payload LIKE '%\"export\":\"whole log\"%\"queryPurpose\":\"incident\"%'"))
                        .isEqualTo(1));
    }

    @Test
    void oneExportAtATime() throws Exception {
        lawfulReads();
        LogExport slow = service.begin(QueryPurpose.INCIDENT, new Requester(null, "test", null));
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = executor.submit(() -> {
                slow.writeTo(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        writing.countDown();
                        try {
                            goOn.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                });
                return true;
            });
            writing.await();
            Response refused = asDpo().post("/v1/log-exports");
            goOn.countDown();

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            assertThat(done.get()).isTrue();
        }
        ExportedLog.fetch();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?format=csv&agencyId=nowhere&", "?format=ndjson&agencyId=nowhere&"})
    @DisplayName("R29 of exports that begin together one is made, and only that one is recorded")
    void exportsThatBeginTogether(String filter) throws Exception {
        lawfulReads();
        Instant began = Corridor.now();
        String export = "/v1/log-exports" + (filter.isEmpty() ? "?" : filter) + "queryPurpose=incident";
        String dpo = tokens.dpo();
        List<Integer> answers = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(executor.submit(() -> as(dpo).post(export).statusCode()));
            }
            for (Future<Integer> one : asked) {
                answers.add(one.get());
            }
        }

        long made = answers.stream().filter(status -> status == 200).count();
        assertThat(answers).containsOnly(200, 429);
        Awaitility.await().atMost(Duration.ofSeconds(120)).during(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE occurred_at >= '" + began
                        + "' AND payload LIKE '%\"export\":%\"queryPurpose\":\"incident\"%'")).isEqualTo(made));
    }

    @Test
    @DisplayName("An export whose answer ends before it is written lets the next one begin")
    void answerThatNobodyWrites() throws Exception {
        lawfulReads();
        LogExport abandoned = service.begin(QueryPurpose.INCIDENT, new Requester(null, "test", null));
        assertThat(asDpo().post("/v1/log-exports").statusCode()).isEqualTo(429);

        abandoned.answered();

        ExportedLog.fetch();
        assertThatThrownBy(() -> abandoned.writeTo(OutputStream.nullOutputStream())).isInstanceOf(IOException.class);
        ExportedLog.fetch();
    }

    @ParameterizedTest
    @CsvSource({"data-subject,403", "caseworker,403", "agency-system,403", "admin,403", "nobody,403"})
    void otherRolesAreForbidden(String who, int status) {
        String token = switch (who) {
            case "data-subject" -> tokens.dataSubject("amira");
            case "caseworker" -> tokens.caseworker("jobcenter", "case-management");
            case "agency-system" -> tokens.agencySystem("jobcenter", "case-management");
            case "admin" -> tokens.admin();
            default -> tokens.withoutRole();
        };

        assertThat(as(token).post("/v1/log-exports?queryPurpose=incident").statusCode()).isEqualTo(status);
    }

    @Test
    void withoutTokenIsUnauthenticated() {
        assertThat(RestAssured.post("/v1/log-exports?queryPurpose=incident").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?queryPurpose=curiosity", "?queryPurpose=data-subject-request"})
    @DisplayName("R29 Without a purpose that needs the whole log there is no export")
    void purposeIsCompulsory(String query) {
        Response answer = as(tokens.dpo()).post("/v1/log-exports" + query);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(Json.text(answer, "detail")).startsWith("queryPurpose: ");
    }
}
