package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.fault.FaultKind;

/** Exports of some entries: each that is as it should be passes, and each fault has its kind. */
@DisplayName("Filtered export")
class FilteredExportTest {

    private static final String DENIED = "de.handschlag.disclosure.denied.v1";
    private static final Instant TIME = Instant.parse("2026-03-02T08:00:00Z");
    private static final List<Long> DENIALS = List.of(290L, 256L, 255L, 3L, 0L);

    /** 300 entries, two of them denials of another purpose, and one that says what was erased. */
    static FilteredLog export(String format) {
        FilteredLog export = new FilteredLog(log(), format, DENIALS, List.of(299L));
        export.filter.put("type", DENIED);
        export.filter.put("agencyId", "jobcenter");
        export.sign();
        return export;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--completeness nowhere.json", "--tsa-certificate nowhere.pem", "--tree-only",
            "--former-vkey nowhere.vkey", "--clock-skew PT9S", "--freshness-bound PT9S", "--commit-delay PT9S",
            "--catalogue nowhere.csv"})
    @DisplayName("What only the whole log can answer is refused, not silently left out")
    void unanswerableOptionsAreRefused(String options, @TempDir Path directory) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.add(Verified.writeDirectory(export("csv").files, directory).toString());
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        int exit = VerifyLog.run(new PrintStream(output), new PrintStream(output), arguments.toArray(String[]::new));

        assertThat(exit).isEqualTo(2);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("filtered export", options.split(" ")[0]);
    }

    @ParameterizedTest
    @CsvSource({"phone,true", "email,true", "phon,false", "postal-address,false"})
    @DisplayName("By attribute: an entry that is about it is allowed, and no other")
    void byAttribute(String attribute, boolean allowed) {
        TestLog log = new TestLog();
        log.add("de.handschlag.obligation.answered.v1", "access", TIME,
                Map.of("attributes", List.of("email", "phone")));
        log.filler();
        FilteredLog about = new FilteredLog(log, "ndjson", List.of(0L), List.of());
        about.filter.put("attribute", attribute);
        about.sign();
        FilteredLog aboutNothing = new FilteredLog(log, "ndjson", List.of(1L), List.of());
        aboutNothing.filter.put("attribute", attribute);
        aboutNothing.sign();

        assertThat(about.verified().found())
                .isEqualTo(allowed ? List.of() : List.of(new Verified.Found(FaultKind.FILTER, 0L)));
        assertThat(aboutNothing.verified().found()).containsExactly(new Verified.Found(FaultKind.FILTER, 1L));
    }

    private static TestLog log() {
        TestLog log = new TestLog();
        for (long i = 0; i < 299; i++) {
            if (DENIALS.contains(i) || i == 10) {
                log.add(DENIED, "access", TIME.plusSeconds(i),
                        Map.of("requester",
                                Map.of("agencyId", "jobcenter", "clientId", "agency-jobcenter", "employeeId",
                                        "e-" + i % 2),
                                "caseReference", "A-" + i, "purpose", i == 10 ? "school" : "housing", "reason",
                                "UNKNOWN_CASE"));
            } else {
                log.filler();
            }
        }
        log.add("de.handschlag.log.erased.v1", "erasure", TIME, Map.of("reason", "RETENTION", "legalBasis", "Art. 5",
                "class", "access", "month", "2024-01", "ranges", List.of()));
        return log;
    }

    private static String tampered(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replace(from, to);
    }

    private static String line(String text, int number) {
        return text.lines().toList().get(number) + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv", "csv;", "csv without mark", "fhir"})
    @DisplayName("Good in each format, as an archive and as a directory")
    void good(String format, @TempDir Path directory) throws IOException {
        FilteredLog export = export(format);
        Path key = Files.writeString(directory.resolve("key"), export.log.key.verifierKey());
        Path unpacked = Verified.writeDirectory(export.files, Files.createDirectory(directory.resolve("unpacked")));

        Verified archive = export.verified("--vkey", key.toString());
        Verified inDirectory = Verified.command(unpacked, "--vkey", key.toString());

        assertThat(archive.found()).isEmpty();
        assertThat(archive.exitCode()).isZero();
        assertThat(archive.output()).contains("A filtered export: 5 entries and 1 erasures.")
                .contains("login dpo-login, for complaint, of agencyId=jobcenter, type=" + DENIED).contains("Good");
        assertThat(inDirectory.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 255, 256, 257, 300})
    @DisplayName("Every entry's proof is good at every size")
    void everyProof(int size) {
        TestLog log = TestLog.ofSize(size);
        List<Long> all = new ArrayList<>();
        for (long i = size - 1L; i >= 0; i--) {
            all.add(i);
        }

        assertThat(new FilteredLog(log, "ndjson", all, List.of()).verified().found()).isEmpty();
    }

    @Test
    @DisplayName("Nothing that fits is a good export too")
    void empty() {
        assertThat(new FilteredLog(log(), "csv", List.of(), List.of()).verified().found()).isEmpty();
    }

    @Test
    @DisplayName("NOTE, SIGNATURE, KEY, ORIGIN: the manifest's signature")
    void signature() {
        FilteredLog changed = export("ndjson");
        changed.put(FilteredLog.MANIFEST, tampered(changed.text(FilteredLog.MANIFEST), "\"queryPurpose\":\"complaint\"",
                "\"queryPurpose\":\"incident\""));
        FilteredLog otherKey = export("ndjson");
        otherKey.sign(TestKey.generate(TestLog.ORIGIN));
        FilteredLog noNote = export("ndjson");
        noNote.put(FilteredLog.MANIFEST, noNote.manifest(TestLog.ORIGIN));
        FilteredLog otherLog = export("ndjson");
        otherLog.put(FilteredLog.MANIFEST, otherLog.log.key.note(otherLog.manifest("other.example/log")));
        FilteredLog checkpoint = export("ndjson");
        checkpoint.put(FilteredLog.MANIFEST, checkpoint.log.checkpoint());

        assertThat(changed.verified().kinds()).containsExactly(FaultKind.SIGNATURE);
        assertThat(otherKey.verified().kinds()).containsExactly(FaultKind.KEY);
        assertThat(noNote.verified().kinds()).containsExactly(FaultKind.NOTE);
        assertThat(otherLog.verified().kinds()).containsExactly(FaultKind.ORIGIN, FaultKind.MANIFEST);
        assertThat(checkpoint.verified().kinds()).as("the same key, but no manifest")
                .containsExactly(FaultKind.MANIFEST);
    }

    @Test
    @DisplayName("The manifest is no checkpoint, although the same key signs it")
    void manifestIsNoCheckpoint() {
        FilteredLog export = export("ndjson");
        export.files.put("checkpoint", export.files.get(FilteredLog.MANIFEST));

        assertThat(export.verified().kinds()).containsExactly(FaultKind.NOTE);
    }

    @Test
    @DisplayName("MANIFEST: another size than the checkpoint, other files, an unknown filter")
    void manifest() {
        FilteredLog shorter = export("csv");
        shorter.log.filler();
        shorter.put("checkpoint", shorter.log.checkpoint());
        FilteredLog otherFiles = export("csv");
        otherFiles.put("entries.ndjson", "");
        otherFiles.sign();
        FilteredLog unknownFilter = export("csv");
        unknownFilter.filter.put("mood", "good");
        unknownFilter.sign();

        assertThat(shorter.verified().kinds()).contains(FaultKind.MANIFEST, FaultKind.DIGEST, FaultKind.INCLUSION);
        assertThat(otherFiles.verified().kinds()).containsExactly(FaultKind.MANIFEST, FaultKind.UNEXPECTED_FILE);
        assertThat(unknownFilter.verified().kinds()).containsExactly(FaultKind.MANIFEST);
    }

    @Test
    @DisplayName("DIGEST, UNREADABLE, UNEXPECTED_FILE: the files")
    void files() {
        FilteredLog changed = export("ndjson");
        changed.put("entries.ndjson", tampered(changed.text("entries.ndjson"), "\"type\":\"x\"", "\"type\":\"y\""));
        FilteredLog missing = export("ndjson");
        missing.files.remove("erasures.ndjson");
        FilteredLog more = export("ndjson");
        more.put("entries.csv", "index\r\n");
        FilteredLog mixed = export("ndjson");
        mixed.put("payloads.ndjson", "");

        assertThat(changed.verified().kinds()).containsExactly(FaultKind.DIGEST);
        assertThat(missing.verified().kinds()).contains(FaultKind.UNREADABLE);
        assertThat(more.verified().kinds()).containsExactly(FaultKind.UNEXPECTED_FILE);
        assertThat(mixed.verified().kinds()).containsExactly(FaultKind.UNEXPECTED_FILE);
    }

    @Test
    @DisplayName("COUNT: an entry or an erasure less or more than the manifest states")
    void counts() {
        FilteredLog less = export("ndjson");
        less.entries = 6;
        less.sign();
        FilteredLog more = export("ndjson");
        more.entries = 4;
        more.sign();
        FilteredLog erasure = export("ndjson");
        erasure.put("erasures.ndjson", "");
        erasure.sign();

        assertThat(less.verified().kinds()).containsExactly(FaultKind.COUNT);
        assertThat(more.verified().kinds()).containsExactly(FaultKind.COUNT);
        assertThat(erasure.verified().kinds()).containsExactly(FaultKind.COUNT);
    }

    @Test
    @DisplayName("INCLUSION: a hash of a proof, one too few, another index, an entry that the log does not hold")
    void inclusion() {
        FilteredLog hash = export("ndjson");
        String proofs = hash.text(FilteredLog.PROOFS);
        String first = proofs.replaceAll("(?s)^.*?\"proof\":\\[\"([^\"]+)\".*$", "$1");
        hash.put(FilteredLog.PROOFS, proofs.replaceFirst("(\"proof\":\\[)\"[^\"]+\"", "$1\"" + "A".repeat(43) + "=\""));
        hash.sign();
        FilteredLog shorter = export("ndjson");
        shorter.put(FilteredLog.PROOFS, tampered(proofs, "\"" + first + "\",", ""));
        shorter.sign();
        FilteredLog index = new FilteredLog(log(), "ndjson", List.of(3L), List.of());
        index.put(FilteredLog.PROOFS, tampered(index.text(FilteredLog.PROOFS), "{\"index\":3,", "{\"index\":4,"));
        index.put("entries.ndjson", tampered(index.text("entries.ndjson"), "\"index\":3", "\"index\":4"));
        index.sign();

        assertThat(hash.verified().found()).containsExactly(new Verified.Found(FaultKind.INCLUSION, 290L));
        assertThat(shorter.verified().found()).contains(new Verified.Found(FaultKind.INCLUSION, 290L));
        assertThat(index.verified().found()).containsExactly(new Verified.Found(FaultKind.INCLUSION, 4L));
    }

    @Test
    @DisplayName("COMMITMENT: a changed payload, a changed salt; ENTRY_FORM and INCLUSION: a changed entry")
    void commitment() {
        FilteredLog payload = export("ndjson");
        payload.put(FilteredLog.PROOFS, tampered(payload.text(FilteredLog.PROOFS), "\"caseReference\":\"A-256\"",
                "\"caseReference\":\"A-257\""));
        payload.sign();
        FilteredLog salt = export("ndjson");
        salt.put(FilteredLog.PROOFS, salt.text(FilteredLog.PROOFS).replaceFirst("\"salt\":\"[^\"]+\"",
                "\"salt\":\"" + "A".repeat(43) + "=\""));
        salt.sign();
        FilteredLog entry = export("ndjson");
        entry.put(FilteredLog.PROOFS,
                entry.text(FilteredLog.PROOFS).replaceFirst("\\\\\"class\\\\\":", "\\\\\"klass\\\\\":"));
        entry.sign();

        assertThat(payload.verified().found()).containsExactly(new Verified.Found(FaultKind.COMMITMENT, 256L));
        assertThat(salt.verified().found()).containsExactly(new Verified.Found(FaultKind.COMMITMENT, 290L));
        assertThat(entry.verified().found()).containsExactly(new Verified.Found(FaultKind.INCLUSION, 290L),
                new Verified.Found(FaultKind.ENTRY_FORM, 290L));
    }

    @Test
    @DisplayName("PAYLOAD_FORM: out of order, there twice, no line of its form, an erasure that is none")
    void form() {
        FilteredLog order = new FilteredLog(log(), "ndjson", List.of(255L, 256L), List.of());
        FilteredLog twice = new FilteredLog(log(), "ndjson", List.of(255L, 255L), List.of());
        FilteredLog line = export("ndjson");
        line.put(FilteredLog.PROOFS, line(line.text(FilteredLog.PROOFS), 0) + "{}\n"
                + line.text(FilteredLog.PROOFS).lines().skip(2).collect(Collectors.joining("\n", "", "\n")));
        line.sign();
        FilteredLog erasure = new FilteredLog(log(), "ndjson", List.of(255L), List.of(256L));

        assertThat(order.verified().found()).containsExactly(new Verified.Found(FaultKind.PAYLOAD_FORM, 256L));
        assertThat(twice.verified().found()).containsExactly(new Verified.Found(FaultKind.PAYLOAD_FORM, 255L));
        assertThat(line.verified().kinds()).contains(FaultKind.PAYLOAD_FORM, FaultKind.RENDERING);
        assertThat(erasure.verified().found()).containsExactly(new Verified.Found(FaultKind.PAYLOAD_FORM, 256L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"purpose=housing", "decision=disclosed", "type=de.handschlag.log.queried.v1",
            "agencyId=sozialamt", "employee=e-1", "from=2026-03-02T08:00:11Z", "to=2026-03-02T08:00:10Z",
            "dataSubjectId=0193a4c8-4444-7000-8000-000000000004"})
    @DisplayName("FILTER: an entry that the stated filter excludes")
    void filter(String stated) {
        FilteredLog export = new FilteredLog(log(), "ndjson", List.of(10L), List.of());
        export.filter.put(stated.split("=")[0], stated.split("=")[1]);
        export.sign();

        assertThat(export.verified().found()).containsExactly(new Verified.Found(FaultKind.FILTER, 10L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"purpose=school", "decision=denied", "agencyId=jobcenter", "employee=e-0",
            "from=2026-03-02T08:00:10Z", "to=2026-03-02T08:00:11Z"})
    @DisplayName("and none that it allows")
    void filterThatAllows(String stated) {
        FilteredLog export = new FilteredLog(log(), "ndjson", List.of(10L), List.of());
        export.filter.put(stated.split("=")[0], stated.split("=")[1]);
        export.sign();

        assertThat(export.verified().found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"e-77, true", "e-78, false"})
    @DisplayName("A withdrawal that an office recorded is found by who recorded it, and by nobody else")
    void recordedWithdrawal(String employee, boolean allowed) {
        TestLog log = log();
        long withdrawn = log.add("de.handschlag.consent.withdrawn.v1", "consent", TIME,
                Map.of("dataSubjectId", new UUID(1, 1), "consentRevision", 1, "consentRecord", Map.of("consentRecordId",
                        new UUID(2, 1), "withdrawalEvidence", Map.of("channel", "PAPER", "employeeId", "e-77"))));
        FilteredLog export = new FilteredLog(log, "ndjson", List.of(withdrawn), List.of());
        export.filter.put("employee", employee);
        export.sign();

        assertThat(export.verified().found())
                .isEqualTo(allowed ? List.of() : List.of(new Verified.Found(FaultKind.FILTER, withdrawn)));
    }

    @ParameterizedTest
    @CsvSource({"e-77, true", "e-78, true", "e-79, false"})
    @DisplayName("A consent that an office recorded is found by either of the two employees, and by nobody else")
    void recordedApproval(String employee, boolean allowed) {
        TestLog log = log();
        long given = log.add("de.handschlag.consent.given.v1", "consent", TIME,
                Map.of("dataSubjectId", new UUID(1, 1), "consentRevision", 1, "consentRecord",
                        Map.of("consentRecordId", new UUID(2, 1), "evidence", Map.of("assistingEmployee", "e-77"),
                                "approvalEvidence", Map.of("confirmedBy", "e-78"))));
        FilteredLog export = new FilteredLog(log, "ndjson", List.of(given), List.of());
        export.filter.put("employee", employee);
        export.sign();

        assertThat(export.verified().found())
                .isEqualTo(allowed ? List.of() : List.of(new Verified.Found(FaultKind.FILTER, given)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv", "fhir"})
    @DisplayName("RENDERING: the readable file lacks an entry, has one more, or another order")
    void rendering(String format) {
        FilteredLog lacks = export(format);
        List<String> records = new ArrayList<>(
                Arrays.asList(lacks.text(lacks.rendering()).split(format.equals("csv") ? "(?<=x\r\n)" : "(?<=\n)")));
        int first = 0;
        String last = records.removeLast();
        lacks.put(lacks.rendering(), String.join("", records));
        lacks.sign();
        FilteredLog more = export(format);
        more.put(more.rendering(), String.join("", records) + last + last);
        more.sign();
        FilteredLog order = export(format);
        Collections.swap(records, first + 1, first + 2);
        order.put(order.rendering(), String.join("", records) + last);
        order.sign();

        assertThat(lacks.verified().found()).containsExactly(new Verified.Found(FaultKind.RENDERING, 0L));
        assertThat(more.verified().found()).containsExactly(new Verified.Found(FaultKind.RENDERING, null));
        assertThat(order.verified().kinds()).containsExactly(FaultKind.RENDERING);
    }

    @Test
    @DisplayName("FORK: another root was signed for the same size")
    void fork(@TempDir Path directory) throws IOException {
        FilteredLog export = export("ndjson");
        TestLog other = new TestLog(export.log.key);
        for (int i = 0; i < 300; i++) {
            other.filler();
        }
        Path same = Files.writeString(directory.resolve("same"), export.log.checkpoint());
        Path forked = Files.writeString(directory.resolve("forked"), other.checkpoint());

        assertThat(export.verified("--checkpoint", same.toString()).output()).contains("1 of 1 earlier checkpoints");
        assertThat(export.verified("--checkpoint", forked.toString()).kinds()).containsExactly(FaultKind.FORK);
    }

    @Test
    @DisplayName("A manifest of the same key within the export of a whole log does not pass as one")
    void notBesideAWholeLog() {
        FilteredLog export = export("ndjson");
        Map<String, byte[]> files = export.log.files();
        files.put(FilteredLog.MANIFEST, export.files.get(FilteredLog.MANIFEST));

        assertThat(Verified.archive(files).kinds()).contains(FaultKind.UNEXPECTED_FILE, FaultKind.UNREADABLE);
    }

    @Test
    @DisplayName("A forged manifest cannot name files outside of the export")
    void pathsStayInside(@TempDir Path directory) throws IOException {
        FilteredLog export = export("ndjson");
        String manifest = export.manifest(TestLog.ORIGIN).replace("\"files\":{",
                "\"files\":{\"../secret\":{\"bytes\":6,\"sha256\":\"" + "0".repeat(64) + "\"},");
        export.put(FilteredLog.MANIFEST, export.log.key.note(manifest));
        Files.write(directory.resolve("secret"), "secret".getBytes(StandardCharsets.UTF_8));
        Path unpacked = Verified.writeDirectory(export.files,
                Files.createDirectory(directory.resolve(UUID.randomUUID().toString())));

        assertThat(Verified.command(unpacked).kinds()).containsExactly(FaultKind.MANIFEST);
    }
}
