package de.handschlag.audit.asking.inbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
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

    static final Duration REVIEW_DUE = Duration.ofHours(72);

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

    /**
     * Deferrals of what persons are shown (R22) that are in force or wait for a second employee, the former first, so that nobody hides one behind wishes; the soonest end first.
     *
     * @param requestedSince a wish from before can no longer be approved
     */
    List<DeferredNotice> deferrals(Instant requestedSince, Instant now, int limit) {
        return sql.list(
                """
                        SELECT d.log_index, d.occurred_at, d.agency_id, d.purpose, d.review_outcome = 'APPROVED' AS approved, d.shown_from,
                            (SELECT count(*) FROM log_payload e WHERE e.data_subject_id = d.data_subject_id AND e.agency_id = d.agency_id
                                AND e.purpose = d.purpose AND e.type = d.type AND e.review_outcome = 'APPROVED'
                                AND e.notice_deferral_id <> d.notice_deferral_id AND e.log_index < d.log_index) AS earlier
                        FROM log_payload d
                        WHERE d.notice_deferral_id IS NOT NULL AND d.type = '%s'
                          AND (d.review_outcome = 'APPROVED' OR d.review_outcome = 'REQUESTED' AND d.occurred_at > ?)
                          AND d.shown_from > ?
                          AND NOT EXISTS (SELECT FROM log_payload later WHERE later.notice_deferral_id = d.notice_deferral_id
                              AND later.type = d.type AND later.log_index > d.log_index)
                        ORDER BY approved DESC, d.shown_from, d.log_index LIMIT ?"""
                        .formatted(EventType.NOTICE_DEFERRAL_CHANGED.typeName()),
                row -> new DeferredNotice(row.getLong("log_index"), requireNonNull(Sql.instant(row, "occurred_at")),
                        row.getString("agency_id"), row.getString("purpose"), row.getBoolean("approved"),
                        requireNonNull(Sql.instant(row, "shown_from")), row.getLong("earlier")),
                requestedSince, now, limit);
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
