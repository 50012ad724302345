package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.FilteredLog;
import de.handschlag.verifier.TestLog;
import de.handschlag.verifier.Verified;
import de.handschlag.verifier.Verified.Found;

/** The log of a real stack, wrong in one way at a time, and signed as well as somebody with all of its keys could. */
@TestInstance(Lifecycle.PER_CLASS)
@DisplayName("G4 What the verifier finds in a log of the demonstration")
class DemonstrationLogTest {

    private final RunningStack stack = RunningStack.get();
    private DemonstrationScene scene;
    private Path verifierKey;
    private Path wholeLog;
    private ForgedLog log;

    @BeforeAll
    void play(@TempDir Path directory) throws Exception {
        scene = new DemonstrationScene(stack, directory);
        scene.play();
        verifierKey = scene.verifierKey();
        wholeLog = scene.wholeLog();
        log = ForgedLog.ofPersonsSince(scene.begin(), wholeLog,
                new StackKeys(stack.stack(), Files.readString(verifierKey)));
    }

    private String[] keys() {
        return new String[]{"--vkey", verifierKey.toString(), "--event-keys",
                stack.stack().eventKeys().trusted().toString()};
    }

    @Test
    @DisplayName("G4 The log as it was exported is good")
    void wholeLogIsGood() {
        Verified verified = Verified.command(wholeLog, keys());

        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    @DisplayName("G4 What the demonstration left in it, written and signed anew, is good as well")
    void forgedLogIsGoodUntilItIsChanged() {
        Verified verified = Verified.archive(log.written().files(), keys());

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("by grants", "1 in an emergency");
    }

    static Stream<LogMutation> blindSpots() {
        return BlindSpots.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blindSpots")
    @DisplayName("G4 A log that is signed and not lawful is found out")
    void blindSpotIsFound(LogMutation mutation) {
        ForgedLog forged = log.copy();
        long index = forged.indexOf(mutation.change().apply(forged));

        mustFind(mutation, index, Verified.archive(forged.written().files(), keys()));
    }

    static Stream<LogMutation> forgedEvents() {
        return Stream.of(ForgedEvents.SIGNATURES, ForgedEvents.REVISIONS).flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedEvents")
    @DisplayName("R39 A forged event is found")
    void forgedEventIsFound(LogMutation mutation) {
        ForgedLog forged = log.copy();
        long index = forged.indexOf(mutation.change().apply(forged));

        mustFind(mutation, index, Verified.archive(forged.written().files(), keys()));
    }

    static Stream<LogMutation> forgedSignatures() {
        return ForgedEvents.SIGNATURES.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgedSignatures")
    @DisplayName("R39 A forged event is found in an export about its person, too")
    void forgedEventIsFoundInAnExportOfSomeEntries(LogMutation mutation) {
        ForgedLog forged = log.copy();
        long index = forged.indexOf(mutation.change().apply(forged));

        mustFind(mutation, index, aboutAmira(forged).verified(keys()));
    }

    @Test
    @DisplayName("R39 An export about a person that nobody forged is good")
    void exportOfSomeEntriesIsGoodUntilItIsChanged() {
        Verified verified = aboutAmira(log).verified(keys());

        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    private FilteredLog aboutAmira(ForgedLog forged) {
        TestLog written = forged.written();
        return new FilteredLog(written, "ndjson", forged.positionsOf(scene.amira()), List.of())
                .narrowedBy("dataSubjectId", scene.amira());
    }

    /** Nothing gives the log away but what is wrong with it: whatever keys can sign is signed. */
    private static void mustFind(LogMutation mutation, long index, Verified verified) {
        String said = mutation + "\n" + verified.output();
        assertThat(verified.exitCode()).as(said).isEqualTo(1);
        assertThat(verified.found()).as(said).contains(new Found(mutation.found(), index));
        assertThat(verified.kinds()).filteredOn(kind -> kind.point() < 6).as(said).isSubsetOf(mutation.found());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv", "fhir"})
    @DisplayName("G4 An export about a person is good as it was made, and no file of it can be changed unseen")
    void changedByteOfAnExportIsFound(String format) throws IOException, InterruptedException {
        Path export = scene.exportAboutAmira(format);
        SortedMap<String, byte[]> files = files(export);

        assertThat(Verified.command(export, keys()).exitCode()).isZero();
        // An export without an erasure has no byte in the file that tells of them.
        assertThat(files).hasSize(6);
        assertThat(files.values()).filteredOn(bytes -> bytes.length == 0).hasSizeLessThan(2);
        for (String path : files.keySet()) {
            byte[] bytes = files.get(path).clone();
            if (bytes.length > 0) {
                bytes[bytes.length / 2] ^= 1;
                SortedMap<String, byte[]> changed = new TreeMap<>(files);
                changed.put(path, bytes);
                assertThat(Verified.archive(changed, keys()).exitCode()).as(path).isEqualTo(1);
            }
        }
    }

    private static SortedMap<String, byte[]> files(Path archive) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (FileSystem zip = FileSystems.newFileSystem(archive); Stream<Path> paths = Files.walk(zip.getPath("/"))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(path.toString().substring(1), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
