package de.handschlag.audit.asking.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.ExportedLog;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.LogErased;
import de.handschlag.event.Requester;
import de.handschlag.event.Senders;
import de.handschlag.fhircheck.FhirR4;
import de.handschlag.teststack.Json;
import de.handschlag.verifier.fault.FaultKind;

/** Exports of the real service in each form, and what the stand-alone verifier says about them. */
@QuarkusTest
@DisplayName("Filtered export")
class FilteredExportTest extends AuditTestCase {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ExportSettings settings;

    private String agency;
    private UUID person;
    private List<Long> indexes;

    /** The last class that asks it, by the order of their names. */
    @AfterAll
    static void forgetFhir() {
        FhirR4.forget();
    }

    @BeforeEach
    void readsOfOnePerson() {
        agency = "agency-" + UUID.randomUUID();
        person = UUID.randomUUID();
        UUID grant = UUID.randomUUID();
        List<UUID> sent = new ArrayList<>();
        sent.add(corridor.send(Corridor.caseLinked(person, 1, agency, "A-1")).id());
        sent.add(corridor.send(Corridor.given(person, 2, grant, agency, "housing", "email", "phone")).id());
        awaitIndexes(sent);
        sent.add(corridor.send(Corridor.disclosed(person, 2, agency, "\u0130\u015fg\u00f6ren, \"e\"", "A-1", "housing",
                grant, "phone")).id());
        awaitIndexes(sent);
        sent.add(corridor.send(Corridor.unknownCase(agency, "=HYPERLINK(\"x\")", "housing")).id());
        indexes = awaitIndexes(sent);
        awaitCheckpointOver(indexes.getLast());
    }

    private RequestSpecification ofAgency() {
        return asDpo().queryParam("agencyId", agency);
    }

