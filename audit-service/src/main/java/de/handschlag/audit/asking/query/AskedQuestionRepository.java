package de.handschlag.audit.asking.query;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;

/** Questions that were asked on a page, for some hours. */
@ApplicationScoped
class AskedQuestionRepository {

    private final Sql sql;

    AskedQuestionRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    void insert(AskedQuestion asked) {
        LogFilter filter = asked.question().filter();
        ReadOutcome decision = filter.decision();
        sql.update(
                """
                        INSERT INTO asked_question (id, login, query_purpose, data_subject_id, agency_id, case_reference, purpose,
                            employee_id, decision, type, attribute, occurred_from, occurred_to, before_index, asked_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                asked.id(), asked.login(), asked.question().purpose().key(), filter.dataSubjectId(), filter.agencyId(),
                filter.caseReference(), filter.purpose(), filter.employeeId(), decision == null ? null : decision.key(),
                filter.type(), filter.attribute(), filter.from(), filter.to(), asked.before().before(),
                asked.askedAt());
    }

    /** Empty if there is none of this login, or it was asked before this moment. */
    Optional<AskedQuestion> find(UUID id, String login, Instant since) {
        return sql.first(
                """
                        SELECT id, login, query_purpose, data_subject_id, agency_id, case_reference, purpose, employee_id, decision,
                            type, attribute, occurred_from, occurred_to, before_index, asked_at
                        FROM asked_question WHERE id = ? AND login = ? AND asked_at >= ?""",
                AskedQuestionRepository::asked, id, login, since);
    }

    private static AskedQuestion asked(ResultSet row) throws SQLException {
        return new AskedQuestion(row.getObject("id", UUID.class), row.getString("login"),
                new LogQuestion(QueryPurpose.of(row.getString("query_purpose")).orElseThrow(),
                        new LogFilter(row.getObject("data_subject_id", UUID.class), row.getString("agency_id"),
                                row.getString("case_reference"), row.getString("purpose"), row.getString("employee_id"),
                                Optional.ofNullable(row.getString("decision")).flatMap(ReadOutcome::of).orElse(null),
                                row.getString("type"), Sql.instant(row, "occurred_from"),
                                Sql.instant(row, "occurred_to"), row.getString("attribute"))),
                new Cursor(row.getLong("before_index")), requireNonNull(Sql.instant(row, "asked_at")));
    }

    void deleteBefore(Instant time) {
        sql.update("DELETE FROM asked_question WHERE asked_at < ?", time);
    }
}
