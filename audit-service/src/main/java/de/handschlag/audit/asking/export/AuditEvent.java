package de.handschlag.audit.asking.export;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import de.handschlag.audit.asking.query.LogEntryView;
import de.handschlag.audit.asking.query.LoginBinding;
import de.handschlag.audit.asking.query.StoredEntry;
import de.handschlag.event.EventType;

/**
 * An entry as an AuditEvent of FHIR R4 (hl7.org/fhir/R4/auditevent.html), written as JSON: the form is small, and HAPI's model of
 * it would bring some 60 MB into the service. Keys and ids only, as the log holds no values (R25).
 */
final class AuditEvent {

    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    private static final String AUDIT_EVENT_TYPE = "http://terminology.hl7.org/CodeSystem/audit-event-type";
    private static final String RESTFUL_INTERACTION = "http://hl7.org/fhir/restful-interaction";
    private static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    private static final String SOURCE_TYPE = "http://terminology.hl7.org/CodeSystem/security-source-type";
    private static final String OURS = "urn:handschlag:";
    /** What FHIR takes for a code; purposes come from agencies' clients and may be anything in a denied try. */
    private static final Pattern CODE = Pattern.compile("[^\\s\\p{Cntrl}]+( [^\\s\\p{Cntrl}]+)*");

    private static final String SUCCESS = "0";
    private static final String MINOR_FAILURE = "4";

    private final StoredEntry entry;
    private final LogEntryView view;
    private final String origin;

    /** @param origin the log's */
    AuditEvent(StoredEntry entry, String origin) {
        this.entry = entry;
        this.view = LogEntryView.of(entry);
        this.origin = origin;
    }

    ObjectNode toJson() {
        EventType type = EventType.named(entry.type());
        ObjectNode event = object().put("resourceType", "AuditEvent").put("id", entry.eventId().toString());
        event.set("type", type(type));
        ArrayNode subtypes = event.putArray("subtype");
        if (isRead(type)) {
            subtypes.add(coding(RESTFUL_INTERACTION, "read", "read"));
        }
        subtypes.add(coding(OURS + "event-type", entry.type(), null));
        event.put("action", action(type));
        event.putObject("period").put("start", entry.occurredAt().toString()).put("end", entry.occurredAt().toString());
        event.put("recorded", entry.recordedAt().toString());
        event.put("outcome", isFailure(type) ? MINOR_FAILURE : SUCCESS);
        putText(event, "outcomeDesc", view.reason() != null ? view.reason() : view.outcome());
        addPurpose(event, "purpose", view.purpose());
        addPurpose(event, "query-purpose", view.queryPurpose());
        addAgents(event.putArray("agent"));
        addSource(event.putObject("source"));
        addEntities(event.putArray("entity"));
        return event;
    }

    private static boolean isRead(EventType type) {
        return switch (type) {
            case DATA_DISCLOSED, DISCLOSURE_DENIED, VIEW_UNCHANGED -> true;
            case CASE_LINKED, CASE_UNLINKED, CONSENT_REQUESTED, CONSENT_GIVEN, CONSENT_REFUSED, CONSENT_WITHDRAWN,
                    CONSENT_EXPIRED, CONSENT_INVALIDATED, SECRECY_RELEASED, SECRECY_RELEASE_WITHDRAWN,
                    LOGIN_BINDING_REQUESTED, LOGIN_BOUND, LOGIN_UNBOUND, BINDING_CODE_MADE, PERSON_ERASED, HEARTBEAT,
                    OBLIGATION_ANSWERED, OBLIGATION_OVERDUE, EMERGENCY_ACCESS_OPENED, EMERGENCY_ACCESS_REVIEWED,
                    NOTICE_DEFERRAL_CHANGED, CLIENT_LIMIT_EXCEEDED, LOG_QUERIED, LOG_ERASED, LEGAL_HOLD_SET,
                    LEGAL_HOLD_RELEASED, COMPLETENESS_STATED, LOG_CONTINUED, REVISION_ENFORCED, NEWS_FOR_PERSON ->
                false;
        };
    }

    private static ObjectNode type(EventType type) {
        if (isRead(type)) {
            return coding(AUDIT_EVENT_TYPE, "rest", "RESTful Operation");
        }
        return type == EventType.LOG_QUERIED
                ? coding(DICOM, "110101", "Audit Log Used")
                : coding(DICOM, "110100", "Application Activity");
    }

