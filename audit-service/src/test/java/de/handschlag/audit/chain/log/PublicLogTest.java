package de.handschlag.audit.chain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;

import de.handschlag.audit.AuditTestCase;
import de.handschlag.audit.Corridor;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentRefused;
import de.handschlag.event.Event;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.RevisionEnforced;

/** The public log as a stranger's tool sees it: over HTTP, with none of the log's code. */
@QuarkusTest
@DisplayName("The published log (audit-log-format.md)")
class PublicLogTest extends AuditTestCase {

    private static final int ENTRIES = 300;

    @Inject
    LogSettings settings;

    @BeforeEach
    void fillMoreThanOneTile() {
        if (size() < ENTRIES) {
            List<EventEnvelope<Event>> events = IntStream.range(0, ENTRIES)
                    .mapToObj(i -> Corridor.envelope(Corridor.caseLinked(UUID.randomUUID(), 1, "a", "p" + i))).toList();
            corridor.sendAll(events);
            awaitIndexes(events.stream().map(EventEnvelope::id).toList());
        }
        awaitPublic(size() - 1);
    }

    private static Response get(String path) {
        return RestAssured.given().urlEncodingEnabled(false).get("/log/" + path);
    }

    private static byte[] bytes(String path) {
        Response answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/octet-stream");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        return answer.asByteArray();
    }

    private static String tile(long number, long width) {
        return "%03d".formatted(number) + (width == 256 ? "" : ".p/" + width);
    }

    @Test
    @DisplayName("The checkpoint's form and signature, checked with the JDK alone")
    void checkpointIsSigned() throws IOException, GeneralSecurityException {
        Response answer = get("checkpoint");
        String note = answer.asString();
        List<String> lines = note.lines().toList();

        assertThat(answer.contentType()).isEqualToIgnoringWhitespace("text/plain;charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("handschlag.test/log");
        assertThat(lines.get(1)).matches("[1-9][0-9]*");
        assertThat(Base64.getDecoder().decode(lines.get(2))).hasSize(32);
        assertThat(lines.get(3)).isEmpty();
        assertThat(lines.get(4)).startsWith("— handschlag.test/log ");
        assertThat(note).isEqualTo(String.join("\n", lines) + "\n");

        String verifierKey = NoteKey.readOrMake(settings.origin(), settings.keyFile()).verifierKey();
        String[] parts = verifierKey.split("\\+", 3);
        byte[] typedKey = Base64.getDecoder().decode(parts[2]);
        byte[] signature = Base64.getDecoder().decode(lines.get(4).substring("— handschlag.test/log ".length()));
        byte[] keyId = Arrays.copyOf(MessageDigest.getInstance("SHA-256")
                .digest(concat("handschlag.test/log\n".getBytes(StandardCharsets.UTF_8), typedKey)), 4);
        assertThat(parts[0]).isEqualTo("handschlag.test/log");
        assertThat(parts[1]).isEqualTo(HexFormat.of().formatHex(keyId));
        assertThat(typedKey[0]).isEqualTo((byte) 1);
        assertThat(Arrays.copyOf(signature, 4)).isEqualTo(keyId);
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(
                concat(HexFormat.of().parseHex("302a300506032b6570032100"), Arrays.copyOfRange(typedKey, 1, 33)))));
        ed25519.update(note.substring(0, note.indexOf("\n\n") + 1).getBytes(StandardCharsets.UTF_8));
        assertThat(ed25519.verify(Arrays.copyOfRange(signature, 4, 68))).isTrue();
        assertThat(Files.getPosixFilePermissions(settings.keyFile())).hasSize(2);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    @Test
    @DisplayName("All entries from the bundles have the checkpoint's root, and all hash tiles are as they should be")
    void bundlesRehashToTheRoot() {
        List<String> lines = get("checkpoint").asString().lines().toList();
        long size = Long.parseLong(lines.get(1));
        List<byte[]> entries = new ArrayList<>();
        for (long number = 0; number * 256 < size; number++) {
            long width = Math.min(256, size - number * 256);
            ByteBuffer bundle = ByteBuffer.wrap(bytes("tile/entries/" + tile(number, width)));
            for (int i = 0; i < width; i++) {
                byte[] entry = new byte[Short.toUnsignedInt(bundle.getShort())];
                bundle.get(entry);
                entries.add(entry);
            }
            assertThat(bundle.hasRemaining()).as("trailing bytes").isFalse();
        }

        assertThat(Base64.getEncoder().encodeToString(NaiveTree.root(entries))).isEqualTo(lines.get(2));
        for (long number = 0; number * 256 < size; number++) {
            int width = (int) Math.min(256, size - number * 256);
            List<byte[]> covered = entries.subList((int) number * 256, (int) number * 256 + width);
            byte[] hashes = bytes("tile/0/" + tile(number, width));
            assertThat(hashes).hasSize(32 * width);
            for (int i = 0; i < width; i++) {
                assertThat(Arrays.copyOfRange(hashes, 32 * i, 32 * i + 32))
                        .isEqualTo(NaiveTree.sha256(new byte[]{0}, covered.get(i)));
            }
            if (width == 256) {
                assertThat(Arrays.copyOfRange(bytes("tile/1/000.p/" + (number + 1)), (int) number * 32,
                        (int) number * 32 + 32)).isEqualTo(NaiveTree.root(covered));
                assertThat(bytes("tile/0/" + tile(number, 100))).as("partial tiles stay")
                        .isEqualTo(Arrays.copyOf(hashes, 3200));
            }
        }
    }

