package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.zip.ZipFile;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * A valid log of three tiles, tampered with at every place that chance picks. The log itself passes before each property; each
 * tampering is found, with kind and index. The key and two earlier checkpoints are outside, as a stranger keeps them. How often chance
 * picks says {@code tests.tries}; {@code deploy/test --long} has it pick more often.
 */
@Tag("sampled")
@Label("G4 No tampering stays unseen")
class TamperedLogTest {

    private static final int SIZE = 600;
    private static final int LAST = SIZE - 1;
    private static final int EARLIER = 411;

    private static TestLog log;
    private static Path key;
    private static Path earlier;
    private static String[] options;

    @BeforeContainer
    static void validLogPasses() throws IOException {
        LawfulLog life = new LawfulLog();
        for (int i = 1; life.log.entries.size() < SIZE; i++) {
            life.person = new UUID(1, i);
            life.linked();
            UUID grant = life.given();
            life.disclosed(grant);
            life.ended("withdrawn", grant);
            life.enforced(life.now);
            life.denied();
        }
        log = life.log;
        key = Files.writeString(Files.createTempFile("handschlag", ".vkey"), log.key.verifierKey());
        String text = TestLog.checkpointText(log.entries.subList(0, EARLIER));
        earlier = Files.writeString(Files.createTempFile("handschlag", ".checkpoint"), log.key.note(text));
        options = new String[]{"--vkey", key.toString(), "--checkpoint", earlier.toString()};
        Verified valid = verify(log.files());
        assertThat(valid.exitCode()).as(valid.output()).isZero();
    }

    @AfterContainer
    static void removeFiles() throws IOException {
        Files.delete(key);
        Files.delete(earlier);
    }

    private static Verified verify(SortedMap<String, byte[]> files) {
        return Verified.archive(files, options);
    }

