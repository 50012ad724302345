package de.handschlag.consent.outbox;

import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import de.handschlag.event.EventCodec;
import de.handschlag.event.EventType;
import de.handschlag.event.PersonEvent;

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

    private static final String REWRITE = """
            WITH waiting AS (DELETE FROM outbox_event WHERE data_subject_id = :person RETURNING *)
            INSERT INTO outbox_event
                (event_id, type, message_key, data_subject_id, data, occurred_at, traceparent)
            SELECT w.event_id, coalesce(n.type, w.type), w.message_key, w.data_subject_id,
                coalesce(decode(n.data, 'base64'), w.data), w.occurred_at, w.traceparent
            FROM waiting w LEFT JOIN unnest(CAST(:ids AS bigint[]), CAST(:types AS text[]), CAST(:data AS text[]))
                AS n (id, type, data) ON n.id = w.id
            ORDER BY w.id""";

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

    /** What waits about what this key stands for, in its order; nothing of it that the topic is to forget. */
    public List<PersonEvent> of(String messageKey) {
        return rows(messageKey).stream().map(Row::event).toList();
    }

    /** Has something else be told of what this key stands for, at the same revisions. */
    public void rewrite(UUID dataSubjectId, String messageKey, UnaryOperator<PersonEvent> anew) {
        List<Row> rows = rows(messageKey);
        List<PersonEvent> told = rows.stream().map(Row::event).map(anew).toList();
        entityManager.createNativeQuery(REWRITE).setParameter("person", dataSubjectId)
                .setParameter("ids", rows.stream().map(Row::id).toArray(Long[]::new))
                .setParameter("types",
                        told.stream().map(event -> EventType.of(event).typeName()).toArray(String[]::new))
                .setParameter("data",
                        told.stream().map(event -> Base64.getEncoder().encodeToString(EventCodec.encodeData(event)))
                                .toArray(String[]::new))
                .executeUpdate();
    }

    private record Row(long id, PersonEvent event) {}

    @SuppressWarnings("unchecked")
    private List<Row> rows(String messageKey) {
        List<Object[]> rows = entityManager.createNativeQuery("""
                SELECT id, type, data FROM outbox_event WHERE message_key = :key AND data IS NOT NULL
                ORDER BY id""").setParameter("key", messageKey).getResultList();
        return rows.stream()
                .map(row -> new Row(((Number) row[0]).longValue(),
                        (PersonEvent) EventCodec.decodeData(EventType.named((String) row[1]), (byte[]) row[2])))
                .toList();
    }

    /** Moves all that waits behind what was found on the topic: the same events, in the same order, with later revisions. */
    public void shift(UUID dataSubjectId, long by) {
        entityManager.createNativeQuery(SHIFT).setParameter("person", dataSubjectId).setParameter("by", by)
                .executeUpdate();
    }
}
