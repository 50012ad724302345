package de.handschlag.verifier;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.FilteredManifest.FileState;
import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.RenderedEntries;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.SignedNote;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.payload.EntryForm;
import de.handschlag.verifier.payload.EntryForms;
import de.handschlag.verifier.payload.LineReader;
import de.handschlag.verifier.payload.LoggedEvent;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.payload.ProofLine;
import de.handschlag.verifier.tree.InclusionProof;
import de.handschlag.verifier.tree.Sha256;

/**
 * All checks of an export of some entries: that the log's key signed what it is, that the files are those, that the log holds each
 * entry and the payload opens it, that the filter allows it, and that the readable file is about the same entries.
 */
final class FilteredVerification {

    private static final int LONGEST_MANIFEST = 1 << 16;

    private final Options options;
    private final Export export;
    private final Faults faults;
    private final ProgressBar progress;
    private final ExportReader reader;
    private final EntryForm form = new EntryForm();
    private final EntryForms forms = new EntryForms();
    private final Sha256 treeHash = new Sha256();
    private final MessageDigest sha256 = Sha256.newDigest();

    FilteredVerification(Options options, Export export, Faults faults, ProgressBar progress) {
        this.options = options;
        this.export = export;
        this.faults = faults;
        this.progress = progress;
        this.reader = new ExportReader(export, faults);
    }

    /**
     * What was looked at.
     *
     * @param compared earlier checkpoints of the same size
     */
    record Outcome(SignedCheckpoint checkpoint, FilteredManifest manifest, long entries, long erasures,
            long compared) {}