    private static void mustFind(SortedMap<String, byte[]> files, FaultKind kind, long index) {
        Verified verified = verify(files);
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.found()).contains(new Found(kind, index));
    }

    /** Position of an entry's first byte in its bundle. */
    private static int offsetInBundle(int index) {
        return log.entries.subList(index / 256 * 256, index).stream().mapToInt(entry -> 2 + entry.length).sum() + 2;
    }

    private static void flip(byte[] bytes, int at, int bit) {
        bytes[at] ^= (byte) (1 << bit);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void bitOfAnEntry(@ForAll @IntRange(max = LAST) int index, @ForAll @IntRange(max = 200) int at,
            @ForAll @IntRange(max = 7) int bit) {
        SortedMap<String, byte[]> files = log.files();
        flip(files.get(log.pathOf("entries", index)), offsetInBundle(index) + at % log.entries.get(index).length, bit);

        mustFind(files, FaultKind.HASH_TILE, index);
        assertThat(verify(files).found()).contains(new Found(FaultKind.ROOT, null));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void bitOfAnEntrysLength(@ForAll @IntRange(max = LAST) int index, @ForAll @IntRange(max = 15) int bit) {
        SortedMap<String, byte[]> files = log.files();
        flip(files.get(log.pathOf("entries", index)), offsetInBundle(index) - 1 - bit / 8, bit % 8);

        Verified verified = verify(files);
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.found()).anySatisfy(fault -> {
            assertThat(fault.kind()).isIn(FaultKind.HASH_TILE, FaultKind.BUNDLE);
            assertThat(fault.index()).isEqualTo(index);
        });
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void truncatedBundle(@ForAll @IntRange(max = LAST) int index, @ForAll @IntRange(max = 100) int kept) {
        SortedMap<String, byte[]> files = log.files();
        files.compute(log.pathOf("entries", index),
                (path, bytes) -> Arrays.copyOf(bytes, offsetInBundle(index) - 2 + kept));

        Verified verified = verify(files);
        mustFind(files, FaultKind.BUNDLE, index);
        assertThat(verified.kinds()).as("the hashes of the tile stand in").doesNotContain(FaultKind.ROOT,
                FaultKind.COMMITMENT);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void bytesAfterTheLastEntryOfABundle(@ForAll @IntRange(max = 2) int bundle, @ForAll @IntRange(min = 1) int count) {
        SortedMap<String, byte[]> files = log.files();
        int last = Math.min(LAST, bundle * 256 + 255);
        files.compute(log.pathOf("entries", last),
                (path, bytes) -> Arrays.copyOf(bytes, bytes.length + 1 + count % 1000));

        assertThat(verify(files).found()).containsExactly(new Found(FaultKind.BUNDLE, (long) last));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void bitOfAHashTile(@ForAll @IntRange(max = LAST) int index, @ForAll @IntRange(max = 255) int bit) {
        SortedMap<String, byte[]> files = log.files();
        flip(files.get(log.pathOf("0", index)), index % 256 * 32 + bit / 8, bit % 8);

        assertThat(verify(files).found()).as("the entries are unharmed")
                .containsExactly(new Found(FaultKind.HASH_TILE, (long) index));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void bitOfAHashOfTheLevelAbove(@ForAll @IntRange(max = 1) int position, @ForAll @IntRange(max = 255) int bit) {
        SortedMap<String, byte[]> files = log.files();
        flip(files.get("tile/1/000.p/2"), position * 32 + bit / 8, bit % 8);

        assertThat(verify(files).found()).containsExactly(new Found(FaultKind.HASH_TILE, position * 256L));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void hashTileOfAnotherLength(@ForAll @IntRange(max = 2) int tile, @ForAll @IntRange(max = 8000) int length) {
        SortedMap<String, byte[]> files = log.files();
        int first = tile * 256;
        byte[] bytes = files.get(log.pathOf("0", first));
        int cut = length % bytes.length;
        files.put(log.pathOf("0", first), Arrays.copyOf(bytes, cut));
        mustFind(files, FaultKind.HASH_TILE, first + cut / 32);

        files.put(log.pathOf("0", first), Arrays.copyOf(bytes, bytes.length + 1));
        mustFind(files, FaultKind.HASH_TILE, Math.min(LAST, first + 255));
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void fileThatIsMissing(@ForAll @IntRange(max = 5) int which) {
        SortedMap<String, byte[]> files = log.files();
        int first = which / 2 * 256;
        files.remove(log.pathOf(which % 2 == 0 ? "entries" : "0", first));

        mustFind(files, which % 2 == 0 ? FaultKind.BUNDLE : FaultKind.HASH_TILE, first);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void swappedEntriesInABundle(@ForAll @IntRange(max = LAST - 1) int index) {
        if (index % 256 == 255) {
            return;
        }
        SortedMap<String, byte[]> files = log.files();
        List<byte[]> swapped = new ArrayList<>(log.entries);
        Collections.swap(swapped, index, index + 1);
        int from = index / 256 * 256;
        files.put(log.pathOf("entries", index), TestLog.bundle(swapped.subList(from, Math.min(SIZE, from + 256))));

        Verified verified = verify(files);
        assertThat(verified.found()).contains(new Found(FaultKind.HASH_TILE, (long) index),
                new Found(FaultKind.HASH_TILE, index + 1L), new Found(FaultKind.COMMITMENT, (long) index),
                new Found(FaultKind.ROOT, null));
    }

    /** Whoever holds the key can sign anything; against that stands the checkpoint that somebody else kept. */
    private static void mustBeAFork(TestLog rewritten, long index) {
        Verified verified = verify(rewritten.files());
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.found()).as(verified.output()).contains(new Found(FaultKind.FORK, index));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void rewrittenAndSignedAnew(@ForAll @IntRange(max = EARLIER - 1) int index, @ForAll @IntRange(max = 3) int how) {
        TestLog rewritten = log.copy();
        TestLog other = TestLog.ofSize(1);
        switch (how) {
            case 0 -> rewritten.entries.set(index, other.entries.getFirst());
            case 1 -> rewritten.entries.add(index, other.entries.getFirst());
            case 2 -> rewritten.entries.remove(index);
            default -> Collections.swap(rewritten.entries, index, (index + 1) % EARLIER);
        }

        mustBeAFork(rewritten, EARLIER - 1);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void cutBackBehindACheckpoint(@ForAll @IntRange(max = EARLIER - 1) int size) {
        TestLog cut = log.copy();
        cut.entries.subList(size, SIZE).clear();
        cut.lines.subList(size, SIZE).clear();

        mustBeAFork(cut, size);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void insertedOrDroppedWithoutTheKey(@ForAll @IntRange(max = LAST) int index, @ForAll boolean insert) {
        TestLog rewritten = log.copy();
        if (insert) {
            rewritten.entries.add(index, TestLog.ofSize(1).entries.getFirst());
        } else {
            rewritten.entries.remove(index);
        }
        SortedMap<String, byte[]> files = rewritten.files();
        files.put("checkpoint", log.checkpoint().getBytes(StandardCharsets.UTF_8));
        for (String level : List.of("entries", "0")) {
            files.put(log.pathOf(level, LAST), files.remove(rewritten.pathOf(level, LAST - 1)));
        }

        Verified verified = verify(files);
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.kinds()).containsAnyOf(FaultKind.ROOT, FaultKind.BUNDLE);
        if (insert || index < LAST) {
            assertThat(verified.indexes(FaultKind.COMMITMENT)).contains((long) index);
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void bitOfACheckpoint(@ForAll @IntRange(max = 7) int bit, @ForAll @IntRange(max = 10_000) int at) {
        SortedMap<String, byte[]> files = log.files();
        byte[] note = files.get("checkpoint");
        flip(note, at % note.length, bit);

        Verified verified = verify(files);
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.kinds()).containsAnyOf(FaultKind.NOTE, FaultKind.SIGNATURE, FaultKind.KEY);
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void characterOfAPayload(@ForAll @IntRange(max = LAST) int index, @ForAll @IntRange(max = 10_000) int at) {
        TestLog changed = log.copy();
        String line = log.lines.get(index);
        int from = line.indexOf("\"payload\":") + 10;
        int place = from + at % (line.length() - from - 1);
        char other = line.charAt(place) == '7' ? '8' : '7';
        changed.lines.set(index, line.substring(0, place) + other + line.substring(place + 1));

        Verified verified = verify(changed.files());
        assertThat(verified.exitCode()).isEqualTo(1);
        assertThat(verified.found()).anySatisfy(fault -> {
            assertThat(fault.kind()).isIn(FaultKind.COMMITMENT, FaultKind.PAYLOAD_FORM);
            assertThat(fault.index()).isEqualTo(index);
        });
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void saltOfAnotherEntry(@ForAll @IntRange(max = LAST) int index) {
        TestLog changed = log.copy();
        String salt = log.lines.get((index + 1) % SIZE).replaceAll(".*\"salt\":\"([^\"]+)\".*", "$1");
        changed.lines.set(index, log.lines.get(index).replaceAll("\"salt\":\"[^\"]+\"", "\"salt\":\"" + salt + "\""));

        assertThat(verify(changed.files()).found()).containsExactly(new Found(FaultKind.COMMITMENT, (long) index));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void payloadThatIsMissingDoubledOrErasedWithoutAWord(@ForAll @IntRange(max = LAST) int index,
            @ForAll @IntRange(max = 2) int how) {
        TestLog changed = log.copy();
        switch (how) {
            case 0 -> changed.lines.remove(index);
            case 1 -> changed.lines.add(index, log.lines.get(index));
            default -> changed.erase(index);
        }

        mustFind(changed.files(),
                List.of(FaultKind.PAYLOAD_MISSING, FaultKind.PAYLOAD_FORM, FaultKind.ERASED_WITHOUT_ENTRY).get(how),
                index);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void payloadsOfAnotherOrder(@ForAll @IntRange(max = LAST - 1) int index) {
        TestLog changed = log.copy();
        Collections.swap(changed.lines, index, index + 1);

        mustFind(changed.files(), FaultKind.PAYLOAD_MISSING, index);
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void fileThatDoesNotBelong(@ForAll @IntRange(max = 9) int which) throws IOException {
        String path = List.of("tile/0/003", "tile/0/002.p/87", "tile/entries/000.p/9", "tile/1/000", "tile/2/000.p/1",
                "tile/00/000", "tile/entries/x000/000", "tile/0/1", "../checkpoint", "notes.txt").get(which);
        SortedMap<String, byte[]> files = log.files();
        files.put(path, new byte[32]);

        assertThat(verify(files).found()).containsExactly(new Found(FaultKind.UNEXPECTED_FILE, null));
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void bytesOfAnArchive(@ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(min = 1, max = 255) int change) {
        try {
            Path archive = Files.createTempFile("handschlag", ".zip");
            try {
                Verified.writeZip(log.files(), Files.newOutputStream(archive));
                byte[] bytes = Files.readAllBytes(archive);
                bytes[at % (bytes.length - 22)] ^= (byte) change;
                Files.write(archive, bytes);
                // A changed date or comment changes nothing that is proven; everything else is a fault or unreadable.
                if (Verified.command(archive, options).exitCode() == 0) {
                    try (ZipFile unharmed = new ZipFile(archive.toFile())) {
                        for (Map.Entry<String, byte[]> file : log.files().entrySet()) {
                            assertThat(unharmed.getInputStream(unharmed.getEntry(file.getKey())).readAllBytes())
                                    .isEqualTo(file.getValue());
                        }
                    }
                }
            } finally {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
