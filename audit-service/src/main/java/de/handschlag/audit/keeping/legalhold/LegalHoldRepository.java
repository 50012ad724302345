package de.handschlag.audit.keeping.legalhold;

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

import io.agroal.api.AgroalDataSource;

import de.handschlag.problem.ProblemType;

/** Holds in the database. The functions that erase take a lock against which an insertion waits, so none comes too late. */
@ApplicationScoped
class LegalHoldRepository {

    private static final String QUERY_CANCELED = "57014";
    private static final String COLUMNS = "SELECT id, data_subject_id, agency_id, reason, set_by, set_at,"
            + " release_reason, released_by, released_at FROM legal_hold ";

    private final AgroalDataSource database;

    LegalHoldRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** What became of an insertion. */
    enum Insertion {
        DONE,
        ALREADY_HELD,
        NOTHING_TO_HOLD
    }

    /** Something in one transaction. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /**
     * Inserts a hold if there is something to hold.
     *
     * @param beforeCommit is done only if the hold can be set; what it throws leaves no hold
     */
    Insertion insert(LegalHold hold, Runnable beforeCommit) {
        return transaction(connection -> {
            if (insert(connection, hold) == 0) {
                return Insertion.ALREADY_HELD;
            }
            if (!isInLog(connection, hold)) {
                connection.rollback();
                return Insertion.NOTHING_TO_HOLD;
            }
            beforeCommit.run();
            return Insertion.DONE;
        });
    }

    private static int insert(Connection connection, LegalHold hold) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO legal_hold (id, data_subject_id, agency_id, reason, set_by, set_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
            insert.setObject(1, hold.id());
            insert.setObject(2, hold.dataSubjectId());
            insert.setString(3, hold.agencyId());
            insert.setString(4, hold.reason());
            insert.setString(5, hold.setBy());
            insert.setObject(6, hold.setAt().atOffset(ZoneOffset.UTC));
            return insert.executeUpdate();
        }
    }

    /** Whether a payload is about it; of an erased person the PersonErased alone is left. */
    private static boolean isInLog(Connection connection, LegalHold hold) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(hold.dataSubjectId() == null
                ? "SELECT FROM log_payload WHERE agency_id = ? LIMIT 1"
                : "SELECT FROM log_payload WHERE data_subject_id = ? AND type <> 'de.handschlag.person.erased.v1'"
                        + " LIMIT 1")) {
            select.setObject(1, hold.dataSubjectId() == null ? hold.agencyId() : hold.dataSubjectId());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /**
     * Releases a hold that is in force.
     *
     * @param beforeCommit is done only if it is in force; what it throws leaves it so
     * @return false if it is not in force
     */
    boolean release(LegalHold released, Runnable beforeCommit) {
        return transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE legal_hold SET release_reason = ?, released_by = ?, released_at = ?
                    WHERE id = ? AND released_at IS NULL""")) {
                update.setString(1, released.releaseReason());
                update.setString(2, released.releasedBy());
                Instant at = released.releasedAt();
                update.setObject(3, at == null ? null : at.atOffset(ZoneOffset.UTC));
                update.setObject(4, released.id());
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            beforeCommit.run();
            return true;
        });
    }

    Optional<LegalHold> find(UUID id) {
        return transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(COLUMNS + "WHERE id = ?")) {
                select.setObject(1, id);
                return holds(select).stream().findFirst();
            }
        });
    }

    /** Newest first. */
    List<LegalHold> all(boolean released) {
        return transaction(connection -> {
            try (PreparedStatement select = connection
                    .prepareStatement(COLUMNS + "WHERE (released_at IS NOT NULL) = ? ORDER BY set_at DESC, id")) {
                select.setBoolean(1, released);
                return holds(select);
            }
        });
    }

    private static List<LegalHold> holds(PreparedStatement select) throws SQLException {
        List<LegalHold> holds = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                OffsetDateTime releasedAt = row.getObject("released_at", OffsetDateTime.class);
                holds.add(new LegalHold(row.getObject("id", UUID.class), row.getObject("data_subject_id", UUID.class),
                        row.getString("agency_id"), row.getString("reason"), row.getString("set_by"),
                        row.getObject("set_at", OffsetDateTime.class).toInstant(), row.getString("release_reason"),
                        row.getString("released_by"), releasedAt == null ? null : releasedAt.toInstant()));
            }
        }
        return holds;
    }

    private <T> T transaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } finally {
                // Of no effect after the commit.
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            if (QUERY_CANCELED.equals(e.getSQLState())) {
                throw ProblemType.UNAVAILABLE.retryAfter(5, "An erasure is under way.");
            }
            throw new IllegalStateException("legal holds cannot be read or changed", e);
        }
    }
}
