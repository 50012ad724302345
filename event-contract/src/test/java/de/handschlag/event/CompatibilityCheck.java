package de.handschlag.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * Finds what makes a schema incompatible with an earlier form of it. Events of both forms are on the topics at once, and
 * services of both versions read them, so the check holds in both directions: only adding an optional component passes.
 */
final class CompatibilityCheck {

    /** Compared by name below, or words for readers only. */
    private static final Set<String> NOT_COMPARED = Set.of("properties", "required", "$defs", "$ref", "items",
            "additionalProperties", "enum", "title", "description", "$comment", "$id", "$schema");

    private final JsonNode baseline;
    private final JsonNode current;
    private final List<String> changes = new ArrayList<>();

    private CompatibilityCheck(JsonNode baseline, JsonNode current) {
        this.baseline = baseline;
        this.current = current;
    }

    /** What is incompatible, one line per change; empty if nothing is. */
    static List<String> changes(JsonNode baseline, JsonNode current) {
        CompatibilityCheck check = new CompatibilityCheck(baseline, current);
        check.compare("", baseline, current);
        return List.copyOf(check.changes);
    }

    /** As {@link #changes(JsonNode, JsonNode)} for all types; a type may be added, none may go. */
    static List<String> changes(Map<String, JsonNode> baseline, Map<String, JsonNode> current) {
        List<String> all = new ArrayList<>();
        baseline.forEach((typeName, before) -> {
            JsonNode now = current.get(typeName);
            if (now == null) {
                all.add(typeName + ": the type was removed");
            } else {
                changes(before, now).forEach(change -> all.add(typeName + ": " + change));
            }
        });
        return all;
    }

    private void compare(String path, JsonNode before, JsonNode now) {
        JsonNode was = resolved(baseline, before);
        JsonNode is = resolved(current, now);
        String place = path.isEmpty() ? "the data" : path;
        compareKeywords(place, was, is);
        compareEnum(place, was.path("enum"), is.path("enum"));
        compareComponents(path, was, is);
        if (was.has("items") && is.has("items")) {
            compare(path + "[]", was.get("items"), is.get("items"));
        }
        compareAdditional(path, was.path("additionalProperties"), is.path("additionalProperties"));
    }

    private void compareKeywords(String place, JsonNode was, JsonNode is) {
        Set<String> keywords = new TreeSet<>();
        was.fieldNames().forEachRemaining(keywords::add);
        is.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(NOT_COMPARED);
        for (String keyword : keywords) {
            if (!was.path(keyword).equals(is.path(keyword))) {
                changes.add(place + " has another " + keyword + ": " + shown(was.path(keyword)) + " became "
                        + shown(is.path(keyword)));
            }
        }
    }

    private void compareEnum(String place, JsonNode was, JsonNode is) {
        if (was.isMissingNode() != is.isMissingNode()) {
            changes.add(place + " has another enum: " + shown(was) + " became " + shown(is));
        }
        if (was.isMissingNode() || is.isMissingNode()) {
            return;
        }
        for (String removed : without(texts(was), texts(is))) {
            changes.add(place + " lost the value " + removed + ": stored events hold it");
        }
        for (String added : without(texts(is), texts(was))) {
            changes.add(place + " got the value " + added + ": older consumers do not understand it");
        }
    }

    private void compareComponents(String path, JsonNode was, JsonNode is) {
        Set<String> wasRequired = texts(was.path("required"));
        Set<String> isRequired = texts(is.path("required"));
        was.path("properties").properties().forEach(component -> {
            String name = component.getKey();
            JsonNode now = is.path("properties").path(name);
            if (now.isMissingNode()) {
                changes.add(path + "." + name + " was removed or renamed");
                return;
            }
            if (wasRequired.contains(name) && !isRequired.contains(name)) {
                changes.add(path + "." + name + " became optional: older consumers refuse data without it");
            }
            if (!wasRequired.contains(name) && isRequired.contains(name)) {
                changes.add(path + "." + name + " became required: stored events lack it");
            }
            compare(path + "." + name, component.getValue(), now);
        });
        for (String added : without(isRequired, wasRequired)) {
            if (!was.path("properties").has(added)) {
                changes.add(path + "." + added + " is new and required: stored events lack it");
            }
        }
    }

    private void compareAdditional(String path, JsonNode was, JsonNode is) {
        if (was.isObject() && is.isObject()) {
            compare(path + ".*", was, is);
        } else if (!was.equals(is)) {
            changes.add((path.isEmpty() ? "the data" : path) + " has other additionalProperties: " + shown(was)
                    + " became " + shown(is));
        }
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        if (!schema.has("$ref")) {
            return schema;
        }
        String ref = schema.get("$ref").textValue();
        JsonNode definition = ref.startsWith("#/") ? root.at(ref.substring(1)) : MissingNode.getInstance();
        if (definition.isMissingNode()) {
            throw new IllegalArgumentException("the schema has no definition " + ref);
        }
        return definition;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Set<String> without(Set<String> all, Set<String> excluded) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(excluded);
        return rest;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "none" : value.toString();
    }
}
