package de.handschlag.consent.notification;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.agroal.api.AgroalDataSource;

import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.consent.notification.NotificationChoice.NotificationChannel;
import de.handschlag.consent.notification.StoredAddress.Status;
import de.handschlag.database.Sql;

/** Where persons are told, in the caller's transaction and under the person's lock. */
@ApplicationScoped
class NotificationAddressRepository {

    private static final Duration DAY = Duration.ofDays(1);

    private final Sql sql;

    NotificationAddressRepository(AgroalDataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** The person's one address in this state, if there is one. */
    Optional<StoredAddress> find(UUID dataSubjectId, Status status) {
        return sql.first(
                """
                        SELECT address_id, data_subject_id, status, sealed, language, names_offices, login_binding_id, entered_at,
                            confirmed_at, undelivered_since, channel
                        FROM notification_address WHERE data_subject_id = ? AND status = ?""",
                NotificationAddressRepository::read, dataSubjectId, status);
    }

    /** Addresses that this login entered, but for those that were left. */
    List<StoredAddress> enteredBy(UUID dataSubjectId, UUID loginBindingId) {
        return sql.list(
                """
                        SELECT address_id, data_subject_id, status, sealed, language, names_offices, login_binding_id, entered_at,
                            confirmed_at, undelivered_since, channel
                        FROM notification_address WHERE data_subject_id = ? AND login_binding_id = ? AND status <> 'LEFT'""",
                NotificationAddressRepository::read, dataSubjectId, loginBindingId);
    }

    private static StoredAddress read(ResultSet row) throws SQLException {
        return new StoredAddress(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
                Status.valueOf(row.getString(3)), NotificationChannel.valueOf(row.getString(11)), row.getString(4),
                row.getString(5), row.getBoolean(6), row.getObject(7, UUID.class), requireNonNull(Sql.instant(row, 8)),
                Sql.instant(row, 9), Sql.instant(row, 10));
    }

    @Transactional(TxType.MANDATORY)
    public void add(StoredAddress address) {
        sql.update("""
                INSERT INTO notification_address (address_id, data_subject_id, status, sealed, language, names_offices,
                    login_binding_id, entered_at, confirmed_at, channel) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                address.addressId(), address.dataSubjectId(), address.status(), address.sealed(), address.language(),
                address.namesOffices(), address.loginBindingId(), address.enteredAt(), address.confirmedAt(),
                address.channel());
    }

    @Transactional(TxType.MANDATORY)
    public void change(UUID addressId, String language, boolean namesOffices) {
        sql.update("UPDATE notification_address SET language = ?, names_offices = ? WHERE address_id = ?", language,
                namesOffices, addressId);
    }

    @Transactional(TxType.MANDATORY)
    public void confirm(UUID addressId, Instant now) {
        sql.update("""
                UPDATE notification_address SET status = 'CONFIRMED', confirmed_at = ?, undelivered_since = NULL
                WHERE address_id = ?""", now, addressId);
    }

    /** Nothing goes there any more but that nothing goes there any more. */
    @Transactional(TxType.MANDATORY)
    public void leave(UUID addressId) {
        sql.update("UPDATE notification_address SET status = 'LEFT' WHERE address_id = ?", addressId);
    }

    /** With what was to be sent there. */
    @Transactional(TxType.MANDATORY)
    public void remove(UUID addressId) {
        sql.update("DELETE FROM notification_address WHERE address_id = ?", addressId);
    }

    /**
     * Counts one more code within a day.
     *
     * @param actor keyed hash of whom it is counted for
     * @return false if there were so many already
     */
    @Transactional(TxType.MANDATORY)
    public boolean countCode(String actor, int most, Instant now) {
        Instant windowBegin = now.minus(DAY);
        return sql.update("""
                INSERT INTO notification_code_limit AS l (actor, sent, window_start) VALUES (?, 1, ?)
                ON CONFLICT (actor) DO UPDATE SET
                    sent = CASE WHEN l.window_start <= ? THEN 1 ELSE l.sent + 1 END,
                    window_start = CASE WHEN l.window_start <= ? THEN EXCLUDED.window_start ELSE l.window_start END
                WHERE l.window_start <= ? OR l.sent < ?""", actor, now, windowBegin, windowBegin, windowBegin,
                most) > 0;
    }

    void forget(@Observes PersonErasure erasure) {
        sql.update("DELETE FROM notification_address WHERE data_subject_id = ?", erasure.dataSubjectId());
    }

    /** Forgets whose day is over; takes only rows that nobody holds. */
    void clearOut(Instant now) {
        sql.update("""
                DELETE FROM notification_code_limit WHERE actor IN (SELECT actor FROM notification_code_limit
                    WHERE window_start <= ? FOR UPDATE SKIP LOCKED)""", now.minus(DAY));
    }
}
