package de.handschlag.consent.notification;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;
import de.handschlag.consent.notification.NotificationOutbox.Kind;
import de.handschlag.consent.notification.StoredAddress.Status;
import de.handschlag.database.Sql;

/**
 * What waits to be sent, for whoever may send. Each statement is a transaction of its own and takes only rows that nobody holds, so that no
 * person's transaction ever waits for a mail server.
 */
final class NotificationQueue {

    /** What one message tells together. */
    private static final String TOGETHER = "('REQUEST', 'LOGIN', 'ENDED', 'NEWS')";

    private final Sql sql;

    /** @param sql over a session whose statements commit each by itself */
    NotificationQueue(Sql sql) {
        this.sql = sql;
    }

    /**
     * A message to be sent: a code or a farewell to one address, or all that is new of one person.
     *
     * @param ids          what is told by it, in its order; the first names the message, however often it is tried
     * @param kind         of news that of the first
     * @param sealed       the address
     * @param sealedCode   null but for a code
     * @param offices      who asks, by name; empty unless the person wants that in messages
     * @param expiresAt    of a code; null otherwise
     * @param firstTriedAt null if it was not
     */
    record Due(List<UUID> ids, Kind kind, UUID addressId, String sealed, String language, @Nullable String sealedCode,
            List<String> offices, int attempts, @Nullable Instant expiresAt, @Nullable Instant firstTriedAt) {

        /** As what the address has to be the person's, still, when the message is sent. */
        Status addressee() {
            return switch (kind) {
                case REQUEST, LOGIN, ENDED, NEWS -> Status.CONFIRMED;
                case CODE -> Status.ENTERED;
                case LEFT -> Status.LEFT;
            };
        }
    }

    /** Whether there is anything to look at. */
    boolean isAnythingDue(Instant now) {
        return sql.one("SELECT EXISTS (SELECT 1 FROM notification WHERE due_at <= ?)", row -> row.getBoolean(1), now);
    }

    /**
     * Forgets what nobody is to be told: of persons who had no confirmed address when it happened, and of requests that do not wait for the
     * person, be it that they were decided, taken back, or never shown (R2).
     */
    void forgetWhatTellsNothing(Instant now) {
        sql.update("""
                DELETE FROM notification WHERE id IN (
                    SELECT n.id FROM notification n
                    WHERE n.due_at <= ? AND n.kind IN %s AND (
                        NOT EXISTS (SELECT 1 FROM notification_address a WHERE a.data_subject_id = n.data_subject_id
                            AND a.status = 'CONFIRMED' AND a.confirmed_at <= n.occurred_at)
                        OR n.kind = 'REQUEST' AND NOT EXISTS (SELECT 1 FROM consent_record r
                            WHERE r.id = n.consent_record_id AND r.status = 'REQUESTED' AND r.lapses_at > ?))
                    FOR UPDATE OF n SKIP LOCKED)""".formatted(TOGETHER), now, now);
    }

    /** What is new of a person who was told not long ago waits until they may be told again: no office can flood a person. */
    void postponeWhatComesTooSoon(Instant now, NotificationSettings settings) {
        sql.update(
                """
                        UPDATE notification n SET due_at = w.from_then FROM (
                            SELECT n.id, a.told_at + make_interval(secs => CASE n.kind WHEN 'LOGIN' THEN ? ELSE ? END) AS from_then
                            FROM notification n
                            JOIN notification_address a ON a.data_subject_id = n.data_subject_id AND a.status = 'CONFIRMED'
                            WHERE n.due_at <= ? AND n.kind IN %s AND a.told_at IS NOT NULL FOR UPDATE OF n SKIP LOCKED) w
                        WHERE n.id = w.id AND w.from_then > ?"""
                        .formatted(TOGETHER),
                settings.loginsAtMostEvery(), settings.requestsAtMostEvery(), now, now);
    }

    /** Codes and farewells, the longest waiting first. */
    List<Due> toOneAddress(Instant now, NotificationChannel channel, int limit) {
        return sql.list("""
                SELECT ARRAY[n.id], n.kind, a.address_id, a.sealed, a.language, n.sealed_code, '{}'::text[], n.attempts,
                    n.expires_at, n.first_tried_at
                FROM notification n JOIN notification_address a ON a.address_id = n.address_id
                WHERE n.due_at <= ? AND a.channel = ? ORDER BY n.due_at, n.id LIMIT ?""", NotificationQueue::read, now,
                channel, limit);
    }

