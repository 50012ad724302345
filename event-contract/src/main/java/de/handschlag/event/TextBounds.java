package de.handschlag.event;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the texts of an event may be, so that the log can take it. A sender that is given anything else fails before it sends: an
 * event that only the log refuses would be a disclosure without its record (G3, R26). What came from a topic is not held
 * against this, so that events from before these bounds are still read.
 */
public final class TextBounds {

    /** UTF-16 units of a text by which entries are found: in UTF-8 it must fit a third of a page of the log's database. */
    public static final int LONGEST = 600;
    /** UTF-16 units of a text by which nothing is found, see {@link LongText}. */
    static final int LONGEST_UNFOUND = 4000;

    private TextBounds() {}

    /** Whether the log can have entries found by this text; PostgreSQL knows no NUL. */
    public static boolean isFindable(@Nullable String text) {
        return text == null || text.length() <= LONGEST && text.indexOf('\0') < 0;
    }

    /** @throws IllegalArgumentException naming the place of the first text that the log would refuse, and nothing of it */
    static void require(@Nullable Object value, String path) {
        if (value != null) {
            require(value, path, LONGEST);
        }
    }

    private static void require(Object value, String path, int longest) {
        switch (value) {
            case String text -> {
                if (text.length() > longest || text.indexOf('\0') >= 0 || hasLoneSurrogate(text)) {
                    throw new IllegalArgumentException("the log would refuse the text " + path);
                }
            }
            case Collection<?> values -> values.forEach(each -> require(each, path, longest));
            case Map<?, ?> map -> map.forEach((name, each) -> {
                require(name, path, longest);
                require(each, path, longest);
            });
            default -> {
                for (RequiredComponents.Component component : RequiredComponents.of(value.getClass())) {
                    Object part = component.mayHoldText() ? component.of(value) : null;
                    if (part != null) {
                        require(part, path + "." + component.name(), component.isLong() ? LONGEST_UNFOUND : LONGEST);
                    }
                }
            }
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
