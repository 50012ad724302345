package de.handschlag.audit.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

import de.handschlag.audit.query.Decision;
import de.handschlag.audit.query.LogEntryView;
import de.handschlag.audit.query.StoredEntry;
import de.handschlag.event.EventType;

/**
 * One access to a person's data, or what an office answered about data that it had received (R23, R24, G6), as that person
 * sees it: the office, not its employee.
 *
 * @param index        position in the log
 * @param kind         {@code disclosed}, {@code denied}, {@code unchanged}: the agency has what it may see already; {@code log-read}:
 *                     the data-protection officer read entries; {@code emergency-opened}, {@code emergency-reviewed},
 *                     {@code obligation-answered} or {@code obligation-overdue}
 * @param agency       the requesting body; null for the data-protection officer
 * @param purpose      the purpose of the processing; null for a reading of the log
 * @param queryPurpose the stated purpose of a reading of the log; null otherwise
 * @param attributes   keys of the attributes that left, or that the answer is about
 * @param grants       the person's own consents that covered it
 * @param norm         statute or named basis, if nobody was asked (R21, R22); or that obliges the agency to keep its copy
 * @param emergency    id of the emergency access that it is part of
 * @param cause        why the agency owes an answer, for instance {@code GRANT_WITHDRAWN}; null for other kinds
 * @param outcome      what the agency did: {@code DELETED}, {@code RESTRICTED}, {@code KEPT_BY_NORM} or {@code CORRECTED}; or what the
 *                     review of an emergency access found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnAccess(long index, UUID id, Instant time, String kind, @Nullable String agency,
        @Nullable String purpose, @Nullable String queryPurpose, List<String> attributes, List<String> grants,
        @Nullable String basis, @Nullable Long consentRevision, @Nullable String norm, @Nullable String emergency,
        @Nullable String cause, @Nullable String outcome) {

    /** The types of event that are accesses. */
    static final List<EventType> TYPES = List.of(EventType.DATA_DISCLOSED, EventType.DISCLOSURE_DENIED,
            EventType.VIEW_UNCHANGED, EventType.EMERGENCY_ACCESS_OPENED, EventType.EMERGENCY_ACCESS_REVIEWED,
            EventType.OBLIGATION_ANSWERED, EventType.OBLIGATION_OVERDUE, EventType.LOG_QUERIED);

    static OwnAccess of(StoredEntry entry) {
        JsonNode data = LogEntryView.data(entry.payload());
        return new OwnAccess(entry.index(), entry.eventId(), entry.occurredAt(),
                kind(entry.type()), entry.agencyId(), entry.purpose(),
                LogEntryView.text(data, "queryPurpose"), LogEntryView.texts(data.path("attributes")),
                LogEntryView.texts(data.path("grantIds")), LogEntryView.text(data, "legalBasis"),
                entry.consentRevision(), LogEntryView.text(data, "norm"), LogEntryView.text(data, "emergencyAccessId"),
                LogEntryView.text(data, "cause"), LogEntryView.text(data, "outcome"));
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
        return Decision.ofType(type).map(Decision::key).orElse("log-read");
    }
}
