package de.handschlag.audit.asking.anomaly;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

/**
 * Something that may need a question.
 *
 * @param kind          for instance {@code unusual-volume}
 * @param time          of the newest entry that it is about
 * @param employee      reference of the employee; null if the purpose does not allow to follow one (R29), or none is concerned
 * @param figures       what was compared, by name
 * @param explanation   why it is here, in English
 * @param explanationDe the same in German
 * @param count         how many entries it is about
 * @param entries       the newest of their positions, 20 at most
 */
public record Anomaly(String kind, Instant time, @Nullable String agency, @Nullable String client,
        @Nullable String employee, SortedMap<String, Object> figures, String explanation, String explanationDe,
        long count, List<Long> entries) {

    /**
     * In the order of time, newest first; never in that of figures.
     *
     * @param nextCursor where the next page begins; null on the last one
     */
    public record Page(List<Anomaly> anomalies, @Nullable String nextCursor) {}
}
