package de.handschlag.verifier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.export.Export;
import de.handschlag.verifier.fault.FaultKind;
import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.tree.Sha256;

/** What every kind of export begins with: small files, the key, the checkpoint. */
final class ExportReader {

    private static final int LONGEST_KEY = 4096;

    private final Export export;
    private final Faults faults;
    private final Map<String, String> digests = new TreeMap<>();

    ExportReader(Export export, Faults faults) {
        this.export = export;
        this.faults = faults;
    }

    /** By path, lower-case hexadecimal SHA-256 of what was read. */
    Map<String, String> digests() {
        return digests;
    }

    /**
     * The key that is given, or else the export's own.
     *
     * @return empty if there is none; the fault was named
     * @throws IOException if the file that is given cannot be read
     */
    Optional<VerifierKey> key(@Nullable Path given) throws IOException {
        VerifierKey wanted = null;
        if (given != null) {
            try {
                wanted = VerifierKey.parse(new String(small(given, LONGEST_KEY), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new IOException(given + ": " + e.getMessage());
            }
        }
        VerifierKey own = ownKey();
        if (wanted != null && own != null && !wanted.equals(own)) {
            faults.add(FaultKind.KEY, null, "the export's own verifier key is not the one that you gave");
        }
        return Optional.ofNullable(wanted == null ? own : wanted);
    }

    private @Nullable VerifierKey ownKey() {
        byte[] bytes = file(Export.VERIFIER_KEY, LONGEST_KEY);
        if (bytes == null) {
            return null;
        }
        try {
            return VerifierKey.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            faults.add(FaultKind.KEY, null, Export.VERIFIER_KEY + ": " + e.getMessage());
            return null;
        }
    }

    Optional<SignedCheckpoint> checkpoint(VerifierKey key) {
        byte[] note = file(Export.CHECKPOINT, SignedCheckpoint.LONGEST);
        return note == null ? Optional.empty() : SignedCheckpoint.open(note, key, "the checkpoint", faults);
    }

    /** A small file of the export; null if there is none, or it is too long, which is a fault that is named. */
    byte @Nullable [] file(String path, int limit) {
        try {
            byte[] bytes = export.read(path, limit).orElse(null);
            if (bytes != null && bytes.length <= limit) {
                digests.put(path, HexFormat.of().formatHex(Sha256.newDigest().digest(bytes)));
                return bytes;
            }
            faults.add(FaultKind.UNREADABLE, null, path + (bytes == null ? " is missing" : " is too long"));
        } catch (IOException e) {
            faults.add(FaultKind.UNREADABLE, null, path + " cannot be read: " + e.getMessage());
        }
        return null;
    }

    /** A file that the command line names. */
    static byte[] small(Path file, int limit) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > limit) {
            throw new IOException(file + " is no file, or too long");
        }
        return Files.readAllBytes(file);
    }
}
