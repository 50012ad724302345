package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.verifier.VerifyLog;

/** The log of all three services at work, judged by the stand-alone verifier. */
class ExportedLogTest {

    private static final String PURPOSE = "case-management";
    private static final int ROUNDS = 10;

    @TempDir
    Path directory;

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private String output = "";

    @Test
    @DisplayName("G4 Reads that race with withdrawals are lawful from the exported log alone; one changed byte is found")
    void exportedLogIsLawful() throws Exception {
        Agency office = Agency.registered(stack, "meldebehoerde-export", "meldebehoerde");
        Agency integration = Agency.registered(stack, "integration-export", "integrationsmanagement", PURPOSE);
        Person person = Person.enrolledBy(office, "M-" + id, "export-" + id);
        office.contribute("M-" + id, "phone", "+49 30 1");
        person.giveTo(integration, "I-" + id);
        Path before = download("GET", "/log/checkpoint");

        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger disclosed = new AtomicInteger();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reads = executor.submit(() -> {
                while (!stop.get()) {
                    if (integration.read("I-" + id, PURPOSE).status() == 200) {
                        disclosed.incrementAndGet();
                    }
                }
            });
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    String record = integration.ask("I-" + id, PURPOSE, "phone");
                    int earlier = disclosed.get(); // Nothing is granted now.
                    person.approve(record);
                    Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(1))
                            .until(() -> disclosed.get() > earlier);
                    person.withdraw(record);
                }
            } finally {
                stop.set(true);
            }
            reads.get();
        }
        awaitLogged(person);
        Path key = download("GET", "/log/vkey");
        Path export = download("POST", "/v1/log-exports?queryPurpose=routine-control");

        assertThat(verify(key, before, export)).as(output).isZero();
        assertThat(output).containsPattern("[1-9][0-9]* disclosures judged")
                .containsPattern("[1-9][0-9]* signatures of senders verify\\.");

        try (FileSystem zip = FileSystems.newFileSystem(export)) {
            Path tile = zip.getPath("tile/entries/000");
            Path bundle = Files.exists(tile) ? tile : onlyPartialBundle(zip);
            byte[] bytes = Files.readAllBytes(bundle);
            bytes[40] ^= 1;
            Files.write(bundle, bytes);
        }
        assertThat(verify(key, before, export)).isEqualTo(1);
        assertThat(output).contains("HASH_TILE at entry 0", "ROOT: ");
    }

    private static Path onlyPartialBundle(FileSystem zip) throws IOException {
        try (var bundles = Files.list(zip.getPath("tile/entries/000.p"))) {
            return bundles.findFirst().orElseThrow();
        }
    }

    /** Until what the last withdrawal left behind is in the log and under a checkpoint. */
    private void awaitLogged(Person person) {
        String withdrawals = "/v1/log-entries?queryPurpose=routine-control&type=de.handschlag.consent.withdrawn.v1"
                + "&dataSubjectId=" + person.dataSubjectId();
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
            var page = stack.audit().get(stack.identities().dpo(), withdrawals).expect(200).body();
            assertThat(page.path("entries")).hasSize(ROUNDS);
            assertThat(page.path("checkpoint").path("size").asLong())
                    .isGreaterThan(page.path("entries").get(0).path("index").asLong());
        });
    }

    private Path download(String method, String path) throws IOException, InterruptedException {
        Path file = directory.resolve(UUID.randomUUID().toString());
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<Path> response = http.send(
                    HttpRequest.newBuilder(URI.create(stack.audit().url() + path))
                            .header("Authorization", "Bearer " + stack.identities().dpo())
                            .timeout(Duration.ofSeconds(60)).method(method, BodyPublishers.noBody()).build(),
                    BodyHandlers.ofFile(file));
            assertThat(response.statusCode()).isEqualTo(200);
        }
        return file;
    }

    private int verify(Path key, Path before, Path export) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exitCode = VerifyLog.run(out, out, "--vkey", key.toString(), "--checkpoint", before.toString(),
                "--event-keys", stack.stack().eventKeys().trusted().toString(), export.toString());
        output = bytes.toString(StandardCharsets.UTF_8);
        return exitCode;
    }
}
