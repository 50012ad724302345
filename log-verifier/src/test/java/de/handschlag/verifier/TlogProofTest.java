package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs are written here from c2sp.org/tlog-proof, by RFC 6962's recursion. */
@DisplayName("The proof of one entry (c2sp.org/tlog-proof@v1)")
class TlogProofTest {

    private static final int SIZE = 7;

    @TempDir
    Path directory;

    private final TestLog log = TestLog.ofSize(SIZE);
    private Path key = Path.of("");

    private record Said(int exitCode, String text) {}

    @BeforeEach
    void key() throws IOException {
        key = Files.writeString(directory.resolve("vkey"), log.key.verifierKey());
    }

    private Said verify(String proof, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("entry.tlog-proof"), proof);
        List<String> arguments = new ArrayList<>(List.of("--vkey", key.toString(), "--tlog-proof", file.toString()));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exitCode = VerifyLog.run(out, out, arguments.toArray(String[]::new));
        return new Said(exitCode, bytes.toString(StandardCharsets.UTF_8));
    }

    private String proof(int index, boolean opened) {
        String line = log.lines.get(index);
        String entry = quoted(new String(log.entries.get(index), StandardCharsets.UTF_8));
        String salt = line.replaceFirst(".*\"salt\":\"([^\"]*)\".*", "$1");
        String payload = quoted(line.replaceFirst(".*\"payload\":(.*)}$", "$1"));
        String extra = "{\"entry\":" + entry
                + (opened ? ",\"payload\":" + payload + ",\"salt\":\"" + salt + "\"}" : "}");
        StringBuilder proof = new StringBuilder("c2sp.org/tlog-proof@v1\nextra ")
                .append(Base64.getEncoder().encodeToString(extra.getBytes(StandardCharsets.UTF_8))).append("\nindex ")
                .append(index).append('\n');
        path(index, TestLog.leaves(log.entries))
                .forEach(hash -> proof.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return proof.append('\n').append(log.checkpoint()).toString();
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\"", "\\\"") + "\"";
    }

    /** RFC 6962, section 2.1.1. */
    private static List<byte[]> path(int index, List<byte[]> hashes) {
        if (hashes.size() == 1) {
            return new ArrayList<>();
        }
        int k = Integer.highestOneBit(hashes.size() - 1);
        List<byte[]> path = index < k
                ? path(index, hashes.subList(0, k))
                : path(index - k, hashes.subList(k, hashes.size()));
        path.add(TestLog.root(index < k ? hashes.subList(k, hashes.size()) : hashes.subList(0, k)));
        return path;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void everyEntryIsProven(int index) throws IOException {
        Said said = verify(proof(index, true));

        assertThat(said.exitCode()).as(said.text()).isZero();
        assertThat(said.text()).contains("Entry " + index + ", of class control, recorded in 2026-03.",
                "It says: de.handschlag.log.queried.v1 of 2026-03-01T00:00:00Z.", "Good: no fault.");
    }

    @Test
    @DisplayName("Without a payload it is said that the proof does not show what the entry says")
    void notOpened() throws IOException {
        Said said = verify(proof(3, false));

        assertThat(said.exitCode()).isZero();
        assertThat(said.text()).contains("What it says is not in the proof").doesNotContain("It says");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            index 3, index 2, INCLUSION at entry 2
            index 3, index 9, INCLUSION at entry 9
            @hash, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=, INCLUSION at entry 3
            @entry, control, INCLUSION at entry 3
            @payload, queried, COMMITMENT at entry 3
            @salt, x, COMMITMENT at entry 3
            @size, 8, SIGNATURE
            """)
    @DisplayName("What was changed is named")
    void changed(String from, String to, String fault) throws IOException {
        String proof = proof(3, true);
        List<String> lines = new ArrayList<>(proof.lines().toList());
        String extra = new String(Base64.getDecoder().decode(lines.get(1).substring(6)), StandardCharsets.UTF_8);
        String changed = switch (from) {
            case "@hash" -> proof.replace(lines.get(3), to);
            case "@entry" -> proof.replace(lines.get(1), extra(extra.replaceFirst(to, "consent")));
            case "@payload" -> proof.replace(lines.get(1), extra(extra.replace("log." + to, "log.erased")));
            case "@salt" -> proof.replace(lines.get(1),
                    extra(extra.replaceFirst("\"salt\":\"[^\"]*\"", "\"salt\":\"" + "A".repeat(43) + "=\"")));
            case "@size" -> proof.replace("\n" + SIZE + "\n", "\n" + to + "\n");
            default -> proof.replace(from + "\n", to + "\n");
        };
        Said said = verify(changed);

        assertThat(changed).isNotEqualTo(proof);
        assertThat(said.exitCode()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains(fault);
    }

    private static String extra(String json) {
        return "extra " + Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("Another log's proof is not this log's")
    void anotherKey() throws IOException {
        key = Files.writeString(directory.resolve("other"), TestKey.generate(TestLog.ORIGIN).verifierKey());

        assertThat(verify(proof(3, true)).exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("What is no proof, and a command that makes no sense, is exit code 2")
    void whatIsNoProof() throws IOException {
        String proof = proof(3, true);
        for (String other : List.of("", "x", proof.replace("@v1", "@v2"), proof.replace("index 3", "index 03"),
                proof.replaceFirst("extra [^\n]*\n", ""), proof.replace("\n\n", "\n"),
                proof.replaceFirst("extra ", "extra  "), proof.replace("index 3\n", "index 3\nAAAA\n"))) {
            assertThat(verify(other).exitCode()).as(other).isEqualTo(2);
        }
        assertThat(verify(proof, "export.zip").exitCode()).isEqualTo(2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(VerifyLog.run(out, out, "--tlog-proof", directory.resolve("entry.tlog-proof").toString()))
                .as("without the log's key").isEqualTo(2);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("--vkey");
    }
}
