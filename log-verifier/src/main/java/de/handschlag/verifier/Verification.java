package de.handschlag.verifier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.completeness.CompletenessCheck;
import de.handschlag.verifier.completeness.CompletenessProof;
import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.export.FileCheck;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.lawfulness.AttributeCatalogue;
import de.handschlag.verifier.lawfulness.DisclosureRules;
import de.handschlag.verifier.lawfulness.DisclosureRules.Bounds;
import de.handschlag.verifier.lawfulness.History;
import de.handschlag.verifier.lawfulness.Judged;
import de.handschlag.verifier.lawfulness.PurposeCatalogue;
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

    private static final int LONGEST_PROOF = 1 << 23;
    private static final int LONGEST_MANIFEST = 1 << 16;
    private static final int LONGEST_REPLY = 1 << 16;
    private static final int LONGEST_CERTIFICATES = 1 << 18;

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
     * @param attestations what witnesses and a time-stamping authority say, in sentences
     * @param withPayloads whether payloads were checked
     * @param erased       payloads that were erased
     * @param judged       disclosures, and what could not be judged
     * @param proofs       proofs of completeness that could be understood
     */
    record Outcome(SignedCheckpoint checkpoint, VerifierKey key, List<String> attestations, boolean withPayloads,
            long erased, Judged judged, List<CompletenessCheck> proofs) {}

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
        FileCheck files = new FileCheck();
        long bundles = files.run(export, checkpoint.size(), faults);
        WitnessCheck witnesses = witnesses(key.get(), checkpoint, earlier);
        TimestampCheck timestamps = timestamps(key.get(), files.timestamps(), earlier);
        List<String> attestations = new ArrayList<>(witnesses.sentences(checkpoint.size()));
        attestations.addAll(timestamps.sentences());
        TreeCheck tree = new TreeCheck(export, checkpoint, earlier, faults, progress);
        if (options.treeOnly()) {
            tree.run(EntryConsumer.NONE);
            return Optional.of(new Outcome(checkpoint, key.get(), attestations, false, 0, new Judged(), List.of()));
        }
        // A size is easily claimed, and lines are easily packed; bundles of the archive bound both.
        long lines = Math.min(checkpoint.size(), bundles * GrowingTree.TILE_WIDTH);
        return Optional.of(withPayloads(checkpoint, key.get(), attestations, witnesses, tree, lines));
    }

    private Outcome withPayloads(SignedCheckpoint checkpoint, VerifierKey key, List<String> attestations,
            WitnessCheck witnesses, TreeCheck tree, long lines) throws IOException {
        AttributeCatalogue catalogue = AttributeCatalogue.builtIn();
        PurposeCatalogue purposes = PurposeCatalogue.builtIn();
        for (Path file : options.catalogues()) {
            if (Files.isDirectory(file)) {
                purposes = PurposeCatalogue.of(file);
                catalogue.add(file.resolve("attributes.csv"));
            } else {
                catalogue.add(file);
            }
        }
        History history = history(lines);
        witnesses.requireNear(checkpoint.size(), history.newest(), options.witnessLag());
        DisclosureRules rules = new DisclosureRules(history, catalogue, purposes,
                new Bounds(options.freshnessBound(), options.commitDelay(), options.clockSkew()), formerKeys(), faults);
        List<CompletenessCheck> proofs = proofs(checkpoint);
        Optional<InputStream> file = export.read(Export.PAYLOADS);
        if (file.isEmpty()) {
            faults.add(FaultKind.UNREADABLE, null, Export.PAYLOADS + " is missing");
        }
        try (PayloadFile payloads = new PayloadFile(file.orElse(InputStream.nullInputStream()))) {
            PayloadCheck check = new PayloadCheck(payloads, history, rules, proofs, faults);
            tree.run(check);
            check.finish(checkpoint.size());
            proofs.forEach(CompletenessCheck::finish);
            new ManifestCheck(reader.digests(), faults).run(reader.file(Export.MANIFEST, LONGEST_MANIFEST), checkpoint,
                    check.erased());
            return new Outcome(checkpoint, key, attestations, true, check.erased(), rules.judged(), proofs);
        }
    }

    private List<CompletenessCheck> proofs(SignedCheckpoint checkpoint) throws IOException {
        List<CompletenessCheck> checks = new ArrayList<>();
        for (Path file : options.proofs()) {
            try {
                checks.add(new CompletenessCheck(CompletenessProof.parse(ExportReader.small(file, LONGEST_PROOF)),
                        faults));
            } catch (MalformedException e) {
                faults.add(FaultKind.COMPLETENESS_FORM, null, file.getFileName() + ": " + e.getMessage());
            }
        }
        checks.forEach(check -> check.begin(checkpoint.origin()));
        for (int i = 0; i < checks.size(); i++) {
            for (int j = 0; j < i; j++) {
                requireOneHashEach(checks.get(i).proof(), checks.get(j).proof());
            }
        }
        return checks;
    }

    /** Who could give a person a second hash could show each of two lists to be all. */
    private void requireOneHashEach(CompletenessProof one, CompletenessProof other) {
        if (one.keyId().equals(other.keyId())
                && (one.person().equals(other.person()) && one.all() == other.all()) != Arrays.equals(one.personHash(),
                        other.personHash())) {
            faults.add(FaultKind.COMPLETENESS_HASH, null, "two proofs give one person two hashes, or two persons one");
        }
    }

    /** @throws IOException if one of the files holds no key */
    private List<VerifierKey> formerKeys() throws IOException {
        List<VerifierKey> keys = new ArrayList<>();
        for (Path file : options.formerKeys()) {
            try {
                keys.add(VerifierKey
                        .parse(new String(ExportReader.small(file, SignedCheckpoint.LONGEST), StandardCharsets.UTF_8)));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage());
            }
        }
        return keys;
    }

    /** Those that are not later than the export; a later one shows that entries are missing. */
    private List<SignedCheckpoint> earlier(VerifierKey key, SignedCheckpoint checkpoint) throws IOException {
        List<SignedCheckpoint> earlier = new ArrayList<>();
        for (Path file : options.checkpoints()) {
            byte[] note = ExportReader.small(file, SignedCheckpoint.LONGEST);
            VerifierKey signer = formerKeys().stream()
                    .filter(former -> new String(note, StandardCharsets.UTF_8).startsWith(former.name() + "\n"))
                    .findFirst().orElse(key);
            Optional<SignedCheckpoint> old = SignedCheckpoint.open(note, signer, "the earlier checkpoint", faults);
            if (old.isPresent() && old.get().size() > checkpoint.size()) {
                faults.add(FaultKind.FORK, checkpoint.size(), "a checkpoint over " + old.get().size()
                        + " entries was signed, and the export ends at " + checkpoint.size());
            } else {
                old.ifPresent(earlier::add);
            }
        }
        return earlier;
    }

    /** What is cosigned is a checkpoint as any other: the log must continue it. */
    private WitnessCheck witnesses(VerifierKey key, SignedCheckpoint checkpoint, List<SignedCheckpoint> earlier) {
        List<SignedCheckpoint> cosigned = new ArrayList<>(List.of(checkpoint));
        byte[] note = optional(Export.COSIGNED, SignedCheckpoint.LONGEST);
        if (note != null) {
            reader.digests().put(Export.COSIGNED, HexFormat.of().formatHex(Sha256.newDigest().digest(note)));
            SignedCheckpoint.open(note, key, "the cosigned checkpoint", faults).ifPresent(cosigned::add);
        }
        SignedCheckpoint last = cosigned.getLast();
        if (last.size() > checkpoint.size()) {
            faults.add(FaultKind.FORK, checkpoint.size(), "the cosigned checkpoint is over " + last.size()
                    + " entries, and the export ends at " + checkpoint.size());
        } else if (!last.equals(checkpoint)) {
            earlier.add(last);
        }
        WitnessCheck witnesses = new WitnessCheck(options.witnesses(), options.quorum(), faults);
        witnesses.run(cosigned);
        return witnesses;
    }

    /** What is stamped is a checkpoint as any other: the log must continue it. */
    private TimestampCheck timestamps(VerifierKey key, SortedSet<Long> sizes, List<SignedCheckpoint> earlier)
            throws IOException {
        TimestampCheck timestamps = new TimestampCheck(certificates(), faults);
        for (long size : sizes) {
            String path = "timestamps/" + size;
            byte[] note = optional(path + ".checkpoint", SignedCheckpoint.LONGEST);
            byte[] reply = optional(path + ".tsr", LONGEST_REPLY);
            if (note == null || reply == null) {
                faults.add(FaultKind.TIMESTAMP_MISSING, null,
                        path + (note == null ? ".checkpoint" : ".tsr") + " is missing");
                continue;
            }
            Optional<SignedCheckpoint> stamped = SignedCheckpoint.open(note, key, path + ".checkpoint", faults);
            if (stamped.isPresent() && stamped.get().size() != size) {
                faults.add(FaultKind.NOTE, null, path + ".checkpoint is over " + stamped.get().size() + " entries");
            } else if (stamped.isPresent()) {
                earlier.add(stamped.get());
                timestamps.run(stamped.get(), reply);
            }
        }
        timestamps.finish();
        return timestamps;
    }

    private List<X509Certificate> certificates() throws IOException {
        Path file = options.authority();
        if (file == null) {
            return List.of();
        }
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (Certificate certificate : CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(ExportReader.small(file, LONGEST_CERTIFICATES)))) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw new IOException(file + " is no PEM file of certificates");
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return certificates;
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

    /** A file that there need not be, and of one that is too long its beginning; null if there is none, or it cannot be read. */
    private byte @Nullable [] optional(String path, int limit) {
        try {
            return export.read(path, limit).orElse(null);
        } catch (IOException e) {
            faults.add(FaultKind.UNREADABLE, null, path + " cannot be read: " + e.getMessage());
            return null;
        }
    }
}
