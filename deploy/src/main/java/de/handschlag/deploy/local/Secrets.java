package de.handschlag.deploy.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Passwords and keys of one installation: each is made at random when it is first asked for, and kept in one file that only
 * its owner can read.
 */
public final class Secrets {

    /** Mode 600. */
    static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    /** 24 characters of 57: 139 bits. */
    private static final int LENGTH = 24;

    private final Path file;
    private final Properties known = new Properties();
    private final SecureRandom random = new SecureRandom();

    /** Reads the file if it is there. */
    public Secrets(Path file) {
        this.file = file;
        read();
    }

    private void read() {
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the secrets in " + file, e);
            }
        }
    }

    /** The secret of this name, made and written down if there is none yet. */
    public synchronized String get(String name) {
        String secret = known.getProperty(name);
        if (secret == null) {
            // deploy/run and deploy/demo are two processes with one file.
            read();
            secret = known.getProperty(name);
        }
        if (secret == null) {
            StringBuilder made = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                made.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            secret = made.toString();
            known.setProperty(name, secret);
            write();
        }
        return secret;
    }

    public Path file() {
        return file;
    }

    private void write() {
        StringBuilder text = new StringBuilder("# Made at first start. Not for git, not for other users.\n");
        new TreeMap<>(known).forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.deleteIfExists(next);
            // Created with its final mode: at no moment can others read it.
            Files.createFile(next, OWNER_ONLY);
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the secrets in " + file, e);
        }
    }
}