    /**
     * All that is new of each person of whom something is due. What tells nothing, or comes too soon, is asked for once more: rows are
     * committed between one statement and the next.
     */
    List<Due> news(Instant now, NotificationSettings settings, NotificationChannel channel, int limit) {
        return sql.list(
                """
                        SELECT array_agg(n.id ORDER BY n.occurred_at, n.id), (array_agg(n.kind ORDER BY n.occurred_at, n.id))[1],
                            a.address_id, a.sealed, a.language, NULL,
                            array_agg(DISTINCT g.name) FILTER (WHERE a.names_offices AND g.name IS NOT NULL),
                            max(n.attempts), NULL::timestamptz, min(n.first_tried_at)
                        FROM notification n
                        JOIN notification_address a ON a.data_subject_id = n.data_subject_id AND a.status = 'CONFIRMED'
                        LEFT JOIN consent_record r ON r.id = n.consent_record_id AND r.status = 'REQUESTED' AND r.lapses_at > ?
                        LEFT JOIN agency g ON g.agency_id = r.agency_id
                        WHERE n.kind IN %s AND (n.kind <> 'REQUEST' OR r.id IS NOT NULL) AND a.confirmed_at <= n.occurred_at
                            AND n.data_subject_id IN (
                                SELECT d.data_subject_id FROM notification d
                                JOIN notification_address t ON t.data_subject_id = d.data_subject_id AND t.status = 'CONFIRMED'
                                WHERE d.due_at <= ? AND d.kind IN %s AND t.confirmed_at <= d.occurred_at AND t.channel = ?
                                    AND (t.told_at IS NULL
                                        OR t.told_at + make_interval(secs => CASE d.kind WHEN 'LOGIN' THEN ? ELSE ? END) <= ?)
                                    AND (d.kind <> 'REQUEST' OR EXISTS (SELECT 1 FROM consent_record q
                                        WHERE q.id = d.consent_record_id AND q.status = 'REQUESTED' AND q.lapses_at > ?))
                                GROUP BY d.data_subject_id ORDER BY min(d.due_at) LIMIT ?)
                        GROUP BY a.address_id"""
                        .formatted(TOGETHER, TOGETHER),
                NotificationQueue::read, now, now, channel, settings.loginsAtMostEvery(),
                settings.requestsAtMostEvery(), now, now, limit);
    }

    private static Due read(ResultSet row) throws SQLException {
        return new Due(requireNonNull(Sql.array(row, 1, UUID[].class)), Kind.valueOf(row.getString(2)),
                row.getObject(3, UUID.class), row.getString(4), row.getString(5), row.getString(6),
                requireNonNullElse(Sql.array(row, 7, String[].class), List.of()), row.getInt(8), Sql.instant(row, 9),
                Sql.instant(row, 10));
    }

    /**
     * Notes a try before it is made, so that whoever is stopped in the middle tries again after the pause, and not at once.
     *
     * @return false if somebody else has it in hand, or there is nobody to tell any more: the person was erased, or wants no messages
     */
    boolean claim(Due due, Instant now, Instant next) {
        return sql.update(
                """
                        UPDATE notification SET attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, ?), due_at = ?
                        WHERE id IN (SELECT id FROM notification WHERE id = ANY (?) FOR UPDATE SKIP LOCKED)
                            AND EXISTS (SELECT 1 FROM notification_address WHERE address_id = ? AND status = ?)""",
                now, next, due.ids(), due.addressId(), due.addressee()) == due.ids().size();
    }

    /** The server has it. */
    void sent(Due due, Instant now) {
        remove(due);
        if (due.kind() == Kind.LEFT) {
            forgetLeft(due);
        } else {
            sql.update("""
                    UPDATE notification_address SET undelivered_since = NULL,
                        told_at = CASE WHEN status = 'CONFIRMED' THEN ? ELSE told_at END WHERE address_id = ?""", now,
                    due.addressId());
        }
    }

    /** It will not get there. The person's page says so; of an address that was left nothing stays. */
    void giveUp(Due due, Instant now) {
        remove(due);
        if (due.kind() == Kind.LEFT) {
            forgetLeft(due);
        } else {
            sql.update("""
                    UPDATE notification_address SET undelivered_since = coalesce(undelivered_since, ?),
                        told_at = CASE WHEN status = 'CONFIRMED' THEN ? ELSE told_at END WHERE address_id = ?""", now,
                    now, due.addressId());
        }
    }

    private void remove(Due due) {
        sql.update("""
                DELETE FROM notification
                WHERE id IN (SELECT id FROM notification WHERE id = ANY (?) FOR UPDATE SKIP LOCKED)""", due.ids());
    }

    private void forgetLeft(Due due) {
        sql.update("""
                DELETE FROM notification_address WHERE address_id IN (SELECT address_id FROM notification_address
                    WHERE address_id = ? AND status = 'LEFT' FOR UPDATE SKIP LOCKED)""", due.addressId());
    }

    /** How many messages wait, those of persons who want none among them for a moment. */
    long waiting() {
        return sql.one("SELECT count(*) FROM notification", row -> row.getLong(1));
    }

    /** Addresses that another key has sealed than the one with this id, to be sealed anew. */
    List<Sealed> sealedByOthers(String keyId, int limit) {
        return sql.list("""
                SELECT address_id, sealed FROM notification_address WHERE split_part(sealed, ' ', 1) <> ?
                ORDER BY address_id LIMIT ?""", row -> new Sealed(row.getObject(1, UUID.class), row.getString(2)),
                keyId, limit);
    }

    /** An address as it is sealed. */
    record Sealed(UUID addressId, String sealed) {}

    /** Unless somebody has changed it meanwhile. */
    boolean sealAnew(Sealed former, String sealed) {
        return sql.update("UPDATE notification_address SET sealed = ? WHERE address_id = ? AND sealed = ?", sealed,
                former.addressId(), former.sealed()) > 0;
    }
}
