package de.handschlag.audit.asking.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.audit.asking.query.LoginBinding;
import de.handschlag.audit.asking.query.ReadOutcome;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.event.EventType;

/**
 * One access to a person's data, what an office answered about data that it had received (R23, R24, G6), or what became of the
 * person's logins (R35), as that person sees it: the office, not its employee.
 *
 * @param index        position in the log
 * @param kind         {@code disclosed}, {@code denied}, {@code unchanged}: the agency has what it may see already; {@code log-read}:
 *                     the data-protection officer read entries; {@code emergency-opened}, {@code emergency-reviewed},
 *                     {@code obligation-answered} or {@code obligation-overdue}; {@code login-binding-requested}: a further
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
 * @param login        what happened to a login; null for other kinds
 */
public record OwnAccess(long index, UUID id, Instant time, String kind, @Nullable String agency,
        @Nullable String purpose, @Nullable String queryPurpose, List<String> attributes, List<String> grants,
        @Nullable String basis, @Nullable Long consentRevision, @Nullable String norm, @Nullable String emergency,
        @Nullable String cause, @Nullable String outcome, @Nullable String refusal, @Nullable String reason,
        @Nullable LoginBinding login) {

    /** The types of event that are accesses. */
    static final List<EventType> TYPES = List.of(EventType.DATA_DISCLOSED, EventType.DISCLOSURE_DENIED,
            EventType.VIEW_UNCHANGED, EventType.EMERGENCY_ACCESS_OPENED, EventType.EMERGENCY_ACCESS_REVIEWED,
            EventType.OBLIGATION_ANSWERED, EventType.OBLIGATION_OVERDUE, EventType.LOG_QUERIED,
            EventType.LOGIN_BINDING_REQUESTED, EventType.LOGIN_BOUND, EventType.LOGIN_UNBOUND,
            EventType.BINDING_CODE_MADE);

    /** @param nextCursor where the next page begins; null on the last one */
    public record OwnAccesses(List<OwnAccess> accesses, @Nullable String nextCursor) {}

    static OwnAccess of(StoredEntry entry) {
        JsonNode data = LogEntryView.data(entry.payload());
        return new OwnAccess(entry.index(), entry.eventId(), entry.occurredAt(), kind(entry.type()), entry.agencyId(),
                entry.purpose(), LogEntryView.text(data, "queryPurpose"), LogEntryView.texts(data.path("attributes")),
                LogEntryView.texts(data.path("grantIds")), LogEntryView.text(data, "legalBasis"),
                entry.consentRevision(), LogEntryView.text(data, "norm"), LogEntryView.text(data, "emergencyAccessId"),
                LogEntryView.text(data, "cause"), LogEntryView.text(data, "outcome"),
                LogEntryView.text(data, "refusal"), LogEntryView.text(data.path("loginBinding"), "endReason"),
                LoginBinding.of(data));
    }

    private static String kind(String type) {
        if (type.equals(EventType.OBLIGATION_ANSWERED.typeName())) {
            return "obligation-answered";
        }
        if (type.equals(EventType.OBLIGATION_OVERDUE.typeName())) {
            return "obligation-overdue";
        }
        if (type.equals(EventType.EMERGENCY_ACCESS_OPENED.typeName())) {
            return "emergency-opened";
        }
        if (type.equals(EventType.EMERGENCY_ACCESS_REVIEWED.typeName())) {
            return "emergency-reviewed";
        }
        if (type.equals(EventType.LOGIN_BINDING_REQUESTED.typeName())) {
            return "login-binding-requested";
        }
        if (type.equals(EventType.LOGIN_BOUND.typeName())) {
            return "login-bound";
        }
        if (type.equals(EventType.LOGIN_UNBOUND.typeName())) {
            return "login-unbound";
        }
        if (type.equals(EventType.BINDING_CODE_MADE.typeName())) {
            return "binding-code-made";
        }
        return ReadOutcome.ofType(type).map(ReadOutcome::key).orElse("log-read");
    }
}
