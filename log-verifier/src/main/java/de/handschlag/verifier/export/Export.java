package de.handschlag.verifier.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An export's files. */
public sealed interface Export extends Closeable permits DirectoryExport, RemoteLog, ZipExport {

    String CHECKPOINT = "checkpoint";
    /** The newest checkpoint that witnesses cosigned; there need not be one. */
    String COSIGNED = "cosigned";
    String VERIFIER_KEY = "vkey";
    String PAYLOADS = "payloads.ndjson";
    String MANIFEST = "manifest.json";
    /** Of an export of some entries; it is signed, and the others are not there. */
    String FILTERED_MANIFEST = "manifest.note";
    String PROOFS = "proofs.ndjson";
    String ERASURES = "erasures.ndjson";

    /** @throws IOException if it is neither a directory nor a ZIP archive that can be read */
    static Export open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new DirectoryExport(path);
        }
        if (Files.isRegularFile(path)) {
            return ZipExport.open(path);
        }
        throw new IOException(path + " is neither a directory nor a file");
    }

    /** The file's bytes from the start; empty if there is no such file. */
    Optional<InputStream> read(String path) throws IOException;

    /** Calls once per file, also for a second one of the same name. */
    void forEachPath(Consumer<String> consumer) throws IOException;

    /** What about the archive itself is not as it should be, in sentences. */
    default List<String> flaws() {
        return List.of();
    }

    /** At most {@code limit} bytes and one more, which shows that there are too many. */
    default Optional<byte[]> read(String path, int limit) throws IOException {
        Optional<InputStream> file = read(path);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = file.get()) {
            return Optional.of(in.readNBytes(limit + 1));
        }
    }
}
