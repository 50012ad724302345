package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.sun.net.httpserver.HttpServer;

@DisplayName("A running log at its address")
class MonitorTest {

    @TempDir
    Path directory;

    private final TestKey key = TestKey.generate(TestLog.ORIGIN);
    private final List<String> asked = new ArrayList<>();
    private SortedMap<String, byte[]> served = new TreeMap<>();
    private HttpServer server;
    private String output = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/log/", exchange -> {
            String path = exchange.getRequestURI().getPath().substring("/log/".length());
            asked.add(path);
            byte[] body = served.get(path.equals("checkpoint/cosigned") ? "cosigned" : path);
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private TestLog log(int size) {
        TestLog log = new TestLog(key);
        for (int i = 0; i < size; i++) {
            log.filler();
        }
        return log;
    }

    private int look(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--vkey", Files.writeString(directory.resolve("vkey"), key.verifierKey()).toString(),
                "--state", directory.resolve("kept").toString(),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/log"));
        asked.clear();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = VerifyLog.run(out, out, arguments.toArray(String[]::new));
        output = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }

    @ParameterizedTest
    @CsvSource({"0,3", "1,2", "3,3", "10,300", "255,256", "256,257", "256,512", "300,70000", "513,1025"})
    @DisplayName("It continues what was seen before, and few tiles show it")
    void continues(int before, int after) throws IOException {
        TestLog log = log(after);
        served = log.first(before).files();
        assertThat(look()).as(output).isZero();
        served = log.files();
        assertThat(look()).as(output).isZero();
        assertThat(output).contains("it continues the " + before + " that were seen before");
        assertThat(asked).hasSizeLessThan(10).noneMatch(path -> path.startsWith("tile/entries"));
        assertThat(directory.resolve("kept/" + after + ".checkpoint")).exists();
    }

    @ParameterizedTest
    @CsvSource({"1,2", "3,3", "10,300", "256,257", "256,512", "300,1025", "10,66000"})
    @DisplayName("Another log of the same key is an alarm, and the evidence is kept")
    void isAnotherLog(int before, int after) throws IOException {
        served = log(before).files();
        assertThat(look()).as(output).isZero();
        TestLog other = new TestLog(key);
        other.add("de.handschlag.log.queried.v1", "control", Instant.parse("2026-03-02T00:00:00Z"),
                Map.of("queryPurpose", "other"));
        for (int i = 1; i < after; i++) {
            other.filler();
        }
        served = other.files();
        assertThat(look()).isEqualTo(1);
        assertThat(output).contains("FORK", "NOT GOOD");
        try (var files = Files.list(directory.resolve("kept"))) {
            assertThat(files.map(file -> file.getFileName().toString())).contains(before + ".checkpoint")
                    .anyMatch(name -> name.endsWith(".contradiction"));
        }
    }

    @Test
    @DisplayName("A log that became shorter, and tiles of another log than the checkpoint's, are alarms")
    void isShorterOrOther() throws IOException {
        TestLog log = log(300);
        served = log.files();
        assertThat(look()).isZero();
        served = log.first(299).files();
        assertThat(look()).isEqualTo(1);
        assertThat(output).contains("FORK at entry 299");
        served = log(301).files();
        served.put("checkpoint", log.first(300).checkpoint().getBytes(StandardCharsets.UTF_8));
        byte[] tile = served.get("tile/0/001.p/45");
        tile[0] ^= 1;
        assertThat(look()).isEqualTo(2);
    }

    @Test
    @DisplayName("The first look hashes all of it, and so does one that is asked to")
    void wholeTree() throws IOException {
        TestLog log = log(300);
        served = log.files();
        served.get("tile/entries/000")[40] ^= 1;
        assertThat(look()).isEqualTo(1);
        assertThat(output).contains("HASH_TILE at entry 0", "ROOT");
        served = log.files();
        assertThat(look()).isZero();
        served.get("tile/entries/000")[40] ^= 1;
        assertThat(look()).isZero();
        assertThat(look("--whole-tree")).isEqualTo(1);
    }

    /** Another log of the same key: none of its entries is one of ours. */
    private TestLog other(int size) {
        TestLog other = new TestLog(key);
        for (int i = 0; i < size; i++) {
            other.add("de.handschlag.log.queried.v1", "control", Instant.parse("2026-03-02T00:00:00Z"),
                    Map.of("queryPurpose", "other"));
        }
        return other;
    }

