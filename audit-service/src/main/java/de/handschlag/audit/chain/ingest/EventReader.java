package de.handschlag.audit.chain.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import de.handschlag.audit.chain.ingest.IngestRecord.About;
import de.handschlag.audit.chain.ingest.IngestRecord.Mark;
import de.handschlag.audit.chain.log.RetentionClass;
import de.handschlag.audit.chain.log.ShownToPerson;
import de.handschlag.corridor.DeadLetter;
import de.handschlag.corridor.RefusedEvents;
import de.handschlag.corridor.SignedFrom;
import de.handschlag.event.AccessEvent;
import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.CaseLinkState;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.ClientLimitExceeded;
import de.handschlag.event.CompletenessStated;
import de.handschlag.event.ConsentEvent;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.EnforcementEvent;
import de.handschlag.event.Event;
import de.handschlag.event.EventCodec;
import de.handschlag.event.EventEnvelope;
import de.handschlag.event.EventType;
import de.handschlag.event.Heartbeat;
import de.handschlag.event.LegalHoldReleased;
import de.handschlag.event.LegalHoldSet;
import de.handschlag.event.LogContinued;
import de.handschlag.event.LogErased;
import de.handschlag.event.LogQueried;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.LoginBindingState;
import de.handschlag.event.NewsForPerson;
import de.handschlag.event.NoticeDeferralChanged;
import de.handschlag.event.ObligationAnswered;
import de.handschlag.event.ObligationOverdue;
import de.handschlag.event.PersonErased;
import de.handschlag.event.PersonEvent;
import de.handschlag.event.Requester;
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.SignedContent;
import de.handschlag.event.TextBounds;
import de.handschlag.event.Topics;
import de.handschlag.event.TrustedKeys;
import de.handschlag.event.UnintelligibleEventException;
import de.handschlag.event.UnverifiedEventException;
import de.handschlag.event.ViewUnchanged;
import de.handschlag.event.WithdrawalEvidence;

/**
 * Reads Kafka records. What the database would refuse is refused here, as one bad record must never stop all others: NUL
 * in a text, a text too long for an index, a year out of range. So is what its alleged sender did not sign (R39); a heartbeat, a
 * tombstone or news for a person becomes no entry, signed or not.
 */
@ApplicationScoped
class EventReader {

    private static final Instant FIRST_TIME = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final TrustedKeys trusted;
    private final RefusedEvents refused;

    EventReader(TrustedKeys trusted, RefusedEvents refused) {
        this.trusted = trusted;
        this.refused = refused;
    }

    /** @param signedFrom from where on a record counts only with its sender's signature (R39) */
    IngestRecord read(ConsumerRecord<String, byte[]> message, SignedFrom signedFrom) {
        if (message.value() == null && message.topic().equals(Topics.CONSENT_EVENTS)) {
            return new IngestRecord.Skipped(message.offset());
        }
        try {
            EventEnvelope<Event> event = EventCodec.fromRecord(message);
            if (!EventType.of(event.data()).isLogged() && message.topic().equals(topicOf(event.data()))) {
                return new IngestRecord.Skipped(message.offset());
            }
            boolean signed = signedFrom.mustBeSigned(message);
            if (signed) {
                trusted.verify(message);
                if (event.data() instanceof PersonEvent change
                        && !signedFrom.isOnPartitionOf(change.dataSubjectId(), message)) {
                    throw new UnverifiedEventException("a copy on another partition than its person's", null);
                }
            }
            return entry(message, event, signed);
        } catch (UnverifiedEventException e) {
            refused.unsigned();
            return new IngestRecord.Unintelligible(new DeadLetter(message, String.valueOf(e.getMessage())));
        } catch (UnintelligibleEventException e) {
            return new IngestRecord.Unintelligible(new DeadLetter(message, String.valueOf(e.getMessage())));
        }
    }

