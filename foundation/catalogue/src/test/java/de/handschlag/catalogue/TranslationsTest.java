package de.handschlag.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be seen of a translation without knowing its language. That no key is missing the reader itself sees to. */
@DisplayName("R31 Translations of the catalogue")
class TranslationsTest {

    private static final Path DIRECTORY = Path.of("../../deploy/catalogue");
    private static final LocalDate TODAY = LocalDate.of(2026, 8, 19);
    private static final Catalogue CATALOGUE = Catalogue.read(DIRECTORY, TODAY);
    private static final CatalogueFiles FILES = CatalogueFiles.read(DIRECTORY, TODAY);
    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "ckb", "ps");
    private static final Map<String, String> SCRIPTS = Map.of("ar", "Arabic", "fa", "Arabic", "ckb", "Arabic", "ps",
            "Arabic", "ti", "Ethiopic", "uk", "Cyrillic", "ru", "Cyrillic");
    /** Norms, their laws, levels of language and other names that stand on papers in Latin letters. */
    private static final Pattern LATIN_NAMES = Pattern.compile("(?:§§?|Art\\.) ?[0-9a-z]+"
            + "|[0-9]+[a-z]\\b|\\b(?:Abs\\.|Satz|Nr\\.|Buchst\\.|bis|und)|\\b(?:SGB|DSMeld)\\b|\\b[IVX]+\\b|\\bFreizügG/EU"
            + "|\\b[A-Z][A-Za-zäöü]*[A-Z]\\b|\\b[ABC][12]\\b|\\bIntV\\b|\\bHandschlag\\b|\\bAZR\\b|\\b[A-Z]{2,5}\\b");
    /** Words that are the same in German. */
    private static final Set<String> SAME_IN_GERMAN = Set.of("fr attribute religion");
    private static final Pattern ISOLATE = Pattern.compile("[\u2066\u2068][^\u2066-\u2069]*\u2069");

    /** A text of a translation. */
    private record Translated(String language, String key, String text, String german) {

        @Override
        public String toString() {
            return language + " " + key + ": " + text;
        }
    }

    static Stream<String> languages() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("labels"))) {
            return files.map(file -> file.getFileName().toString().replace(".csv", "")).sorted().toList().stream();
        }
    }

    private static List<Translated> labels(String language) {
        Map<String, String> german = Labels.german(FILES);
        return requireNonNull(FILES.labels().get(language)).entrySet().stream().map(label -> new Translated(language,
                label.getKey(), label.getValue(), requireNonNull(german.get(label.getKey())))).toList();
    }

    private static List<Translated> texts(String language) {
        List<Translated> texts = new ArrayList<>();
        for (NoticeElement element : CATALOGUE.noticeElements()) {
            texts.add(new Translated(language, element.id(), requireNonNull(element.texts().get(language)),
                    requireNonNull(element.texts().get(Catalogue.GERMAN))));
        }
        Map<String, String> german = CATALOGUE.noticeValues(Catalogue.GERMAN);
        CATALOGUE.noticeValues(language)
                .forEach((name, text) -> texts.add(new Translated(language, name, text, german.get(name))));
        return texts;
    }

    private static List<Translated> all(String language) {
        List<Translated> all = new ArrayList<>(labels(language));
        all.addAll(texts(language));
        return all;
    }

    @Test
    void languageWithLabelsHasNotices() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("notices"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".csv", "")))
                    .containsExactlyInAnyOrderElementsOf(languages().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void nothingIsLeftInGerman(String language) {
        // Names of states and of certificates may be the same.
        assertThat(all(language)).filteredOn(
                one -> !one.key().startsWith("code ") && !SAME_IN_GERMAN.contains(one.language() + " " + one.key()))
                .allSatisfy(one -> assertThat(one.text()).as(one.key()).isNotEqualToIgnoringCase(one.german()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void textsAreInTheScriptOfTheLanguage(String language) {
        Pattern letters = Pattern.compile("\\p{Is" + SCRIPTS.getOrDefault(language, "Latin") + "}");
        Pattern latin = Pattern.compile("\\p{IsLatin}");

        assertThat(all(language)).allSatisfy(one -> {
            String words = LATIN_NAMES.matcher(one.text().replaceAll("\\{[A-Za-z]+}", "")).replaceAll("");
            if (SCRIPTS.containsKey(language)) {
                assertThat(words).as(one.toString()).doesNotContainPattern(latin);
                // A certificate may be nothing but its name.
                if (!one.key().startsWith("code language_certificate/")) {
                    assertThat(one.text()).as(one.toString()).containsPattern(letters);
                }
            } else {
                assertThat(words).as(one.toString())
                        .doesNotContainPattern("[\\p{IsArabic}\\p{IsEthiopic}\\p{IsCyrillic}\\p{IsGreek}]");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void latinRunsAreIsolatedWhereTheLanguageIsWrittenFromTheRight(String language) {
        assertThat(all(language)).allSatisfy(one -> {
            String outside = ISOLATE.matcher(one.text()).replaceAll("");
            assertThat(outside).as(one.toString()).doesNotContainPattern("[\u2066-\u2069\u202a-\u202e]");
            if (RIGHT_TO_LEFT.contains(language)) {
                assertThat(outside).as(one.toString()).doesNotContainPattern("\\p{IsLatin}");
            } else {
                assertThat(one.text()).as(one.toString()).isEqualTo(outside);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("languages")
    void textsAreCleanAndDigitsAreThoseOnThePaper(String language) {
        assertThat(all(language)).allSatisfy(one -> assertThat(one.text()).as(one.toString()).isNotBlank()
                .doesNotContain("\"", "'", "<", ">", "  ").doesNotContainPattern("[\\p{Nd}&&[^0-9]]"));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void placeholdersAreThoseOfTheGermanText(String language) {
        assertThat(texts(language)).allSatisfy(one -> {
            Set<String> found = NoticeElement.placeholders(one.text());
            Set<String> german = NoticeElement.placeholders(one.german());
            found.remove("agency");
            german.remove("agency");
            assertThat(found).as(one.toString()).isEqualTo(german);
        });
    }

    @Test
    @DisplayName("the list of attributes ends its part in every language, as it goes over several lines")
    void listEndsItsPart() {
        assertThat(CATALOGUE.noticeElements()).flatExtracting(element -> element.texts().values())
                .filteredOn(text -> NoticeElement.placeholders(text).contains("attributes")).allSatisfy(
                        text -> assertThat(text).endsWith("{attributes}" + (text.contains("\u2068") ? "\u2069" : "")));
    }
}
