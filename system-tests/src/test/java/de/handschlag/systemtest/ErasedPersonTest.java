package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.deploy.stack.ServicePorts;
import de.handschlag.deploy.stack.ServiceProcess;
import de.handschlag.verifier.VerifyLog;

/** A person erases themself; all three services and the log forget, and the log still proves itself. */
class ErasedPersonTest {

    private static final String PURPOSE = "case-management";
    private static final String ERASED = "de.handschlag.person.erased.v1";
    private static final String QUERIED = "de.handschlag.log.queried.v1";

    @TempDir
    Path directory;

    private final RunningStack stack = RunningStack.get();
    private final String id = UUID.randomUUID().toString().substring(0, 8);

    @Test
    @DisplayName("G5 After a person's erasure the log has nothing about them, and the verifier is content")
    void logForgetsThePerson() throws Exception {
        Agency office = Agency.registered(stack, "meldebehoerde-erased", "meldebehoerde");
        Agency integration = Agency.registered(stack, "integration-erased", "integrationsmanagement", PURPOSE);
        Person person = Person.enrolledBy(office, "M-" + id, "erased-" + id);
        office.contribute("M-" + id, "phone", "+49 30 1");
        person.giveTo(integration, "Planted-" + id);
        person.approveUntilEnforced(integration.ask("Planted-" + id, PURPOSE, "phone"));
        integration.reads("Planted-" + id, PURPOSE).expect(200);
        // Somebody of whom something stays: of a log in which all is erased nothing could be judged.
        Person other = Person.enrolledBy(office, "K-" + id, "kept-" + id);
        office.contribute("K-" + id, "phone", "+49 30 2");
        other.giveTo(integration, "Kept-" + id);
        other.approveUntilEnforced(integration.ask("Kept-" + id, PURPOSE, "phone"));
        integration.reads("Kept-" + id, PURPOSE).expect(200);
        String dataSubject = person.dataSubjectId();
        Awaitility.await().atMost(Duration.ofSeconds(120))
                .until(() -> !Dpo.entries(stack, "&decision=disclosed&dataSubjectId=" + dataSubject).isEmpty());
        assertThat(export()).contains("Planted-" + id);

        // A second replica that does not wait for 72 hours; the first one goes on besides it.
        ServiceProcess replica = stack.stack().replica("audit", "audit-service-erasing", ServicePorts.free(),
                Map.of("HANDSCHLAG_RETENTION_WAIT_AFTER_PERSON", "PT0S", "HANDSCHLAG_RETENTION_EVERY", "PT1S"));
        replica.start();
        try {
            person.eraseUntilEnforced();

            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(Dpo.entries(stack, "&dataSubjectId=" + dataSubject))
                            .extracting(entry -> entry.path("type").asText()).filteredOn(type -> !type.equals(QUERIED))
                            .containsExactly(ERASED));
        } finally {
            replica.stop();
        }
        assertThat(export()).doesNotContain("Planted-" + id).contains("\"reason\":\"PERSON_ERASED\"");
    }

    /** The payloads of the whole log, which the verifier found good. */
    private String export() throws Exception {
        Path archive = directory.resolve(UUID.randomUUID() + ".zip");
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(
                    HttpRequest
                            .newBuilder(
                                    URI.create(stack.audit().url() + "/v1/log-exports?queryPurpose=routine-control"))
                            .header("Authorization", "Bearer " + stack.identities().dpo())
                            .timeout(Duration.ofSeconds(60)).POST(BodyPublishers.noBody()).build(),
                    BodyHandlers.ofFile(archive)).statusCode();
            assertThat(status).isEqualTo(200);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(VerifyLog.run(out, out, archive.toString())).as(bytes.toString(StandardCharsets.UTF_8)).isZero();
        try (FileSystem zip = FileSystems.newFileSystem(archive)) {
            return Files.readString(zip.getPath("payloads.ndjson"));
        }
    }
}
