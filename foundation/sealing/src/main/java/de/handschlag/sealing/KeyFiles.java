package de.handschlag.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Files with keys, which their owner alone may read. */
public final class KeyFiles {

    private static final Set<PosixFilePermission> OF_THE_OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private KeyFiles() {}

    /**
     * What the file holds, in ASCII.
     *
     * @param what   how a message calls the file
     * @param making the command that makes a first one
     * @throws IllegalStateException if the file is missing or open to others than its owner; the message is for an operator and
     *                               repeats nothing of the file
     */
    public static String read(Path file, String what, String making) {
        try {
            if (!OF_THE_OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IllegalStateException(what + " is open to others than its owner: chmod 600");
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(what
                    + " cannot be read. Bring it back; only for a first start make one: (umask 077; " + making + ")",
                    e);
        }
    }
}