    private byte[] cosigned(TestLog log, TestWitness by) {
        return (log.checkpoint()
                + by.cosign(TestLog.checkpointText(log.entries), Instant.parse("2026-03-01T00:00:30Z")))
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"90,FORK at entry 89", "100,FORK at entry 99", "101,FORK at entry 100", "120,FORK at entry 100"})
    @DisplayName("What witnesses cosigned and what everybody is shown are one log: another one is an alarm, at each look")
    void splitView(int size, String fault) throws IOException {
        TestWitness witness = TestWitness.generate("witness.example/w");
        String[] options = {"--witness", witness.verifierKey()};
        TestLog log = log(100);
        served = log.files();
        served.put("cosigned", cosigned(other(size), witness));
        assertThat(look(options)).as(output).isEqualTo(1);
        assertThat(output).contains(fault);
        try (var files = Files.list(directory.resolve("kept"))) {
            assertThat(files.map(file -> file.getFileName().toString())).as("both sides of the contradiction")
                    .hasSize(2).allMatch(name -> name.endsWith(".contradiction"))
                    .anyMatch(name -> name.startsWith("100-")).anyMatch(name -> name.startsWith(size + "-"));
        }

        served.put("cosigned", cosigned(log.first(90), witness));
        assertThat(look(options)).as(output).isZero();
        assertThat(output).contains("cosigned 90 of 100 entries");
        served.put("cosigned", cosigned(other(size), witness));
        assertThat(look(options)).as("from a few tiles: " + output).isEqualTo(1);
        assertThat(output).contains(fault);
        assertThat(asked).noneMatch(path -> path.startsWith("tile/entries"));
    }

    @Test
    @DisplayName("A checkpoint that becomes public and cosigned between two questions is no fork")
    void cosignedIsAskedForFirst() throws IOException {
        TestWitness witness = TestWitness.generate("witness.example/w");
        served = log(100).files();
        served.put("cosigned", cosigned(log(100), witness));
        assertThat(look("--witness", witness.verifierKey())).as(output).isZero();
        assertThat(asked.indexOf("checkpoint/cosigned")).isBetween(0, asked.indexOf("checkpoint"));
    }

    @Test
    @DisplayName("A cosigned checkpoint that the log did not sign is a fault, and no contradiction of the log's")
    void cosignedByWitnessesAlone() throws IOException {
        TestWitness witness = TestWitness.generate("witness.example/w");
        served = log(100).files();
        String text = TestLog.checkpointText(other(90).entries);
        served.put("cosigned",
                (TestKey.generate(TestLog.ORIGIN).note(text)
                        + witness.cosign(text, Instant.parse("2026-03-01T00:00:30Z")))
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(look("--witness", witness.verifierKey())).isEqualTo(1);
        assertThat(output).contains("KEY: the cosigned checkpoint").doesNotContain("FORK", "kept as evidence");
    }

    @Test
    @DisplayName("A checkpoint that the user kept is held against the log at each look, not at the first alone")
    void givenCheckpoints() throws IOException {
        TestLog log = log(300);
        served = log.files();
        String own = Files.writeString(directory.resolve("own"), log.first(50).checkpoint()).toString();
        String another = Files.writeString(directory.resolve("another"), other(50).checkpoint()).toString();
        String later = Files.writeString(directory.resolve("later"), log(301).checkpoint()).toString();
        assertThat(look("--checkpoint", own)).as(output).isZero();
        assertThat(look("--checkpoint", own)).as(output).isZero();
        assertThat(output).contains("it continues the 300 that were seen before",
                "1 earlier checkpoints were compared");
        for (String whole : new String[]{"--no-progress", "--whole-tree"}) {
            assertThat(look(whole, "--checkpoint", own, "--checkpoint", another)).as(whole).isEqualTo(1);
            assertThat(output).contains("FORK at entry 49");
            assertThat(look(whole, "--checkpoint", later)).as(whole).isEqualTo(1);
            assertThat(output).contains("FORK at entry 300");
        }
        Files.writeString(directory.resolve("another"),
                TestKey.generate(TestLog.ORIGIN).note(TestLog.checkpointText(other(50).entries)));
        assertThat(look("--checkpoint", another)).isEqualTo(1);
        assertThat(output).contains("KEY: the earlier checkpoint").doesNotContain("FORK");
    }

    @Test
    @DisplayName("It looks again and again until something is wrong")
    void every() throws IOException {
        TestLog log = log(3);
        served = log.files();
        server.createContext("/counted/", exchange -> {
            String path = exchange.getRequestURI().getPath().substring("/counted/".length());
            asked.add(path);
            if (path.equals("checkpoint") && asked.stream().filter("checkpoint"::equals).count() == 3) {
                served = log.first(2).files();
            }
            byte[] body = served.get(path);
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        asked.clear();
        assertThat(VerifyLog.run(out, out, "--every", "PT1S", "--state", directory.resolve("kept").toString(),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/counted")).isEqualTo(1);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("Good: no fault in the tree", "FORK");
    }

    @Test
    @DisplayName("Who is not reached is not accused")
    void notReached() throws IOException {
        assertThat(look()).isEqualTo(2);
        assertThat(output).contains("cannot be read").doesNotContain("GOOD");
    }
}
