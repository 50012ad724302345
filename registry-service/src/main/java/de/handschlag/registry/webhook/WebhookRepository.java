package de.handschlag.registry.webhook;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

/** Webhooks in the database; each statement is a transaction. */
@ApplicationScoped
class WebhookRepository {

    /** Registering again starts afresh from what was told last, and revives what was given up. The secret stays. */
    private static final String REGISTER = """
            INSERT INTO webhook AS w (agency_id, url, sealed_secret, registered_at, notified_position, next_try_at)
            SELECT ?, ?, ?, now(), coalesce((SELECT last_position FROM change_feed WHERE agency_id = ?), 0), now()
            ON CONFLICT (agency_id) DO UPDATE SET url = excluded.url, registered_at = now(), message_id = NULL, tries = 0,
                next_try_at = now(), leased_until = NULL, last_failure = NULL, dead_since = NULL
            RETURNING xmax = 0""";

    private static final String ROTATE = """
            UPDATE webhook SET former_secret = sealed_secret, former_until = now() + make_interval(secs => ?),
                sealed_secret = ? WHERE agency_id = ?""";

    /**
     * Takes what is to be sent for as long as sending may take. Only for entries that the agency gets to see: of a grant that
     * ended before it was told, it is not told (R10).
     */
    private static final String CLAIM = """
            UPDATE webhook w SET leased_until = now() + interval '30 seconds',
                message_id = coalesce(w.message_id, gen_random_uuid())
            FROM change_feed f
            WHERE f.agency_id = w.agency_id AND w.agency_id IN (
                SELECT c.agency_id FROM webhook c
                WHERE c.dead_since IS NULL AND c.next_try_at <= now()
                    AND (c.leased_until IS NULL OR c.leased_until < now())
                    AND EXISTS (SELECT FROM change_entry e
                        WHERE e.agency_id = c.agency_id AND e.position > c.notified_position
                            AND (e.type <> 'GRANT_GIVEN' OR EXISTS (SELECT FROM consent_grant g
                                JOIN case_link l ON l.data_subject_id = g.data_subject_id AND l.agency_id = g.agency_id
                                WHERE g.consent_record_id = e.consent_record_id AND g.in_force AND g.expires_at > now()
                                    AND l.in_force AND l.case_reference = ANY (e.case_references))))
                ORDER BY c.next_try_at LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING w.agency_id, w.url, w.sealed_secret,
                CASE WHEN w.former_until > now() THEN w.former_secret END, w.notified_position, f.last_position,
                w.message_id, w.tries""";

    private static final String DELIVERED = """
            UPDATE webhook SET notified_position = ?, message_id = NULL, tries = 0, next_try_at = now(),
                leased_until = NULL, last_failure = NULL, delivered_at = now()
            WHERE agency_id = ? AND message_id = ?""";

    private static final String FAILED = """
            UPDATE webhook SET tries = tries + 1, leased_until = NULL, last_failure = ?,
                next_try_at = now() + make_interval(secs => ?), dead_since = CASE WHEN ? THEN now() END
            WHERE agency_id = ? AND message_id = ?""";

    private final AgroalDataSource dataSource;

    WebhookRepository(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * A message that is to be sent now.
     *
     * @param formerSecret sealed; null if only one secret signs
     * @param toldUpTo     position that the agency was told of before
     * @param lastPosition position that this message tells of
     * @param tries        that failed before
     */
    record Message(String agencyId, String url, byte[] sealedSecret, byte @Nullable [] formerSecret, long toldUpTo,
            long lastPosition, UUID messageId, int tries) {}

    /** True if the agency had none before; then the secret is this one. */
    boolean register(String agencyId, String url, byte[] sealedSecret) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(REGISTER)) {
            set(statement, agencyId, url, sealedSecret, agencyId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** False if the agency has no webhook. */
    boolean rotate(String agencyId, byte[] sealedSecret, Duration formerSigns) throws SQLException {
        return update(ROTATE, seconds(formerSigns), sealedSecret, agencyId) == 1;
    }

    boolean remove(String agencyId) throws SQLException {
        return update("DELETE FROM webhook WHERE agency_id = ?", agencyId) == 1;
    }

    Optional<Webhook> find(String agencyId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        """
                                SELECT url, registered_at, CASE WHEN former_until > now() THEN former_until END, delivered_at,
                                    tries, CASE WHEN tries > 0 AND dead_since IS NULL THEN next_try_at END, last_failure, dead_since
                                FROM webhook WHERE agency_id = ?""")) {
            select.setString(1, agencyId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Webhook(row.getString(1), row.getTimestamp(2).toInstant(), instant(row, 3),
                                instant(row, 4), row.getInt(5), instant(row, 6), row.getString(7), instant(row, 8)))
                        : Optional.empty();
            }
        }
    }

    /** Messages that no other replica sends in the next half minute. */
    List<Message> claim(int limit) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setInt(1, limit);
            List<Message> messages = new ArrayList<>();
            try (ResultSet row = claim.executeQuery()) {
                while (row.next()) {
                    messages.add(new Message(row.getString(1), row.getString(2), row.getBytes(3), row.getBytes(4),
                            row.getLong(5), row.getLong(6), row.getObject(7, UUID.class), row.getInt(8)));
                }
            }
            return messages;
        }
    }

    /** Nothing happens if the agency registered anew meanwhile. */
    void delivered(Message message) throws SQLException {
        update(DELIVERED, message.lastPosition(), message.agencyId(), message.messageId());
    }

    /** @param pause until the next try; null to give up */
    void failed(Message message, String reason, @Nullable Duration pause) throws SQLException {
        update(FAILED, reason, pause == null ? 0.0 : seconds(pause), pause == null, message.agencyId(),
                message.messageId());
    }

    long countDead() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection
                        .prepareStatement("SELECT count(*) FROM webhook WHERE dead_since IS NOT NULL");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private int update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
