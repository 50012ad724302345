package de.handschlag.audit.query;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.log.StoredTree;
import de.handschlag.audit.log.TreeProofs;
import de.handschlag.event.EventType;
import de.handschlag.problem.ProblemType;

/** Reads entries. Plain SQL: conditions vary, and the rows are never changed. */
@ApplicationScoped
public class LogEntryRepository {

    /** Condition on an entry {@code p}: no norm hides it from the person (R22), and its notice is not deferred (R21). */
    public static final String SHOWN_TO_PERSON = """
            p.payload NOT LIKE '%"hiddenFromPerson":true%'
            AND coalesce(substring(p.payload FROM '"noticeDeferredUntil":"([^"]+)"')::timestamptz <= now(), true)""";

    /** A statement that ran into its time limit. */
    private static final String QUERY_CANCELED = "57014";

    /** More changes than one person ever has. */
    private static final int LONGEST_HISTORY = 10_000;

    private final AgroalDataSource database;

    LogEntryRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** Reading that may fail. */
    @FunctionalInterface
    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** The persons to whom a case of an agency was ever linked, the latest first. */
    public List<UUID> personsOfCase(String agencyId, String caseReference) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT data_subject_id, max(log_index) AS latest FROM log_payload
                    WHERE agency_id = ? AND case_reference = ? AND type = ? AND data_subject_id IS NOT NULL
                    GROUP BY data_subject_id ORDER BY latest DESC LIMIT 20""")) {
                select.setString(1, agencyId);
                select.setString(2, caseReference);
                select.setString(3, EventType.CASE_LINKED.typeName());
                List<UUID> persons = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        persons.add(row.getObject(1, UUID.class));
                    }
                }
                return persons;
            }
        });
    }

    /**
     * Entries that fit, newest first; one more than {@code limit} if there is another page.
     *
     * @param persons those that the filter's case reference stands for
     */
    public List<StoredEntry> find(LogFilter filter, List<UUID> persons, Cursor cursor, int limit) {
        return read(connection -> {
            Optional<LogQuery> query = query(connection, filter, persons, cursor);
            return query.isEmpty() ? List.of() : query.get().newestFirst(connection, limit);
        });
    }

    /** What to ask the database; empty if it is known that nothing fits. */
    static Optional<LogQuery> query(Connection connection, LogFilter filter, List<UUID> persons, Cursor cursor)
            throws SQLException {
        LogQuery query = new LogQuery().before(cursor);
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
            query.where("p.employee_id = ?", filter.employeeId());
        }
        if (filter.decision() != null) {
            query.where("p.type = ?", filter.decision().type().typeName());
        }
        if (filter.type() != null) {
            query.where("p.type = ?", filter.type());
        }
        return narrowToTime(connection, query, filter.from(), filter.to()) ? Optional.of(query) : Optional.empty();
    }

    /**
     * Adds the times, and the range of positions that can hold them, so that hours long ago are not searched for from the
     * newest entry on.
     *
     * @return false if no entry can have such a time
     */
    private static boolean narrowToTime(Connection connection, LogQuery query, @Nullable Instant from,
            @Nullable Instant to) throws SQLException {
        if (from == null && to == null) {
            return true;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT min(first_index) AS first_index, max(last_index) AS last_index,
                       min(recorded_hour) AS first_hour, max(recorded_hour) AS last_hour
                FROM log_hour WHERE last_occurred_at >= ? AND first_occurred_at < ?""")) {
            select.setObject(1, (from == null ? Instant.EPOCH : from).atOffset(ZoneOffset.UTC));
            select.setObject(2, (to == null ? Instant.parse("9999-12-31T00:00:00Z") : to).atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (row.getObject("first_hour") == null) {
                    return false;
                }
                query.where("p.log_index BETWEEN ? AND ?", row.getLong("first_index"), row.getLong("last_index"));
                query.where("p.month BETWEEN ? AND ?", firstOfMonth(row, "first_hour"), firstOfMonth(row, "last_hour"));
            }
        }
        if (from != null) {
            query.where("p.occurred_at >= ?", from);
        }
        if (to != null) {
            query.where("p.occurred_at < ?", to);
        }
        return true;
    }

    private static LocalDate firstOfMonth(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
                .withDayOfMonth(1);
    }

    /**
     * Entries of these types about one person that the person may be shown, newest first; one more than {@code limit} if
     * there is another page. What a norm hides (R22), or what is deferred (R21), is left out here and not afterwards, so
     * that pages tell nothing of it (R16). The payload is canonical JSON: a member has one form, and none within a text.
     */
    public List<StoredEntry> shownToPerson(UUID person, List<EventType> types, Cursor cursor, int limit) {
        return read(connection -> new LogQuery().where("p.data_subject_id = ?", person)
                .where("p.type = ANY (?)", (Object) types.stream().map(EventType::typeName).toArray(String[]::new))
                .where(SHOWN_TO_PERSON)
                .before(cursor).newestFirst(connection, limit));
    }

    /**
     * An entry as the tree has it, with its payload.
     *
     * @param entry  canonical JSON
     * @param stored null if the payload was erased
     */
    public record KeptEntry(String entry, @Nullable StoredEntry stored) {}

    /** The entry at this position; empty if there is none. */
    public Optional<KeptEntry> entry(long index) {
        return read(connection -> {
            List<byte[]> entry = new StoredTree(connection).entries(index, 1);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            List<StoredEntry> stored = new LogQuery().where("p.log_index = ?", index).newestFirst(connection, 1);
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
        LogQuery query = new LogQuery().where("p.data_subject_id = ?", person).where("p.type = ANY (?)",
                (Object) types.stream().map(EventType::typeName).toArray(String[]::new));
        if (agencyId != null) {
            query.where("p.agency_id = ?", agencyId);
        }
        if (purpose != null) {
            query.where("p.purpose = ?", purpose);
        }
        return read(connection -> query.newestFirst(connection, LONGEST_HISTORY));
    }

    /** Entries of these types about one person, newest first; one more than {@code limit} if there is another page. */
    public List<StoredEntry> ofPerson(UUID person, List<EventType> types, Cursor cursor, int limit) {
        return read(connection -> new LogQuery().where("p.data_subject_id = ?", person)
                .where("p.type = ANY (?)", (Object) types.stream().map(EventType::typeName).toArray(String[]::new))
                .before(cursor).newestFirst(connection, limit));
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
        return read(connection -> {
            StoredTree tree = new StoredTree(connection);
            List<byte[]> entry = tree.entries(index, 1);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            List<String> proof = index >= checkpoint.size()
                    ? null
                    : new TreeProofs(checkpoint.size(), tree).inclusion(index).stream()
                            .map(Base64.getEncoder()::encodeToString).toList();
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT " + StoredEntry.COLUMNS + ", p.salt FROM log_payload p WHERE p.log_index = ?")) {
                select.setLong(1, index);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        return Optional.of(new Proven(entry.getFirst(), null, null, proof, checkpoint));
                    }
                    return Optional.of(new Proven(entry.getFirst(), StoredEntry.of(row),
                            Base64.getEncoder().encodeToString(row.getBytes("salt")), proof, checkpoint));
                }
            }
        });
    }

    private <T> T read(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            if (QUERY_CANCELED.equals(e.getSQLState())) {
                throw ProblemType.UNAVAILABLE.retryAfter(5,
                        "The question is too wide to be answered in time; name a person, an agency or a time.");
            }
            throw new IllegalStateException("the log cannot be read", e);
        }
    }
}
