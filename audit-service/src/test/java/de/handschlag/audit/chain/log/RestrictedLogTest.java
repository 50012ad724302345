package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.verifier.VerifyLog;

@QuarkusTest
@TestProfile(RestrictedLog.class)
@DisplayName("What the public log tells of the moment (ADR 54), and to whom")
class RestrictedLogTest extends AuditTestCase {

    @Inject
    PublicBeat beat;

    @Inject
    AgroalDataSource database;

    @Inject
    LogSettings settings;

    @TempDir
    Path directory;

    private static Response get(String path) {
        return as(RestrictedLog.TOKEN).get("/log/" + path);
    }

    private static long publicSize() {
        return Long.parseLong(get("checkpoint").then().statusCode(200).extract().asString().split("\n")[1]);
    }

    private static long append() {
        long index = awaitIndexes(corridor.send(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "q")).id()).getFirst();
        awaitCheckpointOver(index);
        return index;
    }

    /** The beat of a thousand days is over: what was signed was signed before it. */
    private void nextBeat() {
        asOwner("UPDATE log_checkpoint SET signed_at = '2001-01-01'");
        beat.moveOn();
    }

    @BeforeEach
    void somethingIsPublic() {
        append();
        append();
        nextBeat();
    }

    @Test
    @DisplayName("Between two beats the public sees nothing new, whatever it asks for; officers and persons see it at once")
    void nothingBetweenTwoBeats() {
        long before = publicSize();
        long index = append();
        beat.moveOn();

        assertThat(publicSize()).isEqualTo(before);
        for (String kind : List.of("0", "entries")) {
            assertThat(get(tile(kind, before)).statusCode()).isEqualTo(200);
            assertThat(get(tile(kind, before - 1)).statusCode()).as("within what is public").isEqualTo(200);
            for (long wider = before + 1; wider <= index + 1; wider++) {
                assertThat(get(tile(kind, wider)).statusCode()).as("%s of %d", kind, wider).isEqualTo(404);
            }
            assertThat(get(tile(kind, before + 1)).asString().replaceAll("\"instance\":\"[^\"]*\"", ""))
                    .as("what exists is refused as what does not")
                    .isEqualTo(get(tile(kind, before + 100)).asString().replaceAll("\"instance\":\"[^\"]*\"", ""));
        }
        assertThat(asDpo().get("/v1/log-entries/" + index).jsonPath().getLong("checkpoint.size")).isGreaterThan(index);

        nextBeat();

        assertThat(publicSize()).isGreaterThan(index);
        assertThat(get(tile("entries", index + 1)).statusCode()).isEqualTo(200);
    }

    /** The last tile of a log of so many entries. */
    private static String tile(String kind, long size) {
        long number = (size - 1) / 256;
        long width = size - number * 256;
        return "tile/" + kind + "/" + "%03d".formatted(number) + (width == 256 ? "" : ".p/" + width);
    }

    @Test
    @DisplayName("The public checkpoint is the same for all replicas, and never goes back, also if a clock does")
    void neverGoesBack() {
        append();
        nextBeat();
        String note = get("checkpoint").asString();
        append();
        asOwner("UPDATE log_checkpoint SET signed_at = '2099-01-01' WHERE tree_size >= " + publicSize());

        beat.moveOn();
        new PublicBeat(database, settings).moveOn();

        assertThat(get("checkpoint").asString()).isEqualTo(note);
        assertThat(texts("SELECT tree_size FROM public_checkpoint")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "checkpoint/cosigned", "vkey", "timestamps", "timestamps/1",
            "timestamps/1/checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1", "consistency/1/1"})
    @DisplayName("With tokens set, no resource of the log is for whoever has none, or an access token of another kind")
    void onlyWithToken(String path) {
        for (Response answer : List.of(RestAssured.get("/log/" + path), as("something-else").get("/log/" + path),
                as(tokens.dpo()).get("/log/" + path), as(RestrictedLog.TOKEN + "0").get("/log/" + path),
                RestAssured.given().header("Authorization", "Basic " + RestrictedLog.TOKEN).get("/log/" + path))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.contentType()).startsWith("application/problem+json");
        }
        for (String token : List.of(RestrictedLog.TOKEN, RestrictedLog.OTHER_TOKEN)) {
            Response answer = as(token).get("/log/" + path);
            assertThat(answer.statusCode()).isIn(200, 404);
            String caching = answer.header("Cache-Control");
            if (caching != null && caching.contains("max-age")) {
                assertThat(caching).startsWith("private, ");
            }
        }
    }

    @Test
    @DisplayName("A setting that is there and empty, as of a secret that is missing, does not open the log to everybody")
    void emptyToken() {
        String former = System.setProperty("handschlag.log.public-tokens", "");
        try {
            assertThatThrownBy(() -> new PublicLogTokens(settings)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("handschlag.log.public-tokens is empty");
        } finally {
            if (former == null) {
                System.clearProperty("handschlag.log.public-tokens");
            } else {
                System.setProperty("handschlag.log.public-tokens", former);
            }
        }
    }

    @Test
    @DisplayName("The token opens nothing but the log")
    void tokenIsNoAccessToken() {
        assertThat(as(RestrictedLog.TOKEN).get("/v1/log-entries?queryPurpose=incident").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("A monitor with the token follows the log from beat to beat")
    void monitorFollows() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), RestrictedLog.TOKEN + "\n");
        Path key = Files.writeString(directory.resolve("vkey"), get("vkey").asString());
        for (int look = 0; look < 3; look++) {
            append();
            nextBeat();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            int exitCode = VerifyLog.run(out, out, "--vkey", key.toString(), "--bearer", token.toString(), "--state",
                    directory.resolve("kept").toString(), RestAssured.baseURI + ":" + RestAssured.port + "/log");
            assertThat(exitCode).as(bytes.toString(StandardCharsets.UTF_8)).isZero();
        }
    }
}
