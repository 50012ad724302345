package de.handschlag.audit.asking.access;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import de.handschlag.audit.asking.query.EventDetails;
import de.handschlag.audit.asking.query.LoginBinding;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.event.AccessKind;
import de.handschlag.event.Event;
import de.handschlag.event.EventType;
import de.handschlag.event.LogQueried;
import de.handschlag.event.LoginBindingEvent;
import de.handschlag.event.NoticeDeferralChanged;

/**
 * One access to a person's data, what an office answered about data that it had received (R23, R24, G6), or what became of the
 * person's logins (R35), as that person sees it: the office, not its employee.
 *
 * @param index        position in the log
 * @param kind         {@code disclosed}, {@code denied}, {@code unchanged}: the agency has what it may see already; {@code log-read}:
 *                     the data-protection officer read entries; {@code own-values-read}: the person read what is stored about
 *                     them; {@code emergency-opened}, {@code emergency-reviewed},
 *                     {@code deferral-requested}, {@code deferral-approved}, {@code deferral-refused}, {@code deferral-lifted}: an
 *                     office wanted reads to be shown later; {@code obligation-answered} or {@code obligation-overdue}; {@code login-binding-requested}: a further
 *                     login wants to be the person's; {@code login-bound}, {@code login-unbound}; {@code binding-code-made}:
 *                     the office made a code for a login
 * @param agency       the requesting body; null for the data-protection officer
 * @param purpose      the purpose of the processing; null for a reading of the log
 * @param queryPurpose the stated purpose of a reading of the log; null otherwise
 * @param attributes   keys of the attributes that left, or that the answer is about
 * @param grants       the person's own consents that covered it
 * @param norm         statute or named basis, if nobody was asked (R21, R22); or that obliges the agency to keep its copy
 * @param emergency    id of the emergency access that it is part of
 * @param cause        why the agency owes an answer, for instance {@code GRANT_WITHDRAWN}; null for other kinds
 * @param refusal      why the office had no right to try this at all, whatever the person permitted: the last part of the type of the problem
 *                     that it got, for instance {@code purpose-not-entitled}; null if it may ask
 * @param outcome      what the agency did: {@code DELETED}, {@code RESTRICTED}, {@code KEPT_BY_NORM} or {@code CORRECTED}; or what the
 *                     review of an emergency access found
 * @param reason       why a login binding, or the wait for it, ended; null for other kinds
 * @param fileNumber   the file for which the office read by a statute, in its own words (R22); null for other kinds
 * @param statedReason why it read by a statute, in its own words
 * @param shownFrom    the person was not to be shown it before (R21, R22): when a deferral ends by itself; null if at once
 * @param deferral     id of the deferral that put it off, or that it changes
 * @param deferralReason why the person was to see it later, in the office's own words
 * @param login        what happened to a login; null for other kinds
 */
public record OwnAccess(long index, UUID id, Instant time, String kind, @Nullable String agency,
        @Nullable String purpose, @Nullable String queryPurpose, List<String> attributes, List<String> grants,
        @Nullable String basis, @Nullable Long consentRevision, @Nullable String norm, @Nullable String emergency,
        @Nullable String cause, @Nullable String outcome, @Nullable String refusal, @Nullable String reason,
        @Nullable String fileNumber, @Nullable String statedReason, @Nullable String shownFrom,
        @Nullable String deferral, @Nullable String deferralReason, @Nullable LoginBinding login) {

    /** The types of event that are accesses. */
    static final List<EventType> TYPES = Arrays.stream(EventType.values()).filter(type -> kind(type) != null).toList();

    /**
     * A page of them.
     *
     * @param nextCursor      where the next page begins; null on the last one
     * @param incompleteSince until this moment a part of the log was lost, so that accesses from before may be missing; null if none was
     */
    public record OwnAccesses(List<OwnAccess> accesses, @Nullable String nextCursor,
            @Nullable Instant incompleteSince) {}

    static OwnAccess of(StoredEntry entry) {
        Event event = entry.event();
        EventDetails told = EventDetails.of(event);
        return new OwnAccess(entry.index(), entry.eventId(), entry.occurredAt(), kind(event).value(), entry.agencyId(),
                entry.purpose(), told.queryPurpose(), told.attributes(), told.grants(), told.basis(),
                entry.consentRevision(), told.norm(), told.emergencyAccess(), told.cause(), told.outcome(),
                told.refusal(), event instanceof LoginBindingEvent ? told.reason() : null, told.fileNumber(),
                told.statedReason(), told.noticeDeferredUntil(), told.noticeDeferral(), told.deferralReason(),
                told.login());
    }

    private static AccessKind kind(Event event) {
        if (event instanceof NoticeDeferralChanged deferral) {
            return switch (deferral.state()) {
                case REQUESTED -> AccessKind.DEFERRAL_REQUESTED;
                case APPROVED -> AccessKind.DEFERRAL_APPROVED;
                case REFUSED -> AccessKind.DEFERRAL_REFUSED;
                case LIFTED -> AccessKind.DEFERRAL_LIFTED;
            };
        }
        return event instanceof LogQueried query && "own-attribute-values".equals(query.filter().get("read"))
                ? AccessKind.OWN_VALUES_READ
                : requireNonNull(kind(EventType.of(event)));
    }

    /** Null for what a person is not shown as an access. */
    private static @Nullable AccessKind kind(EventType type) {
        return switch (type) {
            case DATA_DISCLOSED -> AccessKind.DISCLOSED;
            case DISCLOSURE_DENIED -> AccessKind.DENIED;
            case VIEW_UNCHANGED -> AccessKind.UNCHANGED;
            case EMERGENCY_ACCESS_OPENED -> AccessKind.EMERGENCY_OPENED;
            case EMERGENCY_ACCESS_REVIEWED -> AccessKind.EMERGENCY_REVIEWED;
            case NOTICE_DEFERRAL_CHANGED -> AccessKind.DEFERRAL_REQUESTED;
            case OBLIGATION_ANSWERED -> AccessKind.OBLIGATION_ANSWERED;
            case OBLIGATION_OVERDUE -> AccessKind.OBLIGATION_OVERDUE;
            case LOG_QUERIED -> AccessKind.LOG_READ;
            case LOGIN_BINDING_REQUESTED -> AccessKind.LOGIN_BINDING_REQUESTED;
            case LOGIN_BOUND -> AccessKind.LOGIN_BOUND;
            case LOGIN_UNBOUND -> AccessKind.LOGIN_UNBOUND;
            case BINDING_CODE_MADE -> AccessKind.BINDING_CODE_MADE;
            // The person's own decisions and cases are shown by the consent-service; the rest is about nobody or not told.
            case CASE_LINKED, CASE_UNLINKED, CONSENT_REQUESTED, CONSENT_GIVEN, CONSENT_REFUSED, CONSENT_WITHDRAWN,
                    CONSENT_EXPIRED, CONSENT_INVALIDATED, SECRECY_RELEASED, SECRECY_RELEASE_WITHDRAWN, PERSON_ERASED,
                    HEARTBEAT, CLIENT_LIMIT_EXCEEDED, LOG_ERASED, LEGAL_HOLD_SET, LEGAL_HOLD_RELEASED,
                    COMPLETENESS_STATED, LOG_CONTINUED, REVISION_ENFORCED, NEWS_FOR_PERSON ->
                null;
        };
    }
}
