package de.handschlag.page;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What is wrong in a form, for the tags {@code errors} and {@code field}; a page that has some is answered with 422. */
public final class Errors {

    /**
     * One thing that is wrong.
     *
     * @param field   name of the form's field, which is the id of its input too
     * @param message what to do about it, in the page's language
     */
    public record Wrong(String field, String message) {}

    private final List<Wrong> all = new ArrayList<>();

    public void add(String field, String message) {
        all.add(new Wrong(field, message));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public List<Wrong> all() {
        return List.copyOf(all);
    }

    /** What is wrong with the field; null if nothing is. */
    public @Nullable String of(String field) {
        return all.stream().filter(wrong -> wrong.field().equals(field)).map(Wrong::message).findFirst().orElse(null);
    }
}