    private static IngestRecord.Entry entry(ConsumerRecord<String, byte[]> message, EventEnvelope<Event> event,
            boolean signed) {
        RetentionClass retentionClass = retentionClass(event.data());
        if (!message.topic().equals(topicOf(event.data()))) {
            throw new UnintelligibleEventException("an event of this type does not belong on this topic", null);
        }
        if (!isStorable(event.time())) {
            throw new UnintelligibleEventException("time out of range", null);
        }
        About about = about(event.data(), event.time());
        Stream.of(about.agencyId(), about.clientId(), about.employeeId(), about.purpose(), about.caseReference(),
                about.mark().endReason(), about.mark().secondEmployeeId()).forEach(EventReader::requireStorable);
        return new IngestRecord.Entry(message.offset(), event.id(), EventType.of(event.data()).typeName(),
                retentionClass, event.time().truncatedTo(ChronoUnit.MICROS), payload(message, signed), about,
                ShownToPerson.from(event.data()), event.traceparent(), signed ? message : null);
    }

    private static RetentionClass retentionClass(Event event) {
        return switch (event) {
            case ConsentEvent e -> RetentionClass.CONSENT;
            case DataDisclosed e -> RetentionClass.ACCESS;
            case DisclosureDenied e -> RetentionClass.ACCESS;
            case ViewUnchanged e -> RetentionClass.ACCESS;
            case ObligationAnswered e -> RetentionClass.ACCESS;
            case ObligationOverdue e -> RetentionClass.ACCESS;
            case EmergencyAccessOpened e -> RetentionClass.ACCESS;
            case EmergencyAccessReviewed e -> RetentionClass.ACCESS;
            case NoticeDeferralChanged e -> RetentionClass.ACCESS;
            case ClientLimitExceeded e -> RetentionClass.ACCESS;
            case LogQueried e -> RetentionClass.CONTROL;
            case LegalHoldSet e -> RetentionClass.CONTROL;
            case LegalHoldReleased e -> RetentionClass.CONTROL;
            case CompletenessStated e -> RetentionClass.CONTROL;
            case LogErased e -> RetentionClass.ERASURE;
            // Never erased either.
            case LogContinued e -> RetentionClass.ERASURE;
            case EnforcementEvent e -> RetentionClass.ENFORCEMENT;
        };
    }

    /** Each topic has its writers; an event of another family there would speak for a service that did not send it. */
    private static String topicOf(Event event) {
        return switch (event) {
            case ConsentEvent e -> Topics.CONSENT_EVENTS;
            case AccessEvent e -> Topics.ACCESS_EVENTS;
            case EnforcementEvent e -> Topics.ENFORCEMENT_RECEIPTS;
        };
    }

    /** @param time the event's own */
    private static About about(Event event, Instant time) {
        return switch (event) {
            case CaseLinked e -> caseLink(e, e.caseLink());
            case CaseUnlinked e -> caseLink(e, e.caseLink());
            case ConsentRecordEvent e -> new About(e.dataSubjectId(), e.consentRevision(), e.consentRecord().agencyId(),
                    null, recorder(e), e.consentRecord().purpose(), null)
                    .marked(Mark.consent(e.consentRecord().endReason(), confirmer(e)));
            case LoginBindingEvent e ->
                new About(e.dataSubjectId(), e.consentRevision(), lastAgency(e), null, null, null, null)
                        .marked(Mark.ended(endReason(e)));
            case BindingCodeMade e -> new About(e.dataSubjectId(), e.consentRevision(), e.requester().agencyId(),
                    e.requester().clientId(), e.requester().employeeId(), null, null);
            case PersonErased e -> About.person(e.dataSubjectId(), e.consentRevision());
            case Heartbeat e -> throw new UnintelligibleEventException("a heartbeat is no entry", null);
            case DataDisclosed e -> access(e, e.consentRevision(), e.purpose(), e.caseReference())
                    .marked(Mark.read(e.emergencyAccessId(), e.noticeDeferralId()));
            case DisclosureDenied e -> access(e, e.consentRevision(), e.purpose(), e.caseReference())
                    .marked(Mark.denied(e.emergencyAccessId(), e.refusal() != null, e.noticeDeferralId()));
            case ViewUnchanged e -> access(e, e.consentRevision(), e.purpose(), e.caseReference());
            case ObligationAnswered e -> access(e, null, e.purpose(), null).marked(Mark.obligation(e.obligationId()));
            case ObligationOverdue e -> access(e, null, e.purpose(), null).marked(Mark.obligation(e.obligationId()));
            case EmergencyAccessOpened e ->
                access(e, null, e.purpose(), e.caseReference()).marked(Mark.opened(e.emergencyAccessId(),
                        // Due at once if the database does not hold the time: somebody has to look.
                        isStorable(e.reviewDueAt()) ? e.reviewDueAt() : time));
            // Found with its agency, also if the reviewer is of none.
            case EmergencyAccessReviewed e ->
                new About(e.dataSubjectId(), null, e.agencyId(), e.requester().clientId(), e.requester().employeeId(),
                        e.purpose(), null).marked(Mark.reviewed(e.emergencyAccessId(), e.outcome().name()));
            // Found with its agency, also if the data-protection officer lifted it.
            case NoticeDeferralChanged e ->
                new About(e.dataSubjectId(), null, e.agencyId(), e.requester().clientId(), e.requester().employeeId(),
                        e.purpose(), e.caseReference()).marked(Mark.deferral(e.noticeDeferralId(), e.state().name()));
            case ClientLimitExceeded e ->
                access(e, null, null, null).marked(Mark.denied(null, Boolean.TRUE.equals(e.refusedTries()), null));
            case LogQueried e -> access(e, null, null, null);
            // Found with the agency that is held.
            case LegalHoldSet e -> held(e, e.agencyId());
            case LegalHoldReleased e -> held(e, e.agencyId());
            case LogErased e -> access(e, null, null, null);
            case CompletenessStated e -> access(e, null, null, null);
            case LogContinued e -> access(e, null, null, null);
            case RevisionEnforced e -> About.person(e.dataSubjectId(), e.consentRevision());
            case NewsForPerson e -> throw new UnintelligibleEventException("news for a person is no entry", null);
        };
    }

