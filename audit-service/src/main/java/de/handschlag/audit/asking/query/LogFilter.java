package de.handschlag.audit.asking.query;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What a query looks for; a part that is null narrows nothing.
 *
 * @param caseReference names a person, together with {@code agencyId}: all entries about whoever that case was linked to
 * @param type          CloudEvents type
 * @param from          events from this time on
 * @param to            events before this time
 */
public record LogFilter(@Nullable UUID dataSubjectId, @Nullable String agencyId, @Nullable String caseReference,
        @Nullable String purpose, @Nullable String employeeId, @Nullable ReadOutcome decision, @Nullable String type,
        @Nullable Instant from, @Nullable Instant to) {

    /** Whether it looks for one person. */
    public boolean namesPerson() {
        return dataSubjectId != null || caseReference != null;
    }

    /** The type that is asked for, by itself or as a decision; null if any. */
    @Nullable
    String typeName() {
        return decision != null ? decision.type().typeName() : type;
    }

    /** Whether it asks for a decision and for a type that records another one or none. */
    boolean contradictsItself() {
        return decision != null && type != null && !decision.type().typeName().equals(type);
    }

    /** By name, as the record of the query keeps it. */
    public SortedMap<String, String> asMap() {
        SortedMap<String, String> map = new TreeMap<>();
        put(map, "dataSubjectId", dataSubjectId);
        put(map, "agencyId", agencyId);
        put(map, "caseReference", caseReference);
        put(map, "purpose", purpose);
        put(map, "employee", employeeId);
        put(map, "decision", decision == null ? null : decision.key());
        put(map, "type", type);
        put(map, "from", from);
        put(map, "to", to);
        return map;
    }

    private static void put(SortedMap<String, String> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value.toString());
        }
    }
}
