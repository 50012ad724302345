package de.handschlag.audit.asking.savedsearch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.audit.asking.query.LogFilter;
import de.handschlag.audit.asking.query.LogQuestion;
import de.handschlag.audit.asking.query.QueryPurpose;
import de.handschlag.audit.asking.query.ReadOutcome;

/** Saved searches in the database, each seen by its owner and, if it is shared, by the office. */
@ApplicationScoped
class SavedSearchRepository {

    private static final String COLUMNS = "SELECT id, owner, shared_with, name, query_purpose, agency_id, purpose, decision,"
            + " type, occurred_from, occurred_to, saved_at FROM saved_search WHERE (owner = ? OR shared_with = ?)";

    private final AgroalDataSource database;

    SavedSearchRepository(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Who looks.
     *
     * @param office empty if the login has none
     */
    record Reader(String login, String office) {}

    /** What became of an insertion. */
    enum Insertion {
        DONE,
        NAME_TAKEN,
        TOO_MANY
    }

    /** @param most how many a login may have */
    Insertion insert(SavedSearch search, Reader reader, int most) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Insertion result = insert(connection, search, reader, most);
                connection.commit();
                return result;
            } finally {
                // Of no effect after the commit.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Insertion insert(Connection connection, SavedSearch search, Reader reader, int most)
            throws SQLException {
        // One after the other per login, so that none is counted by two.
        try (PreparedStatement lock = connection
                .prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 13))")) {
            lock.setString(1, reader.login());
            lock.execute();
        }
        try (PreparedStatement count = connection
                .prepareStatement("SELECT count(*) FROM saved_search WHERE owner = ?")) {
            count.setString(1, reader.login());
            try (ResultSet row = count.executeQuery()) {
                row.next();
                if (row.getInt(1) >= most) {
                    return Insertion.TOO_MANY;
                }
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                """
                        INSERT INTO saved_search (id, owner, shared_with, name, query_purpose, agency_id, purpose, decision, type,
                            occurred_from, occurred_to, saved_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (owner, name) DO NOTHING""")) {
            LogFilter filter = search.question().filter();
            ReadOutcome decision = filter.decision();
            insert.setObject(1, search.id());
            insert.setString(2, reader.login());
            insert.setString(3, search.shared() ? reader.office() : null);
            insert.setString(4, search.name());
            insert.setString(5, search.question().purpose().key());
            insert.setString(6, filter.agencyId());
            insert.setString(7, filter.purpose());
            insert.setString(8, decision == null ? null : decision.key());
            insert.setString(9, filter.type());
            insert.setObject(10, time(filter.from()));
            insert.setObject(11, time(filter.to()));
            insert.setObject(12, time(search.savedAt()));
            return insert.executeUpdate() == 1 ? Insertion.DONE : Insertion.NAME_TAKEN;
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** By name. */
    List<SavedSearch> visible(Reader reader) {
        return read(COLUMNS + " ORDER BY name, id", reader);
    }

    /** Empty if there is none, or the reader does not see it. */
    Optional<SavedSearch> find(UUID id, Reader reader) {
        return read(COLUMNS + " AND id = ?", reader, id).stream().findFirst();
    }

    private List<SavedSearch> read(String sql, Reader reader, Object... more) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, reader.login());
            select.setString(2, reader.office());
            for (int i = 0; i < more.length; i++) {
                select.setObject(i + 3, more[i]);
            }
            List<SavedSearch> searches = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    searches.add(search(row));
                }
            }
            return searches;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static SavedSearch search(ResultSet row) throws SQLException {
        return new SavedSearch(row.getObject("id", UUID.class), row.getString("name"), row.getString("owner"),
                row.getString("shared_with") != null,
                new LogQuestion(QueryPurpose.of(row.getString("query_purpose")).orElseThrow(),
                        new LogFilter(null, row.getString("agency_id"), null, row.getString("purpose"), null,
                                Optional.ofNullable(row.getString("decision")).flatMap(ReadOutcome::of).orElse(null),
                                row.getString("type"), time(row, "occurred_from"), time(row, "occurred_to"))),
                row.getObject("saved_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    void delete(UUID id, String owner) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection
                        .prepareStatement("DELETE FROM saved_search WHERE id = ? AND owner = ?")) {
            delete.setObject(1, id);
            delete.setString(2, owner);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("saved searches cannot be read or changed", e);
    }
}
