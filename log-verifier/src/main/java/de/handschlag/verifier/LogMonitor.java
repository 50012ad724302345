package de.handschlag.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.TilePath;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.tree.ConsistencyCheck;
import de.handschlag.verifier.tree.Sha256;

/**
 * Looks at a running log: signature, cosignatures, and that it continues what was seen before, what the user gives and what it shows
 * as cosigned. The first look hashes all of it anew, later ones prove consistency from a few tiles.
 */
final class LogMonitor {

    private static final String KEPT = "was kept";

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

    /** A checkpoint that the log has to continue, and in words which one that is. */
    private record Earlier(SignedCheckpoint checkpoint, String which) {}

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
        // Before the checkpoint: what is cosigned was public by then, so that one that is larger is no matter of time.
        byte[] cosignedNote = options.witnesses().isEmpty()
                ? null
                : log.read(Export.COSIGNED, SignedCheckpoint.LONGEST).orElse(null);
        byte[] note = log.read(Export.CHECKPOINT, SignedCheckpoint.LONGEST)
                .orElseThrow(() -> new IOException("there is no checkpoint at this address"));
        Optional<SignedCheckpoint> opened = signed(note, key.get(), "the checkpoint");
        if (opened.isEmpty()) {
            return;
        }
        SignedCheckpoint checkpoint = opened.get();
        Path state = options.state();
        KeptCheckpoints kept = state == null ? null : new KeptCheckpoints(state);
        List<Earlier> earlier = new ArrayList<>();
        if (kept != null) {
            kept.newest(key.get(), faults).ifPresent(newest -> earlier.add(new Earlier(newest, KEPT)));
        }
        boolean first = earlier.isEmpty();
        for (Path file : options.checkpoints()) {
            signed(ExportReader.small(file, SignedCheckpoint.LONGEST), key.get(), "the earlier checkpoint")
                    .ifPresent(given -> earlier.add(new Earlier(given, "you gave")));
        }
        Optional<SignedCheckpoint> cosigned = cosignedNote == null
                ? Optional.empty()
                : signed(cosignedNote, key.get(), "the cosigned checkpoint");
        cosigned.ifPresent(shown -> earlier.add(new Earlier(shown, "the log shows as cosigned")));
        witnesses(checkpoint, cosigned);
        // What came up until here is no contradiction of the log's: a witness is missing, or a file is not what it should be.
        long before = faults.count();
        try {
            holdAgainst(checkpoint, earlier, first);
        } finally {
            if (kept != null && faults.count() > before) {
                keep(kept, checkpoint, note);
                if (cosignedNote != null && cosigned.isPresent()) {
                    keep(kept, cosigned.get(), cosignedNote);
                }
            }
        }
        if (kept != null && faults.count() == before) {
            kept.keep(checkpoint, note);
        }
    }

    /** Empty if the log's key did not sign it, which is named: then it says nothing about the log. */
    private Optional<SignedCheckpoint> signed(byte[] note, VerifierKey key, String what) {
        long before = faults.count();
        Optional<SignedCheckpoint> opened = SignedCheckpoint.open(note, key, what, faults);
        return faults.count() > before ? Optional.empty() : opened;
    }

    private void keep(KeptCheckpoints kept, SignedCheckpoint shown, byte[] note) throws IOException {
        out.println("What the log showed is kept as evidence: " + kept.keepContradiction(shown, note));
    }

    /** @param first whether nothing was kept: then all is hashed anew */
    private void holdAgainst(SignedCheckpoint checkpoint, List<Earlier> earlier, boolean first) throws IOException {
        List<Earlier> within = earlier.stream().filter(old -> !isCutOff(checkpoint, old)).toList();
        if (first || options.wholeTree()) {
            new TreeCheck(log, checkpoint, within.stream().map(Earlier::checkpoint).toList(), faults, progress)
                    .run(EntryConsumer.NONE);
            out.println(
                    "Log " + checkpoint.origin() + ", " + checkpoint.size() + " entries: all of it was hashed anew.");
        } else if (!within.isEmpty()) {
            continues(checkpoint, within);
        }
        if (!options.checkpoints().isEmpty()) {
            out.println(options.checkpoints().size() + " earlier checkpoints were compared.");
        }
    }

    private boolean isCutOff(SignedCheckpoint checkpoint, Earlier old) {
        if (old.checkpoint.size() > checkpoint.size()) {
            faults.add(FaultKind.FORK, checkpoint.size(), "the checkpoint that " + old.which + " is over "
                    + old.checkpoint.size() + " entries, and the log now shows " + checkpoint.size());
            return true;
        }
        return false;
    }

    private void continues(SignedCheckpoint checkpoint, List<Earlier> earlier) throws IOException {
        ConsistencyCheck check = new ConsistencyCheck(this::tile, checkpoint.size());
        if (!check.hasRoot(checkpoint.root())) {
            faults.add(FaultKind.ROOT, null, "the tiles do not have the root that the checkpoint signs");
            return;
        }
        for (Earlier old : earlier) {
            long size = old.checkpoint.size();
            if (!check.continues(size, old.checkpoint.root())) {
                faults.add(FaultKind.FORK, size == 0 ? null : size - 1,
                        "the log does not continue the checkpoint over " + size + " entries that " + old.which);
            } else if (old.which.equals(KEPT)) {
                out.println("Log " + checkpoint.origin() + ", " + checkpoint.size() + " entries: it continues the "
                        + size + " that were seen before.");
            }
        }
    }

    private byte[] tile(int level, long number, int width) throws IOException {
        String path = new TilePath(level, number, width).path();
        return log.read(path, width * Sha256.LENGTH).orElseThrow(() -> new IOException(path + " is missing"));
    }

    private void witnesses(SignedCheckpoint checkpoint, Optional<SignedCheckpoint> cosigned) {
        if (options.witnesses().isEmpty()) {
            return;
        }
        WitnessCheck witnesses = new WitnessCheck(options.witnesses(), options.quorum(), faults);
        witnesses.run(Stream.concat(Stream.of(checkpoint), cosigned.stream()).toList());
        witnesses.sentences(checkpoint.size()).forEach(out::println);
    }

    /** A key that is read from the address itself proves little. */
    static String aboutTheKey(Options options) {
        return options.key() == null
                ? "Held against the key that the address itself shows: get it from the operator in person (--vkey)."
                : "Held against the key that you gave.";
    }
}
