package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SortedMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

@DisplayName("Cosignatures of witnesses (C2SP tlog-cosignature)")
@Timeout(180)
class CosignatureTest {

    private static final int SIZE = 300;
    private static final int EARLIER = 290;
    /** After every event of the log. */
    private static final Instant AT = Instant.parse("2026-03-01T00:00:30Z");

    private final TestLog log = TestLog.ofSize(SIZE);
    private final TestWitness first = TestWitness.generate("witness.example/first");
    private final TestWitness second = TestWitness.generate("witness.example/second");

    private String text(int size) {
        return TestLog.checkpointText(log.entries.subList(0, size));
    }

    /** The export with lines added to its checkpoint, and a cosigned checkpoint beside; each may be empty. */
    private SortedMap<String, byte[]> files(String lines, String cosigned) {
        SortedMap<String, byte[]> files = log.files();
        files.put("checkpoint", (log.checkpoint() + lines).getBytes(StandardCharsets.UTF_8));
        if (!cosigned.isEmpty()) {
            files.put("cosigned", cosigned.getBytes(StandardCharsets.UTF_8));
        }
        files.put("manifest.json", log.manifest(files));
        return files;
    }

    private Verified verify(SortedMap<String, byte[]> files, TestWitness... witnesses) {
        String[] options = new String[2 * witnesses.length];
        for (int i = 0; i < witnesses.length; i++) {
            options[2 * i] = "--witness";
            options[2 * i + 1] = witnesses[i].verifierKey();
        }
        return Verified.archive(files, options);
    }

