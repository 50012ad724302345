package de.handschlag.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the tag {@code bars}.
 *
 * @param share length of the bar in percent of the longest
 */
public record Bar(String label, long value, int share) {

    /** Bars of counts, in the order given. */
    public static List<Bar> of(Map<String, ? extends Number> counts) {
        long most = Math.max(1, counts.values().stream().mapToLong(Number::longValue).max().orElse(1));
        return new LinkedHashMap<String, Number>(counts).entrySet().stream().map(count -> new Bar(count.getKey(),
                count.getValue().longValue(), Math.toIntExact(100 * count.getValue().longValue() / most))).toList();
    }
}
