package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A file with a key by which services seal, in the form that the guide for operators documents. */
public enum SealingKeyFile {

    /** Seals the keys of the registry's values. */
    VALUES("values-master.key", "master-"),
    /** Seals what the header {@code Consent-Revision} holds; the consent-service and the registry-service share it. */
    REVISIONS("consent-revision.key", "revision-");

    private static final int KEY_BYTES = 32;

    private final String name;
    private final String keyIdPrefix;

    SealingKeyFile(String name, String keyIdPrefix) {
        this.name = name;
        this.keyIdPrefix = keyIdPrefix;
    }

    /**
     * The file in this directory, made with mode 600 and a random key if there is none.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public Path in(Path directory) {
        Path file = of(directory);
        if (Files.exists(file)) {
            return file;
        }
        byte[] key = new byte[KEY_BYTES];
        SecureRandom random = new SecureRandom();
        random.nextBytes(key);
        try {
            Files.createDirectories(directory);
            // Created with its final mode: at no moment can others read it. Moved whole: no half of a key is ever used.
            Path next = file.resolveSibling(name + ".next");
            Files.deleteIfExists(next);
            Files.createFile(next, Secrets.OWNER_ONLY);
            Files.writeString(next, keyId(random) + " " + Base64.getEncoder().encodeToString(key) + "\n");
            return Files.move(next, file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the key in " + file, e);
        }
    }

    /** Where the file is or would be. */
    public Path of(Path directory) {
        return directory.resolve(name);
    }

    /** Random, so that a file made anew is not taken for the one that was lost. */
    private String keyId(SecureRandom random) {
        return keyIdPrefix + HexFormat.of().toHexDigits(random.nextInt());
    }
}
