package de.handschlag.verifier;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.payload.EntryForm;
import de.handschlag.verifier.payload.EntryForm.Entry;
import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.MalformedException;
import de.handschlag.verifier.tree.InclusionProof;
import de.handschlag.verifier.tree.Sha256;

/** Holds the proof of one entry against the log's key: that the log has the entry, and what it says. */
final class TlogProofCheck {

    private final Options options;
    private final Faults faults;
    private final PrintStream out;

    TlogProofCheck(Options options, Faults faults, PrintStream out) {
        this.options = options;
        this.faults = faults;
        this.out = out;
    }

    /** @throws IOException if proof or key cannot be read, or are none */
    void run(Path file) throws IOException {
        VerifierKey key = key(requireNonNull(options.key()));
        TlogProof proof;
        try {
            proof = TlogProof.parse(ExportReader.small(file, TlogProof.LONGEST));
        } catch (MalformedException e) {
            throw new IOException(file + " is no tlog-proof: " + e.getMessage(), e);
        }
        Optional<SignedCheckpoint> opened = SignedCheckpoint.open(proof.note(), key, "the checkpoint", faults);
        if (opened.isEmpty()) {
            return;
        }
        SignedCheckpoint checkpoint = opened.get();
        WitnessCheck witnesses = new WitnessCheck(options.witnesses(), options.quorum(), faults);
        if (!options.witnesses().isEmpty()) {
            witnesses.run(List.of(checkpoint));
        }
        requireIncluded(proof, checkpoint);
        out.println(VerifyLog.printable("Log " + checkpoint.origin() + ", " + checkpoint.size()
                + " entries, held against the key that you gave."));
        try {
            Entry entry = new EntryForm().parse(proof.entry(), proof.entry().length);
            out.println("Entry " + proof.index() + ", of class " + entry.retentionClass() + ", recorded in "
                    + entry.month() + ".");
            checkPayload(proof, entry);
        } catch (MalformedException e) {
            faults.add(FaultKind.ENTRY_FORM, proof.index(), requireNonNull(e.getMessage()));
        }
    }

    private static VerifierKey key(Path file) throws IOException {
        try {
            return VerifierKey.parse(new String(ExportReader.small(file, 4096), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private void requireIncluded(TlogProof proof, SignedCheckpoint checkpoint) {
        byte[] leaf = new byte[Sha256.LENGTH];
        new Sha256().leaf(proof.entry(), proof.entry().length, leaf, 0);
        Optional<byte[]> root = InclusionProof.root(proof.index(), checkpoint.size(), leaf, proof.hashes());
        if (root.isEmpty() || !Arrays.equals(root.get(), checkpoint.root())) {
            faults.add(FaultKind.INCLUSION, proof.index(),
                    "the proof does not lead from this entry to the root that the checkpoint signs");
        }
    }

    private void checkPayload(TlogProof proof, Entry entry) {
        byte[] payload = proof.payload();
        byte[] salt = proof.salt();
        if (payload == null || salt == null) {
            out.println("What it says is not in the proof, which shows only that the log has the entry.");
            return;
        }
        MessageDigest sha256 = Sha256.newDigest();
        sha256.update(salt);
        if (!MessageDigest.isEqual(sha256.digest(payload), entry.commitment())) {
            faults.add(FaultKind.COMMITMENT, proof.index(), "payload and salt do not open the entry's commitment");
            return;
        }
        try {
            JsonObject event = JsonObject.parse(payload, 0, payload.length);
            String type = event.text("type");
            if (!event.text("id").equals(entry.id()) || (entry.type() != null && !type.equals(entry.type()))) {
                faults.add(FaultKind.COMMITMENT, proof.index(), "the payload has another id or type than its entry");
            }
            out.println(VerifyLog.printable("It says: " + type + " of " + event.time("time") + "."));
        } catch (MalformedException e) {
            faults.add(FaultKind.PAYLOAD_FORM, proof.index(), requireNonNull(e.getMessage()));
        }
    }
}
