package de.handschlag.verifier;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import de.handschlag.verifier.payload.JsonObject;
import de.handschlag.verifier.payload.MalformedException;

/**
 * Whether an entry may be in an export of this filter. A case reference stands for a person, whom the filter does not name; so it
 * is not judged, and the agency then neither. Public for the audit-service's tests, which hold it against what its exports state.
 */
public final class FilterCheck {

    private static final Map<String, String> DECISIONS = Map.of("disclosed", "de.handschlag.data.disclosed.v1",
            "denied", "de.handschlag.disclosure.denied.v1", "unchanged", "de.handschlag.view.unchanged.v1");
    private static final Set<String> NAMES = Set.of("dataSubjectId", "agencyId", "caseReference", "purpose", "employee",
            "decision", "type", "from", "to", "attribute");

    private final JsonObject filter;

    /** @throws MalformedException if the filter has a member that this verifier does not know, or one that is none */
    public FilterCheck(JsonObject filter) throws MalformedException {
        this.filter = filter;
        for (String name : filter.names()) {
            if (!NAMES.contains(name)) {
                throw new MalformedException("a filter by " + name + " is not known");
            }
        }
        if (filter.has("decision") && !DECISIONS.containsKey(filter.text("decision"))) {
            throw new MalformedException("a filter by an unknown decision");
        }
        time("from");
        time("to");
    }

    private Optional<Instant> time(String name) throws MalformedException {
        return filter.has(name) ? Optional.of(filter.time(name)) : Optional.empty();
    }

    /** The first part of the filter that excludes the entry; empty if it may be there. */
    Optional<String> excludedBy(JsonObject payload) throws MalformedException {
        JsonObject data = payload.object("data");
        String type = payload.text("type");
        if (filter.has("type") && !filter.text("type").equals(type)) {
            return Optional.of("type");
        }
        if (filter.has("decision") && !type.equals(DECISIONS.get(filter.text("decision")))) {
            return Optional.of("decision");
        }
        Instant time = payload.time("time");
        Optional<Instant> from = time("from");
        if (from.isPresent() && time.isBefore(from.get())) {
            return Optional.of("from");
        }
        Optional<Instant> to = time("to");
        if (to.isPresent() && !time.isBefore(to.get())) {
            return Optional.of("to");
        }
        if (filter.has("dataSubjectId") && !filter.text("dataSubjectId").equals(data.optionalText("dataSubjectId"))) {
            return Optional.of("dataSubjectId");
        }
        if (filter.has("attribute")
                && !(data.has("attributes") && data.texts("attributes").contains(filter.text("attribute")))) {
            return Optional.of("attribute");
        }
        if (filter.has("purpose") && !names(data, "purpose", "consentRecord")) {
            return Optional.of("purpose");
        }
        if (filter.has("agencyId") && !filter.has("caseReference")
                && !names(data, "agencyId", "requester", "consentRecord", "caseLink")) {
            return Optional.of("agencyId");
        }
        if (filter.has("employee") && !employees(data).contains(filter.text("employee"))) {
            return Optional.of("employee");
        }
        return Optional.empty();
    }

    /** Who caused the event; of a withdrawal that an office recorded, who did, and of a consent that it recorded the two who did. */
    private static Set<String> employees(JsonObject data) throws MalformedException {
        Set<String> employees = new HashSet<>();
        if (data.has("requester")) {
            add(employees, data.object("requester"), "employeeId");
        } else if (data.has("consentRecord")) {
            JsonObject record = data.object("consentRecord");
            if (record.has("withdrawalEvidence")) {
                add(employees, record.object("withdrawalEvidence"), "employeeId");
            } else if (record.has("approvalEvidence")) {
                add(employees, record.object("approvalEvidence"), "confirmedBy");
                if (record.has("evidence")) {
                    add(employees, record.object("evidence"), "assistingEmployee");
                }
            }
        }
        return employees;
    }

    private static void add(Set<String> employees, JsonObject named, String member) throws MalformedException {
        String employee = named.optionalText(member);
        if (employee != null) {
            employees.add(employee);
        }
    }

    /** Whether the event has this member with the filter's value, by itself or in one of these objects. */
    private boolean names(JsonObject data, String member, String... within) throws MalformedException {
        String wanted = filter.text(member);
        if (wanted.equals(data.optionalText(member))) {
            return true;
        }
        for (String object : within) {
            if (data.has(object) && wanted.equals(data.object(object).optionalText(member))) {
                return true;
            }
        }
        return false;
    }
}
