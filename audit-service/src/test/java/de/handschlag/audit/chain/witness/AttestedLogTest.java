package de.handschlag.audit.chain.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.ExportedLog;
import de.handschlag.audit.chain.witness.PlayedWitness.Mode;
import de.handschlag.database.LeaderLock;
import de.handschlag.settings.DatabaseLogin;
import de.handschlag.teststack.ManagementInterface;
import de.handschlag.verifier.VerifyLog;

import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorParseException;

@QuarkusTest
@TestProfile(AttestedProfile.class)
@DisplayName("A log whose checkpoints are cosigned by witnesses (C2SP) and stamped by an authority (RFC 3161)")
class AttestedLogTest extends AuditTestCase {

    @TempDir
    Path directory;

    @Inject
    CosigningRun cosigning;

    @Inject
    DatabaseLogin login;

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static String witness(int number, String command, String body) {
        String url = setting("handschlag.witness.witnesses[" + number + "].url").replace("/witness", command);
        return RestAssured.given().body(body).post(url).then().statusCode(200).extract().asString();
    }

    /** A note has a dash that is not ASCII. */
    private static RequestSpecification asText() {
        return RestAssured.given().contentType("text/plain; charset=utf-8");
    }

    private static void authority(String mode) {
        RestAssured.given().body(mode).post(setting("handschlag.timestamp.url").replace("/tsa", "/mode")).then()
                .statusCode(200);
    }

    private static void behave(int number, Mode mode) {
        witness(number, "/mode", mode.name());
    }

    @BeforeEach
    void witnessesTrustTheLog() {
        append();
        authority("HONEST");
        for (int i = 0; i < 3; i++) {
            witness(i, "/trust", RestAssured.get("/log/vkey").asString());
            behave(i, Mode.HONEST);
        }
    }

