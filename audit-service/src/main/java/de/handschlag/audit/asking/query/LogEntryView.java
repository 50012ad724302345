package de.handschlag.audit.asking.query;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An entry as the data-protection officer sees it (R25).
 *
 * @param type         CloudEvents type
 * @param time         when it happened
 * @param recordedAt   when the log took it
 * @param agency       the requesting or receiving body
 * @param employee     id of the responsible employee; null if the system asked by itself
 * @param decision     {@code disclosed}, {@code denied} or {@code unchanged}; null for other events
 * @param reason       why a read was denied, payloads were erased, or a login binding ended; of a try that the client had no right to, the
 *                     last part of the type of the problem that it got
 * @param attributes   keys of the attributes; never values
 * @param grants       ids of the consent records
 * @param basis        legal basis
 * @param norm                statute or named basis of what no consent covers (R21, R22), or by which a recipient keeps its copy (R23)
 * @param emergencyAccess     id of the emergency access that it opened, reviewed or used
 * @param obligation          id of what the agency owes or owed an answer to (R23); null for other events
 * @param cause               what made it owe an answer
 * @param outcome             what it did with the data that it had received, or what the review of an emergency access found
 * @param hiddenFromPerson    true: the norm forbids to show it to the person
 * @param noticeDeferredUntil the person is not shown it before then
 * @param queryPurpose stated purpose of a query of the log
 * @param login        what it says of the person's login (R35); null for other events
 * @param erased       whether the payload was erased; then everything personal is absent
 */
public record LogEntryView(long index, UUID id, String type, Instant time, Instant recordedAt,
        @Nullable UUID dataSubjectId, @Nullable String agency, @Nullable String caseReference, @Nullable String client,
        @Nullable String employee, @Nullable String purpose, @Nullable String decision, @Nullable String reason,
        List<String> attributes, List<String> grants, @Nullable String basis, @Nullable Long consentRevision,
        @Nullable String queryPurpose, @Nullable String norm, @Nullable String emergencyAccess,
        @Nullable String obligation, @Nullable String cause, @Nullable String outcome,
        @Nullable Boolean hiddenFromPerson, @Nullable String noticeDeferredUntil, @Nullable LoginBinding login,
        boolean erased) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public static LogEntryView of(StoredEntry entry) {
        JsonNode data = data(entry.payload());
        JsonNode consentRecord = data.path("consentRecord");
        JsonNode about = consentRecord.isMissingNode() ? data : consentRecord;
        List<String> grants = consentRecord.isMissingNode()
                ? texts(data.path("grantIds"))
                : List.of(consentRecord.path("consentRecordId").asText());
        return new LogEntryView(entry.index(), entry.eventId(), entry.type(), entry.occurredAt(), entry.recordedAt(),
                entry.dataSubjectId(), entry.agencyId(), entry.caseReference(), entry.clientId(), entry.employeeId(),
                entry.purpose(), ReadOutcome.ofType(entry.type()).map(ReadOutcome::key).orElse(null), reason(data),
                texts(about.path("attributes")), grants, text(about, "legalBasis"), entry.consentRevision(),
                text(data, "queryPurpose"), text(data, "norm"), text(data, "emergencyAccessId"),
                text(data, "obligationId"), text(data, "cause"), text(data, "outcome"),
                data.path("hiddenFromPerson").asBoolean() ? true : null, text(data, "noticeDeferredUntil"),
                LoginBinding.of(data), false);
    }

    /** A login binding has its reason within its state. That a client had no right to ask says more than whether it has the case. */
    static @Nullable String reason(JsonNode data) {
        String refusal = text(data, "refusal");
        String reason = refusal != null ? refusal : text(data, "reason");
        return reason == null ? text(data.path("loginBinding"), "endReason") : reason;
    }

    /** The event's data within a stored payload. */
    public static JsonNode data(String payload) {
        return json(payload).path("data");
    }

    /** A stored entry or payload. */
    public static JsonNode json(String stored) {
        try {
            return JSON.readTree(stored);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what is stored is no JSON", e);
        }
    }

    /** The texts of an array; none if it is absent. */
    public static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** A member's text; null if it is absent. */
    public static @Nullable String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isTextual() ? value.asText() : null;
    }
}