    @Test
    void cosignedCheckpointPasses() {
        SortedMap<String, byte[]> files = files(first.cosign(text(SIZE), AT) + second.cosign(text(SIZE), AT), "");

        Verified verified = verify(files, first, second);

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.output()).contains(
                "Witness witness.example/first cosigned 300 of 300 entries at 2026-03-01T00:00:30Z.",
                "Witness witness.example/second cosigned 300 of 300 entries");
        assertThat(verify(files).exitCode()).as("nobody asked").isZero();
    }

    @Test
    @DisplayName("An earlier checkpoint that is cosigned counts, for the entries that it covers")
    void cosignedEarlier() {
        Verified verified = verify(files("", log.key.note(text(EARLIER)) + first.cosign(text(EARLIER), AT)), first);

        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("cosigned 290 of 300 entries");
    }

    @Test
    void witnessThatDidNotCosignIsNamed() {
        TestWitness namesake = TestWitness.generate(first.name());
        SortedMap<String, byte[]> files = files(first.cosign(text(SIZE), AT), "");

        assertThat(verify(files, first, second).found())
                .containsExactly(new Found(FaultKind.COSIGNATURE_MISSING, null));
        assertThat(verify(files, namesake).found()).containsExactly(new Found(FaultKind.COSIGNATURE_MISSING, null));
        assertThat(verify(files("", ""), first).found())
                .containsExactly(new Found(FaultKind.COSIGNATURE_MISSING, null));
    }

    @Test
    @DisplayName("A cosignature over another tree, for another time, without its time, or of another length")
    void cosignatureThatDoesNotFit() {
        long seconds = AT.getEpochSecond();
        byte[] good = first.signature("cosignature/v1\ntime " + seconds + "\n" + text(SIZE));
        for (String line : new String[]{first.cosign(text(SIZE - 1), AT), first.line(seconds + 1, good),
                first.line(seconds, first.signature(text(SIZE))), first.line(seconds, new byte[63]),
                first.line(-1, first.signature("cosignature/v1\ntime -1\n" + text(SIZE)))}) {
            assertThat(verify(files(line, ""), first).found()).containsExactly(new Found(FaultKind.COSIGNATURE, null));
            assertThat(verify(files(line, ""), second).found()).as("of a witness that nobody asked for")
                    .containsExactly(new Found(FaultKind.COSIGNATURE_MISSING, null));
        }
        assertThat(verify(files(first.line(seconds, good), ""), first).exitCode()).isZero();
    }

    @Test
    @DisplayName("An old cosignature does not vouch for a log that went on for long")
    void witnessBehind() {
        Instant old = Instant.parse("2026-02-28T22:59:59Z");
        SortedMap<String, byte[]> files = files("", log.key.note(text(EARLIER)) + first.cosign(text(EARLIER), old));

        assertThat(verify(files, first).found()).containsExactly(new Found(FaultKind.WITNESS_BEHIND, (long) EARLIER));
        assertThat(Verified.archive(files, "--witness", first.verifierKey(), "--witness-lag", "PT1H1S").exitCode())
                .isZero();
        assertThat(verify(files(first.cosign(text(SIZE), old), ""), first).exitCode()).as("nothing is left out")
                .isZero();
    }

    @Test
    @DisplayName("What is cosigned has to be this log")
    void cosignedCheckpointOfAnotherLog() {
        String fork = TestLog.checkpointText(TestLog.ofSize(SIZE + 1).entries.subList(1, EARLIER + 1));
        assertThat(verify(files("", log.key.note(fork) + first.cosign(fork, AT)), first).found())
                .containsExactly(new Found(FaultKind.FORK, EARLIER - 1L));

        String unsigned = text(EARLIER) + "\n" + first.cosign(text(EARLIER), AT);
        assertThat(verify(files("", unsigned), first).kinds()).containsExactly(FaultKind.KEY);

        TestLog longer = log.copy();
        longer.filler();
        String later = TestLog.checkpointText(longer.entries);
        assertThat(verify(files("", log.key.note(later) + first.cosign(later, AT)), first).found())
                .containsExactly(new Found(FaultKind.FORK, (long) SIZE));

        assertThat(verify(files("", "nonsense"), first).kinds()).containsExactly(FaultKind.NOTE,
                FaultKind.COSIGNATURE_MISSING);
    }

    @Test
    void cosignedCheckpointIsInTheManifest() {
        SortedMap<String, byte[]> files = files("", log.key.note(text(EARLIER)) + first.cosign(text(EARLIER), AT));
        files.put("cosigned", (log.key.note(text(EARLIER - 1)) + first.cosign(text(EARLIER - 1), AT))
                .getBytes(StandardCharsets.UTF_8));

        assertThat(verify(files, first).kinds()).containsExactly(FaultKind.MANIFEST);
    }

    @Test
    @DisplayName("Of several witnesses so many as are asked for have to have cosigned one checkpoint")
    void quorum() {
        TestWitness third = TestWitness.generate("witness.example/third");
        String[] all = {"--witness", first.verifierKey(), "--witness", second.verifierKey(), "--witness",
                third.verifierKey(), "--witness-quorum", "2"};
        SortedMap<String, byte[]> two = files(first.cosign(text(SIZE), AT) + third.cosign(text(SIZE), AT), "");
        Verified verified = Verified.archive(two, all);
        assertThat(verified.exitCode()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("first cosigned 300 of 300", "third cosigned 300 of 300");

        assertThat(Verified.archive(files(first.cosign(text(SIZE), AT), ""), all).found())
                .containsExactly(new Found(FaultKind.COSIGNATURE_MISSING, null));
        SortedMap<String, byte[]> apart = files(first.cosign(text(SIZE), AT),
                log.key.note(text(EARLIER)) + second.cosign(text(EARLIER), AT));
        assertThat(Verified.archive(apart, all).found()).as("two, but not of one checkpoint")
                .containsExactly(new Found(FaultKind.COSIGNATURE_MISSING, null));
        SortedMap<String, byte[]> wrong = files(
                first.cosign(text(SIZE), AT) + second.cosign(text(SIZE), AT) + third.line(7, new byte[64]), "");
        assertThat(Verified.archive(wrong, all).found()).as("one that does not fit is named all the same")
                .containsExactly(new Found(FaultKind.COSIGNATURE, null));
        assertThat(Verified.archive(two, "--witness", first.verifierKey(), "--witness-quorum", "2").exitCode())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("An old cosignature of a quorum does not vouch for a log that went on for long")
    void quorumBehind() {
        Instant old = Instant.parse("2026-02-28T22:59:59Z");
        String[] both = {"--witness", first.verifierKey(), "--witness", second.verifierKey(), "--witness-quorum", "2"};
        String note = log.key.note(text(EARLIER)) + first.cosign(text(EARLIER), old);
        assertThat(Verified.archive(files("", note + second.cosign(text(EARLIER), AT)), both).found())
                .containsExactly(new Found(FaultKind.WITNESS_BEHIND, (long) EARLIER));
        assertThat(Verified.archive(files("", note + second.cosign(text(EARLIER), AT)), "--witness",
                first.verifierKey(), "--witness", second.verifierKey(), "--witness-quorum", "1").exitCode()).isZero();
    }

    @Test
    @DisplayName("The tree alone can be held against witnesses too")
    void treeOnly() {
        SortedMap<String, byte[]> files = files(first.cosign(text(SIZE), AT), "");

        assertThat(Verified.archive(files, "--tree-only", "--witness", first.verifierKey()).exitCode()).isZero();
        assertThat(Verified.archive(files, "--tree-only", "--witness", second.verifierKey()).kinds())
                .containsExactly(FaultKind.COSIGNATURE_MISSING);
    }

    @Test
    void keyThatIsNoWitnesssIsWrongUsage() {
        SortedMap<String, byte[]> files = log.files();

        assertThat(Verified.archive(files, "--witness", "nonsense").exitCode()).isEqualTo(2);
        assertThat(Verified.archive(files, "--witness", log.key.verifierKey()).output()).contains("of type 4");
    }
}
