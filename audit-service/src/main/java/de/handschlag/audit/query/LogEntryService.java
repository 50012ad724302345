package de.handschlag.audit.query;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.log.CheckpointReader;
import de.handschlag.audit.log.StoredTree.SignedCheckpoint;
import de.handschlag.audit.query.LogEntryPage.CheckpointView;
import de.handschlag.event.EventType;
import de.handschlag.event.Requester;
import de.handschlag.problem.ProblemType;

/** Checks a question, finds the answer, records the question, and only then gives the answer (R29). */
@ApplicationScoped
class LogEntryService {

    private static final int LONGEST_TEXT = 600;

    private final LogEntryRepository repository;
    private final QueryRecorder recorder;
    private final CheckpointReader checkpoints;

    LogEntryService(LogEntryRepository repository, QueryRecorder recorder, CheckpointReader checkpoints) {
        this.repository = repository;
        this.recorder = recorder;
        this.checkpoints = checkpoints;
    }

    LogEntryPage find(LogEntryResource.Filters filters, Cursor cursor, int limit, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(filters.queryPurpose);
        LogFilter filter = filter(filters);
        if (filter.employeeId() != null && filter.dataSubjectId() == null && filter.caseReference() == null
                && !purpose.mayFollowEmployee()) {
            throw invalid("employee", "watching an employee is no purpose of the log (R29); name the person whose data"
                    + " it is about, or ask for a complaint, an incident or the supervisory authority");
        }
        List<UUID> persons = filter.dataSubjectId() != null ? List.of(filter.dataSubjectId()) : List.of();
        if (filter.agencyId() != null && filter.caseReference() != null) {
            persons = repository.personsOfCase(filter.agencyId(), filter.caseReference());
        }
        // A moment older than the newest entries, perhaps: what it does not cover yet, the next one does.
        SignedCheckpoint checkpoint = checkpoints.newest();
        List<StoredEntry> found = repository.find(filter, persons, cursor, limit);
        List<StoredEntry> page = found.subList(0, Math.min(limit, found.size()));
        SortedMap<String, String> asked = filter.asMap();
        if (!cursor.equals(Cursor.NEWEST)) {
            asked.put("cursor", cursor.text());
        }
        recorder.record(persons, requester, purpose, asked, page.size());
        return new LogEntryPage(page.stream().map(LogEntryView::of).toList(),
                found.size() > limit ? new Cursor(page.getLast().index()).text() : null,
                new CheckpointView(checkpoint.size(), checkpoint.note()));
    }

    ProvenEntry get(long index, @Nullable String queryPurpose, Requester requester) {
        QueryPurpose purpose = QueryPurpose.stated(queryPurpose);
        LogEntryRepository.Proven proven = repository.proven(index, checkpoints.newest())
                .orElseThrow(() -> ProblemType.NOT_FOUND.because("The log has no entry with this index."));
        StoredEntry stored = proven.stored();
        UUID person = stored == null ? null : stored.dataSubjectId();
        recorder.record(person == null ? List.of() : List.of(person), requester, purpose,
                new TreeMap<>(Map.of("index", String.valueOf(index))), 1);
        return new ProvenEntry(index, new String(proven.entry(), StandardCharsets.UTF_8), stored == null,
                stored == null ? null : LogEntryView.of(stored), proven.salt(),
                stored == null ? null : stored.payload(), proven.proof(),
                new CheckpointView(proven.checkpoint().size(), proven.checkpoint().note()));
    }

    private static LogFilter filter(LogEntryResource.Filters filters) {
        LogFilter filter = new LogFilter(parsed("dataSubjectId", filters.dataSubjectId, UUID::fromString, "a UUID"),
                text("agencyId", filters.agencyId), text("caseReference", filters.caseReference),
                text("purpose", filters.purpose), text("employee", filters.employee),
                parsed("decision", filters.decision, text -> Decision.of(text).orElseThrow(),
                        "disclosed or denied"),
                parsed("type", filters.type, text -> EventType.named(text).typeName(), "a type of the event contract"),
                parsed("from", filters.from, LogEntryService::time, "a time such as 2026-11-23T08:00:00Z"),
                parsed("to", filters.to, LogEntryService::time, "a time such as 2026-11-23T09:00:00Z"));
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

    private static Instant time(String text) {
        Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
            throw new DateTimeException("out of range");
        }
        return time;
    }

    private static @Nullable String text(String name, @Nullable String text) {
        if (text != null && (text.isEmpty() || text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0)) {
            throw invalid(name, "1 to " + LONGEST_TEXT + " characters");
        }
        return text;
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
        return ProblemType.INVALID_REQUEST.because(name + ": " + why + ".");
    }
}
