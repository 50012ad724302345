package de.handschlag.audit.asking.query;

import static de.handschlag.audit.chain.log.IndexedText.searched;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import de.handschlag.edge.InvalidRequest;
import de.handschlag.event.EventType;

/** What is looked for, and what for (R29). */
public record LogQuestion(QueryPurpose purpose, LogFilter filter) {

    /**
     * The question that a query string asks.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it states no purpose, a filter is not valid, or it would watch
     *                                                     an employee
     */
    public static LogQuestion of(LogEntryResource.Filters filters) {
        QueryPurpose purpose = QueryPurpose.stated(filters.queryPurpose);
        LogFilter filter = filter(filters);
        if (filter.employeeId() != null && !filter.namesPerson() && !purpose.mayFollowEmployee()) {
            throw invalid("employee", "watching an employee is no purpose of the log (R29); name the person whose data"
                    + " it is about, or ask for a complaint, an incident or the supervisory authority");
        }
        return new LogQuestion(purpose, filter);
    }

    private static LogFilter filter(LogEntryResource.Filters filters) {
        LogFilter filter = new LogFilter(parsed("dataSubjectId", filters.dataSubjectId, LogQuestion::uuid, "a UUID"),
                searched("agencyId", filters.agencyId), searched("caseReference", filters.caseReference),
                searched("purpose", filters.purpose), searched("employee", filters.employee),
                parsed("decision", filters.decision, text -> ReadOutcome.of(text).orElseThrow(),
                        "disclosed, denied or unchanged"),
                parsed("type", filters.type, text -> EventType.named(text).typeName(), "a type of the event contract"),
                parsed("from", filters.from, LogQuestion::time, "a time such as 2026-11-23T08:00:00Z"),
                parsed("to", filters.to, LogQuestion::time, "a time such as 2026-11-23T09:00:00Z"));
        if (filter.caseReference() != null && filter.agencyId() == null) {
            throw invalid("caseReference", "names a person only together with agencyId");
        }
        if (filter.caseReference() != null && filter.dataSubjectId() != null) {
            throw invalid("caseReference", "name the person once, by dataSubjectId or by agencyId and caseReference");
        }
        if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
            throw invalid("to", "must be after from");
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
            throw invalid(name, expected + " is expected");
        }
    }

    private static RuntimeException invalid(String name, String why) {
        return InvalidRequest.place(name, why);
    }
}
