package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

@DisplayName("The command, its keys and checkpoints, and input that means no good")
@Timeout(180)
class CommandTest {

    @TempDir
    Path directory;

    private final TestLog log = TestLog.ofSize(300);

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "given", ""), text).toString();
    }

    private static String run(int expected, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertThat(VerifyLog.run(out, out, arguments)).as(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void helpIsNoError() {
        assertThat(run(0, "--help")).startsWith("Usage: log-verifier").contains("Exit codes: 0");
    }

    @Test
    @DisplayName("deploy/verify-log --help, which builds nothing, prints the same text")
    void helpWithoutABuildIsTheSame() {
        assertThat(Path.of("../deploy/scripts/help/verify-log.txt")).hasContent(Options.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--vkey", "--nonsense x", "a b", "--max-faults 0 x", "--freshness-bound soon x",
            "/nowhere/at/all"})
    void wrongUsageEndsWithTwo(String arguments) {
        run(2, arguments.isEmpty() ? new String[0] : arguments.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --vkey k --tlog-proof p | --event-keys --former-vkey --checkpoint --witness-lag --tsa-certificate --completeness --state --whole-tree --every --bearer --tree-only --freshness-bound --commit-delay --clock-skew --catalogue
            --vkey k http://localhost:1/log | --event-keys --former-vkey --witness-lag --tsa-certificate --completeness --tree-only --freshness-bound --commit-delay --clock-skew --catalogue
            export.zip | --state --whole-tree --every --bearer
            --tree-only export.zip | --event-keys --witness-lag --completeness --state --whole-tree --every --bearer --freshness-bound --commit-delay --clock-skew --catalogue
            """)
    @DisplayName("An option that would not be looked at is refused, and its file not even opened: it must not look as if it had been")
    void whatWouldNotBeCheckedIsRefused(String looked, String options) {
        for (String option : options.split(" ")) {
            List<String> arguments = new ArrayList<>(List.of(option));
            if (!option.equals("--tree-only") && !option.equals("--whole-tree")) {
                arguments.add(List.of("--witness-lag", "--every", "--freshness-bound", "--commit-delay", "--clock-skew")
                        .contains(option) ? "PT1H" : "/nowhere/at/all");
            }
            arguments.addAll(List.of(looked.split(" ")));

            assertThat(run(2, arguments.toArray(String[]::new))).as(option).contains(option + " cannot be used with")
                    .doesNotContain("cannot be read");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --every PT0S --state s http://localhost:1/log | PT1S
            --every PT0.999S --state s http://localhost:1/log | PT1S
            --every PT-1S --state s http://localhost:1/log | --every
            --every PT1S http://localhost:1/log | --state
            --unsigned-before 7 export.zip | --event-keys
            --witness-lag PT1H export.zip | --witness
            --tree-only --former-vkey k export.zip | --checkpoint
            --vkey a --vkey b export.zip | --vkey is given twice
            --event-keys a --event-keys b export.zip | --event-keys is given twice
            --vkey k --tlog-proof a --tlog-proof b | --tlog-proof is given twice
            --clock-skew PT1S --clock-skew PT9S export.zip | --clock-skew is given twice
            """)
    @DisplayName("So is one that means nothing without another, or of which only one would count")
    void whatDoesNotGoTogetherIsRefused(String arguments, String said) {
        assertThat(run(2, arguments.split(" "))).contains(said, "see --help").doesNotContain("cannot be read");
    }

    @Test
    void whatIsNoArchiveEndsWithTwo() throws IOException {
        assertThat(run(2, file("this is no archive"))).contains("no ZIP archive");
        assertThat(run(2, file(""))).contains("no ZIP archive");
        assertThat(Verified.archive(log.files(), "--vkey", file("nonsense")).exitCode()).isEqualTo(2);
        assertThat(Verified.archive(log.files(), "--checkpoint", directory.resolve("none").toString()).exitCode())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("Without a key of one's own the summary says what was not shown")
    void ownKeyProvesLittle() throws IOException {
        assertThat(Verified.archive(log.files()).output()).contains("the key inside of the export",
                "No earlier checkpoint was given");
        assertThat(Verified.archive(log.files(), "--vkey", file(log.key.verifierKey())).output())
                .contains("the key that you gave").doesNotContain("inside of the export");
    }

    @Test
    void anotherKey() throws IOException {
        String other = file(TestKey.generate(TestLog.ORIGIN).verifierKey());

        assertThat(Verified.archive(log.files(), "--vkey", other).indexes(FaultKind.KEY)).hasSize(2);
    }

    @Test
    @DisplayName("A signature by a key of the same id that does not fit, and another origin")
    void signatureAndOrigin() throws IOException {
        SortedMap<String, byte[]> files = log.files();
        String text = TestLog.checkpointText(log.entries);
        String of299 = log.key.signatureLine(TestLog.checkpointText(log.entries.subList(0, 299)));
        files.put("checkpoint", (text + "\n" + of299).getBytes(StandardCharsets.UTF_8));
        assertThat(Verified.archive(files).kinds()).containsExactly(FaultKind.SIGNATURE, FaultKind.MANIFEST);

        files.put("checkpoint",
                log.key.note(text.replace(TestLog.ORIGIN, "other.example")).getBytes(StandardCharsets.UTF_8));
        assertThat(Verified.archive(files).kinds()).containsExactly(FaultKind.ORIGIN, FaultKind.MANIFEST);
    }

    @Test
    @DisplayName("Cosignatures of witnesses are left alone; they replace nothing")
    void witnesses() {
        TestKey witness = TestKey.generate("witness.example");
        String text = TestLog.checkpointText(log.entries);
        SortedMap<String, byte[]> files = log.files();
        files.put("checkpoint", (log.checkpoint() + witness.signatureLine(text)).getBytes(StandardCharsets.UTF_8));
        files.put("manifest.json", log.manifest(files));
        assertThat(Verified.archive(files).exitCode()).isZero();

        files.put("checkpoint", witness.note(text).getBytes(StandardCharsets.UTF_8));
        files.put("manifest.json", log.manifest(files));
        assertThat(Verified.archive(files).kinds()).containsExactly(FaultKind.KEY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 299, 300})
    @DisplayName("The log continues each of its earlier checkpoints, and no other")
    void earlierCheckpoints(int size) throws IOException {
        String own = file(log.key.note(TestLog.checkpointText(log.entries.subList(0, size))));
        assertThat(Verified.archive(log.files(), "--checkpoint", own).exitCode()).isZero();

        if (size > 0) {
            String root = TestLog.checkpointText(TestLog.ofSize(301).entries.subList(1, size + 1));
            Verified verified = Verified.archive(log.files(), "--checkpoint", file(log.key.note(root)));
            assertThat(verified.found()).containsExactly(new Found(FaultKind.FORK, size - 1L));
        }
    }

    @Test
    void laterCheckpointShowsThatEntriesAreMissing() throws IOException {
        TestLog longer = log.copy();
        longer.filler();

        assertThat(Verified.archive(log.files(), "--checkpoint", file(longer.checkpoint())).found())
                .containsExactly(new Found(FaultKind.FORK, 300L));
    }

    @Test
    @DisplayName("The public tiles alone can be checked by whoever may not have the payloads")
    void treeOnly() {
        SortedMap<String, byte[]> files = log.files();
        files.remove("payloads.ndjson");
        files.remove("manifest.json");

        assertThat(Verified.archive(files, "--tree-only").exitCode()).isZero();
        assertThat(Verified.archive(files).kinds()).contains(FaultKind.UNREADABLE, FaultKind.PAYLOAD_MISSING);
    }

    @Test
    void manifestThatDescribesAnotherExport() {
        SortedMap<String, byte[]> files = log.files();
        String manifest = new String(files.get("manifest.json"), StandardCharsets.UTF_8);
        for (String changed : new String[]{manifest.replace("\"filter\":{}", "\"filter\":{\"agencyId\":\"jobcenter\"}"),
                manifest.replace("\"erased\":0", "\"erased\":1"), manifest.replace("export/1", "export/2"),
                manifest.replace("\"size\":300", "\"size\":299"), manifest.replaceFirst("[0-9a-f]{64}", "00"), "{}"}) {
            assertThat(changed).isNotEqualTo(manifest);
            files.put("manifest.json", changed.getBytes(StandardCharsets.UTF_8));
            assertThat(Verified.archive(files).kinds()).containsExactly(FaultKind.MANIFEST);
        }
    }

    @Test
    @DisplayName("A size that nobody could have, a line without end and JSON without bottom end in bounded time and memory")
    void hostileInput() throws IOException {
        SortedMap<String, byte[]> files = log.files();
        String text = TestLog.checkpointText(log.entries).replace("\n300\n", "\n900000000000000000\n");
        files.put("checkpoint", log.key.note(text).getBytes(StandardCharsets.UTF_8));
        assertThat(Verified.archive(files, "--max-faults", "5000").output()).contains("stopped after 5000 faults");

        files = log.files();
        files.put("payloads.ndjson", "[".repeat(5 << 20).getBytes(StandardCharsets.UTF_8));
        assertThat(Verified.archive(files).kinds()).contains(FaultKind.UNREADABLE, FaultKind.PAYLOAD_MISSING);

        files = log.files();
        files.put("payloads.ndjson",
                ("{\"index\":0,\"payload\":" + "{\"a\":".repeat(100_000) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(Verified.archive(files).found()).contains(new Found(FaultKind.PAYLOAD_FORM, 0L));
    }

    @Test
    @DisplayName("Links are not followed, and pipes are not read")
    void linksAndPipes() throws IOException, InterruptedException {
        Path export = Verified.writeDirectory(log.files(), directory.resolve("export"));
        Path bundle = export.resolve("tile/entries/000");
        Files.move(bundle, directory.resolve("elsewhere"));
        Files.createSymbolicLink(bundle, directory.resolve("elsewhere"));
        assertThat(Verified.command(export).found()).contains(new Found(FaultKind.BUNDLE, 0L));

        Files.delete(bundle);
        assertThat(new ProcessBuilder("mkfifo", bundle.toString()).start().waitFor()).isZero();
        assertThat(Verified.command(export).found()).contains(new Found(FaultKind.BUNDLE, 0L));
    }

    @Test
    void oneNameTwiceInAnArchive() throws IOException {
        // The JDK writes no such archive, so the second name is changed afterwards to the first.
        Path archive = directory.resolve("twice.zip");
        SortedMap<String, byte[]> files = log.files();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
            zip.putNextEntry(new ZipEntry("Vkey"));
            zip.write(files.get("vkey"));
        }
        byte[] bytes = Files.readAllBytes(archive);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("Vkey", "vkey");
        Files.write(archive, latin.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Verified.command(archive).output()).contains("vkey is there twice");
    }

    @Test
    @DisplayName("Nothing in an export can steer the terminal")
    void controlCharacters() throws IOException {
        SortedMap<String, byte[]> files = log.files();
        files.put("\u001b[2Jfile", new byte[0]);

        assertThat(Verified.archive(files).output()).contains("UNEXPECTED_FILE").doesNotContain("\u001b");
    }

    @Test
    void progressIsDrawnWhenItIsAskedFor() throws IOException {
        assertThat(Verified.archive(log.files(), "--progress").output()).contains("300 of 300 entries");
        assertThat(Verified.archive(log.files()).output()).doesNotContain("300 of 300 entries");
    }
}
