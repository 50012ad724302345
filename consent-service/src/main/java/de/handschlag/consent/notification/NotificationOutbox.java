package de.handschlag.consent.notification;

import java.time.Instant;
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

    private final Sql sql;
    private final boolean isOffered;

    NotificationOutbox(AgroalDataSource dataSource, MailServer mailServer) {
        this.sql = new Sql(dataSource);
        this.isOffered = mailServer.isConfigured();
    }

    /** Why a message is sent. */
    enum Kind {
        /** A request waits for the person. */
        REQUEST,
        /** A login became the person's, wants to, or is theirs no more. */
        LOGIN,
        /** Something ended that the person had allowed and did not end. */
        ENDED,
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
    }

    /** What the code of a message is sealed for. */
    static String codeContext(UUID notificationId) {
        return "notification code " + notificationId;
    }
}
