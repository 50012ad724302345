package de.handschlag.audit.asking.inbox;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import de.handschlag.database.Sql;
import de.handschlag.event.EventType;

/**
 * Reads rare types of entries, and whether another one followed. Types are written into the statements: of a parameter the planner
 * does not know how rare it is.
 */
@ApplicationScoped
class InboxRepository {

    private final Sql sql;

    InboxRepository(AgroalDataSource database) {
        this.sql = new Sql(database);
    }

    /** Emergency accesses that nobody has reviewed (R21), the soonest due first. */
    List<WaitingEntry> emergencies(Instant since, Instant now, int limit) {
        return sql.list(
                """
                        SELECT o.log_index, o.occurred_at, o.agency_id, o.purpose, o.review_due_at FROM log_payload o
                        WHERE o.type = '%s' AND o.occurred_at >= ?
                          AND NOT EXISTS (SELECT FROM log_payload r WHERE r.data_subject_id = o.data_subject_id
                              AND r.type = '%s' AND r.emergency_access_id = o.emergency_access_id)
                        ORDER BY o.review_due_at, o.log_index LIMIT ?""".formatted(
                        EventType.EMERGENCY_ACCESS_OPENED.typeName(), EventType.EMERGENCY_ACCESS_REVIEWED.typeName()),
                row -> {
                    Instant opened = requireNonNull(Sql.instant(row, 2));
                    Instant due = requireNonNull(Sql.instant(row, 5));
                    return new WaitingEntry(row.getLong(1), opened, row.getString(3), row.getString(4), due,
                            due.isBefore(now));
                }, since, limit);
    }

    /** Answers that offices owe and the log knows to be late (R23), the oldest first. */
    List<WaitingEntry> overdueAnswers(Instant since, int limit) {
        return sql.list("""
                SELECT o.log_index, o.occurred_at, o.agency_id, o.purpose FROM log_payload o
                WHERE o.type = '%s' AND o.occurred_at >= ?
                  AND NOT EXISTS (SELECT FROM log_payload a WHERE a.agency_id = o.agency_id
                      AND a.type = '%s' AND a.log_index > o.log_index
                      AND a.obligation_id = o.obligation_id)
                ORDER BY o.occurred_at, o.log_index LIMIT ?""".formatted(EventType.OBLIGATION_OVERDUE.typeName(),
                EventType.OBLIGATION_ANSWERED.typeName()), row -> {
                    Instant late = requireNonNull(Sql.instant(row, 2));
                    return new WaitingEntry(row.getLong(1), late, row.getString(3), row.getString(4), late, true);
                }, since, limit);
    }
}
