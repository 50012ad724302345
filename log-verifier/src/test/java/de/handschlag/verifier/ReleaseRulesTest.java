package de.handschlag.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import de.handschlag.verifier.Verified.Found;
import de.handschlag.verifier.fault.FaultKind;

@DisplayName("R9 Releases from secrecy, from the log alone")
class ReleaseRulesTest {

    private LawfulLog log = new LawfulLog();

    private void mustFail(FaultKind kind, long index) {
        Verified verified = log.verify();
        assertThat(verified.found()).containsExactly(new Found(kind, index));
        assertThat(verified.exitCode()).isEqualTo(1);
    }

    @Test
    @DisplayName("R9 Releases come and go under a grant in force, and the grant with its reads stays")
    void releasesOfAGrant() {
        Instant expiresAt = log.now.plus(Duration.ofDays(90));
        UUID grant = log.given(Map.of("expiresAt", expiresAt));
        log.released(grant, expiresAt, Map.of(), Map.of());
        log.disclosed(grant);
        log.releaseWithdrawn(grant, expiresAt, Map.of());
        log.released(grant, expiresAt, Map.of(), Map.of());
        log.disclosed(grant);
        log.ended("withdrawn", grant);

        Verified verified = log.verify();
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    @DisplayName("R9 A release without its grant, before it, behind its end or its expiry is named; so is its withdrawal")
    void releaseWithoutAGrantInForce() {
        Instant expiresAt = log.now.plus(Duration.ofDays(2));
        mustFail(FaultKind.SECRECY_RELEASE, log.released(new UUID(9, 9), expiresAt, Map.of(), Map.of()));

        log = new LawfulLog();
        UUID withdrawn = log.given(Map.of("expiresAt", expiresAt));
        log.ended("withdrawn", withdrawn);
        mustFail(FaultKind.SECRECY_RELEASE, log.released(withdrawn, expiresAt, Map.of(), Map.of()));

        log = new LawfulLog();
        UUID ended = log.given(Map.of("expiresAt", expiresAt));
        log.released(ended, expiresAt, Map.of(), Map.of());
        log.ended("invalidated", ended);
        mustFail(FaultKind.SECRECY_RELEASE, log.releaseWithdrawn(ended, expiresAt, Map.of()));

        log = new LawfulLog();
        UUID expired = log.given(Map.of("expiresAt", expiresAt));
        log.after(Duration.ofDays(3));
        mustFail(FaultKind.SECRECY_RELEASE, log.released(expired, expiresAt, Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({"agencyId, sozialamt", "purpose, housing", "attributes, phone+email", "attributes, ''",
            "expiresAt, 2027-03-01T08:00:00Z"})
    @DisplayName("R9 R1 A release changes nothing of its grant: neither recipient, purpose, items nor end")
    void releaseWidensNothing(String member, String value) {
        Instant expiresAt = log.now.plus(Duration.ofDays(90));
        UUID grant = log.given(Map.of("expiresAt", expiresAt));
        Object wrong = member.equals("attributes") ? value.isEmpty() ? List.of() : List.of(value.split("\\+")) : value;

        mustFail(FaultKind.SECRECY_RELEASE, log.released(grant, expiresAt, Map.of(), Map.of(member, wrong)));
    }

    @Test
    @DisplayName("R9 R6 A release names its source as its record does, and the notice that the person saw")
    void releaseAgreesWithItself() {
        Instant expiresAt = log.now.plus(Duration.ofDays(90));
        UUID grant = log.given(Map.of("expiresAt", expiresAt));
        mustFail(FaultKind.SECRECY_RELEASE,
                log.released(grant, expiresAt, Map.of("sourceAgencyId", "refuge"), Map.of()));

        log = new LawfulLog();
        UUID still = log.given(Map.of("expiresAt", expiresAt));
        mustFail(FaultKind.SECRECY_RELEASE,
                log.releaseWithdrawn(still, expiresAt, Map.of("releasedSources", List.of("counselling"))));

        log = new LawfulLog();
        UUID silent = log.given(Map.of("expiresAt", expiresAt));
        mustFail(FaultKind.DECISION_INCOMPLETE,
                log.released(silent, expiresAt, Map.of("evidence", Map.of("language", "de")), Map.of()));
    }
}
