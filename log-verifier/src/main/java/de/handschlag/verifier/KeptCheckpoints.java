package de.handschlag.verifier;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import de.handschlag.verifier.fault.Faults;
import de.handschlag.verifier.note.SignedCheckpoint;
import de.handschlag.verifier.note.VerifierKey;
import de.handschlag.verifier.tree.Sha256;

/**
 * The checkpoints that a monitor has seen: one file each, {@code <size>.checkpoint}. What contradicts them is kept beside them as
 * evidence, {@code <size>-<digest>.contradiction}, and never replaces one.
 */
final class KeptCheckpoints {

    private static final String SUFFIX = ".checkpoint";

    private final Path directory;

    /** @throws IOException if there is no such directory and it cannot be made */
    KeptCheckpoints(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /** The one of the largest size; empty in the first run. What is not as it was written is named as a fault. */
    Optional<SignedCheckpoint> newest(VerifierKey key, Faults faults) throws IOException {
        List<SignedCheckpoint> kept = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                SignedCheckpoint.open(ExportReader.small(file, SignedCheckpoint.LONGEST), key,
                        "the kept " + file.getFileName(), faults).ifPresent(kept::add);
            }
        }
        return kept.stream().max(Comparator.comparingLong(SignedCheckpoint::size));
    }

    void keep(SignedCheckpoint checkpoint, byte[] note) throws IOException {
        write(checkpoint.size() + SUFFIX, note);
    }

    /** Returns where it lies. */
    Path keepContradiction(SignedCheckpoint checkpoint, byte[] note) throws IOException {
        String digest = HexFormat.of().formatHex(Sha256.newDigest().digest(note)).substring(0, 16);
        return write(checkpoint.size() + "-" + digest + ".contradiction", note);
    }

    private Path write(String name, byte[] note) throws IOException {
        Path written = Files.write(directory.resolve(name + ".new"), note);
        return Files.move(written, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
