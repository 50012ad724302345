package de.handschlag.consent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import de.handschlag.page.PageLanguage;

@DisplayName("R31 The texts of the persons' pages")
class PersonsTextsTest {

    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    /** Administrators' pages, the page in easy German, and the statements, which say in German and English that they are. */
    private static final Set<String> IN_FEWER_LANGUAGES = Set.of("admin", "processing", "easy", "statement");

    static Stream<String> bundles() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("_de.properties"))
                    .map(name -> name.substring(0, name.length() - "_de.properties".length()))
                    .filter(bundle -> !IN_FEWER_LANGUAGES.contains(bundle)).sorted().toList().stream();
        }
    }

    private static Set<String> keys(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.contains("="))
                    .map(line -> line.substring(0, line.indexOf('='))).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new AssertionError("There is no " + file, e);
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    @DisplayName("R31 each is there in each language, so that nobody falls back to German unsaid")
    void everyLanguage(String bundle) {
        Set<String> german = keys(MESSAGES.resolve(bundle + "_de.properties"));

        assertThat(Arrays.stream(PageLanguage.values())).hasSize(15)
                .allSatisfy(language -> assertThat(
                        keys(MESSAGES.resolve(bundle + "_" + language.tag().replace('-', '_') + ".properties")))
                        .as(bundle + " " + language.tag()).isEqualTo(german));
    }
}
