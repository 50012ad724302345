package de.handschlag.catalogue;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What notices are made of: elements, and what stands in them for what is not known or the same for all.
 *
 * @param elements in the order of the file, each with its text in every language that has a file
 * @param values   words by language and name
 */
record NoticeFiles(List<NoticeElement> elements, Map<String, Map<String, String>> values) {

    private static final String FILE = "notice-elements.csv";
    private static final String VALUES = "notice-values.csv";
    /** A text may name the agency where another language says "she" or "the office". */
    private static final String AGENCY = "agency";

    static NoticeFiles read(Path directory, List<String> mistakes) {
        Map<String, NoticeElement> main = new CsvFile(directory, FILE, mistakes).rows(
                List.of("element", "condition", "text_de", "text_de_plain", "text_en", "notice", "order", "norm"),
                NoticeFiles::element, NoticeElement::id);
        Map<String, Map<String, String>> translated = new TreeMap<>();
        for (String language : CatalogueFiles.translations(directory, "notices", mistakes)) {
            translated.put(language, translation(directory, language, main, mistakes));
        }
        List<NoticeElement> elements = new ArrayList<>();
        for (NoticeElement element : main.values()) {
            Map<String, String> texts = new LinkedHashMap<>(element.texts());
            translated.forEach((language, all) -> {
                String text = all.get(element.id());
                if (text != null) {
                    texts.put(language, text);
                }
            });
            elements.add(new NoticeElement(element.element(), element.condition(), element.notice(), element.order(),
                    texts));
        }
        Set<String> languages = new TreeSet<>(translated.keySet());
        languages.addAll(Set.of(Catalogue.GERMAN, Catalogue.PLAIN_GERMAN, Catalogue.ENGLISH));
        return new NoticeFiles(List.copyOf(elements), values(directory, languages, mistakes));
    }

    private static NoticeElement element(CsvFile.Row row) {
        String condition = row.text("condition");
        if (!NoticeElement.isCondition(condition)) {
            throw row.mistake("a condition is always, name=value or name in (one|other)");
        }
        Integer order = row.numberOrNull("order");
        if (order == null) {
            throw row.mistake("order is empty");
        }
        String german = row.text("text_de");
        String plain = row.text("text_de_plain");
        String english = row.text("text_en");
        requireSamePlaceholders(row, german, plain);
        requireSamePlaceholders(row, german, english);
        return new NoticeElement(row.text("element"), condition, row.oneOf("notice", NoticeElement.Kind.class), order,
                Map.of(Catalogue.GERMAN, german, Catalogue.PLAIN_GERMAN, plain, Catalogue.ENGLISH, english));
    }

    private static void requireSamePlaceholders(CsvFile.Row row, String german, String other) {
        Set<String> expected = new TreeSet<>(NoticeElement.placeholders(german));
        Set<String> found = new TreeSet<>(NoticeElement.placeholders(other));
        expected.remove(AGENCY);
        found.remove(AGENCY);
        if (!found.equals(expected)) {
            throw row.mistake("the placeholders " + expected + " are expected, not " + found);
        }
    }

    private static Map<String, String> translation(Path directory, String language, Map<String, NoticeElement> main,
            List<String> mistakes) {
        String name = "notices/" + language + ".csv";
        Map<String, String> texts = new HashMap<>();
        Map<String, String> rows = new CsvFile(directory, name, mistakes).rows(List.of("element", "condition", "text"),
                row -> {
                    String id = NoticeElement.id(row.text("element"), row.text("condition"));
                    NoticeElement element = main.get(id);
                    if (element == null) {
                        throw row.mistake(FILE + " has no " + id);
                    }
                    requireSamePlaceholders(row, requireNonNull(element.texts().get(Catalogue.GERMAN)),
                            row.text("text"));
                    texts.put(id, row.text("text"));
                    return id;
                }, id -> id);
        main.keySet().stream().filter(id -> !rows.containsKey(id))
                .forEach(id -> mistakes.add(name + ":0: there is no text, or no good one, for " + id));
        return texts;
    }

    private static Map<String, Map<String, String>> values(Path directory, Set<String> languages,
            List<String> mistakes) {
        record Value(String name, String language, String text) {}
        Map<String, Value> rows = new CsvFile(directory, VALUES, mistakes).rows(List.of("value", "language", "text"),
                row -> new Value(row.text("value"), row.text("language"), row.text("text")),
                value -> value.name() + " " + value.language());
        Map<String, Map<String, String>> values = new TreeMap<>();
        rows.values().forEach(
                row -> values.computeIfAbsent(row.language(), _ -> new TreeMap<>()).put(row.name(), row.text()));
        Set<String> names = values.getOrDefault(Catalogue.GERMAN, Map.of()).keySet();
        for (String language : languages) {
            Set<String> missing = new TreeSet<>(names);
            missing.removeAll(values.getOrDefault(language, Map.of()).keySet());
            missing.forEach(value -> mistakes.add(VALUES + ":0: there is no " + value + " in " + language));
        }
        return values;
    }
}
