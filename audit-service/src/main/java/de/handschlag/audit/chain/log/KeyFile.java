package de.handschlag.audit.chain.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** A file with a secret, made once and readable by its owner alone. */
public final class KeyFile {

    private static final Set<PosixFilePermission> OF_THE_OWNER = Set.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeyFile() {}

    /**
     * What the file holds.
     *
     * @throws IllegalStateException if it is open to others than its owner
     */
    public static String read(Path file) throws IOException {
        requireOfOwner(file);
        return Files.readString(file, StandardCharsets.US_ASCII);
    }

    /**
     * Refuses a file that others than its owner can read, if it is there.
     *
     * @throws IllegalStateException whose message is for an operator
     */
    public static void requireOfOwner(Path file) {
        try {
            if (Files.exists(file) && !OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException(
                        "The key file " + file + " is open to others than its owner: chmod 600");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be looked at", e);
        }
    }

    /**
     * Makes the file with mode 600. If it exists already, or another replica makes it in the same moment, that one counts.
     *
     * @param secret ASCII
     */
    public static void make(Path file, String secret) throws IOException {
        Path directory = requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(directory);
        Path draft = directory.resolve(file.getFileName() + "." + UUID.randomUUID());
        Files.createFile(draft,
                PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------"))));
        try {
            Files.writeString(draft, secret, StandardCharsets.US_ASCII, StandardOpenOption.DSYNC);
            // A link appears at once and never over an existing file: two replicas that start together agree on one key.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other replica was first; its key counts.
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
