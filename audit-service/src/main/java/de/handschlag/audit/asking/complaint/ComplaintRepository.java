package de.handschlag.audit.asking.complaint;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;
import de.handschlag.database.TurnLock;

/** Complaints in the database. They are deleted by the owner's function alone, which the retention feature calls. */
@ApplicationScoped
class ComplaintRepository {

    private static final String SELECT = "SELECT id, data_subject_id, log_index, text, received_at, deadline, answer,"
            + " answered_by, answered_at FROM complaint ";

    private final Sql sql;

    ComplaintRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** One complaint of a person after the other, until the transaction ends, so that none is made or counted by two. */
    void lockPerson(UUID person) {
        TurnLock.COMPLAINTS.take(sql, person.toString());
    }

    void insert(Complaint complaint) {
        sql.update("""
                INSERT INTO complaint (id, data_subject_id, log_index, text, received_at, deadline)
                VALUES (?, ?, ?, ?, ?, ?)""", complaint.id(), complaint.dataSubjectId(), complaint.entryIndex(),
                complaint.text(), complaint.receivedAt(), complaint.deadline());
    }

    /** @return false if it has an answer already */
    boolean answer(Complaint answered) {
        return sql.update("""
                UPDATE complaint SET answer = ?, answered_by = ?, answered_at = ?
                WHERE id = ? AND answered_at IS NULL""", answered.answer(), answered.answeredBy(),
                answered.answeredAt(), answered.id()) == 1;
    }

    Optional<Complaint> find(UUID id) {
        return sql.first(SELECT + "WHERE id = ?", ComplaintRepository::complaint, id);
    }

    /** The newest first. */
    List<Complaint> ofPerson(UUID person) {
        return sql.list(SELECT + "WHERE data_subject_id = ? ORDER BY received_at DESC, id",
                ComplaintRepository::complaint, person);
    }

    /** Those to be answered, the soonest first. */
    List<Complaint> open(int limit) {
        return sql.list(SELECT + "WHERE answered_at IS NULL ORDER BY deadline, id LIMIT ?",
                ComplaintRepository::complaint, limit);
    }

    /** Those with an answer, the latest first. */
    List<Complaint> answered(int limit) {
        return sql.list(SELECT + "WHERE answered_at IS NOT NULL ORDER BY answered_at DESC, id LIMIT ?",
                ComplaintRepository::complaint, limit);
    }

    long count(boolean open) {
        return sql.one("SELECT count(*) FROM complaint WHERE (answered_at IS NULL) = ?", row -> row.getLong(1), open);
    }

    private static Complaint complaint(ResultSet row) throws SQLException {
        return new Complaint(row.getObject("id", UUID.class), row.getObject("data_subject_id", UUID.class),
                row.getLong("log_index"), row.getString("text"), requireNonNull(Sql.instant(row, "received_at")),
                row.getObject("deadline", LocalDate.class), row.getString("answer"), row.getString("answered_by"),
                Sql.instant(row, "answered_at"));
    }
}
