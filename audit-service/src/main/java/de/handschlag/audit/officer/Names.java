package de.handschlag.audit.officer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What offices, purposes and attributes are called in one language; what is not known has its id for a name. */
public record Names(Map<String, String> offices, Map<String, String> purposes, Map<String, String> attributes) {

    /** One to choose. */
    public record Choice(String key, String label) {}

    /** Empty for nobody. */
    public String agency(@Nullable String id) {
        return id == null ? "" : offices.getOrDefault(id, id);
    }

    /** Empty for none. */
    public String purpose(@Nullable String key) {
        return key == null ? "" : purposes.getOrDefault(key, key);
    }

    public String attribute(String key) {
        return attributes.getOrDefault(key, key);
    }

    /** With commas. */
    public String attributes(List<String> keys) {
        return String.join(", ", keys.stream().map(this::attribute).toList());
    }

    public List<Choice> officeChoices() {
        return choices(offices);
    }

    public List<Choice> purposeChoices() {
        return choices(purposes);
    }

    public List<Choice> attributeChoices() {
        return choices(attributes);
    }

    private static List<Choice> choices(Map<String, String> labels) {
        return labels.entrySet().stream().map(entry -> new Choice(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Choice::label)).toList();
    }
}