    /** The employee who recorded the person's withdrawal, or else that the person had given it; null if nobody did. */
    private static @Nullable String recorder(ConsentRecordEvent event) {
        ConsentRecordState state = event.consentRecord();
        WithdrawalEvidence recorded = state.withdrawalEvidence();
        ConsentEvidence evidence = state.evidence();
        if (recorded != null) {
            return recorded.employeeId();
        }
        return state.approvalEvidence() == null || evidence == null ? null : evidence.assistingEmployee();
    }

    /** The second employee where the first one recorded that the person had given it. */
    private static @Nullable String confirmer(ConsentRecordEvent event) {
        ApprovalEvidence approval = event.consentRecord().approvalEvidence();
        return approval == null || event.consentRecord().withdrawalEvidence() != null ? null : approval.confirmedBy();
    }

    private static About caseLink(PersonEvent event, CaseLinkState caseLink) {
        return new About(event.dataSubjectId(), event.consentRevision(), caseLink.agencyId(), null, null, null,
                caseLink.caseReference());
    }

    /** The agency whose code was entered last; null if none was. */
    private static @Nullable String lastAgency(LoginBindingEvent event) {
        List<String> agencies = event.loginBinding().agencies();
        return agencies.isEmpty() ? null : agencies.getLast();
    }

    private static @Nullable String endReason(LoginBindingEvent event) {
        LoginBindingState.EndReason reason = event.loginBinding().endReason();
        return reason == null ? null : reason.name();
    }

    private static About access(AccessEvent event, @Nullable Long consentRevision, @Nullable String purpose,
            @Nullable String caseReference) {
        Requester requester = event.requester();
        return new About(event.dataSubjectId(), consentRevision, requester.agencyId(), requester.clientId(),
                requester.employeeId(), purpose, caseReference);
    }

    private static About held(AccessEvent event, @Nullable String agencyId) {
        return new About(event.dataSubjectId(), null, agencyId, event.requester().clientId(),
                event.requester().employeeId(), null, null);
    }

    private static boolean isStorable(Instant time) {
        return !time.isBefore(FIRST_TIME) && time.isBefore(LAST_TIME);
    }

    private static void requireStorable(@Nullable String text) {
        if (!TextBounds.isFindable(text)) {
            throw new UnintelligibleEventException("a text is too long or has a NUL in it", null);
        }
    }

    /** As received, in canonical form: with topic, key, signature and key id, or without them what an earlier version left. */
    private static byte[] payload(ConsumerRecord<String, byte[]> message, boolean signed) {
        return signed
                ? SignedContent.withSignature(message.topic(), message.key(), message.headers(), message.value())
                : SignedContent.unsigned(message.headers(), message.value());
    }
}
