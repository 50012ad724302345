package de.handschlag.audit.asking.query;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.BindingCodeMade;
import de.handschlag.event.CaseLinked;
import de.handschlag.event.CaseUnlinked;
import de.handschlag.event.ClientLimitExceeded;
import de.handschlag.event.CompletenessStated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.DataDisclosed;
import de.handschlag.event.DisclosureDenied;
import de.handschlag.event.EmergencyAccessOpened;
import de.handschlag.event.EmergencyAccessReviewed;
import de.handschlag.event.Event;
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
import de.handschlag.event.RevisionEnforced;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.event.ViewUnchanged;

/**
 * What an event tells beside what its entry is found by, under the names that all answers share. A new event does not compile
 * until somebody says here what of it is shown.
 */
public final class EventDetails {

    private List<String> attributes = List.of();
    private List<String> grants = List.of();
    private @Nullable String basis;
    private @Nullable String reason;
    private @Nullable String refusal;
    private @Nullable String queryPurpose;
    private @Nullable String norm;
    private @Nullable String fileNumber;
    private @Nullable String statedReason;
    private @Nullable UUID emergencyAccess;
    private @Nullable UUID obligation;
    private @Nullable String cause;
    private @Nullable String outcome;
    private @Nullable Boolean hiddenFromPerson;
    private @Nullable Instant noticeDeferredUntil;
    private @Nullable UUID noticeDeferral;
    private @Nullable String deferralReason;
    private @Nullable LoginBinding login;
    private @Nullable String releasedSource;
    private @Nullable String confirmedBy;

    private EventDetails() {}

    public static EventDetails of(Event event) {
        EventDetails told = new EventDetails();
        switch (event) {
            case SecrecyReleased e -> {
                told.record(e.consentRecord());
                told.releasedSource = e.sourceAgencyId();
                told.login = LoginBinding.of(e.byLoginBinding());
            }
            case SecrecyReleaseWithdrawn e -> {
                told.record(e.consentRecord());
                told.releasedSource = e.sourceAgencyId();
                told.login = LoginBinding.of(e.byLoginBinding());
            }
            case ConsentRecordEvent e -> told.record(e.consentRecord());
            case LoginBindingEvent e -> {
                LoginBindingState.EndReason ended = e.loginBinding().endReason();
                told.reason = ended == null ? null : ended.name();
                told.login = LoginBinding.of(e.loginBinding());
            }
            case BindingCodeMade e -> told.login = LoginBinding.of(e);
            case DataDisclosed e -> {
                told.attributes = e.attributes();
                told.grants = ids(e.grantIds());
                told.basis = e.legalBasis();
                told.norm = e.norm();
                told.fileNumber = e.fileNumber();
                told.statedReason = e.statedReason();
                told.emergencyAccess = e.emergencyAccessId();
                told.withheld(e.hiddenFromPerson(), e.noticeDeferredUntil());
                told.deferred(e.noticeDeferralId(), e.deferralReason());
            }
            case DisclosureDenied e -> {
                told.refusal = e.refusal();
                // That a client had no right to ask says more than whether it has the case.
                told.reason = e.refusal() == null ? e.reason().name() : e.refusal();
                told.norm = e.norm();
                told.fileNumber = e.fileNumber();
                told.statedReason = e.statedReason();
                told.emergencyAccess = e.emergencyAccessId();
                told.withheld(e.hiddenFromPerson(), e.noticeDeferredUntil());
                told.deferred(e.noticeDeferralId(), e.deferralReason());
            }
            case ViewUnchanged e -> told.grants = ids(e.grantIds());
            case EmergencyAccessOpened e -> {
                told.attributes = e.attributes();
                told.basis = e.legalBasis();
                told.norm = e.norm();
                told.emergencyAccess = e.emergencyAccessId();
                told.withheld(null, e.noticeDeferredUntil());
            }
            case EmergencyAccessReviewed e -> {
                told.emergencyAccess = e.emergencyAccessId();
                told.outcome = e.outcome().name();
                told.withheld(null, e.noticeDeferredUntil());
            }
            case NoticeDeferralChanged e -> {
                told.norm = e.norm();
                told.fileNumber = e.fileNumber();
                told.outcome = e.state().name();
                // Until when it is asked for, also of a lifted one, which is itself shown at once.
                told.withheld(null, e.endsAt());
                told.deferred(e.noticeDeferralId(), e.reason());
            }
            case ObligationAnswered e -> {
                told.attributes = e.attributes();
                told.grants = ids(e.grantIds());
                told.norm = e.norm();
                told.obligation = e.obligationId();
                told.cause = e.cause().name();
                told.outcome = e.outcome().name();
                told.withheld(null, e.noticeDeferredUntil());
            }
            case ObligationOverdue e -> {
                told.attributes = e.attributes();
                told.grants = ids(e.grantIds());
                told.obligation = e.obligationId();
                told.cause = e.cause().name();
                told.withheld(null, e.noticeDeferredUntil());
            }
            case LogQueried e -> {
                told.queryPurpose = e.queryPurpose();
                told.reason = e.reason();
            }
            case LogErased e -> {
                told.reason = e.reason().name();
                told.basis = e.legalBasis();
            }
            // What these are about stands in what they are found by.
            case CaseLinked e -> {
            }
            case CaseUnlinked e -> {
            }
            case PersonErased e -> {
            }
            case Heartbeat e -> {
            }
            case ClientLimitExceeded e -> {
            }
            case LegalHoldSet e -> {
            }
            case LegalHoldReleased e -> {
            }
            case CompletenessStated e -> {
            }
            case LogContinued e -> {
            }
            case RevisionEnforced e -> {
            }
            case NewsForPerson e -> {
            }
        }
        return told;
    }

