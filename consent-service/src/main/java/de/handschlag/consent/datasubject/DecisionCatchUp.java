package de.handschlag.consent.datasubject;

import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import de.handschlag.consent.outbox.CatchUp;
import de.handschlag.consent.outbox.Outbox;
import de.handschlag.consent.outbox.WaitingEvents;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;

/**
 * Brings a person up to what the topic has. What the person decided meanwhile, without this database knowing of the missed
 * event, counts as decided after it: it keeps its effect and gets the revisions behind it. An erasure ends both.
 */
@ApplicationScoped
class DecisionCatchUp implements CatchUp {

    private final DataSubjectRepository dataSubjects;
    private final DataSubjectService erasing;
    private final WaitingEvents waiting;
    private final Outbox outbox;
    private final Event<MissedDecision> missedDecisions;

    DecisionCatchUp(DataSubjectRepository dataSubjects, DataSubjectService erasing, WaitingEvents waiting,
            Outbox outbox, Event<MissedDecision> missedDecisions) {
        this.dataSubjects = dataSubjects;
        this.erasing = erasing;
        this.waiting = waiting;
        this.outbox = outbox;
        this.missedDecisions = missedDecisions;
    }

    @Override
    @Transactional(TxType.REQUIRES_NEW)
    public void apply(EventEnvelope<PersonEvent> missed, Collection<UUID> published) {
        PersonEvent event = missed.data();
        DataSubject person = lockOrEnrol(event.dataSubjectId(), missed.time());
        waiting.forget(published);
        if (event instanceof PersonErased erased) {
            waiting.forgetAllOf(person.id());
            erasing.erase(person, erased);
        } else {
            follow(person, event, missed.time());
        }
    }

    private DataSubject lockOrEnrol(UUID dataSubjectId, Instant time) {
        return dataSubjects.findByIdOptional(dataSubjectId, LockModeType.PESSIMISTIC_WRITE).orElseGet(() -> {
            DataSubject enrolled = new DataSubject(dataSubjectId, time);
            dataSubjects.persistAndFlush(enrolled);
            return enrolled;
        });
    }

    private void follow(DataSubject person, PersonEvent event, Instant time) {
        OptionalLong first = waiting.firstRevisionOf(person.id());
        long from = first.orElse(person.consentRevision() + 1);
        long shift = event.consentRevision() + 1 - from;
        if (first.isPresent()) {
            waiting.shift(person.id(), shift);
        }
        person.skip(shift);
        if (person.isErased()) {
            outbox.appendTombstone(person.id(), event.messageKey(), time);
        } else {
            missedDecisions.fire(new MissedDecision(event, time, waiting.has(event.messageKey()), from,
                    first.isPresent() ? shift : 0));
        }
    }
}
