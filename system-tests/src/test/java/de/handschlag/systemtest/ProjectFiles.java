package de.handschlag.systemtest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

import de.handschlag.deploy.local.ProjectLayout;

/** The project's own files: not what builds make, which other tests make and remove meanwhile, and not what is hidden. */
final class ProjectFiles {

    static final Path ROOT = ProjectLayout.find().root();

    private ProjectFiles() {}

    /** @param ending of their names, such as {@code .md} */
    static List<Path> endingWith(String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean made = name.equals("target") || name.startsWith(".") && !directory.equals(ROOT);
                return made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
