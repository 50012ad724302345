package de.handschlag.consent.outbox;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;

/** Where a change leaves its event, in its own transaction: committed together or not at all. */
@ApplicationScoped
public class Outbox {

    private final EntityManager entityManager;
    private final TraceContext traceContext;
    private final WaitingEvents waiting;

    Outbox(EntityManager entityManager, TraceContext traceContext, WaitingEvents waiting) {
        this.entityManager = entityManager;
        this.waiting = waiting;
        this.traceContext = traceContext;
    }

    /** The caller holds the person's row lock, so that the order of ids is the order of the person's changes. */
    @Transactional(TxType.MANDATORY)
    public void append(PersonEvent event, Instant occurredAt) {
        if (event instanceof PersonErased) {
            waiting.forgetPublished(event.dataSubjectId());
        }
        entityManager.persist(OutboxEvent.of(event, occurredAt, traceContext.traceparent()));
    }

    /** The topic forgets what it holds under this key of the person. */
    @Transactional(TxType.MANDATORY)
    public void appendTombstone(UUID dataSubjectId, String messageKey, Instant occurredAt) {
        entityManager.persist(OutboxEvent.tombstone(dataSubjectId, messageKey, occurredAt, traceContext.traceparent()));
    }
}
