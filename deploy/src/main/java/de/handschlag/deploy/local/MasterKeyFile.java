package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The file with the master key of the registry's values, in the form that the registry-service documents. */
public final class MasterKeyFile {

    private static final String NAME = "values-master.key";
    private static final int KEY_BYTES = 32;

    private MasterKeyFile() {}

    /**
     * The file in this directory, made with mode 600 and a random key if there is none.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static Path in(Path directory) {
        Path file = directory.resolve(NAME);
        if (Files.exists(file)) {
            return file;
        }
        byte[] key = new byte[KEY_BYTES];
        SecureRandom random = new SecureRandom();
        random.nextBytes(key);
        try {
            Files.createDirectories(directory);
            // Created with its final mode: at no moment can others read it. Moved whole: no half of a key is ever used.
            Path next = file.resolveSibling(NAME + ".next");
            Files.deleteIfExists(next);
            Files.createFile(next, Secrets.OWNER_ONLY);
            Files.writeString(next, keyId(random) + " " + Base64.getEncoder().encodeToString(key) + "\n");
            return Files.move(next, file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the master key in " + file, e);
        }
    }

    /** Random, so that a file made anew is not taken for the one that was lost. */
    private static String keyId(SecureRandom random) {
        return "master-" + HexFormat.of().toHexDigits(random.nextInt());
    }
}
