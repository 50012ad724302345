package de.handschlag.audit.chain.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What was signed last, in a file beside the key. The database knows it too, but a database that was restored from an
 * older backup has forgotten; the key's disk has not. Each step is a method, so that a test can stop between any two.
 */
class LastSigned {

    private final Path file;
    private final Path draft;

    LastSigned(Path keyFile) {
        Path absolute = keyFile.toAbsolutePath();
        this.file = absolute.resolveSibling(absolute.getFileName() + ".signed");
        this.draft = file.resolveSibling(file.getFileName() + ".new");
    }

    Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Durable, the name in its directory included, before the note is shown to anybody. */
    final void write(String note) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            fill(channel, ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
            force(channel);
        }
        replace(draft, file);
        forceDirectory(requireNonNull(file.getParent()));
    }

    void fill(FileChannel channel, ByteBuffer note) throws IOException {
        while (note.hasRemaining()) {
            channel.write(note);
        }
    }

    void force(FileChannel channel) throws IOException {
        channel.force(true);
    }

    void replace(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Without this a power cut may bring the file's predecessor back. */
    void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
