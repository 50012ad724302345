package de.handschlag.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.TilePath;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.tree.ConsistencyCheck;
import de.handschlag.verifier.tree.Sha256;

/**
 * Looks at a running log: signature, cosignatures, and that it continues what was seen before. The first look hashes all of it anew,
 * later ones prove consistency from a few tiles.
 */
final class LogMonitor {

    private final Options options;
    private final Export log;
    private final Faults faults;
    private final ProgressBar progress;
    private final PrintStream out;

    LogMonitor(Options options, Export log, Faults faults, ProgressBar progress, PrintStream out) {
        this.options = options;
        this.log = log;
        this.faults = faults;
        this.progress = progress;
        this.out = out;
    }

    /** @throws IOException if the log cannot be reached, which says nothing about it, or what was kept cannot be read */
    void look() throws IOException {
        ExportReader reader = new ExportReader(log, faults);
        if (log.read(Export.VERIFIER_KEY, SignedCheckpoint.LONGEST).isEmpty()) {
            throw new IOException("there is no log at this address");
        }
        Optional<VerifierKey> key = reader.key(options.key());
        if (key.isEmpty()) {
            return;
        }
        byte[] note = log.read(Export.CHECKPOINT, SignedCheckpoint.LONGEST)
                .orElseThrow(() -> new IOException("there is no checkpoint at this address"));
        long before = faults.count();
        Optional<SignedCheckpoint> opened = SignedCheckpoint.open(note, key.get(), "the checkpoint", faults);
        if (opened.isEmpty() || faults.count() > before) {
            return;
        }
        SignedCheckpoint checkpoint = opened.get();
        Path state = options.state();
        KeptCheckpoints kept = state == null ? null : new KeptCheckpoints(state);
        Optional<SignedCheckpoint> earlier = kept == null ? Optional.empty() : kept.newest(key.get(), faults);
        witnesses(checkpoint, key.get());
        // A witness that is missing or behind is a fault, and no contradiction of the log's.
        long ofWitnesses = faults.count();
        if (earlier.isEmpty() || options.wholeTree()) {
            new TreeCheck(log, checkpoint, given(key.get(), checkpoint, earlier), faults, progress)
                    .run(EntryConsumer.NONE);
            out.println(
                    "Log " + checkpoint.origin() + ", " + checkpoint.size() + " entries: all of it was hashed anew.");
        } else {
            continues(checkpoint, earlier.get());
        }
        if (kept != null && faults.count() == ofWitnesses) {
            kept.keep(checkpoint, note);
        } else if (kept != null) {
            out.println("What the log showed is kept as evidence: " + kept.keepContradiction(checkpoint, note));
        }
    }

    private List<SignedCheckpoint> given(VerifierKey key, SignedCheckpoint checkpoint, Optional<SignedCheckpoint> kept)
            throws IOException {
        List<SignedCheckpoint> earlier = new ArrayList<>();
        kept.ifPresent(earlier::add);
        for (Path file : options.checkpoints()) {
            SignedCheckpoint
                    .open(ExportReader.small(file, SignedCheckpoint.LONGEST), key, "the earlier checkpoint", faults)
                    .ifPresent(earlier::add);
        }
        earlier.removeIf(old -> isCutOff(checkpoint, old));
        return earlier;
    }

    private boolean isCutOff(SignedCheckpoint checkpoint, SignedCheckpoint old) {
        if (old.size() > checkpoint.size()) {
            faults.add(FaultKind.FORK, checkpoint.size(), "a checkpoint over " + old.size()
                    + " entries was signed, and the log now shows " + checkpoint.size());
            return true;
        }
        return false;
    }

    private void continues(SignedCheckpoint checkpoint, SignedCheckpoint earlier) throws IOException {
        if (isCutOff(checkpoint, earlier)) {
            return;
        }
        ConsistencyCheck check = new ConsistencyCheck(this::tile, checkpoint.size());
        if (!check.hasRoot(checkpoint.root())) {
            faults.add(FaultKind.ROOT, null, "the tiles do not have the root that the checkpoint signs");
        } else if (!check.continues(earlier.size(), earlier.root())) {
            faults.add(FaultKind.FORK, earlier.size() == 0 ? null : earlier.size() - 1,
                    "the log does not continue the checkpoint over " + earlier.size() + " entries that was kept");
        } else {
            out.println("Log " + checkpoint.origin() + ", " + checkpoint.size() + " entries: it continues the "
                    + earlier.size() + " that were seen before.");
        }
    }

    private byte[] tile(int level, long number, int width) throws IOException {
        String path = new TilePath(level, number, width).path();
        return log.read(path, width * Sha256.LENGTH).orElseThrow(() -> new IOException(path + " is missing"));
    }

    private void witnesses(SignedCheckpoint checkpoint, VerifierKey key) throws IOException {
        if (options.witnesses().isEmpty()) {
            return;
        }
        List<SignedCheckpoint> cosigned = new ArrayList<>(List.of(checkpoint));
        Optional<byte[]> note = log.read(Export.COSIGNED, SignedCheckpoint.LONGEST);
        if (note.isPresent()) {
            SignedCheckpoint.open(note.get(), key, "the cosigned checkpoint", faults).ifPresent(cosigned::add);
        }
        WitnessCheck witnesses = new WitnessCheck(options.witnesses(), options.quorum(), faults);
        witnesses.run(cosigned);
        witnesses.sentences(checkpoint.size()).forEach(out::println);
    }

    /** A key that is read from the address itself proves little. */
    static String aboutTheKey(Options options) {
        return options.key() == null
                ? "Held against the key that the address itself shows: get it from the operator in person (--vkey)."
                : "Held against the key that you gave.";
    }
}
