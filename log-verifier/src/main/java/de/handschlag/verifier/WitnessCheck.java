package de.handschlag.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.SignedNote;
import de.handschlag.verifier.note.VerifierKey;

/** Whether the witnesses that the command line names cosigned a checkpoint of the export (C2SP tlog-cosignature, Ed25519). */
final class WitnessCheck {

    private static final int ID_LENGTH = 4;
    private static final int SIGNATURE_LENGTH = 64;
    /** The year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private final List<VerifierKey> witnesses;
    private final @Nullable Integer quorum;
    private final Faults faults;
    private final List<Cosigned> newest = new ArrayList<>();

    /** @param time the witness's clock */
    private record Cosigned(VerifierKey witness, long size, Instant time) {}

    /** @param quorum how many of the witnesses have to have cosigned one checkpoint; null: each of them one */
    WitnessCheck(List<VerifierKey> witnesses, @Nullable Integer quorum, Faults faults) {
        this.witnesses = witnesses;
        this.quorum = quorum;
        this.faults = faults;
    }

    /** @param checkpoints those of the export that can bear cosignatures */
    void run(List<SignedCheckpoint> checkpoints) {
        List<Cosigned> all = new ArrayList<>();
        for (VerifierKey witness : witnesses) {
            boolean found = false;
            List<Cosigned> good = new ArrayList<>();
            for (SignedCheckpoint checkpoint : checkpoints) {
                for (byte[] signature : signaturesOf(witness, checkpoint)) {
                    found = true;
                    Optional<Instant> time = time(witness, checkpoint, signature);
                    time.ifPresent(at -> good.add(new Cosigned(witness, checkpoint.size(), at)));
                    if (time.isEmpty()) {
                        faults.add(FaultKind.COSIGNATURE, null, "the cosignature of " + witness.name()
                                + " does not fit the checkpoint over " + checkpoint.size() + " entries");
                    }
                }
            }
            if (!found && quorum == null) {
                faults.add(FaultKind.COSIGNATURE_MISSING, null, "no checkpoint is cosigned by " + witness.name());
            }
            all.addAll(good);
            good.stream().max(Comparator.comparingLong(Cosigned::size)).ifPresent(newest::add);
        }
        if (quorum != null) {
            requireQuorum(quorum, all);
        }
    }

    /** The largest checkpoint that enough witnesses cosigned is what they vouch for together. */
    private void requireQuorum(int wanted, List<Cosigned> all) {
        Map<Long, Set<VerifierKey>> bySize = new TreeMap<>(Comparator.reverseOrder());
        all.forEach(cosigned -> bySize.computeIfAbsent(cosigned.size, size -> new HashSet<>()).add(cosigned.witness));
        Optional<Long> largest = bySize.entrySet().stream().filter(size -> size.getValue().size() >= wanted)
                .map(Map.Entry::getKey).findFirst();
        newest.clear();
        if (largest.isPresent()) {
            all.stream().filter(cosigned -> cosigned.size == largest.get()).forEach(newest::add);
            return;
        }
        int most = bySize.values().stream().mapToInt(Set::size).max().orElse(0);
        faults.add(FaultKind.COSIGNATURE_MISSING, null, "no checkpoint is cosigned by " + wanted + " of the "
                + witnesses.size() + " witnesses, and at most by " + most);
    }

    /**
     * An operator could show an old cosignature and go on with another log than the witness sees.
     *
     * @param size  of the export
     * @param event the latest time of an event in the log
     */
    void requireNear(long size, Instant event, Duration lag) {
        List<Cosigned> behind = newest.stream()
                .filter(cosigned -> cosigned.size < size && cosigned.time.plus(lag).isBefore(event)).toList();
        if (quorum == null || newest.size() - behind.size() < quorum) {
            for (Cosigned cosigned : behind) {
                faults.add(FaultKind.WITNESS_BEHIND, cosigned.size,
                        cosigned.witness.name() + " cosigned " + cosigned.size + " of " + size + " entries at "
                                + cosigned.time + ", and the log goes on to " + event);
            }
        }
    }

    /** For the summary. */
    List<String> sentences(long size) {
        return newest.stream().map(cosigned -> "Witness " + cosigned.witness.name() + " cosigned " + cosigned.size
                + " of " + size + " entries at " + cosigned.time + ".").toList();
    }

    private static List<byte[]> signaturesOf(VerifierKey witness, SignedCheckpoint checkpoint) {
        return checkpoint.note().signatures().stream().filter(signature -> signature.name().equals(witness.name()))
                .map(SignedNote.Signature::bytes)
                .filter(signature -> Arrays.equals(Arrays.copyOf(signature, ID_LENGTH), witness.id())).toList();
    }

    /** The time that is signed; empty if the signature does not fit. */
    private static Optional<Instant> time(VerifierKey witness, SignedCheckpoint checkpoint, byte[] signature) {
        if (signature.length != ID_LENGTH + Long.BYTES + SIGNATURE_LENGTH) {
            return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(signature, ID_LENGTH, Long.BYTES).getLong();
        byte[] signed = ("cosignature/v1\ntime " + seconds + "\n" + checkpoint.note().text())
                .getBytes(StandardCharsets.UTF_8);
        boolean fits = seconds >= 0 && seconds <= LATEST
                && witness.verifies(signed, Arrays.copyOfRange(signature, ID_LENGTH + Long.BYTES, signature.length));
        return fits ? Optional.of(Instant.ofEpochSecond(seconds)) : Optional.empty();
    }
}
