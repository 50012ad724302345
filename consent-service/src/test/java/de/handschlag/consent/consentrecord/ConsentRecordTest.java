package de.handschlag.consent.consentrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.quarkiverse.resteasy.problem.HttpProblem;

import de.handschlag.event.ApprovalEvidence;
import de.handschlag.event.ConsentEvidence;
import de.handschlag.event.ConsentEvidence.Channel;
import de.handschlag.event.ConsentExpired;
import de.handschlag.event.ConsentGiven;
import de.handschlag.event.ConsentInvalidated;
import de.handschlag.event.ConsentRecordEvent;
import de.handschlag.event.ConsentRecordState;
import de.handschlag.event.SecrecyReleaseWithdrawn;
import de.handschlag.event.SecrecyReleased;
import de.handschlag.event.WithdrawalEvidence;

@DisplayName("The states of a consent record")
class ConsentRecordTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final DecisionEvidence EVIDENCE = new DecisionEvidence("v1", "hash", "de", Channel.WEB, "1", null,
            null);
    private static final UUID LOGIN = UUID.randomUUID();

    private final UUID person = UUID.randomUUID();
    private final ConsentRecord record = new ConsentRecord(person,
            new RequestedConsent("jmd-1", "jmd", 1, "C-1", "appointments", List.of("email", "phone"),
                    "Art. 6(1)(a) GDPR", 3),
            List.of("email", "phone"), NOW, NOW.plus(Duration.ofDays(30)), Duration.ZERO);

    private ConsentGiven approve() {
        return record.approve(new Grant(List.of("phone"), List.of()), 3, EVIDENCE, LOGIN, 7, NOW, NOW, null);
    }

    private static void assertRefused(ThrowingCallable call, String type) {
        assertThatThrownBy(call).satisfies(
                problem -> assertThat(((HttpProblem) problem).getType()).hasToString("urn:handschlag:problem:" + type));
    }

    @Test
    @DisplayName("R4 a grant begins when it is given; where the month of its end is too short for the day, it ends on its last day")
    void grantHasItsTime() {
        ConsentGiven given = approve();

        assertThat(given.dataSubjectId()).isEqualTo(person);
        assertThat(given.consentRevision()).isEqualTo(7);
        assertThat(given.consentRecord().attributes()).containsExactly("phone");
        assertThat(given.consentRecord().decidedAt()).isEqualTo(NOW);
        assertThat(given.consentRecord().expiresAt()).isEqualTo(Instant.parse("2027-02-28T12:00:00Z"));
        assertThat(given.consentRecord().decidedByLoginBinding()).isEqualTo(LOGIN);
        assertThat(record.monthsAs(given.consentRecord())).isEqualTo(3);
    }

    @Test
    @DisplayName("A grant ends at its expiry, and not when the job comes by that says so")
    void grantEndsAtItsExpiry() {
        Instant end = approve().consentRecord().expiresAt();

        assertThat(record.isInForce(end.minusMillis(1))).isTrue();
        assertThat(record.isInForce(end)).isFalse();
        assertThat(record.status()).isEqualTo(ConsentStatus.GIVEN);
        assertThat(record.statusAt(end)).isEqualTo(ConsentStatus.EXPIRED);
        assertRefused(() -> record.withdraw(LOGIN, 8, end), "not-in-force");
        assertThatThrownBy(() -> record.expire(8, end.minusMillis(1))).isInstanceOf(IllegalStateException.class);

        ConsentExpired expired = record.expire(8, end.plus(Duration.ofHours(1)));
        assertThat(expired.consentRecord().endedAt()).isEqualTo(end.plus(Duration.ofHours(1)));
        assertThat(record.status()).isEqualTo(ConsentStatus.EXPIRED);
    }

    @Test
    @DisplayName("R6 R8 a withdrawal that the recipient recorded says who did and how, and names no login; why, stays here")
    void recordedWithdrawal() {
        RecordedWithdrawal recorded = new RecordedWithdrawal(WithdrawalEvidence.Channel.ORAL, "e-77", "no telephone");
        assertRefused(() -> record.withdraw(recorded, 8, NOW), "not-in-force");
        approve();

        ConsentRecordState state = record.withdraw(recorded, 8, NOW.plusSeconds(1)).consentRecord();

        assertThat(state.withdrawalEvidence())
                .isEqualTo(new WithdrawalEvidence(WithdrawalEvidence.Channel.ORAL, "e-77"));
        assertThat(state.endedByLoginBinding()).isNull();
        assertThat(record.status()).isEqualTo(ConsentStatus.WITHDRAWN);
        assertThat(record.recordedWithdrawal()).isEqualTo(recorded);
        assertRefused(() -> record.withdraw(recorded, 9, NOW.plusSeconds(2)), "not-in-force");
    }

    @Test
    @DisplayName("R6 R8 an approval that the recipient recorded lasts as was agreed only by the person's word, and ends by it")
    void recordedApproval() {
        Instant agreed = NOW.plus(Duration.ofDays(90));
        RecordedApproval recorded = new RecordedApproval("e-78", ApprovalEvidence.Signer.PERSON, true, agreed, "no pen",
                null);
        DecisionEvidence oral = new DecisionEvidence("1", "0".repeat(64), "ar", ConsentEvidence.Channel.ORAL, null,
                "e-77", null);
        assertRefused(() -> record.confirm(LOGIN, 7, NOW, null), "nothing-to-answer");

        ConsentRecordState state = record
                .approve(new Grant(List.of("phone"), List.of()), oral, recorded, NOW.plus(Duration.ofDays(30)), 7, NOW)
                .consentRecord();

        assertThat(state.approvalEvidence())
                .isEqualTo(new ApprovalEvidence("e-78", ApprovalEvidence.Signer.PERSON, true, agreed, null));
        assertThat(state.decidedByLoginBinding()).isNull();
        assertThat(record.isToBeAnswered(NOW)).isTrue();
        assertThat(record.declinedAttributes()).as("what is not on the paper nobody said no to").isEmpty();
        assertThat(record.isReleasable(NOW)).as("R9 beside what the person confirmed").isFalse();
        assertRefused(() -> record.approve(new Grant(List.of("phone"), List.of()), oral, recorded, agreed, 8, NOW),
                "already-decided");
        ConsentRecordState confirmed = record.confirm(LOGIN, 8, NOW, NOW.plus(Duration.ofDays(40))).consentRecord();
        assertThat(confirmed.expiresAt()).as("not beyond the day on which the person decides alone")
                .isEqualTo(NOW.plus(Duration.ofDays(40)));
        assertThat(confirmed.decidedByLoginBinding()).isEqualTo(LOGIN);
        assertThat(record.isToBeAnswered(NOW)).isFalse();
        assertThat(record.isReleasable(NOW)).isTrue();
        assertRefused(() -> record.contest(LOGIN, 9, NOW), "nothing-to-answer");
        assertThat(record.withdraw(LOGIN, 9, NOW).consentRecord().approvalEvidence()).isEqualTo(new ApprovalEvidence(
                "e-78", ApprovalEvidence.Signer.PERSON, true, agreed, ApprovalEvidence.Answer.CONFIRMED));
    }

    @Test
    @DisplayName("A request that its agency takes back while it waits has ended, and that is told once")
    void takenBackWhileItWaits() {
        record.takeBack(NOW.plusSeconds(1));
        record.takeBack(NOW.plusSeconds(2));

        assertThat(record.status()).isEqualTo(ConsentStatus.INVALIDATED);
        assertThat(record.takenBackAt()).isEqualTo(NOW.plusSeconds(1));
        assertRefused(this::approve, "already-decided");
        ConsentInvalidated told = record.tellEnd(8);
        assertThat(told.consentRevision()).isEqualTo(8);
        assertThat(told.consentRecord().endReason()).isEqualTo("request-taken-back");
        assertThat(told.consentRecord().endedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThatThrownBy(() -> record.tellEnd(9)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("R10 taking back what is granted changes nothing but what the agency's list says")
    void takenBackWhenGranted() {
        approve();

        record.takeBack(NOW.plusSeconds(1));

        assertThat(record.status()).isEqualTo(ConsentStatus.GIVEN);
        assertThat(record.endedAt()).isNull();
        assertThat(record.takenBackAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(record.isEndUntold()).isFalse();
    }

    @Test
    @DisplayName("A request is decided once; but who refused can approve after all")
    void decidedOnce() {
        record.refuse(EVIDENCE, LOGIN, 7, NOW);

        assertThat(record.status()).isEqualTo(ConsentStatus.REFUSED);
        assertThat(record.declinedAttributes()).containsExactly("email", "phone");
        assertRefused(() -> record.refuse(EVIDENCE, LOGIN, 8, NOW), "already-decided");
        assertRefused(() -> record.withdraw(LOGIN, 8, NOW), "not-in-force");
        assertThat(record.canBeInvalidated()).isFalse();
        approve();
        assertThat(record.status()).isEqualTo(ConsentStatus.GIVEN);
        assertThat(record.declinedAttributes()).containsExactly("email");
        assertRefused(this::approve, "already-decided");
    }

    @Test
    @DisplayName("R2 a request waits for its time and not longer, also before the job comes by that says so")
    void lapses() {
        Instant end = record.lapsesAt();
        assertThat(record.isWaiting(end.minusMillis(1))).isTrue();
        assertThatThrownBy(() -> record.lapse(7, end.minusMillis(1))).isInstanceOf(IllegalStateException.class);

        assertThat(record.statusAt(end)).isEqualTo(ConsentStatus.INVALIDATED);
        assertRefused(
                () -> record.approve(new Grant(List.of("phone"), List.of()), 3, EVIDENCE, LOGIN, 7, end, NOW, null),
                "already-decided");
        assertRefused(() -> record.refuse(EVIDENCE, LOGIN, 7, end), "already-decided");
        ConsentInvalidated told = record.lapse(7, end);
        assertThat(told.consentRecord().endReason()).isEqualTo("request-lapsed");
        assertThat(record.declinedAttributes()).as("silence is no refusal").isEmpty();
    }

    @Test
    @DisplayName("R2 what is held back has ended, and that is told once, as of a request that was taken back")
    void heldBack() {
        record.request(6);
        record.holdBack(NOW, Duration.ofHours(7));

        assertThat(record.isHeldBack()).isTrue();
        assertThat(record.isWaiting(NOW)).isFalse();
        assertThat(record.takenBackAt()).isNull();
        assertThat(record.tellEnd(7).consentRecord().endReason()).isEqualTo("asked-again");
        assertThat(record.isEndUntold()).isFalse();
        assertThat(record.declinedAttributes()).isEmpty();
    }

    @Test
    @DisplayName("A grant is withdrawn once, by the login that did it")
    void withdrawnOnce() {
        approve();
        UUID other = UUID.randomUUID();

        ConsentRecordState state = record.withdraw(other, 8, NOW.plusSeconds(1)).consentRecord();

        assertThat(state.endedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(state.endedByLoginBinding()).isEqualTo(other);
        assertThat(state.decidedByLoginBinding()).isEqualTo(LOGIN);
        assertThat(record.isInForce(NOW.plusSeconds(1))).isFalse();
        assertRefused(() -> record.withdraw(other, 9, NOW.plusSeconds(2)), "not-in-force");
    }

    @Test
    @DisplayName("R9 beside a grant sources are released one by one and taken back one by one; the grant goes on")
    void releasedBesideAGrant() {
        approve();

        SecrecyReleased second = releasing("psz-1", 8);
        SecrecyReleased first = releasing("frauenhaus-1", 9);
        assertThat(second.consentRecord().releasedSources()).containsExactly("psz-1");
        assertThat(first.consentRecord().releasedSources()).containsExactly("frauenhaus-1", "psz-1");
        assertThat(first.sourceAgencyId()).isEqualTo("frauenhaus-1");
        assertThat(first.evidence().noticeHash()).isEqualTo("hash");
        assertThat(first.byLoginBinding()).isEqualTo(LOGIN);
        assertThatThrownBy(() -> releasing("psz-1", 10)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> releasing("jmd-1", 10)).as("the recipient").isInstanceOf(IllegalStateException.class);

        SecrecyReleaseWithdrawn withdrawn = record.withdrawRelease("psz-1", LOGIN, 10, NOW);
        assertThat(withdrawn.sourceAgencyId()).isEqualTo("psz-1");
        assertThat(withdrawn.consentRecord().releasedSources()).containsExactly("frauenhaus-1");
        assertThat(withdrawn.consentRevision()).isEqualTo(10);
        assertThat(record.consentRevision()).isEqualTo(10);
        assertThat(record.isInForce(NOW)).isTrue();
        assertRefused(() -> record.withdrawRelease("psz-1", LOGIN, 11, NOW), "not-released");
    }

    private SecrecyReleased releasing(String source, long revision) {
        return record.release(source, EVIDENCE, LOGIN, revision, NOW);
    }

    @Test
    @DisplayName("R9 without a grant in force nothing is released: not while it waits, not after a refusal, not when it is over, not when another has its place")
    void nothingIsReleasedWithoutAGrant() {
        assertRefused(() -> releasing("psz-1", 7), "no-consent-to-release-for");
        record.refuse(EVIDENCE, LOGIN, 7, NOW);
        assertRefused(() -> releasing("psz-1", 8), "no-consent-to-release-for");
        Instant end = approve().consentRecord().expiresAt();
        assertRefused(() -> record.release("psz-1", EVIDENCE, LOGIN, 8, end), "no-consent-to-release-for");
        record.yieldTo(UUID.randomUUID());
        assertRefused(() -> releasing("psz-1", 8), "no-consent-to-release-for");
        record.yieldToNobody();
        record.withdraw(LOGIN, 8, NOW);
        assertRefused(() -> releasing("psz-1", 9), "no-consent-to-release-for");
    }

    /** How a grant ends. */
    private enum End {
        WITHDRAWN,
        EXPIRED,
        INVALIDATED,
        REPLACED
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9 with the grant its releases end, and its end tells of none")
    void releasesEndWithTheGrant(End end) {
        Instant expiry = approve().consentRecord().expiresAt();
        releasing("psz-1", 8);

        ConsentRecordState state = switch (end) {
            case WITHDRAWN -> record.withdraw(LOGIN, 9, NOW).consentRecord();
            case EXPIRED -> record.expire(9, expiry).consentRecord();
            case INVALIDATED -> record.invalidate("recipient-changed", 9, NOW).consentRecord();
            case REPLACED -> record.replace(UUID.randomUUID(), 9, NOW).consentRecord();
        };

        assertThat(state.releasedSources()).isNull();
        assertThat(record.isReleased("psz-1")).isFalse();
        assertRefused(() -> record.withdrawRelease("psz-1", LOGIN, 10, NOW), "not-released");
    }

    @RepeatedTest(200)
    @DisplayName("R9 whatever is tried in whatever order, a release is told of a grant in force only, and an end tells of none")
    void anyHistory(RepetitionInfo history) {
        Random chance = new Random(history.getCurrentRepetition());
        List<String> sources = List.of("frauenhaus-1", "psz-1", "schwangerschaftsberatung-1");
        Set<String> released = new TreeSet<>();
        boolean inForce = false;
        for (long revision = 1; revision < 30; revision++) {
            String source = sources.get(chance.nextInt(sources.size()));
            long next = revision;
            Supplier<ConsentRecordEvent> tried = switch (chance.nextInt(8)) {
                case 0 -> this::approve;
                case 1 -> () -> record.refuse(EVIDENCE, LOGIN, next, NOW);
                case 2 -> chance.nextInt(4) > 0
                        ? () -> record.withdrawRelease(source, LOGIN, next, NOW)
                        : () -> record.withdraw(LOGIN, next, NOW);
                case 3 -> () -> record.withdrawRelease(source, LOGIN, next, NOW);
                default -> () -> record.release(source, EVIDENCE, LOGIN, next, NOW);
            };
            ConsentRecordEvent event;
            try {
                event = tried.get();
            } catch (HttpProblem | IllegalStateException refused) {
                assertThat(record.isInForce(NOW)).isEqualTo(inForce);
                continue;
            }
            if (event instanceof SecrecyReleased e) {
                assertThat(inForce).as("a release needs a grant").isTrue();
                assertThat(released.add(e.sourceAgencyId())).as("nobody is released twice").isTrue();
            } else if (event instanceof SecrecyReleaseWithdrawn e) {
                assertThat(inForce).as("so does taking it back").isTrue();
                assertThat(released.remove(e.sourceAgencyId())).as("only what was released").isTrue();
            } else {
                inForce = event instanceof ConsentGiven;
                released.clear();
            }
            assertThat(event.consentRecord().releasedSources())
                    .isEqualTo(released.isEmpty() ? null : List.copyOf(released));
            assertThat(record.releasedSources()).containsExactlyElementsOf(released);
        }
    }

    @Test
    @DisplayName("R7 an open request and a grant can lose their basis, with a reason, and nothing else can")
    void losesItsBasis() {
        ConsentInvalidated invalidated = record.invalidate("purpose-changed", 7, NOW);

        assertThat(invalidated.consentRecord().endReason()).isEqualTo("purpose-changed");
        assertThat(record.status()).isEqualTo(ConsentStatus.INVALIDATED);
        assertThatThrownBy(() -> record.invalidate("purpose-changed", 8, NOW))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("R42 a later grant takes the place of this one and is named; an open request gives way to none")
    void givesWay() {
        UUID later = UUID.randomUUID();
        assertThatThrownBy(() -> record.replace(later, 7, NOW)).isInstanceOf(IllegalStateException.class);
        approve();

        ConsentRecordState state = record.replace(later, 8, NOW).consentRecord();

        assertThat(state.replacedBy()).isEqualTo(later);
        assertThat(state.endReason()).isEqualTo(ConsentRecordState.REPLACED);
        assertThat(record.isReplaced()).isTrue();
    }

    @Test
    @DisplayName("The same approval again changes nothing; another one, or one after the end, is not the same")
    void sameApproval() {
        approve();
        Grant same = new Grant(List.of("phone"), List.of());

        assertThat(record.isGivenAs(same, 3, null, NOW)).isTrue();
        assertThat(record.isGivenAs(same, 2, null, NOW)).isFalse();
        assertThat(record.isGivenAs(new Grant(List.of("email", "phone"), List.of()), 3, null, NOW)).isFalse();
        assertThat(record.isGivenAs(same, 3, null, NOW.plus(Duration.ofDays(100)))).isFalse();
    }
}
