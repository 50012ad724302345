package de.handschlag.registry.notification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ObligationAnswered.Outcome;
import de.handschlag.event.ObligationCause;
import de.handschlag.registry.notification.Obligation.Answer;
import de.handschlag.registry.notification.Obligation.State;

/** Obligations in the database, within one transaction of the caller. */
final class ObligationRepository {

    private static final String COLUMNS = """
            SELECT o.obligation_id, o.cause, o.consent_record_id, o.data_subject_id, o.agency_id, o.purpose, o.attributes,
                o.case_references, o.opened_at, o.due_at, o.answered_at, o.outcome, o.norm, o.answered_client,
                o.answered_employee, o.answer_recorded_at IS NOT NULL
            FROM obligation o
            """;

    private final Connection connection;

    ObligationRepository(Connection connection) {
        this.connection = connection;
    }

    /** The agency's obligation, locked until the transaction ends; another agency's is not found. */
    Optional<Obligation> lock(UUID obligationId, String agencyId) throws SQLException {
        return list(COLUMNS + "WHERE o.obligation_id = ? AND o.agency_id = ? FOR UPDATE", obligationId, agencyId)
                .stream().findFirst();
    }

    /**
     * Obligations behind another one, the oldest first.
     *
     * @param agencyId whose; null for all agencies
     * @param state    null for any
     * @param after    id of the last one that was seen; null for the start
     */
    List<Obligation> find(@Nullable String agencyId, @Nullable State state, @Nullable UUID after, int limit)
            throws SQLException {
        StringBuilder sql = new StringBuilder(COLUMNS).append("WHERE true");
        List<@Nullable Object> parameters = new ArrayList<>();
        if (agencyId != null) {
            sql.append(" AND o.agency_id = ?");
            parameters.add(agencyId);
        }
        if (after != null) {
            sql.append(" AND (o.opened_at, o.obligation_id) > (SELECT a.opened_at, a.obligation_id FROM obligation a"
                    + " WHERE a.obligation_id = ? AND a.agency_id = coalesce(?, a.agency_id))");
            parameters.add(after);
            parameters.add(agencyId);
        }
        if (state != null) {
            sql.append(switch (state) {
                case OPEN -> " AND o.answered_at IS NULL AND o.due_at > now()";
                case OVERDUE -> " AND o.answered_at IS NULL AND o.due_at <= now()";
                case ANSWERED -> " AND o.answered_at IS NOT NULL";
            });
        }
        sql.append(" ORDER BY o.opened_at, o.obligation_id LIMIT ?");
        parameters.add(limit);
        return list(sql.toString(), parameters.toArray());
    }

    /** Overdue ones that the log does not know of, locked; those that another replica holds are left to it. */
    List<Obligation> lockUnrecordedOverdue(int limit) throws SQLException {
        return list(COLUMNS + """
                WHERE o.answered_at IS NULL AND o.due_at <= now() AND o.overdue_recorded_at IS NULL
                ORDER BY o.due_at LIMIT ? FOR UPDATE SKIP LOCKED""", limit);
    }

    /** Answers that were given a while ago and that the log does not know of, locked. */
    List<Obligation> lockUnrecordedAnswers(int limit) throws SQLException {
        return list(COLUMNS + """
                WHERE o.answered_at < now() - interval '10 seconds' AND o.answer_recorded_at IS NULL
                ORDER BY o.answered_at LIMIT ? FOR UPDATE SKIP LOCKED""", limit);
    }

    void saveAnswer(Obligation obligation, Answer answer) throws SQLException {
        update("""
                UPDATE obligation SET answered_at = ?, outcome = ?, norm = ?, answered_client = ?, answered_employee = ?,
                    case_references = ? WHERE obligation_id = ?""",
                Timestamp.from(answer.answeredAt()), answer.outcome().name(), answer.norm(), answer.clientId(),
                answer.employeeId(), connection.createArrayOf("text", obligation.caseReferences().toArray()),
                obligation.obligationId());
        if (obligation.dataSubjectId() == null) {
            // G5: of an erased person no case reference stays that nobody needs.
            update("DELETE FROM change_entry WHERE obligation_id = ?", obligation.obligationId());
        }
    }

    void answerIsRecorded(UUID obligationId) throws SQLException {
        update("UPDATE obligation SET answer_recorded_at = now() WHERE obligation_id = ?", obligationId);
    }

    void overdueIsRecorded(UUID obligationId) throws SQLException {
        update("UPDATE obligation SET overdue_recorded_at = now() WHERE obligation_id = ?", obligationId);
    }

    /** How many wait for an answer: in time, and overdue. */
    Unanswered unanswered() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT count(*) FILTER (WHERE due_at > now()), count(*) FILTER (WHERE due_at <= now())
                FROM obligation WHERE answered_at IS NULL"""); ResultSet row = select.executeQuery()) {
            row.next();
            return new Unanswered(row.getLong(1), row.getLong(2));
        }
    }

    /** Numbers of obligations without an answer. */
    record Unanswered(long open, long overdue) {}

    private void update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            statement.executeUpdate();
        }
    }

    private List<Obligation> list(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            List<Obligation> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(obligation(row));
                }
            }
            return found;
        }
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private static Obligation obligation(ResultSet row) throws SQLException {
        Timestamp answeredAt = row.getTimestamp(11);
        Answer answer = answeredAt == null
                ? null
                : new Answer(Outcome.valueOf(row.getString(12)), row.getString(13), answeredAt.toInstant(),
                        row.getString(14), row.getString(15));
        return new Obligation(row.getObject(1, UUID.class), ObligationCause.valueOf(row.getString(2)),
                row.getObject(3, UUID.class), row.getObject(4, UUID.class), row.getString(5), row.getString(6),
                ChangeFeed.texts(row.getArray(7)), ChangeFeed.texts(row.getArray(8)), instant(row, 9), instant(row, 10),
                answer, row.getBoolean(16));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