    /** Appends an entry and returns the size of the tree with it; a checkpoint over it is there. */
    private static long append() {
        long index = awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "w")).id()).getFirst();
        awaitCheckpointOver(index);
        return index + 1;
    }

    /** Submits and looks, as the schedule does once a second. */
    private void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            cosigning.run();
            assertion.run();
        });
    }

    private static String cosigned() {
        return RestAssured.get("/log/checkpoint/cosigned").then().statusCode(200).extract().asString();
    }

    private static long sizeOf(String note) {
        return Long.parseLong(note.split("\n")[1]);
    }

    private static List<String> signers(String note) {
        return note.substring(note.indexOf("\n\n") + 2).lines().map(line -> line.split(" ")[1]).toList();
    }

    private void awaitCosigned(long size, String... witnesses) {
        await(() -> {
            String note = cosigned();
            assertThat(sizeOf(note)).isGreaterThanOrEqualTo(size);
            assertThat(signers(note)).contains("handschlag.test/log").contains(witnesses);
        });
    }

    private static double metric(String name, String witness) {
        return RestAssured.get(ManagementInterface.url("/q/metrics")).asString().lines()
                .filter(line -> line.startsWith(name + "{witness=\"" + witness + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("All three cosign, and both checkpoint addresses serve it when the log rests")
    void cosignedByAll() throws RekorParseException {
        long size = append();

        awaitCosigned(size, "witness.test/first", "witness.test/second", "witness.test/third");
        String note = RestAssured.get("/log/checkpoint").asString();
        await(() -> assertThat(RestAssured.get("/log/checkpoint").asString()).isEqualTo(cosigned()));
        RekorEntry.Checkpoint parsed = Checkpoints.from(cosigned());

        assertThat(sizeOf(note)).isGreaterThanOrEqualTo(size);
        assertThat(parsed.getSignatures()).as("as sigstore-java reads it").hasSize(4);
        assertThat(parsed.getSize()).isEqualTo(sizeOf(cosigned()));
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "HONEST")
    @DisplayName("A witness that is away, slow or lies harms neither the log nor the others' cosignatures")
    void witnessThatDoesNotBehave(Mode mode) {
        awaitCosigned(append(), "witness.test/third");
        double before = metric("handschlag_witness_failures_total", "witness.test/third")
                + metric("handschlag_witness_contradictions_total", "witness.test/third");
        behave(2, mode);
        long start = System.nanoTime();
        long size = append();
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        awaitCosigned(size, "witness.test/first", "witness.test/second");
        await(() -> assertThat(metric("handschlag_witness_failures_total", "witness.test/third")
                + metric("handschlag_witness_contradictions_total", "witness.test/third")).isGreaterThan(before));

        assertThat(took).as("appending waits for no witness").isLessThan(PATIENCE);
        assertThat(one("SELECT count(*) FROM log_cosignature WHERE tree_size >= " + size
                + " AND witness LIKE 'witness.test/third+%'")).isZero();
        assertThat(RestAssured.get(ManagementInterface.url("/q/health/ready")).then().statusCode(200).extract()
                .jsonPath().getString("checks.find { it.name == 'witnesses' }.data.'witness.test/third'"))
                .contains("; ");
        behave(2, Mode.HONEST);
        awaitCosigned(size, "witness.test/third");
    }

    @Test
    @DisplayName("Too few cosignatures: the cosigned checkpoint stays behind, the plain one does not")
    void tooFew() {
        awaitCosigned(append(), "witness.test/first");
        behave(1, Mode.FAILS);
        behave(2, Mode.FAILS);
        long size = append();

        await(() -> assertThat(signers(RestAssured.get("/log/checkpoint").asString()))
                .containsExactly("handschlag.test/log", "witness.test/first"));

        assertThat(sizeOf(RestAssured.get("/log/checkpoint").asString())).isGreaterThanOrEqualTo(size);
        assertThat(sizeOf(cosigned())).isLessThan(size);
        assertThat(RestAssured.get(ManagementInterface.url("/q/metrics")).asString())
                .containsPattern("handschlag_witness_uncosigned_entries [1-9]");
        behave(1, Mode.HONEST);
        awaitCosigned(size, "witness.test/first", "witness.test/second");
    }

    @Test
    @DisplayName("A witness that is further than we remember names its size, and is given a proof from there")
    void conflictIsResolved() {
        long size = append();
        awaitCosigned(size, "witness.test/first", "witness.test/second", "witness.test/third");
        asOwner("DELETE FROM log_cosignature WHERE witness LIKE 'witness.test/first+%'");

        awaitCosigned(append(), "witness.test/first");
        assertThat(metric("handschlag_witness_contradictions_total", "witness.test/second")).isZero();
    }

    @Test
    @DisplayName("A witness that cosigned another tree of the same size is an alarm, not an obstacle")
    void anotherTree() {
        long size = append();
        awaitCosigned(size, "witness.test/first", "witness.test/second", "witness.test/third");
        String state = witness(0, "/state", "");
        double before = metric("handschlag_witness_contradictions_total", "witness.test/first");
        asOwner("DELETE FROM log_cosignature WHERE witness LIKE 'witness.test/first+%'");
        witness(0, "/state", state.split(" ")[0] + " " + Base64.getEncoder().encodeToString(new byte[32]));

        await(() -> assertThat(metric("handschlag_witness_contradictions_total", "witness.test/first"))
                .isGreaterThan(before));
        assertThat(RestAssured.get(ManagementInterface.url("/q/health/ready")).jsonPath()
                .getString("checks.find { it.name == 'witnesses' }.data.'witness.test/first'"))
                .contains("has cosigned another tree of ");
        witness(0, "/state", state);
        awaitCosigned(append(), "witness.test/first");
    }

    @Test
    @DisplayName("The witness refuses a rollback, a proof that fits nothing, another log and a forged signature")
    void witnessIsReal() {
        long size = append();
        awaitCosigned(size, "witness.test/first");
        String note = RestAssured.get("/log/checkpoint").asString();
        String url = setting("handschlag.witness.witnesses[0].url") + "/add-checkpoint";

        Response rollback = asText().body("old 0\n\n" + note).post(url);
        assertThat(rollback.statusCode()).isEqualTo(409);
        assertThat(rollback.contentType()).startsWith("text/x.tlog.size");
        assertThat(rollback.asString()).isEqualTo(witness(0, "/state", "").split(" ")[0] + "\n");
        assertThat(asText().body("old 1\n\n" + note.replace("handschlag.test/log\n", "other.test/log\n")).post(url)
                .statusCode()).isEqualTo(404);
        assertThat(asText().body("old 1\n\n" + note.replaceFirst("\n[0-9]+\n", "\n9999\n")).post(url).statusCode())
                .isEqualTo(403);
        String at = witness(0, "/state", "");
        witness(0, "/state", "1 " + Base64.getEncoder().encodeToString(new byte[32]));
        int unproven = asText().body("old 1\n\n" + note).post(url).statusCode();
        witness(0, "/state", at);
        assertThat(unproven).isEqualTo(422);
    }

    @Test
    @DisplayName("One replica at a time submits")
    void oneReplicaAtATime() throws SQLException {
        List<Boolean> meanwhile = new ArrayList<>();
        Awaitility.await().atMost(PATIENCE)
                .until(() -> LeaderLock.WITNESSES.run(login, "", session -> meanwhile.add(cosigning.run())));

        assertThat(meanwhile).containsExactly(false);
    }

    @Test
    @DisplayName("The export has cosignatures and time stamps, and the stand-alone verifier holds them against their keys")
    void exportIsVerified() throws IOException {
        long size = append();
        awaitCosigned(size, "witness.test/first", "witness.test/second");
        await(() -> assertThat(RestAssured.get("/log/timestamps").jsonPath().getObject("[0].size", Long.class))
                .isNotNull().isGreaterThanOrEqualTo(size));
        byte[] archive = ExportedLog.fetch();
        Map<String, byte[]> files = ExportedLog.files(archive);

        assertThat(files.keySet()).contains("cosigned").anyMatch(path -> path.matches("timestamps/[0-9]+\\.tsr"));
        assertThat(verify(archive, setting("handschlag.witness.witnesses[0].verifier-key"),
                setting("handschlag.timestamp.certificate-file")))
                .contains("Witness witness.test/first cosigned ", " time stamps, the newest over ")
                .doesNotContain("COSIGNATURE", "TIMESTAMP", "NOTE:", "FORK", "UNEXPECTED_FILE", "MANIFEST");

        for (String path : List.of("checkpoint", "cosigned")) {
            files.put(path, new String(files.get(path), StandardCharsets.UTF_8)
                    .replaceAll("\u2014 witness.test/first [^\n]+\n", "").getBytes(StandardCharsets.UTF_8));
        }
        byte[] reply = files.entrySet().stream().filter(file -> file.getKey().endsWith(".tsr")).findFirst()
                .orElseThrow().getValue();
        reply[reply.length - 1] ^= 1;
        assertThat(verify(ExportedLog.zip(files), setting("handschlag.witness.witnesses[0].verifier-key"),
                setting("handschlag.timestamp.certificate-file")))
                .contains("COSIGNATURE_MISSING: ", "TIMESTAMP_SIGNATURE: ", "MANIFEST: ").doesNotContain("FORK");
    }

    private String verify(byte[] archive, String witness, String certificate) throws IOException {
        Path file = Files.write(Files.createTempFile(directory, "export", ".zip"), archive);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        VerifyLog.run(out, out, "--witness", witness, "--tsa-certificate", certificate, file.toString());
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("Time stamps are served with what they are over, and openssl itself verifies them")
    void timestampsAreServed() throws IOException, InterruptedException {
        long size = append();
        await(() -> assertThat(RestAssured.get("/log/timestamps").jsonPath().getObject("[0].size", Long.class))
                .isNotNull().isGreaterThanOrEqualTo(size));
        long stamped = RestAssured.get("/log/timestamps").jsonPath().getLong("[0].size");
        Response reply = RestAssured.get("/log/timestamps/" + stamped);
        String note = RestAssured.get("/log/timestamps/" + stamped + "/checkpoint").asString();
        String text = note.substring(0, note.indexOf("\n\n") + 1);

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.contentType()).isEqualTo("application/timestamp-reply");
        assertThat(signers(note)).containsExactly("handschlag.test/log");
        assertThat(sizeOf(note)).isEqualTo(stamped);
        assertThat(openssl(reply.asByteArray(), text)).isZero();
        assertThat(openssl(reply.asByteArray(), text.replace("\n" + stamped + "\n", "\n" + (stamped + 1) + "\n")))
                .isNotZero();
        assertThat(RestAssured.get(ManagementInterface.url("/q/metrics")).asString())
                .contains("handschlag_timestamp_failures_total")
                .containsPattern("handschlag_timestamp_age_seconds -?[0-9]");
    }

    private int openssl(byte[] reply, String text) throws IOException, InterruptedException {
        Files.write(directory.resolve("reply.tsr"), reply);
        Files.writeString(directory.resolve("text"), text);
        Path ca = Path.of(setting("handschlag.timestamp.certificate-file")).resolveSibling("ca.pem");
        return new ProcessBuilder("openssl", "ts", "-verify", "-data", "text", "-in", "reply.tsr", "-CAfile",
                ca.toString()).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("openssl.out").toFile()).start().waitFor();
    }

    @Test
    @DisplayName("An authority that fails harms nothing, and is asked again")
    void authorityFails() {
        authority("SLOW");
        long size = append();
        await(() -> assertThat(RestAssured.get(ManagementInterface.url("/q/health/ready")).then().statusCode(200)
                .extract().jsonPath().getString("checks.find { it.name == 'time stamps' }.data.failure"))
                .contains("did not answer"));

        awaitCosigned(append(), "witness.test/first");
        authority("HONEST");
        await(() -> assertThat(RestAssured.get("/log/timestamps").jsonPath().getObject("[0].size", Long.class))
                .isNotNull().isGreaterThanOrEqualTo(size));
    }

    @Test
    void unknownTimestampIsNotFound() {
        for (String path : List.of("/log/timestamps/999999999", "/log/timestamps/999999999/checkpoint")) {
            Response answer = RestAssured.get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE log_cosignature SET line = line", "DELETE FROM log_cosignature",
            "UPDATE log_timestamp SET reply = reply", "DELETE FROM log_timestamp"})
    @DisplayName("R27 The service's role can neither change nor remove what others said")
    void onlyAdded(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(setting("handschlag.db.url"),
                setting("handschlag.db.user"), setting("handschlag.db.password"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }
}