    /** Created, read, updated, deleted, or executed, as what the event is about sees it. */
    private static String action(EventType type) {
        return switch (type) {
            case DATA_DISCLOSED, DISCLOSURE_DENIED, VIEW_UNCHANGED, LOG_QUERIED -> "R";
            case CASE_LINKED, CONSENT_REQUESTED, LOGIN_BINDING_REQUESTED, LOGIN_BOUND, BINDING_CODE_MADE,
                    EMERGENCY_ACCESS_OPENED, LEGAL_HOLD_SET ->
                "C";
            case CONSENT_GIVEN, CONSENT_REFUSED, CONSENT_WITHDRAWN, CONSENT_EXPIRED, CONSENT_INVALIDATED,
                    SECRECY_RELEASED, SECRECY_RELEASE_WITHDRAWN, OBLIGATION_ANSWERED, EMERGENCY_ACCESS_REVIEWED,
                    NOTICE_DEFERRAL_CHANGED, LEGAL_HOLD_RELEASED ->
                "U";
            case CASE_UNLINKED, LOGIN_UNBOUND, PERSON_ERASED, LOG_ERASED -> "D";
            case HEARTBEAT, OBLIGATION_OVERDUE, CLIENT_LIMIT_EXCEEDED, COMPLETENESS_STATED, LOG_CONTINUED,
                    REVISION_ENFORCED, NEWS_FOR_PERSON ->
                "E";
        };
    }

    /** What was tried and refused, or was due and not done. */
    private static boolean isFailure(EventType type) {
        return switch (type) {
            case DISCLOSURE_DENIED, OBLIGATION_OVERDUE, CLIENT_LIMIT_EXCEEDED -> true;
            case DATA_DISCLOSED, VIEW_UNCHANGED, CASE_LINKED, CASE_UNLINKED, CONSENT_REQUESTED, CONSENT_GIVEN,
                    CONSENT_REFUSED, CONSENT_WITHDRAWN, CONSENT_EXPIRED, CONSENT_INVALIDATED, SECRECY_RELEASED,
                    SECRECY_RELEASE_WITHDRAWN, LOGIN_BINDING_REQUESTED, LOGIN_BOUND, LOGIN_UNBOUND, BINDING_CODE_MADE,
                    PERSON_ERASED, HEARTBEAT, OBLIGATION_ANSWERED, EMERGENCY_ACCESS_OPENED, EMERGENCY_ACCESS_REVIEWED,
                    NOTICE_DEFERRAL_CHANGED, LOG_QUERIED, LOG_ERASED, LEGAL_HOLD_SET, LEGAL_HOLD_RELEASED,
                    COMPLETENESS_STATED, LOG_CONTINUED, REVISION_ENFORCED, NEWS_FOR_PERSON ->
                false;
        };
    }

    private static void addPurpose(ObjectNode event, String system, @Nullable String purpose) {
        if (purpose != null) {
            event.withArray("purposeOfEvent").add(concept(OURS + system, purpose));
        }
    }

    /** The agency's system and the employee; where nobody asked, the service that did it. */
    private void addAgents(ArrayNode agents) {
        if (view.employee() != null) {
            agents.add(agent("employee", view.employee(), true, null));
        }
        if (view.client() != null) {
            ObjectNode client = agent("client", view.client(), view.employee() == null, "110150");
            agents.add(client);
        }
        if (view.agency() != null) {
            agents.add(agent("agency", view.agency(), false, null));
        }
        if (view.client() == null && view.employee() == null) {
            agents.add(agent("service", source(), false, "110150"));
        }
    }

    /** The service that sent the event. */
    private String source() {
        return ExportJson.tree(entry.payload()).path("source").asText();
    }

    private static ObjectNode agent(String kind, String id, boolean requestor, @Nullable String dicomRole) {
        ObjectNode agent = object();
        if (dicomRole != null) {
            agent.putObject("type").putArray("coding").add(coding(DICOM, dicomRole, "Application"));
        }
        agent.set("who", reference(kind, id));
        return agent.put("requestor", requestor);
    }

    private void addSource(ObjectNode source) {
        source.put("site", origin);
        source.set("observer", reference("log", origin));
        source.putArray("type").add(coding(SOURCE_TYPE, "4", "Application Server"));
    }

