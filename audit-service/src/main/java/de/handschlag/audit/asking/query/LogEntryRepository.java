package de.handschlag.audit.asking.query;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.chain.log.LogEntry;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.audit.chain.log.StoredTree;
import de.handschlag.audit.chain.log.TreeProofs;
import de.handschlag.database.DatabaseException;
import de.handschlag.database.Sql;
import de.handschlag.event.EventType;
import de.handschlag.problem.ProblemType;

/** Reads entries. Plain SQL: conditions vary, and the rows are never changed. */
@ApplicationScoped
public class LogEntryRepository {

    /** Of all statements of one question; each of them has the same time for itself. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(5);

    /** More changes than one person ever has. */
    private static final int LONGEST_HISTORY = 10_000;

    private final Sql sql;
    private final StoredTree tree;

    LogEntryRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
        this.tree = new StoredTree(sql);
    }

    /** Asks one query for so many rows. */
    @FunctionalInterface
    private interface Asking<T> {
        List<T> ask(LogQuery query, Sql sql, int rows);
    }

    /** The persons that the filter names, by themselves or by a case; none if it names nobody, or the case is nobody's. */
    public List<UUID> persons(LogFilter filter) {
        if (filter.agencyId() != null && filter.caseReference() != null) {
            return personsOfCase(filter.agencyId(), filter.caseReference());
        }
        return filter.dataSubjectId() == null ? List.of() : List.of(filter.dataSubjectId());
    }

    /** The persons to whom a case of an agency was ever linked, the latest first. */
    public List<UUID> personsOfCase(String agencyId, String caseReference) {
        return inTime(() -> sql.list("""
                SELECT data_subject_id, max(log_index) AS latest FROM log_payload
                WHERE agency_id = ? AND case_reference = ? AND type = ? AND data_subject_id IS NOT NULL
                GROUP BY data_subject_id ORDER BY latest DESC LIMIT 20""", row -> row.getObject(1, UUID.class),
                agencyId, caseReference, EventType.CASE_LINKED.typeName()));
    }

    /**
     * Entries that fit, newest first; one more than {@code limit} if there is another page.
     *
     * @param persons those that the filter's case reference stands for
     */
    public List<StoredEntry> find(LogFilter filter, List<UUID> persons, Cursor cursor, int limit) {
        return find(filter, persons, cursor, limit + 1, LogQuery::newestFirst);
    }

    /**
     * Positions of entries that fit, newest first.
     *
     * @param persons those that the filter's case reference stands for
     * @param most    how many at most
     */
    public List<Long> positions(LogFilter filter, List<UUID> persons, Cursor cursor, int most) {
        return find(filter, persons, cursor, most, LogQuery::positions);
    }

    /** The part of the log that the filter's times cover, whatever else it looks for. */
    public List<PositionRanges.Range> covered(LogFilter filter) {
        LogFilter times = new LogFilter(null, null, null, null, null, null, null, filter.from(), filter.to());
        return PositionRanges.narrow(times)
                ? inTime(() -> PositionRanges.of(sql, times))
                : List.of(PositionRanges.Range.EVERYTHING);
    }

    /** Asks one query of a range after the other, until there are enough. */
    private <T> List<T> find(LogFilter filter, List<UUID> persons, Cursor cursor, int most, Asking<T> asking) {
        long begin = System.nanoTime();
        return inTime(() -> {
            List<T> found = new ArrayList<>();
            for (LogQuery query : queries(sql, filter, persons, cursor)) {
                if (found.size() == most) {
                    break;
                }
                if (System.nanoTime() - begin > LONGEST_SEARCH.toNanos()) {
                    throw tooWide();
                }
                found.addAll(asking.ask(query, sql, most - found.size()));
            }
            return found;
        });
    }

    /** What to ask the database, newest first; nothing if it is known that nothing fits. */
    static List<LogQuery> queries(Sql sql, LogFilter filter, List<UUID> persons, Cursor cursor) {
        if (filter.contradictsItself()) {
            return List.of();
        }
        if (!PositionRanges.narrow(filter)) {
            return List.of(query(filter, persons).before(cursor));
        }
        return PositionRanges.of(sql, filter).stream().filter(range -> range.first() < cursor.before())
                .map(range -> query(filter, persons)
                        .where("p.log_index BETWEEN ? AND ?", range.first(),
                                Math.min(range.last(), cursor.before() - 1))
                        .where("p.month BETWEEN ? AND ?", range.firstMonth(), range.lastMonth()))
                .toList();
    }

    /** All conditions of the filter but the positions. */
    static LogQuery query(LogFilter filter, List<UUID> persons) {
        LogQuery query = new LogQuery();
        if (filter.dataSubjectId() != null) {
            query.where("p.data_subject_id = ?", filter.dataSubjectId());
        }
        if (filter.agencyId() != null && filter.caseReference() != null) {
            query.aboutPersonsOrCase(persons, filter.agencyId(), filter.caseReference());
        } else if (filter.agencyId() != null) {
            query.where("p.agency_id = ?", filter.agencyId());
        }
        if (filter.purpose() != null) {
            query.where("p.purpose = ?", filter.purpose());
        }
        if (filter.employeeId() != null) {
            query.where("(p.employee_id = ? OR p.second_employee_id = ?)", filter.employeeId(), filter.employeeId());
        }
        String type = filter.typeName();
        if (type != null) {
            query.where("p.type = ?", type);
        }
        if (filter.from() != null) {
            query.where("p.occurred_at >= ?", filter.from());
        }
        if (filter.to() != null) {
            query.where("p.occurred_at < ?", filter.to());
        }
        String attribute = filter.attribute();
        if (attribute != null) {
            // The text is looked through first: it is cheaper, and of most entries it says no.
            query.where("strpos(p.payload, ?) > 0 AND jsonb_exists(p.payload::jsonb #> '{data,attributes}', ?)",
                    '"' + attribute + '"', attribute);
        }
        return query;
    }

    /**
     * Entries of these types about one person that the person may be shown, newest first; one more than {@code limit} if
     * there is another page.
     */
    public List<StoredEntry> shownToPerson(UUID person, List<EventType> types, Cursor cursor, int limit) {
        return inTime(
                () -> aboutPerson(person, types).where(ShownToPerson.NOW).before(cursor).newestFirst(sql, limit + 1));
    }

    /**
     * An entry as the tree has it, with its payload.
     *
     * @param entry  canonical JSON
     * @param stored null if the payload was erased
     */
    public record KeptEntry(String entry, @Nullable StoredEntry stored) {}

    boolean exists(long index) {
        return inTime(() -> sql.one("SELECT EXISTS (SELECT FROM log_entry WHERE log_index = ?)",
                row -> row.getBoolean(1), index));
    }

    /** The entry at this position; empty if there is none. */
    public Optional<KeptEntry> entry(long index) {
        return inTime(() -> {
            List<byte[]> entry = tree.entries(index, 1);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            List<StoredEntry> stored = new LogQuery().where("p.log_index = ?", index)
                    .where("p.month = ?", LogEntry.month(entry.getFirst())).newestFirst(sql, 1);
            return Optional.of(new KeptEntry(new String(entry.getFirst(), StandardCharsets.UTF_8),
                    stored.isEmpty() ? null : stored.getFirst()));
        });
    }

    /**
     * All entries of these types about one person, newest first.
     *
     * @param agencyId null for those of any agency
     * @param purpose  null for those of any purpose
     */
    public List<StoredEntry> ofPerson(UUID person, @Nullable String agencyId, @Nullable String purpose,
            List<EventType> types) {
        LogQuery query = aboutPerson(person, types);
        if (agencyId != null) {
            query.where("p.agency_id = ?", agencyId);
        }
        if (purpose != null) {
            query.where("p.purpose = ?", purpose);
        }
        return inTime(() -> query.newestFirst(sql, LONGEST_HISTORY));
    }

    /** Entries of these types about one person, newest first; one more than {@code limit} if there is another page. */
    public List<StoredEntry> ofPerson(UUID person, List<EventType> types, Cursor cursor, int limit) {
        return inTime(() -> aboutPerson(person, types).before(cursor).newestFirst(sql, limit + 1));
    }

    private static LogQuery aboutPerson(UUID person, List<EventType> types) {
        return new LogQuery().where("p.data_subject_id = ?", person).where("p.type = ANY (?)",
                types.stream().map(EventType::typeName).toList());
    }

    /**
     * One entry with all that its proof needs.
     *
     * @param stored null if the payload was erased
     * @param salt   base64; null if the payload was erased
     * @param proof  base64 hashes from leaf to root; empty for the only entry of a log, null if no checkpoint covers the
     *               entry yet
     */
    record Proven(byte[] entry, @Nullable StoredEntry stored, @Nullable String salt, @Nullable List<String> proof,
            StoredTree.SignedCheckpoint checkpoint) {}

    Optional<Proven> proven(long index, StoredTree.SignedCheckpoint checkpoint) {
        return inTime(() -> {
            List<byte[]> entry = tree.entries(index, 1);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            List<String> proof = index >= checkpoint.size()
                    ? null
                    : new TreeProofs(checkpoint.size(), tree).inclusion(index).stream()
                            .map(Base64.getEncoder()::encodeToString).toList();
            Optional<Opened> opened = sql.first(
                    "SELECT " + StoredEntry.COLUMNS
                            + ", p.salt FROM log_payload p WHERE p.log_index = ? AND p.month = ?",
                    row -> new Opened(StoredEntry.of(row), Base64.getEncoder().encodeToString(row.getBytes("salt"))),
                    index, LogEntry.month(entry.getFirst()));
            return Optional.of(new Proven(entry.getFirst(), opened.map(Opened::stored).orElse(null),
                    opened.map(Opened::salt).orElse(null), proof, checkpoint));
        });
    }

    private record Opened(StoredEntry stored, String salt) {}

    private static <T> T inTime(Supplier<T> search) {
        try {
            return search.get();
        } catch (DatabaseException e) {
            if (e.isOutOfTime()) {
                throw tooWide();
            }
            throw e;
        }
    }

    private static RuntimeException tooWide() {
        return ProblemType.UNAVAILABLE.retryAfter(5,
                "The question is too wide to be answered in time; name a person, an agency or a time.");
    }
}
