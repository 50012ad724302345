package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import de.handschlag.verifier.fault.FaultKind;

@DisplayName("An archive is read in one way only")
class ArchiveTest {

    @TempDir
    Path directory;

    private final TestLog log = TestLog.ofSize(3);

    private Verified verify(byte[] archive) throws IOException {
        return Verified.command(Files.write(Files.createTempFile(directory, "export", ".zip"), archive));
    }

    private static byte[] archive(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Verified.writeZip(files, bytes);
        return bytes.toByteArray();
    }

    /** Not packed, with sizes in the headers: what a program without streams writes. */
    private static byte[] stored(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer buffer(byte[] archive) {
        return ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Positions of the directory's headers. */
    private static List<Integer> headers(byte[] archive) {
        ByteBuffer bytes = buffer(archive);
        List<Integer> headers = new ArrayList<>();
        for (int at = bytes.getInt(archive.length - 6); bytes.getInt(at) == 0x02014b50;) {
            headers.add(at);
            at += 46 + bytes.getShort(at + 28) + bytes.getShort(at + 30) + bytes.getShort(at + 32);
        }
        return headers;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    @DisplayName("Packed or not, with sizes before or behind the data")
    void archivesThatAreGood() throws IOException {
        assertThat(verify(archive(log.files())).exitCode()).isZero();
        assertThat(verify(stored(log.files())).exitCode()).isZero();
    }

    @Test
    @DisplayName("Nothing stands before the archive, behind it, or between its files")
    void bytesThatBelongToNothing() throws IOException {
        byte[] good = archive(log.files());
        assertThat(verify(concat(new byte[100], good)).kinds()).containsExactly(FaultKind.ARCHIVE);
        assertThat(verify(concat(archive(TestLog.ofSize(2).files()), good)).kinds()).containsExactly(FaultKind.ARCHIVE);
        assertThat(verify(concat(good, new byte[100])).kinds()).containsExactly(FaultKind.ARCHIVE);

        int end = buffer(good).getInt(good.length - 6);
        byte[] between = concat(Arrays.copyOf(good, end), new byte[7], Arrays.copyOfRange(good, end, good.length));
        buffer(between).putInt(between.length - 6, end + 7);
        assertThat(verify(between).kinds()).containsExactly(FaultKind.ARCHIVE);
    }

    @Test
    @DisplayName("A file has the header of its own name")
    void anotherFilesHeader() throws IOException {
        SortedMap<String, byte[]> files = log.files();
        byte[] archive = archive(files);
        String latin = new String(archive, StandardCharsets.ISO_8859_1);
        int local = latin.indexOf("manifest.json");
        byte[] changed = (latin.substring(0, local) + "manifest.jsoN" + latin.substring(local + 13))
                .getBytes(StandardCharsets.ISO_8859_1);
        Verified verified = verify(changed);
        assertThat(verified.kinds()).contains(FaultKind.ARCHIVE);
        assertThat(verified.output()).contains("manifest.json has another file's header");
    }

    @Test
    @DisplayName("Sizes and checksums are those of the files")
    void falseSizes() throws IOException {
        for (int field : new int[]{16, 24}) {
            byte[] archive = archive(log.files());
            ByteBuffer bytes = buffer(archive);
            for (int header : headers(archive)) {
                bytes.putInt(header + field, bytes.getInt(header + field) + 1);
            }
            assertThat(verify(archive).kinds()).contains(FaultKind.ARCHIVE, FaultKind.UNREADABLE);
        }
        byte[] archive = stored(log.files());
        buffer(archive).putInt(14, 7);
        assertThat(verify(archive).kinds()).containsExactly(FaultKind.ARCHIVE);
    }

    @Test
    @DisplayName("Two entries of the directory do not share the bytes of one file")
    void filesThatOverlap() throws IOException {
        byte[] archive = archive(log.files());
        List<Integer> headers = headers(archive);
        ByteBuffer bytes = buffer(archive);
        bytes.putInt(headers.get(1) + 42, bytes.getInt(headers.getFirst() + 42));
        assertThat(verify(archive).kinds()).contains(FaultKind.ARCHIVE);
    }

    @Test
    @DisplayName("The end states as many files as there are")
    void falseCount() throws IOException {
        byte[] archive = archive(log.files());
        ByteBuffer bytes = buffer(archive);
        bytes.putShort(archive.length - 12, (short) (bytes.getShort(archive.length - 12) - 1));
        assertThat(verify(archive).kinds()).containsExactly(FaultKind.ARCHIVE);
    }

    @Test
    @DisplayName("More files than 65,535 need the longer form of the end")
    void longerForm() throws IOException {
        SortedMap<String, byte[]> files = log.files();
        for (int i = 0; i < 66_000; i++) {
            files.put("more/" + i, new byte[0]);
        }
        Verified verified = Verified.archive(files, "--max-faults", "70000");
        assertThat(verified.kinds()).containsExactly(FaultKind.UNEXPECTED_FILE);
        assertThat(verified.found()).hasSize(66_000);
    }
}
