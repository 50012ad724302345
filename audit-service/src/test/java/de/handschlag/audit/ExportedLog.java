package de.handschlag.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.verifier.VerifyLog;
import de.handschlag.verifier.fault.FaultKind;

/** The whole log as it is exported, and what the stand-alone verifier says about it. */
public final class ExportedLog {

    private static final Pattern FAULT = Pattern.compile("([A-Z_]+)(?: at entry ([0-9]+))?: .*");

    private ExportedLog() {}

    /** A fault that the verifier named; an index of -1 is none. */
    public record Found(FaultKind kind, long index) {}

    public static byte[] fetch() {
        Response answer = AuditTestCase.asDpo().post("/v1/log-exports");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/zip");
        assertThat(answer.header("Content-Disposition")).matches("attachment; filename=\"handschlag-log-[0-9]+.zip\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.asByteArray();
    }

    public static Map<String, byte[]> files(byte[] archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry file = zip.getNextEntry(); file != null; file = zip.getNextEntry()) {
                assertThat(files.put(file.getName(), zip.readAllBytes())).as(file.getName()).isNull();
            }
        }
        return files;
    }

    public static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** Faults of the tree and of proofs of completeness, and those of entries from this position on. The log is shared with tests that write what is not lawful. */
    public static List<Found> verify(byte[] archive, long from, String... options) throws IOException {
        Path directory = Files.createTempDirectory("exported-log-");
        Path file = Files.write(directory.resolve(UUID.randomUUID() + ".zip"), archive);
        Path key = Files.writeString(directory.resolve("vkey"), RestAssured.get("/log/vkey").asString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--vkey", key.toString(), file.toString()));
        int exitCode = VerifyLog.run(out, out, arguments.toArray(String[]::new));
        Files.delete(file);
        Files.delete(key);
        Files.delete(directory);
        List<Found> all = bytes.toString(StandardCharsets.UTF_8).lines().map(FAULT::matcher).filter(Matcher::matches)
                .map(fault -> new Found(FaultKind.valueOf(fault.group(1)),
                        fault.group(2) == null ? -1 : Long.parseLong(fault.group(2))))
                .toList();
        assertThat(exitCode).as(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(all.isEmpty() ? 0 : 1);
        return all.stream()
                .filter(fault -> fault.kind().point() < 5 || fault.kind().point() > 7 || fault.index() >= from)
                .toList();
    }
}
