package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

@DisplayName("G4 Logs of every size that is special")
class LogSizeTest {

    private static final int LARGEST = 65_537;
    private static final TestLog ALL = TestLog.ofSize(LARGEST);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257})
    @DisplayName("A valid log passes, as archive and as directory; one byte of its last entry, tile or payload does not")
    void sizes(int size) throws IOException {
        passesWholeOnly(size);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, LARGEST})
    @DisplayName("The same of a log with three levels of tiles")
    void largeSizes(int size) throws IOException {
        passesWholeOnly(size);
    }

    private void passesWholeOnly(int size) throws IOException {
        TestLog log = ALL.first(size);
        SortedMap<String, byte[]> files = log.files();
        Path key = Files.writeString(directory.resolve("key"), log.key.verifierKey());
        String[] options = {"--vkey", key.toString()};

        Verified archive = Verified.archive(files, options);
        Verified unpacked = Verified.command(Verified.writeDirectory(files, directory.resolve("export")), options);

        assertThat(archive.exitCode()).as(archive.output()).isZero();
        assertThat(unpacked.output()).isEqualTo(archive.output());
        assertThat(archive.output()).contains(size + " entries", "Good: no fault.");
        if (size > 0) {
            long last = size - 1L;
            flipLastByte(files, log.pathOf("entries", last));
            assertThat(Verified.archive(files, options).found()).contains(new Found(FaultKind.ENTRY_FORM, last),
                    new Found(FaultKind.HASH_TILE, last), new Found(FaultKind.ROOT, null));

            flipLastByte(files, log.pathOf("entries", last));
            flipLastByte(files, log.pathOf("0", last));
            assertThat(Verified.archive(files, options).found()).containsExactly(new Found(FaultKind.HASH_TILE, last));
        }
    }

    static void flipLastByte(SortedMap<String, byte[]> files, String path) {
        byte[] bytes = files.get(path);
        bytes[bytes.length - 1] ^= 1;
    }
}
