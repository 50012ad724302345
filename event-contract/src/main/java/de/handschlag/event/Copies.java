package de.handschlag.event;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Immutable copies of a record's components. Null passes through, although no component allows it: data from a topic may
 * lack one, and {@link RequiredComponents} then names it.
 */
final class Copies {

    private Copies() {}

    @SuppressWarnings("NullAway")
    static <T> List<T> of(@Nullable List<T> list) {
        return list == null ? null : List.copyOf(list);
    }

    @SuppressWarnings("NullAway")
    static SortedMap<String, String> of(SortedMap<String, String> map) {
        return map == null ? null : Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
