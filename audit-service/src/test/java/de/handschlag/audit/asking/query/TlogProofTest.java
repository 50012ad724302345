package de.handschlag.audit.asking.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.audit.chain.log.NaiveTree;
import de.handschlag.teststack.PlayedPersons;
import de.handschlag.verifier.VerifyLog;

/** Proofs as they are served, checked by the stand-alone verifier and by the specification's own words. */
@QuarkusTest
@DisplayName("Proofs of single entries, and of the log's growth")
class TlogProofTest extends AuditTestCase {

    @TempDir
    Path directory;

    private String token = "";
    private UUID me = UUID.randomUUID();

    @BeforeEach
    void person() {
        token = tokens.dataSubject("proof-" + UUID.randomUUID());
        me = PlayedPersons.personOf(token);
    }

    private String verified(Response answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualToIgnoringWhitespace("text/plain;charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        Path proof = Files.writeString(directory.resolve("entry.tlog-proof"), answer.asString());
        Path key = Files.writeString(directory.resolve("vkey"), RestAssured.get("/log/vkey").asString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exitCode = VerifyLog.run(out, out, "--vkey", key.toString(), "--tlog-proof", proof.toString());
        assertThat(exitCode).as(bytes.toString(StandardCharsets.UTF_8)).isZero();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Response ofDpo(long index) {
        return asDpo().get("/v1/log-entries/" + index + "/tlog-proof");
    }

    private Response mine(long index) {
        return as(token).get("/v1/my/accesses/" + index + "/tlog-proof");
    }

    @Test
    @DisplayName("The officer gets the proof of each entry at once, with payload and salt")
    void officersProof() throws IOException {
        for (int i = 0; i < 5; i++) {
            long index = awaitIndexes(corridor.send(Corridor.denied(UUID.randomUUID(), 0, "a", "p", "housing")).id())
                    .getFirst();

            assertThat(verified(ofDpo(index))).contains("Entry " + index + ", of class access",
                    "It says: de.handschlag.disclosure.denied.v1 of ");
        }
        assertThat(ofDpo(999_999_999).statusCode()).isEqualTo(404);
        assertThat(as(tokens.dpo()).get("/v1/log-entries/0/tlog-proof").statusCode()).as("without a purpose")
                .isEqualTo(422);
        assertThat(texts("SELECT payload::json -> 'data' -> 'filter' ->> 'index' FROM log_payload"
                + " WHERE type = 'de.handschlag.log.queried.v1' ORDER BY log_index DESC LIMIT 1")).as("R29 is recorded")
                .isNotEmpty();
    }

    @Test
    @DisplayName("A person gets the proof of each of their entries, and of nobody else's")
    void personsProof() throws IOException {
        UUID grant = UUID.randomUUID();
        List<Long> indexes = awaitIndexes(corridor.send(Corridor.caseLinked(me, 1, "jobcenter", "C-1")).id(),
                corridor.send(Corridor.given(me, 2, grant, "jobcenter", "case-management", "address")).id(),
                corridor.send(Corridor.denied(me, 2, "jobcenter", "C-1", "housing")).id(),
                corridor.send(Corridor.denied(UUID.randomUUID(), 0, "jobcenter", "C-2", "housing")).id());

        assertThat(verified(mine(indexes.get(0)))).contains("It says: de.handschlag.case.linked.v1 of ");
        assertThat(verified(mine(indexes.get(1)))).contains("It says: de.handschlag.consent.given.v1 of ");
        assertThat(verified(mine(indexes.get(2)))).contains("It says: de.handschlag.disclosure.denied.v1 of ");
        assertThat(mine(indexes.get(3)).statusCode()).isEqualTo(404);
        assertThat(mine(999_999_999).statusCode()).isEqualTo(404);
        assertThat(as(tokens.dpo()).get("/v1/my/accesses/0/tlog-proof").statusCode()).isEqualTo(403);
        assertThat(RestAssured.get("/v1/my/accesses/0/tlog-proof").statusCode()).isEqualTo(401);
        assertThat(as(token).get("/v1/log-entries/0/tlog-proof?queryPurpose=incident").statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("A person's proof names no employee: it shows the entry, and not what it says")
    void employeeIsNotNamed() throws IOException {
        long index = awaitIndexes(corridor.send(Corridor.disclosed(me, 0, "jobcenter", "worker-7", "C-1",
                "case-management", UUID.randomUUID(), "phone")).id()).getFirst();
        Response answer = mine(index);

        assertThat(verified(answer)).contains("What it says is not in the proof");
        String extra = answer.asString().lines().skip(1).findFirst().orElseThrow().substring("extra ".length());
        assertThat(JsonPath.from(new String(Base64.getDecoder().decode(extra), StandardCharsets.UTF_8)).getMap(""))
                .containsOnlyKeys("entry");
        assertThat(verified(ofDpo(index))).contains("It says: de.handschlag.data.disclosed.v1");
    }

    @Test
    @DisplayName("That the public log only grew is proven between any two sizes")
    void consistency() {
        awaitPublic(awaitIndexes(corridor.send(Corridor.caseLinked(me, 1, "a", "c")).id()).getFirst());
        List<Long> sizes = texts("SELECT tree_size FROM log_checkpoint WHERE tree_size > 0 AND tree_size <="
                + " (SELECT max(tree_size) FROM public_checkpoint) ORDER BY tree_size DESC LIMIT 5").stream()
                .map(Long::valueOf).toList();
        for (long from : sizes) {
            for (long to : sizes.stream().filter(size -> size >= from).toList()) {
                Response answer = RestAssured.get("/log/consistency/" + from + "/" + to);
                assertThat(answer.statusCode()).isEqualTo(200);
                List<byte[]> proof = answer.jsonPath().getList("proof", String.class).stream()
                        .map(Base64.getDecoder()::decode).toList();
                assertThat(from == to ? proof.isEmpty() : NaiveTree.continues(from, root(from), to, root(to), proof))
                        .as("%d to %d", from, to).isTrue();
            }
        }
        long size = sizes.getFirst();
        assertThat(RestAssured.get("/log/consistency/1/" + (size + 100_000)).statusCode()).isEqualTo(404);
        for (String path : List.of("0/1", "2/1", "1/9999999999999999999")) {
            assertThat(RestAssured.get("/log/consistency/" + path).statusCode()).as(path).isIn(404, 422);
        }
    }

    private static byte[] root(long size) {
        return Base64.getDecoder().decode(
                texts("SELECT encode(root, 'base64') FROM log_checkpoint WHERE tree_size = " + size).getFirst());
    }

    @Test
    @DisplayName("Each answer carries a checkpoint that covers it, also right after something happened")
    void answersAreCovered() {
        for (int i = 0; i < 10; i++) {
            UUID person = UUID.randomUUID();
            long index = awaitIndexes(corridor.send(Corridor.denied(person, 0, "a", "p" + i, "housing")).id())
                    .getFirst();
            JsonPath page = asDpo().get("/v1/log-entries?dataSubjectId=" + person).jsonPath();
            assertThat(page.getLong("entries[0].index")).isEqualTo(index);
            assertThat(page.getLong("checkpoint.size")).isGreaterThan(index);
            long next = awaitIndexes(corridor.send(Corridor.denied(person, 0, "a", "q" + i, "housing")).id())
                    .getFirst();
            JsonPath one = asDpo().get("/v1/log-entries/" + next).jsonPath();
            assertThat(one.getLong("checkpoint.size")).isGreaterThan(next);
            assertThat(one.<Object>getList("inclusionProof")).isNotNull();
        }
    }
}
