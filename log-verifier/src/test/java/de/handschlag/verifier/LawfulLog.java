package de.handschlag.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A log of one person's consents and one agency's reads; each event is a second after the one before. */
final class LawfulLog {

    final TestLog log = new TestLog();
    Instant now = Instant.parse("2026-03-01T08:00:00Z");
    UUID person = new UUID(1, 1);
    private final Map<UUID, Long> revisions = new HashMap<>();
    private long grants;

    long revision() {
        return revisions.getOrDefault(person, 0L);
    }

    private long nextRevision() {
        return revisions.merge(person, 1L, Long::sum);
    }

    /** Lets time pass. */
    LawfulLog after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    private Map<String, Object> personal(Map<String, Object> more) {
        Map<String, Object> data = new TreeMap<>(more);
        data.put("dataSubjectId", person);
        return data;
    }

    private long consent(String what, UUID grant, Map<String, Object> record) {
        Map<String, Object> state = new TreeMap<>(Map.of("agencyId", "jobcenter", "purpose", "appointments",
                "attributes", List.of("phone"), "explicitAttributes", List.of(), "expiresAt",
                now.plus(Duration.ofDays(90)), "legalBasis", "Art. 6(1)(a) DSGVO"));
        state.putAll(record);
        state.put("consentRecordId", grant);
        long index = log.add("de.handschlag.consent." + what + ".v1", "consent", now,
                personal(Map.of("consentRevision", nextRevision(), "consentRecord", state)));
        after(Duration.ofSeconds(1));
        return index;
    }

    long linked() {
        return linked(Map.of("agencyId", "jobcenter"));
    }

    /** As since the catalogue of today: the agency's type is told. */
    long linkedTellingType() {
        return linked(Map.of("agencyId", "jobcenter", "agencyType", "jobcenter"));
    }

    private long linked(Map<String, Object> caseLink) {
        long index = log.add("de.handschlag.case.linked.v1", "consent", now,
                personal(Map.of("consentRevision", nextRevision(), "caseLink", caseLink)));
        after(Duration.ofSeconds(1));
        return index;
    }

    /** A grant for jobcenter, appointments, phone, but for what {@code record} says. */
    UUID given(Map<String, Object> record) {
        UUID grant = new UUID(2, ++grants);
        consent("given", grant, record);
        return grant;
    }

    UUID given() {
        return given(Map.of());
    }

    long ended(String how, UUID grant) {
        return consent(how, grant, Map.of("endedAt", now));
    }

    long personErased() {
        long index = log.add("de.handschlag.person.erased.v1", "consent", now,
                personal(Map.of("consentRevision", nextRevision(), "erasedAt", now)));
        after(Duration.ofSeconds(1));
        return index;
    }

    long enforced(Instant at) {
        return log.add("de.handschlag.revision.enforced.v1", "enforcement", at,
                personal(Map.of("consentRevision", revision(), "enforcedAt", at)));
    }

    /** A read of phone for appointments by jobcenter at the newest revision, but for what {@code change} says. */
    long disclosed(List<UUID> grantIds, Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(Map.of("consentRevision", revision(), "requester",
                Map.of("agencyId", "jobcenter", "clientId", "agency-jobcenter"), "caseReference", "JC-1", "purpose",
                "appointments", "legalBasis", "Art. 6(1)(a) DSGVO", "attributes", List.of("phone"), "grantIds",
                grantIds, "startedAt", now, "decidedAt", now.plusMillis(3), "viewFreshAsOf", now.minusMillis(200)));
        data.putAll(change);
        long index = log.add("de.handschlag.data.disclosed.v1", "access", now, personal(data));
        after(Duration.ofSeconds(1));
        return index;
    }

    long disclosed(UUID grant) {
        return disclosed(List.of(grant), Map.of());
    }

    long unchanged(UUID grant) {
        long index = log.add("de.handschlag.view.unchanged.v1", "access", now,
                personal(Map.of("consentRevision", revision(), "requester",
                        Map.of("agencyId", "jobcenter", "clientId", "c"), "purpose", "appointments", "grantIds",
                        List.of(grant), "startedAt", now, "decidedAt", now, "viewFreshAsOf", now)));
        after(Duration.ofSeconds(1));
        return index;
    }

    long denied() {
        return log.add("de.handschlag.disclosure.denied.v1", "access", now,
                personal(Map.of("consentRevision", revision(), "reason", "NO_GRANT")));
    }

    long emergencyOpened(UUID access, Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(Map.of("emergencyAccessId", access, "requester",
                Map.of("agencyId", "jobcenter", "clientId", "c", "employeeId", "e-1"), "purpose", "vital-emergency",
                "norm", "\u00a7 34 StGB", "attributes", List.of("phone"), "openedAt", now, "expiresAt",
                now.plus(Duration.ofMinutes(30)), "reviewDueAt", now.plus(Duration.ofHours(72))));
        data.putAll(change);
        return log.add("de.handschlag.emergency-access.opened.v1", "access", now, personal(data));
    }

    /** A read of phone under an emergency access, but for what {@code change} says. */
    long readInEmergency(UUID access, Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(Map.of("emergencyAccessId", access, "requester",
                Map.of("agencyId", "jobcenter", "clientId", "c", "employeeId", "e-1"), "purpose", "vital-emergency",
                "norm", "\u00a7 34 StGB"));
        data.putAll(change);
        return disclosed(List.of(), data);
    }

    long emergencyReviewed(UUID access, String employee) {
        return log.add("de.handschlag.emergency-access.reviewed.v1", "access", now, personal(Map.of("emergencyAccessId",
                access, "requester", Map.of("clientId", "c", "employeeId", employee), "reviewedAt", now)));
    }

    /** The entry that says that these payloads are erased. */
    long logErased(long first, long last) {
        return log.add("de.handschlag.log.erased.v1", "control", now,
                Map.of("reason", "data-subject", "ranges", List.of(Map.of("first", first, "last", last))));
    }

    long monthErased(String retentionClass, String month) {
        return log.add("de.handschlag.log.erased.v1", "control", now,
                Map.of("reason", "retention", "class", retentionClass, "month", month));
    }

    Verified verify(String... options) {
        return Verified.archive(log.files(), options);
    }
}
