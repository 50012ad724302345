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

    /** A grant, and until when it is for. */
    private record Granted(UUID id, Instant expiresAt) {}

    private Granted given() {
        log = new LawfulLog();
        Instant expiresAt = log.now.plus(Duration.ofDays(90));
        return new Granted(log.given(Map.of("expiresAt", expiresAt)), expiresAt);
    }

    private void mustPass() {
        Verified verified = log.verify();
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    @DisplayName("R9 Several releases of a grant come and go each by itself; said once more, after a database went back, they are the same")
    void severalReleases() {
        Granted grant = given();
        log.released(grant.id, grant.expiresAt, "counselling", "counselling");
        log.released(grant.id, grant.expiresAt, "refuge", "counselling", "refuge");
        log.released(grant.id, grant.expiresAt, "refuge", "counselling", "refuge");
        log.releaseWithdrawn(grant.id, grant.expiresAt, "counselling", "refuge");
        log.releaseWithdrawn(grant.id, grant.expiresAt, "counselling", "refuge");
        log.released(grant.id, grant.expiresAt, "counselling", "counselling", "refuge");
        mustPass();
    }

    @Test
    @DisplayName("R9 A release changes its one source: neither does it release another one, nor end another one's release")
    void releaseChangesItsSourceOnly() {
        Granted grant = given();
        mustFail(FaultKind.SECRECY_RELEASE,
                log.released(grant.id, grant.expiresAt, "counselling", "counselling", "refuge"));

        Granted dropping = given();
        log.released(dropping.id, dropping.expiresAt, "counselling", "counselling");
        mustFail(FaultKind.SECRECY_RELEASE, log.released(dropping.id, dropping.expiresAt, "refuge", "refuge"));
    }

    @Test
    @DisplayName("R9 The end of a release ends that one: none beside it, none that never was, and it brings none")
    void endOfAReleaseEndsItsSourceOnly() {
        Granted grant = given();
        log.released(grant.id, grant.expiresAt, "counselling", "counselling");
        log.released(grant.id, grant.expiresAt, "refuge", "counselling", "refuge");
        mustFail(FaultKind.SECRECY_RELEASE, log.releaseWithdrawn(grant.id, grant.expiresAt, "counselling"));

        Granted never = given();
        mustFail(FaultKind.SECRECY_RELEASE, log.releaseWithdrawn(never.id, never.expiresAt, "counselling"));

        Granted bringing = given();
        log.released(bringing.id, bringing.expiresAt, "counselling", "counselling");
        mustFail(FaultKind.SECRECY_RELEASE,
                log.releaseWithdrawn(bringing.id, bringing.expiresAt, "counselling", "refuge"));
    }

    @Test
    @DisplayName("R9 A release that was taken back does not come again with a later one of another source")
    void takenBackReleaseDoesNotComeAgain() {
        Granted grant = given();
        log.released(grant.id, grant.expiresAt, "counselling", "counselling");
        log.releaseWithdrawn(grant.id, grant.expiresAt, "counselling");
        mustFail(FaultKind.SECRECY_RELEASE, log.released(grant.id, grant.expiresAt, "refuge", "counselling", "refuge"));
    }

    @Test
    @DisplayName("R9 No other event of a grant contains a release: neither its beginning nor its end")
    void onlyReleasesRelease() {
        log.given(Map.of("releasedSources", List.of("counselling")));
        mustFail(FaultKind.SECRECY_RELEASE, 1);

        for (String how : List.of("withdrawn", "expired", "invalidated")) {
            Granted grant = given();
            log.released(grant.id, grant.expiresAt, "counselling", "counselling");
            mustFail(FaultKind.SECRECY_RELEASE,
                    log.ended(how, grant.id, Map.of("releasedSources", List.of("counselling"))));
        }
    }

    @Test
    @DisplayName("R9 R28 Where declarations were erased, the next one says what is released, and from there on it is held to that")
    void releasesBehindAnErasure() {
        Granted grant = given();
        log.log.erase(log.released(grant.id, grant.expiresAt, "counselling", "counselling"));
        log.after(Duration.ofDays(31));
        log.monthErased("consent", "2026-03");
        log.released(grant.id, grant.expiresAt, "refuge", "counselling", "refuge");
        log.releaseWithdrawn(grant.id, grant.expiresAt, "counselling", "refuge");
        mustPass();
        mustFail(FaultKind.SECRECY_RELEASE, log.releaseWithdrawn(grant.id, grant.expiresAt, "refuge", "shelter"));
    }
}
