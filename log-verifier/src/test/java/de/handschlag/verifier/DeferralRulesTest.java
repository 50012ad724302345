package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

@DisplayName("R22 A read is shown later only if a second employee approved that before")
class DeferralRulesTest {

    private static final UUID DEFERRAL = new UUID(5, 1);
    private static final String FILE = "JA 51-3/26";

    private final LawfulLog log = new LawfulLog();
    private Instant endsAt = Instant.EPOCH;

    @BeforeEach
    void caseIsLinked() {
        log.linked();
        endsAt = log.now.plus(Duration.ofDays(20));
    }

    private long changed(String state, String employee, Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>();
        data.put("noticeDeferralId", DEFERRAL);
        data.put("dataSubjectId", log.person);
        data.put("requester", Map.of("agencyId", "jobcenter", "clientId", "c", "employeeId", employee));
        data.put("agencyId", "jobcenter");
        data.put("caseReference", log.caseReference());
        data.put("purpose", "child-protection");
        data.put("norm", "\u00a7 82 Abs. 4 SGB X");
        data.put("fileNumber", FILE);
        data.put("reason", "The child would be in danger");
        data.put("state", state);
        data.put("changedAt", log.now);
        data.put("endsAt", endsAt);
        data.put("noticeDeferredUntil", endsAt);
        data.putAll(change);
        long index = log.log.add("de.handschlag.notice-deferral.changed.v1", "access", log.now, data);
        log.after(Duration.ofSeconds(1));
        return index;
    }

    private void approved() {
        changed("REQUESTED", "e-1", Map.of());
        changed("APPROVED", "e-2", Map.of());
    }

    /** A read that names the deferral, but for what {@code change} says. */
    private long read(Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(Map.of("purpose", "child-protection", "norm", "\u00a7 8a SGB VIII",
                "fileNumber", FILE, "statedReason", "A school reported it", "noticeDeferralId", DEFERRAL,
                "noticeDeferredUntil", endsAt, "deferralReason", "The child would be in danger"));
        data.putAll(change);
        return log.disclosed(List.of(), data);
    }

    private long denied(Map<String, Object> change) {
        Map<String, Object> data = new TreeMap<>(Map.of("dataSubjectId", log.person, "consentRevision", log.revision(),
                "requester", Map.of("agencyId", "jobcenter", "clientId", "c"), "caseReference", log.caseReference(),
                "purpose", "child-protection", "reason", "ATTRIBUTES_NOT_GRANTED", "startedAt", log.now, "fileNumber",
                FILE));
        data.putAll(Map.of("noticeDeferralId", DEFERRAL, "noticeDeferredUntil", endsAt));
        data.putAll(change);
        return log.log.add("de.handschlag.disclosure.denied.v1", "access", log.now, data);
    }

    private void mustPass() {
        Verified verified = log.verify();
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    private void mustFail(long... indexes) {
        assertThat(log.verify().found()).containsExactly(Arrays.stream(indexes)
                .mapToObj(index -> new Found(FaultKind.NOTICE_DEFERRAL, index)).toArray(Found[]::new));
    }

    @Test
    @DisplayName("R22 Asked for by one and approved by another employee, it puts off reads and denials that name it, also if it is lifted")
    void approvedDeferral() {
        approved();
        read(Map.of());
        denied(Map.of());
        changed("LIFTED", "dpo-1", Map.of());
        mustPass();
    }

    @Test
    @DisplayName("R22 No read is shown later without a deferral, or on one that was only asked for, refused, or approved later")
    void withoutAnApproval() {
        Map<String, Object> nothing = new TreeMap<>(
                Map.of("purpose", "child-protection", "norm", "\u00a7 8a SGB VIII", "noticeDeferredUntil", endsAt));
        long unnamed = log.disclosed(List.of(), nothing);
        changed("REQUESTED", "e-1", Map.of());
        long asked = read(Map.of());
        long askedDenied = denied(Map.of());
        mustFail(unnamed, asked, askedDenied);
        changed("REFUSED", "e-2", Map.of());
        mustFail(unnamed, asked, askedDenied);
        changed("APPROVED", "e-3", Map.of());
        mustFail(unnamed, asked, askedDenied);
    }

    @Test
    @DisplayName("R22 Nobody approves the own one, one that nobody asked for, or something else than was asked for")
    void approvals() {
        changed("REQUESTED", "e-1", Map.of());
        long own = changed("APPROVED", "e-1", Map.of());
        mustFail(own);
        long longer = changed("APPROVED", "e-2", Map.of("endsAt", endsAt.plusSeconds(1)));
        long other = changed("APPROVED", "e-2", Map.of("purpose", "guardianship"));
        long nobody = changed("APPROVED", "e-2", Map.of("noticeDeferralId", new UUID(5, 2)));
        mustFail(own, longer, other, nobody);
    }

    @Test
    @DisplayName("R22 A deferral is for one person, case, purpose and file, and puts nothing off beyond its end")
    void bounds() {
        approved();
        long file = read(Map.of("fileNumber", "JA 51-4/26"));
        long longer = read(Map.of("noticeDeferredUntil", endsAt.plusSeconds(1)));
        Instant before = log.now.minus(Duration.ofHours(1));
        long backwards = denied(Map.of("startedAt", before));
        long otherCase = denied(Map.of("caseReference", "JC-9"));
        long purpose = denied(Map.of("purpose", "guardianship"));
        mustFail(file, longer, backwards, otherCase, purpose);
    }

    @Test
    @DisplayName("R22 G5 What a read names may have been erased by its age; not more of it than was erased")
    void erasedApproval() {
        changed("REQUESTED", "e-1", Map.of());
        long approval = changed("APPROVED", "e-2", Map.of());
        read(Map.of());
        log.log.erase(approval);
        log.after(Duration.ofDays(31)).monthErased("access", "2026-03");
        mustPass();
        long another = read(Map.of("noticeDeferralId", new UUID(5, 9)));
        mustFail(another);
    }
}