    /**
     * @return empty if there is no checkpoint or manifest to start from; the fault was named
     * @throws IOException if a file that the command line names cannot be read
     */
    Optional<Outcome> run() throws IOException {
        Optional<VerifierKey> key = reader.key(options.key());
        Optional<SignedCheckpoint> checkpoint = key.flatMap(reader::checkpoint);
        Optional<FilteredManifest> manifest = key.flatMap(this::manifest);
        if (checkpoint.isEmpty() || manifest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(run(key.get(), checkpoint.get(), manifest.get()));
    }

    private Outcome run(VerifierKey key, SignedCheckpoint checkpoint, FilteredManifest manifest) throws IOException {
        if (!manifest.isCutAt(checkpoint)) {
            faults.add(FaultKind.MANIFEST, null, "the manifest names another log, size or root than the checkpoint");
        }
        long compared = compareWithEarlier(key, checkpoint);
        checkFiles(manifest);
        long entries = 0;
        try (RenderedEntries rendered = new RenderedEntries(manifest.form(), open(manifest.form().path()))) {
            entries = proofs(Export.PROOFS, checkpoint, manifest.entries(), new EntryCheck(manifest, rendered));
        } catch (MalformedException e) {
            faults.add(FaultKind.MANIFEST, null, "the filter is not of its form: " + e.getMessage());
        }
        long erasures = proofs(Export.ERASURES, checkpoint, manifest.erasures(), this::requireErasure);
        return new Outcome(checkpoint, manifest, entries, erasures, compared);
    }

    private Optional<FilteredManifest> manifest(VerifierKey key) {
        byte[] note = reader.file(Export.FILTERED_MANIFEST, LONGEST_MANIFEST);
        if (note == null) {
            return Optional.empty();
        }
        SignedNote read;
        try {
            read = SignedNote.read(note, LONGEST_MANIFEST);
        } catch (IllegalArgumentException e) {
            faults.add(FaultKind.NOTE, null, "the manifest is no signed note: " + e.getMessage());
            return Optional.empty();
        }
        read.verify(key, "the manifest", faults);
        try {
            FilteredManifest manifest = FilteredManifest.parse(read.text());
            if (!manifest.origin().equals(key.name())) {
                faults.add(FaultKind.ORIGIN, null,
                        "the manifest speaks for " + manifest.origin() + ", the key is that of " + key.name());
            }
            return Optional.of(manifest);
        } catch (MalformedException e) {
            faults.add(FaultKind.MANIFEST, null, "the manifest is not of its form: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Without the tree a checkpoint of another size cannot be held against this one. */
    private long compareWithEarlier(VerifierKey key, SignedCheckpoint checkpoint) throws IOException {
        long compared = 0;
        for (Path file : options.checkpoints()) {
            Optional<SignedCheckpoint> old = SignedCheckpoint.open(ExportReader.small(file, SignedCheckpoint.LONGEST),
                    key, "the earlier checkpoint", faults);
            if (old.isPresent() && old.get().size() == checkpoint.size()) {
                compared++;
                if (!Arrays.equals(old.get().root(), checkpoint.root())) {
                    faults.add(FaultKind.FORK, null,
                            "two checkpoints over " + checkpoint.size() + " entries have different roots");
                }
            }
        }
        return compared;
    }

    private void checkFiles(FilteredManifest manifest) throws IOException {
        Set<String> expected = new HashSet<>(manifest.expectedFiles());
        if (!manifest.files().keySet().equals(expected)) {
            faults.add(FaultKind.MANIFEST, null, "the manifest states other files than such an export has");
        }
        Set<String> seen = new HashSet<>();
        export.forEachPath(path -> {
            if (!expected.contains(path) && !path.equals(Export.FILTERED_MANIFEST)) {
                faults.add(FaultKind.UNEXPECTED_FILE, null, path + " does not belong to such an export");
            } else if (!seen.add(path)) {
                faults.add(FaultKind.UNEXPECTED_FILE, null, path + " is there twice");
            }
        });
        for (Map.Entry<String, FileState> file : manifest.files().entrySet()) {
            // A path that only a forged manifest has could lead out of the directory.
            if (expected.contains(file.getKey())) {
                checkFile(file.getKey(), file.getValue());
            }
        }
    }

    private void checkFile(String path, FileState stated) {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(open(path), digest)) {
            byte[] chunk = new byte[1 << 16];
            long read = 0;
            for (int count = in.read(chunk); count >= 0 && read <= stated.bytes(); count = in.read(chunk)) {
                read += count;
            }
            if (read != stated.bytes() || !Arrays.equals(digest.digest(), stated.sha256())) {
                faults.add(FaultKind.DIGEST, null, path + " does not have the bytes that the manifest states");
            }
        } catch (IOException e) {
            faults.add(FaultKind.UNREADABLE, null, path + " cannot be read: " + e.getMessage());
        }
    }

    /** Empty if it is missing, which is a fault that is named. */
    private InputStream open(String path) throws IOException {
        return export.read(path).orElseGet(() -> {
            faults.add(FaultKind.UNREADABLE, null, path + " is missing");
            return InputStream.nullInputStream();
        });
    }

    /** What is to be held of an entry beyond that the log holds it. */
    private interface Check {
        void entry(ProofLine line) throws MalformedException;

        /** Called once after the last one. */
        default void end() {
            // Nothing that would be left over.
        }
    }

    /** Counts what is there, and names each line that does not hold. Ends soon after as many as are stated. */
    private long proofs(String path, SignedCheckpoint checkpoint, long stated, Check check) {
        long count = 0;
        long previous = checkpoint.size();
        try (LineReader lines = new LineReader(open(path))) {
            while (count <= stated && lines.next()) {
                count++;
                try {
                    ProofLine line = ProofLine.parse(lines.bytes(), lines.length());
                    if (line.index() >= previous) {
                        faults.add(FaultKind.PAYLOAD_FORM, line.index(), path + ": out of order, there twice, or beyond"
                                + " the checkpoint; the newest entry comes first");
                    }
                    previous = line.index();
                    requireIncluded(line, checkpoint);
                    requireOpens(line);
                    check.entry(line);
                } catch (MalformedException e) {
                    faults.add(FaultKind.PAYLOAD_FORM, null, path + ", line " + count + ": " + e.getMessage());
                }
                progress.at("checked", Math.min(count, stated), stated);
            }
        } catch (MalformedException e) {
            faults.add(FaultKind.PAYLOAD_FORM, null, path + ": " + e.getMessage());
        } catch (IOException e) {
            faults.add(FaultKind.UNREADABLE, null, path + " cannot be read any further: " + e.getMessage());
        }
        if (count != stated) {
            faults.add(FaultKind.COUNT, null, path + (count > stated ? " has more than " : " has " + count + " of ")
                    + stated + " entries that the manifest states");
        }
        check.end();
        return Math.min(count, stated);
    }

    private void requireIncluded(ProofLine line, SignedCheckpoint checkpoint) {
        byte[] leaf = new byte[Sha256.LENGTH];
        treeHash.leaf(line.entry(), line.entry().length, leaf, 0);
        Optional<byte[]> root = InclusionProof.root(line.index(), checkpoint.size(), leaf, line.proof());
        if (root.isEmpty() || !Arrays.equals(root.get(), checkpoint.root())) {
            faults.add(FaultKind.INCLUSION, line.index(),
                    "the proof does not lead from this entry to the root that the checkpoint signs");
        }
    }

    private void requireOpens(ProofLine line) {
        EntryForm.Entry entry;
        try {
            entry = form.parse(line.entry(), line.entry().length);
            forms.check(line.index(), entry).ifPresent(what -> faults.add(FaultKind.ENTRY_FORM, line.index(), what));
        } catch (MalformedException e) {
            faults.add(FaultKind.ENTRY_FORM, line.index(), requireNonNull(e.getMessage()));
            return;
        }
        try {
            sha256.update(line.salt());
            byte[] commitment = sha256.digest(new JsonCanonicalizer(line.bytes()).getEncodedUTF8());
            if (!MessageDigest.isEqual(commitment, entry.commitment())) {
                faults.add(FaultKind.COMMITMENT, line.index(), "payload and salt do not open the entry's commitment");
            } else if (!line.payload().text("id").equals(entry.id())
                    || (entry.type() != null && !line.payload().text("type").equals(entry.type()))) {
                faults.add(FaultKind.COMMITMENT, line.index(), "the payload has another id or type than its entry");
            }
        } catch (MalformedException | IOException | RuntimeException e) {
            if (e instanceof Faults.TooManyException tooMany) {
                throw tooMany;
            }
            sha256.reset();
            faults.add(FaultKind.COMMITMENT, line.index(), "the payload has no canonical form, or no id and type");
        }
    }

    private void requireErasure(ProofLine line) throws MalformedException {
        Optional<LoggedEvent> event = LoggedEvent.of(line.payload());
        if (event.isEmpty() || !(event.get() instanceof LoggedEvent.LogErased)) {
            faults.add(FaultKind.PAYLOAD_FORM, line.index(), "among the erasures, and none");
        }
    }

    /** Holds each entry against the filter, and against the readable file. */
    private final class EntryCheck implements Check {
        private final FilterCheck filter;
        private final RenderedEntries rendered;
        private final RenderedEntries.Form form;
        private boolean comparable = true;

        EntryCheck(FilteredManifest manifest, RenderedEntries rendered) throws MalformedException {
            this.filter = new FilterCheck(manifest.filter());
            this.rendered = rendered;
            this.form = manifest.form();
        }

        @Override
        public void entry(ProofLine line) throws MalformedException {
            Optional<String> part = filter.excludedBy(line.payload());
            if (part.isPresent()) {
                faults.add(FaultKind.FILTER, line.index(), "the filter by " + part.get() + " excludes it");
            }
            String expected = form.name(line.index(), line.payload().text("id"));
            if (comparable) {
                String found = next(line.index());
                // An unreadable file has been reported by now, and nothing is compared with it any more.
                if (comparable && !expected.equals(found)) {
                    comparable = false;
                    faults.add(FaultKind.RENDERING, line.index(),
                            form.path() + " has another entry in this place, or none");
                }
            }
        }

        private @Nullable String next(@Nullable Long index) {
            try {
                return rendered.next();
            } catch (MalformedException | IOException e) {
                faults.add(FaultKind.RENDERING, index, form.path() + " is not of its form: " + e.getMessage());
                comparable = false;
                return null;
            }
        }

        @Override
        public void end() {
            if (comparable && next(null) != null) {
                faults.add(FaultKind.RENDERING, null, form.path() + " has more entries than are proven");
            }
        }
    }
}
