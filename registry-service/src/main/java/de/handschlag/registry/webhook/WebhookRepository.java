package de.handschlag.registry.webhook;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Webhooks. Whether a message is due, and who sends it, is decided by the database's clock, which all replicas have in common. */
@ApplicationScoped
class WebhookRepository implements PanacheRepositoryBase<Webhook, String> {

    /** Registering again starts afresh from what was told last, and revives what was given up. The secret stays. */
    private static final String REGISTER = """
            INSERT INTO webhook AS w (agency_id, url, sealed_secret, registered_at, notified_position, next_try_at)
            SELECT ?1, ?2, ?3, now(), coalesce((SELECT last_position FROM change_feed WHERE agency_id = ?1), 0), now()
            ON CONFLICT (agency_id) DO UPDATE SET url = excluded.url, registered_at = now(), message_id = NULL, tries = 0,
                next_try_at = now(), leased_until = NULL, last_failure = NULL, dead_since = NULL
            RETURNING xmax = 0""";

    /**
     * Takes what is to be sent for as long as sending may take. Only for entries that the agency gets to see: of a grant, or a
     * release from secrecy, that ended before it was told, it is not told (R10), nor of anything for what an administrator ended (ADR 55).
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
                            AND NOT EXISTS (SELECT FROM ended_entitlement x
                                WHERE x.agency_id = e.agency_id AND x.restored_at IS NULL
                                    AND (x.purpose IS NULL OR x.purpose = e.purpose AND e.type = 'GRANT_GIVEN'))
                            AND (e.type <> 'GRANT_GIVEN' OR EXISTS (SELECT FROM consent_grant g
                                JOIN case_link l ON l.data_subject_id = g.data_subject_id AND l.agency_id = g.agency_id
                                WHERE g.consent_record_id = e.consent_record_id AND g.in_force AND g.expires_at > now()
                                    AND l.in_force AND l.case_reference = ANY (e.case_references)
                                    AND (e.released_source IS NULL
                                        OR e.released_source = ANY (g.released_sources)))))
                ORDER BY c.next_try_at LIMIT ?1 FOR UPDATE SKIP LOCKED)
            RETURNING w.agency_id, w.url, w.sealed_secret,
                CASE WHEN w.former_until > now() THEN w.former_secret END AS former_secret, w.notified_position,
                f.last_position, w.message_id""";

    /**
     * A message that is to be sent now.
     *
     * @param formerSecret sealed; null if only one secret signs
     * @param toldUpTo     position that the agency was told of before
     * @param lastPosition position that this message tells of
     */
    record Message(String agencyId, String url, byte[] sealedSecret, byte @Nullable [] formerSecret, long toldUpTo,
            long lastPosition, UUID messageId) {}

    /** True if the agency had none before; then the secret is this one. Of two at once one makes it. */
    boolean register(String agencyId, String url, byte[] sealedSecret) {
        return (Boolean) getEntityManager().createNativeQuery(REGISTER, Boolean.class).setParameter(1, agencyId)
                .setParameter(2, url).setParameter(3, sealedSecret).getSingleResult();
    }

    /** The agency's, locked until the transaction ends. */
    Optional<Webhook> lock(String agencyId) {
        return findByIdOptional(agencyId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The one that sends this message, locked likewise; none if the agency registered anew or removed it meanwhile. */
    Optional<Webhook> lockSending(Message message) {
        return find("agencyId = ?1 and messageId = ?2", message.agencyId(), message.messageId())
                .withLock(LockModeType.PESSIMISTIC_WRITE).singleResultOptional();
    }

    /** Messages that no other replica sends in the next half minute. */
    List<Message> claim(int limit) {
        return getSession().createNativeQuery(CLAIM, Message.class).setParameter(1, limit).getResultList();
    }

    long countDead() {
        return count("deadSince is not null");
    }
}
