package de.handschlag.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Documents")
class DocumentsTest {

    private static final Path ROOT = ProjectFiles.ROOT;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    @DisplayName("Every link within the project leads to something")
    void linksLeadSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.startsWith("http") && !Files.exists(document.resolveSibling(target))) {
                    dead.add(ROOT.relativize(document) + " -> " + target);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    @DisplayName("The README is read in one go: under 150 lines")
    void readmeIsShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThan(150);
    }

    private static List<Path> documents() throws IOException {
        List<Path> found = ProjectFiles.endingWith(".md");
        assertThat(found).hasSizeGreaterThan(30);
        return found;
    }
}
