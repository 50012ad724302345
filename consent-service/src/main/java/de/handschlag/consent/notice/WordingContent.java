package de.handschlag.consent.notice;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.SortedMap;

/**
 * What somebody approves: the words that notices are made of, in one language.
 *
 * @param elements parts with their conditions, in the order in which they are read; empty in a purpose's own words
 * @param labels   what attributes, types of agency and the purpose are called
 * @param values   words for what is not known, or the same for all
 */
record WordingContent(List<Element> elements, SortedMap<String, String> labels, SortedMap<String, String> values) {

    /** @param condition when the part is there, as the catalogue writes it */
    record Element(String element, String condition, String text) {}

    String label(String key) {
        return requireNonNull(labels.get(key), key);
    }

    String value(String name) {
        return requireNonNull(values.get(name), name);
    }

    String json() {
        return CanonicalJson.of(this);
    }

    static WordingContent read(String json) {
        return CanonicalJson.read(json, WordingContent.class);
    }
}