    private void record(ConsentRecordState consentRecord) {
        attributes = consentRecord.attributes();
        grants = List.of(consentRecord.consentRecordId().toString());
        basis = consentRecord.legalBasis();
        reason = consentRecord.endReason();
        login = LoginBinding.of(consentRecord);
        ApprovalEvidence approval = consentRecord.approvalEvidence();
        if (approval != null) {
            confirmedBy = approval.confirmedBy();
            outcome = approval.answer() == null ? null : approval.answer().name();
        }
    }

    private void withheld(@Nullable Boolean hidden, @Nullable Instant deferredUntil) {
        hiddenFromPerson = Boolean.TRUE.equals(hidden) ? true : null;
        noticeDeferredUntil = deferredUntil;
    }

    private void deferred(@Nullable UUID deferral, @Nullable String why) {
        noticeDeferral = deferral;
        deferralReason = why;
    }

    private static List<String> ids(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    /** Keys of attributes; never values. */
    public List<String> attributes() {
        return attributes;
    }

    /** Ids of consent records. */
    public List<String> grants() {
        return grants;
    }

    public @Nullable String basis() {
        return basis;
    }

    /** Why a read was denied, or refused; why payloads were erased, a login binding ended, or employees are named. */
    public @Nullable String reason() {
        return reason;
    }

    /** Why the client had no right to ask; null if it may ask. */
    public @Nullable String refusal() {
        return refusal;
    }

    public @Nullable String queryPurpose() {
        return queryPurpose;
    }

    public @Nullable String norm() {
        return norm;
    }

    /** The file of a read by a statute, in the agency's words (R22). */
    public @Nullable String fileNumber() {
        return fileNumber;
    }

    /** Why it was read by a statute, as somebody at the agency typed it. */
    public @Nullable String statedReason() {
        return statedReason;
    }

    public @Nullable String emergencyAccess() {
        return text(emergencyAccess);
    }

    public @Nullable String obligation() {
        return text(obligation);
    }

    public @Nullable String cause() {
        return cause;
    }

    public @Nullable String outcome() {
        return outcome;
    }

    /** True or null. */
    public @Nullable Boolean hiddenFromPerson() {
        return hiddenFromPerson;
    }

    public @Nullable String noticeDeferredUntil() {
        return text(noticeDeferredUntil);
    }

    /** The deferral that put it off, or that it changes (R22). */
    public @Nullable String noticeDeferral() {
        return text(noticeDeferral);
    }

    /** Why the person is shown it later, as somebody at the agency typed it. */
    public @Nullable String deferralReason() {
        return deferralReason;
    }

    public @Nullable LoginBinding login() {
        return login;
    }

    /** The agency that the person released from secrecy, or released no more (R9). */
    public @Nullable String releasedSource() {
        return releasedSource;
    }

    /** The second employee of a consent that an office recorded (R6). */
    public @Nullable String confirmedBy() {
        return confirmedBy;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