    /** The person whose data it is about, or the case that nobody was found for; and the entry in the log. */
    private void addEntities(ArrayNode entities) {
        ObjectNode about = null;
        if (view.dataSubjectId() != null) {
            about = entity(reference("data-subject", view.dataSubjectId().toString()), "1", "Person");
        } else if (view.caseReference() != null) {
            about = entity(reference("case", view.agency() + "/" + view.caseReference()), "4", "Other");
        }
        if (about != null) {
            ArrayNode details = array();
            view.attributes().forEach(attribute -> addDetail(details, "attribute", attribute));
            if (!details.isEmpty()) {
                about.set("detail", details);
            }
            entities.add(about);
        }
        ObjectNode logEntry = entity(reference("log-entry", String.valueOf(entry.index())), "2", "System Object");
        ArrayNode details = logEntry.putArray("detail");
        addDetail(details, "log-index", String.valueOf(entry.index()));
        view.grants().forEach(grant -> addDetail(details, "grant", grant));
        addDetail(details, "legal-basis", view.basis());
        addDetail(details, "norm", view.norm());
        addDetail(details, "file-number", view.fileNumber());
        addDetail(details, "stated-reason", view.statedReason());
        addDetail(details, "decision", view.decision());
        addDetail(details, "consent-revision", entry.consentRevision());
        addDetail(details, "emergency-access", view.emergencyAccess());
        addDetail(details, "obligation", view.obligation());
        addDetail(details, "cause", view.cause());
        addDetail(details, "hidden-from-person", view.hiddenFromPerson());
        addDetail(details, "notice-deferred-until", view.noticeDeferredUntil());
        addDetail(details, "notice-deferral", view.noticeDeferral());
        addDetail(details, "deferral-reason", view.deferralReason());
        addDetail(details, "released-source", view.releasedSource());
        addLogin(details);
        if (view.dataSubjectId() != null) {
            addDetail(details, "case-reference", view.caseReference());
        }
        entities.add(logEntry);
    }

    private void addLogin(ArrayNode details) {
        LoginBinding login = view.login();
        if (login != null) {
            addDetail(details, "login-binding", login.loginBinding());
            addDetail(details, "login-means", login.means());
            login.agencies().forEach(agency -> addDetail(details, "login-agency", agency));
            login.bindingCodes().forEach(code -> addDetail(details, "binding-code", code));
            addDetail(details, "unconfirmed-agency", login.unconfirmedAgency());
            addDetail(details, "guardian", login.guardian());
            addDetail(details, "assurance-level", login.assuranceLevel());
            addDetail(details, "takes-effect-at", login.takesEffectAt());
            addDetail(details, "by-login-binding", login.byLoginBinding());
        }
    }

    private static ObjectNode entity(ObjectNode what, String type, String display) {
        ObjectNode entity = object();
        entity.set("what", what);
        entity.set("type", coding(ENTITY_TYPE, type, display));
        return entity;
    }

    private static void addDetail(ArrayNode details, String type, @Nullable Object value) {
        String text = value == null ? "" : printable(value.toString());
        if (!text.isEmpty()) {
            details.addObject().put("type", type).put("valueString", text);
        }
    }

    private static ObjectNode reference(String kind, String id) {
        ObjectNode reference = object();
        ObjectNode identifier = reference.putObject("identifier").put("system", OURS + kind);
        putText(identifier, "value", id);
        return reference;
    }

    private static ObjectNode concept(String system, String code) {
        ObjectNode concept = object();
        if (CODE.matcher(code).matches()) {
            concept.putArray("coding").add(coding(system, code, null));
        } else {
            putText(concept, "text", code);
        }
        return concept;
    }

    private static ObjectNode coding(String system, String code, @Nullable String display) {
        ObjectNode coding = object().put("system", system).put("code", code);
        return display == null ? coding : coding.put("display", display);
    }

    /** A text of FHIR is never empty. */
    private static void putText(ObjectNode node, String name, @Nullable String text) {
        String printable = text == null ? "" : printable(text);
        if (!printable.isEmpty()) {
            node.put(name, printable);
        }
    }

    /** Without what a FHIR string may not hold. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t]]", "\uFFFD").strip();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }
}
