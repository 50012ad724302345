package de.handschlag.login;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

import org.jspecify.annotations.Nullable;

/**
 * Where a token holds something: names of members, the outermost first, written with {@code /} between them. A name that has one itself
 * stands in double quotes ({@code "https://login.example/roles"}), as in the settings of the OIDC extension.
 *
 * @param text  as it was written
 * @param names at least one
 */
public record ClaimPath(String text, List<String> names) {

    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"|([^\"/]+)");

    public ClaimPath {
        names = List.copyOf(names);
    }

    /** @throws IllegalArgumentException if the text is no path */
    static ClaimPath of(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int from = 0;
        while (name.find(from) && name.start() == from) {
            names.add(name.group(1) == null ? name.group(2) : name.group(1));
            if (name.end() == text.length()) {
                return new ClaimPath(text, names);
            }
            from = text.charAt(name.end()) == '/' ? name.end() + 1 : text.length();
        }
        throw new IllegalArgumentException("no path of a claim: " + text);
    }

    /** Null if the token has nothing there, or JSON's null. */
    @Nullable
    JsonValue in(JsonObject token) {
        JsonValue found = token;
        for (String name : names) {
            found = found instanceof JsonObject object ? object.get(name) : null;
        }
        return JsonValue.NULL.equals(found) ? null : found;
    }
}