    @Test
    @DisplayName("Nothing in the public log names a person, an agency or a case")
    void entriesAreNotPersonal() {
        UUID person = UUID.randomUUID();
        long index = awaitIndexes(corridor.send(Corridor.caseLinked(person, 1, "secret-agency", "SECRET-1")).id())
                .getFirst();
        awaitPublic(index);
        String bundle = new String(
                bytes("tile/entries/" + tile(index / 256, index % 256 + 1 == 256 ? 256 : index % 256 + 1)),
                StandardCharsets.UTF_8);

        assertThat(bundle).doesNotContain(person.toString()).doesNotContain("secret-agency").doesNotContain("SECRET-1");
    }

    /** What the public log says of these events, but for their ids and commitments, which are random. */
    private static List<String> traces(Event... events) {
        List<Long> indexes = awaitIndexes(Arrays.stream(events).map(event -> corridor.send(event).id()).toList());
        awaitPublic(Collections.max(indexes));
        return indexes.stream().map(PublicLogTest::entry).map(entry -> entry
                .replaceAll("\"id\":\"[0-9a-f-]{36}\"", "id").replaceAll("\"commit\":\"[^\"]{44}\"", "commit"))
                .toList();
    }

    private static String entry(long index) {
        ByteBuffer bundle = ByteBuffer.wrap(bytes("tile/entries/" + tile(index / 256, index % 256 + 1)));
        byte[] entry = new byte[0];
        while (bundle.hasRemaining()) {
            entry = new byte[Short.toUnsignedInt(bundle.getShort())];
            bundle.get(entry);
        }
        return new String(entry, StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("R10 Right after a decision, the public log tells no refusal from a grant, a withdrawal or another change")
    void refusalLooksLikeGrant() {
        UUID person = UUID.randomUUID();
        UUID consent = UUID.randomUUID();
        ConsentGiven given = Corridor.given(person, 2, consent, "jobcenter", "case-management", "phone");
        UUID another = UUID.randomUUID();

        List<String> grant = traces(Corridor.caseLinked(person, 1, "jobcenter", "G"), given,
                new RevisionEnforced(person, 2, Corridor.now()));
        List<String> refusal = traces(Corridor.caseLinked(another, 1, "jobcenter", "R"),
                new ConsentRefused(another, 2, given.consentRecord()),
                new RevisionEnforced(another, 2, Corridor.now()));

        assertThat(refusal).isEqualTo(grant);
        assertThat(grant.get(0)).as("a decision looks like any other change of a person").isEqualTo(grant.get(1));
        assertThat(traces(Corridor.withdrawn(person, 3, consent, "jobcenter", "case-management", "phone")))
                .containsExactly(grant.get(1));
        assertThat(traces(Corridor.denied(person, 3, "jobcenter", "G", "case-management")))
                .as("a read that is denied looks like one that is not").isEqualTo(traces(
                        Corridor.disclosed(person, 3, "jobcenter", "e", "G", "case-management", consent, "phone")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/999", "tile/0/x999/x999/999", "tile/0/000.p/0", "tile/0/000.p/256",
            "tile/8/000.p/1", "tile/63/000.p/1", "tile/64/000", "tile/00/000", "tile/x/000", "tile/entries/999",
            "tile/entries/0", "tile/0/..%2f000", "tile/data/000", "other"})
    void whatDoesNotExistIsNotFound(String path) {
        Response answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tile/0/x001/x234/067", "tile/entries/x001/x234/067.p/5"})
    @DisplayName("Addresses in groups of three digits are understood")
    void groupsOfThreeAreUnderstood(String path) {
        assertThat(get(path).jsonPath().getString("detail")).isEqualTo("The public checkpoint implies no such tile.");
    }
}
