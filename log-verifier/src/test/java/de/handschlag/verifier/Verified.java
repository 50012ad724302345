package de.handschlag.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;

import de.handschlag.verifier.fault.FaultKind;

/**
 * What the command said about an export.
 *
 * @param found kind and index of every fault
 */
public record Verified(int exitCode, List<Found> found, String output) {

    /** A fault, by its kind and the index of the entry; null if it concerns none. */
    public record Found(FaultKind kind, @Nullable Long index) {}

    public List<FaultKind> kinds() {
        return found.stream().map(Found::kind).distinct().toList();
    }

    List<@Nullable Long> indexes(FaultKind kind) {
        List<@Nullable Long> indexes = new ArrayList<>();
        found.stream().filter(fault -> fault.kind == kind).forEach(fault -> indexes.add(fault.index));
        return indexes;
    }

    /** Runs the command on a ZIP archive of these files. */
    public static Verified archive(Map<String, byte[]> files, String... options) {
        try {
            Path archive = Files.createTempFile("handschlag-log", ".zip");
            try {
                writeZip(files, Files.newOutputStream(archive));
                return command(archive, options);
            } finally {
                Files.delete(archive);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeZip(Map<String, byte[]> files, OutputStream target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(target)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
    }

    static Path writeDirectory(Map<String, byte[]> files, Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return directory;
    }

    /** Runs the command on an export that is there. */
    public static Verified command(Path export, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(export.toString());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exitCode = VerifyLog.run(out, out, arguments.toArray(String[]::new));
        String output = bytes.toString(StandardCharsets.UTF_8);
        return new Verified(exitCode, output.lines().filter(line -> line.matches("[A-Z_]+( at entry [0-9]+)?: .*"))
                .filter(line -> !line.startsWith("NOT GOOD")).map(Verified::found).toList(), output);
    }

    private static Found found(String line) {
        String[] parts = line.substring(0, line.indexOf(':')).split(" at entry ");
        return new Found(FaultKind.valueOf(parts[0]), parts.length == 1 ? null : Long.valueOf(parts[1]));
    }
}
