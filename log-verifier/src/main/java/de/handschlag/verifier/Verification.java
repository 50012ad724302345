package de.handschlag.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.FileCheck;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.AttributeCatalogue;
import de.handschlag.verifier.lawfulness.DisclosureRules;
import de.handschlag.verifier.lawfulness.DisclosureRules.Bounds;
import de.handschlag.verifier.lawfulness.History;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.payload.PayloadFile;
import de.handschlag.verifier.payload.PayloadLine;
import de.handschlag.verifier.tree.GrowingTree;
import de.handschlag.verifier.tree.Sha256;

/** All checks of one export in their order. */
final class Verification {

    private static final int LONGEST_MANIFEST = 1 << 16;

    private final Options options;
    private final Export export;
    private final Faults faults;
    private final ProgressBar progress;
    private final ExportReader reader;

    Verification(Options options, Export export, Faults faults, ProgressBar progress) {
        this.options = options;
        this.export = export;
        this.faults = faults;
        this.progress = progress;
        this.reader = new ExportReader(export, faults);
    }

    /**
     * What was looked at.
     *
     * @param key          that the checkpoint was held against
     * @param unprovable   disclosures on grants that were erased since
     * @param withPayloads whether payloads were checked
     */
    record Outcome(SignedCheckpoint checkpoint, VerifierKey key, boolean withPayloads, long disclosures, long erased,
            long unprovable) {}

    /**
     * @return empty if there is no checkpoint to start from; the fault was named
     * @throws IOException if a file that the command line names cannot be read
     */
    Optional<Outcome> run() throws IOException {
        Optional<VerifierKey> key = reader.key(options.key());
        Optional<SignedCheckpoint> opened = key.flatMap(reader::checkpoint);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        SignedCheckpoint checkpoint = opened.get();
        List<SignedCheckpoint> earlier = earlier(key.get(), checkpoint);
        long bundles = new FileCheck().run(export, checkpoint.size(), faults);
        TreeCheck tree = new TreeCheck(export, checkpoint, earlier, faults, progress);
        if (options.treeOnly()) {
            tree.run(new EntryConsumer() {
                @Override
                public void entry(long index, byte[] bytes, int length) {
                    // The tree alone is asked for.
                }

                @Override
                public void missing(long index) {
                    // Named already.
                }
            });
            return Optional.of(new Outcome(checkpoint, key.get(), false, 0, 0, 0));
        }
        // A size is easily claimed, and lines are easily packed; bundles of the archive bound both.
        long lines = Math.min(checkpoint.size(), bundles * GrowingTree.TILE_WIDTH);
        return Optional.of(withPayloads(checkpoint, key.get(), tree, lines));
    }

    private Outcome withPayloads(SignedCheckpoint checkpoint, VerifierKey key, TreeCheck tree, long lines)
            throws IOException {
        AttributeCatalogue catalogue = AttributeCatalogue.builtIn();
        for (Path file : options.catalogues()) {
            catalogue.add(file);
        }
        History history = history(lines);
        DisclosureRules rules = new DisclosureRules(history, catalogue,
                new Bounds(options.freshnessBound(), options.commitDelay()), faults);
        Optional<InputStream> file = export.read(Export.PAYLOADS);
        if (file.isEmpty()) {
            faults.add(FaultKind.UNREADABLE, null, Export.PAYLOADS + " is missing");
        }
        try (PayloadFile payloads = new PayloadFile(file.orElse(InputStream.nullInputStream()))) {
            PayloadCheck check = new PayloadCheck(payloads, history, rules, faults);
            tree.run(check);
            check.finish(checkpoint.size());
            new ManifestCheck(reader.digests(), faults).run(reader.file(Export.MANIFEST, LONGEST_MANIFEST), checkpoint,
                    check.erased());
            return new Outcome(checkpoint, key, true, rules.disclosures(), check.erased(), rules.unprovable());
        }
    }

    /** Those that are not later than the export; a later one shows that entries are missing. */
    private List<SignedCheckpoint> earlier(VerifierKey key, SignedCheckpoint checkpoint) throws IOException {
        List<SignedCheckpoint> earlier = new ArrayList<>();
        for (Path file : options.checkpoints()) {
            Optional<SignedCheckpoint> old = SignedCheckpoint.open(
                    ExportReader.small(file, SignedCheckpoint.LONGEST), key, "the earlier checkpoint", faults);
            if (old.isPresent() && old.get().size() > checkpoint.size()) {
                faults.add(FaultKind.FORK, checkpoint.size(), "a checkpoint over " + old.get().size()
                        + " entries was signed, and the export ends at " + checkpoint.size());
            } else {
                old.ifPresent(earlier::add);
            }
        }
        return earlier;
    }

    /** First of two passes over the payloads. What is malformed is named in the second. */
    private History history(long lines) {
        History history = new History();
        MessageDigest digest = Sha256.newDigest();
        try (DigestInputStream in = new DigestInputStream(
                export.read(Export.PAYLOADS).orElse(InputStream.nullInputStream()), digest);
                PayloadFile payloads = new PayloadFile(in)) {
            long read = 0;
            for (boolean more = true; more && read <= lines;) {
                try {
                    PayloadLine line = payloads.next();
                    more = line != null;
                    if (line != null && line.payload() != null) {
                        Optional<LoggedEvent> event = LoggedEvent.of(line.payload());
                        history.sawTime(line.payload().time("time"));
                        event.ifPresent(known -> history.add(line.index(), known));
                    }
                } catch (MalformedException e) {
                    // A fault of the second pass.
                }
                progress.at("read", Math.min(++read, lines), lines);
            }
        } catch (IOException e) {
            // A fault of the second pass.
        }
        reader.digests().put(Export.PAYLOADS, HexFormat.of().formatHex(digest.digest()));
        return history;
    }
}
