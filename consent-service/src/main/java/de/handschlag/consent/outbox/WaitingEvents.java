package de.handschlag.consent.outbox;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** What of one person waits to be published, while the database catches up. The caller holds the person's row lock. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class WaitingEvents {

    private static final String SHIFT = """
            WITH waiting AS (
                DELETE FROM outbox_event WHERE data_subject_id = :person
                RETURNING *, CAST(convert_from(data, 'UTF8') AS jsonb) AS event)
            INSERT INTO outbox_event
                (event_id, type, message_key, data_subject_id, data, occurred_at, traceparent)
            SELECT event_id, type, message_key, data_subject_id,
                convert_to(CAST(jsonb_set(event, '{consentRevision}',
                    to_jsonb(CAST(event ->> 'consentRevision' AS bigint) + :by)) AS text), 'UTF8'),
                occurred_at, traceparent
            FROM waiting ORDER BY id""";

    private final EntityManager entityManager;

    WaitingEvents(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** They stand on the topic, and something newer behind them: sent once more they would take its place. */
    public void forget(Collection<UUID> eventIds) {
        entityManager.createNativeQuery("DELETE FROM outbox_event WHERE event_id = ANY (:ids)")
                .setParameter("ids", eventIds.toArray(UUID[]::new)).executeUpdate();
    }

    /** Nothing of the person is to be published any more, nor to be sent again. */
    public void forgetAllOf(UUID dataSubjectId) {
        forgetPublished(dataSubjectId);
        entityManager.createNativeQuery("DELETE FROM outbox_event WHERE data_subject_id = :person")
                .setParameter("person", dataSubjectId).executeUpdate();
    }

    /** What was published of the person and is kept: whoever is erased is not sent again. */
    void forgetPublished(UUID dataSubjectId) {
        entityManager.createNativeQuery("DELETE FROM published_event WHERE data_subject_id = :person")
                .setParameter("person", dataSubjectId).executeUpdate();
    }

    /** The lowest revision that waits; empty if none does. */
    public OptionalLong firstRevisionOf(UUID dataSubjectId) {
        Number first = (Number) entityManager.createNativeQuery("""
                SELECT min(CAST(CAST(convert_from(data, 'UTF8') AS jsonb) ->> 'consentRevision' AS bigint))
                FROM outbox_event WHERE data_subject_id = :person AND data IS NOT NULL""")
                .setParameter("person", dataSubjectId).getSingleResult();
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.longValue());
    }

    /** Whether something about what this key stands for waits. */
    public boolean has(String messageKey) {
        return (boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM outbox_event WHERE message_key = :key)")
                .setParameter("key", messageKey).getSingleResult();
    }

    /** Moves all that waits behind what was found on the topic: the same events, in the same order, with later revisions. */
    public void shift(UUID dataSubjectId, long by) {
        entityManager.createNativeQuery(SHIFT).setParameter("person", dataSubjectId).setParameter("by", by)
                .executeUpdate();
    }
}
