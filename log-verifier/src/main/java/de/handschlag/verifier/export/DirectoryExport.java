package de.handschlag.verifier.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;

/** An export in a directory. Links are not followed: they could lead to a device that never ends. */
record DirectoryExport(Path root) implements Export {

    @Override
    public Optional<InputStream> read(String path) throws IOException {
        Path file = root.resolve(path);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.newInputStream(file))
                : Optional.empty();
    }

    @Override
    public void forEachPath(Consumer<String> consumer) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                consumer.accept(root.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