    private static byte[] archive(RequestSpecification request, String format) {
        Response answer = request.queryParam("format", format).post("/v1/log-exports");
        assertThat(answer.statusCode()).as(() -> answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition"))
                .matches("attachment; filename=\"handschlag-entries-" + format + "-[0-9]+.zip\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.asByteArray();
    }

    private static String text(Map<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private static JsonNode manifest(Map<String, byte[]> files) throws IOException {
        return JSON.readTree(text(files, FilteredExport.MANIFEST).lines().toList().get(2));
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    @DisplayName("Passes in each format; with one character changed it does not")
    void passesAndOneCharacterMakesItFail(ExportFormat format) throws IOException {
        byte[] archive = archive(ofAgency(), format.key());
        Map<String, byte[]> files = ExportedLog.files(archive);

        assertThat(ExportedLog.verify(archive, 0)).isEmpty();
        assertThat(files.keySet()).containsExactlyInAnyOrder("checkpoint", "vkey", "proofs.ndjson", "erasures.ndjson",
                "manifest.note", format.fileName());

        files.put(format.fileName(),
                text(files, format.fileName()).replaceFirst("phone", "email").getBytes(StandardCharsets.UTF_8));
        assertThat(ExportedLog.verify(ExportedLog.zip(files), 0))
                .containsExactly(new ExportedLog.Found(FaultKind.DIGEST, -1));
    }

    @Test
    @DisplayName("NDJSON holds what the query answers, newest first")
    void ndjson() throws IOException {
        Map<String, byte[]> files = ExportedLog.files(archive(ofAgency(), "ndjson"));
        JsonNode answer = JSON.readTree(ofAgency().get("/v1/log-entries").asString());

        List<JsonNode> lines = new ArrayList<>();
        for (String line : text(files, "entries.ndjson").lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        List<JsonNode> expected = new ArrayList<>();
        answer.path("entries").forEach(expected::add);
        assertThat(lines).isEqualTo(expected);
        assertThat(lines).extracting(line -> line.path("index").asLong()).containsExactlyElementsOf(indexes.reversed());
    }

    @Test
    @DisplayName("By attribute: the entries that are about it, and the verifier finds nothing wrong")
    void byAttribute() throws IOException {
        byte[] archive = archive(ofAgency().queryParam("attribute", "phone"), "ndjson");
        Map<String, byte[]> files = ExportedLog.files(archive);

        assertThat(manifest(files).at("/filter/attribute").asText()).isEqualTo("phone");
        assertThat(text(files, "entries.ndjson").lines()).isNotEmpty().allMatch(line -> line.contains("\"phone\""));
        assertThat(ExportedLog.verify(archive, 0)).isEmpty();
    }

    @Test
    @DisplayName("CSV holds a row per entry, and no formula")
    void csv() throws IOException {
        String csv = text(ExportedLog.files(archive(ofAgency(), "csv")), "entries.csv");

        assertThat(csv).startsWith("\ufeffindex,id,type,").endsWith("\r\n");
        assertThat(csv.split("\r\n")).hasSize(5);
        assertThat(csv).contains("\"'=HYPERLINK(\"\"x\"\")\"").contains("\"\u0130\u015fg\u00f6ren, \"\"e\"\"\"");
    }

    @Test
    @DisplayName("CSV opens in a German spreadsheet: a byte order mark, semicolons; the verifier reads it, and one changed digit fails")
    void csvForGermanSpreadsheets() throws IOException {
        byte[] archive = archive(ofAgency().queryParam("separator", "semicolon"), "csv");
        Map<String, byte[]> files = ExportedLog.files(archive);

        assertThat(files.get("entries.csv")).startsWith(0xef, 0xbb, 0xbf);
        assertThat(text(files, "entries.csv")).startsWith("\ufeffindex;id;type;")
                .contains(";\"'=HYPERLINK(\"\"x\"\")\";").contains(";\"\u0130\u015fg\u00f6ren, \"\"e\"\"\";")
                .doesNotContain("index,");
        assertThat(ExportedLog.verify(archive, 0)).isEmpty();
        assertThat(text(files, "entries.csv")).contains("\r\n" + indexes.getFirst() + ";");

        files.put("entries.csv",
                text(files, "entries.csv").replace("\r\n" + indexes.getFirst() + ";", "\r\n" + indexes.getFirst() + ",")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(ExportedLog.verify(ExportedLog.zip(files), 0)).contains(new ExportedLog.Found(FaultKind.DIGEST, -1));
    }

    @Test
    @DisplayName("FHIR R4: every line is an AuditEvent that HAPI finds valid")
    void fhir() throws IOException {
        List<String> events = text(ExportedLog.files(archive(ofAgency(), "fhir")), "auditevents.ndjson").lines()
                .toList();

        assertThat(events).hasSize(4).allSatisfy(event -> assertThat(FhirR4.faults(event)).isEmpty());
        assertThat(JSON.readTree(events.getFirst()).at("/source/site").asText()).isEqualTo("handschlag.test/log");
    }

    @Test
    @DisplayName("R29 The manifest says who exported what, when and what for, and the log says so too")
    void manifestAndRecord() throws IOException {
        awaitDayThatLasts(ZoneOffset.UTC);
        long before = size();
        Map<String, byte[]> files = ExportedLog
                .files(archive(asDpo().queryParam("agencyId", agency).queryParam("decision", "disclosed"), "csv"));
        JsonNode manifest = manifest(files);

        assertThat(manifest.path("filter"))
                .isEqualTo(JSON.readTree("{\"agencyId\":\"" + agency + "\",\"decision\":\"disclosed\"}"));
        assertThat(manifest.path("queryPurpose").asText()).isEqualTo("incident");
        assertThat(manifest.at("/exportedBy/clientId").asText()).isNotEmpty();
        assertThat(manifest.at("/exportedBy/employeeId").asText()).isNotEmpty();
        assertThat(manifest.path("exportedAt").asText()).startsWith(Corridor.now().toString().substring(0, 10));
        assertThat(manifest.at("/counts/entries").asLong()).isEqualTo(1);
        assertThat(manifest.path("size").asLong()).isEqualTo(Long.parseLong(text(files, "checkpoint").split("\n")[1]));
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE log_index >= " + before
                        + " AND payload LIKE '%\"agencyId\":\"" + agency + "\"%\"export\":\"csv\"%\"resultCount\":1%'"))
                        .isEqualTo(1));
    }

    @Test
    @DisplayName("A person's request gets the person's entries, and the person sees that they were exported")
    void ofAPerson() throws IOException {
        Map<String, byte[]> files = ExportedLog
                .files(archive(as(tokens.dpo()).queryParam("queryPurpose", "data-subject-request")
                        .queryParam("agencyId", agency).queryParam("caseReference", "A-1"), "ndjson"));

        assertThat(text(files, "entries.ndjson").lines()).hasSize(3);
        assertThat(ExportedLog.verify(ExportedLog.zip(files), 0)).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(one("SELECT count(*) FROM log_payload WHERE data_subject_id = '"
                        + person
                        + "' AND type = 'de.handschlag.log.queried.v1' AND payload LIKE '%\"export\":\"ndjson\"%'"))
                        .isEqualTo(1));
    }

    @Test
    @DisplayName("What was erased in the time that the filter covers is listed with the entry that says so")
    void erasures() throws IOException {
        UUID old = UUID.randomUUID();
        long first = indexes.getFirst();
        long announced = awaitIndexes(
                corridor.send(new EventEnvelope<>(old, Senders.AUDIT, Corridor.now(), null,
                        (Event) new LogErased(new Requester(null, "audit-service", null),
                                LogErased.Reason.PERSON_ERASED, "Art. 17(1) DSGVO",
                                List.of(new LogErased.Range(first, first)), null, null)))
                        .id())
                .getFirst();
        awaitCheckpointOver(announced);
        whileErased(first, () -> {
            try {
                Map<String, byte[]> files = ExportedLog.files(archive(ofAgency(), "ndjson"));
                assertThat(text(files, "entries.ndjson").lines()).hasSize(3);
                assertThat(text(files, "erasures.ndjson")).contains("{\"index\":" + announced + ",")
                        .contains("\"first\":" + first).contains("PERSON_ERASED");
                assertThat(manifest(files).at("/counts/erasures").asLong())
                        .isEqualTo(text(files, "erasures.ndjson").lines().count());
                assertThat(ExportedLog.verify(ExportedLog.zip(files), 0)).isEmpty();
                Map<String, byte[]> longAgo = ExportedLog
                        .files(archive(ofAgency().queryParam("to", "2000-01-01T00:00:00Z"), "ndjson"));
                assertThat(text(longAgo, "erasures.ndjson")).as("of another time").isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    @DisplayName("422 naming the limit for more entries than an export holds, and nothing is made")
    void tooMany() {
        int most = settings.maxEntries();
        String much = "much-" + UUID.randomUUID();
        List<EventEnvelope<Event>> events = IntStream.rangeClosed(0, most)
                .mapToObj(i -> Corridor.envelope((Event) Corridor.unknownCase(much, "x" + i, "housing"))).toList();
        corridor.sendAll(events);
        awaitCheckpointOver(awaitIndexes(events.stream().map(EventEnvelope::id).toList()).stream().mapToLong(i -> i)
                .max().orElseThrow());

        Response answer = asDpo().queryParam("agencyId", much).queryParam("format", "csv").post("/v1/log-exports");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(Json.text(answer, "type")).isEqualTo("urn:handschlag:problem:too-many-entries");
        assertThat(Json.text(answer, "detail")).contains("more than " + most + " entries");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agencyId=a", "format=xml", "agencyId=a&format=", "format=csv&from=yesterday",
            "format=csv&caseReference=A-1", "format=csv&employee=e&queryPurpose=routine-control",
            "format=csv&agencyId=a&queryPurpose=data-subject-request", "separator=semicolon",
            "format=fhir&separator=comma", "format=csv&separator=tab", "format=csv&separator=",
            "format=csv&separator=SEMICOLON", "format=csv&queryPurpose=curiosity"})
    @DisplayName("422 for a filter without format, a format that is none, a filter or purpose that is not valid")
    void notValid(String query) {
        String purpose = query.contains("queryPurpose") ? "" : "&queryPurpose=incident";

        Response answer = as(tokens.dpo()).post("/v1/log-exports?" + query + purpose);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    @DisplayName("R29 Without a purpose there is no export")
    void purposeIsCompulsory() {
        assertThat(as(tokens.dpo()).post("/v1/log-exports?format=csv").statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-subject", "caseworker", "agency-system", "admin", "nobody"})
    void otherRolesAreForbidden(String who) {
        String token = switch (who) {
            case "data-subject" -> tokens.dataSubject("amira");
            case "caseworker" -> tokens.caseworker("jobcenter", "case-management");
            case "agency-system" -> tokens.agencySystem("jobcenter", "case-management");
            case "admin" -> tokens.admin();
            default -> tokens.withoutRole();
        };

        assertThat(as(token).post("/v1/log-exports?queryPurpose=incident&format=csv").statusCode()).isEqualTo(403);
        assertThat(RestAssured.post("/v1/log-exports?queryPurpose=incident&format=csv").statusCode()).isEqualTo(401);
    }
}
