package de.handschlag.consent.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import org.jspecify.annotations.Nullable;

import io.agroal.api.AgroalDataSource;

import de.handschlag.consent.datasubject.LockedPerson;
import de.handschlag.consent.datasubject.PersonErasure;
import de.handschlag.database.Sql;

/**
 * Notes in the caller's transaction what a person is to be told of; with it, it is there or it is not. Whether there is anything to tell
 * then, and where, is looked at when it is sent.
 */
@ApplicationScoped
public class NotificationOutbox {

    /** Longer than the topic keeps it. */
    private static final Duration NEWS_KNOWN_FOR = Duration.ofDays(30);

    private final Sql sql;
    private final boolean isOffered;

    NotificationOutbox(AgroalDataSource dataSource, MessageChannels channels) {
        this.sql = new Sql(dataSource);
        this.isOffered = channels.isAnyOffered();
    }

    /** Why a message is sent. */
    enum Kind {
        /** A request waits for the person. */
        REQUEST,
        /** A login became the person's, wants to, or is theirs no more. */
        LOGIN,
        /** Something ended that the person had allowed and did not end, or an office recorded what they are said to have given. */
        ENDED,
        /** The registry said that there is something: an emergency access, or a recipient that is late. */
        NEWS,
        /** Whoever reads the address confirms it with the code. */
        CODE,
        /** Nothing comes to the address any more. */
        LEFT
    }

    /**
     * An office asked. To be called for each request alike, also for one that the person is not shown and of persons who want no messages: the
     * same is written then, and nothing is sent (R2, R10).
     */
    @Transactional(TxType.MANDATORY)
    public void noteRequest(LockedPerson person, UUID consentRecordId, Instant now) {
        note(Kind.REQUEST, person.dataSubjectId(), consentRecordId, null, now);
    }

    /** Something is new with the person's logins. */
    @Transactional(TxType.MANDATORY)
    void noteLogin(LockedPerson person, Instant now) {
        note(Kind.LOGIN, person.dataSubjectId(), null, null, now);
    }

    /** Something ended that the person had allowed and did not end themselves (R7). */
    @Transactional(TxType.MANDATORY)
    public void noteEnd(LockedPerson person, Instant now) {
        note(Kind.ENDED, person.dataSubjectId(), null, null, now);
    }

    /** An office recorded that the person gave something without a login (R6). */
    @Transactional(TxType.MANDATORY)
    public void noteRecorded(LockedPerson person, Instant now) {
        note(Kind.ENDED, person.dataSubjectId(), null, null, now);
    }

    /**
     * Something that the registry knows of.
     *
     * @param eventId    the same for the same news
     * @param occurredAt when the person may know of it, by the registry's clock
     */
    public record News(UUID eventId, UUID dataSubjectId, Instant occurredAt) {}

    /**
     * Notes what the registry told, once however often it comes: in a transaction of its own, unlike all others. Nothing is kept of persons who want no
     * messages or are erased, nor of what is so old that it is not remembered any more whether it was noted. What waits already is not noted beside it,
     * so that nobody fills the table.
     */
    public void noteNews(Collection<News> news, Instant now) {
        if (isOffered && !news.isEmpty()) {
            // The person first, as in every transaction; a person who is being erased is waited for, and then not there.
            sql.update(
                    """
                            WITH heard AS (
                                SELECT n.event_id, d.id AS data_subject_id, n.occurred_at
                                FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) AS n (event_id, data_subject_id, occurred_at)
                                JOIN data_subject d ON d.id = n.data_subject_id AND d.erased_at IS NULL
                                JOIN notification_address a ON a.data_subject_id = d.id AND a.status = 'CONFIRMED'
                                    AND a.confirmed_at <= n.occurred_at
                                WHERE n.occurred_at > ? ORDER BY d.id FOR SHARE OF d),
                            noted AS (
                                INSERT INTO notification_news (event_id, data_subject_id, occurred_at)
                                SELECT event_id, data_subject_id, occurred_at FROM heard ORDER BY event_id
                                ON CONFLICT (event_id) DO NOTHING RETURNING data_subject_id, occurred_at)
                            INSERT INTO notification (id, data_subject_id, kind, occurred_at, due_at)
                            SELECT gen_random_uuid(), data_subject_id, 'NEWS', max(occurred_at), ?::timestamptz FROM noted
                            WHERE NOT EXISTS (SELECT FROM notification w
                                JOIN notification_address t ON t.data_subject_id = w.data_subject_id
                                    AND t.status = 'CONFIRMED' AND t.confirmed_at <= w.occurred_at
                                WHERE w.data_subject_id = noted.data_subject_id AND w.kind = 'NEWS' AND w.attempts = 0)
                            GROUP BY data_subject_id""",
                    news.stream().map(News::eventId).toList(), news.stream().map(News::dataSubjectId).toList(),
                    news.stream().map(News::occurredAt).toList(), now.minus(NEWS_KNOWN_FOR), now);
        }
    }

    /** Forgets news that would not be noted any more; takes only rows that nobody holds. */
    void clearOut(Instant now) {
        sql.update("""
                DELETE FROM notification_news WHERE event_id IN (SELECT event_id FROM notification_news
                    WHERE occurred_at <= ? FOR UPDATE SKIP LOCKED)""", now.minus(NEWS_KNOWN_FOR));
    }

    /** @param sealedCode sealed for {@link #codeContext} */
    @Transactional(TxType.MANDATORY)
    void noteCode(UUID id, StoredAddress address, String sealedCode, Instant expiresAt, Instant now) {
        if (isOffered) {
            sql.update(
                    """
                            INSERT INTO notification (id, data_subject_id, kind, address_id, sealed_code, expires_at, occurred_at,
                                due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                    id, address.dataSubjectId(), Kind.CODE, address.addressId(), sealedCode, expiresAt, now, now);
        }
    }

    @Transactional(TxType.MANDATORY)
    void noteLeft(StoredAddress address, Instant now) {
        note(Kind.LEFT, address.dataSubjectId(), null, address.addressId(), now);
    }

    private void note(Kind kind, UUID dataSubjectId, @Nullable UUID consentRecordId, @Nullable UUID addressId,
            Instant now) {
        if (isOffered) {
            sql.update(
                    """
                            INSERT INTO notification (id, data_subject_id, kind, consent_record_id, address_id, occurred_at, due_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?)""",
                    UUID.randomUUID(), dataSubjectId, kind, consentRecordId, addressId, now, now);
        }
    }

    /** An earlier code for the address is not sent any more. */
    @Transactional(TxType.MANDATORY)
    void removeCodes(UUID addressId) {
        sql.update("DELETE FROM notification WHERE address_id = ? AND kind = 'CODE'", addressId);
    }

    void forget(@Observes PersonErasure erasure) {
        sql.update("DELETE FROM notification WHERE data_subject_id = ?", erasure.dataSubjectId());
        sql.update("DELETE FROM notification_news WHERE data_subject_id = ?", erasure.dataSubjectId());
    }

    /** What the code of a message is sealed for. */
    static String codeContext(UUID notificationId) {
        return "notification code " + notificationId;
    }
}
