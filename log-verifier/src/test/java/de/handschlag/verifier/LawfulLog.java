package de.handschlag.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A log of one person's consents and one agency's reads; each event is a second after the one before. */
final class LawfulLog {

    final TestLog log = new TestLog();
    Instant now = Instant.parse("2026-03-01T08:00:00Z");
    UUID person = new UUID(1, 1);
    private final Map<UUID, Long> revisions = new HashMap<>();
    private final Set<UUID> linked = new HashSet<>();
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
        state.put("requestedAt", now.minusSeconds(60));
        state.put("evidence",
                Map.of("noticeVersion", "1", "noticeHash", "0".repeat(64), "language", "de", "channel", "WEB"));
        state.putAll(record);
        state.put("consentRecordId", grant);
        long index = log.add("de.handschlag.consent." + what + ".v1", "consent", now,
                personal(Map.of("consentRevision", nextRevision(), "consentRecord", state)));
        after(Duration.ofSeconds(1));
        return index;
    }

    /** The case reference of jobcenter for the person. */
    String caseReference() {
        return "JC-" + person.getLeastSignificantBits();
    }

    long linked() {
        return linked("jobcenter", caseReference());
    }

    long linked(String agency, String caseReference) {
        return changed("case.linked", Map.of("caseLink", Map.of("agencyId", agency, "caseReference", caseReference)));
    }

    long unlinked() {
        return changed("case.unlinked",
                Map.of("caseLink", Map.of("agencyId", "jobcenter", "caseReference", caseReference())));
    }

    /** A change of the person at the next revision, but for what {@code data} says. */
    long changed(String what, Map<String, Object> data) {
        linked.add(person);
        Map<String, Object> all = new TreeMap<>(Map.of("consentRevision", nextRevision()));
        all.putAll(data);
        long index = log.add("de.handschlag." + what + ".v1", "consent", now, personal(all));
        after(Duration.ofSeconds(1));
        return index;
    }

    /** As since the catalogue of today: the agency's type is told. */
    long linkedTellingType() {
        return linkedTellingType("jobcenter");
    }

    long linkedTellingType(String agencyType) {
        return changed("case.linked", Map.of("caseLink",
                Map.of("agencyId", "jobcenter", "caseReference", caseReference(), "agencyType", agencyType)));
    }

    /** A grant for jobcenter, appointments, phone, but for what {@code record} says; whose case it is, is told before. */
    UUID given(Map<String, Object> record) {
        if (!linked.contains(person)) {
            linked();
        }
        UUID grant = new UUID(2, ++grants);
        consent("given", grant, record);
        return grant;
    }

    /** The same grant once more, but for what {@code record} says. */
    long givenAgain(UUID grant, Map<String, Object> record) {
        return consent("given", grant, record);
    }

    UUID given() {
        return given(Map.of());
    }

    long ended(String how, UUID grant) {
        return ended(how, grant, Map.of());
    }

    /** The end of a grant, but for what {@code record} says of its record. */
    long ended(String how, UUID grant, Map<String, Object> record) {
        Map<String, Object> state = new TreeMap<>(record);
        state.put("endedAt", now);
        return consent(how, grant, state);
    }

    /** A release of counselling for the grant, but for what {@code change} says of the event and {@code record} of its record. */
    long released(UUID grant, Instant expiresAt, Map<String, Object> change, Map<String, Object> record) {
        return release("released", grant, expiresAt, List.of("counselling"), change, record);
    }

    /** As it should be: the source is released for the grant, which leaves these released. */
    long released(UUID grant, Instant expiresAt, String source, String... left) {
        return release("released", grant, expiresAt, List.of(left), Map.of("sourceAgencyId", source), Map.of());
    }

    /** The release of the source is taken back, which leaves these released. */
    long releaseWithdrawn(UUID grant, Instant expiresAt, String source, String... left) {
        return release("release-withdrawn", grant, expiresAt, List.of(left), Map.of("sourceAgencyId", source),
                Map.of());
    }

    /** The end of that release. */
    long releaseWithdrawn(UUID grant, Instant expiresAt, Map<String, Object> record) {
        return release("release-withdrawn", grant, expiresAt, List.of(), Map.of(), record);
    }

    private long release(String what, UUID grant, Instant expiresAt, List<String> sources, Map<String, Object> change,
            Map<String, Object> record) {
        Map<String, Object> state = new TreeMap<>(Map.of("consentRecordId", grant, "agencyId", "jobcenter", "purpose",
                "appointments", "attributes", List.of("phone"), "explicitAttributes", List.of(), "expiresAt", expiresAt,
                "releasedSources", sources));
        state.putAll(record);
        Map<String, Object> data = new TreeMap<>(Map.of("consentRecord", state, "sourceAgencyId", "counselling"));
        data.put("evidence",
                Map.of("noticeVersion", "1", "noticeHash", "0".repeat(64), "language", "de", "channel", "WEB"));
        data.putAll(change);
        return changed("secrecy." + what, data);
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
                Map.of("agencyId", "jobcenter", "clientId", "agency-jobcenter"), "caseReference", caseReference(),
                "purpose", "appointments", "legalBasis", "Art. 6(1)(a) DSGVO", "attributes", List.of("phone"),
                "grantIds", grantIds, "startedAt", now, "decidedAt", now.plusMillis(3), "viewFreshAsOf",
                now.minusMillis(200)));
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
                        Map.of("agencyId", "jobcenter", "clientId", "c"), "caseReference", caseReference(), "purpose",
                        "appointments", "grantIds", List.of(grant), "startedAt", now, "decidedAt", now, "viewFreshAsOf",
                        now)));
        after(Duration.ofSeconds(1));
        return index;
    }

    long denied() {
        return denied(Map.of());
    }

    /** A denial of a read for appointments by jobcenter, but for what {@code change} says. */
    long denied(Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(
                Map.of("consentRevision", revision(), "requester", Map.of("agencyId", "jobcenter", "clientId", "c"),
                        "caseReference", caseReference(), "purpose", "appointments", "reason", "NO_GRANT"));
        data.putAll(change);
        return log.add("de.handschlag.disclosure.denied.v1", "access", now, personal(data));
    }

    long emergencyOpened(UUID access, Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(Map.of("emergencyAccessId", access, "requester",
                Map.of("agencyId", "jobcenter", "clientId", "c", "employeeId", "e-1"), "caseReference", caseReference(),
                "purpose", "vital-emergency", "norm", "\u00a7 34 StGB", "attributes", List.of("phone"), "openedAt", now,
                "expiresAt", now.plus(Duration.ofMinutes(30)), "reviewDueAt", now.plus(Duration.ofHours(72))));
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
        return emergencyReviewed(access, employee, Map.of());
    }

    long emergencyReviewed(UUID access, String employee, Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(
                Map.of("emergencyAccessId", access, "requester", Map.of("clientId", "c", "employeeId", employee),
                        "agencyId", "jobcenter", "purpose", "vital-emergency", "reviewedAt", now));
        data.putAll(change);
        return log.add("de.handschlag.emergency-access.reviewed.v1", "access", now, personal(data));
    }

    /** The entry that says that these payloads of erased persons are erased. */
    long logErased(long first, long last) {
        return log.add("de.handschlag.log.erased.v1", "erasure", now,
                Map.of("reason", "PERSON_ERASED", "ranges", List.of(Map.of("first", first, "last", last))));
    }

    long monthErased(String retentionClass, String month) {
        return log.add("de.handschlag.log.erased.v1", "erasure", now,
                Map.of("reason", "RETENTION", "class", retentionClass, "month", month));
    }

    Verified verify(String... options) {
        return Verified.archive(log.files(), options);
    }
}
