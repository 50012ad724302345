package de.handschlag.audit.asking.query;

import static de.handschlag.audit.chain.log.IndexedText.searched;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.EventType;

/**
 * What a query looks for; a part that is null narrows nothing.
 *
 * @param caseReference names a person, together with {@code agencyId}: all entries about whoever that case was linked to
 * @param type          CloudEvents type
 * @param from          events from this time on
 * @param to            events before this time
 * @param attribute     key of an attribute that the entry is about
 */
public record LogFilter(@Nullable UUID dataSubjectId, @Nullable String agencyId, @Nullable String caseReference,
        @Nullable String purpose, @Nullable String employeeId, @Nullable ReadOutcome decision, @Nullable String type,
        @Nullable Instant from, @Nullable Instant to, @Nullable String attribute) {

    /** Of any attribute. */
    public LogFilter(@Nullable UUID dataSubjectId, @Nullable String agencyId, @Nullable String caseReference,
            @Nullable String purpose, @Nullable String employeeId, @Nullable ReadOutcome decision,
            @Nullable String type, @Nullable Instant from, @Nullable Instant to) {
        this(dataSubjectId, agencyId, caseReference, purpose, employeeId, decision, type, from, to, null);
    }

    private static final LogFilter NOTHING = new LogFilter(null, null, null, null, null, null, null, null, null);

    /**
     * The filter that texts of a request state, each null if it narrows nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if one of them is not valid, or they do not go together
     */
    public static LogFilter stated(@Nullable String dataSubjectId, @Nullable String agencyId,
            @Nullable String caseReference, @Nullable String purpose, @Nullable String employee,
            @Nullable String decision, @Nullable String type, @Nullable String from, @Nullable String to) {
        return stated(dataSubjectId, agencyId, caseReference, purpose, employee, decision, type, from, to, null);
    }

    /**
     * The same, with an attribute.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if one of them is not valid, or they do not go together
     */
    public static LogFilter stated(@Nullable String dataSubjectId, @Nullable String agencyId,
            @Nullable String caseReference, @Nullable String purpose, @Nullable String employee,
            @Nullable String decision, @Nullable String type, @Nullable String from, @Nullable String to,
            @Nullable String attribute) {
        LogFilter filter = new LogFilter(parsed("dataSubjectId", dataSubjectId, LogFilter::uuid, "a UUID"),
                searched("agencyId", agencyId), searched("caseReference", caseReference), searched("purpose", purpose),
                searched("employee", employee),
                parsed("decision", decision, text -> ReadOutcome.of(text).orElseThrow(),
                        "disclosed, denied or unchanged"),
                parsed("type", type, text -> EventType.named(text).typeName(), "a type of the event contract"),
                parsed("from", from, LogFilter::time, "a time such as 2026-11-23T08:00:00Z"),
                parsed("to", to, LogFilter::time, "a time such as 2026-11-23T09:00:00Z"),
                searched("attribute", attribute));
        if (filter.caseReference != null && filter.agencyId == null) {
            throw InvalidRequest.place("caseReference", "names a person only together with agencyId");
        }
        if (filter.caseReference != null && filter.dataSubjectId != null) {
            throw InvalidRequest.place("caseReference",
                    "name the person once, by dataSubjectId or by agencyId and caseReference");
        }
        if (filter.from != null && filter.to != null && !filter.from.isBefore(filter.to)) {
            throw InvalidRequest.place("to", "must be after from");
        }
        return filter;
    }

    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("Java takes shorter ones");
        }
        return uuid;
    }

    private static Instant time(String text) {
        Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
            throw new DateTimeException("out of range");
        }
        return time;
    }

    private static <T> @Nullable T parsed(String name, @Nullable String text, Function<String, T> parser,
            String expected) {
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            throw InvalidRequest.place(name, expected + " is expected");
        }
    }

    /** Whether it narrows nothing. */
    public boolean isEmpty() {
        return equals(NOTHING);
    }

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
        put(map, "attribute", attribute);
        return map;
    }

    private static void put(SortedMap<String, String> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value.toString());
        }
    }
}
